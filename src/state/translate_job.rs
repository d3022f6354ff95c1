//! A translation segment by segment: drives `translation::Job`, with several calls at once, and shows in order what comes in
//! any order.
//!
//! The job is pure: it says what to ask and which segment has got which text. This file carries its asks to `calls` and what
//! arrives back, one effect at a time through a queue, so that the job is never entered while it is at work.

use super::calls::{self, CallEnd, CallUpdate, HowEnded};
use super::job_recovered::put_down;
use super::place::Place;
use super::translate_run::fresh_boundary;
use super::{
    App, HistoryEntry, TrStatus, Trouble, TroubleKind, WaitView, job_screen, journal, quirk_book,
};
use gate::CallId;
use job_screen::Screen;
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use translation::{
    AskEnd, AskId, BatchLimits, Job, JobAsk, JobEffect, JobEnd, JobEvent, JobSegment, JobSettings,
    Kept, Outcome, PairState, Rung, Taken, kept_line,
};
use wire::ProblemKind;

/// A run: the job, its calls, what the screen shows of it.
pub(super) struct Run {
    pub(super) entry: HistoryEntry,
    pub(super) screen: Screen,
    /// Where it is shown.
    pub(super) place: Place,
    job: Job,
    /// The call of each ask under way.
    calls: BTreeMap<AskId, CallId>,
    /// How many calls have been sent and are not over: while there are some, nothing is said to wait.
    flying: usize,
    todo: VecDeque<JobEffect>,
    performing: bool,
    /// What its calls took, with what an earlier run of the same entry took.
    taken: Taken,
    /// How the endpoint has to be asked, once an answer that was asked for so has come.
    learned: Option<Rung>,
    /// Why a call failed for good.
    trouble: Option<Trouble>,
}

thread_local! {
    /// At most one a place.
    static RUNS: RefCell<Vec<Run>> = const { RefCell::new(Vec::new()) };
}

/// Does something with the run of this entry, if it goes on.
pub(super) fn with_run<T>(id: &str, work: impl FnOnce(&mut Run) -> T) -> Option<T> {
    RUNS.with(|runs| {
        let mut runs = runs.borrow_mut();
        runs.iter_mut().find(|run| run.entry.id == id).map(work)
    })
}

/// Does a run of this kind go on in the panes, of such an entry?
pub(super) fn runs(wanted: impl Fn(&HistoryEntry) -> bool) -> bool {
    let shown = |run: &Run| run.place == Place::Panes && wanted(&run.entry);
    RUNS.with(|runs| runs.borrow().iter().any(shown))
}

/// Does a run of this entry go on, wherever it is shown?
pub(super) fn is_running(id: &str) -> bool {
    with_run(id, |_| ()).is_some()
}

impl App {
    /// Translates the segments of an entry (its pairs) of which nothing is known, with examples for some of them.
    pub(super) fn start_job(
        self,
        entry: HistoryEntry,
        known: Vec<Option<String>>,
        examples: Vec<Vec<(String, String)>>,
        place: Place,
    ) {
        let entry = HistoryEntry {
            sent: None,
            ..entry
        };
        let (segments, settings) = self.job_of(&entry, &known, examples);
        let screen = Screen::new(&entry, &known, &place);
        let target = screen.target();
        self.place_begins(
            &place,
            target.unwrap_or_else(|| entry.target.clone()),
            &entry,
        );
        let taken = (entry.usage, entry.cost.map(|cost| cost.0));
        // What is known already is in the entry from its first moment: the journal has only what will come.
        match screen.target() {
            Some(_) => self.note_begun(&put_down(&entry, &known), &place),
            None => self.note_begun(&entry, &place),
        }
        let id = entry.id.clone();
        RUNS.with(|runs| {
            let mut runs = runs.borrow_mut();
            runs.retain(|run| run.place != place);
            runs.push(Run {
                entry,
                screen,
                place,
                job: Job::new(segments, settings),
                calls: BTreeMap::new(),
                flying: 0,
                todo: VecDeque::new(),
                performing: false,
                taken,
                learned: None,
                trouble: None,
            })
        });
        self.flush_job(&id);
        self.drive(&id, JobEvent::Start);
    }

    fn job_of(
        self,
        entry: &HistoryEntry,
        known: &[Option<String>],
        examples: Vec<Vec<(String, String)>>,
    ) -> (Vec<JobSegment>, JobSettings) {
        let mut examples = examples.into_iter();
        let mut paragraph = 0;
        let mut end = 0;
        let segments = entry.pairs.0.iter().zip(known).map(|(pair, known)| {
            let gap = entry.source.get(end..pair.source.start);
            paragraph += usize::from(gap.is_some_and(|gap| gap.contains(['\n', '\r'])));
            end = pair.source.end;
            JobSegment {
                source: entry
                    .source
                    .get(pair.source.clone())
                    .unwrap_or_default()
                    .to_string(),
                known: known.clone(),
                examples: examples.next().unwrap_or_default(),
                paragraph,
            }
        });
        let segments = segments.collect();
        let origin = self
            .endpoint
            .choice
            .with_untracked(|choice| choice.origin());
        let parallel = self
            .settings
            .with_untracked(|settings| usize::from(settings.pace.max_concurrent.max(1)));
        let settings = JobSettings {
            from: self.language_of(entry),
            to: entry.to.clone(),
            instructions: self.tone_lines(&entry.to),
            glossary: self.terms_of(entry),
            rung: quirk_book::known_rung(&origin, &entry.model),
            limits: BatchLimits {
                parallel,
                ..BatchLimits::default()
            },
            boundary: fresh_boundary(&entry.source, ""),
            ..JobSettings::default()
        };
        (segments, settings)
    }

