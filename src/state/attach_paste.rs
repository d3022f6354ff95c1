//! Long texts that are pasted into the chat's composer: they may go along as an attachment, and back.

use super::App;
use super::attach::{DraftFile, DraftState, describe};
use crate::browser::{caret, random, time};
use chat::{AttachmentContent, AttachmentKind, MOST_ATTACHED};
use leptos::prelude::*;

/// A text of so many characters or lines is offered to be an attachment.
const LONG_PASTE: (usize, usize) = (4_000, 100);

/// From so many bytes on, the browser does not look for the direction of each of the draft's paragraphs: on every key it would
/// look through all of it, for seconds from a megabyte on.
const LONG_DRAFT: usize = 20_000;

impl App {
    /// The value of the composer's `dir`.
    pub fn draft_direction(self) -> &'static str {
        let coming = self.attached().coming.get();
        self.chat
            .draft
            .with(|draft| match coming || draft.len() > LONG_DRAFT {
                false => "auto",
                true if translation::is_rtl_text(draft) => "rtl",
                true => "ltr",
            })
    }

    /// A text was pasted: where it is long, and in the draft, it is offered to be an attachment.
    pub(super) fn note_pasted(self, text: String) {
        // As the field has it, which it has in a moment.
        let text = text.replace("\r\n", "\n");
        let long = text.chars().nth(LONG_PASTE.0).is_some() || text.lines().count() > LONG_PASTE.1;
        if long {
            let attached = self.attached();
            attached.coming.set(text.len() > LONG_DRAFT);
            time::after(0, move || {
                attached.coming.set(false);
                let there = self
                    .chat
                    .draft
                    .with_untracked(|draft| draft.contains(&text));
                attached.pasted.set(there.then_some(text));
            })
            .keep();
        }
    }

    /// The text that was pasted goes out of the draft and with it.
    pub fn attach_pasted(self) {
        let attached = self.attached();
        let Some(text) = attached.pasted.get_untracked() else {
            return;
        };
        attached.pasted.set(None);
        let draft = self.chat.draft.get_untracked();
        let Some((before, after)) = draft.split_once(text.as_str()) else {
            return;
        };
        self.chat_draft_changed(format!("{before}{after}"));
        self.attach_text(text);
    }

    /// A text that is too long for the field was pasted: it goes along as a file, in the place of what was selected.
    pub(super) fn attach_long_paste(self, text: String) {
        let attached = self.attached();
        let full = attached.files.with_untracked(Vec::len) >= MOST_ATTACHED;
        attached.too_many.set(full);
        if full {
            return;
        }
        if let Some(left) = caret::cut("chat-input")
            && self.chat.draft.with_untracked(|draft| *draft != left)
        {
            self.chat_draft_changed(left);
        }
        let id = self.attach_text(text.replace("\r\n", "\n"));
        attached.taken.set(Some(id));
    }

    /// Attaches a text; the file's id.
    fn attach_text(self, text: String) -> String {
        let attached = self.attached();
        let kind = AttachmentKind::Paste;
        let number = attached.files.with_untracked(|files| {
            let pasted = files.iter().filter_map(DraftFile::ready);
            pasted.filter(|file| file.kind == kind).count() + 1
        });
        let content = AttachmentContent::Text(text);
        let name = format!("pasted-{number}.txt");
        let made = describe(random::id(), name.clone(), kind, &content, None);
        attached.files.update(|files| {
            files.push(DraftFile {
                id: made.id.clone(),
                name,
                state: DraftState::Ready(made.clone()),
            });
        });
        let id = made.id.clone();
        leptos::task::spawn_local(async move {
            self.keep_content(&made, content).await;
            self.remember_attached();
        });
        id
    }

    /// The other way round: a pasted text goes back to where it is typed.
    pub fn attach_into_text(self, id: &str) {
        let id = id.to_string();
        let open = self.chat.open.get_untracked();
        self.attachment(&id.clone(), move |content| {
            if self.chat.open.get_untracked() != open {
                return;
            }
            if let Some(AttachmentContent::Text(text)) = content {
                let mut draft = self.chat.draft.get_untracked();
                if !draft.is_empty() && !draft.ends_with('\n') {
                    draft.push('\n');
                }
                self.chat_draft_changed(draft + &text);
                self.attach_remove(&id);
                self.attached().removed.set(None);
            }
        });
    }
}
