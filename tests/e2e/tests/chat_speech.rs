//! Chat: what is spoken becomes a draft, answers are read aloud, and where there is a camera it is offered.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::time::Duration;

use common::{LONG, Stage};
use e2e::{BrowserOptions, PATIENCE, Result};
use practice::Seen;
use serde_json::json;

/// What the practice endpoint says it has heard.
const HEARD: &str = "The practice endpoint only pretends to have heard this.";

/// Keeps every sound that is played.
const WATCH: &str = "
    window.sounds = [];
    const real = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function () {
        window.sounds.push(this);
        this.wanted = this.src;
        this.addEventListener('ended', () => { this.whole = true });
        return real.call(this);
    };";

/// The Chat page in a browser with a microphone that is only pretended.
async fn with_microphone(model: &str) -> Result<Stage> {
    let args = [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
    ];
    let options = BrowserOptions {
        args: args.map(str::to_owned).into(),
        ..BrowserOptions::default()
    };
    // Which model hears follows from the one that translates.
    let stage = Stage::ready_as("#/translate", options).await?;
    stage.browser.choose_model("tr-model", model).await?;
    stage.go("#/chat").await?;
    stage.browser.choose_model("chat-model", model).await?;
    Ok(stage)
}

/// Waits until it records, and so long that there is something.
async fn recording(stage: &Stage) -> Result {
    stage
        .browser
        .wait_state("chat-dictate", "recording", PATIENCE)
        .await?;
    tokio::time::sleep(Duration::from_millis(700)).await;
    Ok(())
}

async fn wait_draft(stage: &Stage, draft: &str) -> Result {
    stage
        .browser
        .wait(&format!("the draft {draft:?}"), LONG, async || {
            Ok((stage.browser.value("chat-input").await? == draft).then_some(()))
        })
        .await
}

/// The requests to a path of the endpoint.
fn asked(stage: &Stage, path: &str) -> Vec<Seen> {
    let mut seen = stage.practice.requests();
    seen.retain(|seen| seen.path.ends_with(path));
    seen
}

#[tokio::test]
async fn what_is_dictated_is_a_draft_that_can_be_sent() -> Result {
    let stage = with_microphone("practice-burst").await?;
    let browser = &stage.browser;
    browser.click("chat-dictate").await?;
    recording(&stage).await?;
    browser.click("chat-dictate").await?;
    wait_draft(&stage, HEARD).await?;
    // It is a draft: nothing was said by itself, and it outlives a reload.
    assert!(stage.chats().is_empty());
    assert_eq!(asked(&stage, "/audio/transcriptions").len(), 1);
    stage.reload().await?;
    wait_draft(&stage, HEARD).await?;
    // Behind what is typed; Escape throws away what is recorded, not what is typed.
    browser.replace_text("chat-input", "Typed:").await?;
    browser.focus("chat-dictate").await?;
    browser.press("Space").await?;
    recording(&stage).await?;
    browser.press("Escape").await?;
    browser.wait_state("chat-dictate", "idle", PATIENCE).await?;
    assert_eq!(browser.value("chat-input").await?, "Typed:");
    browser.focus("chat-dictate").await?;
    browser.press("Space").await?;
    recording(&stage).await?;
    browser.press("Space").await?;
    wait_draft(&stage, &format!("Typed: {HEARD}")).await?;
    browser.focus("chat-input").await?;
    browser.press("Enter").await?;
    browser.wait_answer("done", LONG).await?;
    let sent = stage.chats().pop().unwrap().body;
    let last = sent["messages"].as_array().unwrap().last().unwrap();
    assert_eq!(last["content"], format!("Typed: {HEARD}"));
    Ok(())
}

#[tokio::test]
async fn where_nothing_hears_it_is_told_beside_the_draft() -> Result {
    let stage = with_microphone("practice-no-audio").await?;
    let browser = &stage.browser;
    browser.replace_text("chat-input", "Typed").await?;
    browser.click("chat-dictate").await?;
    recording(&stage).await?;
    browser.click("chat-dictate").await?;
    browser.wait_state("chat-dictate", "failed", LONG).await?;
    browser
        .wait_text(
            "chat-dictate-said",
            "does not turn speech into text",
            PATIENCE,
        )
        .await?;
    assert_eq!(browser.value("chat-input").await?, "Typed");
    Ok(())
}

