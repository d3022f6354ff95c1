//! A translation as one piece: asked, streamed into the target, judged when it is all there, written down, ended.
//!
//! What is plainly no translation is asked for once more, in stricter words. If that is none either, it stays on the screen,
//! marked as what could not be had.

use super::calls::{self, CallEnd, CallUpdate, HowEnded};
use super::place::Place;
use super::translate_run::fresh_boundary;
use super::{App, HistoryEntry, SpentView, TrStatus, journal};
use crate::browser::dom;
use crate::browser::time::{self, FrameRequest};
use gate::{CallId, Cost};
use leptos::prelude::*;
use std::cell::RefCell;
use translation::{
    Certain, Pair, PairState, Pairs, Reason, Runaway, TargetFilter, TranslateRequest,
};
use wire::ProblemKind;

/// A run: one call (or its continuation) and what of it is not on the screen yet.
struct Run {
    call: CallId,
    entry: HistoryEntry,
    filter: TargetFilter,
    pending: String,
    frame: Option<FrameRequest>,
    /// What it is to its entry.
    part: Part,
    runaway: Runaway,
    /// It was stopped because it would never have ended.
    ran_away: bool,
}

/// What of an entry's translation a call is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// All of it.
    All,
    /// All of it once more: the first time, it was this.
    Again(Reason),
    /// The rest of what is there.
    Rest,
}

thread_local! {
    static RUN: RefCell<Option<Run>> = const { RefCell::new(None) };
}

impl App {
    /// Translates the source as one piece; where there is something of its translation, goes on from there.
    pub(super) fn start_whole(self, entry: HistoryEntry, so_far: Option<String>) {
        self.note_begun(&entry, &Place::Panes);
        match so_far {
            Some(so_far) => self.ask_whole(entry, Part::Rest, &so_far),
            None => self.ask_whole(entry, Part::All, ""),
        }
    }

    fn ask_whole(self, entry: HistoryEntry, part: Part, so_far: &str) {
        let boundary = fresh_boundary(&entry.source, so_far);
        let instructions = self.tone_lines(&entry.to);
        let asked = TranslateRequest {
            source: &entry.source,
            from: entry.from.as_deref(),
            to: &entry.to,
            boundary: &boundary,
            instructions: &instructions,
        };
        let messages = match part {
            Part::All => translation::prompt(&asked),
            Part::Again(fault) => translation::prompt_again(&asked, fault),
            Part::Rest => translation::continue_prompt(&asked, so_far),
        };
        let bound = translation::output_token_bound(gate::estimate_tokens(&entry.source));
        let ask = self.translation_ask(&entry.model, messages, bound, None);
        let filter = match part {
            Part::Rest => TargetFilter::continuing(&boundary, &entry.source, so_far),
            Part::All | Part::Again(_) => TargetFilter::new(&boundary, &entry.source),
        };
        let id = entry.id.clone();
        RUN.with(|run| {
            *run.borrow_mut() = Some(Run {
                call: 0,
                runaway: Runaway::of(&entry.source),
                entry,
                filter,
                pending: String::new(),
                frame: None,
                part,
                ran_away: false,
            })
        });
        let call = calls::ask(self, ask, move |update| {
            self.translation_update(&id, update)
        });
        RUN.with(|run| {
            if let Some(run) = run.borrow_mut().as_mut().filter(|run| run.call == 0) {
                run.call = call;
            }
        });
    }

    fn translation_update(self, id: &str, update: CallUpdate) {
        let translate = self.translate;
        match update {
            CallUpdate::Waiting(wait) => translate.waiting.set(Some(wait)),
            CallUpdate::Sent(sent, _) => {
                translate.waiting.set(None);
                with_run(id, |run| run.entry.sent = Some(sent.request().clone()));
                translate.sent.set(Some(sent));
            }
            CallUpdate::Arrived(delta) => {
                let arrived = with_run(id, |run| {
                    let Certain { discard, text } = run.filter.push(&delta.text);
                    let again = discard.then(|| {
                        run.pending.clear();
                        run.runaway.discard();
                        run.entry.clone()
                    });
                    run.pending.push_str(&text);
                    run.ran_away |= run.runaway.push(&text);
                    if run.frame.is_none() && !run.pending.is_empty() {
                        run.frame = Some(time::next_frame(move || self.flush_target()));
                    }
                    let hopeless = run.ran_away.then_some(run.call);
                    (again, text, hopeless)
                });
                let Some((again, text, hopeless)) = arrived else {
                    return;
                };
                if let Some(entry) = again {
                    // It was thoughts: the target is what it was when the run began, and the journal begins anew with
                    // the entry.
                    self.show_target(entry.target.clone());
                    self.history_save(entry);
                }
                if !text.is_empty() {
                    journal::append(self, id, &text, "");
                }
                if let Some(call) = hopeless {
                    calls::stop(call);
                }
            }
            CallUpdate::Ended(end) => self.translation_ended(id, *end),
        }
    }

