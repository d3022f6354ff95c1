//! Elements by their test id: looking, clicking, typing.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::json;
use thirtyfour::{By, WebElement};

use crate::browser::Browser;
use crate::wait::PATIENCE;
use crate::{Error, Result};

/// What can be seen of an element, read at one moment.
#[derive(Clone, Debug, Deserialize)]
pub struct Seen {
    /// Its text as shown (`innerText`).
    pub text: String,
    /// The value of an input, select or text area.
    pub value: Option<String>,
    /// Its `data-state`; empty when it has none.
    pub state: String,
    /// All attributes.
    pub attributes: BTreeMap<String, String>,
    /// Whether it takes room and is not hidden.
    pub visible: bool,
    /// Whether it can be used: neither `disabled` nor `aria-disabled`.
    pub enabled: bool,
}

const SEE: &str = "
    const see = e => ({
        text: e.innerText ?? e.textContent ?? '',
        value: 'value' in e && e.tagName !== 'BUTTON' && e.tagName !== 'LI' ? String(e.value) : null,
        state: e.dataset.state ?? '',
        attributes: Object.fromEntries(Array.from(e.attributes, a => [a.name, a.value])),
        visible: e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0,
        enabled: !e.disabled && e.getAttribute('aria-disabled') !== 'true',
    });
    return Array.from(document.querySelectorAll(arguments[0]), see);";

/// The CSS selector of a test id.
fn selector(id: &str) -> String {
    format!("[data-testid=\"{id}\"]")
}

impl Browser {
    /// What can be seen of every element with this test id.
    pub async fn seen_all(&self, id: &str) -> Result<Vec<Seen>> {
        self.eval(SEE, &[selector(id).into()]).await
    }

    /// What can be seen of every element that a CSS selector finds.
    pub async fn seen_css(&self, css: &str) -> Result<Vec<Seen>> {
        self.eval(SEE, &[css.into()]).await
    }

    /// What can be seen of the first element with this test id, if there is one now.
    pub async fn seen(&self, id: &str) -> Result<Option<Seen>> {
        Ok(self.seen_all(id).await?.into_iter().next())
    }

    /// How many elements have this test id now.
    pub async fn count(&self, id: &str) -> Result<usize> {
        self.eval(
            "return document.querySelectorAll(arguments[0]).length",
            &[selector(id).into()],
        )
        .await
    }

    /// The text of the first element with this test id, as shown; waits for it to be there.
    pub async fn text(&self, id: &str) -> Result<String> {
        Ok(self.there(id).await?.text)
    }

    /// The value of an input, select or text area.
    pub async fn value(&self, id: &str) -> Result<String> {
        self.there(id)
            .await?
            .value
            .ok_or_else(|| Error::new(format!("`{id}` has no value")))
    }

    /// The element's `data-state`.
    pub async fn state(&self, id: &str) -> Result<String> {
        let seen = self.seen(id).await?;
        Ok(seen
            .ok_or_else(|| Error::new(format!("there is no `{id}`")))?
            .state)
    }

    /// An attribute of the element.
    pub async fn attribute(&self, id: &str, name: &str) -> Result<Option<String>> {
        Ok(self.there(id).await?.attributes.remove(name))
    }

    async fn there(&self, id: &str) -> Result<Seen> {
        self.wait(&format!("`{id}` to be there"), PATIENCE, async || {
            self.seen(id).await
        })
        .await
    }

    /// The first element with this test id, for what the methods here do not do; waits for it to be there.
    pub async fn id(&self, id: &str) -> Result<WebElement> {
        self.css(&selector(id)).await
    }

    /// Every element with this test id now.
    pub async fn ids(&self, id: &str) -> Result<Vec<WebElement>> {
        Ok(self.driver.find_all(By::Css(selector(id))).await?)
    }

