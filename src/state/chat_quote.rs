//! What is put into the composer from elsewhere: an earlier conversation, a file that is text.

use super::App;
use crate::browser::db::{self, Store};
use crate::browser::{caret, file};
use chat::{Message, Quoted, Tree};
use leptos::html::Input;
use leptos::prelude::*;

/// The composer's field.
const FIELD: &str = "chat-input";
/// So much of a conversation is put in, in bytes: some six thousand tokens.
const MOST_QUOTED: usize = 24_000;
/// The largest file that is put in, in bytes. Larger ones are for attachments.
const MOST_FILE: f64 = 200_000.0;

/// What was put in.
#[derive(Clone, Debug, PartialEq)]
pub enum PutIn {
    /// A conversation of this title; about so many tokens.
    Conversation {
        /// Its title
        title: String,
        /// So many of its messages
        messages: usize,
        /// Of so many
        of: usize,
        /// About so many tokens
        tokens: u64,
    },
    /// A file of this name; about so many tokens.
    File {
        /// Its name
        name: String,
        /// About so many tokens
        tokens: u64,
    },
    /// The conversation has nothing to put in, or could not be read.
    Nothing,
    /// The file is not text.
    NotText(String),
    /// The file is too large.
    TooLarge(String),
}

impl App {
    /// What stands before the caret in the composer.
    pub fn composer_before(self) -> String {
        caret::around(FIELD)
            .map(|(before, _)| before)
            .unwrap_or_default()
    }

    /// Puts a text where the caret is in the composer, in place of so many bytes before it.
    pub fn composer_put(self, back: usize, text: &str) {
        let whole = match caret::replace_before(FIELD, back, text) {
            Some(whole) => whole,
            None => self.chat.draft.get_untracked() + text,
        };
        self.chat_draft_changed(whole);
    }

    /// Puts an earlier conversation where the caret is, along the path that is shown of it.
    pub async fn quote_conversation(self, id: String, back: usize) -> PutIn {
        let Some(conversation) = self.conversation(&id) else {
            return PutIn::Nothing;
        };
        let messages = db::by_index::<Message>(Store::Messages, "conversation", &id).await;
        let Some(messages) = self.note_storage(messages) else {
            return PutIn::Nothing;
        };
        let tree = Tree::from_messages(messages);
        let leaf = conversation
            .leaf
            .filter(|leaf| tree.get(leaf).is_some())
            .or_else(|| tree.latest_leaf(None));
        let path = leaf.map(|leaf| tree.path_to(&leaf)).unwrap_or_default();
        let Quoted {
            text, messages, of, ..
        } = chat::quote(&conversation.title, &path, MOST_QUOTED);
        if messages == 0 {
            return PutIn::Nothing;
        }
        let before = self.composer_before();
        let before = before.get(..before.len().saturating_sub(back));
        self.composer_put(back, &on_its_own(before.unwrap_or_default(), &text));
        PutIn::Conversation {
            title: conversation.title,
            messages,
            of,
            tokens: gate::estimate_tokens(&text),
        }
    }

    /// Puts the chosen file where the caret is, if it is text. None where none was chosen.
    pub async fn put_in_file(self, input: NodeRef<Input>) -> Option<PutIn> {
        let file = input
            .get_untracked()
            .and_then(|input| file::chosen(&input))?;
        let name = file.name();
        if file.size() > MOST_FILE {
            return Some(PutIn::TooLarge(name));
        }
        let bytes = file.bytes().await;
        let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
        let text = text.filter(|text| !text.contains('\0'));
        let Some(text) = text else {
            return Some(PutIn::NotText(name));
        };
        let fenced = chat::fence(&name, text.trim_start_matches('\u{feff}'));
        self.composer_put(0, &on_its_own(&self.composer_before(), &fenced));
        Some(PutIn::File {
            tokens: gate::estimate_tokens(&fenced),
            name,
        })
    }
}

/// The text with an empty line before it, unless it begins everything.
fn on_its_own(before: &str, text: &str) -> String {
    let gap = match before {
        before if before.trim().is_empty() || before.ends_with("\n\n") => "",
        before if before.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    format!("{gap}{text}\n")
}