    fn translation_ended(self, id: &str, end: CallEnd) {
        with_run(id, |run| {
            let rest = run.filter.finish();
            run.pending.push_str(&rest);
        });
        self.flush_target();
        let Some(run) = RUN.with(|run| run.borrow_mut().take_if(|run| run.entry.id == id)) else {
            return;
        };
        let translate = self.translate;
        translate.waiting.set(None);
        let shown = translate
            .shown
            .with_untracked(|shown| shown.as_ref().is_some_and(|shown| shown.id == id));
        if !shown {
            // Stopped before it was sent, and the panes were given to something else: they are not of this.
            return self.history_save(HistoryEntry {
                state: TrStatus::Stopped,
                ..run.entry
            });
        }
        let target = translate.target.get_untracked();
        // A continued one took what both of its calls took.
        let before = (run.entry.usage, run.entry.cost.map(|cost| cost.0));
        let after = (end.completion.usage, end.cost.map(|cost| cost.0));
        let (usage, cost) = translation::taken_together(before, after);
        let entry = HistoryEntry {
            usage,
            cost: cost.map(Cost),
            ..run.entry
        };
        let complete = matches!(end.how, HowEnded::Complete);
        let fault = match end.how {
            _ if run.ran_away => Some(Reason::Length),
            HowEnded::Complete => self.fault_of(&entry, &target, run.part),
            _ => None,
        };
        if let (Some(fault), Part::All) = (fault, run.part) {
            // The journal begins anew with the entry.
            self.show_target(String::new());
            self.history_save(entry.clone());
            return self.ask_whole(entry, Part::Again(fault), "");
        }
        let pairs = match fault {
            None if complete => one_pair(&entry.source, &target, PairState::Translated),
            // What was there before is no worse for a rest that did not come.
            Some(Reason::Empty) if run.part == Part::Rest => Pairs::default(),
            Some(fault) => {
                let state = PairState::Failed(fault.name().to_string());
                one_pair(&entry.source, &target, state)
            }
            None => Pairs::default(),
        };
        let entry = HistoryEntry {
            target,
            pairs,
            ..entry
        };
        let (state, trouble) = match (fault, end.how) {
            (Some(_), _) => {
                let empty = || self.trouble_of(wire::Problem::new(ProblemKind::Empty));
                let trouble = self.nothing_had(&entry).unwrap_or_else(empty);
                (TrStatus::Failed, Some(trouble))
            }
            (None, HowEnded::Complete) => (TrStatus::Done, None),
            (None, HowEnded::Truncated) => (TrStatus::Truncated, None),
            (None, HowEnded::Stopped) => (TrStatus::Stopped, None),
            (None, HowEnded::Failed(trouble)) => (TrStatus::Failed, Some(trouble)),
        };
        let entry = HistoryEntry { state, ..entry };
        translate.pairs.set(entry.pairs.clone());
        translate.spent.set(SpentView::of(&entry));
        translate.status.set(state);
        translate.trouble.set(trouble);
        self.translate_shows(entry.clone());
        self.history_save(entry);
        self.save_translate_draft();
    }

    /// Why what stands in the target is no translation, where that is plain.
    fn fault_of(self, entry: &HistoryEntry, target: &str, part: Part) -> Option<Reason> {
        let nothing_new = part == Part::Rest && target == entry.target;
        if nothing_new || target.trim().is_empty() {
            return Some(Reason::Empty);
        }
        let from = self.language_of(entry);
        let instructions = self.tone_lines(&entry.to);
        let asked = TranslateRequest {
            source: &entry.source,
            from: from.as_deref(),
            to: &entry.to,
            boundary: "",
            instructions: &instructions,
        };
        translation::judge_whole(&asked, target).err()
    }

    /// Puts what has arrived since the last frame at the end of the target: work by what is new, not by what is there.
    fn flush_target(self) {
        let pending = RUN.with(|run| {
            let mut run = run.borrow_mut();
            let run = run.as_mut()?;
            run.frame = None;
            Some(std::mem::take(&mut run.pending))
        });
        let Some(pending) = pending.filter(|pending| !pending.is_empty()) else {
            return;
        };
        if let Some(node) = self.target_element() {
            dom::append_to_textarea(&node, &pending);
        }
        self.translate
            .target
            .update(|target| target.push_str(&pending));
    }
}

/// The one segment that a text translated as a whole is.
fn one_pair(source: &str, target: &str, state: PairState) -> Pairs {
    let inner = |text: &str| {
        let start = text.len() - text.trim_start().len();
        start..start + text.trim().len()
    };
    Pairs(vec![Pair {
        source: inner(source),
        target: inner(target),
        state,
    }])
}

/// Does a run of this kind go on, of such an entry?
pub(super) fn runs(wanted: impl FnOnce(&HistoryEntry) -> bool) -> bool {
    RUN.with(|run| run.borrow().as_ref().is_some_and(|run| wanted(&run.entry)))
}

/// Stops the run, if there is one; what arrived stays.
pub(super) fn stop() {
    let call = RUN.with(|run| run.borrow().as_ref().map(|run| run.call));
    if let Some(call) = call {
        calls::stop(call);
    }
}

fn with_run<T>(id: &str, work: impl FnOnce(&mut Run) -> T) -> Option<T> {
    RUN.with(|run| {
        run.borrow_mut()
            .as_mut()
            .filter(|run| run.entry.id == id)
            .map(work)
    })
}
