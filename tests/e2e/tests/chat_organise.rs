//! The list of conversations kept in order: folders, tags, the archive, many at once, titles by a model; each with a way
//! back.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, SEED, Stage, overflow};
use e2e::{BrowserOptions, PATIENCE, Result};
use serde_json::{Value, json};

impl Stage {
    /// The Chat page with these conversations.
    async fn with_conversations(records: &[Value]) -> Result<Stage> {
        let stage = Stage::ready("#/chat").await?;
        stage.seed(records).await?;
        Ok(stage)
    }

    async fn seed(&self, records: &[Value]) -> Result {
        self.browser.run_async(SEED, &[json!(records)]).await?;
        self.reload().await?;
        self.browser.wait_count("conversation", 1, PATIENCE).await?;
        Ok(())
    }

    /// Waits until the list's rows are these, in this order.
    async fn wait_listed(&self, wanted: &[&str]) -> Result {
        let what = format!("the list to be {wanted:?}");
        self.browser
            .wait(&what, PATIENCE, async || {
                let rows = self.browser.seen_all("conversation").await?;
                let titles: Vec<&str> = rows
                    .iter()
                    .map(|row| row.text.lines().next().unwrap_or_default().trim())
                    .collect();
                Ok((titles == wanted).then_some(()))
            })
            .await
    }

    /// A conversation's record, once it is as wanted.
    async fn record(&self, id: &str, wanted: impl Fn(&Value) -> bool) -> Result<Value> {
        let all = self
            .records("conversations", |all| {
                all.iter().any(|one| one["id"] == id && wanted(one))
            })
            .await?;
        Ok(all.into_iter().find(|one| one["id"] == id).unwrap())
    }
}

fn three() -> Vec<Value> {
    vec![
        json!({"id": "a", "title": "Alpha", "updated": 3}),
        json!({"id": "b", "title": "Beta", "updated": 2}),
        json!({"id": "c", "title": "Gamma", "updated": 1}),
    ]
}

#[tokio::test]
async fn folders_hold_and_let_go() -> Result {
    let stage = Stage::with_conversations(&three()).await?;
    let browser = &stage.browser;
    stage.wait_listed(&["Alpha", "Beta", "Gamma"]).await?;
    stage
        .choose("conversation-more", 1, "conversation-folder")
        .await?;
    browser
        .type_into("sort-new", "  Work \u{202e} notes")
        .await?;
    browser.press("Enter").await?;
    // The folder stands before the others.
    stage.wait_listed(&["Beta", "Alpha", "Gamma"]).await?;
    stage
        .record("b", |one| one["folder"] == "Work notes")
        .await?;
    browser
        .wait_text("chat-folder", "Work notes", PATIENCE)
        .await?;

    // A second one into it, by its name in the dialog.
    stage
        .choose("conversation-more", 2, "conversation-folder")
        .await?;
    browser.click_nth("sort-folder", 1).await?;
    stage.wait_listed(&["Beta", "Gamma", "Alpha"]).await?;

    // Closed, and still closed after a reload.
    browser.click("chat-folder-open").await?;
    stage.wait_listed(&["Alpha"]).await?;
    stage.reload().await?;
    stage.wait_listed(&["Alpha"]).await?;
    browser.click("chat-folder-open").await?;
    stage.wait_listed(&["Beta", "Gamma", "Alpha"]).await?;

    // Another name, taken back and given again.
    stage
        .choose("chat-folder-more", 0, "chat-folder-rename")
        .await?;
    browser.replace_text("chat-folder-name", "Play").await?;
    browser.press("Enter").await?;
    browser.wait_text("chat-folder", "Play", PATIENCE).await?;
    stage.wait_focus("chat-folder-open").await?;
    browser.click("undo-action").await?;
    browser
        .wait_text("chat-folder", "Work notes", PATIENCE)
        .await?;

    // Removed: what was in it is kept, and the way back leads into it.
    stage
        .choose("chat-folder-more", 0, "chat-folder-remove")
        .await?;
    browser.wait_gone("chat-folder", PATIENCE).await?;
    stage.wait_listed(&["Alpha", "Beta", "Gamma"]).await?;
    stage.record("c", |one| one["folder"] == "").await?;
    browser.click("undo-action").await?;
    stage.wait_listed(&["Beta", "Gamma", "Alpha"]).await?;
    stage
        .record("c", |one| one["folder"] == "Work notes")
        .await?;
    Ok(())
}

