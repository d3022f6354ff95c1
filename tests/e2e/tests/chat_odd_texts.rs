//! Chat: texts that no one would write by hand, as an answer and in a file. The page stays usable, and what is saved is whole.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use common::{LONG, Stage, WATCH};
use e2e::{PATIENCE, Result};
use serde_json::{Value, json};

/// Longer than any text here may hold the page, on a machine that has other things to do.
const HELD_MS: f64 = 8_000.0;

/// A file of this test, gone with it.
struct TestFile(PathBuf);

impl TestFile {
    fn new(name: &str, text: &str) -> Self {
        // Tests run beside each other.
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let next = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("parlance-{}-{next}-{name}", std::process::id());
        let file = std::env::temp_dir().join(name);
        std::fs::write(&file, text).unwrap();
        Self(file)
    }
}

impl Drop for TestFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

impl Stage {
    /// A conversation in which these answers were given, brought in and opened; it is the first of the list.
    async fn bring(&self, title: &str, answers: &[&str]) -> Result {
        let browser = &self.browser;
        let now: u64 = browser.eval("return Date.now()", &[]).await?;
        let mut messages = Vec::new();
        for (at, answer) in answers.iter().enumerate() {
            let (question, id) = (format!("{title} q{at}"), format!("{title} a{at}"));
            let before = at.checked_sub(1).map(|before| format!("{title} a{before}"));
            messages.push(json!({ "id": question, "parent": before, "role": "user", "text": format!("Question {at}") }));
            messages
                .push(json!({ "id": id, "parent": question, "role": "assistant", "text": answer }));
        }
        let export = json!({ "format": "parlance-conversations", "version": 1, "conversations": [{
            "conversation": { "id": title, "title": title, "titled_by": "person", "updated": now,
                "leaf": format!("{title} a{}", answers.len() - 1) },
            "messages": messages,
        }]});
        let file = TestFile::new("odd.json", &export.to_string());
        self.go("#/settings").await?;
        self.browser.reload().await?;
        browser.wait_mounted().await?;
        browser.wait_page().await?;
        browser.run(WATCH, &[]).await?;
        browser.choose_files("settings-import", &[&file.0]).await?;
        browser.wait_text("settings-imported", "1", LONG).await?;
        self.go("#/chat").await?;
        browser.wait_text("conversation-open", title, LONG).await?;
        browser.click("conversation-open").await?;
        browser.wait_text("chat-title", title, LONG).await?;
        browser
            .wait_count("message", answers.len() * 2, LONG)
            .await?;
        browser.wait_answer_read("done", LONG).await.map(drop)
    }

    /// The page does what is wanted of it at once, and was never held for long.
    async fn is_usable(&self, what: &str) -> Result {
        let browser = &self.browser;
        let began = Instant::now();
        browser.replace_text("chat-input", "typed").await?;
        browser.replace_text("chat-input", "").await?;
        let took = began.elapsed().as_millis();
        assert!(took < 10_000, "{what}: typing took {took} ms");
        let held: f64 = browser.eval("return window.longest", &[]).await?;
        assert!(held < HELD_MS, "{what} held the page for {held} ms");
        Ok(())
    }

    /// The first conversation of the list as a file.
    async fn saved(&self, way: &str) -> Result<String> {
        let browser = &self.browser;
        browser.forget_downloads()?;
        self.choose("conversation-more", 0, "conversation-download")
            .await?;
        browser.wait_count("save-dialog", 1, PATIENCE).await?;
        browser.click(way).await?;
        browser.wait_gone("save-dialog", PATIENCE).await?;
        Ok(std::fs::read_to_string(browser.download(LONG).await?)?)
    }

    /// The answers of the file that can be read in again.
    async fn answers_saved(&self) -> Result<Vec<String>> {
        let saved: Value = serde_json::from_str(&self.saved("save-json").await?)?;
        let messages = saved["conversations"][0]["messages"].as_array().unwrap();
        let answers = messages.iter().filter(|one| one["role"] == "assistant");
        Ok(answers
            .map(|one| one["text"].as_str().unwrap().to_owned())
            .collect())
    }
}

