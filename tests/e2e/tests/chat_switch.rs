//! Chat: what is typed and attached stays with its conversation, whichever way another one is opened, and in each tab.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{PATIENCE, Result};
use serde_json::{Value, json};

/// Pastes a file.
const GIVE: &str = "
    const [name, type, text] = arguments;
    const data = new DataTransfer();
    data.items.add(new File([text], name, { type }));
    document.querySelector('[data-testid=chat-thread]')
        .dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));";

/// Takes the contents of all attachments out of the database.
const LOSE: &str = "
    const request = indexedDB.open('parlance');
    const database = await new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const work = database.transaction(['attachments'], 'readwrite');
    work.objectStore('attachments').clear();
    await new Promise((resolve, reject) => {
        work.oncomplete = resolve;
        work.onabort = () => reject(work.error);
    });
    database.close();";

impl Stage {
    async fn wait_draft(&self, wanted: &str) -> Result {
        let what = format!("the draft to be {wanted:?}");
        self.browser
            .wait(&what, PATIENCE, async || {
                Ok((self.browser.value("chat-input").await? == wanted).then_some(()))
            })
            .await
    }

    async fn exchange(&self, text: &str) -> Result {
        self.browser.say(text).await?;
        self.browser.wait_answer("done", LONG).await.map(drop)
    }

    /// Two conversations, of which the second is open.
    async fn alpha_and_beta(&self) -> Result {
        self.exchange("say: alpha").await?;
        self.browser.click("chat-new").await?;
        self.browser.wait_gone("message", PATIENCE).await?;
        self.exchange("say: beta").await
    }

    /// Opens the conversation whose title holds this.
    async fn turn_to_conversation(&self, title: &str) -> Result {
        // What the list has in it is drawn a frame after it is there.
        let at = self
            .browser
            .wait(&format!("{title} in the list"), PATIENCE, async || {
                let titles = self.browser.seen_all("conversation-open").await?;
                Ok(titles.iter().position(|seen| seen.text.contains(title)))
            })
            .await?;
        self.browser.click_nth("conversation-open", at).await?;
        self.browser
            .wait_text("chat-title", title, PATIENCE)
            .await
            .map(drop)
    }

    async fn give(&self, name: &str, text: &str) -> Result {
        let arguments = [json!(name), json!("text/markdown"), json!(text)];
        self.browser.run(GIVE, &arguments).await?;
        self.wait_chip("ready").await
    }

    /// Waits until there is one file, in this state.
    async fn wait_chip(&self, state: &str) -> Result {
        self.browser
            .wait(&format!("one file, {state}"), LONG, async || {
                let chips = self.browser.seen_all("attached-file").await?;
                let states: Vec<_> = chips
                    .iter()
                    .filter_map(|chip| chip.attributes.get("data-state"))
                    .collect();
                Ok((states == [state]).then_some(()))
            })
            .await
    }

    /// Waits until so many calls were made, and the answer to the last is there; gives what was said in it last.
    async fn answered(&self, calls: usize) -> Result<Value> {
        let all = async || Ok((self.chats().len() == calls).then_some(()));
        self.browser.wait("the calls", LONG, all).await?;
        self.browser.wait_answer("done", LONG).await?;
        let body = self.chats().pop().unwrap().body;
        Ok(body["messages"].as_array().unwrap().last().unwrap()["content"].clone())
    }
}

/// What was attached in one was sent in another.
#[tokio::test]
async fn files_and_drafts_stay_with_their_conversation() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    stage.alpha_and_beta().await?;
    browser.type_into("chat-input", "for beta").await?;
    stage.give("notes.md", "# Notes").await?;
    stage.turn_to_conversation("alpha").await?;
    stage.wait_draft("").await?;
    browser.wait_gone("attached-file", PATIENCE).await?;
    browser.say("say: alone").await?;
    assert_eq!(stage.answered(3).await?, "say: alone");

    // They are there again, also after a reload, and not in a new one.
    stage.turn_to_conversation("beta").await?;
    stage.wait_chip("ready").await?;
    stage.wait_draft("for beta").await?;
    stage.reload().await?;
    stage.wait_chip("ready").await?;
    browser.click("chat-new").await?;
    browser.wait_gone("attached-file", PATIENCE).await?;
    stage.give("first.md", "# First").await?;
    stage.turn_to_conversation("beta").await?;
    browser
        .wait_text("attached-file", "notes.md", PATIENCE)
        .await?;
    // What was kept of another conversation, over a reload.
    stage.reload().await?;
    stage.wait_chip("ready").await?;
    browser.focus("chat-input").await?;
    browser.press("Enter").await?;
    let sent = stage.answered(4).await?.to_string();
    assert!(
        sent.contains("notes.md") && sent.contains("for beta") && !sent.contains("first.md"),
        "{sent}"
    );
    browser.wait_gone("attached-file", PATIENCE).await?;
    browser.click("chat-new").await?;
    browser
        .wait_text("attached-file", "first.md", PATIENCE)
        .await
        .map(drop)
}

