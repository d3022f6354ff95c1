//! What the target pane shows of a job that goes on, and how it ends there.

use super::place::Place;
use super::translate_job::with_run;
use super::{App, HistoryEntry, SpentView, TrStatus, Trouble};
use crate::browser::time::{self, FrameRequest};
use leptos::prelude::*;
use translation::{InOrder, Pair, PairState, Pairs, target_gap};

/// How the segments come into the target.
pub(super) struct Screen {
    way: Way,
    frame: Option<FrameRequest>,
}

enum Way {
    /// At its end, in order, whatever order they arrive in.
    Growing {
        order: InOrder,
        /// How many segments have their place in the pairs for good.
        placed: usize,
    },
    /// Each in the place of what stands there: all segments have one.
    InPlace,
}

impl Screen {
    /// For an entry of which some segments are known.
    pub fn new(entry: &HistoryEntry, known: &[Option<String>], place: &Place) -> Screen {
        let untouched = |state: &PairState| *state == PairState::Initial;
        // Nothing stands in the target where all of it comes from the memory.
        let mut both = entry.pairs.0.iter().zip(known);
        // What the memory had is known, and may stand nowhere yet.
        let nowhere = |(pair, known): (&Pair, &Option<String>)| {
            known.is_some() && entry.target.get(pair.target.clone()) != known.as_deref()
        };
        // A card is not written in: what stands there can be put there anew.
        let growing = *place != Place::Panes
            || entry.target.is_empty()
            || entry.pairs.0.iter().any(|pair| untouched(&pair.state))
            || both.any(nowhere);
        let way = if growing {
            let mut order = InOrder::new(gaps(entry));
            for (segment, text) in known.iter().enumerate() {
                if let Some(text) = text {
                    order.settle(segment, text.clone());
                }
            }
            Way::Growing { order, placed: 0 }
        } else {
            Way::InPlace
        };
        Screen { way, frame: None }
    }

    /// What the target has to be emptied to before the first is shown; none where it stays as it is.
    pub fn target(&self) -> Option<String> {
        matches!(self.way, Way::Growing { .. }).then(String::new)
    }

    /// More of a segment arrived.
    pub fn append(&mut self, segment: usize, text: &str) {
        if let Way::Growing { order, .. } = &mut self.way {
            order.append(segment, text);
        }
    }

    /// What had arrived of a segment is void.
    pub fn restart(&mut self, segment: usize) {
        if let Way::Growing { order, .. } = &mut self.way {
            order.restart(segment);
        }
    }

    /// A segment has its text; gives it back where it has to be put in its place.
    pub fn settle(&mut self, segment: usize, text: String) -> Option<String> {
        match &mut self.way {
            Way::Growing { order, .. } => {
                order.settle(segment, text);
                None
            }
            Way::InPlace => Some(text),
        }
    }

    /// No more comes.
    pub fn give_up(&mut self) {
        if let Way::Growing { order, .. } = &mut self.way {
            order.give_up();
        }
    }

    /// Puts down where every segment stands in the target.
    pub fn place(&self, pairs: &mut Pairs) {
        if let Way::Growing { order, .. } = &self.way {
            for (segment, pair) in pairs.0.iter_mut().enumerate() {
                pair.target = order.range(segment);
            }
        }
    }
}

/// What stands before each segment in the target, and after the last. What the person made of it stays.
pub(super) fn gaps(entry: &HistoryEntry) -> Vec<String> {
    let pairs = &entry.pairs.0;
    let there = |index: usize| pairs.get(index).filter(|pair| !pair.target.is_empty());
    let mut gaps = Vec::with_capacity(pairs.len() + 1);
    let mut end = 0;
    for (index, pair) in pairs.iter().enumerate() {
        let before = index.checked_sub(1).and_then(there);
        let kept = match (before, there(index)) {
            (Some(before), Some(pair)) => entry.target.get(before.target.end..pair.target.start),
            _ => None,
        };
        let source = entry.source.get(end..pair.source.start).unwrap_or_default();
        gaps.push(match kept {
            Some(kept) => kept.to_string(),
            None if index == 0 => source.to_string(),
            None => target_gap(source, &entry.to),
        });
        end = pair.source.end;
    }
    gaps.push(entry.source.get(end..).unwrap_or_default().to_string());
    gaps
}

impl App {
    /// Shows what has arrived, with the next frame.
    pub(super) fn flush_job_soon(self, id: &str) {
        let of = id.to_string();
        with_run(id, |run| {
            if run.screen.frame.is_none() {
                run.screen.frame = Some(time::next_frame(move || self.flush_job(&of)));
            }
        });
    }

    /// Shows what has arrived and is not shown: work by what is new, not by what is there.
    pub(super) fn flush_job(self, id: &str) {
        let changed = with_run(id, |run| {
            run.screen.frame = None;
            let Way::Growing { order, placed } = &mut run.screen.way else {
                return None;
            };
            let change = order.catch_up();
            let first = *placed;
            *placed = order.shown();
            let pairs = &mut run.entry.pairs.0;
            let last = (*placed + 1).min(pairs.len());
            for (segment, pair) in pairs.iter_mut().enumerate().take(last).skip(first) {
                pair.target = order.range(segment);
            }
            Some((
                change,
                first,
                pairs.get(first..last)?.to_vec(),
                run.place.clone(),
            ))
        });
        let Some((change, first, pairs, place)) = changed.flatten() else {
            return;
        };
        self.place_grows(&place, change.cut, &change.append);
        if place == Place::Panes {
            self.translate.pairs.update(|all| {
                for (pair, new) in all.0.iter_mut().skip(first).zip(pairs) {
                    *pair = new;
                }
            });
        }
    }

    /// The run is over, and this is its entry: it is shown and written down.
    pub(super) fn job_ended(
        self,
        entry: HistoryEntry,
        trouble: Option<Trouble>,
        nothing: bool,
        place: &Place,
    ) {
        if let Place::Card(card) = place {
            return self.card_ended(card, entry, trouble, nothing);
        }
        let translate = self.translate;
        translate.waiting.set(None);
        let shown = translate
            .shown
            .with_untracked(|shown| shown.as_ref().is_some_and(|shown| shown.id == entry.id));
        if !shown {
            // Stopped before it was sent, and the panes were given to something else: they are not of this.
            return self.history_save(HistoryEntry {
                state: TrStatus::Stopped,
                ..entry
            });
        }
        let entry = HistoryEntry {
            target: translate.target.get_untracked(),
            ..entry
        };
        translate.pairs.set(entry.pairs.clone());
        translate.spent.set(SpentView::of(&entry));
        translate.status.set(entry.state);
        translate.trouble.set(trouble);
        self.translate_shows(entry.clone());
        self.history_save(entry);
        self.save_translate_draft();
    }
}
