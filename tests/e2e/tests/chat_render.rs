//! Chat: code with its colours and tools, formulas, tables, the preview of HTML and SVG.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{BrowserOptions, PATIENCE, Result};
use serde_json::{Value, json};

/// The answer that has all of it, drawn.
const DRAWN: &str = "document.querySelectorAll('.math[data-state=drawn]').length >= 5 && document.querySelector('.c-keyword')";

async fn stage() -> Result<Stage> {
    let stage = Stage::talk("practice-burst").await?;
    stage.browser.say("blocks").await?;
    stage.browser.wait_answer("done", LONG).await?;
    stage.browser.wait_js(DRAWN, PATIENCE).await?;
    Ok(stage)
}

#[tokio::test]
async fn code_has_colours_and_tools() -> Result {
    let stage = stage().await?;
    let browser = &stage.browser;
    let spans: Value = browser
        .eval(
            "return Array.from(document.querySelectorAll('figure.code')).map(f => [f.dataset.language, f.querySelectorAll('pre span').length > 0, f.querySelector('[data-do=preview]') !== null])",
            &[],
        )
        .await?;
    assert_eq!(
        spans,
        json!([
            ["rust", true, false],
            ["python", true, false],
            ["sql", true, false],
            ["diff", true, false],
            ["html", true, true],
            ["svg", true, true],
            ["mermaid", false, false],
        ])
    );
    browser.click_nth("block-copy", 0).await?;
    browser.wait_text("block-copy", "Copied", PATIENCE).await?;
    let copied = browser.clipboard().await?;
    assert!(
        copied.starts_with("// src/mean.rs\n/// The mean"),
        "{copied}"
    );
    assert!(copied.ends_with("}\n"), "{copied}");
    browser.click_nth("block-save", 0).await?;
    let file = browser.download(PATIENCE).await?;
    assert_eq!(file.file_name().unwrap(), "mean.rs");
    assert_eq!(std::fs::read_to_string(file).unwrap(), copied);
    // Wrapped or not: one choice for all blocks, and for the next visit.
    let wide = "const pre = document.querySelectorAll('figure.code > pre')[1]; return pre.scrollWidth > pre.clientWidth";
    assert!(browser.eval::<bool>(wide, &[]).await?);
    browser.click_nth("block-wrap", 1).await?;
    assert!(!browser.eval::<bool>(wide, &[]).await?);
    let pressed = "return Array.from(document.querySelectorAll('[data-testid=block-wrap]')).every(b => b.getAttribute('aria-pressed') === 'true')";
    assert!(browser.eval::<bool>(pressed, &[]).await?);
    stage.reload().await?;
    browser.wait_js(DRAWN, PATIENCE).await?;
    assert!(browser.eval::<bool>(pressed, &[]).await?);
    assert!(!browser.eval::<bool>(wide, &[]).await?);
    Ok(())
}

#[tokio::test]
async fn formulas_are_drawn_and_keep_their_source() -> Result {
    let stage = stage().await?;
    let browser = &stage.browser;
    let seen: Value = browser
        .eval(
            "const all = Array.from(document.querySelectorAll('.math'));
            return {
                fraction: all[0].querySelector('mfrac') !== null, title: all[0].title,
                source: all[0].querySelector('annotation').textContent,
                hidden: getComputedStyle(all[0].querySelector('annotation')).display,
                display: all.filter(m => m.classList.contains('display')).length,
                unread: all.filter(m => m.dataset.state === 'unread').map(m => m.textContent),
                money: document.querySelector('[data-role=assistant] p').textContent.includes('costs $5 to compute, not $6'),
                drawn: all[0].getBoundingClientRect().height > 10,
            };",
            &[],
        )
        .await?;
    assert_eq!(
        seen,
        json!({
            "fraction": true, "title": r"\bar{x} = \frac{1}{n}\sum_{i=1}^{n} x_i",
            "source": r"\bar{x} = \frac{1}{n}\sum_{i=1}^{n} x_i", "hidden": "none", "display": 2,
            "unread": [r"\nosuchcommand{x}"], "money": true, "drawn": true,
        })
    );
    Ok(())
}

#[tokio::test]
async fn tables_copy_for_spreadsheets() -> Result {
    let stage = stage().await?;
    let browser = &stage.browser;
    browser.click("block-csv").await?;
    browser.wait_text("block-csv", "Copied", PATIENCE).await?;
    assert_eq!(
        browser.clipboard().await?.replace("\r\n", "\n"),
        "Quantity,Symbol,Value,Note\nMean,\\bar{x},12.5,\"of all, \"\"as is\"\"\"\nSpread,\\sigma,-0.75,\"a, b and c\"\nSum,\\sum x_i,\"1,250.00\",'=1+1\n"
    );
    browser.click("block-tsv").await?;
    browser.wait_text("block-tsv", "Copied", PATIENCE).await?;
    let tsv = browser.clipboard().await?;
    assert!(
        tsv.contains("Spread\t\\sigma\t-0.75\ta, b and c\n"),
        "{tsv}"
    );
    Ok(())
}

