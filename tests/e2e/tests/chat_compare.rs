//! One prompt to several models: chosen, asked at once, side by side, gone on with one of them.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{PATIENCE, Result};
use serde_json::Value;

/// A column as it is seen.
type Column = (String, String, String);

impl Stage {
    /// Chooses models in the dialog, beside the conversation's own, and begins the comparison.
    async fn compare(&self, models: &[&str]) -> Result {
        let browser = &self.browser;
        self.choose("chat-more", 0, "chat-compare").await?;
        browser.wait_count("compare-dialog", 1, PATIENCE).await?;
        for model in models {
            browser.focus("compare-search").await?;
            browser.insert_text(model).await?;
            browser.press("Enter").await?;
            self.chip(model, "compare-option").await?;
        }
        browser.click("compare-start").await?;
        browser.wait_gone("compare-dialog", PATIENCE).await?;
        browser
            .wait_count("compare-chip", models.len() + 1, PATIENCE)
            .await
            .map(drop)
    }

    /// Waits until a model is ticked.
    async fn chip(&self, model: &str, id: &str) -> Result {
        let ticked = format!(
            "Array.from(document.querySelectorAll('[data-testid={id}]')).some(e => e.checked && e.closest('li').innerText.includes('{model}'))"
        );
        self.browser.wait_js(&ticked, PATIENCE).await
    }

    /// Model, state and text of each column, in the order in which they stand.
    async fn columns(&self) -> Result<Vec<Column>> {
        self.browser
            .eval(
                "return Array.from(document.querySelectorAll('[data-testid=compare-column]'), column => [
                    column.querySelector('[data-testid=compare-model]').textContent,
                    column.querySelector('[data-testid=message]').dataset.state,
                    column.querySelector('[data-testid=message-text]').textContent.trim(),
                ]);",
                &[],
            )
            .await
    }

    /// Waits until the columns' states are these.
    async fn ended(&self, states: &[&str]) -> Result<Vec<Column>> {
        self.browser
            .wait(&format!("the columns to be {states:?}"), LONG, async || {
                let columns = self.columns().await?;
                let now: Vec<&str> = columns.iter().map(|column| column.1.as_str()).collect();
                Ok((now == states).then_some(columns))
            })
            .await
    }

    /// Clicks something in the nth column.
    async fn in_column(&self, nth: usize, id: &str) -> Result {
        let css = format!(
            "[data-testid=compare-column]:nth-child({}) [data-testid={id}]",
            nth + 1
        );
        self.browser
            .wait_js(&format!("document.querySelector('{css}')"), PATIENCE)
            .await?;
        self.browser.click_css(&css).await
    }

    /// A fact of the nth column; empty where it is not told.
    async fn fact(&self, nth: usize, id: &str) -> Result<String> {
        self.browser
            .eval(
                "return document.querySelectorAll('[data-testid=compare-column]')[arguments[0]].querySelector(`[data-testid=${arguments[1]}]`)?.textContent ?? ''",
                &[nth.into(), id.into()],
            )
            .await
    }

    /// Sends what compares, and waits for the columns.
    async fn ask(&self, text: &str, columns: usize) -> Result {
        self.browser.replace_text("chat-input", text).await?;
        self.browser.press("Enter").await?;
        self.browser
            .wait_count("compare-column", columns, PATIENCE)
            .await
            .map(drop)
    }

    /// The last of three columns is reached by the keyboard, and comes into view.
    async fn reach_last(&self) -> Result {
        self.browser.focus("chat-thread").await?;
        for _ in 0..3 {
            self.browser.press("Tab").await?;
            self.browser.press_to("Tab", "compare-go-on", 20).await?;
        }
        self.browser
            .wait_js(
                "(() => {
                    const e = document.activeElement, r = e.getBoundingClientRect();
                    return r.left >= 0 && r.right <= innerWidth && e.closest('[data-testid=compare-column]').matches(':last-child');
                })()",
                PATIENCE,
            )
            .await
    }

    /// The models that were asked, in order.
    fn asked(&self) -> Vec<String> {
        let seen = self.chats();
        seen.iter()
            .map(|seen| seen.body["model"].as_str().unwrap().to_owned())
            .collect()
    }
}