/// A line with places to break, and one without any: opened, and saved in each form.
async fn long_lines(bytes: usize) -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let words = "word ".repeat(bytes / 5);
    let solid = "x".repeat(bytes);
    let answers = [words.trim(), solid.as_str()];
    stage.bring("long", &answers).await?;
    let whole = format!(
        "Array.from(document.querySelectorAll('[data-role=assistant] [data-testid=message-text]')).every(e => e.textContent.trim().length >= {})",
        bytes - 1
    );
    stage.browser.wait_js(&whole, LONG).await?;
    stage.is_usable("a long line").await?;
    let none = Vec::<String>::new();
    assert_eq!(common::overflow(&stage.browser).await?, none);
    assert_eq!(stage.answers_saved().await?, answers);
    for way in ["save-html", "save-markdown"] {
        let saved = stage.saved(way).await?;
        assert!(answers.iter().all(|answer| saved.contains(answer)), "{way}");
    }
    stage.is_usable("saving long lines").await
}

#[tokio::test]
async fn an_answer_of_a_hundred_kilobytes_in_one_line() -> Result {
    long_lines(100_000).await
}

#[tokio::test]
async fn an_answer_of_two_megabytes_in_one_line() -> Result {
    long_lines(2_000_000).await
}

/// Each of them is laid out as a whole: drawn in lots that grow, or in runs that do not know of each other.
#[tokio::test]
async fn paragraphs_and_tables_without_end() -> Result {
    let links: String = (0..6_000)
        .map(|at| format!("[link {at}](https://example.org/{at}) "))
        .collect();
    let row = |cell: &str| format!("|{}\n", format!(" {cell} |").repeat(50));
    let table = [row("head"), row("---"), row("cell").repeat(2_000)].concat();
    let lines = "a line of a paragraph that does not end\n".repeat(15_000);
    let struck = "~~a ".repeat(20_000);
    let texts = [
        ("links", links, "a[href]", 6_000),
        ("table", table, "tbody tr", 2_000),
        ("lines", lines, ".text-run", 50),
        ("struck", struck, ".text-run", 1),
    ];
    let stage = Stage::talk("practice-burst").await?;
    for (title, text, what, count) in texts {
        let began = Instant::now();
        stage.bring(title, &[&text]).await?;
        let drawn = format!(
            "document.querySelectorAll('[data-role=assistant] [data-testid=message-text] {what}').length >= {count}"
        );
        stage.browser.wait_js(&drawn, LONG).await?;
        println!("{title}: {} ms", began.elapsed().as_millis());
        stage.is_usable(title).await?;
        assert_eq!(stage.answers_saved().await?, [text]);
    }
    Ok(())
}

/// What is opened ten thousand times and hardly ever closed.
fn nested() -> Vec<String> {
    const DEEP: usize = 10_000;
    let mut all: Vec<String> = [
        "> ", "- ", "[", "![", "*a ", "**", "_a ", "(", "<b>", "~~a ", "`", "$", "\\(", "|", "1. ",
        "[^", "&lt;",
    ]
    .iter()
    .map(|open| format!("{}end", open.repeat(DEEP)))
    .collect();
    all.push(format!("{}x{}", "[".repeat(DEEP), "](u)".repeat(DEEP)));
    all.push(format!("{}x{}", "*".repeat(DEEP), "*".repeat(DEEP)));
    all.push(
        (0..300)
            .map(|deep| format!("{}- x\n", "  ".repeat(deep)))
            .collect(),
    );
    all.push(format!("```\n{}\n```", "{".repeat(DEEP)));
    all.push(format!("$${}$$", "{".repeat(DEEP)));
    all
}

