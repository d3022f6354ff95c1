//! What is under way in the chat and not said yet: messages being edited, instructions being typed, and what goes on once
//! there is a key. All of it outlives a reload, in the tab's own storage.

use super::App;
use super::app::AfterKey;
use super::chat::desk;
use super::chat_compare::ChosenModels;
use super::chat_fresh::Fresh;
use super::chat_undo::Deleted;
use crate::browser::db::{self, Store};
use crate::browser::random;
use crate::browser::storage::{self, TabName};
use crate::browser::time::{self, Timer};
use chat::{AttachmentRef, Message};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::BTreeMap;
use wire::Millis;

/// How long after the last key instructions are written down, in milliseconds: each writing is told to every tab.
const WRITE_AFTER: Millis = 400;

/// What is under way.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct UnderWay {
    /// By message: what it is being changed to.
    pub edits: BTreeMap<String, String>,
    /// Who is compared with what is typed.
    pub comparing: BTreeMap<String, ChosenModels>,
    /// What is attached to drafts, by conversation; under no name, to that of the new one.
    pub files: BTreeMap<String, Vec<AttachmentRef>>,
    /// The new conversation's draft as it was left in this tab.
    pub new_draft: String,
    /// The open conversation's draft as it was taken or last kept.
    pub taken_draft: Option<String>,
    /// Where files were kept when there was one draft: they belong to the conversation that is open.
    #[serde(skip_serializing)]
    attached: Vec<AttachmentRef>,
    /// What is set for the new conversation.
    pub fresh: Fresh,
    /// What waits for a key; none for what is in the composer.
    wanted: Option<Wanted>,
    instructions: Option<Instructions>,
}

/// What was asked for of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Wanted {
    /// Another answer in place of this one.
    Again(String),
    /// The same without the images, which the endpoint refused.
    WithoutImages(String),
    /// This answer's rest.
    Continue(String),
    /// This message with other words.
    Edit(String),
}

/// Instructions of a conversation that are not written down yet.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Instructions {
    /// None where an earlier Parlance kept those of the new one here
    conversation: Option<String>,
    text: String,
}

thread_local! {
    /// The conversation whose instructions are to be written down, and when.
    static LATER: RefCell<Option<(String, Timer)>> = const { RefCell::new(None) };
}

impl App {
    /// What was under way when the page went away.
    pub(super) fn take_back_under_way(self) {
        let mut kept: UnderWay = storage::tab_load(TabName::ChatUnderWay).unwrap_or_default();
        self.take_back_compared(kept.comparing.clone());
        let attached = std::mem::take(&mut kept.attached);
        if !attached.is_empty() {
            let open = self.chat.open.get_untracked().unwrap_or_default();
            kept.files.entry(open).or_default().extend(attached);
        }
        let of_new = |kept: &mut Instructions| kept.conversation.is_none();
        if let Some(instructions) = kept.instructions.take_if(of_new) {
            kept.fresh.system = instructions.text;
        }
        self.fresh().set(kept.fresh.clone());
        desk(|desk| desk.under_way = kept);
        if self.chat.open.with_untracked(Option::is_none) {
            self.show_fresh();
        }
        self.take_attached();
    }

    pub(super) fn keep_under_way(self, change: impl FnOnce(&mut UnderWay)) {
        let kept = desk(|desk| {
            change(&mut desk.under_way);
            storage::tab_save(TabName::ChatUnderWay, &desk.under_way)
        });
        self.note_storage(kept);
    }

    /// A message is going to be edited.
    pub fn chat_edit_begin(self, id: &str) {
        let text = self.chat_text(id);
        desk(|desk| desk.sent_edits.retain(|_, (edited, _)| edited != id));
        self.keep_under_way(|kept| {
            kept.edits.insert(id.to_string(), text);
        });
        show_editing(id, true);
    }

