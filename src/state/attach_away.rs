//! What is attached stays with its conversation while others are open.

use super::App;
use super::attach::{DraftFile, DraftState, ready_of};
use super::attach_contents::at_hand;
use super::chat::desk;
use chat::{AttachmentRef, ReadProblem};
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

thread_local! {
    /// The files of conversations that were open in this tab and are not now.
    static AWAY: RefCell<BTreeMap<String, Vec<DraftFile>>> = const { RefCell::new(BTreeMap::new()) };
}

/// Changes a file of a conversation that is not open: `change` tells where it found it. Gives that conversation, and what of it
/// can be sent.
pub(super) fn change(
    change: impl Fn(&mut Vec<DraftFile>) -> bool,
) -> Option<(String, Vec<AttachmentRef>)> {
    AWAY.with(|away| {
        let mut away = away.borrow_mut();
        let mut all = away.iter_mut();
        let (of, files) = all.find_map(|(of, files)| change(files).then_some((of, files)))?;
        Some((of.clone(), ready_of(files)))
    })
}

impl App {
    /// Another conversation is going to be opened: what is attached stays with this one, also what is still being read.
    pub(super) fn put_away_attached(self) {
        self.remember_attached();
        let attached = self.attached();
        let files = attached.files.try_update(std::mem::take);
        let files = files.unwrap_or_default();
        if !files.is_empty() {
            let open = self.chat.open.get_untracked().unwrap_or_default();
            AWAY.with(|away| away.borrow_mut().insert(open, files));
        }
        attached.removed.set(None);
        attached.pasted.set(None);
        attached.too_many.set(false);
    }

    /// Another conversation is open, or the page has just come: what is attached to its draft.
    pub(super) fn take_attached(self) {
        let open = self.chat.open.get_untracked().unwrap_or_default();
        let away = AWAY.with(|away| away.borrow_mut().remove(&open));
        let files = away.unwrap_or_else(|| {
            let kept = desk(|desk| desk.under_way.files.get(&open).cloned());
            let ready = kept.unwrap_or_default().into_iter();
            ready
                .map(|attached| DraftFile {
                    id: attached.id.clone(),
                    name: attached.name.clone(),
                    state: DraftState::Ready(attached),
                })
                .collect()
        });
        let ready = files.iter().filter(|file| file.ready().is_some());
        let ids: BTreeSet<String> = ready.map(|file| file.id.clone()).collect();
        self.attached().files.set(files);
        if !ids.is_empty() {
            leptos::task::spawn_local(self.check_contents(ids));
        }
    }

    /// Has these at hand. One whose content is nowhere, since it was never written or is gone by now, is not sent.
    async fn check_contents(self, ids: BTreeSet<String>) {
        self.load_contents(ids.clone()).await;
        for id in ids {
            // Others may have taken its place at hand.
            self.load_contents(BTreeSet::from([id.clone()])).await;
            if at_hand(&id).is_none() {
                self.set_draft_state(&id, DraftState::Failed(ReadProblem::Unread));
            }
        }
    }
}
