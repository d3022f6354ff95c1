//! Reading aloud by a voice of the endpoint; and what is said in a conversation, turned into text.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::time::Duration;

use common::{LONG, Stage};
use e2e::{BrowserOptions, PATIENCE, Result};
use practice::Seen;

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

/// Long enough for three seconds of sound.
const SHIP: &str = "The ship is here and it goes to sea again before the sun is up tomorrow.";

const HEARD: &str = "The practice endpoint only pretends to have heard this.";

/// The Translate page where a voice of the endpoint reads aloud.
async fn with_voice(model: &str, voice: &str) -> Result<Stage> {
    let stage = Stage::ready("#/usage").await?;
    let browser = &stage.browser;
    browser.set_value("pace-requests", "").await?;
    stage.go("#/settings").await?;
    assert_eq!(browser.value("settings-aloud").await?, "device");
    assert_eq!(browser.count("settings-voice").await?, 0);
    browser.set_value("settings-aloud", "endpoint").await?;
    browser.wait_count("settings-voice", 1, PATIENCE).await?;
    browser.set_value("settings-voice", voice).await?;
    stage.go("#/translate").await?;
    browser.choose_model("tr-model", model).await?;
    browser.run(WATCH, &[]).await?;
    Ok(stage)
}

/// The texts that the endpoint was asked to read.
fn read(stage: &Stage) -> Vec<Seen> {
    let mut seen = stage.practice.requests();
    seen.retain(|seen| seen.path.ends_with("/audio/speech"));
    seen
}

#[tokio::test]
async fn a_voice_of_the_endpoint_reads_aloud_and_is_in_the_ledger() -> Result {
    let stage = with_voice("practice-burst", "nova").await?;
    let browser = &stage.browser;
    assert_eq!(stage.translate(SHIP, LONG).await?, "done");
    let target = stage.target().await?;
    browser.wait_count("tr-listen", 1, LONG).await?;
    browser.click("tr-listen").await?;
    browser.wait_state("tr-listen", "speaking", LONG).await?;
    let playing = "window.sounds.length === 1 && window.sounds[0].wanted.startsWith('blob:') && !window.sounds[0].error";
    browser.wait_js(playing, PATIENCE).await?;
    browser.wait_js("window.sounds[0].whole", LONG).await?;
    browser.wait_state("tr-listen", "silent", PATIENCE).await?;
    let asked = read(&stage);
    assert_eq!(asked.len(), 1);
    let body = &asked[0].body;
    assert_eq!(body["input"], *target);
    assert_eq!(body["voice"], "nova");
    assert_eq!(body["model"], "practice-burst");
    assert_eq!(body["response_format"], "mp3");

    // Stopped, it is silent at once; and the source has a voice too.
    browser.click("tr-listen-source").await?;
    browser
        .wait_state("tr-listen-source", "speaking", LONG)
        .await?;
    browser
        .wait_js("window.sounds.length === 2", PATIENCE)
        .await?;
    browser.click("tr-listen-source").await?;
    browser
        .wait_state("tr-listen-source", "silent", PATIENCE)
        .await?;
    browser
        .wait_js(
            "window.sounds[1].paused && !window.sounds[1].whole",
            PATIENCE,
        )
        .await?;
    assert_eq!(read(&stage)[1].body["input"], SHIP);
    assert!(browser.console_errors().await?.is_empty());

    // A line each, without a price.
    stage.go("#/usage").await?;
    browser.wait_count("ledger-row", 3, PATIENCE).await?;
    let rows = browser.seen_all("ledger-row").await?;
    let unpriced = rows
        .iter()
        .filter(|row| row.text.contains('–') || row.text.contains('—'));
    assert!(unpriced.count() >= 2, "{rows:?}");
    Ok(())
}

#[tokio::test]
async fn a_long_text_is_read_in_pieces_in_their_order() -> Result {
    let stage = with_voice("practice-burst", "nova").await?;
    let browser = &stage.browser;
    let text: Vec<String> = (0..220)
        .map(|number| format!("This is sentence number {number} of a long text."))
        .collect();
    let text = text.join(" ");
    browser.set_value("tr-source", &text).await?;
    browser.wait_count("tr-listen-source", 1, LONG).await?;
    browser.click("tr-listen-source").await?;
    browser
        .wait("all pieces to be asked for", LONG, async || {
            Ok((read(&stage).len() == 3).then_some(()))
        })
        .await?;
    browser
        .wait_state("tr-listen-source", "silent", LONG)
        .await?;
    let pieces: Vec<String> = read(&stage)
        .iter()
        .map(|seen| seen.body["input"].as_str().unwrap().to_owned())
        .collect();
    assert!(
        pieces
            .iter()
            .all(|piece| piece.chars().count() <= 4_096 && piece.ends_with('.'))
    );
    assert_eq!(pieces.join(" "), text);
    browser
        .wait_js(
            "window.sounds.length === 3 && window.sounds.every(sound => sound.whole)",
            PATIENCE,
        )
        .await?;
    Ok(())
}

