//! What a conversation that is saved as a text is written with: the page's words, and what is in its attachments.

use std::collections::BTreeMap;

use wire::Role;

use crate::attach::AttachmentContent;
use crate::compare::side_by_side;
use crate::record::{Conversation, Message, MessageState};
use crate::tree::Tree;

/// The longest text of an attachment that is written into the file, in bytes; a longer one is named.
pub const MOST_SAVED_TEXT: usize = 100 << 10;
/// So much of images goes into one file, in bytes of their `data:` URLs; then the rest are named.
pub const MOST_SAVED_IMAGES: usize = 2 << 20;

/// Who speaks, in the words of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedWords {
    /// The person.
    pub you: String,
    /// An answer whose model is not known.
    pub assistant: String,
    /// The instructions.
    pub system: String,
}

impl Default for SavedWords {
    fn default() -> Self {
        SavedWords {
            you: "You".to_owned(),
            assistant: "Assistant".to_owned(),
            system: "System".to_owned(),
        }
    }
}

/// What it is written with.
#[derive(Clone, Debug, Default)]
pub struct SavedWith {
    /// The words.
    pub words: SavedWords,
    /// What is in the attachments, by their ids; those that are missing are named.
    pub contents: BTreeMap<String, AttachmentContent>,
    /// What draws formulas, in HTML; without it they are their source.
    pub formula: Option<markdown::WriteFormula>,
}

/// Whether a text may have formulas in it: where it has none of their marks, it has none.
pub fn may_have_formulas(text: &str) -> bool {
    ["$", "\\(", "\\["].iter().any(|mark| text.contains(mark))
}

impl SavedWith {
    /// Who speaks.
    pub(crate) fn heading(&self, message: &Message) -> String {
        let model = message.model.as_deref().unwrap_or_default();
        match message.role {
            Role::User => self.words.you.clone(),
            Role::Assistant if !model.trim().is_empty() => crate::markdown::one_line(model),
            Role::Assistant => self.words.assistant.clone(),
            Role::System => self.words.system.clone(),
            Role::Tool => "Tool".to_owned(),
        }
    }

    /// The attachments of a message that are texts and short enough: their names and texts.
    pub(crate) fn texts<'a>(&'a self, message: &'a Message) -> Vec<(&'a str, &'a str)> {
        let all = message.attachments.iter();
        all.filter_map(|attached| match self.contents.get(&attached.id)? {
            AttachmentContent::Text(text) if text.len() <= MOST_SAVED_TEXT => {
                Some((attached.name.as_str(), text.as_str()))
            }
            _ => None,
        })
        .collect()
    }

    /// The attachments of a message that are images that may be shown, as far as `room` lasts: their names and `data:` URLs.
    pub(crate) fn images<'a>(
        &'a self,
        message: &'a Message,
        room: &mut usize,
    ) -> Vec<(&'a str, &'a str)> {
        let mut images = Vec::new();
        for attached in &message.attachments {
            let Some(content) = self.contents.get(&attached.id) else {
                continue;
            };
            if let AttachmentContent::Image(url) = content
                && content.is_sound()
                && url.len() <= *room
            {
                *room -= url.len();
                images.push((attached.name.as_str(), url.as_str()));
            }
        }
        images
    }
}

/// The messages of the path that is shown, from the first; where several models answered a question, all of their answers, in
/// the order in which they were first asked.
pub(crate) fn saved_path<'a>(conversation: &Conversation, tree: &'a Tree) -> Vec<&'a Message> {
    let mut all = Vec::new();
    for message in crate::markdown::shown_path(conversation, tree) {
        let question = tree.parent_of(&message.id);
        let answers = question.and_then(|question| side_by_side(tree, question, &message.id));
        match answers {
            // Of those beside it only what says something.
            Some(answers) => all.extend(answers.into_iter().filter(|answer| {
                answer.id == message.id
                    || answer.model.is_some()
                        && answer.state != MessageState::Failed
                        && !answer.text.trim().is_empty()
            })),
            None => all.push(message),
        }
    }
    all
}