#[tokio::test]
async fn three_models_side_by_side_and_on_with_the_second() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    stage.set_price("practice-slow", "2", "8").await?;
    stage.set_price("practice-burst", "1", "4").await?;
    stage.go("#/chat").await?;
    stage.compare(&["practice-slow", "practice-404"]).await?;
    // What it is going to cost, of those whose price is known.
    browser
        .replace_text("chat-input", "say: one two three four")
        .await?;
    let estimate = browser.wait_text("compare-estimate", "$", PATIENCE).await?;
    assert!(estimate.contains('≈'), "{estimate}");
    browser.press("Enter").await?;
    browser.wait_count("compare-column", 3, PATIENCE).await?;
    // All at once: the fast one is done and the failed one failed while the slow one still speaks.
    let columns = stage.ended(&["done", "streaming", "failed"]).await?;
    let models: Vec<&str> = columns.iter().map(|column| column.0.as_str()).collect();
    assert_eq!(models, ["practice-burst", "practice-slow", "practice-404"]);
    assert_eq!(columns[0].2, "one two three four");
    browser.wait_count("chat-stop", 1, PATIENCE).await?;
    // The failed one is asked again meanwhile; the others go on.
    let before = stage.asked().len();
    stage.in_column(2, "message-again").await?;
    browser
        .wait("another try", PATIENCE, async || {
            Ok((stage.asked().len() == before + 1).then_some(()))
        })
        .await?;
    assert_eq!(stage.asked().last().unwrap(), "practice-404");
    let columns = stage.ended(&["done", "done", "failed"]).await?;
    assert_eq!(columns[1].2, "one two three four");
    // Each with what it took.
    for nth in [0, 1] {
        assert!(stage.fact(nth, "compare-time").await?.ends_with('s'));
        assert!(!stage.fact(nth, "compare-first").await?.is_empty());
        assert!(stage.fact(nth, "compare-tokens").await?.contains(" in, "));
        assert!(stage.fact(nth, "compare-cost").await?.contains('$'));
    }
    assert_eq!(stage.fact(2, "compare-cost").await?, "");
    // The next message goes to one model alone again.
    assert_eq!(browser.count("compare-chip").await?, 0);
    let sent = &stage.chats()[0].body;
    for seen in stage.chats() {
        assert_eq!(seen.body["messages"], sent["messages"]);
    }
    // One question, and all answers below it.
    let records = stage.records("messages", |all| all.len() == 5).await?;
    let question = records.iter().find(|one| one["role"] == "user").unwrap();
    let below = |one: &&Value| one["parent"] == question["id"];
    assert_eq!(records.iter().filter(below).count(), 4);

    stage.in_column(1, "compare-go-on").await?;
    browser.wait_gone("compare", PATIENCE).await?;
    stage.said("one two three four").await?;
    assert_eq!(browser.value("chat-model").await?, "practice-slow");
    assert_eq!(browser.text("message-version").await?, "2 / 4");
    // The others are beside it.
    browser.click("message-previous").await?;
    browser
        .wait_text("message-version", "1 / 4", PATIENCE)
        .await?;
    browser
        .wait_text("message-facts", "practice-burst", PATIENCE)
        .await?;
    browser.click("message-next").await?;
    browser
        .wait_text("message-version", "2 / 4", PATIENCE)
        .await?;
    browser.say("say: and on").await?;
    stage.said("and on").await?;
    let last = stage.chats().pop().unwrap().body;
    assert_eq!(last["model"], "practice-slow");
    assert_eq!(last["messages"][1]["content"], "one two three four");
    // And again side by side, from the menu; going on then leads to what followed.
    stage.choose("message-more", 1, "message-compare").await?;
    browser.wait_count("compare-column", 3, PATIENCE).await?;
    assert_eq!(browser.count("message").await?, 4);
    stage.in_column(1, "compare-go-on").await?;
    browser.wait_gone("compare", PATIENCE).await?;
    stage.said("and on").await
}

