//! How translations are to sound, and the styles that the person has named. Fetched with the engine.
//!
//! They are kept in local storage, since they are small; the standing instructions, which every translation gets, stay in the
//! settings.

use super::App;
use super::app::{Change, announce};
use super::hooks::{self, Happening};
use crate::browser::random;
use crate::browser::storage::{self, Name};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::cell::OnceCell;
use translation::{Formality, Style, Tone};

/// The most styles that are kept.
pub const MOST_STYLES: usize = 50;

/// The signals. They live as long as the page.
#[derive(Clone)]
pub struct ToneState {
    /// The tone in use.
    pub tone: ArcRwSignal<Tone>,
    /// The id of the style that it was taken from, if from one.
    pub style: ArcRwSignal<Option<String>>,
    /// The styles, by name.
    pub styles: ArcRwSignal<Vec<Style>>,
    /// The style that was deleted last, for undo.
    pub deleted: ArcRwSignal<Option<Style>>,
}

/// What is stored.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Stored {
    tone: Tone,
    style: Option<String>,
    styles: Vec<Style>,
}

thread_local! {
    static STATE: OnceCell<ToneState> = const { OnceCell::new() };
}

impl App {
    /// The signals.
    pub fn tone(self) -> ToneState {
        STATE.with(|state| {
            let make = || {
                hooks::hear(happened);
                let Stored {
                    tone,
                    style,
                    styles,
                } = storage::load(Name::Tone).unwrap_or_default();
                ToneState {
                    tone: ArcRwSignal::new(tone.bounded()),
                    style: ArcRwSignal::new(style),
                    styles: ArcRwSignal::new(styles),
                    deleted: ArcRwSignal::new(None),
                }
            };
            state.get_or_init(make).clone()
        })
    }

    /// The wishes for a translation into this language: the tone's lines, and the standing instructions.
    pub(super) fn tone_lines(self, to: &str) -> String {
        self.with_standing(|tone| tone.prompt_lines(to))
    }

    /// The same for a translation into one of these languages, whichever it will be.
    pub(super) fn tone_lines_of(self, languages: &[&str]) -> String {
        self.with_standing(|tone| tone.prompt_lines_of(languages))
    }

    fn with_standing(self, lines: impl FnOnce(&Tone) -> String) -> String {
        let mut lines = self.tone().tone.with_untracked(lines);
        let standing = self
            .settings
            .with_untracked(|settings| settings.instructions.trim().to_string());
        lines.push_str(&standing);
        lines.trim_end().to_string()
    }

    /// Changes the tone in use.
    pub fn change_tone(self, change: impl FnOnce(&mut Tone)) {
        // Bounded where it is used: a blank at the end is the beginning of the next word.
        self.tone().tone.update(change);
        self.save_tone();
    }

    /// Takes a style's tone; none goes back to no tone at all.
    pub fn use_style(self, id: Option<&str>) {
        let state = self.tone();
        let found = state
            .styles
            .with_untracked(|styles| styles.iter().find(|style| Some(&*style.id) == id).cloned());
        state
            .style
            .set(found.as_ref().map(|style| style.id.clone()));
        state
            .tone
            .set(found.map(|style| style.tone).unwrap_or_default());
        self.save_tone();
    }

    /// Keeps the tone in use under a name; a style of that name becomes this. False without a name, or where there are too many.
    pub fn keep_style(self, name: &str) -> bool {
        let state = self.tone();
        let style = Style {
            id: random::id(),
            name: name.to_string(),
            tone: state.tone.get_untracked(),
        };
        let Some(mut style) = style.cleaned() else {
            return false;
        };
        let kept = state.styles.try_update(|styles| {
            let same = |other: &&mut Style| other.name.to_lowercase() == style.name.to_lowercase();
            if let Some(other) = styles.iter_mut().find(same) {
                style.id = other.id.clone();
                *other = style.clone();
                return true;
            }
            let room = styles.len() < MOST_STYLES;
            if room {
                let place = styles.partition_point(|other| other.name < style.name);
                styles.insert(place, style.clone());
            }
            room
        });
        if kept == Some(true) {
            state.style.set(Some(style.id));
            self.save_tone();
        }
        kept == Some(true)
    }