#[tokio::test]
async fn tags_and_the_archive() -> Result {
    let stage = Stage::with_conversations(&three()).await?;
    let browser = &stage.browser;
    assert_eq!(browser.count("chat-tag").await?, 0);
    stage
        .choose("conversation-more", 0, "conversation-tags")
        .await?;
    browser.type_into("sort-new", "#trip, Work").await?;
    browser.press("Enter").await?;
    let tagged = stage.record("a", |one| one["tags"][0] == "trip").await?;
    assert_eq!(tagged["tags"], json!(["trip", "Work"]));
    // A second Enter took the tags away again: the focus was on the way back.
    stage.wait_focus("conversation-more").await?;
    stage
        .choose("conversation-more", 1, "conversation-tags")
        .await?;
    // One that is there already.
    browser.click_nth("sort-tag", 1).await?;
    browser.click("sort-save").await?;
    stage
        .record("b", |one| one["tags"] == json!(["Work"]))
        .await?;
    browser.set_value("chat-tag", "Work").await?;
    stage.wait_listed(&["Alpha", "Beta"]).await?;
    browser.set_value("chat-tag", "trip").await?;
    stage.wait_listed(&["Alpha"]).await?;
    browser.set_value("chat-tag", "").await?;

    // Out of the list, found under Archive, back again.
    stage
        .choose("conversation-more", 0, "conversation-archive")
        .await?;
    stage.wait_listed(&["Beta", "Gamma"]).await?;
    stage.record("a", |one| one["archived"] == true).await?;
    stage.reload().await?;
    stage.wait_listed(&["Beta", "Gamma"]).await?;
    browser.click("chat-archive").await?;
    stage.wait_listed(&["Alpha"]).await?;
    stage.wait_focus("chat-archive-close").await?;
    stage
        .choose("conversation-more", 0, "conversation-archive")
        .await?;
    browser
        .wait_text("chat-list-nothing", "archived", PATIENCE)
        .await?;
    browser.click("chat-archive-close").await?;
    stage.wait_listed(&["Alpha", "Beta", "Gamma"]).await
}

