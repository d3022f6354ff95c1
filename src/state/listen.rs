//! A text read aloud: by the voices of this device, or by one of the endpoint where the person chose that.

use super::audio_models::no_path;
use super::wanted::Running;
use super::{App, Trouble};
use crate::browser::slot::slot;
use crate::browser::voice;
use leptos::prelude::*;
use std::cell::RefCell;

/// How far the reading is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Listening {
    /// Nothing is read.
    #[default]
    Silent,
    /// The endpoint is asked for the sound.
    Asking,
    /// It is being read.
    Speaking,
    /// This device has no voice of its own for the language.
    NoVoice,
    /// The endpoint's sound could not be had or not be played.
    Failed(Trouble),
}

impl Listening {
    /// A stable name, for `data-state`.
    pub fn name(&self) -> &'static str {
        match self {
            Listening::Silent => "silent",
            Listening::Asking => "asking",
            Listening::Speaking => "speaking",
            Listening::NoVoice => "no-voice",
            Listening::Failed(_) => "failed",
        }
    }

    /// Is there something to stop?
    pub fn goes_on(&self) -> bool {
        matches!(self, Listening::Asking | Listening::Speaking)
    }
}

thread_local! {
    static READING: RefCell<Option<Running>> = const { RefCell::new(None) };
}

impl App {
    /// Reads the translation aloud; `state` tells how far it is.
    pub fn translate_listen(self, state: RwSignal<Listening>) {
        let translate = self.translate;
        let target = translate.target.get_untracked();
        self.listen_to(target, untrack(|| self.target_language()), state.into());
    }

    /// Reads the source aloud, in the language it is in as far as that is known.
    pub fn source_listen(self, state: RwSignal<Listening>) {
        let translate = self.translate;
        let from = translate.from.get_untracked();
        let from = from.or_else(|| translate.detected.get_untracked());
        let source = translate.source.get_untracked();
        self.listen_to(source, from.unwrap_or_default(), state.into());
    }

    /// Reads a text in this language aloud; `state` tells how far it is.
    pub(super) fn listen_to(self, text: String, language: String, state: ArcRwSignal<Listening>) {
        // Not left to the new one's coming: what ends the old would end that too.
        self.translate_hush();
        state.set(Listening::Speaking);
        let running = Running::start(async move {
            let ended = self.read_aloud(&text, &language, &state).await;
            let _ = state.try_set(ended);
        });
        READING.with(|held| *held.borrow_mut() = Some(running));
    }

    /// Reads to the end, and says how that was.
    async fn read_aloud(
        self,
        text: &str,
        language: &str,
        state: &ArcRwSignal<Listening>,
    ) -> Listening {
        let missing = self.speech_missing();
        let voice = untrack(|| self.speech_voice()).filter(|_| !missing.get_untracked());
        if let Some(voice) = voice {
            if !self.ready_for_question() {
                return Listening::Silent;
            }
            match self.speak(text, language, voice, state).await {
                Ok(()) => return Listening::Silent,
                Err(trouble) if no_path(&trouble) => missing.set(true),
                Err(trouble) => return Listening::Failed(trouble),
            }
            let _ = state.try_set(Listening::Speaking);
        }
        // A device's voice may break off in a long text, so it gets the segments.
        let segments = translation::segments(text, Some(language));
        let texts = segments
            .into_iter()
            .filter_map(|segment| Some(text.get(segment.range)?.to_string()))
            .collect();
        let (done, over) = slot();
        match voice::speak(texts, language, move || done.fill(())).await {
            Some(speech) => {
                over.await;
                drop(speech);
                Listening::Silent
            }
            None => Listening::NoVoice,
        }
    }

    /// Ends the reading.
    pub fn translate_hush(self) {
        let reading = READING.with(|held| held.borrow_mut().take());
        drop(reading);
    }
}
