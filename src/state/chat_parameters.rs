//! The parameters of the open conversation, what of them its endpoint refuses, and those that have a name.

use super::chat_answer::quirks_at;
use super::{App, quirk_book};
use crate::browser::db::{self, Store};
use crate::browser::{random, time};
use chat::{Message, Parameter, ParameterPreset, ParameterProblem, Parameters};
use leptos::prelude::*;
use std::cell::OnceCell;

/// The most that are kept for one endpoint.
pub const MOST_PRESETS: usize = 50;
/// The most letters of a name.
pub const MOST_PRESET_LETTERS: usize = 60;

/// The signals. They live as long as the page.
#[derive(Clone)]
pub struct ParametersState {
    /// The named ones of this endpoint, by name.
    pub presets: ArcRwSignal<Vec<ParameterPreset>>,
    /// The one that was deleted last, for undo.
    pub deleted: ArcRwSignal<Option<ParameterPreset>>,
    /// Counts what is learned anew of what is refused.
    learned: ArcRwSignal<u32>,
}

/// What is sent for a parameter of the conversation that is not set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InPlace {
    /// The effort of the settings.
    Effort(String),
    /// So many tokens, since a cap holds only where answers are bounded.
    Bound(u32),
}

thread_local! {
    static STATE: OnceCell<ParametersState> = const { OnceCell::new() };
}

impl App {
    /// The signals.
    pub fn parameters(self) -> ParametersState {
        STATE.with(|state| {
            let make = || ParametersState {
                presets: ArcRwSignal::new(Vec::new()),
                deleted: ArcRwSignal::new(None),
                learned: ArcRwSignal::new(0),
            };
            state.get_or_init(make).clone()
        })
    }

    /// The parameters of the open conversation.
    pub fn chat_parameters(self) -> Parameters {
        let open = self.chat.open.get();
        let own = self.chat.conversations.with(|all| {
            let record = all
                .iter()
                .find(|record| Some(&record.id) == open.as_ref())?;
            Some(record.parameters.clone())
        });
        own.unwrap_or_else(|| self.fresh().with(|fresh| fresh.parameters.clone()))
    }

    /// What is sent for one of them while it is not set; none where nothing is.
    pub fn parameter_in_place(self, which: Parameter) -> Option<InPlace> {
        match which {
            Parameter::Effort => {
                let effort = self.settings.with(|settings| settings.effort.clone());
                effort.map(InPlace::Effort)
            }
            Parameter::MaxOutputTokens => self.answer_bound_unset().map(InPlace::Bound),
            _ => None,
        }
    }

    /// Sets one of them to what was typed.
    ///
    /// # Errors
    ///
    /// What was typed cannot be sent; what was set before holds. A schema is kept as it is typed.
    pub fn set_parameter(self, which: Parameter, text: &str) -> Result<(), ParameterProblem> {
        let mut parameters = untrack(|| self.chat_parameters());
        let outcome = parameters.set(which, text);
        self.use_parameters(parameters);
        outcome
    }

    /// Sets all of them.
    pub fn use_parameters(self, parameters: Parameters) {
        if untrack(|| self.chat_parameters()) == parameters {
            return;
        }
        match self.open_conversation() {
            Some(open) => self.change_conversation(&open, |record| record.parameters = parameters),
            None => self.change_fresh(|fresh| fresh.parameters = parameters),
        }
    }

    /// The parameters that the model is known to refuse, set or not.
    pub fn refused_parameters(self) -> Vec<Parameter> {
        // What is learned of it is not in a signal; it is learned while an answer is asked for.
        self.chat.streaming.track();
        self.parameters().learned.track();
        let base = self.endpoint.choice.with(|choice| choice.base.clone());
        let quirks = quirks_at(&base, &self.chat_model());
        let refused = Parameter::ALL
            .into_iter()
            .filter(|which| which.is_refused(&quirks));
        refused.collect()
    }

    /// Sends a parameter again that the model refused once: it may have learned it.
    pub fn try_parameter_again(self, which: Parameter) {
        let origin = self
            .endpoint
            .choice
            .with_untracked(|choice| choice.origin());
        let model = untrack(|| self.chat_model());
        let forgotten = quirk_book::forget(&origin, &model, |quirk| {
            which.is_refused(&[quirk.clone()].into_iter().collect())
        });
        self.note_storage(forgotten);
        self.parameters().learned.update(|times| *times += 1);
    }

