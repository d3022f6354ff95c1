//! Chat: conversations as files in each form, all of them at once, and on paper.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use base64::Engine as _;
use common::{LONG, Stage, WATCH};
use e2e::{PATIENCE, Result};
use serde_json::{Value, json};

impl Stage {
    /// Saves the first conversation of the list in one of the ways that are offered, and gives the file's name and bytes.
    async fn save(&self, way: &str) -> Result<(String, Vec<u8>)> {
        self.browser.forget_downloads()?;
        self.choose("conversation-more", 0, "conversation-download")
            .await?;
        self.browser.wait_count("save-dialog", 1, PATIENCE).await?;
        self.browser.click(way).await?;
        self.browser.wait_gone("save-dialog", PATIENCE).await?;
        self.saved().await
    }

    async fn saved(&self) -> Result<(String, Vec<u8>)> {
        let path = self.browser.download(LONG).await?;
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        Ok((name, std::fs::read(path)?))
    }
}

#[tokio::test]
async fn a_conversation_is_saved_in_each_form() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    browser
        .say("say: **Bold** <script>alert(1)</script> [x](javascript:alert(1)) ![i](https://images.example/i.png)")
        .await?;
    browser.wait_answer("done", LONG).await?;

    let (name, bytes) = stage.save("save-markdown").await?;
    let text = String::from_utf8(bytes).unwrap();
    assert!(name.ends_with(".md") && name.starts_with("Say"), "{name}");
    assert!(
        text.contains("## You\n") && text.contains("**Bold**"),
        "{text}"
    );

    let (name, bytes) = stage.save("save-html").await?;
    let html = String::from_utf8(bytes).unwrap();
    assert!(name.ends_with(".html"), "{name}");
    assert!(html.contains("<strong>Bold</strong>"), "{html}");
    for never in ["<script", "<img", "href=\"javascript"] {
        assert!(!html.contains(never), "{never}");
    }

    let (name, bytes) = stage.save("save-json").await?;
    let json: Value = serde_json::from_slice(&bytes)?;
    assert!(name.ends_with(".json"), "{name}");
    assert_eq!(json["format"], "parlance-conversations");
    assert_eq!(
        json["conversations"][0]["messages"]
            .as_array()
            .unwrap()
            .len(),
        2
    );

    // The page that was saved, in the browser: it shows itself, and asks for nothing.
    let file = std::env::temp_dir().join(format!("parlance-saved-{}.html", std::process::id()));
    std::fs::write(&file, &html)?;
    browser.open(&format!("file://{}", file.display())).await?;
    let shown: (String, usize, usize) = browser
        .eval(
            "return [document.querySelector('strong').textContent, document.querySelectorAll('section').length, performance.getEntriesByType('resource').length]",
            &[],
        )
        .await?;
    std::fs::remove_file(&file)?;
    assert_eq!(shown, ("Bold".to_owned(), 2, 0));
    Ok(())
}

/// What was drawn on the screen was the source of formulas in the file.
#[tokio::test]
async fn formulas_are_drawn_in_a_saved_page_and_keep_their_source() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    browser
        .say(r"say: So $x^2$ and \(\frac{a}{b}\), `$code$`, and $\frac{$.")
        .await?;
    browser.wait_answer("done", LONG).await?;
    let (_, bytes) = stage.save("save-html").await?;
    let html = String::from_utf8(bytes).unwrap();
    for has in [
        "<msup><mi>x</mi><mn>2</mn></msup>",
        "<annotation encoding=\"application/x-tex\">\\frac{a}{b}</annotation>",
        "<code>$code$</code>",
    ] {
        assert!(html.contains(has), "{has}: {html}");
    }
    let file = std::env::temp_dir().join(format!("parlance-formulas-{}.html", std::process::id()));
    std::fs::write(&file, &html)?;
    browser.open(&format!("file://{}", file.display())).await?;
    let drawn: (usize, bool) = browser
        .eval(
            "const all = Array.from(document.querySelectorAll('span.math > math'));
            return [all.length, all.every(math => math.namespaceURI.endsWith('/MathML') && math.getBoundingClientRect().width > 0)];",
            &[],
        )
        .await?;
    std::fs::remove_file(&file)?;
    assert_eq!(drawn, (2, true));
    Ok(())
}

#[tokio::test]
async fn all_conversations_are_saved_at_once() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    for text in ["say: one", "say: two"] {
        browser.click("chat-new").await?;
        browser.say(text).await?;
        browser.wait_answer("done", LONG).await?;
    }
    stage.go("#/settings").await?;
    for (button, ending) in [("keep-all-markdown", ".md"), ("keep-all-html", ".html")] {
        browser.forget_downloads()?;
        browser.click(button).await?;
        let (name, bytes) = stage.saved().await?;
        assert!(name.ends_with(".zip"), "{name}");
        assert!(bytes.starts_with(b"PK"));
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.contains(ending) && text.contains("one") && text.contains("two"));
    }
    Ok(())
}

/// An export with one conversation of so many messages.
fn long_conversation(messages: usize) -> Value {
    let message = |at: usize| {
        let text = if at.is_multiple_of(2) {
            format!("Question number {at}?")
        } else {
            format!(
                "## Answer {at}\n\nSee [the page](https://docs.example/{at}).\n\n```rust\nlet line = \"{}\";\n```\n",
                "long ".repeat(60)
            )
        };
        json!({
            "id": format!("m{at}"), "parent": at.checked_sub(1).map(|at| format!("m{at}")),
            "role": if at.is_multiple_of(2) { "user" } else { "assistant" }, "text": text, "created": at,
        })
    };
    let all: Vec<Value> = (0..messages).map(message).collect();
    json!({ "format": "parlance-conversations", "version": 1, "conversations": [{
        "conversation": { "id": "long", "title": "A long one", "updated": 1, "leaf": format!("m{}", messages - 1) },
        "messages": all,
    }]})
}

