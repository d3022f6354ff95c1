//! Changing the target segment by segment, in place: what is replaced can be taken back, and the pairs follow all of it.

use super::App;
use crate::browser::caret;
use leptos::prelude::*;
use std::cell::RefCell;
use translation::{PairState, Pairs};

/// The text area with the target.
const TARGET: &str = "tr-target";

/// How many replacements can be taken back.
const UNDO_MOST: usize = 100;

/// The target before a replacement, and after it: what was typed since is not to be lost with it.
struct Before {
    entry: String,
    target: String,
    pairs: Pairs,
    after: String,
}

thread_local! {
    static UNDO: RefCell<Vec<Before>> = const { RefCell::new(Vec::new()) };
}

impl App {
    /// Puts another text for a segment into the target. [`translate_undo`](Self::translate_undo) takes it back. False where it
    /// has no place there.
    pub fn translate_replace(self, segment: usize, text: &str, state: PairState) -> bool {
        if self.is_running() {
            return false;
        }
        let translate = self.translate;
        let before = translate.target.get_untracked();
        let pairs = translate.pairs.get_untracked();
        let Some(after) = self.put_segment(segment, text, state) else {
            return false;
        };
        let entry = self.shown_id();
        UNDO.with(|undo| {
            let mut undo = undo.borrow_mut();
            undo.retain(|one| one.entry == entry);
            if undo.len() == UNDO_MOST {
                undo.remove(0);
            }
            undo.push(Before {
                entry,
                target: before,
                pairs,
                after,
            });
            translate.undoable.set(undo.len());
        });
        // A new text in a field leaves the caret at its end, and the page would go on about the last sentence.
        let end = |pairs: &Pairs| pairs.0.get(segment).map(|pair| pair.target.end);
        if let Some(end) = translate.pairs.with_untracked(end) {
            caret::put(TARGET, end);
        }
        translate.edited.set(true);
        self.keep_edit();
        true
    }

    /// Takes the last replacement back. Where the target was changed since by typing, nothing can be taken back any more.
    pub fn translate_undo(self) {
        if self.is_running() {
            return;
        }
        let translate = self.translate;
        let target = translate.target.get_untracked();
        let entry = self.shown_id();
        let (before, left) = UNDO.with(|undo| {
            let mut undo = undo.borrow_mut();
            let before = undo
                .pop()
                .filter(|before| before.entry == entry && before.after == target);
            if before.is_none() {
                undo.clear();
            }
            (before, undo.len())
        });
        translate.undoable.set(left);
        if let Some(before) = before {
            let at = caret::around(TARGET).map(|(before, _)| before.len());
            translate.pairs.set(before.pairs);
            self.show_target(before.target);
            caret::put(TARGET, at.unwrap_or_default());
            translate.edited.set(true);
            self.keep_edit();
        }
    }

    /// The person says that a segment's translation is right as it is.
    pub fn translate_approve(self, segment: usize) {
        if self.is_running() {
            return;
        }
        let mut changed = false;
        self.translate.pairs.update(|pairs| {
            if let Some(pair) = pairs.0.get_mut(segment)
                && matches!(pair.state, PairState::Translated | PairState::Memory)
            {
                pair.state = PairState::Reviewed;
                changed = true;
            }
        });
        if changed {
            self.translate.edited.set(true);
            self.keep_edit();
        }
    }

    /// What the source and the target say of a segment.
    pub fn translate_segment(self, segment: usize) -> Option<(String, String)> {
        let translate = self.translate;
        let pair = translate
            .pairs
            .with_untracked(|pairs| pairs.0.get(segment).cloned())?;
        let source = translate.shown.with_untracked(|shown| {
            let source = shown.as_ref().map(|shown| &shown.source)?;
            source.get(pair.source).map(str::to_string)
        })?;
        let target = translate
            .target
            .with_untracked(|target| target.get(pair.target).map(str::to_string))?;
        Some((source, target))
    }

    /// Gives the two texts segment by segment to what makes something of them.
    pub fn translate_rows(self, make: impl FnOnce(&[(&str, &str)]) -> String) -> String {
        let translate = self.translate;
        let pairs = if self.pairs_hold() {
            translate.pairs.get_untracked()
        } else {
            Pairs::default()
        };
        translate.source.with_untracked(|source| {
            let target = translate.target.get_untracked();
            make(&translation::side_by_side(source, &target, &pairs))
        })
    }

    /// The same, without a way back and without writing it down: for what the run itself puts there. Gives the new target.
    pub(super) fn put_segment(
        self,
        segment: usize,
        text: &str,
        state: PairState,
    ) -> Option<String> {
        let translate = self.translate;
        let mut pairs = translate.pairs.get_untracked();
        let after = translate
            .target
            .with_untracked(|target| pairs.replace(target, segment, text))?;
        if let Some(pair) = pairs.0.get_mut(segment) {
            pair.state = state;
        }
        translate.pairs.set(pairs);
        self.show_target(after.clone());
        Some(after)
    }

    /// The person typed in the target: the pairs follow.
    pub(super) fn pairs_follow(self, now: &str) {
        let translate = self.translate;
        if translate.pairs.with_untracked(|pairs| pairs.0.is_empty()) {
            return;
        }
        let lang = translate.shown.with_untracked(|shown| {
            let shown = shown.as_ref();
            shown.map(|shown| shown.to.clone())
        });
        translate.target.with_untracked(|before| {
            translate.pairs.update(|pairs| {
                pairs.target_edited(before, now, lang.as_deref());
            });
        });
    }

    /// While a run goes on, it alone changes the target.
    fn is_running(self) -> bool {
        self.translate.status.get_untracked() == super::TrStatus::Running
    }

    pub(super) fn shown_id(self) -> String {
        self.translate.shown.with_untracked(|shown| {
            let shown = shown.as_ref();
            shown.map(|shown| shown.id.clone()).unwrap_or_default()
        })
    }
}
