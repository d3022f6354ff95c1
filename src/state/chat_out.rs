//! Conversations as files: one, or all of them. What is on the screen and could not be written down goes into them too.

use super::app::Raised;
use super::chat::desk;
use super::{App, chat_settled, drawing};
use crate::browser::db::{self, Store};
use crate::browser::{file, page, time};
use chat::{
    Conversation, Export, Message, SavedWith, SavedWords, StoredAttachment, Tree, may_have_formulas,
};
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What a conversation is saved as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChatFormat {
    /// Text with marks, for any editor.
    Markdown,
    /// A page that needs nothing but itself.
    Html,
    /// Everything there is, for an import.
    Json,
}

impl ChatFormat {
    fn ending(self) -> &'static str {
        match self {
            ChatFormat::Markdown => "md",
            ChatFormat::Html => "html",
            ChatFormat::Json => "json",
        }
    }

    fn mime(self) -> &'static str {
        match self {
            ChatFormat::Markdown => "text/markdown;charset=utf-8",
            ChatFormat::Html => "text/html;charset=utf-8",
            ChatFormat::Json => "application/json",
        }
    }
}

impl App {
    /// Downloads one conversation: as JSON with all its versions, else along the path that is shown, in these words.
    pub fn chat_save(self, id: String, format: ChatFormat, words: SavedWords) {
        leptos::task::spawn_local(async move {
            let Some(conversation) = self.conversation(&id) else {
                return;
            };
            let Some(messages) = self.messages_to_save(&id).await else {
                return;
            };
            let name = chat::file_name(&conversation.title, &id);
            let text = match format {
                ChatFormat::Json => {
                    let contents = self.contents_of(Some(&BTreeSet::from([id]))).await;
                    to_json(vec![conversation], messages, contents.unwrap_or_default()).0
                }
                format => {
                    let with = self.saved_with(&id, &messages, format, words).await;
                    written(&conversation, messages, format, &with)
                }
            };
            let name = format!("{name}.{}", format.ending());
            page::download(&name, format.mime(), &text);
        });
    }

    /// Downloads these conversations, or all: as one JSON file, else an archive with a file for each, in these words.
    pub fn chat_save_all(
        self,
        format: ChatFormat,
        only: Option<BTreeSet<String>>,
        words: SavedWords,
    ) {
        leptos::task::spawn_local(async move {
            self.read_list_once().await;
            let mut all = self.chat.conversations.get_untracked();
            if let Some(only) = &only {
                all.retain(|one| only.contains(&one.id));
            }
            let read = self.note_storage(db::all::<Message>(Store::Messages).await);
            let mut whole = only.is_none() && read.is_some();
            let mut of: BTreeMap<String, Vec<Message>> = BTreeMap::new();
            for message in chat_settled::settled(self, read.unwrap_or_default()).await {
                let thread = of.entry(message.conversation.clone()).or_default();
                thread.push(message);
            }
            for conversation in &all {
                if let Some(held) = held(&conversation.id) {
                    of.insert(conversation.id.clone(), held);
                }
            }
            if format == ChatFormat::Json {
                let contents = self.contents_of(only.as_ref()).await;
                whole &= contents.is_some();
                let messages = of.into_values().flatten().collect();
                let (text, left_out) = to_json(all, messages, contents.unwrap_or_default());
                page::download("parlance-conversations.json", format.mime(), &text);
                // Where something is missing it is still time for a copy.
                if whole && left_out == 0 {
                    self.backup_made();
                }
                return;
            }
            let mut files = Vec::with_capacity(all.len());
            for conversation in all {
                let name = chat::file_name(&conversation.title, &conversation.id);
                let messages = of.remove(&conversation.id).unwrap_or_default();
                let with = self
                    .saved_with(&conversation.id, &messages, format, words.clone())
                    .await;
                let text = written(&conversation, messages, format, &with);
                files.push(formats::NewEntry {
                    name: format!("{name}.{}", format.ending()),
                    text,
                    at: conversation.updated,
                });
                if files.len() % 50 == 0 {
                    time::sleep(0).await;
                }
            }
            match formats::write_zip(&files) {
                Ok(bytes) => {
                    let name = format!("parlance-conversations-{}.zip", format.ending());
                    file::download_bytes(&name, "application/zip", &bytes);
                }
                Err(error) => {
                    self.raise(
                        Raised::Export,
                        Some(self.import_trouble(&error.to_string())),
                    );
                }
            }
        });
    }

    /// Downloads one message as it is so far.
    pub fn chat_save_message(self, id: &str) {
        let text = self.chat_text(id);
        let name = chat::file_name(&chat::auto_title(&text), id);
        page::download(&format!("{name}.md"), ChatFormat::Markdown.mime(), &text);
    }

    /// What the messages of a conversation are written with. What cannot be read of their attachments is named only.
    async fn saved_with(
        self,
        id: &str,
        messages: &[Message],
        format: ChatFormat,
        words: SavedWords,
    ) -> SavedWith {
        let mut with = SavedWith {
            words,
            ..SavedWith::default()
        };
        if messages.iter().any(|one| !one.attachments.is_empty()) {
            let of = BTreeSet::from([id.to_owned()]);
            let contents = self.contents_of(Some(&of)).await.unwrap_or_default();
            let contents = contents.into_iter().map(|one| (one.id, one.content));
            with.contents = contents.collect();
        }
        if format == ChatFormat::Html && messages.iter().any(|one| may_have_formulas(&one.text)) {
            with.formula = drawing::formula_writer().await;
        }
        with
    }

    /// What is attached in these conversations, or in all.
    async fn contents_of(self, only: Option<&BTreeSet<String>>) -> Option<Vec<StoredAttachment>> {
        let Some(only) = only else {
            return self.note_storage(db::all(Store::Attachments).await);
        };
        let mut all = Vec::new();
        for id in only {
            let of = db::by_index(Store::Attachments, "conversation", id).await;
            all.extend(self.note_storage::<Vec<_>, _>(of)?);
        }
        Some(all)
    }

    /// What is held of a conversation, else what is stored.
    async fn messages_to_save(self, id: &str) -> Option<Vec<Message>> {
        if let Some(held) = held(id) {
            return Some(held);
        }
        let read = db::by_index::<Message>(Store::Messages, "conversation", id).await;
        let read = self.note_storage(read)?;
        Some(chat_settled::settled(self, read).await)
    }
}

/// The messages of a conversation that is held, what is arriving as far as it is.
fn held(id: &str) -> Option<Vec<Message>> {
    desk(|desk| {
        let mut tree = desk.trees.get(id)?.clone();
        for answer in desk.answers.values() {
            if answer.message.conversation == id {
                tree.insert(answer.message.clone());
            }
        }
        Some(tree.iter().cloned().collect())
    })
}

fn written(
    conversation: &Conversation,
    messages: Vec<Message>,
    format: ChatFormat,
    with: &SavedWith,
) -> String {
    let tree = Tree::from_messages(messages);
    match format {
        ChatFormat::Html => chat::to_html(conversation, &tree, with),
        _ => chat::to_markdown(conversation, &tree, with),
    }
}

/// The documented form, and how many attachments were too large for it.
fn to_json(
    conversations: Vec<Conversation>,
    messages: Vec<Message>,
    contents: Vec<StoredAttachment>,
) -> (String, usize) {
    let export = Export::new(time::now(), conversations, messages).with_attachments(contents);
    let left_out = export.attachments_left_out;
    let text = serde_json::to_string_pretty(&export).unwrap_or_default();
    (text, left_out)
}
