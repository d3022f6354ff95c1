//! Translate: other ways than typing to fill the source.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{PATIENCE, Result};
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
