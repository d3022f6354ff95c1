//! Which endpoint this tab talks to. Not a secret: the tab's choice is in session storage, the last one in local
//! storage for new tabs. boot.js reads the same places in the same order before anything else runs, and narrows
//! the page's Content-Security-Policy to what it finds; so another endpoint means a reload.

use super::{session, storage};
use serde::{Deserialize, Serialize};

const NAME: &str = "parlance.endpoint";
const DEFAULT_BASE: &str = "https://api.openai.com/v1";
const DEFAULT_PRESET: &str = "openai";
/// The preset's name when the page or the person gave an address of their own.
pub const CUSTOM: &str = "custom";

/// An endpoint as chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The preset's name, or [`CUSTOM`].
    pub preset: String,
    /// The base URL.
    pub base: String,
}

/// What a choice asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// The policy in force allows it: go on.
    InForce,
    /// The policy in force names another origin: reload the page ([`super::page::reload`]).
    NeedsReload,
}

/// Makes the endpoint in use this tab's own, so that a choice made in another tab does not change it.
pub fn pin(choice: &Choice) {
    // Where storage is blocked there is nothing to pin it to.
    let _ = storage::tab_set(NAME, choice);
}

/// The endpoint in use: the tab's, else the last one chosen, else the one the page's host set
/// (`<meta name="parlance-endpoint">`), else OpenAI's.
pub fn chosen() -> Choice {
    usable(storage::tab_get(NAME))
        .or_else(|| usable(serde_json::from_str(&storage::raw_local(NAME)?).ok()))
        .or_else(from_page)
        .unwrap_or_else(|| Choice {
            preset: DEFAULT_PRESET.to_owned(),
            base: DEFAULT_BASE.to_owned(),
        })
}

// In its one form; `None` when it is no endpoint's address (boot.js passes it over as well).
fn usable(choice: Option<Choice>) -> Option<Choice> {
    let choice = choice?;
    let base = wire::BaseUrl::parse(&choice.base).ok()?;
    Some(Choice {
        preset: choice.preset,
        base: base.as_str().to_owned(),
    })
}

/// Chooses. When the origin is another than the key's, the key is dropped at once.
///
/// `base` must be one that `wire::BaseUrl::parse` accepts, as its `as_str` gives it: boot.js falls back to
/// allowing nothing otherwise.
pub fn choose(choice: &Choice) -> Chosen {
    session::open(&choice.base);
    // Where storage is blocked the choice lasts until the reload; there is nothing better to do.
    let _ = storage::tab_set(NAME, choice);
    let _ = storage::local_set(NAME, choice);
    let origin = session::origin_of(&choice.base);
    if origin.is_some() && origin == enforced_origin() {
        Chosen::InForce
    } else {
        Chosen::NeedsReload
    }
}

/// The origin that boot.js narrowed the policy to: the only one, this page's own aside, that the browser lets
/// anything be sent to. `None` when it allowed none.
pub fn enforced_origin() -> Option<String> {
    let root = web_sys::window()?.document()?.document_element()?;
    root.get_attribute("data-origin")
        .filter(|origin| !origin.is_empty())
}

fn from_page() -> Option<Choice> {
    let document = web_sys::window()?.document()?;
    let meta = document
        .query_selector("meta[name='parlance-endpoint']")
        .ok()??;
    usable(Some(Choice {
        preset: CUSTOM.to_owned(),
        base: meta.get_attribute("content")?,
    }))
}
