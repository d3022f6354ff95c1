//! What keys do with the open conversation as a whole: with its last question and its last answer, and to the conversation
//! before and after it.

use super::{App, Route};
use crate::browser::{Subscription, picked};
use leptos::html::Div;
use leptos::prelude::*;
use wire::Role;

/// The `data-testid` of a message's text.
const MESSAGE_TEXT: &str = "message-text";

impl App {
    /// The id of the last message of this side, on the path that is shown.
    pub fn chat_last(self, role: Role) -> Option<String> {
        self.chat.rows.with_untracked(|rows| {
            let last = rows.iter().rev().find(|row| row.role == role);
            last.map(|row| row.id.clone())
        })
    }

    /// The id of what an answer is asked for to: the question at the end, where it has none, else the last answer.
    pub fn chat_last_asked(self) -> Option<String> {
        let end = self
            .chat
            .rows
            .with_untracked(|rows| rows.last().map(|row| (row.role, row.id.clone())));
        match end {
            Some((Role::User, id)) => Some(id),
            _ => self.chat_last(Role::Assistant),
        }
    }

    /// Opens the conversation before (-1) or after (+1) the open one, in the order of the list. False where there is none.
    pub fn chat_step(self, by: isize) -> bool {
        let open = self.chat.open.get_untracked();
        let next = self.chat.conversations.with_untracked(|all| {
            let at = all
                .iter()
                .position(|conversation| Some(&conversation.id) == open.as_ref());
            let next = match at {
                Some(at) => at.checked_add_signed(by),
                None => (by > 0).then_some(0),
            };
            next.and_then(|at| all.get(at))
                .map(|conversation| conversation.id.clone())
        });
        match next {
            Some(id) => self.chat_open(id),
            None => return false,
        }
        true
    }

    /// The Translate page with this text to translate: what is selected in the messages, else the whole of this one. Nothing is
    /// sent. What stood there can be brought back.
    pub fn chat_to_translate(self, id: Option<&str>) {
        let selected = picked::text_in(MESSAGE_TEXT);
        let selected = selected.filter(|(_, of)| id.is_none_or(|id| of.as_deref() == Some(id)));
        let text = match (selected, id) {
            (Some((text, _)), _) => text,
            (None, Some(id)) => self.chat_text(id),
            (None, None) => return,
        };
        if self
            .translate
            .source
            .with_untracked(|source| *source != text)
        {
            self.translate_stop();
            self.keep_edit();
            self.put_aside_unless_kept(true);
            self.fill_source(text.clone());
            self.note_untyped();
        }
        self.sent_to_translate(text);
        self.translate.from.set(None);
        self.go(Route::Translate);
    }

    /// Tells whether something is selected in the text of a message.
    pub fn on_picked(self, f: impl Fn(bool) + 'static) -> Subscription {
        picked::on_change(MESSAGE_TEXT, f)
    }

    /// Shows an element by what is selected there.
    pub fn float_at_picked(self, element: NodeRef<Div>) -> Subscription {
        match element.get_untracked() {
            Some(element) => picked::float_at(&element, MESSAGE_TEXT),
            None => Subscription::none(),
        }
    }
}
