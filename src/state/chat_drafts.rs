//! What is typed and not sent, by conversation. This tab's own, of the conversation that is open, is written with every key
//! (`save_chat_draft`); the others wait in one record, which is written when a conversation is left and when the keys rest.

use super::App;
use super::app::Route;
use super::chat::desk;
use crate::browser::caret;
use crate::browser::storage::{self, Name, TabName};
use crate::browser::time::{self, Timer};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use wire::Millis;

/// So many are kept, the latest.
const MOST_DRAFTS: usize = 50;
/// And so much of them, in bytes: local storage holds a few megabytes for the whole page.
const MOST_BYTES: usize = 256 * 1024;
/// How long after the last key, in milliseconds.
const REST: Millis = 800;

/// A draft of a conversation that has been begun. That of the new one has a record of its own: `early.js` reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Draft {
    conversation: String,
    text: String,
}

thread_local! {
    static LATER: RefCell<Option<Timer>> = const { RefCell::new(None) };
    /// A text from another page that goes into a draft.
    static ASKED: RefCell<Option<String>> = const { RefCell::new(None) };
    /// The conversation that a text was sent from to be translated, and the text.
    static SENT_FROM: RefCell<Option<(String, String)>> = const { RefCell::new(None) };
}

impl App {
    /// The open conversation's draft is written into the record once the keys rest.
    pub(super) fn keep_draft_soon(self) {
        if self.chat.open.with_untracked(Option::is_some) {
            let timer = time::after(REST, move || self.keep_draft());
            LATER.with(|later| later.replace(Some(timer)));
        }
    }

    /// Writes it now. It is called before another conversation is opened.
    pub(super) fn keep_draft(self) {
        LATER.with(|later| later.take());
        let text = self.chat.draft.get_untracked();
        let Some(open) = self.chat.open.get_untracked() else {
            // The record of it is every tab's, and each has a new conversation of its own.
            return self.keep_under_way(|kept| kept.new_draft = text);
        };
        // What is as it was taken is not ours to write: another tab may have changed it since.
        if !desk(|desk| desk.under_way.taken_draft.as_ref() == Some(&text)) {
            self.change_drafts(|drafts| put(drafts, &open, text.clone()));
            self.keep_under_way(|kept| kept.taken_draft = Some(text));
        }
    }

    /// Another conversation is open: its draft is in the composer now.
    pub(super) fn take_draft(self) {
        let text = self.kept_draft(self.chat.open.get_untracked().as_deref());
        self.keep_under_way(|kept| kept.taken_draft = Some(text.clone()));
        self.chat.draft.set(text);
        self.save_chat_draft();
    }

    /// The new conversation has begun: what was typed for it is said.
    pub(super) fn new_draft_is_said(self) {
        self.keep_under_way(|kept| {
            kept.new_draft.clear();
            kept.taken_draft = Some(String::new());
        });
        self.note_storage(storage::save(Name::ChatDraft, ""));
    }

    /// The conversation is gone for good.
    pub(super) fn forget_draft(self, conversation: &str) {
        self.change_drafts(|drafts| put(drafts, conversation, String::new()));
    }

    /// Puts a text at the end of a conversation's draft, be it the open one or not; none is the new one.
    pub(super) fn add_to_draft(self, of: Option<String>, made: impl FnOnce(&str) -> String) {
        let more = move |mut draft: String| {
            draft.push_str(&made(&draft));
            draft
        };
        if self.chat.open.get_untracked() == of {
            return self.chat_draft_changed(more(self.chat.draft.get_untracked()));
        }
        let before = self.kept_draft(of.as_deref());
        match of {
            None => self.keep_under_way(|kept| kept.new_draft = more(before)),
            Some(of) => self.change_drafts(|drafts| put(drafts, &of, more(before))),
        }
    }

    /// The draft of a conversation that is not open, or not yet.
    fn kept_draft(self, of: Option<&str>) -> String {
        let text = match of {
            None => Some(desk(|desk| desk.under_way.new_draft.clone()))
                .filter(|own| !own.is_empty())
                .or_else(|| storage::load(Name::ChatDraft)),
            Some(of) => drafts()
                .into_iter()
                .find(|draft| draft.conversation == of)
                .map(|draft| draft.text),
        };
        text.unwrap_or_default()
    }

    fn change_drafts(self, change: impl FnOnce(&mut Vec<Draft>) -> bool) {
        let mut drafts = drafts();
        if change(&mut drafts) {
            self.note_storage(storage::save(Name::ChatDrafts, &drafts));
        }
    }

