//! A run of a translation: asked, streamed into the target, written down, ended.

use super::calls::{self, Ask, CallEnd, CallUpdate, HowEnded};
use super::{App, HistoryEntry, SpentView, Task, TrStatus, Trouble, TroubleKind, journal};
use crate::browser::time::{self, FrameRequest};
use crate::browser::{dom, random};
use gate::{CallId, Cost, WorkKind};
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::BTreeSet;
use translation::{Certain, TargetFilter, TranslateRequest};
use wire::{ChatMessage, ChatRequest, ProblemKind};

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
    /// The entries whose translation was begun (or gone on with) by this page.
    static BEGUN: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
}

impl App {
    /// Translates the source, from the beginning.
    pub(super) fn run_translation(self) {
        let translate = self.translate;
        let source = translate.source.get_untracked();
        if source.trim().is_empty() || !self.endpoint.can_call() {
            return self.not_begun();
        }
        let entry = HistoryEntry {
            id: random::id(),
            at: time::now(),
            from: translate.from.get_untracked(),
            to: translate.to.get_untracked(),
            model: untrack(|| self.model_for(Task::Translate)),
            state: TrStatus::Running,
            source,
            ..HistoryEntry::default()
        };
        // Asked for again while it is being made (a key held down, say): it would be thrown away and paid for twice.
        let under_way = RUN.with(|run| {
            run.borrow().as_ref().is_some_and(|run| {
                let Run { entry: old, .. } = run;
                (&old.source, &old.from, &old.to, &old.model)
                    == (&entry.source, &entry.from, &entry.to, &entry.model)
            })
        });
        if under_way {
            return;
        }
        self.stop_translation();
        self.keep_edit();
        self.put_aside_unless_kept(false);
        self.show_target(String::new());
        self.use_language(entry.to.clone());
        self.start_run(entry, None);
    }

    /// What was asked for cannot be done (the key went away meanwhile): the panes are as they were.
    fn not_begun(self) {
        self.translate.status.set(self.state_before());
    }

    /// Goes on where a stopped, truncated or failed translation ended.
    pub(super) fn run_continuation(self) {
        leptos::task::spawn_local(async move {
            let shown = self.shown_entry().await;
            let translate = self.translate;
            if translate.status.get_untracked() != TrStatus::Running {
                return;
            }
            let target = translate.target.get_untracked();
            if target.trim().is_empty() {
                return self.run_translation();
            }
            // Its entry may have been deleted: then this is a new one.
            let entry = shown.unwrap_or_else(|| HistoryEntry {
                id: random::id(),
                at: time::now(),
                from: translate.from.get_untracked(),
                to: translate.to.get_untracked(),
                source: translate.source.get_untracked(),
                ..HistoryEntry::default()
            });
            if entry.source.trim().is_empty() || !self.endpoint.can_call() {
                return self.not_begun();
            }
            if self.is_translating(&entry.id) {
                return;
            }
            self.stop_translation();
            let so_far = target.clone();
            self.start_run(
                HistoryEntry {
                    target,
                    model: untrack(|| self.model_for(Task::Translate)),
                    state: TrStatus::Running,
                    edited: false,
                    ..entry
                },
                Some(so_far),
            );
        });
    }

    fn start_run(self, entry: HistoryEntry, so_far: Option<String>) {
        let translate = self.translate;
        translate.trouble.set(None);
        translate.spent.set(None);
        translate.edited.set(false);
        if entry.model.is_empty() {
            translate.trouble.set(Some(Trouble::new(
                TroubleKind::NoModel,
                self.endpoint.preset(),
            )));
            translate.status.set(TrStatus::Failed);
            return self.list_models_once();
        }
        translate.status.set(TrStatus::Running);
        let boundary = fresh_boundary(&entry.source, so_far.as_deref().unwrap_or_default());
        let instructions = self
            .settings
            .with_untracked(|settings| settings.instructions.clone());
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
        let ask = self.translation_ask(&entry, messages);
        BEGUN.with(|begun| begun.borrow_mut().insert(entry.id.clone()));
        self.history_save(entry.clone());
        self.translate_shows(entry.clone());
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

    fn translation_ask(self, entry: &HistoryEntry, messages: Vec<ChatMessage>) -> Ask {
        let bound = translation::output_token_bound(gate::estimate_tokens(&entry.source));
        let capped = self.settings.with_untracked(|settings| settings.has_cap());
        let request = ChatRequest {
            model: entry.model.clone(),
            messages,
            stream: true,
            temperature: Some(0.2),
            reasoning_effort: self
                .settings
                .with_untracked(|settings| settings.effort.clone()),
            // A hard cap holds only when the answer's length is bounded too.
            max_output_tokens: capped.then_some(bound),
            ..ChatRequest::default()
        };
        Ask {
            request,
            kind: WorkKind::Translate,
            output_tokens: u64::from(bound),
        }
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
        let entry = HistoryEntry {
            target,
            state,
            usage,
            cost: cost.map(Cost),
            ..run.entry
        };
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

    /// Stops the run; what arrived stays.
    pub(super) fn stop_translation(self) {
        let call = RUN.with(|run| run.borrow().as_ref().map(|run| run.call));
        if let Some(call) = call {
            calls::stop(call);
        }
    }

    /// Was this entry's translation begun by this page (and has it ended here, if it has)? What the database says of it may be
    /// of before.
    pub(super) fn was_begun_here(self, id: &str) -> bool {
        BEGUN.with(|begun| begun.borrow().contains(id))
    }

    pub(super) fn is_translating(self, id: &str) -> bool {
        RUN.with(|run| run.borrow().as_ref().is_some_and(|run| run.entry.id == id))
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

/// A boundary that stands nowhere in what is sent.
fn fresh_boundary(source: &str, so_far: &str) -> String {
    loop {
        let boundary = random::boundary();
        if translation::boundary_ok(source, &boundary)
            && translation::boundary_ok(so_far, &boundary)
        {
            return boundary;
        }
    }
}
