//! Small questions, known by the names of their schemas: what is pretended to know.
//!
//! What the keys of a schema are called is not relied on, only what they sound like.

use serde_json::{Map, Value};

use crate::answer::last_user;
use crate::ask::Ask;
use crate::prompt;
use crate::pseudo::{pseudo, unaccented};
use crate::reworded::{changes, corrected, reworded};

/// A small question and what it is about.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Question {
    kind: Kind,
    /// The text in question.
    about: String,
    /// The segment that a phrase is of.
    segment: Option<String>,
    /// Texts that have keys of their own.
    keyed: Map<String, Value>,
    /// The tag of the language to answer in, where one is named.
    to: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Alternatives,
    Dictionary,
    Restyle,
    Improve,
    Back,
    Turn,
    Brief,
    ImageText,
    Title,
}

/// What a key sounds like.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Key {
    /// What was there before.
    Before,
    /// Why, or in which way.
    Reason,
    /// A language's tag.
    Language,
    Pronunciation,
    PartOfSpeech,
    Gender,
    Register,
    /// A text in answer.
    Text,
}

/// The question with a schema of this name; none if it is not known.
pub(crate) fn question(name: &str, ask: &Ask) -> Option<Question> {
    let kind = match name {
        "alternatives" => Kind::Alternatives,
        "dictionary" => Kind::Dictionary,
        "restyle" => Kind::Restyle,
        "improve" => Kind::Improve,
        "back" => Kind::Back,
        "turn" => Kind::Turn,
        "brief" => Kind::Brief,
        "image_text" => Kind::ImageText,
        "title" => Kind::Title,
        _ => return None,
    };
    let asked = last_user(&ask.messages);
    let blocks = prompt::blocks(asked);
    let segment = blocks.iter().find(|(name, _)| name == "segment");
    let keyed = blocks
        .iter()
        .find_map(|(_, text)| serde_json::from_str(text).ok());
    Some(Question {
        kind,
        about: about(asked),
        segment: segment.map(|(_, text)| text.clone()),
        keyed: keyed.unwrap_or_default(),
        to: prompt::target(&ask.messages),
    })
}

/// The marked text that is most likely meant: the smallest part that is named.
fn about(message: &str) -> String {
    const NAMES: [&str; 13] = [
        "question",
        "phrase",
        "selection",
        "selected",
        "word",
        "turn",
        "target",
        "translation",
        "text",
        "segment",
        "sentence",
        "source",
        "so-far",
    ];
    let blocks = prompt::blocks(message);
    let named = |name: &&str| blocks.iter().find(|(given, _)| given == name);
    let found = NAMES.iter().find_map(named).or(blocks.last());
    let text = found.map_or(message, |(_, text)| text);
    // A text among JSON, or with the phrase marked inside it.
    let text = serde_json::from_str::<String>(text).unwrap_or_else(|_| text.to_owned());
    text.trim().to_owned()
}

impl Question {
    /// How many there are of what it asks for.
    pub fn items(&self) -> i64 {
        match self.kind {
            Kind::Alternatives => 4,
            Kind::Improve => changes(&self.about, 3).len() as i64,
            _ => 3,
        }
    }

    /// Which of an enum's values: another for each item of a list; the language that a turn sounds like.
    pub fn choice(&self, path: &[String], values: &[Value]) -> usize {
        if self.kind == Kind::Turn {
            return usize::from(self.spoken_last(values) != is_goal(path));
        }
        place(path)
    }

    /// Whether the turn is in the last of these languages, not in the first: only English has nothing but ASCII.
    fn spoken_last(&self, values: &[Value]) -> bool {
        let english = |value: Option<&Value>| {
            let tag = value.and_then(Value::as_str);
            tag.is_some_and(|tag| tag.starts_with("en"))
        };
        match (english(values.first()), english(values.last())) {
            (true, false) => !self.about.is_ascii(),
            (false, true) => self.about.is_ascii(),
            _ => false,
        }
    }

