//! The history of other programs: their exports, read into conversations.
//!
//! Start with [`detect`] and [`read_import`]; for a file too large to be held as one text, with [`Splitter`] and
//! [`read_element`]. Everything made is a function of the file: ids are derived from the ids in it, so that reading it
//! again gives the same records, and [`Imported::new_to`] says what of them is not here yet.
//!
//! Nothing is taken but what is named in the one file a format has: settings, and with them keys, are never looked at.
//! A file may say anything; whatever it says, what comes out is a tree, found in time linear in the file, and what was
//! left out or changed is in the [`Report`].

mod betterchatgpt;
mod build;
mod chatgpt;
mod chatgpt_content;
mod chatgpt_files;
mod chatgpt_text;
mod detect;
mod flatten;
mod ids;
mod images;
mod librechat;
mod linear;
mod llamaui;
mod markdown;
mod merge;
mod nextchat;
mod nodes;
mod own;
mod parts;
mod problem;
mod report;
mod shape;
mod splitter;
mod value;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use wire::Millis;

use crate::record::{Conversation, Message};

pub(crate) use ids::key;
pub(crate) use markdown::says_who;

pub use detect::{detect, history_entries};
pub use images::{lacks_images, place_images};
pub use merge::NewRecords;
pub use problem::ImportProblem;
pub use report::{Note, Noted, Report, conversation_of};
pub use splitter::{Element, MOST_ELEMENT_BYTES, NotAList, Splitter};

use nodes::Thread;
use value::NotJson;

/// What wrote a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Parlance itself ([`crate::Export`]).
    Parlance,
    /// ChatGPT's `conversations.json`, or a shard of it.
    ChatGpt,
    /// NextChat (ChatGPT-Next-Web): its backup, or one shared conversation.
    NextChat,
    /// BetterChatGPT.
    BetterChatGpt,
    /// LibreChat: one conversation.
    LibreChat,
    /// The web interface of llama.cpp, and llama.ui, which grew out of it.
    LlamaUi,
    /// A conversation written as Markdown, by Parlance or another.
    Markdown,
}

impl Format {
    /// The name that tests and stored ids know it by.
    pub fn name(self) -> &'static str {
        match self {
            Format::Parlance => "parlance",
            Format::ChatGpt => "chatgpt",
            Format::NextChat => "nextchat",
            Format::BetterChatGpt => "betterchatgpt",
            Format::LibreChat => "librechat",
            Format::LlamaUi => "llamaui",
            Format::Markdown => "markdown",
        }
    }
}

/// What an import brings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Imported {
    /// The conversations, each with its messages: every message's parent is among them, before it.
    pub conversations: Vec<(Conversation, Vec<Message>)>,
    /// The images that the messages speak of, and that can be had: in the order of the messages, at most
    /// [`crate::MOST_ATTACHED`] of each. Whoever has them puts them in with [`place_images`]; of what does not come,
    /// [`Report::lost`] is to be told.
    pub attachments: Vec<Attachment>,
    /// What was taken, and what was not.
    pub report: Report,
}

/// An image that a message came with. The message's text says `[image: name]` where it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// What it is to be known by here: the same whenever the file is read.
    pub id: String,
    /// The [`Conversation::id`].
    pub conversation: String,
    /// The [`Message::id`].
    pub message: String,
    /// As the text names it; may be empty.
    pub name: String,
    /// Where it is.
    pub source: AttachmentSource,
    /// Where in the text its mark begins, in bytes.
    pub at: usize,
    /// Where it stands in the file, for the report.
    pub place: String,
}

/// Where an image is. One that is elsewhere is never fetched: that would tell its host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "at", rename_all = "kebab-case")]
pub enum AttachmentSource {
    /// In the ZIP that the file came in: the entry whose name, without its folders, begins with this.
    Zip(String),
    /// In the file itself, as a `data:` address. It may hold anything.
    Inline(String),
}

