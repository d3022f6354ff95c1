//! A run of a translation begins, goes on, is asked for again, is stopped: which kind of run it is, and of what.
//!
//! A text that is one segment, with nothing in it to protect or to look up, is asked for as it is and streams in as it is
//! ([`translate_whole`](super::translate_whole)). Any other is translated segment by segment
//! ([`translate_job`](super::translate_job)).

use super::app::AfterKey;
use super::calls::Ask;
use super::live::is_composing;
use super::memory_matches::Remembered;
use super::place::Place;
use super::{
    App, HistoryEntry, SpentView, Task, TrStatus, Trouble, TroubleKind, improve, translate_job,
    translate_lock, translate_whole,
};
use crate::browser::{random, time};
use gate::WorkKind;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use translation::{Pair, PairState, Pairs, Term};
use wire::{ChatMessage, ChatRequest, ResponseFormat};

thread_local! {
    /// The entries whose translation was begun (or gone on with) by this page.
    static BEGUN: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
    /// Counts the runs that were asked for: a live one makes way for a later one.
    static ASKED: Cell<u64> = const { Cell::new(0) };
}

impl App {
    /// Translates the source, from the beginning.
    pub(super) fn run_translation(self) {
        leptos::task::spawn_local(async move {
            if self.detect_and_begin(false).await {
                self.further_run_all();
            }
        });
    }

    /// Translates what has changed in the source since, while it is typed.
    pub(super) fn run_live(self) {
        leptos::task::spawn_local(async move {
            self.detect_and_begin(true).await;
        });
    }

    /// False where it was stopped before it began.
    async fn detect_and_begin(self, live: bool) -> bool {
        let asked = ASKED.get() + 1;
        ASKED.set(asked);
        let source = self.translate.source.get_untracked();
        // What language it is in decides where its sentences end.
        if self.translate.from.with_untracked(Option::is_none) {
            self.detect().await;
        }
        let remembered = self.remembered().await;
        self.glossaries_ready().await;
        if self.translate.status.get_untracked() != TrStatus::Running {
            return false;
        }
        // Typed on meanwhile: the next pause asks for what stands there then.
        let typed_on = || is_composing() || *self.translate.source.read_untracked() != source;
        if live && typed_on() {
            if ASKED.get() == asked {
                self.not_begun();
            }
            return false;
        }
        self.begin(live, remembered);
        true
    }

    /// What the memory has for the source as it stands.
    async fn remembered(self) -> Remembered {
        self.remembered_in(self.translate.to.get_untracked()).await
    }

    /// The same, into another language.
    pub(super) async fn remembered_in(self, to: String) -> Remembered {
        let translate = self.translate;
        let source = translate.source.get_untracked();
        let from = translate.from.get_untracked();
        let from = from.or_else(|| translate.detected.get_untracked());
        let segments = pairs_of(&source, from.as_deref()).0;
        let sources = segments
            .iter()
            .map(|pair| source[pair.source.clone()].to_string());
        self.memory_for_run(sources.collect(), from, to).await
    }

    /// What it has for those of an entry, as that was cut when it was made.
    async fn remembered_for(self, entry: &HistoryEntry) -> Remembered {
        let sources = (0..entry.pairs.0.len()).map(|at| entry.source_of(at));
        let from = self.language_of(entry);
        self.memory_for_run(sources.collect(), from, entry.to.clone())
            .await
    }

