//! Taking everything out, putting it back in, and deleting it. None of it ever holds an endpoint or a key.

use super::app::{Change, Raised, announce};
use super::{App, HistoryEntry, Settings, TalkTurn, Trouble, TroubleKind, chat_settled};
use crate::browser::db::{self, Store};
use crate::browser::storage;
use crate::browser::{page, time};
use chat::{Conversation, Export, Message, StoredAttachment};
use leptos::prelude::*;
use std::collections::BTreeMap;
use wire::Millis;

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Conversations that were new, or got messages
    pub conversations: usize,
    /// Conversations in whose place newer ones are
    pub replaced: usize,
    /// Messages that were new
    pub messages: usize,
    /// Messages that were left out: their ids belong to other conversations
    pub foreign: usize,
    /// Conversations that were here already
    pub unchanged: usize,
    /// Translations that were new
    pub translations: usize,
    /// Translations that were here already
    pub translations_unchanged: usize,
    /// Turns between two people that were new
    pub turns: usize,
    /// Glossaries that were new
    pub glossaries: usize,
    /// Styles of translations that were new
    pub styles: usize,
    /// Prompts of the library that were new
    pub prompts: usize,
    /// Presets of parameters that were new
    pub presets: usize,
    /// The file's settings are these now
    pub settings: bool,
}

impl App {
    /// Downloads conversations, translations, glossaries, styles and settings as one JSON file, in the documented form that
    /// [`import_own_chosen`](Self::import_own_chosen) reads. `done` is told how many attachments were left out of it, being too large for one file.
    pub fn export_everything(self, done: impl FnOnce(usize) + 'static) {
        leptos::task::spawn_local(async move {
            let conversations =
                self.note_storage(db::all::<Conversation>(Store::Conversations).await);
            let messages = match self.note_storage(db::all::<Message>(Store::Messages).await) {
                Some(messages) => Some(chat_settled::settled(self, messages).await),
                None => None,
            };
            let history = self.note_storage(db::all::<HistoryEntry>(Store::History).await);
            let turns = self.note_storage(db::all::<TalkTurn>(Store::Turns).await);
            let attachments =
                self.note_storage(db::all::<StoredAttachment>(Store::Attachments).await);
            let prompts = self.note_storage(db::all::<chat::Prompt>(Store::Prompts).await);
            let presets = db::all::<chat::ParameterPreset>(Store::Presets).await;
            let presets = self.note_storage(presets);
            self.glossaries_ready().await;
            let (
                Some(conversations),
                Some(messages),
                Some(history),
                Some(turns),
                Some(attachments),
                Some(prompts),
                Some(presets),
            ) = (
                conversations,
                messages,
                history,
                turns,
                attachments,
                prompts,
                presets,
            )
            else {
                return;
            };
            let translations = history.iter().map(HistoryEntry::to_travel).collect();
            // The export itself leaves out what is kept by origin.
            let settings = serde_json::to_value(self.settings.get_untracked());
            let export = Export::new(time::now(), conversations, messages)
                .with_translations(translations)
                .with_attachments(attachments)
                .with_turns(turns.into_iter().map(TalkTurn::travelling).collect())
                .with_wishes(self.glossaries_to_travel(), self.styles_to_travel())
                .with_prompts(prompts)
                .with_presets(presets)
                .with_settings(settings.unwrap_or_default());
            let made = serde_json::to_string_pretty(&export);
            let trouble = match made {
                Ok(json) => {
                    page::download("parlance.json", "application/json", &json);
                    if export.attachments_left_out == 0 {
                        self.backup_made();
                    }
                    done(export.attachments_left_out);
                    None
                }
                Err(error) => Some(self.import_trouble(&error.to_string())),
            };
            self.raise(Raised::Export, trouble);
        });
    }

    pub(super) fn import_trouble(self, what: &str) -> Trouble {
        Trouble::new(
            TroubleKind::Import(what.to_string()),
            self.endpoint.preset(),
        )
    }

    /// Takes over settings where nothing but the models was chosen here. Were they?
    pub(super) fn take_settings(self, new: Settings) -> bool {
        // The models are kept by origin, and no file may name one; how the list lies is this screen's.
        let general = |settings: Settings| Settings {
            models: BTreeMap::new(),
            list_folded: false,
            ..settings
        };
        let new = general(new);
        let untouched = self
            .settings
            .with_untracked(|settings| general(settings.clone()) == Settings::default());
        if !untouched || new == Settings::default() {
            return false;
        }
        self.change_settings(|settings| {
            let models = std::mem::take(&mut settings.models);
            let list_folded = settings.list_folded;
            *settings = Settings {
                models,
                list_folded,
                ..new
            };
        });
        true
    }

    /// Deletes every conversation, translation, the ledger and the settings, and forgets the key; in other tabs too.
    pub fn delete_everything(self) {
        /// What another tab was writing when it was told.
        const LATE: Millis = 300;
        self.leaving.set_value(true);
        self.forget_key();
        leptos::task::spawn_local(async move {
            self.note_storage(db::clear_all().await);
            // Before they are told: a tab that loads anew begins with the drafts of local storage.
            storage::clear_local();
            announce(Change::Everything);
            time::sleep(LATE).await;
            self.note_storage(db::clear_all().await);
            storage::clear_local();
            storage::clear_tab();
            page::reload();
        });
    }
}