#[tokio::test]
async fn ten_thousand_things_opened_in_a_file() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let all = nested();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    // A thread shows only so many messages at once.
    for (part, texts) in all.chunks(8).enumerate() {
        stage.bring(&format!("part {part}"), texts).await?;
        let drawn = "Array.from(document.querySelectorAll('[data-testid=message-text]')).every(e => e.textContent.trim())";
        stage
            .browser
            .run(
                "document.querySelectorAll('[data-testid=message]').forEach(e => e.scrollIntoView())",
                &[],
            )
            .await?;
        stage.browser.wait_js(drawn, LONG).await?;
        stage.is_usable("what is nested deep").await?;
        assert_eq!(stage.answers_saved().await?, texts);
        assert!(stage.saved("save-html").await?.contains("</html>"));
        stage.is_usable("saving what is nested deep").await?;
    }
    // The page did not fall over.
    assert_eq!(stage.browser.shown_problem().await?, "");
    Ok(())
}

#[tokio::test]
async fn ten_thousand_things_opened_in_an_answer_that_arrives() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    browser.run(WATCH, &[]).await?;
    for text in nested() {
        browser.click("chat-new").await?;
        browser.wait_gone("message", PATIENCE).await?;
        browser
            .set_value("chat-input", &format!("say: {text}"))
            .await?;
        browser.focus("chat-input").await?;
        browser.press("Enter").await?;
        browser.wait_count("message", 2, PATIENCE).await?;
        browser.wait_answer("done", LONG).await?;
        let what: String = text.chars().take(12).collect();
        stage
            .is_usable(&format!("{what:?} ten thousand times"))
            .await?;
    }
    Ok(())
}

#[tokio::test]
async fn characters_that_are_not_seen_are_kept_and_do_no_harm() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    let family = "👩\u{200d}👩\u{200d}👧\u{200d}👦";
    let all = [
        format!("a{family} zw\u{200b}sp \u{feff}bom \u{2028}line\u{2029}paragraph \u{ad}shy"),
        format!("e{} over", "\u{301}".repeat(5_000)),
        format!("{}turned", "\u{202e}\u{2066}\u{2067}".repeat(2_000)),
        "\u{202e}gnp.exe \u{2069}\u{2069}\u{202c}\u{202c} after".to_owned(),
        format!("{}joined", "👩\u{200d}".repeat(3_000)),
        "tag \u{e0041}\u{e0042}\u{e007f} private \u{e000}\u{f8ff} not \u{fffe}\u{ffff} last"
            .to_owned(),
        "nul \0 bell \u{7} escape \u{1b}[31m delete \u{7f} \u{85} end".to_owned(),
    ];
    let texts: Vec<&str> = all.iter().map(String::as_str).collect();
    stage.bring("unseen", &texts).await?;
    stage.is_usable("what is not seen").await?;
    assert_eq!(stage.answers_saved().await?, all);
    let html = stage.saved("save-html").await?;
    assert!(html.contains(family) && !html.contains('\0') && !html.contains('\u{1b}'));
    // What is turned ends with its message: the texts of the page around it stand as ever.
    let inside: bool = browser
        .eval(
            "return Array.from(document.querySelectorAll('[data-testid=message-text]'), e => getComputedStyle(e).unicodeBidi).every(it => /isolate|plaintext/.test(it))",
            &[],
        )
        .await?;
    assert!(inside, "a message that is not isolated");
    // Typed and said: sent as it is, shown, and not in the way of what comes next.
    let typed = format!(
        "say: {} nul-free \u{202e}x {family}",
        "\u{200d}".repeat(500)
    );
    browser.click("chat-new").await?;
    browser.set_value("chat-input", &typed).await?;
    browser.focus("chat-input").await?;
    browser.press("Enter").await?;
    browser.wait_answer("done", LONG).await?;
    let sent = stage.chats().pop().unwrap().body;
    let last = sent["messages"].as_array().unwrap().last().unwrap();
    assert_eq!(last["content"], typed.trim());
    stage.is_usable("what was typed").await
}
