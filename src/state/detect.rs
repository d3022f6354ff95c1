//! Which language the source seems to be in. The word lists it takes are fetched when something is typed.

use super::App;
use super::fetched::{NotFetched, fetched};
use crate::browser::time::{self, Timer};
use leptos::prelude::*;
use std::cell::RefCell;
use wire::Millis;

/// How long nothing must have been typed: neither the fetch of the lists nor the work is to fall between two keys.
const PAUSE: Millis = 300;

thread_local! {
    static PENDING: RefCell<Option<Timer>> = const { RefCell::new(None) };
}

#[cfg_attr(feature = "split", leptos::wasm_split::wasm_split(detect, wasm_split_path = ::leptos::wasm_split, fallible))]
fn detected(text: String) -> Result<Option<&'static str>, NotFetched> {
    Ok(translation::detect(&text).map(|found| found.tag))
}

/// The language that a text is in, as far as that can be told.
pub(super) async fn language_in(text: &str) -> Option<String> {
    let found = fetched!(detected(head(text)));
    found.ok().flatten().map(str::to_string)
}

/// Detection needs no more than the beginning.
fn head(text: &str) -> String {
    const ENOUGH: usize = 2_000;
    let end = (0..=ENOUGH.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0);
    text[..end].to_string()
}

fn wait(timer: Option<Timer>) {
    PENDING.with(|pending| *pending.borrow_mut() = timer);
}

impl App {
    /// From now on, the detected language follows the source.
    pub(super) fn watch_language(self) {
        let translate = self.translate;
        let beginning = Memo::new(move |_| translate.source.with(|text| head(text)));
        Effect::new(move || {
            let tells = beginning.with(|text| tells(text));
            if tells {
                wait(Some(time::after(PAUSE, move || self.detect_now())));
            } else {
                wait(None);
                translate.detected.set(None);
            }
        });
    }

    /// Looks at the source without waiting for a pause: a run begins.
    pub(super) fn detect_now(self) {
        leptos::task::spawn_local(self.detect());
    }

    /// The same, for what has to wait for it.
    pub(super) async fn detect(self) {
        let translate = self.translate;
        wait(None);
        let text = translate.source.with_untracked(|text| head(text));
        if !tells(&text) {
            return;
        }
        let found = fetched!(detected(text.clone()));
        // Meanwhile more may have been typed: then that is being looked at.
        if translate.source.with_untracked(|now| head(now) == text) {
            // Without the lists no language is named, which is the truth.
            let tag = found.ok().flatten().map(str::to_string);
            if translate.detected.with_untracked(|shown| *shown != tag) {
                translate.detected.set(tag);
            }
        }
    }
}

/// A single letter tells nothing, and of "hi" or "no" as many languages can be guessed. Other scripts tell more.
fn tells(text: &str) -> bool {
    let text = text.trim();
    let least = if text.is_ascii() { 4 } else { 2 };
    text.chars().nth(least - 1).is_some()
}