#[tokio::test]
async fn each_is_stopped_and_reloaded_by_itself() -> Result {
    let stage = Stage::talk("practice-slow").await?;
    let browser = &stage.browser;
    stage
        .compare(&["practice-burst", "practice-large", "practice-hang-mid"])
        .await?;
    // One too many is left out again.
    browser.click_nth("compare-remove", 3).await?;
    browser
        .wait_js(
            "document.querySelectorAll('[data-testid=compare-chip]').length === 3",
            PATIENCE,
        )
        .await?;
    // What is chosen outlives a reload.
    stage.reload().await?;
    browser.wait_count("compare-chip", 3, PATIENCE).await?;
    stage.ask("say: a b c d e f g h i j k l", 3).await?;
    stage.ended(&["streaming", "done", "done"]).await?;
    browser
        .wait("some of the slow one", LONG, async || {
            Ok((stage.columns().await?[0].2.len() > 2).then_some(()))
        })
        .await?;
    stage.reload().await?;
    browser.wait_count("compare-column", 3, PATIENCE).await?;
    let columns = stage.ended(&["truncated", "done", "done"]).await?;
    assert_eq!(columns[1].2, "a b c d e f g h i j k l");
    browser
        .wait("what had arrived", PATIENCE, async || {
            Ok(stage.columns().await?[0].2.starts_with("a b").then_some(()))
        })
        .await?;
    // It goes on with its own model, in its own column, and is stopped there.
    stage.in_column(0, "message-continue").await?;
    stage.ended(&["streaming", "done", "done"]).await?;
    browser
        .wait("the slow one to be asked", PATIENCE, async || {
            Ok((stage.asked().last().unwrap() == "practice-slow").then_some(()))
        })
        .await?;
    stage.in_column(0, "compare-stop-one").await?;
    stage.ended(&["stopped", "done", "done"]).await?;
    // Stop in the composer stops all of them.
    stage.in_column(0, "message-again").await?;
    stage.ended(&["streaming", "done", "done"]).await?;
    browser.click("chat-stop").await?;
    stage.ended(&["stopped", "done", "done"]).await?;
    // Who writes on without choosing follows the current one.
    let current = browser
        .seen_css("[data-testid=compare-column][data-state=current] [data-testid=compare-model]")
        .await?;
    assert_eq!(current.len(), 1);
    assert_eq!(current[0].text, "practice-slow");
    browser.choose_model("chat-model", "practice-burst").await?;
    browser.replace_text("chat-input", "say: next").await?;
    browser.press("Enter").await?;
    browser.wait_gone("compare", PATIENCE).await?;
    stage.said("next").await
}

#[tokio::test]
async fn by_a_command_narrow_dark_and_mirrored() -> Result {
    let mut stage = Stage::ready_as(
        "#/chat",
        e2e::BrowserOptions {
            reduced_motion: true,
            ..e2e::BrowserOptions::default()
        },
    )
    .await?;
    stage.browser.choose_model("chat-model", "practice").await?;
    stage.browser.replace_text("chat-input", "/compare").await?;
    stage.browser.wait_count("chat-choice", 1, PATIENCE).await?;
    stage.browser.press("Enter").await?;
    stage
        .browser
        .wait_count("compare-dialog", 1, PATIENCE)
        .await?;
    stage.browser.wait_count("compare-option", 4, LONG).await?;
    stage.chip("practice", "compare-option").await?;
    let start = stage.browser.seen("compare-start").await?.unwrap();
    assert!(!start.enabled);
    stage.browser.assert_accessible("choosing models").await?;
    for nth in [1, 2, 3] {
        stage.browser.click_nth("compare-option", nth).await?;
    }
    stage
        .browser
        .wait_js(
            "document.querySelectorAll('[data-testid=compare-option]')[4].disabled",
            PATIENCE,
        )
        .await?;
    stage.browser.click_nth("compare-option", 3).await?;
    stage.browser.click("compare-start").await?;
    stage.wait_focus("chat-input").await?;
    stage.ask("markdown 1", 3).await?;
    let columns = stage.ended(&["done", "done", "done"]).await?;
    let models: Vec<String> = columns.into_iter().map(|column| column.0).collect();
    stage.browser.assert_accessible("side by side").await?;
    stage.browser.set_dark(true).await?;
    stage.browser.resize(320, 640).await?;
    stage
        .browser
        .assert_accessible("side by side, dark and narrow")
        .await?;
    let none = Vec::<String>::new();
    assert_eq!(common::overflow(&stage.browser).await?, none);
    stage.reach_last().await?;
    stage.go("#/settings").await?;
    stage.browser.set_value("locale-select", "ar").await?;
    stage.go("#/chat").await?;
    stage
        .browser
        .wait_text("compare-go-on", "المتابعة", PATIENCE)
        .await?;
    stage
        .browser
        .assert_accessible("side by side, mirrored")
        .await?;
    assert_eq!(common::overflow(&stage.browser).await?, none);
    stage.reach_last().await?;
    stage.browser.press("Enter").await?;
    stage.browser.wait_gone("compare", PATIENCE).await?;
    assert_eq!(stage.browser.value("chat-model").await?, models[2]);
    Ok(())
}

