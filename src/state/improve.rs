//! A text in its own language (source and target are the same): asked for part by part, and every change taken or left by
//! the person.

use super::wanted::Running;
use super::{App, HistoryEntry, SpentView, TrStatus};
use gate::{Cost, WorkKind};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use translation::asks::{self, Edit};
use translation::{Pair, PairState, Pairs};

/// What is suggested for a text, and what the person has decided.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Improving {
    /// The text as it was: in its entry, the source.
    #[serde(skip)]
    pub text: String,
    /// The changes, in order.
    pub edits: Vec<Edit>,
    /// What has been decided of each.
    pub decided: Vec<Decision>,
    /// Earlier decisions, with the texts they made: what is taken back in the target is taken back here too.
    #[serde(skip)]
    before: Vec<Vec<Decision>>,
}

/// What is to become of a change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Decision {
    /// Nobody has said.
    #[default]
    Open,
    /// It is made.
    Taken,
    /// It is not.
    Left,
}

impl Improving {
    /// The text with what was taken.
    pub fn made(&self) -> String {
        made(&self.text, &self.edits, &self.decided)
    }
}

fn made(text: &str, edits: &[Edit], decided: &[Decision]) -> String {
    let both = edits.iter().zip(decided);
    let taken = both.filter(|(_, decision)| **decision == Decision::Taken);
    asks::with_edits(text, taken.map(|(edit, _)| edit))
}

/// The run.
struct Run {
    entry: HistoryEntry,
    _running: Running,
}

thread_local! {
    static RUN: RefCell<Option<Run>> = const { RefCell::new(None) };
}

impl App {
    /// Is the source in the language wanted already, so that a run improves it? For reactive places.
    pub fn improves(self) -> bool {
        /// A shorter text tells too little of its language.
        const TELLS: usize = 24;
        let translate = self.translate;
        let to = translate.to.read();
        match &*translate.from.read() {
            Some(from) => *from == *to,
            None => {
                translate.source.with(String::len) >= TELLS
                    && translate.detected.with(|detected| {
                        detected.as_deref().is_some_and(|tag| is_variety(&to, tag))
                    })
            }
        }
    }

    /// Asks for what could be better in the source of this entry.
    pub(super) fn start_improving(self, entry: HistoryEntry) {
        let mut settings = self.ask_settings();
        settings.from = None;
        settings.to = entry.to.clone();
        let improving = self.asks().improving;
        improving.set(Some(Improving {
            text: entry.source.clone(),
            ..Improving::default()
        }));
        self.asks().open.set(None);
        // What is not changed stands there from the beginning.
        self.show_target(entry.source.clone());
        let entry = HistoryEntry {
            target: entry.source.clone(),
            pairs: whole(&entry.source, &entry.source),
            ..entry
        };
        self.note_begun(&entry, &super::place::Place::Panes);
        let (begun, shown) = (entry.clone(), improving);
        let running = Running::start(async move {
            let mut entry = entry;
            let mut trouble = None;
            let mut taken = (None, None);
            for part in asks::improve_parts(&entry.source) {
                let text = &entry.source[part.clone()];
                if !asks::improve_fits(text) {
                    continue;
                }
                // In this language, the person says how it is to be: `term → other term`.
                self.glossaries_ready().await;
                settings.terms = self.term_lines(text, Some(&settings.to), &settings.to);
                let wanted = asks::improve(&settings.settings(), text);
                let answer = self.want_counted(wanted, WorkKind::Translate, &mut taken);
                let answer = answer.await;
                (entry.usage, entry.cost) = (taken.0, taken.1.map(Cost));
                let read = match answer {
                    Ok(answer) => asks::read_improve(text, &answer.text)
                        .map_err(|_| self.not_understood(&answer)),
                    Err(other) => Err(other),
                };
                match read {
                    Ok(edits) => {
                        shown.update(|improving| add(improving, edits, part.start));
                        entry.improving = shown.get_untracked();
                        RUN.with(|run| {
                            if let Some(run) = &mut *run.borrow_mut() {
                                run.entry = entry.clone();
                            }
                        });
                        self.history_save(entry.clone());
                    }
                    Err(other) => {
                        trouble = Some(other);
                        break;
                    }
                }
            }
            RUN.with(|run| run.borrow_mut().take());
            self.translate.trouble.set(trouble.clone());
            let state = match trouble {
                Some(_) => TrStatus::Failed,
                None => TrStatus::Done,
            };
            self.improved(HistoryEntry { state, ..entry });
        });
        RUN.with(|run| {
            *run.borrow_mut() = Some(Run {
                entry: begun,
                _running: running,
            })
        });
    }

