//! A message read aloud, in the language it is in.

use super::{App, Listening, detect};
use crate::browser::page;
use leptos::prelude::*;

impl App {
    /// Reads a message aloud; `state` tells how far it is, `language` which language it is in.
    pub fn chat_listen(self, id: &str, state: RwSignal<Listening>, language: RwSignal<String>) {
        let text = markdown::spoken(&self.chat_text(id));
        // Now: after the wait the row may be gone, and its signals with it.
        let state = ArcRwSignal::from(state);
        leptos::task::spawn_local(async move {
            let found = detect::language_in(&text).await;
            let tag = found.unwrap_or_else(page::language);
            if language.try_set(tag.clone()).is_some() {
                // There is nothing left to end the reading with.
                return;
            }
            self.listen_to(text, tag, state);
        });
    }
}
