//! The endpoint and the state of its key. The key itself is never here: only `browser::session` holds it.

use super::app::{AfterKey, KeyReason};
use super::engine::Work;
use super::hooks::{self, Happening};
use super::trouble::PageFacts;
use super::{App, DoctorStep, Preset, SentView, Trouble, TroubleKind};
use crate::browser::{self, endpoint as chosen, session};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wire::{BaseUrl, BaseUrlProblem, Reach};

/// The endpoint's state.
#[derive(Clone, Copy)]
pub struct EndpointState {
    /// Which endpoint.
    pub choice: RwSignal<Choice>,
    /// What is known of the key.
    pub status: RwSignal<KeyStatus>,
    /// The held key, masked; none when there is none.
    pub masked: RwSignal<Option<String>>,
    /// The key is held in memory only and is gone with a reload.
    pub memory_only: RwSignal<bool>,
    /// The doctor is to run as soon as its panel is there.
    pub doctor_wanted: RwSignal<bool>,
    /// The doctor's steps; empty before it ran.
    pub doctor: RwSignal<Vec<DoctorStep>>,
    /// The models the endpoint lists.
    pub models: RwSignal<Models>,
    /// The doctor's call, to be looked at.
    pub first_call: RwSignal<Option<SentView>>,
    /// See [`key_version`](Self::key_version).
    version: StoredValue<u64>,
}

/// An endpoint.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Which kind
    pub preset: Preset,
    /// The base URL as typed
    pub base: String,
}

impl Choice {
    /// The parsed base URL; none when it cannot be used.
    pub fn base_url(&self) -> Option<BaseUrl> {
        BaseUrl::parse(&self.base).ok()
    }

    /// The origin; empty when the base cannot be used.
    pub fn origin(&self) -> String {
        self.base_url()
            .map(|base| base.origin())
            .unwrap_or_default()
    }

    /// Can it be called without a key?
    pub fn key_optional(&self) -> bool {
        self.preset.key_optional()
            || self
                .base_url()
                .is_some_and(|base| !matches!(base.reach(), Reach::Https))
    }

    /// The preset's name, or the host of a custom endpoint.
    pub fn name(&self) -> String {
        match self.preset {
            Preset::Custom => self
                .origin()
                .split("://")
                .last()
                .unwrap_or_default()
                .to_string(),
            preset => preset.name().to_string(),
        }
    }
}

/// What is known of the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyStatus {
    /// None is held, and the endpoint needs one.
    None,
    /// The doctor is at work.
    Checking,
    /// Held (or not needed).
    Ready,
    /// The endpoint refused it.
    Refused,
    /// Held (or not needed) and not refused, but the check-up failed: nothing can be asked now.
    Failed,
}

impl KeyStatus {
    /// The value of `data-state`.
    pub fn name(self) -> &'static str {
        match self {
            KeyStatus::None => "none",
            KeyStatus::Checking => "checking",
            KeyStatus::Ready => "ready",
            KeyStatus::Refused => "refused",
            KeyStatus::Failed => "failed",
        }
    }
}

/// The models of an endpoint.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Models {
    /// As listed
    pub list: Vec<wire::Model>,
    /// How far the listing is
    pub state: ModelsState,
    /// Why it failed
    pub trouble: Option<Trouble>,
}

/// How far the listing of models is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ModelsState {
    /// Not asked yet
    #[default]
    Unknown,
    /// Asked
    Loading,
    /// Answered
    Loaded,
    /// Refused or unreachable: a name can still be typed
    Failed,
}

/// What the form can say about what is typed in it.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyFormView {
    /// The origin of the base URL, or why it cannot be used.
    pub base: Result<String, BaseUrlProblem>,
    /// A doubt about the key: a question, not a refusal.
    pub doubt: Option<session::KeyDoubt>,
    /// Saving means that the page loads anew and a held key is dropped.
    pub changes_origin: bool,
    /// A key is needed and none is typed or held.
    pub key_missing: bool,
}

impl EndpointState {
    pub(super) fn open() -> EndpointState {
        let stored = chosen::chosen();
        chosen::pin(&stored);
        let choice = Choice {
            preset: Preset::from_id(&stored.preset),
            base: stored.base,
        };
        // An endpoint that the page's host set comes without a preset's name.
        let preset =
            Preset::of_origin(&choice.origin()).filter(|_| choice.preset == Preset::Custom);
        let choice = Choice {
            preset: preset.unwrap_or(choice.preset),
            ..choice
        };
        session::open(&choice.origin());
        let held = session::state(&choice.origin());
        let status = status_of(&held, &choice);
        let (masked, memory_only) = parts_of(held);
        EndpointState {
            choice: RwSignal::new(choice),
            status: RwSignal::new(status),
            masked: RwSignal::new(masked),
            memory_only: RwSignal::new(memory_only),
            doctor_wanted: RwSignal::new(false),
            doctor: RwSignal::new(Vec::new()),
            models: RwSignal::new(Models::default()),
            first_call: RwSignal::new(None),
            version: StoredValue::new(0),
        }
    }

