//! Messages that were deleted: kept for thirty days, brought back to where they stood, deleted for good.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{PATIENCE, Result};

impl Stage {
    /// Two exchanges.
    async fn one_and_two() -> Result<Self> {
        let stage = Self::talk("practice-burst").await?;
        for said in ["say: one", "say: two"] {
            stage.browser.say(said).await?;
            stage.browser.wait_answer("done", LONG).await?;
        }
        Ok(stage)
    }

    /// Deletes the second answer, and then what it hung from.
    async fn delete_answer_and_question(&self) -> Result {
        for left in [3, 2] {
            self.choose("message-more", left, "message-delete").await?;
            self.browser.wait_count("message", left, PATIENCE).await?;
        }
        Ok(())
    }

    /// The two exchanges are there again, and nothing is there twice.
    async fn all_is_back_once(&self) -> Result {
        self.records("messages", |all| all.len() == 4).await?;
        self.records("conversations", |all| all.len() == 1).await?;
        self.said("two").await
    }
}

/// What was deleted in a conversation was gone with the next look at another one.
#[tokio::test]
async fn messages_are_brought_back_after_a_reload_too() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    for said in ["say: the zebra is striped", "say: the lion is not"] {
        let name = format!("parlance-deleted-{}-{}.txt", std::process::id(), said.len());
        let file = std::env::temp_dir().join(name);
        std::fs::write(&file, "Stripes.")?;
        browser.choose_files("chat-files", &[&file]).await?;
        browser.wait_state("attached-file", "ready", LONG).await?;
        std::fs::remove_file(&file)?;
        browser.say(said).await?;
        browser.wait_answer("done", LONG).await?;
    }
    stage.choose("message-more", 2, "message-delete").await?;
    browser
        .wait_text("undo", "2 messages deleted.", PATIENCE)
        .await?;
    browser.wait_count("message", 2, PATIENCE).await?;
    // Taken back, nothing of it is kept twice.
    browser.click("undo-action").await?;
    browser.wait_count("message", 4, PATIENCE).await?;
    stage.records("messages", |all| all.len() == 4).await?;
    stage.records("conversations", |all| all.len() == 1).await?;
    stage.wait_deleted_offered(false).await?;
    stage.records("attachments", |all| all.len() == 2).await?;

    stage.choose("message-more", 2, "message-delete").await?;
    browser.wait_count("message", 2, PATIENCE).await?;
    stage.records("messages", |all| all.len() == 6).await?;
    // Of the file that was deleted there is a copy; to delete fills the disk with no more.
    stage.records("attachments", |all| all.len() == 3).await?;
    stage.reload().await?;
    browser.wait_count("conversation", 1, PATIENCE).await?;
    stage.wait_found("lion", "nothing").await?;
    // Out of which conversation is told; they go back to where they stood, and are shown there.
    stage.look_at_deleted(1).await?;
    browser
        .wait_text("deleted-cut-out", "zebra", PATIENCE)
        .await?;
    browser.click("deleted-back").await?;
    browser.wait_count("chat-deleted-none", 1, PATIENCE).await?;
    browser.wait_count("message", 4, PATIENCE).await?;
    let last = browser.last_answer().await?.unwrap_or_default();
    assert!(last.text.contains("the lion is not"), "{last:?}");
    browser.click("chat-deleted-close").await?;
    browser.wait_count("conversation", 1, PATIENCE).await?;
    stage.wait_found("lion", "found").await?;
    stage.records("messages", |all| all.len() == 4).await?;
    stage.records("conversations", |all| all.len() == 1).await?;
    // Under the ids they had: nothing is there twice, no file either.
    stage.records("attachments", |all| all.len() == 2).await?;
    stage.reload().await?;
    browser.wait_count("message", 4, PATIENCE).await?;

    // Where their conversation is deleted too, they are one of their own.
    stage.choose("message-more", 2, "message-delete").await?;
    browser.wait_count("message", 2, PATIENCE).await?;
    stage.records("messages", |all| all.len() == 6).await?;
    stage
        .choose("conversation-more", 0, "conversation-delete")
        .await?;
    browser.wait_gone("conversation", PATIENCE).await?;
    stage.look_at_deleted(2).await?;
    browser.click_nth("deleted-back", 1).await?;
    browser
        .wait_count("deleted-conversation", 1, PATIENCE)
        .await?;
    browser.click("chat-deleted-close").await?;
    browser.wait_count("conversation", 1, PATIENCE).await?;
    browser.click("conversation-open").await?;
    browser.wait_count("message", 4, PATIENCE).await?;
    // It has files of its own: the other one may go for good.
    stage.look_at_deleted(1).await?;
    browser.click("deleted-for-good").await?;
    browser.click("confirm-yes").await?;
    browser.wait_count("chat-deleted-none", 1, PATIENCE).await?;
    stage.records("attachments", |all| all.len() == 2).await?;
    browser.click("chat-deleted-close").await?;
    browser.wait_count("message", 4, PATIENCE).await?;
    for nth in 0..2 {
        browser.click_nth("message-file-open", nth).await?;
        browser
            .wait_text("attachment-text", "Stripes.", PATIENCE)
            .await?;
        browser.click("attachment-close").await?;
        browser.wait_gone("attachment-view", PATIENCE).await?;
    }
    Ok(())
}