/// Reads a file of any format that is known. `now` stands for the times that the file does not tell.
pub fn read_import(text: &str, now: Millis) -> Result<Imported, ImportProblem> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(ImportProblem::Empty);
    }
    let mut imported = Imported::default();
    match detect(text) {
        Some(Format::Parlance) => imported = own::read(text)?,
        Some(Format::Markdown) => markdown::read(text, now, &mut imported),
        Some(Format::LibreChat) => librechat::read(text, now, &mut imported)?,
        Some(Format::LlamaUi) => llamaui::read(text, now, &mut imported)?,
        Some(format) if text.trim_start().starts_with('[') => {
            list(text, |element| {
                imported.append(read_element(format, &element, now));
            })?;
        }
        Some(format) => {
            one(format, text, "", now, &mut imported)?;
        }
        None => return Err(unknown(text)),
    }
    imported.unite();
    Ok(imported)
}

/// Reads one element of a list ([`Splitter`]), of a format whose lists hold a conversation an element
/// ([`Format::reads_by_element`]).
pub fn read_element(format: Format, element: &Element, now: Millis) -> Imported {
    let mut imported = Imported::default();
    let place = format!("[{}]", element.index);
    let report = &mut imported.report;
    if element.too_large {
        report.note(Note::TooLarge, || place);
        return imported;
    }
    if element.mended {
        report.note(Note::Characters, || place.clone());
    }
    if let Err(at) = one(format, &element.text, &place, now, &mut imported) {
        imported.report.note(Note::NotJson, || {
            format!("{place}: line {}, column {}", at.line, at.column)
        });
    }
    imported
}

impl Format {
    /// Whether a list of this format can be read element by element.
    pub fn reads_by_element(self) -> bool {
        matches!(self, Format::ChatGpt | Format::BetterChatGpt)
    }
}

/// Reads a text of a format that is read as one value.
fn one(
    format: Format,
    text: &str,
    place: &str,
    now: Millis,
    into: &mut Imported,
) -> Result<(), NotJson> {
    if format == Format::ChatGpt {
        // Node by node: as one value a long conversation would be many times its size.
        return chatgpt::read(text, place, now, into);
    }
    let (value, mended) = value::parse(text)?;
    let place = place.to_owned();
    if mended {
        into.report.note(Note::Characters, || place.clone());
    }
    match format {
        Format::NextChat => nextchat::read(value, now, into),
        Format::BetterChatGpt => betterchatgpt::read(value, place, now, into),
        _ => llamaui::read_pair(value, place, now, into),
    }
    Ok(())
}

/// Every element of a list, one after the other.
fn list(text: &str, mut each: impl FnMut(Element)) -> Result<(), ImportProblem> {
    // The text is held already, however long its elements are.
    let mut splitter = Splitter::with_most(usize::MAX);
    for element in splitter.push(text.as_bytes()).map_err(|_| unknown(text))? {
        each(element);
    }
    if !splitter.is_done() {
        return Err(unknown(text));
    }
    Ok(())
}

/// Why a text is of no format.
fn unknown(text: &str) -> ImportProblem {
    if !text.trim_start().starts_with(['{', '[']) {
        return ImportProblem::Unknown;
    }
    match value::parse(text) {
        Ok(_) => ImportProblem::Unknown,
        Err(at) => at.into(),
    }
}

/// The whole text as JSON.
fn json(text: &str, report: &mut Report) -> Result<Value, ImportProblem> {
    let (value, mended) = value::parse(text)?;
    if mended {
        report.note(Note::Characters, || "the file".to_owned());
    }
    Ok(value)
}

impl Imported {
    /// Adds what a further part of the file brought.
    pub fn append(&mut self, other: Imported) {
        self.conversations.extend(other.conversations);
        self.attachments.extend(other.attachments);
        self.report.append(other.report);
    }

    /// Adds a conversation as it was read.
    fn take(&mut self, thread: Thread, now: Millis) {
        let place = thread.place.clone();
        match build::build(thread, now, &mut self.report) {
            Some(built) => {
                self.report.titled(&place, &built.conversation.title);
                self.report.conversations += 1;
                self.report.messages += built.messages.len();
                self.conversations
                    .push((built.conversation, built.messages));
                self.attachments.extend(built.attachments);
            }
            None => self.report.note(Note::Empty, || place),
        }
    }
}
