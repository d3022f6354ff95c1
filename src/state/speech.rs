//! Reading aloud by a voice of the endpoint, where the person chose one: piece by piece, each a call that is paid for. What it
//! costs goes by characters or minutes, which no table of prices here has, so it counts as unpriced.

use super::audio_models::speaking_model;
use super::listen::Listening;
use super::one_piece::{self, OnePiece, Outgoing, Piece};
use super::{App, Trouble};
use crate::browser::file::File;
use crate::browser::slot::slot;
use crate::browser::sound;
use gate::WorkKind;
use leptos::prelude::*;
use std::cell::OnceCell;
use wire::{Millis, Problem, ProblemKind, SPEECH_MOST};

/// How long a sound may take to come, in milliseconds: some minutes of speech are made at once.
const DEADLINE: Millis = 180_000;
/// The longest sound, in bytes: five minutes of plain samples, as some servers send them.
const LARGEST: usize = 48 * 1024 * 1024;

/// The voices that CreateSpeechRequest names. Other servers have others.
pub const VOICES: [&str; 13] = [
    "alloy", "ash", "ballad", "cedar", "coral", "echo", "fable", "marin", "nova", "onyx", "sage",
    "shimmer", "verse",
];

thread_local! {
    static MISSING: OnceCell<ArcRwSignal<bool>> = const { OnceCell::new() };
}

impl App {
    /// Does this endpoint read nothing aloud, as was found out? Then the device's voices do.
    pub fn speech_missing(self) -> ArcRwSignal<bool> {
        MISSING.with(|missing| missing.get_or_init(ArcRwSignal::default).clone())
    }

    /// The endpoint's voice that the person chose; none: the device's voices read.
    pub fn speech_voice(self) -> Option<String> {
        self.of_speech(|models| models.voice.clone())
    }

    /// The model that makes sound of a text: the person's, else one that is listed, else the usual one of the endpoint.
    pub fn speech_model(self) -> String {
        let own = self.of_speech(|models| models.speech.clone());
        own.unwrap_or_else(|| self.usual_speech_model())
    }

    /// The model where the person says none.
    pub fn usual_speech_model(self) -> String {
        let preset = self.endpoint.choice.with(|choice| choice.preset);
        let chosen = self.model_for(super::Task::Translate);
        let models = self.endpoint.models;
        models.with(|models| speaking_model(preset, &models.list, chosen))
    }

    fn of_speech(
        self,
        of: impl FnOnce(&super::settings::TaskModels) -> Option<String>,
    ) -> Option<String> {
        let origin = self.endpoint.choice.with(|choice| choice.origin());
        self.settings
            .with(|settings| settings.models.get(&origin).and_then(of))
    }

    /// Remembers the endpoint's voice (none: the device's voices) and its model (none: the usual one).
    pub fn set_speech(self, voice: Option<String>, model: Option<String>) {
        let tidy = |text: Option<String>| {
            let text = text?.trim().to_string();
            (!text.is_empty()).then_some(text)
        };
        let choice = self.endpoint.choice;
        let origin = choice.with_untracked(|choice| choice.origin());
        self.change_settings(|settings| {
            let models = settings.models.entry(origin).or_default();
            (models.voice, models.speech) = (tidy(voice), tidy(model));
        });
        // With another model it may.
        self.speech_missing().set(false);
    }

    /// Reads a text aloud by this voice, to its end. Dropping the future ends it.
    ///
    /// # Errors
    ///
    /// What kept it from being heard.
    pub(super) async fn speak(
        self,
        text: &str,
        language: &str,
        voice: String,
        state: &ArcRwSignal<Listening>,
    ) -> Result<(), Trouble> {
        let mut pieces = translation::spoken(text, language, SPEECH_MOST).into_iter();
        let model = untrack(|| self.speech_model());
        let ask = |piece: String| self.ask_sound(piece, model.clone(), voice.clone());
        let mut next = pieces.next().map(ask);
        while let Some(asked) = next {
            let _ = state.try_set(Listening::Asking);
            let sound = asked.wait().await.map_err(|why| why.trouble(self))?;
            // Asked for while this one is heard, so that there is no gap.
            next = pieces.next().map(ask);
            let _ = state.try_set(Listening::Speaking);
            let (done, played) = slot();
            let playing = sound::play(&sound, move |how| done.fill(how));
            let played = played.await;
            drop(playing);
            if let sound::Played::Not(why) = played {
                return Err(self.trouble_of(Problem {
                    message: why,
                    ..Problem::new(ProblemKind::NotUnderstood)
                }));
            }
        }
        Ok(())
    }

    fn ask_sound(self, text: String, model: String, voice: String) -> Piece<File> {
        let call = OnePiece {
            kind: WorkKind::Translate,
            model: model.clone(),
            price: None,
            deadline: DEADLINE,
            largest: LARGEST,
            request: Box::new(move |base| {
                Outgoing::Plain(wire::speech_request(base, &model, &voice, &text))
            }),
        };
        one_piece::asked(self, call, |head, body| {
            let kind = wire::speech_kind(head, &body)?;
            let file = sound::file(&body, &kind);
            file.ok_or_else(|| Problem::new(ProblemKind::NotUnderstood))
        })
    }
}
