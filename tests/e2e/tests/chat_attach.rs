//! Chat: files and images that go with a message.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::path::{Path, PathBuf};

use common::{LONG, Stage};
use e2e::{PATIENCE, Result};
use serde_json::{Value, json};

/// A PNG made by the page, of this size, half of it transparent where that is wished.
const PNG: &str = "
    const [width, height, clear] = arguments;
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext('2d');
    context.fillStyle = '#0E6B5C';
    context.fillRect(0, 0, clear ? width / 2 : width, height);
    return canvas.toDataURL('image/png').split(',')[1];";

/// Gives the page files as a person does: `paste` or `drop`, each with its name, type and text.
const GIVE: &str = "
    const [kind, files] = arguments;
    const data = new DataTransfer();
    for (const [name, type, text] of files) data.items.add(new File([text], name, { type }));
    const set = { bubbles: true, cancelable: true };
    const event = kind === 'paste'
        ? new ClipboardEvent('paste', { clipboardData: data, ...set })
        : new DragEvent(kind, { dataTransfer: data, ...set });
    return !document.querySelector('[data-testid=chat-thread]').dispatchEvent(event);";

/// Size of the picture in a `data:` URL.
const SIZE: &str = "
    const image = new Image();
    image.src = arguments[0];
    await image.decode();
    return [image.naturalWidth, image.naturalHeight];";

fn pdf(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../data/pdf")
        .join(name)
        .canonicalize()
        .unwrap()
}

/// Files of a test, gone with it.
struct Files(PathBuf);

