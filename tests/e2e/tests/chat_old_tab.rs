//! Chat: a tab of before an update keeps nothing more, says so, and loses nothing that was typed.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{PATIENCE, Result};

/// What a newer Parlance does when it is opened: the database gets a higher version.
const UPDATE: &str = "
    return await new Promise(done => {
        const request = indexedDB.open('parlance', 99);
        request.onsuccess = () => { request.result.close(); done('updated'); };
        request.onerror = () => done(String(request.error));
    });";

#[tokio::test]
async fn an_old_tab_says_that_it_is_one() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    browser.say("say: before").await?;
    browser.wait_answer("done", LONG).await?;
    browser.type_into("chat-input", "not sent yet").await?;
    let old = browser.tab().await?;

    // A page of the same site that is not Parlance.
    browser.open_in_new_tab(&stage.site.url("boot.js")).await?;
    let updated = browser.run_async(UPDATE, &[]).await?;
    assert_eq!(updated, "updated");
    browser.switch_to(&old).await?;

    let told = browser.wait_problem("storage").await?;
    assert!(told.contains("older version"), "{told}");
    // Nothing is sent that could not be kept; what is typed and what was said is there, and can be copied.
    browser.focus("chat-input").await?;
    browser.press("Enter").await?;
    assert_eq!(browser.value("chat-input").await?, "not sent yet");
    assert_eq!(stage.chats().len(), 1);
    browser.click("message-copy").await?;
    stage.said("before").await?;
    assert!(browser.shown_problem().await?.contains("older version"));

    // The newer page is not here in this test: the old one says the same again, with what was typed.
    browser
        .click_css("[data-testid=problem-action][data-action=reload]")
        .await?;
    browser.wait_mounted().await?;
    browser.wait_page().await?;
    assert!(
        browser
            .wait_problem("storage")
            .await?
            .contains("older version")
    );
    browser
        .wait("the draft", PATIENCE, async || {
            Ok((browser.value("chat-input").await? == "not sent yet").then_some(()))
        })
        .await?;
    Ok(())
}