    /// What stands in the target, or what is selected there, is asked about in the chat. Nothing is sent.
    pub fn ask_in_chat(self) {
        let selected = caret::selected("tr-target");
        let text = match selected.trim().is_empty() {
            true => self.translate.target.get_untracked(),
            false => selected,
        };
        ASKED.with(|asked| asked.replace(Some(text)));
        self.go(Route::Chat);
    }

    /// This text was sent from the open conversation to be translated.
    pub(super) fn sent_to_translate(self, text: String) {
        SENT_FROM.set(self.open_conversation().map(|from| (from, text)));
    }

    /// What another page has put in goes to the end of the draft: that of the conversation that the text was sent there from,
    /// where it is still open, else that of the new one.
    pub fn chat_take_asked(self) {
        let Some(text) = ASKED.with(|asked| asked.take()) else {
            return;
        };
        let from = SENT_FROM.with_borrow(Clone::clone).filter(|(_, text)| {
            // Another text may have been translated since.
            self.translate
                .source
                .with_untracked(|source| source == text)
        });
        let from = from.map(|(conversation, _)| conversation);
        if from.is_none() || from != self.chat.open.get_untracked() {
            self.chat_new();
        }
        let before = self.chat.draft.get_untracked();
        let gap = if before.trim().is_empty() { "" } else { "\n\n" };
        self.chat_draft_changed(format!("{}{gap}{text}", before.trim_end()));
    }

    /// At the start: the composer has the draft of this tab, or that of a new conversation. Where another one is open and the
    /// tab has none, that one's is taken.
    pub(super) fn check_draft(self) {
        let open = self.chat.open.with_untracked(Option::is_some);
        if open && storage::tab_load::<String>(TabName::ChatDraft).is_none() {
            self.take_draft();
        }
    }
}

fn drafts() -> Vec<Draft> {
    storage::load(Name::ChatDrafts).unwrap_or_default()
}

/// Puts a draft before the others, in place of the one of its conversation; an empty one takes that away. Within the bounds:
/// what was not touched for longest goes. False where nothing is changed.
fn put(drafts: &mut Vec<Draft>, conversation: &str, text: String) -> bool {
    let at = drafts
        .iter()
        .position(|draft| draft.conversation == conversation);
    let same = match at {
        Some(at) => drafts[at].text == text,
        None => text.trim().is_empty(),
    };
    if same {
        return false;
    }
    if let Some(at) = at {
        drafts.remove(at);
    }
    if !text.trim().is_empty() {
        let draft = Draft {
            conversation: conversation.to_string(),
            text,
        };
        drafts.insert(0, draft);
    }
    let mut left = MOST_BYTES;
    let mut fit = 0;
    for draft in drafts.iter().take(MOST_DRAFTS) {
        // The latest is kept whatever its length.
        if draft.text.len() > left && fit > 0 {
            break;
        }
        left = left.saturating_sub(draft.text.len());
        fit += 1;
    }
    drafts.truncate(fit);
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(drafts: &[Draft]) -> Vec<(&str, &str)> {
        drafts
            .iter()
            .map(|draft| (draft.conversation.as_str(), draft.text.as_str()))
            .collect()
    }

    #[test]
    fn each_conversation_has_one_and_the_latest_is_first() {
        let mut drafts = Vec::new();
        assert!(put(&mut drafts, "a", "one".into()));
        assert!(put(&mut drafts, "b", "two".into()));
        assert!(!put(&mut drafts, "b", "two".into()));
        assert!(put(&mut drafts, "a", "three".into()));
        assert_eq!(texts(&drafts), [("a", "three"), ("b", "two")]);
        assert!(put(&mut drafts, "a", " \n".into()));
        assert!(!put(&mut drafts, "a", String::new()));
        assert_eq!(texts(&drafts), [("b", "two")]);
    }

    #[test]
    fn those_not_touched_for_longest_go() {
        let mut drafts = Vec::new();
        for n in 0..=MOST_DRAFTS {
            put(&mut drafts, &n.to_string(), "x".into());
        }
        assert_eq!(drafts.len(), MOST_DRAFTS);
        assert!(!drafts.iter().any(|draft| draft.conversation == "0"));
        put(&mut drafts, "long", "x".repeat(MOST_BYTES));
        assert_eq!(drafts.len(), 1);
        put(&mut drafts, "longer", "x".repeat(MOST_BYTES + 1));
        assert_eq!(drafts.len(), 1);
        put(&mut drafts, "short", "x".into());
        assert_eq!(drafts.len(), 1);
    }
}