    /// What a message is being changed to, so far.
    pub fn chat_edit_text(self, id: &str) -> String {
        desk(|desk| desk.under_way.edits.get(id).cloned()).unwrap_or_else(|| self.chat_text(id))
    }

    /// The edit went on.
    pub fn chat_edit_changed(self, id: &str, text: String) {
        self.keep_under_way(|kept| {
            kept.edits.insert(id.to_string(), text);
        });
    }

    /// The message stays as it was.
    pub fn chat_edit_cancel(self, id: &str) {
        self.keep_under_way(|kept| {
            kept.edits.remove(id);
        });
        show_editing(id, false);
    }

    /// The message stays as it was, and what was typed can be brought back.
    pub fn chat_edit_give_up(self, id: &str) {
        let text = self.chat_edit_text(id);
        if text != self.chat_text(id) {
            self.can_undo(Deleted::Edit {
                message: id.to_string(),
                text,
            });
        }
        self.chat_edit_cancel(id);
    }

    /// An edit goes on that was given up.
    pub(super) fn chat_edit_again(self, id: &str, text: String) {
        self.chat_edit_changed(id, text);
        show_editing(id, true);
    }

    /// Sends a message of the person's anew with other words: the old one and its answers stay, as a sibling. Where that
    /// cannot be done now, the edit stays as it is; false then.
    pub fn chat_edit_resend(self, id: &str) -> bool {
        let text = self.chat_edit_text(id);
        let found = self.with_message(id, |message| {
            (message.conversation.clone(), message.parent.clone())
        });
        let attachments = self.attachments_of(id);
        let empty = text.trim().is_empty() && attachments.is_empty();
        let Some((conversation, parent)) = found.filter(|_| !empty) else {
            return false;
        };
        if !self.can_ask(Wanted::Edit(id.to_string())) {
            return false;
        }
        show_editing(id, false);
        self.leave_branch(&conversation);
        let models = self.models_beside(id);
        let edited = Some(id.to_string());
        self.say(conversation, parent, text, attachments, models, edited);
        true
    }

    /// Keeps an edited answer as a version of its own, and sends nothing: the answer as it came and what followed it stay, as a
    /// sibling. Gives the message that is shown now; none where that cannot be done now, and the edit stays as it is.
    pub fn chat_edit_keep(self, id: &str) -> Option<String> {
        let text = self.chat_edit_text(id);
        if self.must_wait() || db::is_outdated() {
            return None;
        }
        if text == self.chat_text(id) {
            self.chat_edit_cancel(id);
            return Some(id.to_string());
        }
        let edited = self.with_message(id, |answer| {
            chat::edited_answer(answer, text, random::id(), time::now())
        })??;
        show_editing(id, false);
        self.edit_sent(id, &edited);
        let (new, conversation) = (edited.id.clone(), edited.conversation.clone());
        self.leave_branch(&conversation);
        desk(|desk| {
            if let Some(tree) = desk.trees.get_mut(&conversation) {
                tree.insert(edited.clone());
            }
        });
        self.chat.stepped.set_value(Some(new.clone()));
        self.change_conversation(&conversation, |record| {
            record.leaf = Some(new.clone());
            record.updated = time::now();
        });
        self.rebuild_rows(&conversation);
        let written = db::put_many(Store::Messages, &[edited]);
        self.messages_change(conversation, vec![new.clone()], written, None);
        // What followed is gone from the screen, and with it the reader's place.
        self.chat_show_message(&new);
        Some(new)
    }

    /// This message says what another was edited to. Until the database has it, a reload brings the edit back.
    pub(super) fn edit_sent(self, edited: &str, as_message: &Message) {
        let sent = (edited.to_string(), as_message.text.clone());
        desk(|desk| desk.sent_edits.insert(as_message.id.clone(), sent));
    }

    /// The database has this message: where it was an edit, that is done, unless it went on.
    pub(super) fn edit_kept(self, message: &str) {
        let Some((edited, text)) = desk(|desk| desk.sent_edits.remove(message)) else {
            return;
        };
        if desk(|desk| desk.under_way.edits.get(&edited) == Some(&text)) {
            self.chat_edit_cancel(&edited);
        }
    }

