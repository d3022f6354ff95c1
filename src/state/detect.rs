//! Which language the source seems to be in. The word lists it takes are fetched when something is typed.

use super::App;
use super::fetched::{NotFetched, fetched};
use leptos::prelude::*;

#[cfg_attr(feature = "split", leptos::wasm_split::wasm_split(detect, wasm_split_path = ::leptos::wasm_split, fallible))]
fn detected(text: String) -> Result<Option<&'static str>, NotFetched> {
    Ok(translation::detect(&text).map(|found| found.tag))
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

impl App {
    /// From now on, the detected language follows the source.
    pub(super) fn watch_language(self) {
        let translate = self.translate;
        let beginning = Memo::new(move |_| translate.source.with(|text| head(text)));
        Effect::new(move || {
            let text = beginning.get();
            // A single letter tells nothing.
            if text.trim().chars().nth(1).is_none() {
                return translate.detected.set(None);
            }
            leptos::task::spawn_local(async move {
                let found = fetched!(detected(text.clone()));
                // Meanwhile more may have been typed: then that is being looked at.
                if beginning.with_untracked(|now| *now == text) {
                    // Without the lists no language is named, which is the truth.
                    let tag = found.ok().flatten().map(str::to_string);
                    if translate.detected.with_untracked(|shown| *shown != tag) {
                        translate.detected.set(tag);
                    }
                }
            });
        });
    }
}
