//! Chat: what helps to write. Drafts by conversation, the lists behind `/` and `@`, prompts, keys.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::fs;

use common::{LONG, Stage};
use e2e::{PATIENCE, Result};

impl Stage {
    async fn wait_draft(&self, wanted: &str) -> Result {
        self.browser
            .wait(
                &format!("the draft to be {wanted:?}"),
                PATIENCE,
                async || Ok((self.browser.value("chat-input").await? == wanted).then_some(())),
            )
            .await
    }

    async fn exchange(&self, text: &str) -> Result {
        self.browser.say(text).await?;
        self.browser.wait_answer("done", LONG).await?;
        Ok(())
    }

    /// Opens the conversation whose title holds this.
    async fn turn_to_conversation(&self, title: &str) -> Result {
        let titles = self.browser.seen_all("conversation-open").await?;
        let at = titles
            .iter()
            .position(|seen| seen.text.contains(title))
            .unwrap();
        self.browser.click_nth("conversation-open", at).await?;
        self.browser
            .wait_text("chat-title", title, PATIENCE)
            .await?;
        Ok(())
    }

    async fn choices(&self) -> Result<Vec<String>> {
        let seen = self.browser.seen_all("chat-choice").await?;
        Ok(seen.into_iter().map(|seen| seen.text).collect())
    }
}

/// There was one draft for the whole tab.
#[tokio::test]
async fn each_conversation_keeps_its_draft() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    stage.exchange("say: alpha").await?;
    browser.type_into("chat-input", "for alpha").await?;
    browser.click("chat-new").await?;
    stage.wait_draft("").await?;
    stage.exchange("say: beta").await?;
    browser.type_into("chat-input", "for beta").await?;
    browser.click("chat-new").await?;
    stage.wait_draft("").await?;
    browser.type_into("chat-input", "for a new one").await?;
    stage.turn_to_conversation("alpha").await?;
    stage.wait_draft("for alpha").await?;
    stage.turn_to_conversation("beta").await?;
    stage.wait_draft("for beta").await?;
    // Over a reload, and in another tab.
    stage.reload().await?;
    stage.wait_draft("for beta").await?;
    browser.click("chat-new").await?;
    stage.wait_draft("for a new one").await?;
    // What is said is no draft any more.
    stage.turn_to_conversation("alpha").await?;
    stage.wait_draft("for alpha").await?;
    stage.wait_focus("chat-input").await?;
    browser.press("Enter").await?;
    browser.wait_count("message", 4, PATIENCE).await?;
    browser.wait_answer("done", LONG).await?;
    stage.turn_to_conversation("beta").await?;
    stage.wait_draft("for beta").await?;
    stage.turn_to_conversation("alpha").await?;
    stage.wait_draft("").await
}

#[tokio::test]
async fn commands_and_prompts_behind_a_slash() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    browser.type_into("chat-input", "/").await?;
    browser.wait_count("chat-choices", 1, PATIENCE).await?;
    assert!(stage.choices().await?[0].contains("/new"));
    // Without an answer there is none to be asked for again.
    assert!(
        !stage
            .choices()
            .await?
            .iter()
            .any(|choice| choice.contains("/regenerate"))
    );
    let active = browser
        .attribute("chat-input", "aria-activedescendant")
        .await?;
    assert_eq!(active.as_deref(), Some("chat-choices-0"));
    browser
        .assert_accessible("chat, the list of commands")
        .await?;
    // It is closed by Escape, and what is typed stays.
    browser.press("Escape").await?;
    browser.wait_gone("chat-choices", PATIENCE).await?;
    stage.wait_draft("/").await?;
    browser.set_value("chat-input", "").await?;
    browser.type_into("chat-input", "/explain").await?;
    browser
        .wait_text("chat-choice", "Explain", PATIENCE)
        .await?;
    browser.press("Enter").await?;
    // It has two places: one to type, one to choose.
    browser.wait_count("prompt-value", 2, PATIENCE).await?;
    stage.wait_draft("").await?;
    browser
        .assert_accessible("chat, a prompt being filled in")
        .await?;
    browser.insert_text("tides {{x}}").await?;
    browser.press("Enter").await?;
    browser.wait_gone("prompt-filling", PATIENCE).await?;
    let draft = browser.value("chat-input").await?;
    assert!(
        draft.starts_with("Explain tides {{x}} to a curious beginner."),
        "{draft}"
    );
    // A command does what it says.
    stage.exchange("say: alpha").await?;
    browser.type_into("chat-input", "/new").await?;
    browser.press("Enter").await?;
    browser.wait_gone("message", PATIENCE).await?;
    stage.wait_draft("").await?;
    // What is no command is a message.
    stage.exchange("/etc/hosts is a file").await
}