#[tokio::test]
async fn an_answer_is_read_by_a_voice_of_the_endpoint_without_its_marks() -> Result {
    let stage = Stage::ready("#/settings").await?;
    let browser = &stage.browser;
    browser.set_value("settings-aloud", "endpoint").await?;
    browser.wait_count("settings-voice", 1, PATIENCE).await?;
    browser.set_value("settings-voice", "nova").await?;
    stage.go("#/chat").await?;
    browser.choose_model("chat-model", "practice-burst").await?;
    browser.run(WATCH, &[]).await?;
    browser
        .say("say: The **ship** is [here](https://ship.example/a) and it goes to sea again before the sun is up.")
        .await?;
    browser.wait_answer("done", LONG).await?;
    stage.choose("message-more", 1, "message-listen").await?;
    browser
        .wait_state("message-listen-stop", "speaking", LONG)
        .await?;
    browser.wait_js("window.sounds[0]?.whole", LONG).await?;
    browser
        .wait_state("message-listen-stop", "silent", PATIENCE)
        .await?;
    let read = asked(&stage, "/audio/speech");
    assert_eq!(read.len(), 1);
    let text = read[0].body["input"].as_str().unwrap();
    assert!(text.starts_with("The ship is here and it goes"), "{text}");
    assert!(!text.contains("https:"), "{text}");
    assert_eq!(read[0].body["voice"], "nova");
    // Stopped, it is silent at once; and so it is when another conversation is opened.
    browser.click("message-listen-stop").await?;
    browser.wait_js("window.sounds.length === 2", LONG).await?;
    browser.click("message-listen-stop").await?;
    browser
        .wait_js(
            "window.sounds[1].paused && !window.sounds[1].whole",
            PATIENCE,
        )
        .await?;
    browser.click("message-listen-stop").await?;
    browser.wait_js("window.sounds.length === 3", LONG).await?;
    browser.click("chat-new").await?;
    browser
        .wait_js(
            "window.sounds[2].paused && !window.sounds[2].whole",
            PATIENCE,
        )
        .await
}

/// A browser of tests has no voices of its own.
#[tokio::test]
async fn a_device_without_voices_is_told_at_the_message() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    browser
        .say("say: The ship goes to sea before the sun is up.")
        .await?;
    browser.wait_answer("done", LONG).await?;
    stage.choose("message-more", 1, "message-listen").await?;
    browser
        .wait_state("message-listen-stop", "no-voice", LONG)
        .await?;
    browser
        .wait_text("message-listen-said", "no voice", PATIENCE)
        .await?;
    assert!(asked(&stage, "/audio/speech").is_empty());
    Ok(())
}

#[tokio::test]
async fn a_camera_is_offered_where_there_is_most_likely_one() -> Result {
    let stage = Stage::ready("#/chat").await?;
    let browser = &stage.browser;
    let camera = "input[type=file][capture=environment][accept=\"image/*\"]";
    assert_eq!(browser.seen_css(camera).await?.len(), 1);
    let offered = async || browser.count("chat-attach-camera").await;
    assert_eq!(offered().await?, 0, "with a mouse");
    let touch = json!({ "enabled": true, "maxTouchPoints": 5 });
    browser
        .cdp("Emulation.setTouchEmulationEnabled", touch)
        .await?;
    let mobile = json!({ "width": 390, "height": 780, "deviceScaleFactor": 1, "mobile": true });
    browser
        .cdp("Emulation.setDeviceMetricsOverride", mobile)
        .await?;
    stage.reload().await?;
    browser
        .wait_js("matchMedia('(pointer: coarse)').matches", PATIENCE)
        .await?;
    browser.wait_count("chat-attach", 1, PATIENCE).await?;
    // It opens that input, and no other.
    browser
        .run(
            "HTMLInputElement.prototype.click = function () { window.opened = [this.accept, this.getAttribute('capture'), this.multiple]; };
             HTMLInputElement.prototype.showPicker = HTMLInputElement.prototype.click;",
            &[],
        )
        .await?;
    stage.choose("chat-attach", 0, "chat-attach-camera").await?;
    browser.wait_js("window.opened", PATIENCE).await?;
    let opened = browser.run("return window.opened", &[]).await?;
    assert_eq!(opened, json!(["image/*", "environment", false]));
    Ok(())
}