#[tokio::test]
async fn a_long_conversation_is_printed_whole() -> Result {
    const MESSAGES: usize = 120;
    let stage = Stage::ready("#/settings").await?;
    let browser = &stage.browser;
    let file = std::env::temp_dir().join(format!("parlance-long-{}.json", std::process::id()));
    std::fs::write(&file, long_conversation(MESSAGES).to_string())?;
    browser.choose_files("settings-import", &[&file]).await?;
    browser
        .wait_text("settings-imported", "1", PATIENCE)
        .await?;
    std::fs::remove_file(&file)?;
    stage.go("#/chat").await?;
    browser.wait_count("conversation", 1, PATIENCE).await?;
    browser
        .run(
            "window.print = () => { const all = [...document.querySelectorAll('[data-testid=message-text]')];
                window.printed = all.filter(text => text.textContent.trim()).length; }",
            &[],
        )
        .await?;
    stage
        .choose("conversation-more", 0, "conversation-download")
        .await?;
    browser.wait_count("save-dialog", 1, PATIENCE).await?;
    browser.click("save-print").await?;
    browser.wait_js("window.printed", LONG).await?;
    let printed: usize = browser.eval("return window.printed", &[]).await?;
    assert_eq!(printed, MESSAGES);

    let paper = browser
        .cdp(
            "Page.printToPDF",
            json!({ "paperWidth": 8.27, "paperHeight": 11.69 }),
        )
        .await?;
    let pdf = base64::engine::general_purpose::STANDARD
        .decode(paper["data"].as_str().unwrap())
        .unwrap();
    if let Some(out) = std::env::var_os("PARLANCE_OUT") {
        std::fs::create_dir_all(&out)?;
        std::fs::write(std::path::Path::new(&out).join("long.pdf"), &pdf)?;
    }
    // A page of paper holds a handful of these exchanges; a window that was printed would be one page or two.
    let text = String::from_utf8_lossy(&pdf);
    let pages = text.matches("/Type /Page").count() - text.matches("/Type /Pages").count();
    assert!(pages >= 8, "{pages} pages");
    Ok(())
}

/// Regression: the page read its own export itself, and stood still for seconds.
#[tokio::test]
async fn a_large_export_comes_in_while_the_page_answers() -> Result {
    const CONVERSATIONS: usize = 1_000;
    const HELD_MS: f64 = 200.0;
    let thread = |at: usize| {
        let messages: Vec<Value> = (0..20)
            .map(|nth| {
                json!({ "id": format!("m{at}-{nth}"), "parent": (nth > 0).then(|| format!("m{at}-{}", nth - 1)),
                    "role": if nth % 2 == 0 { "user" } else { "assistant" }, "created": nth, "text": "Words of it. ".repeat(72) })
            })
            .collect();
        json!({ "conversation": { "id": format!("c{at}"), "title": format!("Number {at}"), "updated": at + 1 }, "messages": messages })
    };
    let threads: Vec<Value> = (0..CONVERSATIONS).map(thread).collect();
    let translations: Vec<Value> = (0..500)
        .map(|at| json!({ "id": format!("t{at}"), "at": at, "to": "de", "source": "Tea ".repeat(50), "target": "Tee ".repeat(50), "state": "done" }))
        .collect();
    let export = json!({ "format": "parlance-conversations", "version": 1, "conversations": threads, "translations": translations });
    let text = export.to_string();
    assert!(text.len() > 20_000_000, "{}", text.len());
    let file = std::env::temp_dir().join(format!("parlance-large-{}.json", std::process::id()));
    std::fs::write(&file, text)?;
    let stage = Stage::ready("#/settings").await?;
    let browser = &stage.browser;
    browser.wait_count("settings-import", 1, PATIENCE).await?;
    browser.run(WATCH, &[]).await?;
    browser.choose_files("settings-import", &[&file]).await?;
    browser.wait_text("settings-importing", "%", LONG).await?;
    let said = browser
        .wait_text("settings-imported", &CONVERSATIONS.to_string(), LONG)
        .await?;
    assert!(said.contains("500"), "{said}");
    let held: f64 = browser.eval("return window.longest", &[]).await?;
    assert!(held < HELD_MS, "the page stood still for {held:.0} ms");
    stage
        .records("conversations", |all| all.len() == CONVERSATIONS)
        .await?;
    stage
        .records("messages", |all| all.len() == 20 * CONVERSATIONS)
        .await?;
    // Again: it is all here. Who went elsewhere meanwhile finds what became of it.
    browser.choose_files("settings-import", &[&file]).await?;
    browser.wait_text("settings-importing", "%", LONG).await?;
    stage.open("#/usage").await?;
    browser.wait_gone("settings-import", PATIENCE).await?;
    stage.open("#/settings").await?;
    browser
        .wait_text(
            "settings-imported",
            &format!("Already here: {CONVERSATIONS}"),
            LONG,
        )
        .await?;
    std::fs::remove_file(&file)?;
    Ok(())
}