#[tokio::test]
async fn a_changed_question_is_compared_again() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    stage.compare(&["practice-large"]).await?;
    stage.ask("say: one", 2).await?;
    stage.ended(&["done", "done"]).await?;
    // Screen readers hear whose answer it is.
    let said = browser.text("live").await?;
    assert!(
        said.starts_with("practice-") && said.contains(": "),
        "{said}"
    );
    browser.click("message-edit").await?;
    browser.replace_text("message-editor", "say: two").await?;
    browser.press("Enter").await?;
    browser
        .wait("both to say the new words", LONG, async || {
            let columns = stage.columns().await?;
            let all = columns
                .iter()
                .all(|(_, state, text)| state == "done" && text == "two");
            Ok((all && columns.len() == 2).then_some(()))
        })
        .await?;
    let mut asked = stage.asked().split_off(2);
    asked.sort();
    assert_eq!(asked, ["practice-burst", "practice-large"]);
    // The first question and its answers are a step away.
    browser.click("message-previous").await?;
    browser.wait_gone("compare", PATIENCE).await?;
    stage.said("one").await
}

/// A column that hung kept the next message from being sent, and nothing on the screen said why.
#[tokio::test]
async fn going_on_with_one_does_not_wait_for_the_others() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    stage.compare(&["practice-hang-mid"]).await?;
    stage.ask("say: one two three four", 2).await?;
    stage.ended(&["done", "streaming"]).await?;
    stage.in_column(0, "compare-go-on").await?;
    browser.wait_gone("compare", PATIENCE).await?;
    browser.replace_text("chat-input", "say: further").await?;
    browser.press("Enter").await?;
    stage.said("further").await
}

/// The panel told the price and the window of the conversation's own model, which may not be asked at all.
#[tokio::test]
async fn the_panel_reckons_for_each_model_that_is_compared() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    stage.set_price("practice-slow", "2000", "8").await?;
    stage.set_price("practice-burst", "1000", "4").await?;
    stage.go("#/chat").await?;
    browser
        .replace_text("chat-input", "say: one two three four")
        .await?;
    browser.click("chat-context-open").await?;
    browser
        .wait_text("context-model", "practice-burst", PATIENCE)
        .await?;
    assert_eq!(browser.count("context-models").await?, 0);
    browser.click("context-close").await?;
    browser.wait_gone("context-dialog", PATIENCE).await?;

    stage.compare(&["practice-slow", "gpt-4o"]).await?;
    browser.click("chat-context-open").await?;
    browser
        .wait_count("context-model-line", 3, PATIENCE)
        .await?;
    let lines = browser.seen_all("context-model-line").await?;
    let names = ["practice-burst", "practice-slow", "gpt-4o"];
    for (line, name) in lines.iter().zip(names) {
        assert!(line.text.contains(name), "{line:?}");
        assert_eq!(line.state, "fits");
    }
    assert!(lines[2].text.contains("128,000"), "{:?}", lines[2]);
    browser
        .wait_text("context-together", "$", PATIENCE)
        .await
        .map(drop)
}
