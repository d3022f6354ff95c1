//! The list of models: a call that is free.

use super::endpoint::{KeyStatus, ModelsState};
use super::one_piece::{self, NoPiece, OnePiece, Outgoing};
use super::{App, Models, Preset};
use gate::{CallId, Price, WorkKind};
use leptos::prelude::*;
use std::cell::Cell;
use wire::{Millis, Model, Problem, ProblemKind};

/// How long the list may take, in milliseconds.
const DEADLINE: Millis = 20_000;
/// How long the list may be, in bytes: OpenRouter's, a long one, is below 1 MiB.
const LARGEST: usize = 16 * 1024 * 1024;

/// How asking for the models ended.
pub(super) enum Listed {
    Models(Vec<Model>),
    Failed(Problem),
    /// It is not wanted any more: the key was forgotten, or someone asked anew with another.
    CalledOff,
}

thread_local! {
    /// The listing that is under way; a new one takes its place.
    static LISTING: Cell<Option<CallId>> = const { Cell::new(None) };
    /// So many were asked for.
    static COUNT: Cell<u64> = const { Cell::new(0) };
}

impl App {
    /// Lists the models in the background, when that was not done yet.
    pub(super) fn list_models_once(self) {
        let state = self.endpoint.models.with_untracked(|models| models.state);
        if !matches!(state, ModelsState::Unknown | ModelsState::Failed) || !self.endpoint.can_call()
        {
            return;
        }
        // The check-up may be waiting for the very same: its listing does for both.
        if LISTING.get().is_some() {
            return self.models_are(ModelsState::Loading);
        }
        self.list_models(|_| ());
    }

    /// Asks for the models, and shows them when they are here. One that is under way is called off: it may have gone out
    /// with another key.
    pub(super) fn list_models(self, done: impl FnOnce(Listed) + 'static) {
        if let Some(id) = LISTING.take() {
            one_piece::call_off(id);
        }
        let choice = self.endpoint.choice.get_untracked();
        if choice.base_url().is_none() {
            return done(Listed::Failed(Problem::new(ProblemKind::Unreachable)));
        }
        self.models_are(ModelsState::Loading);
        // Which key it is asked for with: what comes with another is of no use.
        let key = self.endpoint.key_version();
        let call = OnePiece {
            kind: WorkKind::Models,
            model: String::new(),
            price: Some(Price::FREE),
            deadline: DEADLINE,
            largest: LARGEST,
            request: Box::new(|base| Outgoing::Plain(wire::models_request(base))),
        };
        let number = COUNT.get() + 1;
        COUNT.set(number);
        let ended = move |ended| {
            // Another may have taken its place.
            if COUNT.get() == number {
                LISTING.set(None);
            }
            let listed = match ended {
                _ if key != self.endpoint.key_version() => Listed::CalledOff,
                Ok(list) => Listed::Models(list),
                Err(NoPiece::CalledOff) => Listed::CalledOff,
                Err(NoPiece::Failed(problem)) => Listed::Failed(problem),
                // What is free is within every cap.
                Err(NoPiece::Refused(_)) => Listed::Failed(Problem::new(ProblemKind::Unreachable)),
            };
            self.models_ended(&listed);
            done(listed);
        };
        let id = one_piece::ask(self, call, |_, body| wire::parse_models(&body), ended);
        if one_piece::is_one(id) {
            LISTING.set(Some(id));
        }
    }

    fn models_ended(self, listed: &Listed) {
        match listed {
            Listed::Models(list) => self.models_listed(list.clone()),
            Listed::Failed(problem) => self.models_not_listed(problem),
            Listed::CalledOff => {
                let loading = |models: &Models| models.state == ModelsState::Loading;
                if self.endpoint.models.with_untracked(loading) {
                    self.models_are(ModelsState::Unknown);
                }
            }
        }
    }

    fn models_are(self, state: ModelsState) {
        self.endpoint.models.update(|models| models.state = state);
    }

    fn models_listed(self, list: Vec<Model>) {
        // The practice endpoint says so itself, whatever port it listens on.
        if list
            .iter()
            .any(|model| model.owned_by.as_deref() == Some("practice"))
        {
            self.endpoint
                .choice
                .update(|choice| choice.preset = Preset::Practice);
        }
        self.endpoint.models.set(Models {
            list,
            state: ModelsState::Loaded,
            trouble: None,
        });
        self.endpoint.answered();
    }

    fn models_not_listed(self, problem: &Problem) {
        self.endpoint.models.set(Models {
            list: Vec::new(),
            state: ModelsState::Failed,
            trouble: Some(self.trouble_of(problem.clone())),
        });
        if problem.kind == ProblemKind::KeyRefused {
            self.endpoint.status.set(KeyStatus::Refused);
        }
    }
}
