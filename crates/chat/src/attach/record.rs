//! The records of attachments.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use wire::{Millis, Role};

use super::image_tokens::image_tokens;
use crate::record::Message;

/// The "conversation" of what is attached to a draft and not sent yet.
pub const DRAFT: &str = "";

/// As many as are attached to one message.
pub const MOST_ATTACHED: usize = 20;
/// The largest image that is looked at, in bytes: to decode what is larger may take the page down.
pub const MOST_IMAGE_BYTES: u64 = 64_000_000;

/// Most characters of contents that travel in one export: beyond that a file is no longer read in one piece.
const MOST_TRAVELLING: usize = 128 << 20;

/// An attachment as its message names it. Unknown fields are ignored, missing ones defaulted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AttachmentRef {
    /// That of its [`StoredAttachment`].
    pub id: String,
    /// What it is.
    pub kind: AttachmentKind,
    /// The file's name.
    pub name: String,
    /// How large the content is, in bytes.
    pub bytes: u64,
    /// What it counts for, about. Of an image by the rule that is most common; see [`tokens_for`](Self::tokens_for).
    #[serde(deserialize_with = "tokens")]
    pub tokens: u64,
    /// Of an image, in pixels, as it is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<(u32, u32)>,
    /// How many pages it has, where it has pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<u32>,
    /// How many of them have no text, and so are not in what is sent.
    #[serde(skip_serializing_if = "is_zero")]
    pub without_text: u32,
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl AttachmentRef {
    /// How many pages have no text, and of how many; none where all have.
    pub fn pages_without_text(&self) -> Option<(u32, u32)> {
        let pages = self.pages.filter(|_| self.without_text > 0)?;
        Some((self.without_text.min(pages), pages))
    }
}

impl AttachmentRef {
    /// What it counts for, about, when this model is asked. An image whose size was not written down counts as it did then.
    pub fn tokens_for(&self, model: &str) -> u64 {
        match (self.kind, self.size) {
            (AttachmentKind::Image, Some((width, height))) if width > 0 && height > 0 => {
                image_tokens(model, width, height)
            }
            _ => self.tokens,
        }
    }
}

/// More than any window holds: sums of what a file says stay numbers.
const MOST_TOKENS: u64 = 1 << 40;

fn tokens<'de, D: serde::Deserializer<'de>>(from: D) -> Result<u64, D::Error> {
    u64::deserialize(from).map(|tokens| tokens.min(MOST_TOKENS))
}

/// What an attachment is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AttachmentKind {
    /// A picture.
    Image,
    /// A program.
    Code,
    /// Markdown.
    Markdown,
    /// A table as CSV or TSV.
    Table,
    /// JSON.
    Json,
    /// HTML, as the text that it is.
    Html,
    /// The text of a PDF.
    Pdf,
    /// A long text that was pasted.
    Paste,
    /// Plain text. Anything unknown reads as this.
    #[default]
    #[serde(other)]
    Text,
}

impl AttachmentKind {
    /// The name tests and styles know it by (`data-kind`).
    pub fn name(self) -> &'static str {
        match self {
            AttachmentKind::Image => "image",
            AttachmentKind::Code => "code",
            AttachmentKind::Markdown => "markdown",
            AttachmentKind::Table => "table",
            AttachmentKind::Json => "json",
            AttachmentKind::Html => "html",
            AttachmentKind::Pdf => "pdf",
            AttachmentKind::Paste => "paste",
            AttachmentKind::Text => "text",
        }
    }
}

/// The content of an attachment, as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StoredAttachment {
    /// Unique.
    pub id: String,
    /// The conversation it goes with; [`DRAFT`] before it is sent.
    pub conversation: String,
    /// When it was attached.
    pub at: Millis,
    /// What is in it.
    pub content: AttachmentContent,
}

/// What is in an attachment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AttachmentContent {
    /// An image as a `data:` URL of a PNG, JPEG or WebP.
    Image(String),
    /// A text.
    Text(String),
}

impl Default for AttachmentContent {
    fn default() -> Self {
        AttachmentContent::Text(String::new())
    }
}

impl AttachmentContent {
    /// How long it is as it is stored, in bytes.
    pub fn len(&self) -> usize {
        match self {
            AttachmentContent::Image(text) | AttachmentContent::Text(text) => text.len(),
        }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether it may be shown and sent: an image is one that a browser made here, whatever a file says of it.
    pub(crate) fn is_sound(&self) -> bool {
        match self {
            AttachmentContent::Text(_) => true,
            AttachmentContent::Image(url) => {
                let kinds = ["image/png", "image/jpeg", "image/webp"];
                let data = kinds
                    .iter()
                    .find_map(|kind| url.strip_prefix("data:")?.strip_prefix(kind))
                    .and_then(|rest| rest.strip_prefix(";base64,"));
                data.is_some_and(|data| {
                    !data.is_empty()
                        && data
                            .bytes()
                            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'='))
                })
            }
        }
    }
}

/// What the attachments of a message count for, about, when this model is asked: all, and of these the images. Those of an answer count for nothing: no endpoint takes them back, so that
/// only their names go.
pub fn attachment_tokens(message: &Message, model: &str) -> (u64, u64) {
    if message.role != Role::User {
        return (0, 0);
    }
    tokens_of_all(&message.attachments, model)
}

/// The same for attachments that a question has, or is going to have.
pub fn tokens_of_all(attachments: &[AttachmentRef], model: &str) -> (u64, u64) {
    attachments.iter().fold((0, 0), |(all, images), one| {
        let tokens = one.tokens_for(model);
        let image = match one.kind {
            AttachmentKind::Image => tokens,
            _ => 0,
        };
        (all.saturating_add(tokens), images.saturating_add(image))
    })
}

