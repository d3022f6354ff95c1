//! Taking everything out, putting it back in, and deleting it. None of it ever holds an endpoint or a key.

use super::app::{Change, Raised, announce};
use super::{App, HistoryEntry, Settings, TalkTurn, Trouble, TroubleKind, chat_settled};
use crate::browser::db::{self, Store};
use crate::browser::storage;
use crate::browser::{page, time};
use chat::{Conversation, Export, Message, StoredAttachment};
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use wire::Millis;

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Conversations that were new or newer
    pub conversations: usize,
    /// Messages that were new
    pub messages: usize,
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
    /// [`import`](Self::import) reads. `done` is told how many attachments were left out of it, being too large for one file.
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

    /// Takes in what an exported file brings. What is here already stays; the newer of two conversations wins, and
    /// settings are taken only where none were changed here: a file must not lift a cap, or set prices that blind it.
    pub fn import(self, text: String, done: impl FnOnce(Result<ImportReport, Trouble>) + 'static) {
        let export = match chat::read_export(&text) {
            Ok(export) => export,
            Err(problem) => return done(Err(self.import_trouble(&problem.to_string()))),
        };
        let settings = serde_json::Value::Object(export.settings.clone());
        let settings = match serde_json::from_value::<Settings>(settings) {
            Ok(settings) => settings,
            Err(problem) => return done(Err(self.import_trouble(&format!("settings: {problem}")))),
        };
        let (glossaries, styles) = (export.glossaries.clone(), export.styles.clone());
        let (prompts, presets) = (export.prompts.clone(), export.presets.clone());
        leptos::task::spawn_local(async move {
            self.glossaries_ready().await;
            match self.take_in(export).await {
                Ok(report) => {
                    let prompts = self.take_prompts(prompts).await;
                    let presets = self.take_presets(presets).await;
                    self.reload_all_held().await;
                    announce(Change::Imported);
                    self.load_history().await;
                    announce(Change::History);
                    done(Ok(ImportReport {
                        glossaries: self.take_glossaries(glossaries),
                        styles: self.take_styles(styles),
                        prompts,
                        presets,
                        settings: self.take_settings(settings),
                        ..report
                    }));
                }
                Err(trouble) => done(Err(trouble)),
            }
        });
    }

    async fn take_in(self, mut export: Export) -> Result<ImportReport, Trouble> {
        // Without knowing what is here, nothing of it may be overwritten.
        let preset = self.endpoint.preset();
        let unread = |problem: db::Unread| Trouble::storage(&problem, preset);
        let unwritten = |problem: db::Unwritten| Trouble::storage(&problem, preset);
        let here: Vec<Conversation> = db::all(Store::Conversations).await.map_err(unread)?;
        let known: Vec<Message> = db::all(Store::Messages).await.map_err(unread)?;
        let history: Vec<HistoryEntry> = db::all(Store::History).await.map_err(unread)?;
        let ids: BTreeSet<&str> = history.iter().map(|entry| entry.id.as_str()).collect();
        let (translations, translations_unchanged) = export.take_new_translations(&ids);
        let said: Vec<TalkTurn> = db::all(Store::Turns).await.map_err(unread)?;
        let ids: BTreeSet<&str> = said.iter().map(|turn| turn.id.as_str()).collect();
        let turns = export.take_new_turns(&ids).into_iter();
        let turns: Vec<TalkTurn> = turns.map(TalkTurn::arrived).collect();
        let contents = std::mem::take(&mut export.attachments);
        let (conversations, messages, unchanged) = export.newer_than(&here, &known);
        // Also what is missing of messages that are here already.
        let contents = chat::attachments_of_messages(contents, messages.iter().chain(&known));
        let report = ImportReport {
            conversations: conversations.len(),
            messages: messages.len(),
            unchanged,
            translations: translations.len(),
            translations_unchanged,
            turns: turns.len(),
            ..ImportReport::default()
        };
        let entries: Vec<HistoryEntry> = translations
            .into_iter()
            .map(HistoryEntry::arrived)
            .collect();
        for content in contents {
            // What is here is never overwritten. One after the other: they are large.
            let here = db::get::<serde::de::IgnoredAny>(Store::Attachments, &content.id).await;
            if here.map_err(unread)?.is_none() {
                let written = db::put(Store::Attachments, &content).await;
                written.map_err(unwritten)?;
            }
        }
        db::put_many(Store::Messages, &messages)
            .await
            .map_err(unwritten)?;
        db::put_many(Store::Conversations, &conversations)
            .await
            .map_err(unwritten)?;
        db::put_many(Store::History, &entries)
            .await
            .map_err(unwritten)?;
        db::put_many(Store::Turns, &turns)
            .await
            .map_err(unwritten)?;
        self.talk_put_in(turns);
        self.index_pinned(&entries);
        if !entries.is_empty() {
            // So that the history is read at the next start.
            self.note_storage(storage::save(storage::Name::Used, &true));
        }
        Ok(report)
    }

    /// Takes over settings where nothing but the models was chosen here. Were they?
    fn take_settings(self, new: Settings) -> bool {
        // The models are kept by origin, and no file may name one.
        let new = Settings {
            models: BTreeMap::new(),
            ..new
        };
        let untouched = self.settings.with_untracked(|settings| {
            Settings {
                models: BTreeMap::new(),
                ..settings.clone()
            } == Settings::default()
        });
        if !untouched || new == Settings::default() {
            return false;
        }
        self.change_settings(|settings| {
            let models = std::mem::take(&mut settings.models);
            *settings = Settings { models, ..new };
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