    /// Deletes the style; [`undo_style`](Self::undo_style) brings it back. The tone in use stays.
    pub fn delete_style(self, id: &str) {
        let state = self.tone();
        let mut gone = None;
        state.styles.update(|styles| {
            if let Some(place) = styles.iter().position(|style| style.id == id) {
                gone = Some(styles.remove(place));
            }
        });
        if state.style.get_untracked().as_deref() == Some(id) {
            state.style.set(None);
        }
        state.deleted.set(gone);
        self.save_tone();
    }

    /// Brings back the style that was deleted last.
    pub fn undo_style(self) {
        let state = self.tone();
        let Some(style) = state.deleted.get_untracked() else {
            return;
        };
        state.deleted.set(None);
        state.styles.update(|styles| {
            let place = styles.partition_point(|other| other.name < style.name);
            styles.insert(place, style);
        });
        self.save_tone();
    }

    /// The styles, as they are exported.
    pub(super) fn styles_to_travel(self) -> Vec<serde_json::Value> {
        self.tone().styles.with_untracked(|styles| {
            let values = styles.iter().map(serde_json::to_value);
            values.filter_map(Result::ok).collect()
        })
    }

    /// Takes in styles of an export that are not here, as many as there is room for. Gives how many.
    pub(super) fn take_styles(self, values: Vec<serde_json::Value>) -> usize {
        let mut taken = 0;
        self.tone().styles.update(|styles| {
            for value in values {
                let style = serde_json::from_value::<Style>(value).ok();
                let Some(style) = style.and_then(|style| style.cleaned()) else {
                    continue;
                };
                if styles.len() < MOST_STYLES && styles.iter().all(|other| other.id != style.id) {
                    styles.push(style);
                    taken += 1;
                }
            }
            styles.sort_by(|one, other| one.name.cmp(&other.name));
        });
        if taken > 0 {
            self.save_tone();
        }
        taken
    }

    fn save_tone(self) {
        let state = self.tone();
        let stored = Stored {
            tone: state.tone.get_untracked(),
            style: state.style.get_untracked(),
            styles: state.styles.get_untracked(),
        };
        self.note_storage(storage::save(Name::Tone, &stored));
        // From now on the engine, which shows it, is fetched at the start.
        self.note_storage(storage::save(Name::Used, &true));
        self.show_wishes();
        announce(Change::Tone);
    }

    /// Whether the button has something to say of the tone.
    pub(super) fn has_tone(self) -> bool {
        self.tone().tone.with_untracked(|tone| !tone.is_default())
    }
}

impl ToneState {
    /// The name of the style in use, where the tone is still its own. For reactive places.
    pub fn style_name(&self) -> Option<String> {
        let id = self.style.get()?;
        let tone = self.tone.with(Tone::bounded);
        self.styles.with(|styles| {
            let style = styles.iter().find(|style| style.id == id)?;
            (style.tone == tone).then(|| style.name.clone())
        })
    }

    /// The word for the formality in use in this language: none for the default, empty where the language has no word for it.
    pub fn formality_word(&self, to: &str) -> Option<(Formality, &'static str)> {
        let wanted = self.tone.with(|tone| tone.formality);
        let steps = translation::formality_words(to);
        // Of two steps, the nearest.
        let nearest = steps
            .iter()
            .find(|step| step.formality == wanted)
            .or_else(|| {
                let formal = wanted == Formality::Polite;
                steps.last().filter(|_| formal)
            })?;
        Some((nearest.formality, nearest.word))
    }
}

fn happened(app: App, happening: &Happening<'_>) {
    if let Happening::Heard(Change::Tone) = happening {
        let state = app.tone();
        let stored: Stored = storage::load(Name::Tone).unwrap_or_default();
        state.tone.set(stored.tone.bounded());
        state.style.set(stored.style);
        state.styles.set(stored.styles);
        app.show_wishes();
    }
}