/// Of these contents those that travel in an export, and how many do not: what belongs to no message, what is not as this
/// page makes it, and the largest where all are more than one file should hold.
pub fn attachments_that_travel(
    mut contents: Vec<StoredAttachment>,
    is_named: impl Fn(&str) -> bool,
) -> (Vec<StoredAttachment>, usize) {
    contents.retain(|one| is_named(&one.id));
    let all = contents.len();
    contents.retain(|one| one.content.is_sound());
    contents.sort_by(|a, b| {
        let by_size = a.content.len().cmp(&b.content.len());
        by_size.then_with(|| a.id.cmp(&b.id))
    });
    let mut room = MOST_TRAVELLING;
    let fits = contents.iter().take_while(|one| {
        let left = room.checked_sub(one.content.len());
        room = left.unwrap_or(room);
        left.is_some()
    });
    let fit = fits.count();
    contents.truncate(fit);
    (contents, all - fit)
}

/// Of these contents those that these messages name, each with the conversation that names it, whatever a file says.
pub fn attachments_of_messages<'a>(
    contents: Vec<StoredAttachment>,
    messages: impl IntoIterator<Item = &'a Message>,
) -> Vec<StoredAttachment> {
    let named: BTreeMap<&str, &str> = messages
        .into_iter()
        .flat_map(|message| {
            let all = message.attachments.iter();
            all.map(|attached| (attached.id.as_str(), message.conversation.as_str()))
        })
        .collect();
    let ours = |mut one: StoredAttachment| {
        one.conversation = (*named.get(one.id.as_str())?).to_owned();
        Some(one)
    };
    contents.into_iter().filter_map(ours).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn stored(id: &str, content: AttachmentContent) -> StoredAttachment {
        StoredAttachment {
            id: id.into(),
            conversation: "c".into(),
            at: 1,
            content,
        }
    }

    #[test]
    fn records_read_what_is_missing_or_unknown() {
        let read: AttachmentRef =
            serde_json::from_str(r#"{"id":"a","kind":"hologram","more":1}"#).unwrap();
        assert_eq!(read.kind, AttachmentKind::Text);
        assert_eq!((read.pages, read.pages_without_text()), (None, None));
        let old: Message = serde_json::from_str(r#"{"id":"m"}"#).unwrap();
        assert_eq!(attachment_tokens(&old, ""), (0, 0));
        let text = serde_json::to_string(&old).unwrap();
        assert!(
            !text.contains("attachments"),
            "old records stay as they are"
        );
        let stored: StoredAttachment = serde_json::from_str(r#"{"id":"a"}"#).unwrap();
        assert!(stored.content.is_empty());
    }

    #[test]
    fn an_image_counts_by_the_model_and_a_text_does_not() {
        let attached = |kind, tokens, size| AttachmentRef {
            kind,
            tokens,
            size,
            ..AttachmentRef::default()
        };
        let image = attached(AttachmentKind::Image, 765, Some((1_024, 1_024)));
        let text = attached(AttachmentKind::Text, 50, Some((1_024, 1_024)));
        let old = attached(AttachmentKind::Image, 600, None);
        for (model, of_image) in [("gpt-4o", 765), ("gpt-4o-mini", 25_501), ("else", 765)] {
            assert_eq!(image.tokens_for(model), of_image, "{model}");
            assert_eq!(text.tokens_for(model), 50);
            assert_eq!(old.tokens_for(model), 600);
            let mut message = Message {
                role: Role::User,
                attachments: vec![image.clone(), text.clone(), old.clone()],
                ..Message::default()
            };
            let expect = (of_image + 650, of_image + 600);
            assert_eq!(attachment_tokens(&message, model), expect);
            message.role = Role::Assistant;
            assert_eq!(attachment_tokens(&message, model), (0, 0));
        }
    }

    #[test]
    fn pages_without_text_are_told_of_how_many() {
        for (pages, without_text, told) in [
            (None, 0, None),
            // Of how many, nobody knows.
            (None, 3, None),
            (Some(20), 0, None),
            (Some(20), 12, Some((12, 20))),
            (Some(2), 9, Some((2, 2))),
        ] {
            let attached = AttachmentRef {
                pages,
                without_text,
                ..AttachmentRef::default()
            };
            assert_eq!(attached.pages_without_text(), told);
            let text = serde_json::to_string(&attached).unwrap();
            assert_eq!(text.contains("without_text"), without_text > 0, "{text}");
            assert_eq!(
                serde_json::from_str::<AttachmentRef>(&text).unwrap(),
                attached
            );
        }
    }

    #[test]
    fn what_travels_is_named_and_sound() {
        let image = |url: &str| AttachmentContent::Image(url.into());
        let contents = vec![
            stored("text", AttachmentContent::Text("a".into())),
            stored("image", image("data:image/png;base64,AAAA")),
            stored("svg", image("data:image/svg+xml;base64,AAAA")),
            stored("far", image("https://elsewhere.example/a.png")),
            stored("odd", image("data:image/png;base64,\"><script>")),
            stored("nobody", AttachmentContent::Text("b".into())),
        ];
        let (travel, left) = attachments_that_travel(contents, |id| id != "nobody");
        let ids: Vec<&str> = travel.iter().map(|one| one.id.as_str()).collect();
        assert_eq!((ids, left), (vec!["text", "image"], 3));
    }
}