#[tokio::test]
async fn an_endpoint_that_does_not_read_is_told_and_the_device_does() -> Result {
    let stage = with_voice("practice-no-audio", "nova").await?;
    let browser = &stage.browser;
    browser.set_value("tr-source", SHIP).await?;
    browser.wait_count("tr-listen-source", 1, LONG).await?;
    // A browser of tests has no voices.
    browser.click("tr-listen-source").await?;
    browser
        .wait_state("tr-listen-source", "no-voice", LONG)
        .await?;
    let said = browser.text("tr-listen-source-said").await?;
    assert!(
        said.contains("does not read aloud") && said.contains("no voice"),
        "{said}"
    );
    // It is not asked in vain again, until another model is.
    browser.click("tr-listen-source").await?;
    browser
        .wait_state("tr-listen-source", "no-voice", LONG)
        .await?;
    assert_eq!(read(&stage).len(), 1);
    stage.go("#/settings").await?;
    browser
        .wait_text("settings-aloud-missing", "does not read aloud", PATIENCE)
        .await?;
    browser
        .set_value("settings-speech-model", "practice-burst")
        .await?;
    assert_eq!(browser.text("settings-aloud-missing").await?, "");
    stage.go("#/translate").await?;
    // The tools of the source come with a sign of somebody.
    browser.set_value("tr-source", SHIP).await?;
    browser.wait_count("tr-listen-source", 1, LONG).await?;
    browser.click("tr-listen-source").await?;
    browser
        .wait_state("tr-listen-source", "speaking", LONG)
        .await?;
    assert_eq!(read(&stage)[1].body["model"], "practice-burst");
    Ok(())
}

#[tokio::test]
async fn a_voice_that_there_is_not_says_so() -> Result {
    let stage = with_voice("practice-burst", "nobody").await?;
    let browser = &stage.browser;
    browser.set_value("tr-source", SHIP).await?;
    browser.wait_count("tr-listen-source", 1, LONG).await?;
    browser.click("tr-listen-source").await?;
    browser
        .wait_state("tr-listen-source", "failed", LONG)
        .await?;
    browser.wait_problem("bad-request").await?;
    Ok(())
}

/// A conversation between English and German, in a browser with a microphone that is only pretended.
async fn sit_down(model: &str) -> Result<Stage> {
    let args = [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
    ];
    let options = BrowserOptions {
        args: args.map(str::to_owned).into(),
        ..BrowserOptions::default()
    };
    let stage = Stage::ready_as("#/usage", options).await?;
    let browser = &stage.browser;
    browser.set_value("pace-requests", "").await?;
    stage.go("#/translate").await?;
    browser.choose_model("tr-model", model).await?;
    browser.click("tr-conversation").await?;
    browser.wait_count("conv-mic", 1, LONG).await?;
    stage.wait_focus("conv-input").await?;
    browser.set_value("conv-language", "en").await?;
    browser.set_value("conv-language-opposite", "de").await?;
    Ok(stage)
}

/// Waits until it records, and so long that there is something.
async fn recording(stage: &Stage, button: &str) -> Result {
    stage
        .browser
        .wait_state(button, "recording", PATIENCE)
        .await?;
    tokio::time::sleep(Duration::from_millis(700)).await;
    Ok(())
}

async fn wait_value(stage: &Stage, field: &str, value: &str) -> Result {
    stage
        .browser
        .wait("what was said to be written", LONG, async || {
            Ok((stage.browser.value(field).await? == value).then_some(()))
        })
        .await
}

#[tokio::test]
async fn what_is_said_in_a_conversation_is_written_for_its_side() -> Result {
    let stage = sit_down("practice-burst").await?;
    let browser = &stage.browser;
    // Clicked, and clicked again.
    browser.click("conv-mic").await?;
    recording(&stage, "conv-mic").await?;
    browser.click("conv-mic").await?;
    wait_value(&stage, "conv-input", HEARD).await?;

    // With the keyboard, behind what is there already; Escape throws away what is recorded, and nothing else.
    browser.focus("conv-mic").await?;
    browser.press("Space").await?;
    recording(&stage, "conv-mic").await?;
    browser.press("Escape").await?;
    browser.wait_state("conv-mic", "idle", PATIENCE).await?;
    assert_eq!(browser.count("conversation-dialog").await?, 1);
    browser.press("Enter").await?;
    recording(&stage, "conv-mic").await?;
    browser.press("Enter").await?;
    wait_value(&stage, "conv-input", &format!("{HEARD} {HEARD}")).await?;

    // Opposite, held.
    browser.click("conv-flip").await?;
    browser.wait_count("conv-opposite-mic", 1, PATIENCE).await?;
    let down = "document.querySelector('[data-testid=conv-opposite-mic]').dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, button: 0 }))";
    browser.run(down, &[]).await?;
    recording(&stage, "conv-opposite-mic").await?;
    let up = "window.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }))";
    browser.run(up, &[]).await?;
    wait_value(&stage, "conv-opposite-input", HEARD).await?;
    browser.click("conv-opposite-send").await?;
    let done = "document.querySelectorAll('[data-testid=conv-turn][data-state=done][data-from=de]').length === 1";
    browser.wait_js(done, LONG).await
}

#[tokio::test]
async fn where_nothing_hears_a_conversation_says_so() -> Result {
    let stage = sit_down("practice-no-audio").await?;
    let browser = &stage.browser;
    browser.click("conv-mic").await?;
    recording(&stage, "conv-mic").await?;
    browser.click("conv-mic").await?;
    browser.wait_state("conv-mic", "failed", LONG).await?;
    let said = browser.text("conv-mic-said").await?;
    assert!(said.contains("does not turn speech into text"), "{said}");
    browser.click("conv-mic-dismiss").await?;
    browser.wait_state("conv-mic", "idle", PATIENCE).await?;
    Ok(())
}
