//! What the Chat page has beside the conversation itself: blocks, comparing, what is sent, the map, the search, files.

use e2e::{PATIENCE, Result};

use crate::studio::Studio;

/// Each picture, what opens it, what is there when it is open, and what closes it.
const DIALOGS: [(&str, &str, &str, &str); 5] = [
    (
        "depth-context",
        "chat-context-open",
        "context-dialog",
        "context-close",
    ),
    (
        "depth-parameters",
        "chat-parameters-open",
        "parameters-close",
        "parameters-close",
    ),
    ("depth-map", "chat-map-open", "chat-map", "chat-map-close"),
    ("depth-bring", "chat-bring", "bring-dialog", "bring-close"),
    (
        "depth-compare-choose",
        "chat-compare",
        "compare-dialog",
        "compare-close",
    ),
];

/// All of it.
pub async fn all(studio: &mut Studio) {
    let outcome = blocks(studio).await;
    studio.note("depth-blocks", outcome);
    for (name, opens, there, closes) in DIALOGS {
        if studio.wants(&[name]) {
            let outcome = dialog(studio, name, opens, there, closes).await;
            studio.note(name, outcome);
        }
    }
    if studio.wants(&["depth-search"]) {
        let outcome = search(studio).await;
        studio.note("depth-search", outcome);
    }
    if studio.wants(&["depth-compare"]) {
        let outcome = compare(studio).await;
        studio.note("depth-compare", outcome);
    }
}

/// A conversation with versions, code, a formula and a table.
async fn blocks(studio: &mut Studio) -> Result {
    if !studio.wants(&["depth"]) && !DIALOGS.iter().any(|(name, ..)| studio.wants(&[name])) {
        return Ok(());
    }
    studio.need_key().await?;
    studio.browser.go("#/chat").await?;
    studio.browser.click("chat-new").await?;
    studio
        .browser
        .choose_model("chat-model", "practice-burst")
        .await?;
    studio.browser.say("say: And so to the sea.").await?;
    studio.browser.wait_answer("done", PATIENCE).await?;
    studio.browser.say("blocks").await?;
    studio.browser.wait_answer("done", PATIENCE).await?;
    for place in ["start", "end"] {
        let to = format!(
            "document.querySelector('.rows > :last-child').scrollIntoView({{ block: '{place}' }})"
        );
        studio
            .shoot_after(&format!("depth-blocks-{place}"), &to)
            .await?;
    }
    Ok(())
}

async fn dialog(studio: &mut Studio, name: &str, opens: &str, there: &str, closes: &str) -> Result {
    if opens == "chat-compare" {
        studio.browser.click("chat-more").await?;
    }
    studio.browser.click(opens).await?;
    studio.browser.wait_count(there, 1, PATIENCE).await?;
    studio.shoot(name).await?;
    studio.browser.click(closes).await
}

async fn search(studio: &mut Studio) -> Result {
    studio.browser.set_value("chat-search", "sea").await?;
    studio.browser.wait_count("search-hit", 1, PATIENCE).await?;
    studio.shoot("depth-search").await?;
    studio.browser.click("search-clear").await
}

async fn compare(studio: &mut Studio) -> Result {
    studio.browser.click("chat-new").await?;
    studio
        .browser
        .choose_model("chat-model", "practice")
        .await?;
    studio.browser.click("chat-more").await?;
    studio.browser.click("chat-compare").await?;
    for model in ["practice-burst", "practice-404"] {
        studio.browser.focus("compare-search").await?;
        studio.browser.insert_text(model).await?;
        studio.browser.press("Enter").await?;
        let ticked = format!(
            "Array.from(document.querySelectorAll('[data-testid=compare-option]')).some(e => e.checked && e.closest('li').innerText.includes('{model}'))"
        );
        studio.browser.wait_js(&ticked, PATIENCE).await?;
    }
    studio.browser.click("compare-start").await?;
    studio
        .browser
        .type_into("chat-input", "What does a parrot say in the morning?")
        .await?;
    studio.shoot("depth-compare-before").await?;
    studio.browser.click("chat-send").await?;
    studio
        .browser
        .wait_count("compare-column", 3, PATIENCE)
        .await?;
    let ended = "document.querySelectorAll('[data-testid=compare-column] [data-testid=message]:is([data-state=done], [data-state=failed])').length === 3";
    studio.browser.wait_js(ended, PATIENCE).await?;
    studio
        .shoot_after(
            "depth-compare-done",
            "const t = document.querySelector('[data-testid=chat-thread]'); t.scrollTop = t.scrollHeight;",
        )
        .await
}
