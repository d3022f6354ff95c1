//! Chat: a database of an earlier Parlance. What is in it is all there afterwards, what came later can be kept beside it, and
//! where another tab holds the old one open it is said.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{FOLDER, LONG, Stage};
use e2e::{Browser, BrowserOptions, PATIENCE, Result, Site};
use practice::Options;
use serde_json::{Value, json};

/// Makes the database as a version before had it, with these records, and leaves it open as `window.old` where that is wished.
const OLD: &str = "
    const [version, records, hold] = arguments;
    const stores = [
        ['conversations', 'updated', 1], ['messages', 'conversation', 1], ['journal', 'message', 1], ['ledger', 'at', 1],
        ['history', 'at', 1], ['memory', 'at', 2], ['glossaries', 'at', 3], ['turns', 'at', 4],
    ].filter(([, , since]) => since <= version);
    const request = indexedDB.open('parlance', version);
    request.onupgradeneeded = () => {
        for (const [name, index] of stores) {
            const keyPath = name === 'journal' ? ['message', 'seq'] : 'id';
            request.result.createObjectStore(name, { keyPath }).createIndex(index, index, { unique: false });
        }
    };
    const database = await new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const work = database.transaction(stores.map(([name]) => name), 'readwrite');
    for (const [name] of stores) for (const record of records[name] ?? []) work.objectStore(name).put(record);
    await new Promise((resolve, reject) => {
        work.oncomplete = resolve;
        work.onabort = () => reject(work.error);
    });
    if (hold) window.old = database;
    else database.close();";

/// Version and stores of the database now.
const NOW: &str = "
    const request = indexedDB.open('parlance');
    const database = await new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const now = [database.version, Array.from(database.objectStoreNames)];
    database.close();
    return now;";

/// Nothing is kept for this site any more.
const FORGET: &str = "
    localStorage.clear();
    sessionStorage.clear();
    const request = indexedDB.deleteDatabase('parlance');
    await new Promise((resolve, reject) => {
        request.onsuccess = resolve;
        request.onerror = () => reject(request.error);
        request.onblocked = () => reject('it is held open');
    });";

/// Records as the first Parlance wrote them: with none of the fields that came later. `now` is the time for what Usage sums.
fn records(base: &str, now: u64) -> Value {
    let conversation = |id: &str, title: &str, leaf: &str, updated: u64| {
        json!({ "id": id, "title": title, "titled_by": "person", "pinned": id == "rivers", "created": 1, "updated": updated,
            "system": "Be brief.", "model": "practice-burst", "leaf": leaf, "deleted": null })
    };
    let message = |id: &str, parent: Option<&str>, role: &str, text: &str, state: &str| {
        let answer = role == "assistant";
        json!({ "id": id, "conversation": if id.starts_with('r') { "rivers" } else { "cut" }, "parent": parent, "role": role,
            "text": text, "reasoning": "", "state": state, "model": if answer { json!("practice-burst") } else { Value::Null },
            "usage": if answer { json!({ "input": 3, "cached": 0, "output": 5, "reasoning": 0 }) } else { Value::Null },
            "cost": null, "created": 2, "problem": null,
            "sent": if answer { json!({ "system": "Be brief.", "base": base, "quirks": [], "max_output_tokens": null, "effort": null }) } else { Value::Null } })
    };
    json!({
        "conversations": [conversation("rivers", "Rivers of Europe", "r-a2", 5), conversation("cut", "Cut off", "c-a", 4)],
        "messages": [
            message("r-q", None, "user", "Which is the longest?", "done"),
            message("r-a1", Some("r-q"), "assistant", "The **Danube**.", "done"),
            message("r-a2", Some("r-q"), "assistant", "The *Volga*.", "done"),
            message("c-q", None, "user", "Count.", "done"),
            message("c-a", Some("c-q"), "assistant", "", "streaming"),
        ],
        "journal": [
            { "message": "c-a", "seq": 0, "text": "One, two", "reasoning": "" },
            { "message": "c-a", "seq": 1, "text": ", three", "reasoning": "" },
        ],
        "ledger": [{ "id": "l", "at": now, "endpoint": base, "model": "practice-of-old", "kind": "chat",
            "usage": { "input": 3, "cached": 0, "output": 5, "reasoning": 0 }, "cost": 2_000_000, "at_most": null,
            "ended": "complete", "attempts": 1, "ms": 10 }],
        "history": [{ "id": "h", "at": now, "from": "en", "to": "de", "source": "Good morning", "target": "Guten Morgen",
            "state": "done", "model": "practice-of-old", "usage": null, "cost": null, "sent": null }],
        "memory": [{ "id": "u", "from": "en", "to": "de", "source": "Well done.", "target": "Gut gemacht.", "at": 5, "origin": "edited" }],
        "glossaries": [{ "id": "g", "name": "Office", "from": "en", "to": "de", "in_use": true, "at": 5,
            "terms": [{ "source": "printer", "target": "Drucker", "note": "", "kind": "use", "case_sensitive": false, "part_of_speech": "" }] }],
        "turns": [{ "id": "t", "at": now, "said": "Where is it?", "from": "en", "languages": ["en", "de"], "translation": "Wo ist es?" }],
    })
}