/// What is previewed is seen, and can neither run nor ask for anything; nor can it reach the page.
#[tokio::test]
async fn a_preview_has_neither_scripts_nor_network() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    let hostile = "say: ```html\n<style>p{color:rgb(1,2,3)} body{background:url(https://beacon.example/a.png)}</style>\n<p id=p>Seen</p><script>parent.postMessage('ran','*');document.title='ran'</script>\n<img src=https://beacon.example/b.png onerror=\"this.id='ran'\"><link rel=preconnect href=https://beacon.example><link rel=stylesheet href=https://beacon.example/c.css>\n<meta http-equiv=refresh content=\"0;url=https://beacon.example/d\"><iframe src=https://beacon.example/e></iframe><a id=link href=https://beacon.example/f>go</a>\n<svg width=20 height=20><image href=https://beacon.example/g.png /><circle r=9 cx=9 cy=9 /></svg>\n<form action=https://beacon.example/h><button id=send>Send</button></form><div onclick=\"this.id='ran'\" id=div>x</div>\n```";
    browser.say(hostile).await?;
    browser.wait_answer("done", LONG).await?;
    browser
        .run(
            "window.told = []; addEventListener('message', event => window.told.push(event.data)); addEventListener('securitypolicyviolation', event => window.told.push('page: ' + event.blockedURI))",
            &[],
        )
        .await?;
    browser.click("block-preview").await?;
    browser.wait_count("preview-frame", 1, PATIENCE).await?;
    let sandbox = browser.attribute("preview-frame", "sandbox").await?;
    assert_eq!(sandbox.as_deref(), Some("allow-scripts"));
    // The page cannot look into it either, so the driver goes there.
    browser.id("preview-frame").await?.enter_frame().await?;
    browser
        .wait_js(
            "document.documentElement.dataset.state === 'shown'",
            PATIENCE,
        )
        .await?;
    let seen: Value = browser
        .eval(
            "return {
                text: document.getElementById('p').textContent, colour: getComputedStyle(document.getElementById('p')).color,
                gone: document.querySelectorAll('script, link, iframe, base, meta:not(head meta)').length,
                link: document.getElementById('link').hasAttribute('href'),
                handler: document.getElementById('div').hasAttribute('onclick'), ran: document.getElementById('ran') !== null,
                title: document.title, origin: self.origin,
                storage: (() => { try { return localStorage.length } catch (e) { return e.name } })(),
            }",
            &[],
        )
        .await?;
    assert_eq!(
        seen,
        json!({ "text": "Seen", "colour": "rgb(1, 2, 3)", "gone": 0, "link": false, "handler": false, "ran": false,
            "title": "Preview", "origin": "null", "storage": "SecurityError" })
    );
    // Even a script that got in would reach nobody.
    let reached = browser
        .run_async(
            "const tries = {};
            try { await fetch('https://beacon.example/i'); tries.fetch = true } catch (e) { tries.fetch = false }
            tries.image = await new Promise(done => { const i = new Image(); i.onload = () => done(true); i.onerror = () => done(false); i.src = 'https://beacon.example/j.png' });
            document.forms[0].requestSubmit();
            tries.here = location.href.split('/').pop();
            return tries",
            &[],
        )
        .await?;
    assert_eq!(
        reached,
        json!({ "fetch": false, "image": false, "here": "preview.html" })
    );
    // Nor does it get away: what the frame may show is the page's own.
    browser
        .run(
            "setTimeout(() => { location.href = 'https://beacon.example/k' }, 0)",
            &[],
        )
        .await?;
    browser.driver.enter_default_frame().await?;
    let told: Vec<String> = browser.eval("return window.told", &[]).await?;
    assert!(!told.iter().any(|word| word == "ran"), "{told:?}");
    for request in browser.requests().await? {
        assert!(
            !request.url.contains("beacon.example") || request.blocked.is_some(),
            "{}",
            request.url
        );
    }
    browser.click("preview-close").await?;
    browser.wait_gone("preview-dialog", PATIENCE).await
}

#[tokio::test]
async fn it_is_accessible_in_both_themes() -> Result {
    for dark in [false, true] {
        let options = BrowserOptions {
            dark,
            reduced_motion: true,
            ..BrowserOptions::default()
        };
        let stage = Stage::ready_as("#/chat", options).await?;
        let browser = &stage.browser;
        browser.choose_model("chat-model", "practice-burst").await?;
        browser.say("blocks").await?;
        browser.wait_answer("done", LONG).await?;
        browser.wait_js(DRAWN, PATIENCE).await?;
        browser.assert_accessible("an answer with blocks").await?;
        browser.click("block-preview").await?;
        browser.wait_count("preview-frame", 1, PATIENCE).await?;
        browser.assert_accessible("a preview").await?;
    }
    Ok(())
}