/// What was removed in one could be brought back in another.
#[tokio::test]
async fn what_was_removed_is_not_brought_back_elsewhere() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    stage.alpha_and_beta().await?;
    stage.give("notes.md", "# Notes").await?;
    browser.click("attached-remove").await?;
    browser.wait_count("undo-action", 1, PATIENCE).await?;
    stage.turn_to_conversation("alpha").await?;
    browser.wait_gone("undo-action", PATIENCE).await
}

/// It went out as a name with nothing behind it.
#[tokio::test]
async fn a_file_whose_content_is_gone_is_not_sent() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    stage.give("notes.md", "# Notes").await?;
    stage.records("attachments", |all| all.len() == 1).await?;
    browser.run_async(LOSE, &[]).await?;
    stage.reload().await?;
    stage.wait_chip("failed").await?;
    browser.say("say: alone").await?;
    assert_eq!(stage.answered(1).await?, "say: alone");
    Ok(())
}

/// The draft of the conversation that was open went into the one that was found.
#[tokio::test]
async fn a_search_hit_keeps_the_draft() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    stage.alpha_and_beta().await?;
    browser.type_into("chat-input", "for beta").await?;
    browser.set_value("chat-search", "alpha").await?;
    browser.wait_state("chat-finder", "found", LONG).await?;
    browser
        .click_css("[data-testid=search-hit][data-state=message]")
        .await?;
    browser.wait_text("chat-title", "alpha", PATIENCE).await?;
    stage.wait_draft("").await?;
    browser.type_into("chat-input", "for alpha").await?;
    browser.focus("chat-search").await?;
    browser.press("Escape").await?;
    browser
        .wait_state("chat-finder", "closed", PATIENCE)
        .await?;
    stage.turn_to_conversation("beta").await?;
    stage.wait_draft("for beta").await?;
    stage.turn_to_conversation("alpha").await?;
    stage.wait_draft("for alpha").await
}

/// A tab that merely had a conversation open put its empty composer over what was typed for it in another.
#[tokio::test]
async fn two_tabs_leave_each_other_their_drafts() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    stage.exchange("say: alpha").await?;
    let first = browser.tab().await?;
    let second = browser.open_in_new_tab(&stage.site.url("#/chat")).await?;
    browser.wait_mounted().await?;
    browser.wait_page().await?;
    browser.wait_count("conversation", 1, PATIENCE).await?;
    stage.turn_to_conversation("alpha").await?;

    browser.switch_to(&first).await?;
    browser.type_into("chat-input", "from the first").await?;
    let kept = "localStorage.getItem('parlance.drafts')?.includes('from the first')";
    browser.wait_js(kept, PATIENCE).await?;
    browser.switch_to(&second).await?;
    browser.click("chat-new").await?;
    browser.wait_gone("message", PATIENCE).await?;
    stage.wait_draft("").await?;
    stage.turn_to_conversation("alpha").await?;
    stage.wait_draft("from the first").await?;

    // Each has a new conversation of its own.
    browser.switch_to(&first).await?;
    browser.click("chat-new").await?;
    stage.wait_draft("").await?;
    browser.type_into("chat-input", "the first's new").await?;
    stage.turn_to_conversation("alpha").await?;
    stage.wait_draft("from the first").await?;
    browser.switch_to(&second).await?;
    browser.click("chat-new").await?;
    browser.wait_gone("message", PATIENCE).await?;
    browser.replace_text("chat-input", "say: beta").await?;
    browser.press("Enter").await?;
    stage.said("beta").await?;
    browser.switch_to(&first).await?;
    stage.reload().await?;
    browser.wait_count("conversation", 2, PATIENCE).await?;
    browser.click("chat-new").await?;
    stage.wait_draft("the first's new").await
}
