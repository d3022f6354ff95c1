//! Real texts through Translate: the Universal Declaration of Human Rights from five languages, article by article.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage, articles};
use e2e::{PATIENCE, Result, pretended};

#[tokio::test]
async fn the_declaration_of_human_rights_article_by_article() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    let mut sources = Vec::new();
    for (language, name, to) in [
        ("en", "German", "de"),
        ("ar", "English", "en"),
        ("zh", "German", "de"),
        ("hi", "English", "en"),
        ("ru", "German", "de"),
    ] {
        browser.choose_language("tr-to", name, to).await?;
        let articles = articles(language);
        assert_eq!(articles.len(), 30, "{language}");
        for (number, article) in articles.into_iter().enumerate() {
            let number = number + 1;
            assert_eq!(
                stage.translate(&article, LONG).await?,
                "done",
                "{language} {number}"
            );
            let target = stage.target().await?;
            assert_eq!(target, pretended(&article, to), "{language} {number}");
            assert_eq!(target.lines().count(), article.lines().count());
            let digits = |text: &str| text.chars().filter(|c| c.is_numeric()).collect::<String>();
            assert_eq!(digits(&target), digits(&article), "{language} {number}");
            sources.push(article);
        }
        // The word lists are fetched for it, and may come after the translations.
        let told = format!(
            "document.querySelector('[data-testid=tr-source]').lang.startsWith('{language}')"
        );
        browser.wait_js(&told, PATIENCE).await?;
    }
    let history = stage
        .records("history", |all| {
            all.len() == 150 && all.iter().all(|e| e["state"] == "done")
        })
        .await?;
    for source in &sources {
        let entry = history
            .iter()
            .find(|entry| entry["source"] == source.as_str());
        let (to, target) = (&entry.unwrap()["to"], &entry.unwrap()["target"]);
        assert_eq!(
            target.as_str().unwrap(),
            pretended(source, to.as_str().unwrap())
        );
    }
    // The list of them is searched, and one is put back.
    browser.set_value("history-search", "братства").await?;
    browser
        .wait("one hit", PATIENCE, async || {
            Ok((browser.count("history-row").await? == 1).then_some(()))
        })
        .await?;
    browser.click("history-restore").await?;
    assert_eq!(browser.value("tr-source").await?, articles("ru")[0]);
    assert_eq!(stage.target().await?, pretended(&articles("ru")[0], "de"));
    browser.click("history-delete").await?;
    stage.records("history", |all| all.len() == 149).await?;
    browser.click("undo-action").await?;
    stage.records("history", |all| all.len() == 150).await?;
    Ok(())
}