    /// Stops the run, if there is one; what was suggested stays.
    pub(super) fn stop_improving(self) {
        let run = RUN.with(|run| run.borrow_mut().take());
        if let Some(Run { entry, .. }) = run {
            let state = TrStatus::Stopped;
            self.improved(HistoryEntry { state, ..entry });
        }
    }

    fn improved(self, entry: HistoryEntry) {
        let translate = self.translate;
        let improving = self.asks().improving.get_untracked();
        let made = improving.as_ref().map(Improving::made);
        let target = made.unwrap_or_else(|| entry.source.clone());
        let entry = HistoryEntry {
            pairs: whole(&entry.source, &target),
            target,
            improving,
            ..entry
        };
        self.show_target(entry.target.clone());
        translate.pairs.set(entry.pairs.clone());
        translate.spent.set(SpentView::of(&entry));
        translate.status.set(entry.state);
        self.translate_shows(entry.clone());
        self.history_save(entry);
        self.save_translate_draft();
    }

    /// Takes or leaves changes. False where the target was changed otherwise meanwhile.
    pub fn improve_decide(self, changes: &[usize], decision: Decision) -> bool {
        let improving = self.asks().improving;
        let Some(mut now) = improving.get_untracked() else {
            return false;
        };
        let target = self.translate.target.get_untracked();
        if now.made() != target {
            return false;
        }
        let before = now.clone();
        now.before.push(now.decided.clone());
        for change in changes {
            if let Some(decided) = now.decided.get_mut(*change) {
                *decided = decision;
            }
        }
        let text = now.made();
        improving.set(Some(now));
        if text != target && !self.translate_replace(0, text.trim(), PairState::Reviewed) {
            improving.set(Some(before));
            return false;
        }
        self.keep_suggestions();
        true
    }

    /// What was decided goes into the entry.
    fn keep_suggestions(self) {
        let shown = self.translate.shown.with_untracked(Clone::clone);
        let shown = shown.filter(|shown| !shown.is_stub() && !self.is_translating(&shown.id));
        let improving = self.asks().improving.get_untracked();
        if let (Some(entry), Some(_)) = (shown, &improving) {
            let entry = HistoryEntry { improving, ..entry };
            self.translate_shows(entry.clone());
            self.history_save(entry);
        }
    }

    /// Shows what was suggested for the text of an entry; nothing for a translation.
    pub(super) fn show_suggestions(self, entry: Option<&HistoryEntry>) {
        let kept = entry.and_then(|entry| {
            let mut improving = entry.improving.clone()?;
            improving.text = entry.source.clone();
            improving
                .decided
                .resize(improving.edits.len(), Decision::Open);
            Some(improving)
        });
        self.asks().improving.set(kept);
    }

    /// The target was changed: where it is what earlier decisions made, they hold again. False where it is none of them.
    pub fn improve_follows(self) -> bool {
        let improving = self.asks().improving;
        let target = self.translate.target.get();
        let found = improving.with_untracked(|now| {
            let now = now.as_ref()?;
            if now.made() == target {
                return Some(None);
            }
            let made = |decided: &Vec<Decision>| made(&now.text, &now.edits, decided) == target;
            now.before.iter().rposition(made).map(Some)
        });
        if let Some(Some(place)) = found {
            improving.update(|now| {
                if let Some(now) = now {
                    now.decided = now.before.swap_remove(place);
                    now.before.truncate(place);
                }
            });
            self.keep_suggestions();
        }
        found.is_some()
    }
}

/// Is it the language itself, or a variety of it (`en-GB` of `en`)?
pub(super) fn is_variety(tag: &str, of: &str) -> bool {
    let rest = tag.strip_prefix(of);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// Does a run of this kind go on, of such an entry?
pub(super) fn runs(wanted: impl FnOnce(&HistoryEntry) -> bool) -> bool {
    RUN.with(|run| run.borrow().as_ref().is_some_and(|run| wanted(&run.entry)))
}

fn add(improving: &mut Option<Improving>, edits: Vec<Edit>, offset: usize) {
    if let Some(improving) = improving {
        let moved = edits.into_iter().map(|edit| Edit {
            range: edit.range.start + offset..edit.range.end + offset,
            ..edit
        });
        improving.edits.extend(moved);
        improving
            .decided
            .resize(improving.edits.len(), Decision::Open);
    }
}

/// All of a text is one segment.
fn whole(source: &str, target: &str) -> Pairs {
    let inner = |text: &str| {
        let start = text.len() - text.trim_start().len();
        start..start + text.trim().len()
    };
    Pairs(vec![Pair {
        source: inner(source),
        target: inner(target),
        state: PairState::Translated,
    }])
}
