//! The driver library itself, on a tiny page with a strict policy.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::time::Duration;

use e2e::{Browser, BrowserOptions, Error, PATIENCE, Result, Site};

const INDEX: &str = r##"<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Tiny</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; connect-src 'self'">
<script src="tiny.js" defer></script></head><body><main><h1>Tiny</h1>
<button data-testid="go" data-state="idle">Go</button>
<label>Text <textarea data-testid="field"></textarea></label>
<p data-testid="shown"></p><p data-testid="hidden" hidden>x</p>
<a data-testid="file" href="data.txt" download="saved.txt">Save</a>
</main></body></html>"##;

const SCRIPT: &str = r#"
const by = id => document.querySelector(`[data-testid=${id}]`);
by('field').addEventListener('input', e => { by('shown').textContent = e.target.value; });
by('field').addEventListener('keydown', e => { if (e.ctrlKey && e.key === 'Enter') by('go').click(); });
by('go').addEventListener('click', async () => {
    console.log('clicked');
    by('go').dataset.state = 'running';
    localStorage.setItem('local', 'canary-local');
    sessionStorage.setItem('session', 'canary-session');
    const open = indexedDB.open('tiny', 1);
    open.onupgradeneeded = () => open.result.createObjectStore('notes').put({ text: 'canary-db' }, 'one');
    open.onsuccess = () => open.result.close();
    await fetch('data.txt', { method: 'POST', headers: { Authorization: 'Bearer canary' }, body: 'sent' }).catch(() => {});
    await fetch('http://127.0.0.1:9/elsewhere').catch(() => {});
    setTimeout(() => { by('go').dataset.state = 'done'; }, 100);
});
"#;

/// Serves the tiny page; the folder's name keeps tests apart.
async fn tiny(name: &str) -> Result<Site> {
    let folder = std::env::temp_dir().join(format!("parlance-tiny-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("index.html"), INDEX)?;
    std::fs::write(folder.join("tiny.js"), SCRIPT)?;
    std::fs::write(folder.join("data.txt"), "data")?;
    Site::of(&folder, "/a/b/", None).await
}

#[tokio::test]
async fn typing_clicking_and_waiting() -> Result {
    let site = tiny("typing").await?;
    let browser = Browser::start(BrowserOptions::default()).await?;
    browser.open(&site.url("")).await?;

    browser.type_into("field", "abc 漢字 😀!").await?;
    assert_eq!(browser.value("field").await?, "abc 漢字 😀!");
    assert_eq!(browser.text("shown").await?, "abc 漢字 😀!");
    browser.set_value("field", "long\ntext").await?;
    browser.wait_text("shown", "text", PATIENCE).await?;

    assert_eq!(browser.state("go").await?, "idle");
    browser.focus("field").await?;
    browser.press("Control+Enter").await?;
    assert_eq!(
        browser.wait_state("go", "done|failed", PATIENCE).await?,
        "done"
    );
    assert_eq!(browser.focused().await?.id, "field");
    assert_eq!(browser.press_to("Shift+Tab", "go", 3).await?, 1);

    assert!(!browser.seen("hidden").await?.unwrap().visible);
    assert_eq!(browser.count("nothing").await?, 0);
    let error = browser
        .wait_state("go", "never", Duration::from_millis(100))
        .await
        .unwrap_err();
    assert!(error.to_string().contains("go=done"), "{error}");
    Ok(())
}

#[tokio::test]
async fn what_is_sent_stored_and_said() -> Result {
    let site = tiny("sent").await?;
    let browser = Browser::start(BrowserOptions::default()).await?;
    browser.open(&site.url("#/here")).await?;
    browser.click("go").await?;
    browser.wait_state("go", "done", PATIENCE).await?;

    let sent = browser.requests().await?;
    let post = sent
        .iter()
        .find(|r| r.method == "POST")
        .ok_or_else(|| Error::new(format!("{sent:?}")))?;
    assert_eq!(post.headers["authorization"], "Bearer canary");
    assert_eq!(post.body.as_deref(), Some("sent"));
    assert_eq!(post.origin(), site.origin());
    assert_eq!(post.status, Some(405));
    let refused = browser.requests_to("elsewhere").await?;
    assert!(
        refused.iter().all(|r| r.blocked.as_deref() == Some("csp")),
        "{refused:?}"
    );

    let stored = browser.stored().await?;
    assert_eq!(stored.places_of("canary-local"), ["localStorage local"]);
    assert_eq!(
        stored.places_of("canary-session"),
        ["sessionStorage session"]
    );
    assert_eq!(
        stored.places_of("canary-db"),
        ["IndexedDB tiny/notes \"one\""]
    );
    assert_eq!(
        browser.records("tiny", "notes").await?,
        [serde_json::json!({ "text": "canary-db" })]
    );

    assert!(
        browser
            .console()
            .await?
            .iter()
            .any(|line| line.text.contains("clicked"))
    );
    let errors = browser.console_errors().await?;
    assert!(
        errors.iter().any(|line| line.text.contains("elsewhere")),
        "{errors:?}"
    );

    browser.click("file").await?;
    let file = browser.download(PATIENCE).await?;
    assert_eq!(std::fs::read_to_string(file)?, "data");

    browser.clear_site_data().await?;
    browser.reload().await?;
    assert!(browser.stored().await?.places_of("canary-").is_empty());
    Ok(())
}

#[tokio::test]
async fn size_colours_language_and_tabs() -> Result {
    let site = tiny("look").await?;
    let mut browser =
        Browser::start(BrowserOptions::default().dark().size(360, 640).locale("de")).await?;
    browser.open(&site.url("")).await?;
    let look = "return [innerWidth, innerHeight, matchMedia('(prefers-color-scheme: dark)').matches, navigator.language,
        new Intl.NumberFormat().format(1.5), document.hasFocus()]";
    assert_eq!(
        browser.run(look, &[]).await?,
        serde_json::json!([360, 640, true, "de", "1,5", true])
    );
    browser.set_dark(false).await?;
    browser.resize(1280, 800).await?;
    let first = browser.tab().await?;
    browser.open_in_new_tab(&site.url("")).await?;
    assert_eq!(
        browser.run(look, &[]).await?,
        serde_json::json!([1280, 800, false, "de", "1,5", true])
    );
    browser.close_tab(&first).await?;
    assert!(browser.url().await?.ends_with("/a/b/"));
    Ok(())
}

#[tokio::test]
async fn the_accessibility_checker_runs_under_the_policy() -> Result {
    let site = tiny("axe").await?;
    let browser = Browser::start(BrowserOptions::default()).await?;
    browser.open(&site.url("")).await?;
    browser.assert_accessible("the tiny page").await?;
    browser
        .run(
            "document.querySelector('label').replaceWith(document.querySelector('textarea'))",
            &[],
        )
        .await?;
    let violations = browser.axe().await?;
    assert_eq!(
        violations.iter().map(|v| v.id.as_str()).collect::<Vec<_>>(),
        ["label"]
    );
    Ok(())
}