/// The one that was deleted first hung from the other: each finds its place, and nothing is there twice.
#[tokio::test]
async fn deletions_in_deletions_are_brought_back() -> Result {
    let stage = Stage::one_and_two().await?;
    let browser = &stage.browser;
    // At once, while the way back is offered beside it still.
    stage.choose("message-more", 3, "message-delete").await?;
    browser.wait_count("undo", 1, PATIENCE).await?;
    stage.look_at_deleted(1).await?;
    browser.click("deleted-back").await?;
    browser.wait_count("message", 4, PATIENCE).await?;
    browser.wait_gone("undo", PATIENCE).await?;
    stage.records("messages", |all| all.len() == 4).await?;
    stage.records("conversations", |all| all.len() == 1).await?;
    browser.click("chat-deleted-close").await?;

    stage.delete_answer_and_question().await?;
    // Two and their copies, each with the way there.
    stage.records("messages", |all| all.len() == 9).await?;
    stage.reload().await?;
    browser.wait_count("message", 2, PATIENCE).await?;
    stage.look_at_deleted(2).await?;
    // The question first, which was deleted last; then its answer.
    for left in [1, 0] {
        browser.click_nth("deleted-back", 0).await?;
        stage.wait_deleted(left).await?;
        browser.wait_count("message", 4 - left, PATIENCE).await?;
    }
    stage.all_is_back_once().await
}

/// The other way round: what a message hung from comes back with it.
#[tokio::test]
async fn what_it_hung_from_comes_back_with_it() -> Result {
    let stage = Stage::one_and_two().await?;
    let browser = &stage.browser;
    stage.delete_answer_and_question().await?;
    stage.records("messages", |all| all.len() == 9).await?;
    stage.reload().await?;
    browser.wait_count("message", 2, PATIENCE).await?;
    stage.look_at_deleted(2).await?;
    browser
        .wait_text("deleted-cut-out", "where they stood", PATIENCE)
        .await?;
    browser.click_nth("deleted-back", 1).await?;
    stage.wait_deleted(0).await?;
    browser.wait_count("message", 4, PATIENCE).await?;
    stage.all_is_back_once().await
}

/// The same at once, while both can be taken back: it stood alone, without what led to it.
#[tokio::test]
async fn what_it_hung_from_comes_back_with_it_at_once() -> Result {
    let stage = Stage::one_and_two().await?;
    let browser = &stage.browser;
    stage.delete_answer_and_question().await?;
    stage.look_at_deleted(2).await?;
    browser.click_nth("deleted-back", 1).await?;
    stage.wait_deleted(0).await?;
    browser.wait_count("message", 4, PATIENCE).await?;
    browser.wait_gone("undo", PATIENCE).await?;
    stage.all_is_back_once().await
}

/// The undo found no conversation, and let go of what was kept all the same.
#[tokio::test]
async fn an_undo_whose_conversation_is_gone_loses_nothing() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    browser.say("say: one").await?;
    browser.wait_answer("done", LONG).await?;
    stage.choose("message-more", 1, "message-delete").await?;
    browser.wait_count("message", 1, PATIENCE).await?;
    stage
        .choose("conversation-more", 0, "conversation-delete")
        .await?;
    stage.look_at_deleted(2).await?;
    browser.click_nth("deleted-for-good", 0).await?;
    browser.click("confirm-yes").await?;
    stage.wait_deleted(1).await?;
    browser
        .wait_text("undo", "Message deleted.", PATIENCE)
        .await?;
    browser.click("undo-action").await?;
    stage.wait_deleted(0).await?;
    browser.click("chat-deleted-close").await?;
    browser.wait_count("conversation", 1, PATIENCE).await?;
    browser.click("conversation-open").await?;
    browser.wait_count("message", 2, PATIENCE).await?;
    stage.said("one").await?;
    stage.records("messages", |all| all.len() == 2).await?;
    stage.records("conversations", |all| all.len() == 1).await?;
    Ok(())
}