/// A browser at a page of the site that is not Parlance.
async fn before() -> Result<Stage> {
    let practice = practice::start(Options::default()).await?;
    let site = Site::with_endpoint(FOLDER, Some(&practice.base_url())).await?;
    let browser = Browser::start(BrowserOptions::default()).await?;
    browser.open(&site.url("not-parlance")).await?;
    Ok(Stage {
        browser,
        site,
        practice,
    })
}

async fn now(browser: &Browser) -> Result<u64> {
    browser.eval("return Date.now()", &[]).await
}

/// Opens the conversation with this title.
async fn turn_to(stage: &Stage, title: &str) -> Result {
    let css = format!(
        "Array.from(document.querySelectorAll('[data-testid=conversation-open]')).findIndex(row => row.innerText.includes('{title}'))"
    );
    let at: i64 = stage.browser.eval(&format!("return {css}"), &[]).await?;
    stage
        .browser
        .click_nth("conversation-open", usize::try_from(at).unwrap())
        .await?;
    stage
        .browser
        .wait_text("chat-title", title, PATIENCE)
        .await
        .map(drop)
}

#[tokio::test]
async fn what_each_earlier_version_kept_is_there_and_goes_on() -> Result {
    let stage = before().await?;
    let browser = &stage.browser;
    let base = stage.practice.base_url();
    let file = std::env::temp_dir().join(format!("parlance-upgrade-{}.md", std::process::id()));
    std::fs::write(&file, "# Notes of today\n")?;
    for version in 1..=4 {
        browser.open(&stage.site.url("not-parlance")).await?;
        browser.run_async(FORGET, &[]).await?;
        let old = records(&base, now(browser).await?);
        let arguments = [json!(version), old.clone(), json!(false)];
        browser.run_async(OLD, &arguments).await?;

        stage.open("#/chat").await?;
        browser.wait_count("conversation", 2, PATIENCE).await?;
        turn_to(&stage, "Rivers of Europe").await?;
        browser
            .wait_text("message-text", "longest", PATIENCE)
            .await?;
        stage.said("The Volga.").await?;
        browser
            .wait_text("message-version", "2 / 2", PATIENCE)
            .await?;
        browser.click("message-previous").await?;
        stage.said("The Danube.").await?;
        assert_eq!(
            browser.value("chat-system").await.unwrap_or_default(),
            "Be brief."
        );
        // What was arriving when the page was closed.
        turn_to(&stage, "Cut off").await?;
        let cut = browser.wait_answer_read("truncated", PATIENCE).await?;
        assert_eq!(cut.text.trim(), "One, two, three", "version {version}");

        // What came later: an attachment, in an old conversation.
        turn_to(&stage, "Rivers of Europe").await?;
        browser.choose_model("chat-model", "practice-burst").await?;
        let calls = stage.chats().len();
        browser.choose_files("chat-files", &[&file]).await?;
        browser
            .wait_js(
                "document.querySelector('[data-testid=attached-file][data-state=ready]')",
                LONG,
            )
            .await?;
        browser.say("And now?").await?;
        browser.wait_answer("done", LONG).await?;
        assert_eq!(stage.chats().len(), calls + 1);
        let sent = stage.chats().pop().unwrap().body;
        let said: Vec<&str> = sent["messages"]
            .as_array()
            .unwrap()
            .iter()
            .map(|message| message["content"].as_str().unwrap())
            .collect();
        assert_eq!(
            said[..3],
            ["Be brief.", "Which is the longest?", "The **Danube**."]
        );
        assert!(said[3].contains("# Notes of today"), "{said:?}");
        stage.records("attachments", |all| all.len() == 1).await?;
        stage.reload().await?;
        browser.wait_count("message-file", 1, PATIENCE).await?;

        // No record has lost a field, and the rest of the page has what it had.
        for (store, before) in old.as_object().unwrap() {
            let stored = browser.records("parlance", store).await?;
            let since = match store.as_str() {
                "memory" => 2,
                "glossaries" => 3,
                "turns" => 4,
                _ => 1,
            };
            if version < since || matches!(store.as_str(), "journal" | "conversations") {
                continue;
            }
            for record in before.as_array().unwrap() {
                let kept = stored.iter().find(|one| one["id"] == record["id"]);
                let kept =
                    kept.unwrap_or_else(|| panic!("version {version}: {store} lost {record}"));
                for field in [
                    "text",
                    "source",
                    "target",
                    "terms",
                    "said",
                    "translation",
                    "cost",
                    "parent",
                ] {
                    let same = kept[field] == record[field] || record["id"] == "c-a";
                    assert!(same, "version {version}: {field} of {kept}");
                }
            }
        }
        stage.go("#/usage").await?;
        browser
            .wait_text("usage-page", "practice-of-old", PATIENCE)
            .await?;
        stage.go("#/translate").await?;
        browser
            .wait_text("history-row", "Guten Morgen", LONG)
            .await?;
        let (number, stores): (u64, Vec<String>) =
            serde_json::from_value(browser.run_async(NOW, &[]).await?)?;
        assert!(number > version, "{number}");
        for new in [
            "attachments",
            "prompts",
            "presets",
            "handles",
            "turns",
            "memory",
        ] {
            assert!(
                stores.iter().any(|store| store == new),
                "no {new}: {stores:?}"
            );
        }
        assert_eq!(browser.shown_problem().await?, "");
    }
    std::fs::remove_file(&file)?;
    Ok(())
}

