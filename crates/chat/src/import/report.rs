//! What became of a file: how much was taken, and what was not, or not as it stood.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Attachment;

/// The conversation that a place is in, by its number in the file, from 1; none where it is in none, or the file has but one.
/// A list of them is the file itself, or stands under one of these names.
pub fn conversation_of(place: &str) -> Option<usize> {
    let lists = ["", "chats", "chat-next-web-store.sessions", "conversations"];
    let (list, rest) = place.split_once('[')?;
    let (number, _) = rest.split_once(']')?;
    let number: usize = number.parse().ok()?;
    lists.contains(&list).then(|| number.saturating_add(1))
}

/// How many places are named of each kind.
const PLACES: usize = 3;
/// The longest a place is, in bytes: the keys in it are the file's.
const PLACE_BYTES: usize = 120;

/// What was taken, and what is to be said of the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Conversations taken.
    pub conversations: usize,
    /// Messages taken.
    pub messages: usize,
    /// Images that came in with them. Nothing is counted before it is there: whoever puts them in counts.
    pub images: usize,
    /// By kind, how often and where first.
    pub notes: BTreeMap<Note, Noted>,
    /// The titles of conversations that are named among the places, by their number in the file, from 1.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub titles: BTreeMap<usize, String>,
}

/// How often something was so.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noted {
    /// How often.
    pub count: usize,
    /// The first places, as `[3].mapping.a1b2`; no more than three. Never what stands there.
    pub places: Vec<String>,
}

/// What there may be to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Note {
    /// Left out: the other program's own, never shown there (system prompts of its own, context, results of searching).
    Hidden,
    /// Left out: a message that says nothing.
    Empty,
    /// Left out: reasoning that no answer followed.
    LooseReasoning,
    /// Left out: calls of tools, which cannot be made again here.
    ToolCall,
    /// Left out: a kind of content that is not known here.
    UnknownContent,
    /// Left out: something that should be an object, a list or a text is none.
    WrongType,
    /// Left out: it is there twice, in the same words. Said with other words, both are taken.
    Duplicate,
    /// Left out: settings, and with them any key.
    Settings,
    /// Left out: what is not a conversation (prompts, masks, folders without a name, feedback, and of Parlance's own what is read otherwise).
    OtherData,
    /// Left out: messages of a conversation that is not in the file.
    NoConversation,
    /// Left out: a part of the file that is not JSON, or nested deeper than any real one.
    NotJson,
    /// Left out: a single conversation larger than is read ([`super::MOST_ELEMENT_BYTES`]).
    TooLarge,
    /// Left out: the instructions of a custom assistant, which the file does not hold.
    Assistant,
    /// Left out: a recording, a file (an uploaded document, too), and what is said to be an image and is none that every browser shows. The text says where
    /// it was, as of all images that are left out.
    Attachment,
    /// Left out: an image at an address elsewhere. It is never fetched.
    ImageElsewhere,
    /// Left out: an image that is not in the file, nor in the archive that it came in.
    ImageMissing,
    /// Left out: an image that is larger than is taken, or one of more than a message or a conversation takes.
    ImageTooLarge,
    /// Taken: messages whose parent is missing stand at the start.
    MissingParent,
    /// Taken: messages whose parents go round in a circle; one of them stands at the start.
    Cycle,
    /// Taken: messages of a role that is not known, as a tool's.
    UnknownRole,
    /// Taken: characters that no text can hold (half a surrogate pair, NUL, bytes that are not UTF-8) became U+FFFD.
    Characters,
    /// Taken: the file is not UTF-8 and was read as Windows-1252, which has Latin-1 in it.
    Encoding,
    /// Taken as far as it is understood: a version that is not known here.
    UnknownVersion,
}

impl Note {
    /// The name that texts and tests know it by.
    pub fn name(self) -> &'static str {
        match self {
            Note::Hidden => "hidden",
            Note::Empty => "empty",
            Note::LooseReasoning => "loose-reasoning",
            Note::ToolCall => "tool-call",
            Note::UnknownContent => "unknown-content",
            Note::WrongType => "wrong-type",
            Note::Duplicate => "duplicate",
            Note::Settings => "settings",
            Note::OtherData => "other-data",
            Note::NoConversation => "no-conversation",
            Note::NotJson => "not-json",
            Note::TooLarge => "too-large",
            Note::Assistant => "assistant",
            Note::Attachment => "attachment",
            Note::ImageElsewhere => "image-elsewhere",
            Note::ImageMissing => "image-missing",
            Note::ImageTooLarge => "image-too-large",
            Note::MissingParent => "missing-parent",
            Note::Cycle => "cycle",
            Note::UnknownRole => "unknown-role",
            Note::Characters => "characters",
            Note::Encoding => "encoding",
            Note::UnknownVersion => "unknown-version",
        }
    }

    /// Whether something was left out, and not only changed.
    pub fn is_loss(self) -> bool {
        !matches!(
            self,
            Note::MissingParent
                | Note::Cycle
                | Note::UnknownRole
                | Note::Characters
                | Note::Encoding
                | Note::UnknownVersion
        )
    }
}

impl Report {
    /// One more of this kind, there.
    pub(super) fn note(&mut self, note: Note, place: impl FnOnce() -> String) {
        let noted = self.notes.entry(note).or_default();
        noted.count += 1;
        if noted.places.len() < PLACES {
            noted.places.push(short(place()));
        }
    }

    /// The conversation at this place has this title: kept where a place in it is named.
    pub(super) fn titled(&mut self, place: &str, title: &str) {
        let Some(number) = conversation_of(place).filter(|_| !title.is_empty()) else {
            return;
        };
        let mut places = self.notes.values().flat_map(|noted| &noted.places);
        if places.any(|place| conversation_of(place) == Some(number)) {
            self.titles.insert(number, short(title.to_owned()));
        }
    }

    /// One more of this kind, which is so of the whole file.
    pub fn of_all(&mut self, note: Note) {
        self.notes.entry(note).or_default().count += 1;
    }

    /// This image did not come, and why.
    pub fn lost(&mut self, image: &Attachment, why: Note) {
        self.note(why, || image.place.clone());
    }

    /// How often this was so.
    pub fn count(&self, note: Note) -> usize {
        self.notes.get(&note).map_or(0, |noted| noted.count)
    }

    /// Adds what is to be said of a further part of the file.
    pub fn append(&mut self, other: Report) {
        self.conversations += other.conversations;
        self.messages += other.messages;
        self.images += other.images;
        for (note, more) in other.notes {
            let noted = self.notes.entry(note).or_default();
            noted.count += more.count;
            let free = PLACES.saturating_sub(noted.places.len());
            noted.places.extend(more.places.into_iter().take(free));
        }
        self.titles.extend(other.titles);
        // Of those whose places found no room nothing is said.
        let places = self.notes.values().flat_map(|noted| &noted.places);
        let named: BTreeSet<usize> = places.filter_map(|place| conversation_of(place)).collect();
        self.titles.retain(|number, _| named.contains(number));
    }
}

fn short(mut place: String) -> String {
    if place.len() > PLACE_BYTES {
        place.truncate(place.floor_char_boundary(PLACE_BYTES));
        place.push('…');
    }
    place
}
