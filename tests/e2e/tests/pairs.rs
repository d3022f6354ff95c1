//! Translate: sentences and their translations are lit together.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{Browser, PATIENCE, Result};
use serde_json::{Value, json};

const SOURCE: &str = "The first sentence is here. The second one follows 🦜 it.\n\nA third stands alone, and it is long enough to need more than a single line in the pane that it is shown in.";

/// What is lit, as text: in the source, then in the target.
const LIT: &str =
    "return Array.from(CSS.highlights.get(arguments[0]) ?? [], range => range.toString())";

/// The middle of the first line of these words in a pane; null until the pane's copy is there with them.
const PLACE: &str = "
    const area = document.querySelector(`[data-testid=${arguments[0]}]`);
    const text = area.previousElementSibling?.firstChild;
    const from = text?.data?.indexOf(arguments[1]) ?? -1;
    if (from < 0) return null;
    const range = document.createRange();
    range.setStart(text, from);
    range.setEnd(text, from + arguments[1].length);
    const rect = range.getClientRects()[0];
    return [(rect.left + rect.right) / 2, (rect.top + rect.bottom) / 2];";

/// Whether each letter of a pane's copy is behind its own, as far as sizes tell.
const FITS: &str = "
    return ['tr-source', 'tr-target'].every(id => {
        const area = document.querySelector(`[data-testid=${id}]`);
        const copy = area.previousElementSibling;
        return copy.className === 'mirror' && copy.clientWidth === area.clientWidth && copy.clientHeight === area.clientHeight
            && Math.abs(copy.scrollHeight - area.scrollHeight) <= 1 && copy.scrollTop === area.scrollTop;
    })";

/// A translation in the panes, and what belongs together in it.
struct Pairs(Vec<[String; 2]>);

impl Pairs {
    async fn made(stage: &Stage, text: &str) -> Result<Self> {
        stage.translate(text, LONG).await?;
        let whole = stage.target().await?;
        let records = stage
            .records("history", |all| all.iter().any(|e| e["target"] == *whole))
            .await?;
        let entry = records.iter().find(|e| e["target"] == *whole).unwrap();
        let part = |text: &str, range: &Value| {
            let end = |name: &str| usize::try_from(range[name].as_u64().unwrap()).unwrap();
            text[end("start")..end("end")].to_owned()
        };
        let pairs = entry["pairs"].as_array().unwrap().iter();
        Ok(Self(
            pairs
                .map(|pair| [part(text, &pair["source"]), part(&whole, &pair["target"])])
                .collect(),
        ))
    }

    async fn are_lit(&self, browser: &Browser, index: usize) -> Result {
        let wanted = self.0[index].clone();
        browser
            .wait(&format!("{wanted:?} to be lit"), PATIENCE, async || {
                Ok((lit(browser, "pair-lit").await? == wanted).then_some(()))
            })
            .await
    }
}

async fn lit(browser: &Browser, name: &str) -> Result<Vec<String>> {
    browser.eval(LIT, &[name.into()]).await
}

async fn nothing_is_lit(browser: &Browser) -> Result {
    browser
        .wait("nothing to be lit", PATIENCE, async || {
            Ok(lit(browser, "pair-lit").await?.is_empty().then_some(()))
        })
        .await
}

async fn point(browser: &Browser, x: f64, y: f64) -> Result {
    let event = json!({ "type": "mouseMoved", "x": x, "y": y, "pointerType": "mouse" });
    browser.cdp("Input.dispatchMouseEvent", event).await?;
    Ok(())
}

async fn point_at(browser: &Browser, pane: &str, words: &str) -> Result {
    let (x, y): (f64, f64) = browser
        .wait(&format!("{words:?} in {pane}"), PATIENCE, async || {
            browser.eval(PLACE, &[pane.into(), words.into()]).await
        })
        .await?;
    point(browser, x, y).await
}

#[tokio::test]
async fn under_the_pointer_and_at_the_caret() -> Result {
    let stage = Stage::desk("practice").await?;
    let browser = &stage.browser;
    let pairs = Pairs::made(&stage, SOURCE).await?;
    assert_eq!(pairs.0.len(), 3);
    browser.press("Control+End").await?;
    pairs.are_lit(browser, 2).await?;
    assert!(browser.eval::<bool>(FITS, &[]).await?);

    for index in [0, 1, 2] {
        let [source, target] = &pairs.0[index];
        point_at(browser, "tr-source", source).await?;
        pairs.are_lit(browser, index).await?;
        point(browser, 2.0, 2.0).await?;
        pairs.are_lit(browser, 2).await?;
        point_at(browser, "tr-target", target).await?;
        pairs.are_lit(browser, index).await?;
        point(browser, 2.0, 2.0).await?;
        pairs.are_lit(browser, 2).await?;
    }

    browser.focus("tr-target").await?;
    browser.press("Control+Home").await?;
    pairs.are_lit(browser, 0).await?;
    browser.press("Control+End").await?;
    pairs.are_lit(browser, 2).await?;
    browser.focus("tr-run").await?;
    nothing_is_lit(browser).await?;
    Ok(())
}

