//! What stands around a translation: what can be asked about it, its checks, tone, glossary, memory, conversation.

use e2e::{PATIENCE, Result};

use crate::studio::Studio;
use crate::translate::run;

const SENTENCES: &str = "The book has 1,234 pages and a cover. We meet at noon in the garden. The printer is out of paper.";
const ARABIC: &str = "يولد جميع الناس أحرارا متساوين في الكرامة والحقوق. وقد وهبوا عقلا وضميرا وعليهم أن يعامل بعضهم بعضا بروح الإخاء.";
/// Selects the first long word of the target, and says so.
const SELECT: &str = "
    const area = document.querySelector('[data-testid=tr-target]');
    const start = area.value.search(/\\p{L}{4,}/u);
    area.focus();
    area.setSelectionRange(start, start + area.value.slice(start).match(/^\\p{L}+/u)[0].length);
    area.dispatchEvent(new Event('select', { bubbles: true }));";

/// All of it.
pub async fn all(studio: &mut Studio) {
    /// What brings a screen up, and takes its pictures.
    macro_rules! scenes {
        ($($name:literal: $scene:ident),+ $(,)?) => {$(
            if studio.wants(&[$name]) {
                let outcome = $scene(studio).await;
                studio.note($name, outcome);
            }
        )+};
    }
    scenes!(
        "around-japanese": japanese,
        "around-from-arabic": from_arabic,
        "around-pairs": pairs,
        "around-checks": checks,
        "around-gaps": gaps,
        "around-alternatives": alternatives,
        "around-back": back,
        "around-lookup": lookup,
        "around-improve": improve,
        "around-tone": tone,
        "around-glossary": glossary,
        "around-memory": memory,
        "around-conversation": conversation,
    );
}

/// The page with a text that is translated.
async fn translated(studio: &mut Studio, from: &str, to: &str, text: &str) -> Result {
    studio.need_key().await?;
    let browser = &studio.browser;
    browser.go("#/translate").await?;
    browser.wait_page().await?;
    browser.pick_language("tr-from", from).await?;
    browser.pick_language("tr-to", to).await?;
    browser.replace_text("tr-source", text).await?;
    run(studio, "practice", "done").await
}

async fn japanese(studio: &mut Studio) -> Result {
    translated(studio, "en", "ja", SENTENCES).await?;
    studio.shoot("around-japanese").await
}

async fn from_arabic(studio: &mut Studio) -> Result {
    translated(studio, "ar", "en", ARABIC).await?;
    studio.shoot("around-from-arabic").await
}

async fn pairs(studio: &mut Studio) -> Result {
    translated(studio, "en", "de", SENTENCES).await?;
    studio.browser.focus("tr-source").await?;
    studio.browser.press("Control+Home").await?;
    studio
        .browser
        .wait_js("CSS.highlights.get('pair-lit')?.size > 0", PATIENCE)
        .await?;
    studio.shoot("around-pairs").await
}

async fn checks(studio: &mut Studio) -> Result {
    translated(studio, "en", "de", SENTENCES).await?;
    studio.browser.wait_count("tr-check", 1, PATIENCE).await?;
    studio.shoot("around-checks").await?;
    studio.shoot_whole("around-checks-whole").await
}

async fn gaps(studio: &mut Studio) -> Result {
    studio.need_key().await?;
    studio.browser.go("#/translate").await?;
    let text = format!("{SENTENCES} This word is forbidden here.");
    studio.browser.replace_text("tr-source", &text).await?;
    run(studio, "practice-line-refusal", "truncated|failed").await?;
    studio
        .browser
        .wait_count("tr-failed-segment", 1, PATIENCE)
        .await?;
    studio.shoot("around-gaps").await?;
    studio.shoot_whole("around-gaps-whole").await
}

async fn alternatives(studio: &mut Studio) -> Result {
    translated(studio, "en", "de", SENTENCES).await?;
    let browser = &studio.browser;
    browser
        .wait("the selection to be heard", PATIENCE, async || {
            browser.run(SELECT, &[]).await?;
            let heard = browser.attribute("tr-alternatives", "disabled").await;
            Ok(matches!(heard, Ok(None)).then_some(()))
        })
        .await?;
    browser.press("Control+.").await?;
    browser.wait_count("asks-alternative", 3, PATIENCE).await?;
    studio.shoot("around-alternatives").await?;
    studio.browser.click("asks-shorter").await?;
    studio
        .browser
        .wait_count("asks-suggested", 1, PATIENCE)
        .await?;
    studio.shoot("around-alternatives-suggested").await?;
    studio.browser.press("Escape").await
}