    /// Whether a call can be made. Where a key is missing its dialog opens, and what is wanted (none: what is in the
    /// composer) goes on once there is one.
    pub(super) fn ready_or_ask_to(self, wanted: Option<Wanted>) -> bool {
        let ready = self.ready_or_ask(AfterKey::ChatSend);
        if !ready {
            self.keep_under_way(|kept| kept.wanted = wanted);
        }
        ready
    }

    /// The key is there: what waited for it goes on.
    pub(super) fn chat_resume(self) {
        let mut wanted = None;
        self.keep_under_way(|kept| wanted = kept.wanted.take());
        let Some(wanted) = wanted else {
            return self.chat_send();
        };
        leptos::task::spawn_local(async move {
            // A change of endpoint may have loaded the page anew.
            if !self.read_open().await {
                return;
            }
            match wanted {
                Wanted::Again(id) => self.chat_regenerate(&id),
                Wanted::WithoutImages(id) => self.chat_again_without_images(&id),
                Wanted::Continue(id) => self.chat_continue(&id),
                Wanted::Edit(id) => {
                    self.chat_edit_resend(&id);
                }
            }
        });
    }

    /// Sets the open conversation's instructions, with every key.
    pub fn chat_set_system(self, system: String) {
        self.chat.system.set(system.clone());
        let Some(open) = self.chat.open.get_untracked() else {
            return self.change_fresh(|fresh| fresh.system = system);
        };
        self.keep_under_way(|kept| {
            kept.instructions = Some(Instructions {
                conversation: Some(open.clone()),
                text: system.clone(),
            });
        });
        if self.conversation(&open).is_some() {
            self.write_soon(open, system);
        }
    }

    fn write_soon(self, conversation: String, system: String) {
        let waits = LATER.with(|later| {
            let later = later.borrow();
            later.as_ref().map(|(waiting, _)| *waiting == conversation)
        });
        match waits {
            Some(true) => {}
            Some(false) => self.write_instructions(),
            None => {}
        }
        if waits != Some(true) {
            desk(|desk| desk.changes.changed(&conversation));
        }
        self.alter_conversation(&conversation, |record| record.system = system);
        let timer = time::after(WRITE_AFTER, move || self.write_instructions());
        LATER.with(|later| later.replace(Some((conversation, timer))));
    }

    /// Writes down now what was to be written down in a moment.
    pub(super) fn write_instructions(self) {
        let Some((id, timer)) = LATER.with(|later| later.take()) else {
            return;
        };
        drop(timer);
        let Some(record) = self.conversation(&id) else {
            return;
        };
        let text = record.system.clone();
        let fields = [("system".to_string(), text.clone().into())];
        self.write_conversation(record, fields.into_iter().collect(), move || {
            let done = Instructions {
                conversation: Some(id),
                text,
            };
            self.keep_under_way(|kept| {
                kept.instructions.take_if(|kept| *kept == done);
            });
        });
    }

    /// The instructions of a conversation that is shown now.
    pub(super) fn show_instructions(self, id: &str) {
        let stored = self
            .conversation(id)
            .map(|conversation| conversation.system)
            .unwrap_or_default();
        let typed = desk(|desk| {
            let typed = desk.under_way.instructions.as_ref()?;
            (typed.conversation.as_deref() == Some(id)).then(|| typed.text.clone())
        });
        match typed.filter(|typed| *typed != stored) {
            // The page went away before they were written down.
            Some(typed) => self.chat_set_system(typed),
            None if self.chat.system.with_untracked(|shown| *shown == stored) => {}
            None => self.chat.system.set(stored),
        }
    }
}

fn show_editing(id: &str, editing: bool) {
    if let Some(live) = desk(|desk| desk.lives.get(id).cloned()) {
        live.update(|live| live.editing = editing);
    }
}
