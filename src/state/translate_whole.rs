//! A translation as one piece: asked, streamed into the target, written down, ended.

use super::calls::{self, CallEnd, CallUpdate, HowEnded};
use super::place::Place;
use super::translate_run::fresh_boundary;
use super::{App, HistoryEntry, SpentView, TrStatus, journal};
use crate::browser::dom;
use crate::browser::time::{self, FrameRequest};
use gate::{CallId, Cost};
use leptos::prelude::*;
use std::cell::RefCell;
use translation::{Certain, Pair, PairState, Pairs, TargetFilter, TranslateRequest};
use wire::ProblemKind;

/// A run: one call (or its continuation) and what of it is not on the screen yet.
struct Run {
    call: CallId,
    entry: HistoryEntry,
    filter: TargetFilter,
    pending: String,
    frame: Option<FrameRequest>,
}

thread_local! {
    static RUN: RefCell<Option<Run>> = const { RefCell::new(None) };
}

impl App {
    /// Translates the source as one piece; where there is something of its translation, goes on from there.
    pub(super) fn start_whole(self, entry: HistoryEntry, so_far: Option<String>) {
        let boundary = fresh_boundary(&entry.source, so_far.as_deref().unwrap_or_default());
        let instructions = self.tone_lines(&entry.to);
        let asked = TranslateRequest {
            source: &entry.source,
            from: entry.from.as_deref(),
            to: &entry.to,
            boundary: &boundary,
            instructions: &instructions,
        };
        let messages = match &so_far {
            Some(so_far) => translation::continue_prompt(&asked, so_far),
            None => translation::prompt(&asked),
        };
        let bound = translation::output_token_bound(gate::estimate_tokens(&entry.source));
        let ask = self.translation_ask(&entry.model, messages, bound, None);
        self.note_begun(&entry, &Place::Panes);
        let filter = match &so_far {
            Some(so_far) => TargetFilter::continuing(&boundary, &entry.source, so_far),
            None => TargetFilter::new(&boundary, &entry.source),
        };
        RUN.with(|run| {
            *run.borrow_mut() = Some(Run {
                call: 0,
                entry,
                filter,
                pending: String::new(),
                frame: None,
            })
        });
        let id = RUN
            .with(|run| run.borrow().as_ref().map(|run| run.entry.id.clone()))
            .unwrap_or_default();
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
                        run.entry.clone()
                    });
                    run.pending.push_str(&text);
                    if run.frame.is_none() && !run.pending.is_empty() {
                        run.frame = Some(time::next_frame(move || self.flush_target()));
                    }
                    (again, text)
                });
                let Some((again, text)) = arrived else { return };
                if let Some(entry) = again {
                    // It was thoughts: the target is what it was when the run began, and the journal begins anew with
                    // the entry.
                    self.show_target(entry.target.clone());
                    self.history_save(entry);
                }
                if !text.is_empty() {
                    journal::append(self, id, &text, "");
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
        let (state, trouble) = match end.how {
            HowEnded::Complete if target.trim().is_empty() => {
                let problem = wire::Problem::new(ProblemKind::NotUnderstood);
                (TrStatus::Failed, Some(self.trouble_of(problem)))
            }
            HowEnded::Complete => (TrStatus::Done, None),
            HowEnded::Truncated => (TrStatus::Truncated, None),
            HowEnded::Stopped => (TrStatus::Stopped, None),
            HowEnded::Failed(trouble) => (TrStatus::Failed, Some(trouble)),
        };
        // A continued one took what both of its calls took.
        let before = (run.entry.usage, run.entry.cost.map(|cost| cost.0));
        let after = (end.completion.usage, end.cost.map(|cost| cost.0));
        let (usage, cost) = translation::taken_together(before, after);
        let pairs = match state {
            TrStatus::Done => one_pair(&run.entry.source, &target),
            _ => Pairs::default(),
        };
        let entry = HistoryEntry {
            target,
            state,
            usage,
            cost: cost.map(Cost),
            pairs,
            ..run.entry
        };
        translate.pairs.set(entry.pairs.clone());
        translate.spent.set(SpentView::of(&entry));
        translate.status.set(state);
        translate.trouble.set(trouble);
        self.translate_shows(entry.clone());
        self.history_save(entry);
        self.save_translate_draft();
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
fn one_pair(source: &str, target: &str) -> Pairs {
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
