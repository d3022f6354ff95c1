//! The files that go with messages: their names, and what is written in them.
//!
//! A file is one text, its name first, whichever messages name it. Its memory is bounded: of one file [`MOST_TEXT`] bytes are
//! searched, of all together [`MOST_IN_ALL`]; of what is beyond that, the names.

use std::collections::{BTreeSet, HashMap};

use wire::Millis;

use super::index::{Indexed, SearchIndex, SearchMessage};
use super::query::Clause;
use super::shown::{How, Piece, Shown};
use crate::attach::{AttachmentKind, AttachmentRef};

/// So much of one file is searched, in bytes, from its beginning on: more than a thick book has is rarely looked for, and its
/// words would take several times that.
pub(super) const MOST_TEXT: usize = 1 << 20;
/// So much of all files, in bytes.
const MOST_IN_ALL: usize = 64 << 20;
/// After so many words the place in the text is noted.
const STEP: u64 = 256;
/// So much of a file is read for the surroundings of what was found, in bytes.
const READ: usize = 16_000;
/// So many words before it are read too.
const BEFORE: u64 = 8;

/// A text that is a file's: its name, the name's parts, what is in it, each a line.
#[derive(Debug)]
pub(super) struct FileText {
    /// That of its [`AttachmentRef`].
    pub id: String,
    /// How long the name is, in bytes.
    name: usize,
    /// Where every so many words the next one begins, in bytes.
    places: Vec<u32>,
}

/// Notes where words begin while they pass.
pub(super) struct Landmarks<'t>(&'t mut Vec<u32>);

impl Landmarks<'_> {
    /// The word of this number begins here.
    pub fn pass(&mut self, word: u64, at: usize) {
        if word.is_multiple_of(STEP) {
            self.0.push(at as u32);
        }
    }
}

/// The parts of a name, as long as it is: to those who search, "report_3.pdf" is three words, and to those who paste it one.
pub(super) fn parts(name: &str) -> String {
    name.replace(['.', '_'], " ")
}

impl FileText {
    /// That of a file, and its text.
    fn new(attached: &str, name: &str, content: &str) -> (FileText, String) {
        let file = FileText {
            id: attached.to_owned(),
            name: name.len(),
            places: Vec::new(),
        };
        (file, format!("{name}\n{}\n{content}", parts(name)))
    }

    /// To be noted anew.
    pub fn landmarks(&mut self) -> Landmarks<'_> {
        self.places.clear();
        Landmarks(&mut self.places)
    }

    /// The file's name, in its text.
    pub fn name<'t>(&self, text: &'t str) -> &'t str {
        text.get(..self.name).unwrap_or_default()
    }

    /// The surroundings of the word of this number. Where that is in the name, how the file begins.
    pub fn snippet(&self, text: &str, clauses: &[Clause], word: u32) -> Vec<Piece> {
        let begins = (2 * (self.name + 1)).min(text.len());
        let before = u64::from(word).saturating_sub(BEFORE) / STEP;
        let place = self.places.get(before as usize);
        let from = place.map_or(0, |place| *place as usize).max(begins);
        let rest = text.get(from..).unwrap_or_default();
        let part = &rest[..rest.floor_char_boundary(READ)];
        let mut pieces = Shown::of(part, clauses, How::File).pieces;
        if from > begins && pieces.first().is_some_and(|piece| piece.text != "…") {
            let cut = Piece {
                text: "…".to_owned(),
                hit: false,
            };
            pieces.insert(0, cut);
        }
        pieces
    }
}

/// A file that messages name.
#[derive(Debug)]
struct KnownFile {
    /// Its text's number.
    text: u32,
    /// The messages that name it, with their times.
    named_by: Vec<(Millis, String)>,
    /// Whether its text is there.
    state: FileState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FileState {
    /// It was not given yet.
    Wanted,
    /// It was given, or there is none: of images.
    Taken,
    /// It was asked for and not there: it may be when the message is read again.
    Missing,
}

/// What is known of files.
#[derive(Debug, Default)]
pub(super) struct Files {
    by_id: HashMap<String, KnownFile>,
    by_message: HashMap<String, Vec<String>>,
    wanted: BTreeSet<String>,
    /// How much of all is held, in bytes.
    pub held: usize,
}

impl Files {
    /// Its text has another number now.
    pub fn moved(&mut self, id: &str, text: u32) {
        if let Some(file) = self.by_id.get_mut(id) {
            file.text = text;
        }
    }

