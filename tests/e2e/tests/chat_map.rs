//! The map of a conversation's tree, and conversations that go on from another.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage, overflow};
use e2e::{BrowserOptions, PATIENCE, Result};
use serde_json::{Value, json};

impl Stage {
    async fn exchange(&self, text: &str) -> Result {
        self.browser.say(text).await?;
        self.browser.wait_answer("done", LONG).await.map(drop)
    }

    /// Two questions with their answers, the first answer asked for again.
    async fn branched() -> Result<Stage> {
        let stage = Stage::talk("practice-burst").await?;
        stage.exchange("say: first").await?;
        stage.exchange("say: second").await?;
        // The first answer once more: what followed it stays with the old one.
        stage.browser.click_nth("message-again", 0).await?;
        stage
            .browser
            .wait_text("message-version", "2 / 2", PATIENCE)
            .await?;
        stage.browser.wait_answer("done", LONG).await?;
        Ok(stage)
    }

    /// Waits for these exchanges, each a question that is answered with what it says.
    async fn shows(&self, said: &[&str]) -> Result {
        let all = |said: &&str| [format!("say: {said}"), said.to_string()];
        let want: Vec<String> = said.iter().flat_map(all).collect();
        let what = format!("the messages {want:?}");
        self.browser
            .wait(&what, PATIENCE, async || {
                let seen = self.browser.seen_all("message-text").await?;
                let texts = seen.into_iter().map(|seen| seen.text.trim().to_owned());
                Ok((texts.collect::<Vec<_>>() == want).then_some(()))
            })
            .await
    }

    /// The lines of the map: state, words.
    async fn lines(&self) -> Result<Vec<(String, String)>> {
        let seen = self.browser.seen_all("chat-map-line").await?;
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        Ok(seen
            .into_iter()
            .map(|mut seen| {
                let state = seen.attributes.remove("data-state").unwrap_or_default();
                (state, words(&seen.text))
            })
            .collect())
    }
}

#[tokio::test]
async fn the_map_shows_the_tree_and_leads_through_it() -> Result {
    let stage = Stage::branched().await?;
    let browser = &stage.browser;
    browser.click("chat-map-open").await?;
    browser.wait_text("chat-map-facts", "5", PATIENCE).await?;
    let lines = stage.lines().await?;
    let states: Vec<&str> = lines.iter().map(|(state, _)| state.as_str()).collect();
    assert_eq!(
        states,
        ["path", "beside", "beside", "beside", "here"],
        "{lines:?}"
    );
    assert!(
        lines[0].1.contains("say: first") && lines[0].1.contains("2 versions"),
        "{lines:?}"
    );
    assert!(lines[2].1.contains("say: second"), "{lines:?}");
    assert!(lines[4].1.contains("Version 2 of 2"), "{lines:?}");
    browser.assert_accessible("the map").await?;

    // By keyboard: it begins where the reader is; upwards to the second question, and there.
    stage.wait_focus("chat-map-line").await?;
    browser.press("ArrowUp").await?;
    browser.press("ArrowUp").await?;
    // To what it hangs from, and in again.
    browser.press("ArrowLeft").await?;
    browser
        .wait_js(
            "document.activeElement.innerText.includes('say: first')",
            PATIENCE,
        )
        .await?;
    browser.press("ArrowRight").await?;
    browser.press("ArrowDown").await?;
    browser
        .wait_js(
            "document.activeElement.innerText.includes('say: second')",
            PATIENCE,
        )
        .await?;
    browser.press("Enter").await?;
    browser.wait_gone("chat-map", PATIENCE).await?;
    browser.wait_count("message", 4, PATIENCE).await?;
    stage.wait_focus("chat-thread").await?;
    let texts: Vec<String> = browser
        .seen_all("message-text")
        .await?
        .into_iter()
        .map(|seen| seen.text.trim().to_owned())
        .collect();
    assert_eq!(texts, ["say: first", "first", "say: second", "second"]);
    stage
        .records("conversations", |all| all[0]["leaf"].is_string())
        .await?;
    Ok(())
}