impl Files {
    fn new(test: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("parlance-{test}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    async fn png(
        &self,
        stage: &Stage,
        name: &str,
        size: (u32, u32),
        clear: bool,
    ) -> Result<PathBuf> {
        let arguments = [json!(size.0), json!(size.1), json!(clear)];
        let data: String = stage.browser.eval(PNG, &arguments).await?;
        Ok(self.write(name, &base64(&data)))
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn base64(text: &str) -> Vec<u8> {
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let mut out = Vec::new();
    for four in text.trim_end_matches('=').as_bytes().chunks(4) {
        let bits = four
            .iter()
            .fold(0_u32, |bits, byte| bits << 6 | u32::from(value(*byte)));
        let bits = bits << (6 * (4 - four.len()));
        out.extend(&bits.to_be_bytes()[1..four.len()]);
    }
    out
}

impl Stage {
    async fn attach(&self, files: &[&Path]) -> Result {
        self.browser.choose_files("chat-files", files).await
    }

    /// States and problems of the chips, once none is being read.
    async fn chips(&self, count: usize) -> Result<Vec<(String, String)>> {
        self.browser
            .wait("the chips", LONG, async || {
                let chips = self.browser.seen_all("attached-file").await?;
                let of = |chip: &e2e::Seen, name: &str| {
                    chip.attributes.get(name).cloned().unwrap_or_default()
                };
                let all: Vec<(String, String)> = chips
                    .iter()
                    .map(|chip| {
                        let state = of(chip, "data-state");
                        (
                            state,
                            [of(chip, "data-kind"), of(chip, "data-problem")].concat(),
                        )
                    })
                    .collect();
                let read = all.iter().all(|(state, _)| state != "reading");
                Ok((all.len() == count && read).then_some(all))
            })
            .await
    }

    /// Waits until so many calls were made, and the answer to the last is there.
    async fn answered(&self, calls: usize) -> Result {
        let all = async || Ok((self.chats().len() == calls).then_some(()));
        self.browser.wait("the calls", LONG, all).await?;
        self.browser.wait_answer("done", LONG).await.map(drop)
    }

    /// The content of the last message that was sent.
    fn last_content(&self) -> Value {
        let body = self.chats().pop().unwrap().body;
        body["messages"].as_array().unwrap().last().unwrap()["content"].clone()
    }
}

#[tokio::test]
async fn files_and_images_go_with_a_message_and_come_back_after_a_reload() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    let files = Files::new("attach");
    let image = files.png(&stage, "wide.png", (3_000, 1_500), false).await?;
    let table = files.write("prices.csv", b"item,price\r\ntea,3\r\n");
    stage
        .attach(&[&image, &table, &pdf("two-pages.pdf")])
        .await?;
    let chips = stage.chips(3).await?;
    let ready = |kind: &str| ("ready".to_owned(), kind.to_owned());
    assert_eq!(chips, [ready("image"), ready("table"), ready("pdf")]);
    browser
        .wait_text("attached", "1774 × 887", PATIENCE)
        .await?;
    // They count before anything is typed.
    browser.wait_text("chat-estimate", "≈", PATIENCE).await?;

    stage.reload().await?;
    assert_eq!(stage.chips(3).await?.len(), 3, "they outlive a reload");
    browser.say("say: seen").await?;
    browser.wait_answer("done", LONG).await?;
    assert_eq!(browser.count("attached-file").await?, 0);

    let content = stage.last_content();
    let parts = content.as_array().unwrap();
    let url = parts[0]["image_url"]["url"].as_str().unwrap();
    let size = browser.run_async(SIZE, &[url.into()]).await?;
    assert_eq!(size, json!([1_774, 887]));
    let table = parts[1]["text"].as_str().unwrap();
    assert!(
        table.contains("prices.csv") && table.contains("```csv\nitem,price\ntea,3\n```"),
        "{table}"
    );
    let text = parts[2]["text"].as_str().unwrap();
    assert!(
        text.contains("[Page 2]\nNext meeting: Monday at ten."),
        "{text}"
    );
    assert_eq!(parts[3]["text"], "say: seen");

    // What was sent names them, and has no megabytes in it.
    browser.click_nth("message-more", 1).await?;
    browser.click_nth("message-sent", 0).await?;
    let shown = browser.wait_text("sent-text", "wide.png", PATIENCE).await?;
    assert!(
        shown.len() < 3_000 && shown.contains("prices.csv"),
        "{shown}"
    );

    // On the message, now and after a reload: opened, and gone with it.
    stage.reload().await?;
    browser.wait_count("message-file", 3, PATIENCE).await?;
    browser.click_nth("message-file-open", 2).await?;
    browser
        .wait_text("attachment-text", "Ada, Grace, Zoë", PATIENCE)
        .await?;
    browser.press("Escape").await?;
    browser.wait_gone("attachment-view", PATIENCE).await?;
    browser.click_nth("message-file-open", 0).await?;
    browser.wait_count("attachment-image", 1, PATIENCE).await?;
    browser.press("Escape").await?;
    browser.wait_gone("attachment-view", PATIENCE).await
}

#[tokio::test]
async fn attachments_alone_are_sent_and_stay_with_an_edit_and_after_undo() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    let files = Files::new("alone");
    stage
        .attach(&[&files.write("main.rs", b"fn main() {}\n```\n")])
        .await?;
    stage.chips(1).await?;
    browser.click("chat-send").await?;
    browser.wait_answer("done", LONG).await?;
    let sent = stage.last_content();
    assert!(
        sent.as_str()
            .unwrap()
            .contains("````rust\nfn main() {}\n```\n````"),
        "{sent}"
    );
    browser.wait_text("chat-title", "main.rs", PATIENCE).await?;

    // Editing keeps them.
    browser.click("message-edit").await?;
    browser
        .replace_text("message-editor", "say: edited")
        .await?;
    browser.press("Enter").await?;
    stage.answered(2).await?;
    let sent = stage.last_content();
    assert!(sent.as_str().unwrap().contains("main.rs"), "{sent}");
    assert_eq!(browser.count("message-file").await?, 1);

    // Deleted and brought back: it is there, and goes along again.
    browser.click_nth("conversation-more", 0).await?;
    browser.click_nth("conversation-delete", 0).await?;
    browser.wait_gone("message-file", PATIENCE).await?;
    browser.click("undo-action").await?;
    browser.wait_count("message-file", 1, PATIENCE).await?;
    browser.say("say: again").await?;
    stage.said("again").await?;
    let body = stage.chats().pop().unwrap().body;
    assert!(
        body["messages"][0]["content"]
            .as_str()
            .unwrap()
            .contains("main.rs")
    );
    let stored = stage.records("attachments", |all| all.len() == 1).await?;
    assert!(
        stored[0]["content"]["text"].is_string(),
        "once, for both messages"
    );
    Ok(())
}

/// A PDF of which some pages were scanned said "ready" and no more: what was asked of it was answered from the others alone.
#[tokio::test]
async fn a_pdf_with_scanned_pages_says_how_many_on_its_chip_and_on_the_message() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    stage
        .attach(&[&pdf("two-pages.pdf"), &pdf("partly-scanned.pdf")])
        .await?;
    let chips = stage.chips(2).await?;
    assert!(chips.iter().all(|(state, _)| state == "ready"));
    let said = "Pages without text: 1 of 3";
    browser
        .wait_text("attachment-pages", said, PATIENCE)
        .await?;
    assert_eq!(browser.count("attachment-pages").await?, 1);
    stage.reload().await?;
    stage.chips(2).await?;
    browser
        .wait_text("attachment-pages", said, PATIENCE)
        .await?;
    browser.say("say: both").await?;
    browser.wait_answer("done", LONG).await?;
    browser.wait_count("message-file", 2, PATIENCE).await?;
    browser
        .wait_text("attachment-pages", said, PATIENCE)
        .await?;
    stage.reload().await?;
    browser.wait_count("message-file", 2, PATIENCE).await?;
    browser
        .wait_text("attachment-pages", "as images", PATIENCE)
        .await?;
    assert_eq!(browser.count("attachment-pages").await?, 1);
    Ok(())
}