#[tokio::test]
async fn many_at_once_with_one_way_back() -> Result {
    let stage = Stage::with_conversations(
        &(0..6)
            .map(|n| json!({"id": format!("c{n}"), "title": format!("Number {n}"), "updated": 9 - n, "pinned": n == 0}))
            .collect::<Vec<_>>(),
    )
    .await?;
    let browser = &stage.browser;
    let all = [
        "Number 0", "Number 1", "Number 2", "Number 3", "Number 4", "Number 5",
    ];
    stage.wait_listed(&all).await?;
    browser.click("chat-select").await?;
    browser.click_nth("conversation-select", 1).await?;
    // With Shift all between the two.
    let boxes = browser.ids("conversation-select").await?;
    browser
        .run(
            "arguments[0].closest('label').dispatchEvent(new MouseEvent('mousedown', { bubbles: true, shiftKey: true })); arguments[0].click()",
            &[boxes[4].to_json()?],
        )
        .await?;
    browser.wait_text("chat-selected", "4", PATIENCE).await?;

    // Exported: those and no others.
    browser.click("bulk-export").await?;
    let file = browser.download(PATIENCE).await?;
    let export: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let titles: Vec<&str> = export["conversations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["conversation"]["title"].as_str().unwrap())
        .collect();
    assert_eq!(titles, &all[1..5]);
    assert_eq!(
        export["conversations"][0]["messages"]
            .as_array()
            .unwrap()
            .len(),
        2
    );

    browser.click("bulk-folder").await?;
    browser.type_into("sort-new", "Box").await?;
    browser.press("Enter").await?;
    browser.wait_text("chat-folder", "4", PATIENCE).await?;
    browser.wait_gone("chat-bulk", PATIENCE).await?;
    stage.wait_focus("undo-action").await?;

    // Then deleted, all of them; first those come back, then the folder is gone again.
    browser.click("chat-select").await?;
    browser.click("chat-select-all").await?;
    browser.wait_text("chat-selected", "6", PATIENCE).await?;
    browser.click("bulk-delete").await?;
    browser.wait_gone("conversation", PATIENCE).await?;
    browser.wait_text("undo", "deleted", PATIENCE).await?;
    stage
        .records("conversations", |all| {
            all.iter().all(|one| !one["deleted"].is_null())
        })
        .await?;
    browser.click("undo-action").await?;
    browser.wait_count("conversation", 6, PATIENCE).await?;
    browser.wait_text("undo", "Moved", PATIENCE).await?;
    browser.click("undo-action").await?;
    browser.wait_gone("chat-folder", PATIENCE).await?;
    browser.wait_gone("undo", PATIENCE).await?;
    stage.wait_listed(&all).await?;
    stage
        .records("conversations", |all| {
            // Those that were never in one say nothing of folders.
            let in_none = |one: &Value| one["folder"].as_str().unwrap_or_default().is_empty();
            all.len() == 6
                && all
                    .iter()
                    .all(|one| one["deleted"].is_null() && in_none(one))
        })
        .await?;

    // Escape leaves the choosing.
    browser.click("chat-select").await?;
    browser.click_nth("conversation-select", 5).await?;
    browser.press("Escape").await?;
    browser.wait_gone("chat-bulk", PATIENCE).await?;
    stage.wait_focus("chat-select").await
}

#[tokio::test]
async fn a_model_writes_the_title_but_never_over_the_persons() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    browser
        .say("say: rivers, and how they find the sea")
        .await?;
    browser.wait_answer("done", LONG).await?;
    // As the practice endpoint writes it, without its quotes.
    browser
        .wait_text("chat-title", "Say rivers and how they", LONG)
        .await?;
    let kept = stage
        .records("conversations", |all| all[0]["titled_by"] == "model")
        .await?;
    assert_eq!(kept[0]["title"], "Say rivers and how they");
    assert_eq!(stage.titles_asked(), 1);
    // Not again.
    browser.say("say: second").await?;
    browser.wait_answer("done", LONG).await?;
    // What it took is in the ledger, as every call.
    assert!(stage.ledger().await?.len() >= 3);

    // The person's own stays, written before the first answer is complete.
    stage.go("#/chat").await?;
    browser.click("chat-new").await?;
    browser.choose_model("chat-model", "practice-slow").await?;
    browser.say("say: one two three four five six").await?;
    browser.wait_count("chat-stop", 1, PATIENCE).await?;
    stage
        .choose("conversation-more", 0, "conversation-rename")
        .await?;
    browser.replace_text("conversation-title", "Mine").await?;
    browser.press("Enter").await?;
    browser.wait_answer("done", LONG).await?;
    stage
        .records("conversations", |all| {
            all.iter().any(|one| one["title"] == "Mine")
        })
        .await?;
    assert_eq!(stage.titles_asked(), 1);

    // Switched off: the first words, and nobody is asked.
    stage.go("#/settings").await?;
    browser.click("settings-titles").await?;
    stage.go("#/chat").await?;
    browser.click("chat-new").await?;
    browser.choose_model("chat-model", "practice-burst").await?;
    browser.say("say: plain, please").await?;
    browser.wait_answer("done", LONG).await?;
    browser.say("say: more").await?;
    browser.wait_answer("done", LONG).await?;
    browser
        .wait_text("chat-title", "say: plain, please", PATIENCE)
        .await?;
    assert_eq!(stage.titles_asked(), 1);
    Ok(())
}

/// The latest deed alone could be taken back: what was deleted before it was gone.
#[tokio::test]
async fn every_deletion_has_its_way_back() -> Result {
    let stage = Stage::talk("practice-slow").await?;
    let browser = &stage.browser;
    // Deleted while it arrives: what had arrived comes back.
    browser
        .say("say: one two three four five six seven eight nine ten eleven twelve")
        .await?;
    browser
        .wait("some of the answer", LONG, async || {
            let answer = browser.last_answer().await?.unwrap_or_default();
            Ok(answer.text.contains("two").then_some(()))
        })
        .await?;
    stage.choose("message-more", 0, "message-delete").await?;
    browser.wait_gone("message", PATIENCE).await?;
    browser.wait_gone("chat-stop", PATIENCE).await?;
    browser.click("undo-action").await?;
    let back = browser.wait_answer_read("stopped", PATIENCE).await?;
    assert!(back.text.starts_with("one two"), "{}", back.text);
    stage
        .records("messages", |all| {
            let mut texts = all.iter().filter_map(|one| one["text"].as_str());
            all.len() == 2 && texts.any(|text| text.starts_with("one two"))
        })
        .await?;

    // Two deletions, both taken back.
    stage.choose("message-more", 1, "message-delete").await?;
    browser.wait_count("undo", 1, PATIENCE).await?;
    stage
        .choose("conversation-more", 0, "conversation-delete")
        .await?;
    browser.wait_gone("conversation", PATIENCE).await?;
    browser.click("undo-action").await?;
    browser.wait_count("conversation", 1, PATIENCE).await?;
    browser.wait_count("message", 1, PATIENCE).await?;
    browser.click("undo-action").await?;
    browser.wait_count("message", 2, PATIENCE).await?;
    browser.wait_gone("undo", PATIENCE).await?;

    // An edit that was given up.
    browser.click("message-edit").await?;
    browser
        .replace_text("message-editor", "say: words that took long")
        .await?;
    browser.press("Escape").await?;
    browser.wait_gone("message-editor", PATIENCE).await?;
    browser.click("undo-action").await?;
    browser.wait_count("message-editor", 1, PATIENCE).await?;
    assert_eq!(
        browser.value("message-editor").await?,
        "say: words that took long"
    );
    Ok(())
}

