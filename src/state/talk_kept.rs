//! What is kept of a conversation between two people: its turns in the database, what is under way in this tab.

use super::App;
use super::talk::{TalkFar, TalkTurn};
use crate::browser::db::{self, Store};
use crate::browser::page;
use crate::browser::storage::{self, TabName};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::cell::Cell;

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
            self.talk_put_in(kept);
        });
    }

    pub(super) fn talk_keep(self, turns: &[TalkTurn]) {
        let written = db::put_many(Store::Turns, turns);
        leptos::task::spawn_local(async move {
            self.note_storage(written.await);
        });
    }

    pub(super) fn talk_unkeep(self, turns: &[TalkTurn]) {
        let ids: Vec<String> = turns.iter().map(|turn| turn.id.clone()).collect();
        let written = db::delete_many(Store::Turns, &ids);
        leptos::task::spawn_local(async move {
            self.note_storage(written.await);
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
