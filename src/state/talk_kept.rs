//! What is kept of a conversation between two people: its turns in the database, what is under way in this tab.

use super::App;
use super::app::{Change, announce};
use super::hooks::Happening;
use super::talk::{TalkFar, TalkTurn};
use crate::browser::db::{self, Store};
use crate::browser::page;
use crate::browser::storage::{self, TabName};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

/// What is under way in this tab.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TalkDesk {
    /// It is open.
    pub open: bool,
    /// Tags of the two languages: of the person here and of the one opposite.
    pub languages: [String; 2],
    /// What is typed here and opposite, and not said yet.
    pub drafts: [String; 2],
    /// Which of the two languages is spoken here; none: it is detected.
    pub speaks: Option<usize>,
    /// The other half is turned to the person opposite.
    pub flipped: bool,
    /// New translations are read aloud.
    pub aloud: bool,
}

thread_local! {
    /// The database has been read.
    static READ: Cell<bool> = const { Cell::new(false) };
    /// The turns (by id) that the database was seen to have: where one is not there any more, another tab deleted it.
    static KEPT: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
    /// Counts what is written here: a reading that began before is of what was.
    static WRITES: Cell<u64> = const { Cell::new(0) };
}

fn is_kept(id: &str) -> bool {
    KEPT.with(|kept| kept.borrow().contains(id))
}

fn note_kept(turns: &[TalkTurn]) {
    KEPT.with(|kept| {
        let ids = turns.iter().map(|turn| turn.id.clone());
        kept.borrow_mut().extend(ids);
    });
}

impl App {
    /// Opens it again after a reload.
    pub(super) fn talk_again(self) {
        if storage::tab_load::<TalkDesk>(TabName::Talk).is_some_and(|desk| desk.open) {
            self.translate.talk.set(true);
        }
    }

    /// What this tab had, or the languages of the Translate page.
    pub(super) fn talk_desk_of_tab(self) -> TalkDesk {
        let mut desk = storage::tab_load::<TalkDesk>(TabName::Talk).unwrap_or_default();
        if desk.languages.iter().any(String::is_empty) {
            desk.languages = self.talk_languages();
        }
        desk.speaks = desk.speaks.filter(|side| *side < 2);
        desk
    }

    pub(super) fn talk_keep_desk(self, desk: &TalkDesk) {
        self.note_storage(storage::tab_save(TabName::Talk, desk));
    }

    /// Reads the turns, once. What was said since stays.
    pub(super) fn talk_read(self) {
        if READ.replace(true) {
            return;
        }
        leptos::task::spawn_local(async move {
            let read = db::all::<TalkTurn>(Store::Turns).await;
            let Some(mut kept) = self.note_storage(read) else {
                return READ.set(false);
            };
            for turn in &mut kept {
                turn.far = match turn.translation.is_empty() {
                    // The page went away before there was an answer.
                    true => TalkFar::Failed(None),
                    false => TalkFar::Done,
                };
            }
            note_kept(&kept);
            self.talk_put_in(kept);
        });
    }

    /// Another tab changed the turns: what it deleted goes here too, and what it had translated comes.
    async fn talk_read_again(self) {
        let kept = loop {
            let before = WRITES.get();
            let read = db::all::<TalkTurn>(Store::Turns).await;
            let Some(kept) = self.note_storage(read) else {
                return;
            };
            if WRITES.get() == before {
                break kept;
            }
        };
        let there = |id: &str| kept.iter().any(|turn| turn.id == id);
        let gone = |turn: &TalkTurn| is_kept(&turn.id) && !there(&turn.id);
        self.talk_take_out(gone);
        self.talk_go_on();
        // One without a translation is being asked for there; or it failed, and that is told there.
        let mut kept = kept;
        kept.retain(|turn| !turn.translation.is_empty());
        for turn in &mut kept {
            turn.far = TalkFar::Done;
        }
        note_kept(&kept);
        self.talk().turns.update(|turns| {
            for new in &kept {
                let old = turns.iter_mut().find(|old| old.id == new.id);
                if let Some(old) = old.filter(|old| old.far != TalkFar::Asking) {
                    old.clone_from(new);
                }
            }
        });
        self.talk_put_in(kept);
    }

    pub(super) fn talk_keep(self, turns: &[TalkTurn]) {
        WRITES.set(WRITES.get() + 1);
        let written = db::put_many(Store::Turns, turns);
        let turns = turns.to_vec();
        leptos::task::spawn_local(async move {
            if self.note_storage(written.await).is_some() {
                note_kept(&turns);
                announce(Change::Talk);
            }
        });
    }

    pub(super) fn talk_unkeep(self, turns: &[TalkTurn]) {
        let ids: Vec<String> = turns.iter().map(|turn| turn.id.clone()).collect();
        WRITES.set(WRITES.get() + 1);
        let written = db::delete_many(Store::Turns, &ids);
        KEPT.with(|kept| kept.borrow_mut().retain(|id| !ids.contains(id)));
        leptos::task::spawn_local(async move {
            if self.note_storage(written.await).is_some() {
                announce(Change::Talk);
            }
        });
    }

    /// Those of the Translate page; where that has not two, the interface's, the browser's, or English and German.
    fn talk_languages(self) -> [String; 2] {
        let translate = self.translate;
        let from = translate.from.get_untracked();
        let from = from.or_else(|| translate.detected.get_untracked());
        let to = translate.to.get_untracked();
        let others = [page::language()].into_iter().chain(page::languages());
        let others = others.chain(["en".to_string(), "de".to_string()]);
        let one = from
            .into_iter()
            .chain(others)
            .filter_map(|tag| translation::find(&tag))
            .map(|language| language.tag.to_string())
            .find(|tag| *tag != to);
        [one.unwrap_or_default(), to]
    }
}

pub(super) fn happened(app: App, happening: &Happening<'_>) {
    // Only where they were read: else they are, when somebody looks.
    if let Happening::Heard(Change::Talk) = happening
        && READ.get()
    {
        leptos::task::spawn_local(app.talk_read_again());
    }
}
