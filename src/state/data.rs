//! Taking everything out, putting it back in, and deleting it. None of it ever holds an endpoint or a key.

use super::app::{Change, announce};
use super::{App, HistoryEntry, Settings, Trouble, TroubleKind};
use crate::browser::db::{self, Store};
use crate::browser::storage;
use crate::browser::{page, time};
use chat::{Conversation, Export, Message};
use leptos::prelude::*;

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Conversations that were new or newer
    pub conversations: usize,
    /// Messages that were new
    pub messages: usize,
    /// Conversations that were here already
    pub unchanged: usize,
}

impl App {
    /// Downloads all conversations as one JSON file, in the documented form that [`import`](Self::import) reads.
    pub fn export_everything(self) {
        leptos::task::spawn_local(async move {
            let conversations =
                self.note_storage(db::all::<Conversation>(Store::Conversations).await);
            let messages = self.note_storage(db::all::<Message>(Store::Messages).await);
            if let (Some(conversations), Some(messages)) = (conversations, messages) {
                let export = Export::new(time::now(), conversations, messages);
                match serde_json::to_string_pretty(&export) {
                    Ok(json) => page::download("parlance.json", "application/json", &json),
                    Err(error) => self.storage_trouble.set(Some(Trouble::new(
                        TroubleKind::Import(error.to_string()),
                        self.endpoint.preset(),
                    ))),
                }
            }
        });
    }

    /// Downloads one conversation as Markdown, along the path that is shown.
    pub fn chat_download(self, id: String) {
        leptos::task::spawn_local(async move {
            let Some(conversation) = self.conversation(&id) else {
                return;
            };
            let messages = db::by_index::<Message>(Store::Messages, "conversation", &id).await;
            if let Some(messages) = self.note_storage(messages) {
                let text = chat::to_markdown(&conversation, &chat::Tree::from_messages(messages));
                page::download(
                    "parlance-conversation.md",
                    "text/markdown;charset=utf-8",
                    &text,
                );
            }
        });
    }

    /// Takes conversations in from an exported file. What is here already stays; the newer of two wins.
    pub fn import(self, text: String, done: impl FnOnce(Result<ImportReport, Trouble>) + 'static) {
        let export = match chat::read_export(&text) {
            Ok(export) => export,
            Err(problem) => {
                return done(Err(Trouble::new(
                    TroubleKind::Import(problem.to_string()),
                    self.endpoint.preset(),
                )));
            }
        };
        leptos::task::spawn_local(async move {
            let here = self
                .note_storage(db::all::<Conversation>(Store::Conversations).await)
                .unwrap_or_default();
            let known = self
                .note_storage(db::all::<Message>(Store::Messages).await)
                .unwrap_or_default();
            let (conversations, messages, unchanged) = export.newer_than(&here, &known);
            let report = ImportReport {
                conversations: conversations.len(),
                messages: messages.len(),
                unchanged,
            };
            let stored = db::put_many(Store::Messages, &messages).await;
            let stored = match stored {
                Ok(()) => db::put_many(Store::Conversations, &conversations).await,
                Err(problem) => Err(problem),
            };
            match stored {
                Ok(()) => {
                    self.reload_conversations().await;
                    announce(Change::Conversations);
                    done(Ok(report));
                }
                Err(problem) => done(Err(Trouble::storage(&problem, self.endpoint.preset()))),
            }
        });
    }

    /// Deletes every conversation, translation, the ledger and the settings, and forgets the key.
    pub fn delete_everything(self) {
        self.forget_key();
        leptos::task::spawn_local(async move {
            self.note_storage(db::clear_all().await);
            storage::clear_local();
            storage::clear_tab();
            self.settings.set(Settings::default());
            self.translate.history.set(Vec::<HistoryEntry>::new());
            self.usage.entries.set(Vec::new());
            self.chat.draft.set(String::new());
            self.translate_clear();
            page::reload();
        });
    }
}
