//! A translation read aloud, by the voices of this device.

use super::App;
use crate::browser::{Subscription, voice};
use leptos::prelude::*;
use std::cell::RefCell;

/// How far the reading is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Listening {
    /// Nothing is read.
    #[default]
    Silent,
    /// It is being read.
    Speaking,
    /// This device has no voice of its own for the language.
    NoVoice,
}

thread_local! {
    static SPEECH: RefCell<Option<Subscription>> = const { RefCell::new(None) };
}

impl App {
    /// Reads the translation aloud, segment by segment; `state` tells how far it is.
    pub fn translate_listen(self, state: RwSignal<Listening>) {
        let translate = self.translate;
        let target = translate.target.get_untracked();
        let pairs = translate.pairs.get_untracked();
        // A device's voice may break off in a long text, so it gets the segments, where they are known.
        let segments = pairs.0.iter().map(|pair| target.get(pair.target.clone()));
        let texts = match segments.collect::<Option<Vec<&str>>>() {
            Some(texts) if !texts.is_empty() => texts,
            _ => vec![target.as_str()],
        };
        let texts = texts.into_iter().map(str::to_string).collect();
        self.listen_to(texts, untrack(|| self.target_language()), state.into());
    }

    /// Reads texts in this language aloud, one after the other; `state` tells how far it is.
    pub(super) fn listen_to(
        self,
        texts: Vec<String>,
        language: String,
        state: ArcRwSignal<Listening>,
    ) {
        // Not left to the new one's coming: what ends the old would end that too.
        self.translate_hush();
        state.set(Listening::Speaking);
        leptos::task::spawn_local(async move {
            let ended = state.clone();
            let done = move || ended.set(Listening::Silent);
            let speech = voice::speak(texts, &language, done).await;
            // Stopped while the voices were looked for: what was begun ends with its value.
            if state.try_get_untracked() != Some(Listening::Speaking) {
                return;
            }
            if speech.is_none() {
                state.set(Listening::NoVoice);
            }
            SPEECH.with(|held| *held.borrow_mut() = speech);
        });
    }

    /// Ends the reading.
    pub fn translate_hush(self) {
        SPEECH.with(|held| held.borrow_mut().take());
    }
}