    fn begin(self, live: bool, remembered: Remembered) {
        let translate = self.translate;
        let source = translate.source.get_untracked();
        if translation::is_blank(&source) || !self.endpoint.can_call() {
            return self.not_begun();
        }
        let entry = HistoryEntry {
            id: random::id(),
            at: time::now(),
            from: translate.from.get_untracked(),
            detected: self.detected_now(),
            to: translate.to.get_untracked(),
            model: untrack(|| self.model_for(if live { Task::Live } else { Task::Translate })),
            state: TrStatus::Running,
            source,
            live,
            ..HistoryEntry::default()
        };
        // Asked for again while it is being made (a key held down, say): it would be thrown away and paid for twice.
        let same = |running: &HistoryEntry| {
            (&running.source, &running.from, &running.to, &running.model)
                == (&entry.source, &entry.from, &entry.to, &entry.model)
        };
        if translate_whole::runs(same) || translate_job::runs(same) || improve::runs(same) {
            return;
        }
        self.stop_translation();
        self.keep_edit();
        let pairs = pairs_of(&entry.source, self.language_of(&entry).as_deref());
        let mut entry = HistoryEntry { pairs, ..entry };
        let mut known = vec![None; entry.pairs.0.len()];
        if live {
            for (segment, had) in self.unchanged(&entry).into_iter().enumerate() {
                if let Some((text, state)) = had {
                    entry.pairs.0[segment].state = state;
                    known[segment] = Some(text);
                }
            }
            if let Some(before) = self.live_entry() {
                let HistoryEntry {
                    id, usage, cost, ..
                } = before;
                entry = HistoryEntry {
                    id,
                    usage,
                    cost,
                    ..entry
                };
            }
        }
        self.put_aside_unless_kept(false);
        self.show_target(String::new());
        translate.pairs.set(Pairs::default());
        self.use_language(entry.to.clone());
        if translation::is_wordless(&entry.source) && !self.has_terms(&entry) {
            return self.take_over(entry);
        }
        if !self.prepare(&entry) {
            return;
        }
        if untrack(|| self.improves()) {
            return self.start_improving(entry);
        }
        self.asks().improving.set(None);
        self.note_late(&remembered);
        let examples = remembered.recall(&mut entry, &mut known);
        let nothing = known.len() == 1
            && known[0].is_none()
            && examples[0].is_empty()
            && !self.has_terms(&entry);
        if nothing && translation::protect(&entry.source).codes.is_empty() {
            entry.pairs = Pairs::default();
            return self.start_whole(entry, None);
        }
        self.start_job(entry, known, examples, Place::Panes);
    }

    /// There is nothing in the source to translate: it is its own translation, and nobody is asked.
    fn take_over(self, entry: HistoryEntry) {
        let translate = self.translate;
        translate.trouble.set(None);
        translate.spent.set(SpentView::of(&entry));
        translate.sent.set(None);
        translate.edited.set(false);
        translate.undoable.set(0);
        self.asks().improving.set(None);
        let mut entry = HistoryEntry {
            target: entry.source.clone(),
            state: TrStatus::Done,
            model: String::new(),
            ..entry
        };
        for pair in &mut entry.pairs.0 {
            pair.target = pair.source.clone();
            pair.state = PairState::Translated;
        }
        self.show_target(entry.target.clone());
        translate.pairs.set(entry.pairs.clone());
        translate.status.set(TrStatus::Done);
        self.translate_shows(entry.clone());
        self.history_save(entry);
        self.save_translate_draft();
    }

    /// What was asked for cannot be done (the key went away meanwhile): the panes are as they were.
    fn not_begun(self) {
        self.translate.status.set(self.state_before());
    }

