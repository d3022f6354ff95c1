//! The pages themselves: usage, crash, folders, languages.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{FOLDER, LONG, PAGES, Stage, overflow};
use e2e::{BrowserOptions, PATIENCE, Result};

#[tokio::test]
async fn usage_says_what_was_used_and_gives_it_as_csv() -> Result {
    let stage = Stage::ready("#/usage").await?;
    let browser = &stage.browser;
    browser.wait_count("usage-empty", 1, PATIENCE).await?;
    stage.set_price("practice-burst", "1000", "2000").await?;
    stage.go("#/translate").await?;
    browser.choose_model("tr-model", "practice-burst").await?;
    assert_eq!(stage.translate("A sentence.", LONG).await?, "done");
    stage.go("#/chat").await?;
    browser.choose_model("chat-model", "practice-burst").await?;
    browser.say("say: a word").await?;
    browser.wait_answer("done", LONG).await?;
    // A title of its own is a call of its own.
    browser
        .wait_text("chat-title", "Say a word", PATIENCE)
        .await?;
    browser.choose_model("chat-model", "practice-quota").await?;
    browser.say("say: no money").await?;
    browser.wait_answer("failed", LONG).await?;

    // The lists of models that the page asked for by itself are calls too, free ones.
    let lists = |all: &[serde_json::Value]| all.iter().filter(|e| e["kind"] == "models").count();
    let entries = stage
        .records("ledger", |all| all.len() == lists(all) + 4)
        .await?;
    let calls = entries.len();
    assert!(
        lists(&entries) > 0
            && entries
                .iter()
                .all(|e| e["kind"] != "models" || e["cost"] == 0)
    );
    // The title was asked of the endpoint's usual model, which costs nothing.
    let sum_of = |name: &str, model: &str| {
        entries
            .iter()
            .filter(|e| e["model"].as_str().is_some_and(|of| of.starts_with(model)))
            .filter_map(|e| e["usage"][name].as_u64())
            .sum::<u64>()
    };
    let (input, output) = (sum_of("input", ""), sum_of("output", ""));
    let paid = |name| sum_of(name, "practice-burst");
    let dollars = (paid("input") * 1000 + paid("output") * 2000) as f64 / 1e6;
    assert_eq!(
        stage.ledger().await?[..4],
        ["failed:no-money", "complete", "complete", "complete"]
    );
    for period in ["usage-today", "usage-month"] {
        let shown = browser.text(period).await?;
        for figure in [
            format!("${dollars:.3}"),
            input.to_string(),
            output.to_string(),
            calls.to_string(),
        ] {
            // A dollar or more is shown in cents.
            let cents = format!("${dollars:.2}");
            let figure = if figure.starts_with('$') && dollars >= 0.9995 {
                cents
            } else {
                figure
            };
            assert!(
                shown.replace(',', "").contains(&figure),
                "{figure} is not in {shown}"
            );
        }
    }
    assert!(
        browser
            .text("usage-by-model")
            .await?
            .contains("practice-burst")
    );
    let kinds = browser.text("usage-by-kind").await?;
    assert!(
        kinds.contains("Translate") && kinds.contains("Chat"),
        "{kinds}"
    );
    assert!(browser.text("key-today").await?.contains('$'));

    browser.click("usage-csv").await?;
    let csv = std::fs::read_to_string(browser.download(PATIENCE).await?)?;
    let lines: Vec<&str> = csv.trim_end().split("\r\n").collect();
    assert_eq!(lines.len(), calls + 1, "{csv}");
    let columns: Vec<&str> = lines[0].split(',').collect();
    let column = |name: &str| columns.iter().position(|c| *c == name).unwrap();
    let cell = |line: &str, name: &str| line.split(',').nth(column(name)).unwrap().to_owned();
    let total: u64 = lines[1..]
        .iter()
        .map(|line| cell(line, "tokens out").parse().unwrap_or(0))
        .sum();
    assert_eq!(total, output);
    let asked: Vec<&&str> = lines[1..]
        .iter()
        .filter(|line| cell(line, "work") != "models")
        .collect();
    assert_eq!(cell(asked[0], "work"), "translate");
    assert_eq!(cell(asked[3], "ended"), "failed:no-money");
    // The same after a reload: the ledger is in the database.
    let before = browser.text("usage-today").await?;
    // The page asks for the models anew, which is a call more; money and tokens are as they were.
    let (money, _) = before.split_once("Calls").unwrap();
    stage.reload().await?;
    browser.wait_text("usage-today", money, PATIENCE).await?;
    Ok(())
}