/// An old tab does not let go of its database: nothing of it is in the new one, and nothing that is typed there is lost.
#[tokio::test]
async fn a_database_that_another_tab_holds_open_is_told_and_waited_for() -> Result {
    let stage = before().await?;
    let browser = &stage.browser;
    let old = records(&stage.practice.base_url(), now(browser).await?);
    browser
        .run_async(OLD, &[json!(4), old, json!(true)])
        .await?;
    let holder = browser.tab().await?;
    let new = browser.open_in_new_tab(&stage.site.url("#/chat")).await?;
    browser.wait_mounted().await?;
    browser.wait_page().await?;
    let told = browser.wait_problem("storage").await?;
    assert!(told.contains("Close that tab"), "{told}");
    browser.type_into("chat-input", "typed meanwhile").await?;

    browser.switch_to(&holder).await?;
    browser.run("window.old.close()", &[]).await?;
    browser.close_tab(&new).await?;
    stage.reload().await?;
    browser.wait_count("conversation", 2, PATIENCE).await?;
    assert_eq!(browser.shown_problem().await?, "");
    let draft = browser.value("chat-input").await?;
    assert_eq!(draft, "typed meanwhile");
    turn_to(&stage, "Rivers of Europe").await?;
    stage.said("The Volga.").await
}