    /// Goes on where a stopped, truncated or failed translation ended: what is there is not asked for again.
    pub(super) fn run_continuation(self) {
        leptos::task::spawn_local(async move {
            let shown = self.shown_entry().await;
            self.glossaries_ready().await;
            let remembered = match &shown {
                Some(entry) => self.remembered_for(entry).await,
                None => Remembered::default(),
            };
            let translate = self.translate;
            if translate.status.get_untracked() != TrStatus::Running {
                return;
            }
            let target = translate.target.get_untracked();
            if target.trim().is_empty() {
                return self.run_translation();
            }
            // Its entry may have been deleted: then this is a new one.
            let gone = shown.is_none();
            let entry = shown.unwrap_or_else(|| HistoryEntry {
                id: random::id(),
                at: time::now(),
                from: translate.from.get_untracked(),
                detected: self.detected_now(),
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
            let mut pairs = translate.pairs.get_untracked();
            if gone {
                // They are of the entry that was deleted.
                pairs = Pairs::default();
            } else if pairs.0.is_empty() && entry.target == target {
                pairs = entry.pairs.clone();
            }
            // The half of a sentence that was changed by hand is not what its translation will be.
            let half = |pair: &Pair| pair.state == PairState::Initial && !pair.target.is_empty();
            if translate.edited.get_untracked() && pairs.0.iter().any(half) {
                self.put_aside();
            }
            let mut entry = HistoryEntry {
                target: target.clone(),
                model: untrack(|| self.model_for(Task::Translate)),
                state: TrStatus::Running,
                edited: false,
                pairs,
                ..entry
            };
            if !self.prepare(&entry) {
                return;
            }
            if entry.pairs.0.is_empty() {
                return self.start_whole(entry, Some(target));
            }
            let known = entry.pairs.0.iter().map(|pair| known(pair, &target));
            let known = known.collect();
            self.go_on_with(&mut entry, known, &remembered);
        });
    }

    /// Asks again for these segments alone, and for others with the same source that could not be had.
    pub fn translate_retry(self, segments: &[usize]) {
        let running = self.translate.status.get_untracked() == TrStatus::Running;
        if running || !self.ready_or_ask(AfterKey::TranslateContinue) {
            return;
        }
        let wanted: Vec<usize> = segments.to_vec();
        self.translate.status.set(TrStatus::Running);
        leptos::task::spawn_local(async move {
            let Some(entry) = self.shown_entry().await else {
                return self.not_begun();
            };
            self.glossaries_ready().await;
            let remembered = self.remembered_for(&entry).await;
            let translate = self.translate;
            if translate.status.get_untracked() != TrStatus::Running {
                return;
            }
            // Another translation was put into the panes meanwhile, and runs; or this one does.
            if self.shown_id() != entry.id || self.is_translating(&entry.id) {
                return;
            }
            if !self.endpoint.can_call() {
                return self.not_begun();
            }
            self.stop_translation();
            let target = translate.target.get_untracked();
            let pairs = translate.pairs.get_untracked();
            let text = |pair: &Pair| entry.source.get(pair.source.clone()).unwrap_or_default();
            let again: BTreeSet<&str> = wanted
                .iter()
                .filter_map(|segment| pairs.0.get(*segment))
                .map(text)
                .collect();
            let known = pairs.0.iter().map(|pair| {
                let stands = target.get(pair.target.clone()).unwrap_or_default();
                (!again.contains(text(pair))).then(|| stands.to_string())
            });
            let known = known.collect();
            let mut entry = HistoryEntry {
                target: target.clone(),
                model: untrack(|| self.model_for(Task::Translate)),
                state: TrStatus::Running,
                pairs: pairs.clone(),
                ..entry.clone()
            };
            if self.prepare(&entry) {
                self.go_on_with(&mut entry, known, &remembered);
            }
        });
    }

    /// Translates what is not known of an entry that there is something of, with what the memory has for it.
    fn go_on_with(
        self,
        entry: &mut HistoryEntry,
        mut known: Vec<Option<String>>,
        remembered: &Remembered,
    ) {
        self.note_late(remembered);
        let whole = entry
            .pairs
            .0
            .iter()
            .all(|pair| pair.state != PairState::Initial);
        let before = known.clone();
        let examples = remembered.recall(entry, &mut known);
        if whole {
            // Each has its place in the target already: there what was found goes.
            for (segment, text) in known
                .iter()
                .enumerate()
                .filter(|(at, _)| before[*at].is_none())
            {
                let Some(text) = text else { continue };
                if let Some(target) = entry.pairs.replace(&entry.target, segment, text) {
                    entry.target = target;
                }
            }
            self.show_target(entry.target.clone());
        }
        self.start_job(entry.clone(), known, examples, Place::Panes);
    }

    /// The signals as a run begins. False, and said, where there is no model to ask.
    fn prepare(self, entry: &HistoryEntry) -> bool {
        let translate = self.translate;
        translate.trouble.set(None);
        translate.spent.set(None);
        translate.edited.set(false);
        translate.undoable.set(0);
        if entry.model.is_empty() {
            translate.trouble.set(Some(Trouble::new(
                TroubleKind::NoModel,
                self.endpoint.preset(),
            )));
            translate.status.set(TrStatus::Failed);
            self.list_models_once();
            return false;
        }
        translate.status.set(TrStatus::Running);
        true
    }

    /// A run has begun: it is in the history from its first moment.
    pub(super) fn note_begun(self, entry: &HistoryEntry, place: &Place) {
        BEGUN.with(|begun| begun.borrow_mut().insert(entry.id.clone()));
        // Before the record: no other tab is to take it for one whose tab is gone.
        translate_lock::hold(&entry.id);
        self.history_save(entry.clone());
        self.place_shows(place, entry);
    }

    /// The language a text is in: as chosen, else as it was detected when its translation was begun.
    pub(super) fn language_of(self, entry: &HistoryEntry) -> Option<String> {
        let known = entry.from.clone().or_else(|| entry.detected.clone());
        // Of what was made before that was kept, this is known while it stands there.
        let source = self.translate.source.read_untracked();
        known.or_else(|| {
            let same = *source == entry.source;
            same.then(|| self.detected_now()).flatten()
        })
    }

    /// The language of what stands in the source, where nobody chose one.
    fn detected_now(self) -> Option<String> {
        let translate = self.translate;
        let chosen = translate.from.with_untracked(Option::is_some);
        (!chosen)
            .then(|| translate.detected.get_untracked())
            .flatten()
    }

    /// The terms that an entry's translation obeys.
    pub(super) fn terms_of(self, entry: &HistoryEntry) -> Vec<Term> {
        self.terms_for_run(self.language_of(entry).as_deref(), &entry.to)
    }

    fn has_terms(self, entry: &HistoryEntry) -> bool {
        let terms = self.terms_of(entry);
        let from = self.language_of(entry);
        !translation::present(&terms, &entry.source, from.as_deref()).is_empty()
    }

    /// A call of a translation.
    pub(super) fn translation_ask(
        self,
        model: &str,
        messages: Vec<ChatMessage>,
        output_bound: u32,
        response_format: Option<ResponseFormat>,
    ) -> Ask {
        let capped = self.settings.with_untracked(|settings| settings.has_cap());
        let request = ChatRequest {
            model: model.to_string(),
            messages,
            stream: true,
            temperature: Some(0.2),
            reasoning_effort: self
                .settings
                .with_untracked(|settings| settings.effort.clone()),
            // A hard cap holds only when the answer's length is bounded too.
            max_output_tokens: capped.then_some(output_bound),
            response_format,
            ..ChatRequest::default()
        };
        Ask {
            request,
            kind: WorkKind::Translate,
            output_tokens: u64::from(output_bound),
        }
    }

    /// Stops the run; what arrived stays.
    pub(super) fn stop_translation(self) {
        translate_whole::stop();
        self.stop_job(|place| *place == Place::Panes);
        self.stop_improving();
    }

    /// Was this entry's translation begun by this page (and has it ended here, if it has)? What the database says of it may be
    /// of before.
    pub(super) fn was_begun_here(self, id: &str) -> bool {
        BEGUN.with(|begun| begun.borrow().contains(id))
    }

    pub(super) fn is_translating(self, id: &str) -> bool {
        let same = |running: &HistoryEntry| running.id == id;
        translate_whole::runs(same) || translate_job::is_running(id) || improve::runs(same)
    }
}

/// The segments of a source, none of them translated.
pub(super) fn pairs_of(source: &str, language: Option<&str>) -> Pairs {
    let segments = translation::segments(source, language);
    let pair = |segment: &translation::Segment| Pair {
        source: segment.range.clone(),
        target: 0..0,
        state: PairState::Initial,
    };
    Pairs(segments.iter().map(pair).collect())
}

/// What there is of a segment's translation that need not be asked for.
pub(super) fn known(pair: &Pair, target: &str) -> Option<String> {
    match pair.state {
        PairState::Initial | PairState::Failed(_) => None,
        PairState::Translated | PairState::Memory | PairState::Reviewed => {
            let text = target.get(pair.target.clone())?;
            (!text.trim().is_empty()).then(|| text.to_string())
        }
    }
}

/// A boundary that stands nowhere in what is sent.
pub(super) fn fresh_boundary(source: &str, so_far: &str) -> String {
    loop {
        let boundary = random::boundary();
        if translation::boundary_ok(source, &boundary)
            && translation::boundary_ok(so_far, &boundary)
        {
            return boundary;
        }
    }
}