#[tokio::test]
async fn a_crash_hands_over_what_is_stored_and_reloads() -> Result {
    let stage = Stage::ready("#/chat").await?;
    let browser = &stage.browser;
    browser.choose_model("chat-model", "practice-burst").await?;
    browser.say("say: kept over a crash").await?;
    browser.wait_answer("done", LONG).await?;
    stage.go("#/settings").await?;
    browser.click("settings-rescue").await?;
    browser.wait_count("crash", 1, PATIENCE).await?;
    assert!(
        browser
            .text("crash")
            .await?
            .contains("Parlance has stopped")
    );
    stage.wait_focus("crash-reload").await?;
    if std::env::var_os("PARLANCE_AXE").is_some() {
        browser.assert_accessible("the crash overlay").await?;
    }
    // Escape must not leave a dead page behind.
    browser.press("Escape").await?;
    assert!(browser.seen("crash").await?.unwrap().visible);
    browser.click("crash-download").await?;
    let file = std::fs::read_to_string(browser.download(PATIENCE).await?)?;
    let stored: serde_json::Value = serde_json::from_str(&file)?;
    assert!(
        stored["databases"]["parlance"]["messages"]
            .to_string()
            .contains("kept over a crash")
    );
    assert_eq!(stored["unreadable"], serde_json::json!([]));
    browser.run("window.crashed = true", &[]).await?;
    browser.click("crash-reload").await?;
    // The page of before has all that is waited for next.
    browser.wait_js("!window.crashed", PATIENCE).await?;
    browser.wait_mounted().await?;
    browser.wait_page().await?;
    browser.wait_gone("crash", PATIENCE).await?;
    stage.go("#/chat").await?;
    browser
        .wait_text("message-text", "kept over a crash", PATIENCE)
        .await
        .map(drop)
}

#[tokio::test]
async fn it_runs_from_any_folder_and_loads_nothing_else() -> Result {
    let stage = Stage::ready("").await?;
    let browser = &stage.browser;
    for page in PAGES {
        stage.go(page).await?;
    }
    let endpoint = format!("http://{}", stage.practice.addr);
    let home = format!("{}/{FOLDER}/", stage.site.origin());
    for request in browser.requests().await? {
        let favicon = request.url.ends_with("/favicon.ico");
        assert!(
            request.url.starts_with(&home) || request.origin() == endpoint || favicon,
            "{}",
            request.url
        );
        assert!(
            request.status.is_none_or(|status| status < 400),
            "{request:?}"
        );
    }
    assert_eq!(browser.console_errors().await?, []);
    Ok(())
}

#[tokio::test]
async fn it_speaks_the_browsers_language_or_the_chosen_one() -> Result {
    for (locale, lang, dir, run) in [
        ("de-AT", "de", "ltr", "Übersetzen"),
        ("ar-EG", "ar", "rtl", "ترجم"),
        ("fr", "en", "ltr", "Translate"),
    ] {
        let stage = Stage::ready_as("", BrowserOptions::default().locale(locale)).await?;
        let browser = &stage.browser;
        let root = "const r = document.documentElement; return [r.lang, r.dir, getComputedStyle(document.body).direction]";
        let told: Vec<String> = browser.eval(root, &[]).await?;
        assert_eq!(told, [lang, dir, dir], "{locale}");
        let button = browser.text("tr-run").await?;
        assert!(button.contains(run), "{locale}: {button}");
        for page in PAGES {
            stage.go(page).await?;
            assert_eq!(
                overflow(browser).await?,
                Vec::<String>::new(),
                "{locale} {page}"
            );
        }
        // Changed, and kept.
        if locale == "fr" {
            browser.set_value("locale-select", "ar").await?;
            browser
                .wait_js("document.documentElement.dir === 'rtl'", PATIENCE)
                .await?;
            stage.reload().await?;
            let told: Vec<String> = browser.eval(root, &[]).await?;
            assert_eq!(told, ["ar", "rtl", "rtl"]);
        }
    }
    Ok(())
}
