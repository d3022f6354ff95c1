//! The key's form: what is missing or in the wrong field is said where it is, and goes nowhere.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::Stage;
use e2e::{BrowserOptions, PATIENCE, Result};

const KEY: &str = "sk-canary-in-the-wrong-field-0123456789";

/// It was said at the foot of the form, far from the field that it was about.
#[tokio::test]
async fn a_missing_key_is_said_at_its_field() -> Result {
    let stage = Stage::bare("", BrowserOptions::default(), None).await?;
    let browser = &stage.browser;
    browser.click("key-open").await?;
    browser.wait_count("key-form", 1, PATIENCE).await?;
    assert_eq!(browser.count("key-missing").await?, 0);
    browser.focus("key-endpoint").await?;
    browser.click("key-save").await?;
    browser.wait_count("key-missing", 1, PATIENCE).await?;
    stage.wait_focus("key-input").await?;
    // A screen reader says it with the field.
    let described: bool = browser
        .eval(
            "const field = document.querySelector('[data-testid=key-input]');
            const by = document.getElementById(field.getAttribute('aria-describedby'));
            return field.getAttribute('aria-invalid') === 'true' && by.contains(document.querySelector('[data-testid=key-missing]'))",
            &[],
        )
        .await?;
    assert!(described);
    assert_eq!(browser.count("problem").await?, 0);
    browser.insert_text(KEY).await?;
    browser.wait_gone("key-missing", PATIENCE).await?;
    assert_eq!(browser.attribute("key-input", "aria-invalid").await?, None);
    Ok(())
}

/// It was kept as an address, written down for new tabs, and looked up in the network as the name of a host.
#[tokio::test]
async fn a_key_in_the_field_of_the_address_is_told_and_kept_nowhere() -> Result {
    let stage = Stage::bare("", BrowserOptions::default(), None).await?;
    let browser = &stage.browser;
    browser.click("key-open").await?;
    browser.set_value("key-endpoint", "custom").await?;
    // One of a kind that is known, one that is only long, and one at the end of an address.
    let unknown = "a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6";
    let behind = format!("{}/{KEY}", stage.practice.base_url());
    for (typed, key) in [(KEY, KEY), (unknown, unknown), (behind.as_str(), KEY)] {
        browser.set_value("key-base-url", "").await?;
        browser.focus("key-base-url").await?;
        browser.insert_text(typed).await?;
        browser
            .wait_text("key-base-problem", "looks like a key", PATIENCE)
            .await?;
        browser.press("Enter").await?;
        browser
            .css("[data-testid=key-form] [data-testid=problem][data-kind=bad-base]")
            .await?;
        browser.click("key-save").await?;
        // It stands in the field that it was typed into, and nowhere else.
        let mut places = browser.stored().await?.places_of(key);
        places.retain(|place| !place.starts_with("input"));
        assert!(places.is_empty(), "{typed}: {places:?}");
        let account: String = browser
            .eval(
                "return document.querySelector('[data-testid=key-form] [name=username]').value",
                &[],
            )
            .await?;
        assert_eq!(account, "", "what a password manager would keep");
        assert_eq!(browser.state("key-state").await?, "none");
    }
    // Left and opened again, and after a reload: it is the endpoint of before.
    browser.close_key_form().await?;
    stage.reload().await?;
    assert!(browser.stored().await?.places_of(KEY).is_empty());
    browser.click("key-open").await?;
    assert_eq!(
        browser.value("key-base-url").await?,
        "https://api.openai.com/v1"
    );
    for request in browser.requests().await? {
        assert!(
            !request.url.contains(KEY) && !request.url.contains(unknown),
            "{}",
            request.url
        );
    }
    assert!(stage.practice.requests().is_empty());
    Ok(())
}