    /// Reads the named ones.
    pub fn read_presets(self) {
        leptos::task::spawn_local(async move {
            let read = db::all::<ParameterPreset>(Store::Presets).await;
            if let Some(mut all) = self.note_storage(read) {
                let origin = self
                    .endpoint
                    .choice
                    .with_untracked(|choice| choice.origin());
                all.retain(|preset| preset.origin == origin);
                sort(&mut all);
                self.parameters().presets.set(all);
            }
        });
    }

    /// Keeps the parameters of the open conversation under a name; the one of that name becomes these. False without a
    /// name, or where there are too many.
    pub fn keep_preset(self, name: &str) -> bool {
        let name: String = name.trim().chars().take(MOST_PRESET_LETTERS).collect();
        let presets = self.parameters().presets;
        let known = presets.with_untracked(|all| {
            let same = all.iter().find(|preset| preset.name == name);
            (same.map(|preset| preset.id.clone()), all.len())
        });
        if name.is_empty() || (known.0.is_none() && known.1 >= MOST_PRESETS) {
            return false;
        }
        self.write_preset(ParameterPreset {
            id: known.0.unwrap_or_else(random::id),
            name,
            origin: self
                .endpoint
                .choice
                .with_untracked(|choice| choice.origin()),
            parameters: untrack(|| self.chat_parameters()),
            at: time::now(),
        });
        true
    }

    /// Gives one another name. False without one, or where another has it.
    pub fn rename_preset(self, id: &str, name: &str) -> bool {
        let name: String = name.trim().chars().take(MOST_PRESET_LETTERS).collect();
        let presets = self.parameters().presets;
        let found = presets.with_untracked(|all| {
            let taken = all
                .iter()
                .any(|preset| preset.name == name && preset.id != id);
            let found = all.iter().find(|preset| preset.id == id).cloned();
            found.filter(|_| !taken && !name.is_empty())
        });
        let Some(preset) = found else {
            return false;
        };
        self.write_preset(ParameterPreset {
            name,
            at: time::now(),
            ..preset
        });
        true
    }

    /// Deletes one; [`undo_preset`](Self::undo_preset) brings it back.
    pub fn delete_preset(self, id: &str) {
        let state = self.parameters();
        let mut gone = None;
        state.presets.update(|all| {
            let at = all.iter().position(|preset| preset.id == id);
            gone = at.map(|at| all.remove(at));
        });
        state.deleted.set(gone);
        let written = db::delete(Store::Presets, id);
        leptos::task::spawn_local(async move {
            self.note_storage(written.await);
        });
    }

    /// Brings back the one that was deleted last.
    pub fn undo_preset(self) {
        let deleted = self.parameters().deleted;
        if let Some(preset) = deleted.get_untracked() {
            deleted.set(None);
            self.write_preset(preset);
        }
    }

    /// Takes in those of a file, for the endpoint that is chosen here, and says how many: none where one of that id is. A
    /// file does not say which endpoint one was for: exports name none (see `chat::Export`), so that a copy that is given
    /// away does not tell where its owner's key is good, nor bring an address in.
    pub(super) async fn take_presets(self, presets: Vec<ParameterPreset>) -> usize {
        let here = self.note_storage(db::all::<ParameterPreset>(Store::Presets).await);
        let Some(here) = here.filter(|_| !presets.is_empty()) else {
            return 0;
        };
        let origin = self
            .endpoint
            .choice
            .with_untracked(|choice| choice.origin());
        let new = presets.into_iter().filter(|preset| {
            !preset.name.trim().is_empty() && !here.iter().any(|known| known.id == preset.id)
        });
        let new: Vec<ParameterPreset> = new
            .map(|preset| ParameterPreset {
                origin: origin.clone(),
                ..preset
            })
            .collect();
        let written = db::put_many(Store::Presets, &new).await;
        self.note_storage(written).map_or(0, |()| new.len())
    }

    fn write_preset(self, preset: ParameterPreset) {
        let written = db::put(Store::Presets, &preset);
        self.parameters().presets.update(|all| {
            all.retain(|known| known.id != preset.id);
            all.push(preset);
            sort(all);
        });
        leptos::task::spawn_local(async move {
            self.note_storage(written.await);
        });
    }
}

/// What was asked for a message and not sent, because the endpoint refuses it.
pub(super) fn refused_in(message: &Message) -> Vec<Parameter> {
    let Some(sent) = &message.sent else {
        return Vec::new();
    };
    let mut asked = sent.parameters.clone();
    // The settings' own counts too: it is the person's.
    asked.effort = sent.effort.clone().or(asked.effort);
    asked.refused(&sent.quirks)
}

fn sort(presets: &mut [ParameterPreset]) {
    presets.sort_by_cached_key(|preset| (preset.name.to_lowercase(), preset.id.clone()));
}
