//! What the person chose, kept in local storage: never a key.

use super::App;
use super::default_model::default_model;
use super::hooks::{self, Happening};
use crate::browser::{
    page,
    storage::{self, Name},
};
use gate::{Cap, GateSettings, Pace, Price, PriceSource, PriceTable};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Everything that can be set, one record.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The interface's language (`en`, `de`, `ar`); none means the browser's.
    pub locale: Option<String>,
    /// Light, dark, or the system's.
    pub theme: Theme,
    /// The models for each endpoint's origin.
    pub models: BTreeMap<String, TaskModels>,
    /// How fast calls may go.
    pub pace: Pace,
    /// How much may be spent.
    pub cap: Cap,
    /// The person's own prices by model, in dollars per million tokens; they win over every other source.
    pub prices: BTreeMap<String, Price>,
    /// Seconds to wait for the first byte; none means the default of `wire::Deadlines`.
    pub first_byte_s: Option<u32>,
    /// Seconds to wait between bytes; none means the default of `wire::Deadlines`.
    pub between_s: Option<u32>,
    /// `reasoning_effort` to ask for; none leaves it to the endpoint.
    pub effort: Option<String>,
    /// Standing instructions for translations.
    pub instructions: String,
    /// Translate as one types.
    pub live: bool,
    /// Conversations are called by their first words: no model is asked for a title.
    pub plain_titles: bool,
    /// The list of conversations is folded away where there is room for it.
    pub list_folded: bool,
    /// The most characters that the translation of a segment may have.
    pub limit_segment: Option<u32>,
    /// The most characters that a whole translation may have.
    pub limit_text: Option<u32>,
}

/// The models chosen at one endpoint.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TaskModels {
    /// For translating
    pub translate: Option<String>,
    /// For chatting
    pub chat: Option<String>,
    /// For translating as one types; none is the one for translating
    pub live: Option<String>,
    /// For reading aloud; none is the usual one
    pub speech: Option<String>,
    /// The endpoint's voice that reads aloud; none: the device's voices do
    pub voice: Option<String>,
}

/// What a model is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Translating
    Translate,
    /// Chatting
    Chat,
    /// Translating as one types
    Live,
}

/// Light, dark, or as the system has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system has it
    #[default]
    System,
    /// Light
    Light,
    /// Dark
    Dark,
}

impl Theme {
    fn for_page(self) -> page::Theme {
        match self {
            Theme::System => page::Theme::System,
            Theme::Light => page::Theme::Light,
            Theme::Dark => page::Theme::Dark,
        }
    }

    /// The value of form controls.
    pub fn name(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }
}

impl Settings {
    pub(super) fn load() -> Settings {
        storage::load(Name::Settings).unwrap_or_default()
    }

    pub(super) fn for_gate(&self) -> GateSettings {
        GateSettings {
            pace: self.pace,
            cap: self.cap,
            ..GateSettings::default()
        }
    }

    /// A cap holds only where answers are bounded too.
    pub(super) fn has_cap(&self) -> bool {
        self.cap.per_day.or(self.cap.per_month).is_some()
    }

    pub(super) fn deadlines(&self) -> wire::Deadlines {
        let defaults = wire::Deadlines::default();
        wire::Deadlines {
            first_byte: self
                .first_byte_s
                .map_or(defaults.first_byte, |s| u64::from(s) * 1_000),
            between: self
                .between_s
                .map_or(defaults.between, |s| u64::from(s) * 1_000),
        }
    }
}

impl App {
    /// Changes settings, saves them, and tells all that depend on them (the gate, other tabs).
    pub fn change_settings(self, change: impl FnOnce(&mut Settings)) {
        self.settings.update(change);
        self.save_settings();
        hooks::tell(self, &Happening::SettingsChanged);
        super::app::announce(super::app::Change::Settings);
    }

    fn save_settings(self) {
        let outcome = self.settings.with_untracked(|settings| {
            page::set_theme(settings.theme.for_page());
            match &settings.locale {
                Some(locale) => storage::save(Name::Locale, locale)?,
                None => storage::remove(Name::Locale),
            }
            storage::save(Name::Settings, settings)
        });
        self.note_storage(outcome);
    }

    /// The model for a task at the chosen endpoint: the person's, else a preferred one that is listed, else the first
    /// listed that chats. Empty while none is known.
    pub fn model_for(self, task: Task) -> String {
        let choice = self.endpoint.choice.get();
        let chosen = self.settings.with(|settings| {
            let models = settings.models.get(&choice.origin())?;
            match task {
                Task::Translate => models.translate.clone(),
                Task::Chat => models.chat.clone(),
                Task::Live => models.live.clone().or_else(|| models.translate.clone()),
            }
        });
        chosen.filter(|model| !model.is_empty()).unwrap_or_else(|| {
            self.endpoint
                .models
                .with(|models| default_model(choice.preset.preferred_models(), &models.list))
        })
    }

    /// Remembers the model for a task at the chosen endpoint; an empty name goes back to the default.
    pub fn set_model(self, task: Task, model: String) {
        let origin = self
            .endpoint
            .choice
            .with_untracked(|choice| choice.origin());
        let model = Some(model.trim().to_string()).filter(|model| !model.is_empty());
        self.change_settings(|settings| {
            let models = settings.models.entry(origin).or_default();
            match task {
                Task::Translate => models.translate = model,
                Task::Chat => models.chat = model,
                Task::Live => models.live = model,
            }
        });
    }

    /// The price of a model at the chosen endpoint and where it comes from.
    pub fn price_of(self, model: &str) -> Option<(Price, PriceSource)> {
        let choice = self.endpoint.choice.get();
        self.price_table()
            .find(&choice.origin(), choice.preset.runs_models(), model)
    }

    pub(super) fn price_table(self) -> PriceTable {
        let mut table = PriceTable::builtin();
        self.endpoint.models.with(|models| {
            for model in &models.list {
                if let Some(price) = &model.price {
                    table.set_listed(
                        &model.id,
                        Price {
                            input: price.input,
                            cached: price.cached,
                            output: price.output,
                        },
                    );
                }
            }
        });
        self.settings.with(|settings| {
            for (model, price) in &settings.prices {
                table.set_override(model, *price);
            }
        });
        table
    }
}
