//! Translate in two tabs: what one of them is making, the other leaves alone.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{PATIENCE, Result};

const SOURCE: &str = "Everyone has the right to life, liberty and the security of person, here and everywhere else in the world, by day and by night.";

/// Makes the entry one of long ago, as one is that is gone on with.
const LONG_AGO: &str = "
    const open = indexedDB.open('parlance');
    const db = await new Promise((ok, no) => { open.onsuccess = () => ok(open.result); open.onerror = () => no(open.error) });
    const store = db.transaction('history', 'readwrite').objectStore('history');
    await new Promise((ok, no) => {
        const all = store.getAll();
        all.onerror = () => no(all.error);
        all.onsuccess = () => {
            for (const entry of all.result) store.put({ ...entry, at: 1000 });
            store.transaction.oncomplete = ok;
        };
    });
    db.close();";

fn is(state: &'static str) -> impl Fn(&[serde_json::Value]) -> bool {
    move |all| all.len() == 1 && all[0]["state"] == state
}

// An entry of more than ten minutes ago was taken for abandoned: what had been written of its continuation was deleted.
#[tokio::test]
async fn what_another_tab_makes_is_not_taken_for_abandoned() -> Result {
    let stage = Stage::desk("practice-slow").await?;
    let browser = &stage.browser;
    stage.begin(SOURCE).await?;
    stage.target_of(1).await?;
    stage.records("history", is("running")).await?;
    browser.run_async(LONG_AGO, &[]).await?;
    let pieces = |all: &[serde_json::Value]| !all.is_empty();
    stage.records("journal", pieces).await?;

    let first = browser.tab().await?;
    let second = browser
        .open_in_new_tab(&stage.site.url("#/translate"))
        .await?;
    browser.wait_mounted().await?;
    browser.wait_page().await?;
    browser.wait_count("history-row", 1, PATIENCE).await?;
    stage.records("history", is("running")).await?;
    stage.records("journal", pieces).await?;

    // Its tab goes away: now nobody makes it.
    browser.switch_to(&first).await?;
    browser.close_tab(&second).await?;
    stage.reload().await?;
    let all = stage.records("history", is("truncated")).await?;
    assert!(!all[0]["target"].as_str().unwrap().is_empty());
    browser.wait_count("history-row", 1, LONG).await?;
    Ok(())
}