    /// Stops the runs that are shown in such places; what arrived stays.
    pub(super) fn stop_job(self, wanted: impl Fn(&Place) -> bool) {
        let ids: Vec<String> = RUNS.with(|runs| {
            let runs = runs.borrow();
            let there = runs.iter().filter(|run| wanted(&run.place));
            there.map(|run| run.entry.id.clone()).collect()
        });
        for id in ids {
            self.drive(&id, JobEvent::Stop);
        }
    }

    /// Tells the job what happened, and does what it asks for.
    fn drive(self, id: &str, event: JobEvent) {
        let start = with_run(id, |run| {
            let effects = run.job.handle(event);
            run.todo.extend(effects);
            !std::mem::replace(&mut run.performing, true)
        });
        if start != Some(true) {
            return;
        }
        let next = || {
            with_run(id, |run| {
                let effect = run.todo.pop_front();
                run.performing = effect.is_some();
                effect
            })
            .flatten()
        };
        while let Some(effect) = next() {
            self.perform_effect(id, effect);
        }
    }

    fn perform_effect(self, id: &str, effect: JobEffect) {
        match effect {
            JobEffect::Ask(ask) => self.ask_of_job(id, ask),
            JobEffect::Cancel(ask) => {
                let call = with_run(id, |run| run.calls.get(&ask).copied()).flatten();
                if let Some(call) = call {
                    calls::stop(call);
                }
            }
            JobEffect::Arrived { segment, text } => {
                journal::append(self, id, &kept_line(segment, &Kept::More(text.clone())), "");
                with_run(id, |run| run.screen.append(segment, &text));
                self.flush_job_soon(id);
            }
            JobEffect::Restarted { segment } => {
                journal::append(self, id, &kept_line(segment, &Kept::Void), "");
                with_run(id, |run| run.screen.restart(segment));
                self.flush_job_soon(id);
            }
            JobEffect::Settled { segment, outcome } => self.settled(id, segment, outcome),
            JobEffect::RungLearned(rung) => {
                with_run(id, |run| run.learned = Some(rung));
            }
            JobEffect::Over(end) => self.job_over(id, end),
        }
    }

    fn run_waits(self, id: &str, wait: Option<WaitView>) {
        if let Some(place) = with_run(id, |run| run.place.clone()) {
            self.place_waits(&place, wait);
        }
    }

    fn ask_of_job(self, id: &str, ask: JobAsk) {
        let model = with_run(id, |run| {
            run.calls.insert(ask.id, 0);
            run.entry.model.clone()
        });
        let Some(model) = model else { return };
        let formatted = ask.response_format.is_some();
        let wanted =
            self.translation_ask(&model, ask.messages, ask.output_bound, ask.response_format);
        let (of, ask) = (id.to_string(), ask.id);
        let mut sent = false;
        let call = calls::ask(self, wanted, move |update| {
            self.job_update(&of, ask, formatted, &mut sent, update);
        });
        with_run(id, |run| {
            // It may have ended at once.
            if let Some(known) = run.calls.get_mut(&ask) {
                *known = call;
            }
        });
    }

    fn job_update(
        self,
        id: &str,
        ask: AskId,
        formatted: bool,
        was_sent: &mut bool,
        update: CallUpdate,
    ) {
        match update {
            CallUpdate::Waiting(wait) => {
                // It was sent, and waits to be sent again.
                let back = std::mem::take(was_sent);
                let none_flies = with_run(id, |run| {
                    run.flying -= usize::from(back).min(run.flying);
                    run.flying == 0
                });
                if none_flies == Some(true) {
                    self.run_waits(id, Some(wait));
                }
            }
            CallUpdate::Sent(sent, _) => {
                let first = !std::mem::replace(was_sent, true);
                let first_of_all = with_run(id, |run| {
                    run.flying += usize::from(first);
                    let none = run.entry.sent.is_none();
                    if none {
                        run.entry.sent = Some(sent.request().clone());
                    }
                    none
                });
                self.run_waits(id, None);
                let in_panes = with_run(id, |run| run.place == Place::Panes);
                if first_of_all == Some(true) && in_panes == Some(true) {
                    self.translate.sent.set(Some(sent));
                }
            }
            CallUpdate::Arrived(delta) => {
                if !delta.text.is_empty() {
                    self.drive(
                        id,
                        JobEvent::Text {
                            ask,
                            delta: delta.text,
                        },
                    );
                }
            }
            CallUpdate::Ended(end) => {
                with_run(id, |run| {
                    run.flying -= usize::from(*was_sent).min(run.flying);
                    run.calls.remove(&ask);
                    let cost = end.cost.map(|cost| cost.0);
                    let taken = (end.completion.usage, cost);
                    run.taken = translation::taken_together(run.taken, taken);
                });
                let end = self.ask_end(id, formatted, *end);
                if end == AskEnd::Complete {
                    self.learn_rung(id);
                }
                self.drive(id, JobEvent::Ended { ask, end });
            }
        }
    }

