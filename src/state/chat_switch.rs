//! From one conversation to another: what is typed and attached stays with the one it was meant for.

use super::App;
use crate::browser::storage::{self, TabName};
use leptos::prelude::*;

impl App {
    /// This conversation is the open one from now on; none is a new one. Nothing else sets it where a person switches.
    pub(super) fn switch_to(self, conversation: Option<String>) {
        if self.chat.open.get_untracked() == conversation {
            return;
        }
        self.keep_draft();
        self.put_away_attached();
        if let Some(left) = self.chat.open.get_untracked() {
            self.left_for_good(&left);
        }
        match &conversation {
            Some(id) => drop(self.note_storage(storage::tab_save(TabName::Conversation, id))),
            None => storage::tab_remove(TabName::Conversation),
        }
        self.chat.open.set(conversation.clone());
        self.name_in_address(conversation.as_deref());
        self.take_draft();
        self.take_attached();
    }
}