    /// It is gone, with all messages that name it.
    pub fn forget(&mut self, id: &str) {
        self.by_id.remove(id);
        self.wanted.remove(id);
    }

    /// A message is gone, with all its files.
    pub fn forget_message(&mut self, id: &str) {
        self.by_message.remove(id);
    }
}

impl SearchIndex {
    /// Files whose texts are not known yet, so many of them at most: each is to be given ([`SearchIndex::take_file`]).
    pub fn wanted_files(&self, most: usize) -> Vec<String> {
        self.files.wanted.iter().take(most).cloned().collect()
    }

    /// What is written in a file; none where it is not there.
    pub fn take_file(&mut self, id: &str, text: Option<&str>) {
        if !self.files.wanted.remove(id) {
            return;
        }
        let held = self.files.held;
        let Some(file) = self.files.by_id.get_mut(id) else {
            return;
        };
        let Some(text) = text else {
            file.state = FileState::Missing;
            return;
        };
        file.state = FileState::Taken;
        let text = &text[..text.floor_char_boundary(MOST_TEXT)];
        if text.is_empty() || held + text.len() > MOST_IN_ALL {
            return;
        }
        let old = file.text;
        let known = &self.texts[old as usize];
        let Some(of) = &known.file else {
            return;
        };
        let (file, text) = FileText::new(id, of.name(&known.text), text);
        let new = Indexed {
            message: known.message.clone(),
            file: Some(file),
            conversation: known.conversation,
            role: known.role,
            text,
            at: known.at,
            gone: false,
        };
        self.drop_text(old);
        let number = self.add(new);
        self.files.moved(id, number);
    }

    /// A message names these files now.
    pub(super) fn take_files_of(&mut self, message: &SearchMessage, conversation: u32) {
        let before = self.files.by_message.remove(&message.id);
        let ids: Vec<String> = message
            .attachments
            .iter()
            .map(|one| one.id.clone())
            .collect();
        for id in before.into_iter().flatten().filter(|id| !ids.contains(id)) {
            self.unname(&id, &message.id);
        }
        for attached in &message.attachments {
            self.name_file(attached, message, conversation);
        }
        if !ids.is_empty() {
            self.files.by_message.insert(message.id.clone(), ids);
        }
    }

    /// A message is gone: what no other names goes with it.
    pub(super) fn drop_files_of(&mut self, message: &str) {
        let ids = self.files.by_message.remove(message);
        for id in ids.into_iter().flatten() {
            self.unname(&id, message);
        }
    }

    fn name_file(&mut self, attached: &AttachmentRef, message: &SearchMessage, conversation: u32) {
        let named = (message.created, message.id.clone());
        if let Some(file) = self.files.by_id.get_mut(&attached.id) {
            if !file.named_by.contains(&named) {
                file.named_by.push(named);
            }
            if file.state == FileState::Missing {
                file.state = FileState::Wanted;
                self.files.wanted.insert(attached.id.clone());
            }
            return self.show_with_latest(&attached.id);
        }
        let (file, text) = FileText::new(&attached.id, &attached.name, "");
        let text = self.add(Indexed {
            message: Some(message.id.clone()),
            file: Some(file),
            conversation,
            role: message.role,
            text,
            at: message.created,
            gone: false,
        });
        let state = match attached.kind {
            AttachmentKind::Image => FileState::Taken,
            _ => FileState::Wanted,
        };
        if state == FileState::Wanted {
            self.files.wanted.insert(attached.id.clone());
        }
        let file = KnownFile {
            text,
            named_by: vec![named],
            state,
        };
        self.files.by_id.insert(attached.id.clone(), file);
    }

    /// A message names a file no more.
    fn unname(&mut self, id: &str, message: &str) {
        let Some(file) = self.files.by_id.get_mut(id) else {
            return;
        };
        file.named_by.retain(|(_, named)| named != message);
        if !file.named_by.is_empty() {
            return self.show_with_latest(id);
        }
        let text = file.text;
        self.files.forget(id);
        self.drop_text(text);
    }

    /// It is found with the latest message that names it: of an edited question that is the one that counts.
    fn show_with_latest(&mut self, id: &str) {
        let Some(file) = self.files.by_id.get(id) else {
            return;
        };
        if let Some((at, message)) = file.named_by.iter().max() {
            let text = &mut self.texts[file.text as usize];
            text.at = *at;
            text.message = Some(message.clone());
        }
    }
}
