//! Links into the page: `#/translate?text=…&from=en&to=de` fills the source and the languages.
//!
//! A link is written by anyone, so it fills in and does nothing else: never an endpoint, never a key, and nothing is sent until
//! the person asks. What stood in the panes can be brought back.

use super::App;
use crate::browser::page;
use leptos::prelude::*;

/// The longest text that is taken from a link, in characters. Browsers cut addresses not far above it.
const MOST: usize = 20_000;

impl App {
    /// Takes over what the address holds, and takes it out of the address: a reload must not undo what is typed since.
    pub(super) fn follow_link(self) {
        let translate = self.translate;
        let language = |name: &str| {
            let tag = page::route_value(name)?;
            translation::find(tag.trim()).map(|language| language.tag.to_string())
        };
        let (from, to) = (language("from"), language("to"));
        if let Some(text) = page::route_value("text").filter(|text| !text.trim().is_empty()) {
            let text: String = text.chars().take(MOST).collect();
            if translate.source.with_untracked(|source| *source != text) {
                self.translate_stop();
                self.keep_edit();
                self.put_aside_unless_kept(true);
                self.fill_source(text);
                self.note_untyped();
            }
            // A link that names no source language leaves it to be detected.
            translate.from.set(None);
        }
        if let Some(to) = to {
            self.set_to(to);
        }
        if let Some(from) = from {
            self.set_from(Some(from));
        }
        page::replace_route("/translate");
    }
}