#[tokio::test]
async fn what_cannot_be_read_says_why_and_is_not_sent() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    let files = Files::new("broken");
    let cut = std::fs::read(pdf("two-pages.pdf")).unwrap();
    let all = [
        files.write("song.mp3", b"ID3\x04\0\0\0"),
        files.write("empty.txt", b""),
        files.write("cut.pdf", &cut[..60]),
        files.write("broken.png", b"no picture"),
        pdf("scanned.pdf"),
        pdf("protected.pdf"),
    ];
    stage.attach(&all.each_ref().map(PathBuf::as_path)).await?;
    let chips = stage.chips(6).await?;
    let problems: Vec<&str> = chips.iter().map(|(_, problem)| problem.as_str()).collect();
    assert_eq!(
        problems,
        [
            "binary",
            "empty",
            "broken",
            "broken",
            "no-text",
            "encrypted"
        ]
    );
    assert!(chips.iter().all(|(state, _)| state == "failed"));
    browser.say("say: alone").await?;
    stage.said("alone").await?;
    assert_eq!(stage.last_content(), "say: alone");
    Ok(())
}

#[tokio::test]
async fn pasted_dropped_removed_and_brought_back() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    let notes = json!([["notes.md", "text/markdown", "# Notes"]]);
    browser
        .eval::<bool>(GIVE, &[json!("dragenter"), notes.clone()])
        .await?;
    browser.wait_count("chat-drop", 1, PATIENCE).await?;
    assert!(browser.eval::<bool>(GIVE, &[json!("drop"), notes]).await?);
    browser.wait_gone("chat-drop", PATIENCE).await?;
    let pasted = json!([["a.json", "application/json", "{}"]]);
    assert!(
        browser
            .eval::<bool>(GIVE, &[json!("paste"), pasted])
            .await?
    );
    stage.chips(2).await?;
    browser.click_nth("attached-remove", 0).await?;
    stage.chips(1).await?;
    browser.click("undo-action").await?;
    let chips = stage.chips(2).await?;
    assert_eq!(
        (chips[0].1.as_str(), chips[1].1.as_str()),
        ("markdown", "json")
    );
    Ok(())
}