#[tokio::test]
async fn the_library_is_written_searched_and_travels() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    browser.click("chat-more").await?;
    browser.click("chat-prompts").await?;
    browser.wait_count("prompts-dialog", 1, PATIENCE).await?;
    browser.wait_count("prompt-row", 8, PATIENCE).await?;
    browser.assert_accessible("the prompt library").await?;
    // A new one.
    browser.click("prompt-new").await?;
    browser.wait_count("prompt-editor", 1, PATIENCE).await?;
    browser.set_value("prompt-name", "Haiku").await?;
    browser
        .set_value("prompt-text", "A haiku on {{topic=rain}}")
        .await?;
    browser
        .wait_text("prompt-places", "topic", PATIENCE)
        .await?;
    browser.assert_accessible("a prompt being written").await?;
    browser.click("prompt-save").await?;
    browser.wait_count("prompt-row", 9, PATIENCE).await?;
    // A built-in one is hidden; that one is deleted, and brought back.
    browser.click("prompt-hide").await?;
    browser.wait_count("prompt-row", 8, PATIENCE).await?;
    browser.click("prompts-show-hidden").await?;
    browser.wait_count("prompt-row", 9, PATIENCE).await?;
    browser.set_value("prompts-search", "hai").await?;
    browser.wait_count("prompt-row", 1, PATIENCE).await?;
    browser.click("prompt-delete").await?;
    browser.wait_count("prompt-row", 0, PATIENCE).await?;
    browser.click("undo-action").await?;
    browser.wait_count("prompt-row", 1, PATIENCE).await?;
    // Out, and in again: nothing new.
    browser.set_value("prompts-search", "").await?;
    browser.click("prompts-export").await?;
    let file = browser.download(PATIENCE).await?;
    assert!(
        fs::read_to_string(&file)
            .unwrap()
            .contains("A haiku on {{topic=rain}}")
    );
    browser
        .choose_files("prompts-import", &[file.as_path()])
        .await?;
    browser
        .wait_text("prompts-told", "Taken in: 0. Already here: 9.", PATIENCE)
        .await?;
    // Used: it is kept over a reload.
    stage.reload().await?;
    browser.type_into("chat-input", "/haiku").await?;
    browser.wait_count("chat-choice", 1, PATIENCE).await?;
    browser.press("Enter").await?;
    browser.wait_count("prompt-put", 1, PATIENCE).await?;
    browser.click("prompt-put").await?;
    stage.wait_draft("A haiku on rain").await
}

#[tokio::test]
async fn an_earlier_conversation_is_quoted() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    stage.exchange("say: the ferry leaves at nine").await?;
    browser.click("chat-new").await?;
    browser.type_into("chat-input", "Compare @ferry").await?;
    browser.wait_count("chat-choice", 1, PATIENCE).await?;
    browser.press("Enter").await?;
    browser.wait_state("chat-put-in", "put", PATIENCE).await?;
    let draft = browser.value("chat-input").await?;
    assert!(
        draft.starts_with("Compare \n\n[Earlier conversation: "),
        "{draft}"
    );
    assert!(draft.contains("> the ferry leaves at nine"), "{draft}");
    assert!(!draft.contains("@ferry"), "{draft}");
    let told = browser.text("chat-put-in").await?;
    assert!(
        told.contains("all 2 messages") && told.contains('≈'),
        "{told}"
    );
    // A file is put in at the caret, in place of what found it.
    browser.set_value("chat-input", "").await?;
    browser.type_into("chat-input", "See @fil").await?;
    browser.wait_state("chat-choice", "file", PATIENCE).await?;
    browser.press("Enter").await?;
    stage.wait_draft("See ").await?;
    let folder = std::env::temp_dir().join(format!("parlance-file-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let file = folder.join("tides.md");
    std::fs::write(&file, "High at noon.\n")?;
    browser.choose_files("chat-file", &[file.as_path()]).await?;
    browser.wait_state("chat-put-in", "put", PATIENCE).await?;
    let draft = browser.value("chat-input").await?;
    assert!(
        draft.starts_with("See \n\n")
            && draft.contains("tides.md")
            && draft.contains("High at noon."),
        "{draft}"
    );
    // It is told as long as it is there.
    browser.set_value("chat-input", "").await?;
    browser
        .wait_state("chat-put-in", "nothing", PATIENCE)
        .await?;
    // An address opens no list.
    browser.type_into("chat-input", "me@ferry").await?;
    assert_eq!(browser.count("chat-choices").await?, 0);
    Ok(())
}

#[tokio::test]
async fn keys_do_what_the_sheet_says() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    stage.exchange("say: alpha").await?;
    // Outside of fields a question mark opens the sheet; in the composer it is a question mark.
    browser.focus("chat-input").await?;
    browser.press("?").await?;
    stage.wait_draft("?").await?;
    browser.set_value("chat-input", "").await?;
    browser.press("Control+/").await?;
    browser.wait_count("shortcuts-dialog", 1, PATIENCE).await?;
    browser.assert_accessible("the sheet of shortcuts").await?;
    browser.press("Escape").await?;
    browser.wait_gone("shortcuts-dialog", PATIENCE).await?;
    browser.focus("chat-thread").await?;
    browser.press("?").await?;
    browser.wait_count("shortcuts-dialog", 1, PATIENCE).await?;
    browser.press("Escape").await?;
    browser.wait_gone("shortcuts-dialog", PATIENCE).await?;
    // The arrow upwards edits the last question while nothing is typed.
    browser.focus("chat-input").await?;
    browser.press("ArrowUp").await?;
    browser.wait_count("message-editor", 1, PATIENCE).await?;
    browser.press("Escape").await?;
    browser.wait_gone("message-editor", PATIENCE).await?;
    browser.press("Alt+Shift+C").await?;
    browser.wait_text("live", "Copied", PATIENCE).await?;
    browser.press("Alt+Shift+R").await?;
    browser
        .wait_text("message-version", "2 / 2", PATIENCE)
        .await?;
    browser.wait_answer("done", LONG).await?;
    browser.press("Alt+Shift+N").await?;
    browser.wait_gone("message", PATIENCE).await?;
    browser.press("Alt+ArrowDown").await?;
    browser.wait_count("message", 2, PATIENCE).await?;
    // On other pages too.
    stage.go("#/settings").await?;
    browser.focus("main").await?;
    browser.press("?").await?;
    browser.wait_count("shortcuts-dialog", 1, PATIENCE).await?;
    Ok(())
}