async fn back(studio: &mut Studio) -> Result {
    translated(studio, "en", "de", SENTENCES).await?;
    studio.browser.click("tr-back").await?;
    studio
        .browser
        .wait_count("asks-back-row", 3, PATIENCE)
        .await?;
    studio.shoot_whole("around-back").await?;
    studio.browser.click("tr-back").await
}

async fn lookup(studio: &mut Studio) -> Result {
    studio.need_key().await?;
    let browser = &studio.browser;
    browser.go("#/translate").await?;
    browser.replace_text("tr-source", "Bank").await?;
    browser.wait_count("tr-lookup", 1, PATIENCE).await?;
    browser.click("tr-lookup").await?;
    browser.wait_count("lookup-sense", 3, PATIENCE).await?;
    studio.shoot_whole("around-lookup").await
}

async fn improve(studio: &mut Studio) -> Result {
    translated(studio, "en", "en", "He go to school 2.").await?;
    studio
        .browser
        .wait_count("improve-change", 3, PATIENCE)
        .await?;
    studio.shoot_whole("around-improve").await
}

async fn tone(studio: &mut Studio) -> Result {
    translated(studio, "en", "de", SENTENCES).await?;
    let browser = &studio.browser;
    browser.click("tr-tone").await?;
    browser.wait_count("tone-formality", 1, PATIENCE).await?;
    browser.click("tone-formal").await?;
    browser
        .set_value("tone-audience", "Children of ten years")
        .await?;
    studio.shoot("around-tone").await?;
    studio.browser.click("tone-reset").await?;
    studio.browser.press("Escape").await
}

async fn glossary(studio: &mut Studio) -> Result {
    translated(studio, "en", "de", SENTENCES).await?;
    studio.browser.click("tr-glossary").await?;
    studio.browser.wait_count("term-form", 1, PATIENCE).await?;
    studio.shoot("around-glossary-empty").await?;
    for (term, translation) in [("printer", "Drucker"), ("garden", "Garten")] {
        let browser = &studio.browser;
        browser.set_value("term-source", term).await?;
        browser.set_value("term-target", translation).await?;
        browser.click("term-add").await?;
        let empty = "document.querySelector('[data-testid=term-source]').value === ''";
        browser.wait_js(empty, PATIENCE).await?;
    }
    studio.shoot("around-glossary").await?;
    studio.browser.click("glossary-close").await?;
    studio.browser.wait_gone("glossary-dialog", PATIENCE).await
}

async fn memory(studio: &mut Studio) -> Result {
    let text = "The printer has no paper left and cannot print this page.";
    translated(studio, "en", "de", text).await?;
    studio.browser.set_value("tr-target", "Von Hand.").await?;
    studio.browser.wait_count("tr-edited", 1, PATIENCE).await?;
    let near = "The printer has no paper left and cannot print that page.";
    translated(studio, "en", "de", near).await?;
    studio.browser.focus("tr-source").await?;
    studio.browser.press("Control+Home").await?;
    studio
        .browser
        .wait_count("memory-match", 1, PATIENCE)
        .await?;
    studio.shoot_whole("around-memory-match").await?;
    studio.browser.go("#/settings").await?;
    studio
        .browser
        .wait_count("memory-open", 1, PATIENCE)
        .await?;
    studio.browser.click("memory-open").await?;
    studio
        .browser
        .wait_count("memory-unit", 1, PATIENCE)
        .await?;
    studio.shoot("around-memory").await?;
    studio.browser.press("Escape").await
}

async fn conversation(studio: &mut Studio) -> Result {
    translated(studio, "en", "de", SENTENCES).await?;
    let browser = &studio.browser;
    browser.click("tr-conversation").await?;
    browser.wait_count("conv-input", 1, PATIENCE).await?;
    studio.shoot("around-conversation-empty").await?;
    let browser = &studio.browser;
    browser.set_value("conv-language", "en").await?;
    browser.set_value("conv-language-opposite", "ar").await?;
    for (count, turn) in ["Where is the station?", "هناك، خلف المسجد", "Thank you!"]
        .into_iter()
        .enumerate()
    {
        browser.set_value("conv-input", turn).await?;
        browser.focus("conv-input").await?;
        browser.press("Enter").await?;
        let said = format!(
            "document.querySelectorAll('[data-testid=conv-turn][data-state=done]').length > {count}"
        );
        browser.wait_js(&said, PATIENCE).await?;
    }
    studio.shoot("around-conversation").await?;
    studio.browser.click("conv-flip").await?;
    studio.shoot("around-conversation-turned").await?;
    studio.browser.press("Escape").await
}