    /// The text of a string.
    pub fn words(&self, path: &[String]) -> String {
        const WAYS: [&str; 4] = ["more formal", "more literal", "simpler", "shorter"];
        let at = place(path);
        let name = path.iter().rev().find(|key| key.parse::<usize>().is_err());
        let name = name.map_or("text", String::as_str);
        let to = self.to.as_deref().unwrap_or("de");
        match (self.kind, key(name)) {
            (Kind::Alternatives, Key::Reason) => WAYS[at % 4].to_owned(),
            (Kind::Improve, Key::Reason) => format!("Pretend reason {}", at + 1),
            (Kind::Improve, key) => self.improved(key, path, at),
            (Kind::Alternatives, Key::Text) if name == "segment" => self.adjusted(at),
            (Kind::Alternatives | Kind::Restyle, Key::Text) => reworded(&self.about, at),
            (Kind::Dictionary, Key::Pronunciation) => format!("/{}/", self.about.to_lowercase()),
            (Kind::Dictionary, Key::PartOfSpeech) => {
                ["noun", "verb", "adjective"][at % 3].to_owned()
            }
            (Kind::Dictionary, Key::Gender) => ["f", "m", "n"][at % 3].to_owned(),
            (Kind::Dictionary, Key::Register) => ["neutral", "formal", "slang"][at % 3].to_owned(),
            (Kind::Dictionary, Key::Before) => format!("A sentence with {}.", self.about),
            (Kind::Dictionary, Key::Text) if name.contains("lemma") || name == "word" => {
                self.about.clone()
            }
            (Kind::Dictionary, Key::Text) => reworded(&pseudo(&self.about, to, &[]), at),
            (Kind::Back, Key::Text) => self.back(path),
            (Kind::Turn, _) if matches!(name, "from" | "to") => to.to_owned(),
            (Kind::Turn, Key::Text) => pseudo(&self.about, to, &[]),
            (Kind::Turn, Key::Language) => to.to_owned(),
            (Kind::ImageText, Key::Text) => [
                "Pretend text in the picture",
                "Nobody looked at it.",
                "Line 3: 42 %",
            ][at % 3]
                .to_owned(),
            (Kind::Title, Key::Text) => titled(&self.about),
            (_, Key::Before) => self.about.clone(),
            _ => format!("Pretend {}", name.replace(['_', '-'], " ")),
        }
    }

    /// A whole text or, within a list, one of its changes.
    fn improved(&self, key: Key, path: &[String], at: usize) -> String {
        let changes = changes(&self.about, 3);
        let listed = path.iter().any(|key| key.parse::<usize>().is_ok());
        match (changes.get(at), key) {
            (Some((before, _)), Key::Before) if listed => before.clone(),
            (Some((_, after)), _) if listed => after.clone(),
            _ => corrected(&self.about, &changes),
        }
    }

    /// The whole segment with the phrase reworded.
    fn adjusted(&self, at: usize) -> String {
        let segment = self.segment.as_ref().unwrap_or(&self.about);
        segment.replacen(&self.about, &reworded(&self.about, at), 1)
    }

    /// The pretend translation taken back; another text is pretended to be translated.
    fn back(&self, path: &[String]) -> String {
        let keyed = path.last().and_then(|key| self.keyed.get(key));
        let about = keyed.and_then(Value::as_str).unwrap_or(&self.about);
        let marked = about.strip_prefix('[');
        let text = marked
            .and_then(|rest| rest.split_once("] "))
            .filter(|(marker, _)| marker.contains(" · "))
            .map_or(about, |(_, text)| text);
        let plain = unaccented(text);
        match plain == text {
            true => pseudo(text, self.to.as_deref().unwrap_or("en"), &[]),
            false => plain,
        }
    }
}

/// A title as a model would write it, within quotes and all: of the first words of the question.
fn titled(question: &str) -> String {
    let words: Vec<String> = question
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(5)
        .map(str::to_owned)
        .collect();
    let mut letters = words.join(" ").chars().collect::<Vec<_>>().into_iter();
    let first: String = letters
        .next()
        .map_or_else(|| "Nothing".to_owned(), |c| c.to_uppercase().collect());
    format!("\"{first}{}\"", letters.collect::<String>())
}

/// The place in the innermost list.
fn place(path: &[String]) -> usize {
    path.iter()
        .rev()
        .find_map(|key| key.parse().ok())
        .unwrap_or_default()
}

/// Whether a key names where a translation goes to.
fn is_goal(path: &[String]) -> bool {
    path.last().is_some_and(|key| {
        ["to", "into", "target"]
            .iter()
            .any(|word| key.starts_with(word))
    })
}

fn key(name: &str) -> Key {
    let sounds = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if sounds(&["original", "before", "old", "source", "wrong"]) || name == "from" {
        Key::Before
    } else if sounds(&[
        "reason",
        "why",
        "note",
        "label",
        "explanation",
        "difference",
        "kind",
        "category",
    ]) {
        Key::Reason
    } else if sounds(&[
        "pronunciation",
        "ipa",
        "reading",
        "romaji",
        "pinyin",
        "transliteration",
    ]) {
        Key::Pronunciation
    } else if sounds(&["part_of_speech", "pos", "speech"]) {
        Key::PartOfSpeech
    } else if sounds(&["gender"]) {
        Key::Gender
    } else if sounds(&["register", "style"]) {
        Key::Register
    } else if sounds(&["language", "lang"]) {
        Key::Language
    } else {
        Key::Text
    }
}
