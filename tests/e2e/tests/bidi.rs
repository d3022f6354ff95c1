//! Characters that turn text around (U+202E and its kin): whoever wrote them, they turn nothing outside of their own block.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{Browser, PATIENCE, Result};
use serde::Deserialize;

/// Paragraphs that open what they never close: overrides, isolates, a mark. The last one opens nothing.
const TURNING: &str = "over \u{202e}ridden words\n\n\u{2067}isolated \u{202e}and overridden\n\n\u{2066}\u{2068}\u{200f}marked words\n\n**bold \u{202e}and** more\n\nplain to the end";

/// How a text is laid out that has two neighbouring Latin letters on one line.
#[derive(Debug, Deserialize)]
struct Line {
    text: String,
    /// Whether a character in its block turns text around.
    turning: bool,
    /// Whether a letter stands left of the one before it.
    reversed: bool,
    /// Whether it tells where a link goes.
    host: bool,
}

const LINES: &str = r"
    const turning = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
    // The direction of a text begins and ends with its block.
    const block = element => {
        while (['inline', 'contents'].includes(getComputedStyle(element).display)) element = element.parentElement;
        return element;
    };
    const range = document.createRange();
    const place = (node, at) => {
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        return range.getBoundingClientRect();
    };
    const lines = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode;
        const text = node.data;
        let pairs = 0;
        let reversed = false;
        for (let at = 0; at + 1 < text.length; at++) {
            if (!/^[a-z]{2}$/i.test(text.slice(at, at + 2))) continue;
            const [one, two] = [place(node, at), place(node, at + 1)];
            if (!one.width || !two.width || Math.abs(one.top - two.top) > 2) continue;
            pairs += 1;
            reversed ||= two.left < one.left;
        }
        if (pairs) {
            const element = node.parentElement;
            lines.push({ text, reversed, turning: turning.test(block(element).textContent), host: Boolean(element.closest('.link-host')) });
        }
    }
    return lines;";

/// Every text that is shown, once the page has so many messages; fails where one outside of the turning blocks is reversed.
async fn lines(browser: &Browser) -> Result<Vec<Line>> {
    let lines: Vec<Line> = browser.eval(LINES, &[]).await?;
    let outside: Vec<&Line> = lines.iter().filter(|line| !line.turning).collect();
    assert!(
        outside.len() >= 10,
        "hardly anything is shown: {outside:#?}"
    );
    let reversed: Vec<&&Line> = outside.iter().filter(|line| line.reversed).collect();
    assert!(reversed.is_empty(), "{reversed:#?}");
    Ok(lines)
}

/// The characters arrived and do what they do: otherwise nothing is shown by all else being in order.
fn turned(lines: &[Line], word: &str) -> bool {
    lines
        .iter()
        .any(|line| line.turning && line.reversed && line.text.contains(word))
}

#[tokio::test]
async fn a_message_turns_nothing_but_itself() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    browser.say(&format!("say: {TURNING}")).await?;
    browser.wait_answer("done", LONG).await?;
    browser.say("say: what comes after it").await?;
    stage.said("what comes after it").await?;
    for loaded_anew in [false, true] {
        if loaded_anew {
            stage.reload().await?;
            browser.wait_count("message", 4, PATIENCE).await?;
            browser
                .wait_js("document.body.textContent.includes('what comes after it') && document.body.textContent.includes('plain to the end')", PATIENCE)
                .await?;
        }
        let lines = lines(browser).await?;
        assert!(turned(&lines, "ridden"), "{lines:#?}");
        for (untouched, what) in [
            ("plain to the end", "the next paragraph"),
            ("what comes after it", "the next message"),
            ("practice-burst", "what the answer cost"),
            ("Again", "the answer's buttons"),
        ] {
            let there = lines
                .iter()
                .any(|line| !line.turning && line.text.contains(untouched));
            assert!(there, "{what} is not measured: {lines:#?}");
        }
        let isolated: Vec<String> = browser
            .eval(
                "return Array.from(document.querySelectorAll('[data-testid=message-text], [data-testid=message-text] > * > *, [data-testid=chat-title], [data-testid=conversation-open] bdi'), e => getComputedStyle(e).unicodeBidi)",
                &[],
            )
            .await?;
        assert!(
            isolated.len() > 8
                && isolated
                    .iter()
                    .all(|how| ["isolate", "plaintext"].contains(&how.as_str())),
            "{isolated:?}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn where_a_link_goes_is_not_turned_by_its_words() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    browser
        .say("say: [over \u{202e}ridden](https://evil.example.com/login) and the rest of it\n\nplain")
        .await?;
    browser.wait_answer("done", LONG).await?;
    let lines = lines(browser).await?;
    let hosts: Vec<&Line> = lines.iter().filter(|line| line.host).collect();
    assert_eq!(hosts.len(), 1, "{lines:#?}");
    assert!(
        hosts[0].text.contains("evil.example.com") && !hosts[0].reversed,
        "{hosts:?}"
    );
    Ok(())
}

#[tokio::test]
async fn what_an_endpoint_says_turns_nothing_around_it() -> Result {
    let stage = Stage::talk("practice-gemini").await?;
    let browser = &stage.browser;
    browser.say("fail: over \u{202e}ridden in an error").await?;
    let answer = browser.wait_answer("failed", LONG).await?;
    assert!(answer.problem.starts_with("bad-request"), "{answer:?}");
    browser
        .click_css("[data-testid=problem-details] summary")
        .await?;
    let lines = lines(browser).await?;
    // In the details of the failure: the question and its titles begin in another way.
    let said = lines
        .iter()
        .any(|line| line.turning && line.reversed && line.text.starts_with("over"));
    assert!(said, "{lines:#?}");
    Ok(())
}

#[tokio::test]
async fn the_history_turns_no_line_but_the_texts() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    let source = "A text with over \u{202e}ridden words and \u{2067}what follows";
    assert_eq!(stage.translate(source, LONG).await?, "done");
    browser.wait_count("history-row", 1, PATIENCE).await?;
    let lines = lines(browser).await?;
    assert!(turned(&lines, "ridden"), "{lines:#?}");
    let pair = lines
        .iter()
        .any(|line| !line.turning && line.text == "German");
    assert!(pair, "the languages are not measured: {lines:#?}");
    Ok(())
}