    /// The first element that a CSS selector finds; waits for it to be there.
    pub async fn css(&self, css: &str) -> Result<WebElement> {
        self.wait(&format!("`{css}` to be there"), PATIENCE, async || {
            Ok(Some(self.driver.find(By::Css(css)).await?))
        })
        .await
    }

    /// Clicks with the pointer, as soon as the element can be clicked: visible, enabled, and not covered.
    pub async fn click(&self, id: &str) -> Result {
        self.click_nth(id, 0).await
    }

    /// Clicks the one of several with this test id; counted from 0.
    pub async fn click_nth(&self, id: &str, nth: usize) -> Result {
        self.click_matching(&format!("`{id}` ({nth})"), &selector(id), nth)
            .await
    }

    /// Clicks the first element that a CSS selector finds.
    pub async fn click_css(&self, css: &str) -> Result {
        self.click_matching(&format!("`{css}`"), css, 0).await
    }

    async fn click_matching(&self, what: &str, css: &str, nth: usize) -> Result {
        self.wait(&format!("{what} to be clickable"), PATIENCE, async || {
            let mut found = self.driver.find_all(By::Css(css)).await?;
            if nth >= found.len() {
                return Ok(None);
            }
            let element = found.swap_remove(nth);
            if !element.is_enabled().await? {
                return Ok(None);
            }
            element.click().await?;
            Ok(Some(()))
        })
        .await
    }

    /// Types into an element as a person does, after what is already there.
    pub async fn type_into(&self, id: &str, text: &str) -> Result {
        let element = self.id(id).await?;
        element.focus().await?;
        for run in runs(text) {
            if run.chars().any(beyond_keys) {
                self.cdp("Input.insertText", json!({ "text": run })).await?;
            } else {
                element.send_keys(run).await?;
            }
        }
        Ok(())
    }

    /// Puts a text into the focused element at once, as pasting or an input method does.
    pub async fn insert_text(&self, text: &str) -> Result {
        self.cdp("Input.insertText", json!({ "text": text }))
            .await
            .map(drop)
    }

    /// Replaces the value at once and tells the page (`input`, then `change`): for long texts and for selects.
    pub async fn set_value(&self, id: &str, value: &str) -> Result {
        let element = self.id(id).await?;
        self.run(SET_VALUE, &[element.to_json()?, value.into()])
            .await
            .map(drop)
    }

    /// Gives files to a file input, by their paths.
    pub async fn choose_files(&self, id: &str, files: &[&std::path::Path]) -> Result {
        let paths: Vec<String> = files.iter().map(|f| f.display().to_string()).collect();
        Ok(self.id(id).await?.send_keys(paths.join("\n")).await?)
    }

    /// Puts the keyboard's focus on an element.
    pub async fn focus(&self, id: &str) -> Result {
        Ok(self.id(id).await?.focus().await?)
    }
}

// The setter of the prototype: frameworks may shadow the element's own.
const SET_VALUE: &str = "
    const [element, value] = arguments;
    const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(element), 'value');
    set.call(element, value);
    element.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));
    element.dispatchEvent(new Event('change', { bubbles: true }));";

/// Whether chromedriver cannot type it: it knows the basic plane only, of which it takes a part for keys.
fn beyond_keys(c: char) -> bool {
    c > '\u{ffff}' || ('\u{e000}'..='\u{f8ff}').contains(&c)
}

/// Splits where typing has to change its way.
fn runs(text: &str) -> Vec<&str> {
    let mut runs = Vec::new();
    let mut begin = 0;
    let mut before = None;
    for (at, c) in text.char_indices() {
        let now = beyond_keys(c);
        if before.is_some_and(|before| before != now) {
            runs.push(&text[begin..at]);
            begin = at;
        }
        before = Some(now);
    }
    runs.push(&text[begin..]);
    runs
}

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn typing_changes_its_way_at_emoji() {
        assert_eq!(runs("ab😀😀c"), ["ab", "😀😀", "c"]);
        assert_eq!(runs("漢字"), ["漢字"]);
    }
}
