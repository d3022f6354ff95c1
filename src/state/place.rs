//! Where a run shows what it gives: in the panes, or in the card of a further language.

use super::{App, FurtherCard, HistoryEntry, WaitView};
use crate::browser::dom;
use leptos::prelude::*;

/// The place of a run.
#[derive(Clone, PartialEq)]
pub(super) enum Place {
    /// The page's own panes.
    Panes,
    /// The card of a further language.
    Card(FurtherCard),
}

impl App {
    /// A run begins there, with this as its target.
    pub(super) fn place_begins(self, place: &Place, target: String, entry: &HistoryEntry) {
        match place {
            Place::Panes => {
                self.show_target(target);
                self.translate.pairs.set(entry.pairs.clone());
            }
            Place::Card(card) => {
                card.target.set(target);
                card.trouble.set(None);
            }
        }
    }

    /// The place shows this entry.
    pub(super) fn place_shows(self, place: &Place, entry: &HistoryEntry) {
        match place {
            Place::Panes => self.translate_shows(entry.clone()),
            Place::Card(card) => {
                card.made.set(Some(entry.clone()));
                self.further_keep();
            }
        }
    }

    /// What its calls wait for.
    pub(super) fn place_waits(self, place: &Place, wait: Option<WaitView>) {
        match place {
            Place::Panes => self.translate.waiting.set(wait),
            Place::Card(card) => card.waiting.set(wait),
        }
    }

    /// So many bytes go at the end of the target there, and this comes.
    pub(super) fn place_grows(self, place: &Place, cut: usize, append: &str) {
        if cut == 0 && append.is_empty() {
            return;
        }
        let change = |target: &mut String| {
            target.truncate(target.len().saturating_sub(cut));
            target.push_str(append);
        };
        match place {
            Place::Card(card) => card.target.update(change),
            Place::Panes if cut > 0 => {
                let mut target = self.translate.target.get_untracked();
                change(&mut target);
                self.show_target(target);
            }
            Place::Panes => {
                if let Some(node) = self.target_element() {
                    dom::append_to_textarea(&node, append);
                }
                self.translate.target.update(change);
            }
        }
    }
}