#[tokio::test]
async fn a_fork_leaves_everything_as_it_was() -> Result {
    let stage = Stage::branched().await?;
    let browser = &stage.browser;
    // From the first answer, as it is shown: its second version.
    browser.wait_text("chat-title", "Say first", LONG).await?;
    let before = stage
        .records("messages", |all| {
            all.len() == 5 && all.iter().all(|one| one["state"] == "done")
        })
        .await?;
    stage.choose("message-more", 1, "message-fork").await?;
    browser.wait_count("conversation", 2, PATIENCE).await?;
    browser
        .wait_text("chat-forked", "Say first", PATIENCE)
        .await?;
    browser.wait_count("message", 2, PATIENCE).await?;
    let at_end = "const all = document.querySelector('[data-testid=chat-thread]');
        return all.scrollHeight - all.scrollTop - all.clientHeight < 2";
    let at_end = format!("(() => {{ {at_end} }})()");
    browser.wait_js(&at_end, PATIENCE).await?;
    assert_eq!(browser.count("chat-jump").await?, 0);
    let after = stage.records("messages", |all| all.len() == 7).await?;
    for one in &before {
        assert!(after.contains(one), "changed: {one}");
    }
    let records = stage
        .records("conversations", |all| {
            all.iter().any(|one| one["forked_from"].is_string())
        })
        .await?;
    let fork = records
        .iter()
        .find(|one| one["forked_from"].is_string())
        .unwrap();
    let copied: Vec<&Value> = after
        .iter()
        .filter(|one| one["conversation"] == fork["id"])
        .collect();
    assert_eq!(copied.len(), 2);
    // It goes on for itself, and keeps its title.
    stage.wait_focus("chat-input").await?;
    stage.exchange("say: other").await?;
    browser.wait_count("message", 4, PATIENCE).await?;
    let sent = stage.chats().pop().unwrap().body["messages"].clone();
    assert_eq!(
        sent,
        json!([{"role": "user", "content": "say: first"}, {"role": "assistant", "content": "first"}, {"role": "user", "content": "say: other"}])
    );
    assert_eq!(stage.titles_asked(), 1);
    stage.reload().await?;
    browser.wait_count("message", 4, PATIENCE).await?;
    browser.click("chat-forked-open").await?;
    browser.wait_gone("chat-forked", PATIENCE).await?;
    browser
        .wait_text("message-version", "2 / 2", PATIENCE)
        .await?;
    // Another one is told apart.
    stage.choose("message-more", 1, "message-fork").await?;
    browser
        .wait_text("chat-title", "Say first (3)", PATIENCE)
        .await?;
    Ok(())
}

/// They led to what was said last below a version, wherever the reader had been.
#[tokio::test]
async fn the_arrows_lead_back_to_where_one_was() -> Result {
    let stage = Stage::branched().await?;
    let browser = &stage.browser;
    browser.click("message-previous").await?;
    browser.wait_count("message", 4, PATIENCE).await?;
    browser.click_nth("message-edit", 1).await?;
    browser
        .replace_text("message-editor", "say: another second")
        .await?;
    browser.press("Enter").await?;
    stage.shows(&["first", "another second"]).await?;
    browser.wait_answer("done", LONG).await?;
    // Back to the older question, away to the other answer, and back.
    browser.click_nth("message-previous", 1).await?;
    stage.shows(&["first", "second"]).await?;
    browser.click_nth("message-next", 0).await?;
    browser.wait_count("message", 2, PATIENCE).await?;
    browser.click("message-previous").await?;
    stage.shows(&["first", "second"]).await?;

    // What the map leads to is shown; at the end of it there is nowhere to jump to.
    browser.click("chat-map-open").await?;
    stage.wait_focus("chat-map-line").await?;
    browser.press("End").await?;
    browser.press("Enter").await?;
    browser.wait_gone("chat-map", PATIENCE).await?;
    browser.wait_count("message", 2, PATIENCE).await?;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert_eq!(browser.count("chat-jump").await?, 0);
    Ok(())
}