/// What was attached stayed with the conversation, and could be read in the database.
#[tokio::test]
async fn a_file_goes_with_the_message_that_is_deleted_for_good() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    let file = std::env::temp_dir().join(format!("parlance-secret-{}.txt", std::process::id()));
    std::fs::write(&file, "Secret.")?;
    let attach = async || {
        browser.choose_files("chat-files", &[&file]).await?;
        browser.wait_state("attached-file", "ready", LONG).await
    };
    attach().await?;
    browser.say("say: one").await?;
    browser.wait_answer("done", LONG).await?;
    attach().await?;
    browser.say("say: two").await?;
    browser.wait_answer("done", LONG).await?;
    std::fs::remove_file(&file)?;
    stage.records("attachments", |all| all.len() == 2).await?;
    stage.choose("message-more", 2, "message-delete").await?;
    stage.records("attachments", |all| all.len() == 3).await?;
    stage.look_at_deleted(1).await?;
    browser.click("deleted-for-good").await?;
    browser.click("confirm-yes").await?;
    browser.wait_count("chat-deleted-none", 1, PATIENCE).await?;
    // Nor is it offered to take that back.
    browser.wait_gone("undo", PATIENCE).await?;
    stage.records("attachments", |all| all.len() == 1).await?;
    stage.records("messages", |all| all.len() == 2).await?;

    // Where the conversation goes for good, what was deleted in it before has its files still.
    browser.click("chat-deleted-close").await?;
    browser.say("say: three").await?;
    browser.wait_answer("done", LONG).await?;
    stage.choose("message-more", 2, "message-delete").await?;
    browser.wait_count("message", 2, PATIENCE).await?;
    stage
        .choose("conversation-more", 0, "conversation-delete")
        .await?;
    stage.look_at_deleted(2).await?;
    browser.click_nth("deleted-for-good", 0).await?;
    browser.click("confirm-yes").await?;
    stage.wait_deleted(1).await?;
    stage.records("conversations", |all| all.len() == 1).await?;
    browser.click("deleted-back").await?;
    // Where it is now is told, with the way there.
    browser
        .wait_text("deleted-told", "say: three", PATIENCE)
        .await?;
    browser.click("deleted-open").await?;
    browser.wait_count("message", 4, PATIENCE).await?;
    browser.click("message-file-open").await?;
    browser
        .wait_text("attachment-text", "Secret.", PATIENCE)
        .await
        .map(drop)
}

/// The notice became that of an older deed, and its button took back something else.
#[tokio::test]
async fn a_notice_never_becomes_an_older_one() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    for said in ["say: one", "say: two", "say: three"] {
        browser.click("chat-new").await?;
        browser.say(said).await?;
        browser.wait_answer("done", LONG).await?;
    }
    browser.wait_count("conversation", 3, PATIENCE).await?;
    stage
        .choose("conversation-more", 2, "conversation-archive")
        .await?;
    browser.wait_count("conversation", 2, PATIENCE).await?;
    browser.wait_count("message", 2, PATIENCE).await?;
    stage.choose("message-more", 1, "message-delete").await?;
    browser
        .wait_text("undo", "Message deleted.", PATIENCE)
        .await?;
    browser.click_nth("conversation-open", 1).await?;
    browser.wait_gone("undo", PATIENCE).await
}

/// Another tab brings back what this one deleted: this one has nothing to take back any more.
#[tokio::test]
async fn what_another_tab_brought_back_is_not_offered() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    browser.say("say: one").await?;
    browser.wait_answer("done", LONG).await?;
    stage.choose("message-more", 1, "message-delete").await?;
    browser.wait_count("undo", 1, PATIENCE).await?;
    stage.records("messages", |all| all.len() == 3).await?;
    let here = browser.url().await?;
    let first = browser.tab().await?;
    browser.open_in_new_tab(&here).await?;
    browser.wait_count("message", 1, LONG).await?;
    stage.look_at_deleted(1).await?;
    browser.click("deleted-back").await?;
    browser.wait_count("message", 2, PATIENCE).await?;
    browser.switch_to(&first).await?;
    browser.wait_gone("undo", PATIENCE).await?;
    browser.wait_count("message", 2, PATIENCE).await?;
    stage.records("messages", |all| all.len() == 2).await?;
    stage.records("conversations", |all| all.len() == 1).await?;
    Ok(())
}