    /// What the end of a call means for the job.
    fn ask_end(self, id: &str, formatted: bool, end: CallEnd) -> AskEnd {
        let trouble = match end.how {
            HowEnded::Complete => return AskEnd::Complete,
            HowEnded::Truncated => return AskEnd::Truncated,
            HowEnded::Stopped => return AskEnd::Cancelled,
            HowEnded::Failed(trouble) => trouble,
        };
        match &trouble.kind {
            TroubleKind::Wire(ProblemKind::TooLong { .. }) => AskEnd::Truncated,
            TroubleKind::Wire(ProblemKind::Refused) => AskEnd::Refused,
            // Not every endpoint names what it finds fault with; the next rung asks without it.
            TroubleKind::Wire(ProblemKind::BadRequest) if formatted => AskEnd::Incapable,
            _ => {
                with_run(id, |run| {
                    run.trouble.get_or_insert(trouble);
                });
                AskEnd::Failed
            }
        }
    }

    fn settled(self, id: &str, segment: usize, outcome: Outcome) {
        let (kept, text, state) = match outcome {
            Outcome::Translated { text, .. } => (
                Kept::Settled(text.clone()),
                Some(text),
                PairState::Translated,
            ),
            Outcome::Failed(reason) => {
                let name = reason.name().to_string();
                (Kept::Failed(name.clone()), None, PairState::Failed(name))
            }
        };
        journal::append(self, id, &kept_line(segment, &kept), "");
        let in_place = with_run(id, |run| {
            let text = text.unwrap_or_else(|| run.entry.source_of(segment));
            if let Some(pair) = run.entry.pairs.0.get_mut(segment) {
                pair.state = state.clone();
            }
            run.screen.settle(segment, text)
        })
        .flatten();
        match in_place {
            Some(text) => {
                self.put_segment(segment, &text, state);
                let pairs = self.translate.pairs.get_untracked();
                with_run(id, |run| run.entry.pairs = pairs);
            }
            None => self.flush_job_soon(id),
        }
    }

    /// What the endpoint refused is remembered when what was asked instead has worked: the refusal may have been of something
    /// else.
    fn learn_rung(self, id: &str) {
        let learned = with_run(id, |run| {
            Some((run.learned.take()?, run.entry.model.clone()))
        });
        if let Some((rung, model)) = learned.flatten() {
            let origin = self
                .endpoint
                .choice
                .with_untracked(|choice| choice.origin());
            self.note_storage(quirk_book::remember_rung(&origin, &model, rung));
        }
    }

    fn job_over(self, id: &str, end: JobEnd) {
        with_run(id, |run| run.screen.give_up());
        self.flush_job(id);
        let taken = RUNS.with(|runs| {
            let mut runs = runs.borrow_mut();
            let at = runs.iter().position(|run| run.entry.id == id)?;
            Some(runs.swap_remove(at))
        });
        let Some(run) = taken else { return };
        let Run {
            mut entry,
            screen,
            place,
            trouble,
            taken,
            job,
            ..
        } = run;
        screen.place(&mut entry.pairs);
        let report = job.report();
        let failed = report.failed().len();
        let none = failed > 0 && failed == report.segments.len();
        let any = |is: fn(&PairState) -> bool| entry.pairs.0.iter().any(|pair| is(&pair.state));
        let (state, trouble) = match end {
            // Only some were asked for: of the others, some may not have come or not been had.
            JobEnd::Done if any(|state| *state == PairState::Initial) => (TrStatus::Stopped, None),
            JobEnd::Done if any(|state| matches!(state, PairState::Failed(_))) => {
                (TrStatus::Truncated, None)
            }
            JobEnd::Done => (TrStatus::Done, None),
            JobEnd::Incomplete if none => (TrStatus::Failed, self.nothing_had(&entry)),
            JobEnd::Incomplete => (TrStatus::Truncated, None),
            JobEnd::Stopped => (TrStatus::Stopped, None),
            // Its calls were stopped from elsewhere: the key was forgotten.
            JobEnd::Broken if trouble.is_none() => (TrStatus::Stopped, None),
            JobEnd::Broken => (TrStatus::Failed, trouble),
        };
        entry.state = state;
        entry.usage = taken.0;
        entry.cost = taken.1.map(gate::Cost);
        self.job_ended(entry, trouble, none, &place);
    }
}
