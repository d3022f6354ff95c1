//! Translate: other ways than typing to fill the source.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::time::Duration;

use common::{LONG, Stage};
use e2e::{BrowserOptions, PATIENCE, Result};
use serde_json::json;

/// Gives the page a file as a person does: `paste` or `drop`, its name, its type, its width where it is a picture (else it
/// holds a few words), and whether a text comes with it. True where the page took it for itself.
const GIVE: &str = "
    const [kind, name, type, width, text] = arguments;
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = 10;
    const picture = () => Uint8Array.from(atob(canvas.toDataURL('image/png').split(',')[1]), c => c.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([width ? picture() : 'no picture'], name, { type }));
    if (text) data.setData('text/plain', text);
    const set = { bubbles: true, cancelable: true };
    const event = kind === 'paste'
        ? new ClipboardEvent('paste', { clipboardData: data, ...set })
        : new DragEvent('drop', { dataTransfer: data, ...set });
    return !document.querySelector('[data-testid=tr-source]').dispatchEvent(event);";

/// Of the picture in a `data:` URL of a PNG: its width, where that format has it.
const WIDTH: &str = "
    const head = atob(arguments[0].split(',')[1].slice(0, 32));
    return (head.charCodeAt(18) << 8) | head.charCodeAt(19);";

/// What the practice endpoint pretends to read first in every picture.
const READ: &str = "Pretend text in the picture";

async fn give(stage: &Stage, kind: &str, name: &str, mime: &str, width: u32) -> Result<bool> {
    let arguments = [json!(kind), json!(name), json!(mime), json!(width)];
    stage.browser.eval(GIVE, &arguments).await
}

async fn wait_source(stage: &Stage, wanted: impl Fn(&str) -> bool) -> Result<String> {
    stage
        .browser
        .wait("the source to be as wanted", LONG, async || {
            let source = stage.browser.value("tr-source").await?;
            Ok(wanted(&source).then_some(source))
        })
        .await
}

#[tokio::test]
async fn a_pasted_image_is_made_small_and_read_into_the_source() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    assert!(give(&stage, "paste", "page.png", "image/png", 3_000).await?);
    let source = wait_source(&stage, |source| source.contains(READ)).await?;
    // In the order in which it was read, a line each.
    assert!(source.starts_with(READ), "{source}");
    assert!(source.lines().filter(|line| !line.is_empty()).count() >= 3);
    browser
        .wait_state("tr-image-state", "idle", PATIENCE)
        .await?;
    let chats = stage.chats();
    assert_eq!(
        chats.len(),
        1,
        "it is read once, and not translated unasked"
    );
    let body = &chats[0].body;
    assert_eq!(body["response_format"]["json_schema"]["name"], "image_text");
    let parts = body["messages"][1]["content"].as_array().unwrap();
    let url = parts
        .iter()
        .find_map(|part| part["image_url"]["url"].as_str())
        .unwrap();
    assert!(url.starts_with("data:image/png;base64,"), "{url}");
    let width: u32 = browser.eval(WIDTH, &[url.into()]).await?;
    assert_eq!(width, 2_000);
    Ok(())
}

#[tokio::test]
async fn what_stood_in_the_source_can_be_brought_back() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    browser.set_value("tr-source", "Words of mine").await?;
    assert!(give(&stage, "drop", "page.png", "image/png", 100).await?);
    wait_source(&stage, |source| source.contains(READ)).await?;
    browser.wait_count("undo-action", 1, PATIENCE).await?;
    browser.click("undo-action").await?;
    wait_source(&stage, |source| source == "Words of mine").await?;
    Ok(())
}

#[tokio::test]
async fn what_is_no_image_is_refused_and_nothing_is_lost() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    browser.set_value("tr-source", "Words of mine").await?;
    for (name, mime) in [("a.txt", "text/plain"), ("broken.png", "image/png")] {
        assert!(give(&stage, "drop", name, mime, 0).await?);
        browser
            .wait_state("tr-image-state", "refused", PATIENCE)
            .await?;
        assert!(!browser.text("tr-image-state").await?.is_empty());
        browser.click("tr-image-dismiss").await?;
        browser
            .wait_state("tr-image-state", "idle", PATIENCE)
            .await?;
    }
    assert_eq!(browser.value("tr-source").await?, "Words of mine");
    assert!(stage.chats().is_empty(), "nothing was asked");
    Ok(())
}

// A table or a piece of a page comes as a picture too: it is its text that is meant.
#[tokio::test]
async fn a_text_with_an_image_is_pasted_as_text() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let arguments = json!(["paste", "page.png", "image/png", 100, "some words"]);
    let taken: bool = stage
        .browser
        .eval(GIVE, arguments.as_array().unwrap())
        .await?;
    assert!(!taken);
    assert!(stage.chats().is_empty());
    Ok(())
}

#[tokio::test]
async fn a_reading_is_stopped_and_a_failed_one_tried_again() -> Result {
    let stage = Stage::desk("practice-slow").await?;
    let browser = &stage.browser;
    browser.set_value("tr-source", "Words of mine").await?;
    give(&stage, "paste", "page.png", "image/png", 100).await?;
    browser
        .wait_state("tr-image-state", "reading", PATIENCE)
        .await?;
    browser.click("tr-image-stop").await?;
    browser
        .wait_state("tr-image-state", "idle", PATIENCE)
        .await?;
    assert_eq!(browser.value("tr-source").await?, "Words of mine");

    browser.choose_model("tr-model", "practice-403").await?;
    give(&stage, "paste", "page.png", "image/png", 100).await?;
    browser.wait_state("tr-image-state", "failed", LONG).await?;
    browser.wait_count("problem", 1, PATIENCE).await?;
    assert_eq!(browser.value("tr-source").await?, "Words of mine");

    browser.choose_model("tr-model", "practice-burst").await?;
    browser.click("tr-image-again").await?;
    wait_source(&stage, |source| source.contains(READ)).await?;
    browser.wait_gone("problem", PATIENCE).await
}