#[tokio::test]
async fn a_model_without_vision_is_asked_again_without_images() -> Result {
    let stage = Stage::talk("practice-no-images").await?;
    let browser = &stage.browser;
    let files = Files::new("blind");
    stage
        .attach(&[&files.png(&stage, "clear.png", (40, 20), true).await?])
        .await?;
    stage.chips(1).await?;
    browser.say("say: seen").await?;
    browser.wait_answer("failed", LONG).await?;
    let url = stage.last_content()[0]["image_url"]["url"].to_string();
    assert!(url.contains("image/png"), "what is transparent stays so");
    browser.wait_count("images-refused", 1, PATIENCE).await?;
    // It is known after a reload, too.
    stage.reload().await?;
    browser
        .wait_count("message-without-images", 1, PATIENCE)
        .await?;
    browser.click("message-without-images").await?;
    stage.answered(2).await?;
    let content = stage.last_content();
    assert!(
        content
            .as_str()
            .unwrap()
            .contains("[clear.png: an image, left out]"),
        "{content}"
    );
    assert_eq!(browser.count("images-refused").await?, 0);
    Ok(())
}

#[tokio::test]
async fn the_panel_counts_what_is_attached_to_the_draft() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    let files = Files::new("panel");
    let image = files
        .png(&stage, "square.png", (1_024, 1_024), false)
        .await?;
    stage.attach(&[&image]).await?;
    stage.chips(1).await?;
    browser.click("chat-context-open").await?;
    browser.wait_count("context-dialog", 1, PATIENCE).await?;
    let lines = browser.wait_count("context-line", 1, PATIENCE).await?;
    assert_eq!(lines, 1, "what follows is told before it is said");
    browser
        .wait_text("context-note", "attach", PATIENCE)
        .await?;
    let tokens = browser.text("context-tokens").await?;
    let tokens: String = tokens
        .split("of")
        .next()
        .unwrap()
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    assert!(tokens.parse::<u64>().unwrap() > 500, "{tokens}");
    // It has no words: its name stands for it, and its share is told by itself.
    browser
        .wait_text("context-line", "square.png", PATIENCE)
        .await?;
    browser
        .wait_text("context-line-attached", "765", PATIENCE)
        .await?;
    assert_eq!(browser.count("context-line-open").await?, 0);
    let notes = browser.seen_all("context-note").await?;
    let images = |note: &e2e::Seen| note.text.contains("images") && note.text.contains("765");
    assert!(notes.iter().any(images), "{notes:?}");
    browser.click("context-close").await?;
    browser.wait_gone("context-dialog", PATIENCE).await?;
    // Sent, its box is named by the file.
    browser.click("chat-send").await?;
    browser.wait_answer("done", LONG).await?;
    browser.click("chat-context-open").await?;
    browser.wait_count("context-toggle", 2, PATIENCE).await?;
    let label = browser.attribute("context-toggle", "aria-label").await?;
    assert!(label.is_some_and(|label| label.contains("square.png")));
    Ok(())
}

/// It was 765 tokens for every model, and 1,000 for the cap.
#[tokio::test]
async fn an_image_counts_as_the_model_that_is_asked_counts_it() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    let files = Files::new("by-model");
    let image = files
        .png(&stage, "square.png", (1_024, 1_024), false)
        .await?;
    stage.attach(&[&image]).await?;
    stage.chips(1).await?;
    browser.wait_text("attached", "765", PATIENCE).await?;
    browser.wait_text("chat-estimate", "765", PATIENCE).await?;
    for (model, tokens) in [("gpt-4o-mini", "25,501"), ("gemini-2.5-flash", "1,032")] {
        browser.choose_model("chat-model", model).await?;
        browser.wait_text("attached", tokens, PATIENCE).await?;
        browser.wait_text("chat-estimate", tokens, PATIENCE).await?;
        browser.click("chat-context-open").await?;
        browser.wait_text("context-model", model, PATIENCE).await?;
        browser
            .wait_text("context-line-attached", tokens, PATIENCE)
            .await?;
        browser.click("context-close").await?;
        browser.wait_gone("context-dialog", PATIENCE).await?;
    }
    Ok(())
}