#[tokio::test]
async fn what_is_not_certain_is_not_lit() -> Result {
    let stage = Stage::desk("practice").await?;
    let browser = &stage.browser;
    let mut pairs = Pairs::made(&stage, SOURCE).await?;
    browser.focus("tr-source").await?;
    browser.press("Control+Home").await?;
    pairs.are_lit(browser, 0).await?;

    // An edit of the target is followed when it has ended.
    browser.focus("tr-target").await?;
    browser.press("Control+End").await?;
    browser.type_keys(" More").await?;
    pairs.0[2][1] += " More";
    pairs.are_lit(browser, 2).await?;
    assert!(browser.eval::<bool>(FITS, &[]).await?);

    // Another source is not what this was made from, until it is that again.
    browser.focus("tr-source").await?;
    browser.press("Control+Home").await?;
    pairs.are_lit(browser, 0).await?;
    browser.type_keys("x").await?;
    nothing_is_lit(browser).await?;
    browser.press("Backspace").await?;
    pairs.are_lit(browser, 0).await?;

    // Gone with the page, and back with it.
    stage.go("#/usage").await?;
    nothing_is_lit(browser).await?;
    stage.go("#/translate").await?;
    browser.focus("tr-source").await?;
    browser.press("Control+Home").await?;
    pairs.are_lit(browser, 0).await?;
    assert_eq!(browser.seen_css(".mirror").await?.len(), 2);
    Ok(())
}

#[tokio::test]
async fn the_partner_is_shown_when_it_is_asked_for() -> Result {
    let stage = Stage::desk("practice").await?;
    let browser = &stage.browser;
    let text: Vec<String> = (1..=150)
        .map(|n| format!("This is sentence {n} of many, and it says so."))
        .collect();
    let pairs = Pairs::made(&stage, &text.join("\n")).await?;
    assert_eq!(pairs.0.len(), 150);
    let top = "return document.querySelector('[data-testid=tr-target]').scrollTop";
    browser
        .run(
            "document.querySelector('[data-testid=tr-target]').scrollTop = 0",
            &[],
        )
        .await?;
    browser.focus("tr-source").await?;
    browser.press("Control+End").await?;
    pairs.are_lit(browser, 149).await?;
    assert_eq!(browser.eval::<f64>(top, &[]).await?, 0.0);
    browser.press("Alt+Enter").await?;
    browser
        .wait_js(
            "document.querySelector('[data-testid=tr-target]').scrollTop > 500",
            PATIENCE,
        )
        .await?;
    assert_eq!(browser.value("tr-source").await?, text.join("\n"));
    assert_eq!(browser.focused().await?.id, "tr-source");
    assert!(browser.eval::<bool>(FITS, &[]).await?);
    Ok(())
}

#[tokio::test]
async fn what_could_not_be_had_is_underlined() -> Result {
    let stage = Stage::desk("practice-refuses-line").await?;
    let browser = &stage.browser;
    let text = "This is fine. This one is forbidden to say. So is none.";
    stage.translate(text, LONG).await?;
    browser
        .wait("the failed one to be underlined", PATIENCE, async || {
            let failed = lit(browser, "pair-failed").await?;
            Ok((failed == ["This one is forbidden to say."]).then_some(()))
        })
        .await
}

#[tokio::test]
async fn from_right_to_left() -> Result {
    let stage = Stage::desk("practice").await?;
    let browser = &stage.browser;
    browser.choose_language("tr-to", "Arabic", "ar").await?;
    let pairs = Pairs::made(&stage, SOURCE).await?;
    // From then on the pointer is heard.
    pairs.are_lit(browser, 2).await?;
    point_at(browser, "tr-target", &pairs.0[2][1]).await?;
    pairs.are_lit(browser, 2).await?;
    point_at(browser, "tr-target", &pairs.0[0][1]).await?;
    pairs.are_lit(browser, 0).await?;
    assert!(browser.eval::<bool>(FITS, &[]).await?);
    Ok(())
}