/// A line of thousands of messages with a few branches, put into the database.
const LONG_THREAD: &str = "
    const [count] = arguments;
    const open = indexedDB.open('parlance');
    const db = await new Promise((resolve, reject) => {
        open.onsuccess = () => resolve(open.result);
        open.onerror = () => reject(open.error);
    });
    const work = db.transaction(['conversations', 'messages'], 'readwrite');
    const messages = work.objectStore('messages');
    for (let n = 0; n < count; n++) {
        const role = n % 2 ? 'assistant' : 'user';
        messages.put({ id: 'm' + n, conversation: 'long', parent: n ? 'm' + (n - 1) : null, role, text: 'Words of message ' + n, created: n + 1 });
        if (n % 1000 === 501) {
            messages.put({ id: 's' + n, conversation: 'long', parent: 'm' + (n - 1), role, text: 'Another ' + n, created: n + 1 });
        }
    }
    work.objectStore('conversations').put({ id: 'long', title: 'Long', updated: 1, leaf: 'm' + (count - 1) });
    await new Promise((resolve, reject) => {
        work.oncomplete = resolve;
        work.onabort = () => reject(work.error);
    });
    db.close();";

#[tokio::test]
async fn thousands_of_messages_fold_and_do_not_freeze() -> Result {
    let stage = Stage::ready("#/chat").await?;
    let browser = &stage.browser;
    browser.run_async(LONG_THREAD, &[json!(5_000)]).await?;
    stage.reload().await?;
    browser.click("conversation-open").await?;
    browser.wait_count("message", 12, LONG).await?;
    let took: f64 = browser
        .eval(
            "const began = performance.now(); document.querySelector('[data-testid=chat-map-open]').click(); return performance.now() - began",
            &[],
        )
        .await?;
    println!(
        "the map of 5,000 messages took {took:.0} ms to open (debug wasm where the page is one)"
    );
    browser
        .wait_text("chat-map-facts", "5,005", PATIENCE)
        .await?;
    let (lines, folds) = (
        browser.count("chat-map-line").await?,
        browser.count("chat-map-fold").await?,
    );
    assert_eq!((lines, folds), (17, 6));
    // Unfolded, only so much as can be looked at; the focus stays.
    browser
        .run("document.querySelector('[data-testid=chat-map-fold]').scrollIntoView({ block: 'center' })", &[])
        .await?;
    browser.click("chat-map-fold").await?;
    browser.wait_count("chat-map-line", 300, PATIENCE).await?;
    stage.wait_focus("chat-map-fold").await?;
    assert!(browser.count("chat-map-line").await? < 600);
    browser.press("ArrowLeft").await?;
    browser
        .wait("it to be folded again", PATIENCE, async || {
            Ok((browser.count("chat-map-line").await? == 17).then_some(()))
        })
        .await?;
    // Far up: the reader is led there.
    browser.click("chat-map-line").await?;
    browser.wait_gone("chat-map", PATIENCE).await?;
    browser
        .wait_js(
            "(() => { const m = document.querySelector('[data-id=m0]'); if (!m) return false; const r = m.getBoundingClientRect(); return r.bottom > 0 && r.top < innerHeight })()",
            LONG,
        )
        .await
}

#[tokio::test]
async fn the_map_fits_a_phone_and_follows_the_script() -> Result {
    let stage = Stage::ready_as("#/chat", BrowserOptions::default().size(360, 740)).await?;
    let browser = &stage.browser;
    browser.choose_model("chat-model", "practice-burst").await?;
    stage.exchange("say: first").await?;
    browser.click("message-again").await?;
    browser
        .wait_text("message-version", "2 / 2", PATIENCE)
        .await?;
    browser.wait_answer("done", LONG).await?;
    browser.click("chat-map-open").await?;
    browser.wait_count("chat-map-line", 3, PATIENCE).await?;
    assert_eq!(overflow(browser).await?, Vec::<String>::new());
    browser.assert_accessible("the map on a phone").await?;
    browser.press("Escape").await?;
    browser.wait_gone("chat-map", PATIENCE).await
}
