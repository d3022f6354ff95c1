//! Links into the page fill text and languages, and do nothing else.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{PATIENCE, Result};

const LINK: &str = "#/translate?text=Guten%20Tag%2C%20%26%20willkommen%3F%0AZweite%20Zeile&from=de&to=fr&base=https%3A%2F%2Fevil.example%2Fv1&key=sk-stolen&send=1";

#[tokio::test]
async fn a_link_fills_text_and_languages_and_sends_nothing() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    assert_eq!(stage.translate("Typed by hand.", LONG).await?, "done");
    browser
        .set_value("tr-source", "Not translated yet.")
        .await?;
    let asked = stage.chats().len();

    browser
        .run("location.hash = arguments[0]", &[LINK.into()])
        .await?;
    browser
        .wait_js(
            "document.querySelector('[data-testid=tr-source]').value.startsWith('Guten Tag')",
            PATIENCE,
        )
        .await?;
    assert_eq!(
        browser.value("tr-source").await?,
        "Guten Tag, & willkommen?\nZweite Zeile"
    );
    assert_eq!(stage.target().await?, "");
    let chosen = async |id: &str| browser.attribute(id, "data-value").await;
    assert_eq!(chosen("tr-from").await?.as_deref(), Some("de"));
    assert_eq!(chosen("tr-to").await?.as_deref(), Some("fr"));
    // The address is clean again: a reload does not undo what is typed from now on.
    browser
        .wait_js("location.hash === '#/translate'", PATIENCE)
        .await?;
    assert_eq!(browser.state("tr-status").await?, "idle");
    assert_eq!(stage.chats().len(), asked, "a link must not send anything");
    let stored = browser
        .run(
            "return JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])",
            &[],
        )
        .await?;
    let stored = stored.as_str().unwrap();
    assert!(
        !stored.contains("evil.example") && !stored.contains("sk-stolen"),
        "{stored}"
    );

    // What was there can be brought back.
    browser.wait_count("undo-action", 1, PATIENCE).await?;
    browser.click("undo-action").await?;
    assert_eq!(browser.value("tr-source").await?, "Not translated yet.");
    Ok(())
}

#[tokio::test]
async fn a_page_opened_by_a_link_has_its_text() -> Result {
    let stage = Stage::ready("#/translate?text=Bonjour&to=xx-unknown").await?;
    let browser = &stage.browser;
    browser
        .wait_js(
            "document.querySelector('[data-testid=tr-source]').value === 'Bonjour'",
            PATIENCE,
        )
        .await?;
    // A language that there is not changes nothing.
    let to = browser.attribute("tr-to", "data-value").await?;
    assert_ne!(to.as_deref(), Some("xx-unknown"));
    browser.type_into("tr-source", " à tous").await?;
    stage.reload().await?;
    assert_eq!(browser.value("tr-source").await?, "Bonjour à tous");
    Ok(())
}