    /// The preset of the chosen endpoint, not tracked.
    pub fn preset(self) -> Preset {
        self.choice.with_untracked(|choice| choice.preset)
    }

    /// What the form can say about what is typed in it.
    pub fn check_typed(self, preset: Preset, base: &str, key: &str) -> KeyFormView {
        let parsed = BaseUrl::parse(base);
        let origin = parsed
            .as_ref()
            .map(|base| base.origin())
            .unwrap_or_default();
        let changes_origin = parsed.is_ok() && origin != self.choice.with(|choice| choice.origin());
        let typed = session::ApiKey::from_typed(key.to_string());
        let optional = Choice {
            preset,
            base: base.to_string(),
        }
        .key_optional();
        KeyFormView {
            doubt: typed.as_ref().and_then(|key| key.suspicious(&origin)),
            key_missing: typed.is_none()
                && !optional
                && (changes_origin || self.masked.with(Option::is_none)),
            changes_origin,
            base: parsed.map(|_| origin),
        }
    }

    /// Can a call be made now?
    pub(super) fn can_call(self) -> bool {
        self.choice.with_untracked(|choice| {
            choice.base_url().is_some()
                && (self.masked.with_untracked(Option::is_some) || choice.key_optional())
        })
    }

    /// A call went well: whatever was wrong is over.
    pub(super) fn answered(self) {
        if matches!(
            self.status.get_untracked(),
            KeyStatus::Refused | KeyStatus::Failed
        ) {
            self.status.set(KeyStatus::Ready);
        }
    }

    pub(super) fn facts(self, online: bool) -> PageFacts {
        PageFacts {
            online,
            page_is_https: browser::page::is_https(),
            page_is_local: BaseUrl::parse(&browser::page::page_origin())
                .is_ok_and(|page| !matches!(page.reach(), Reach::Https)),
            enforced: chosen::enforced_origin(),
            base: self.choice.with_untracked(Choice::base_url),
        }
    }

    /// Which key it is, counted: another number after each that was saved or forgotten. What began with an earlier one says
    /// nothing of this one.
    pub(super) fn key_version(self) -> u64 {
        self.version.get_value()
    }

    fn key_changes(self) {
        self.version.update_value(|version| *version += 1);
    }

    /// What can be said of the key without asking the endpoint.
    pub(super) fn read_key_state(self) {
        let choice = self.choice.get_untracked();
        let held = session::state(&choice.origin());
        self.status.set(status_of(&held, &choice));
        let (masked, memory_only) = parts_of(held);
        self.masked.set(masked);
        self.memory_only.set(memory_only);
    }
}

fn status_of(held: &session::KeyState, choice: &Choice) -> KeyStatus {
    match held {
        session::KeyState::Held { .. } => KeyStatus::Ready,
        session::KeyState::None if choice.key_optional() => KeyStatus::Ready,
        session::KeyState::None => KeyStatus::None,
    }
}

fn parts_of(held: session::KeyState) -> (Option<String>, bool) {
    match held {
        session::KeyState::Held { masked, home } => (Some(masked), home == session::Home::Memory),
        session::KeyState::None => (None, false),
    }
}

/// What goes on after the reload that a change of endpoint asked for.
#[derive(Serialize, Deserialize)]
struct Resume {
    /// The run that asked for the key
    after: Option<AfterKey>,
}

impl App {
    /// Keeps the typed key for the endpoint and runs the doctor. Where the endpoint's origin changes, the held key is
    /// dropped and the page is loaded anew, so that its policy allows the new endpoint alone.
    ///
    /// An empty key keeps the one that is held, or means "none" where the endpoint needs none.
    ///
    /// # Errors
    /// The base URL cannot be used, a key is missing, or storage refused.
    pub fn save_key(
        self,
        preset: Preset,
        base: String,
        typed_key: String,
        memory_only: bool,
    ) -> Result<(), Trouble> {
        let parsed = BaseUrl::parse(&base)
            .map_err(|problem| Trouble::new(TroubleKind::BadBase(problem), preset))?;
        let origin = parsed.origin();
        let view = self.endpoint.check_typed(preset, &base, &typed_key);
        if view.key_missing {
            return Err(Trouble::new(TroubleKind::NoKey, preset));
        }
        if view.changes_origin {
            session::forget();
        }
        let home = if memory_only {
            session::Home::Memory
        } else {
            session::Home::Tab
        };
        let choice = Choice {
            preset,
            base: parsed.as_str().to_string(),
        };
        let policy = chosen::choose(&chosen::Choice {
            preset: preset.id().to_string(),
            base: choice.base.clone(),
        });
        if let Some(key) = session::ApiKey::from_typed(typed_key) {
            session::keep(key, &origin, home)
                .map_err(|problem| Trouble::storage(&problem, preset))?;
        }
        self.endpoint.key_changes();
        self.endpoint.choice.set(choice);
        self.endpoint.models.set(Models::default());
        if policy == chosen::Chosen::InForce {
            self.endpoint.read_key_state();
            self.endpoint.status.set(KeyStatus::Checking);
            self.endpoint.doctor_wanted.set(true);
        } else {
            self.note_storage(browser::storage::tab_save(
                browser::storage::TabName::Resume,
                &Resume {
                    after: self.after_key.get_untracked(),
                },
            ));
            browser::page::reload();
        }
        Ok(())
    }