/// Remembers what the page gets from the microphone.
const WATCH: &str = "
    window.streams = [];
    const devices = navigator.mediaDevices;
    const real = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async wish => { const stream = await real(wish); window.streams.push(stream); return stream };";

/// How often the microphone was given, and how many of its tracks are still live.
const USED: &str = "return [window.streams.length, window.streams.flatMap(stream => stream.getTracks()).filter(track => track.readyState === 'live').length];";

const HEARD: &str = "The practice endpoint only pretends to have heard this.";

/// The Translate page in a browser with a microphone that is only pretended, and a person who allows it.
async fn speaking(model: &str) -> Result<Stage> {
    let args = [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
    ];
    let options = BrowserOptions {
        args: args.map(str::to_owned).into(),
        ..BrowserOptions::default()
    };
    let stage = Stage::ready_as("#/usage", options).await?;
    stage.browser.set_value("pace-requests", "").await?;
    stage.go("#/translate").await?;
    stage.browser.choose_model("tr-model", model).await?;
    stage.browser.wait_count("tr-dictate", 1, LONG).await?;
    stage.browser.run(WATCH, &[]).await?;
    Ok(stage)
}

async fn used(stage: &Stage) -> Result<(u32, u32)> {
    stage.browser.eval(USED, &[]).await
}

/// The recordings that the endpoint was sent.
fn recordings(stage: &Stage) -> usize {
    let mut seen = stage.practice.requests();
    seen.retain(|seen| seen.path.ends_with("/audio/transcriptions"));
    seen.len()
}

/// Begins to record, and does so long enough for there to be something.
async fn record(stage: &Stage) -> Result {
    stage.browser.click("tr-dictate").await?;
    stage
        .browser
        .wait_state("tr-dictate", "recording", PATIENCE)
        .await?;
    tokio::time::sleep(Duration::from_millis(600)).await;
    Ok(())
}

#[tokio::test]
async fn what_is_dictated_is_put_in_at_the_caret() -> Result {
    let stage = speaking("practice-burst").await?;
    let browser = &stage.browser;
    browser.set_value("tr-source", "Before after").await?;
    let caret = "document.querySelector('[data-testid=tr-source]').setSelectionRange(6, 6)";
    browser.run(caret, &[]).await?;
    assert_eq!(used(&stage).await?, (0, 0), "nothing before the click");
    record(&stage).await?;
    assert_eq!(used(&stage).await?, (1, 1));
    browser.click("tr-dictate").await?;
    wait_source(&stage, |source| source.contains(HEARD)).await?;
    let source = browser.value("tr-source").await?;
    assert_eq!(source, format!("Before {HEARD} after"));
    assert_eq!(used(&stage).await?, (1, 0), "the microphone is let go");
    assert_eq!((recordings(&stage), stage.chats().len()), (1, 0));

    // It is in the ledger like every call.
    stage.go("#/usage").await?;
    browser.wait_count("ledger-row", 1, PATIENCE).await?;
    let rows = browser.seen_all("ledger-row").await?;
    let of_kind =
        |row: &e2e::Seen| row.attributes.get("data-kind").map(String::as_str) == Some("translate");
    assert_eq!(rows.iter().filter(|row| of_kind(row)).count(), 1);
    Ok(())
}

#[tokio::test]
async fn escape_throws_a_recording_away() -> Result {
    let stage = speaking("practice-burst").await?;
    let browser = &stage.browser;
    browser.set_value("tr-source", "Words of mine").await?;
    record(&stage).await?;
    browser.press("Escape").await?;
    browser.wait_state("tr-dictate", "idle", PATIENCE).await?;
    assert_eq!(used(&stage).await?, (1, 0));
    // Nor is one kept that runs when the page is left.
    record(&stage).await?;
    stage.go("#/settings").await?;
    assert_eq!(used(&stage).await?, (2, 0));
    stage.go("#/translate").await?;
    assert_eq!(browser.value("tr-source").await?, "Words of mine");
    assert_eq!(recordings(&stage), 0, "nothing was sent");
    Ok(())
}

#[tokio::test]
async fn an_endpoint_that_does_not_hear_is_told_plainly() -> Result {
    let stage = speaking("practice-no-audio").await?;
    record(&stage).await?;
    stage.browser.click("tr-dictate").await?;
    stage
        .browser
        .wait_state("tr-dictate", "failed", LONG)
        .await?;
    let said = stage.browser.text("tr-dictate-said").await?;
    assert!(said.contains("does not turn speech into text"), "{said}");
    stage.browser.click("tr-dictate-dismiss").await?;
    stage
        .browser
        .wait_state("tr-dictate", "idle", PATIENCE)
        .await?;
    Ok(())
}

#[tokio::test]
async fn a_microphone_that_is_not_allowed_is_told_plainly() -> Result {
    let stage = speaking("practice-burst").await?;
    let refuse = "navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('no', 'NotAllowedError') }";
    stage.browser.run(refuse, &[]).await?;
    stage.browser.click("tr-dictate").await?;
    stage
        .browser
        .wait_state("tr-dictate", "failed", PATIENCE)
        .await?;
    let said = stage.browser.text("tr-dictate-said").await?;
    assert!(said.contains("does not let this page"), "{said}");
    assert_eq!(recordings(&stage), 0);
    Ok(())
}
