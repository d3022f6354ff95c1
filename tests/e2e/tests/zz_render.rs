#![allow(clippy::unwrap_used, clippy::expect_used)]
mod common;
use common::{LONG, Stage};
use e2e::{BrowserOptions, PATIENCE, Result};
use std::path::Path;

async fn shoot(name: &str, options: BrowserOptions) -> Result {
    let stage = Stage::ready_as("#/chat", options).await?;
    let browser = &stage.browser;
    browser.choose_model("chat-model", "practice-burst").await?;
    browser.say("blocks").await?;
    browser.wait_answer("done", LONG).await?;
    let _ = browser.wait_js("document.querySelector('.math[data-state=drawn]') && document.querySelector('.c-keyword')", PATIENCE).await;
    let dir = Path::new("/tmp/wt-render2-shots");
    std::fs::create_dir_all(dir).unwrap();
    for (at, css) in [
        (0, "[data-testid=message-text] h4"),
        (1, "figure[data-language=python]"),
        (2, "figure[data-language=svg]"),
    ] {
        browser.run(&format!("const t=document.querySelector('[data-testid=chat-thread]'); t.dispatchEvent(new WheelEvent('wheel',{{deltaY:-9,bubbles:true}})); document.querySelector('{css}').scrollIntoView({{block:'start'}})"), &[]).await?;
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        browser
            .screenshot(&dir.join(format!("{name}-{at}.png")))
            .await?;
    }
    browser
        .run(
            "document.querySelectorAll('[data-testid=block-preview]')[0].click()",
            &[],
        )
        .await?;
    browser.wait_count("preview-frame", 1, PATIENCE).await?;
    tokio::time::sleep(std::time::Duration::from_millis(700)).await;
    browser
        .screenshot(&dir.join(format!("{name}-preview.png")))
        .await?;
    Ok(())
}

#[tokio::test]
async fn shots() -> Result {
    let d = BrowserOptions::default;
    shoot("light", d()).await?;
    shoot("dark", BrowserOptions { dark: true, ..d() }).await?;
    shoot(
        "ar",
        BrowserOptions {
            locale: "ar".into(),
            size: (360, 740),
            ..d()
        },
    )
    .await?;
    Ok(())
}
