//! A long answer is shown whole: every word of every script, in order.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage, essence};
use e2e::{PATIENCE, Result};

/// What must be seen of Markdown, by a reading of its own: everything but its marks.
fn plain(markdown: &str) -> String {
    let mut out = String::new();
    let mut code = false;
    for line in markdown.lines() {
        if line.starts_with("```") {
            code = !code;
        } else if code {
            out.push_str(line);
        } else if let Some((_, note)) = line.strip_prefix("[^").and_then(|l| l.split_once("]:")) {
            out.push_str(note);
        } else {
            out.push_str(&without_marks(line));
        }
        out.push('\n');
    }
    out
}

/// A line without list numbers, task boxes, link targets and footnote references.
fn without_marks(line: &str) -> String {
    let text = line.trim_start();
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let text = if text[digits..].starts_with(". ") {
        &text[digits + 2..]
    } else {
        text
    };
    let mut text = text.replace("- [x] ", "").replace("- [ ] ", "");
    while let Some(at) = text.find("](https://").or_else(|| text.find("[^")) {
        let end = text[at..].find([')', ']'].as_slice()).unwrap_or(0);
        let end = if text[at..].starts_with("](") {
            text[at..].find(')').unwrap()
        } else {
            end
        };
        text.replace_range(at..=at + end, "");
    }
    text
}

/// Takes out what the page adds: hosts of links, copy buttons, names of languages, list numbers, footnotes.
const SHOWN: &str = "
    const all = document.querySelectorAll('[data-testid=message][data-role=assistant] [data-testid=message-text]');
    const copy = all[all.length - 1].cloneNode(true);
    copy.querySelectorAll('figcaption, .table-tools, annotation, .link-host, .fn-ref, .fn-number, [role=doc-backlink]').forEach(e => e.remove());
    return copy.textContent;";

#[tokio::test]
async fn an_answer_of_64_kb_is_shown_whole() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    browser.say("markdown 64").await?;
    let early = browser.id("message-text").await?;
    drop(early);
    browser
        .run("window.first = Array.from(document.querySelectorAll('[data-role=assistant] [data-testid=message-text]')).pop()", &[])
        .await?;
    browser.wait_answer("done", LONG).await?;
    let source = practice::sample_markdown(64 * 1024);
    let last_words = essence(&source[source.len() - 60..]);
    browser
        .wait("the last words to be shown", LONG, async || {
            let text: String = browser.eval(SHOWN, &[]).await?;
            Ok(essence(&text).ends_with(&last_words).then_some(()))
        })
        .await?;
    let same: bool = browser
        .eval("return window.first === Array.from(document.querySelectorAll('[data-role=assistant] [data-testid=message-text]')).pop()", &[])
        .await?;
    assert!(same, "the element of the text was replaced");

    // Every letter, digit and emoji, of every script, in order.
    let shown: String = browser.eval(SHOWN, &[]).await?;
    let (shown, wanted) = (essence(&shown), essence(&plain(&source)));
    if shown != wanted {
        let (a, b): (Vec<char>, Vec<char>) = (shown.chars().collect(), wanted.chars().collect());
        let at = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
        let near = |text: &[char]| {
            text[at.saturating_sub(30)..(at + 30).min(text.len())]
                .iter()
                .collect::<String>()
        };
        panic!(
            "from character {at} of {}: shown {:?}, wanted {:?}",
            b.len(),
            near(&a),
            near(&b)
        );
    }
    let text: String = browser.eval(SHOWN, &[]).await?;
    assert!(!text.contains('\u{FFFD}'));
    let counted: Vec<usize> = browser
        .eval(
            "return ['h3, h4, h5, h6', 'table', 'pre', 'blockquote', 'li', '[role=doc-noteref]'].map(css => document.querySelectorAll(`[data-testid=message-text] :is(${css})`).length)",
            &[],
        )
        .await?;
    assert!(counted.iter().all(|count| *count > 10), "{counted:?}");

    // The same after a reload, and copied as it was written.
    let stored = stage
        .records("messages", |all| {
            all.iter()
                .any(|m| m["state"] == "done" && m["role"] == "assistant")
        })
        .await?;
    let answer = stored.iter().find(|m| m["role"] == "assistant").unwrap();
    assert_eq!(answer["text"].as_str().unwrap(), source);
    stage.reload().await?;
    browser
        .wait("all of it to be back", LONG, async || {
            let text: String = browser.eval(SHOWN, &[]).await?;
            Ok((essence(&text) == wanted).then_some(()))
        })
        .await?;
    browser.click_nth("message-copy", 1).await?;
    stage.wait_copied(&source).await
}

/// Who waits for `done` and then reads must get all of it: nothing is painted after that.
#[tokio::test]
async fn done_means_that_all_of_it_is_shown() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    browser
        .run(
            "window.atDone = null;
            new MutationObserver(() => {
                const done = document.querySelector('[data-role=assistant][data-state=done] [data-testid=message-text]');
                if (done && window.atDone === null) window.atDone = done.textContent.length;
            }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-state'] });",
            &[],
        )
        .await?;
    browser.say("markdown 64").await?;
    browser.wait_answer("done", LONG).await?;
    browser.wait_js("window.atDone !== null", PATIENCE).await?;
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    let lengths: (usize, usize) = browser
        .eval("return [window.atDone, document.querySelector('[data-role=assistant] [data-testid=message-text]').textContent.length]", &[])
        .await?;
    assert_eq!(
        lengths.0, lengths.1,
        "characters shown when it was done, and in the end"
    );
    Ok(())
}