    /// Forgets the key at once, and calls off whatever goes on with it or waits for it.
    pub fn forget_key(self) {
        session::forget();
        // The state first: whoever hears of it must find no key any more.
        self.wait_for_no_key();
        self.endpoint.key_changes();
        self.endpoint.doctor_wanted.set(false);
        self.endpoint.read_key_state();
        self.endpoint.doctor.set(Vec::new());
        self.endpoint.models.set(Models::default());
        hooks::tell(self, &Happening::KeyForgotten);
    }

    /// The person closed the key dialog: what waited for a key must not begin by itself some time later.
    pub fn dismiss_key(self) {
        self.key_dialog.set(None);
        self.wait_for_no_key();
        if self.endpoint.doctor_wanted.get_untracked() {
            // Its panel was not there yet: nobody would run it now.
            self.endpoint.doctor_wanted.set(false);
            if self.endpoint.status.get_untracked() == KeyStatus::Checking {
                self.endpoint.read_key_state();
            }
        }
    }

    /// Nothing goes on by itself any more once a key is there; a dialog that is open does not say so any longer either.
    pub fn wait_for_no_key(self) {
        self.after_key.set(None);
        if self.key_dialog.get_untracked() == Some(KeyReason::Needed) {
            self.key_dialog.set(Some(KeyReason::Asked));
        }
    }

    /// After a reload that a change of endpoint asked for: the doctor goes on, then the run that asked for the key; one
    /// that was in memory only is asked for again.
    pub(super) fn resume_after_reload(self) {
        let resume = browser::storage::tab_load::<Resume>(browser::storage::TabName::Resume);
        browser::storage::tab_remove(browser::storage::TabName::Resume);
        let Some(Resume { after }) = resume else {
            return;
        };
        self.after_key.set(after);
        self.open_key(match after {
            Some(_) => KeyReason::Needed,
            None => KeyReason::Asked,
        });
        if self.endpoint.can_call() {
            // Said from here on: the doctor itself may have to be fetched first.
            self.endpoint.status.set(KeyStatus::Checking);
            self.endpoint.doctor_wanted.set(true);
        }
    }

    /// Lists the models in the background, when that was not done yet.
    pub fn load_models(self) {
        self.have_done(Work::Models);
    }

    /// A run is wanted: true when it can start; otherwise the key dialog opens and the run goes on after it.
    pub(super) fn ready_or_ask(self, after: AfterKey) -> bool {
        if self.endpoint.can_call() {
            return true;
        }
        self.after_key.set(Some(after));
        self.open_key(KeyReason::Needed);
        false
    }

    /// The key is there and good: the dialog that a run opened closes, and the run goes on.
    pub(super) fn key_is_good(self) {
        self.endpoint.status.set(KeyStatus::Ready);
        let Some(after) = self.after_key.get_untracked() else {
            return;
        };
        self.after_key.set(None);
        self.key_dialog.set(None);
        match after {
            AfterKey::Translate => self.translate_run(),
            AfterKey::TranslateContinue => self.translate_continue(),
            AfterKey::ChatSend => hooks::tell(self, &Happening::KeyReady(after)),
        }
    }

    pub(super) fn trouble_of(self, problem: wire::Problem) -> Trouble {
        // Whatever an endpoint repeats, the key is not shown and not stored.
        let clean = |text: Option<String>| text.map(|text| session::scrub(&text));
        let problem = wire::Problem {
            message: session::scrub(&problem.message),
            body: session::scrub(&problem.body),
            code: clean(problem.code),
            param: clean(problem.param),
            request_id: clean(problem.request_id),
            ..problem
        };
        Trouble::from_problem(
            problem,
            &self.endpoint.facts(self.online.get_untracked()),
            self.endpoint.preset(),
        )
    }
}
