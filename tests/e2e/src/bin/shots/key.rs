//! The key dialog: without a key, refused, out of reach, good.

use std::net::{Ipv4Addr, TcpListener};

use e2e::Result;

use crate::studio::{KEY, Studio};

/// All of it. Ends with a key that is good.
pub async fn all(studio: &mut Studio) {
    if !studio.wants(&["key-none", "key-refused", "key-unreachable", "key-ready"]) {
        return;
    }
    let outcome = none(studio).await;
    studio.note("key-none", outcome);
    let outcome = refused(studio).await;
    studio.note("key-refused", outcome);
    let outcome = unreachable(studio).await;
    studio.note("key-unreachable", outcome);
    let outcome = ready(studio).await;
    studio.note("key-ready", outcome);
}

async fn none(studio: &mut Studio) -> Result {
    studio.browser.click("key-open").await?;
    studio
        .browser
        .wait_count("key-form", 1, e2e::PATIENCE)
        .await?;
    studio.shoot("key-none").await?;
    studio.shoot_whole("key-none-whole").await?;
    studio.browser.close_key_form().await
}

async fn refused(studio: &mut Studio) -> Result {
    let base = studio.endpoint.base_url();
    studio
        .browser
        .bring_key(&base, "practice-key-that-is-wrong")
        .await?;
    studio.shoot_after("key-refused", TO_DOCTOR).await?;
    studio.browser.close_key_form().await
}

async fn unreachable(studio: &mut Studio) -> Result {
    // Free a moment ago, and nobody listens there.
    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
        .local_addr()?
        .port();
    studio
        .browser
        .bring_key(&format!("http://127.0.0.1:{port}/v1"), KEY)
        .await?;
    studio.shoot_after("key-unreachable", TO_DOCTOR).await?;
    studio.browser.close_key_form().await
}

async fn ready(studio: &mut Studio) -> Result {
    let base = studio.endpoint.base_url();
    studio.browser.bring_key(&base, KEY).await?;
    studio.key_is_there();
    studio.shoot_after("key-ready", TO_DOCTOR).await?;
    studio.shoot_whole("key-ready-whole").await?;
    studio.browser.close_key_form().await
}

const TO_DOCTOR: &str = "
    const steps = document.querySelectorAll('[data-testid=doctor-step]');
    steps[steps.length - 1]?.scrollIntoView({ block: 'end' });";