#[tokio::test]
async fn five_thousand_conversations_are_quick() -> Result {
    let many: Vec<Value> = (0..5_000)
        .map(|n| {
            json!({"id": format!("c{n}"), "title": format!("Conversation {n}"), "updated": 9_000 - n,
                "folder": if n % 50 == 0 { "Rare" } else { "" }, "tags": if n % 100 == 0 { json!(["t"]) } else { json!([]) }})
        })
        .collect();
    let stage = Stage::with_conversations(&many).await?;
    let browser = &stage.browser;
    let rows = browser.count("conversation").await?;
    assert!((100..1_000).contains(&rows), "{rows} rows are made");
    // The end is reached by scrolling alone.
    browser
        .wait("more rows to be made", LONG, async || {
            browser
                .run("const list = document.querySelector('.list-rows'); list.scrollTop = list.scrollHeight", &[])
                .await?;
            Ok((browser.count("conversation").await? > rows + 300).then_some(()))
        })
        .await?;
    // All of them at once, and back.
    browser
        .run("document.querySelector('.list-rows').scrollTop = 0", &[])
        .await?;
    browser.click("chat-select").await?;
    browser.click("chat-select-all").await?;
    browser
        .wait_text("chat-selected", "5,000", PATIENCE)
        .await?;
    browser.click("bulk-archive").await?;
    browser.wait_gone("conversation", LONG).await?;
    browser.click("undo-action").await?;
    browser.wait_count("conversation", 100, LONG).await?;
    Ok(())
}

#[tokio::test]
async fn accessible_and_within_the_window() -> Result {
    for (dark, width) in [(false, 1280), (true, 360)] {
        let mut options = BrowserOptions {
            reduced_motion: true,
            ..BrowserOptions::default()
        }
        .size(width, 800);
        if dark {
            options = options.dark();
        }
        let stage = Stage::ready_as("#/chat", options).await?;
        let mut records = three();
        records[0]["folder"] = json!("A folder with quite a long name, too long");
        records[1]["tags"] = json!(["one", "two", "three", "a tag that is long"]);
        records[2]["archived"] = json!(true);
        stage.seed_hidden(&records).await?;
        let browser = &stage.browser;
        if width < 961 {
            browser.click("chat-list-open").await?;
        }
        browser.wait_count("conversation", 2, PATIENCE).await?;
        let screen = format!("the list, {width} px");
        browser.assert_accessible(&screen).await?;
        browser.click("chat-select").await?;
        browser.click_nth("conversation-select", 0).await?;
        browser
            .assert_accessible(&format!("{screen}, choosing"))
            .await?;
        assert_eq!(overflow(browser).await?, Vec::<String>::new(), "{screen}");
        for (open, name) in [("bulk-folder", "folders"), ("bulk-tags", "tags")] {
            browser.click(open).await?;
            browser.wait_count("sort-dialog", 1, PATIENCE).await?;
            browser
                .assert_accessible(&format!("{screen}, {name}"))
                .await?;
            assert_eq!(
                overflow(browser).await?,
                Vec::<String>::new(),
                "{screen}, {name}"
            );
            browser.click("sort-close").await?;
            browser.wait_gone("sort-dialog", PATIENCE).await?;
        }
    }
    Ok(())
}

impl Stage {
    /// The same where the list need not be in sight.
    async fn seed_hidden(&self, records: &[Value]) -> Result {
        self.browser.run_async(SEED, &[json!(records)]).await?;
        self.reload().await
    }
}
