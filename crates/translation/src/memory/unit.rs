//! An entry of the memory.

use serde::{Deserialize, Serialize};
use wire::Millis;

use super::hash::fnv128;

/// A text and its translation, as in TMX.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TranslationUnit {
    /// Its name, made of what it says: see [`TranslationUnit::own`] and [`TranslationUnit::imported`].
    pub id: String,
    /// Language of the source (BCP 47), as precise as it is known.
    pub from: String,
    /// Language of the target (BCP 47).
    pub to: String,
    /// The text.
    pub source: String,
    /// Its translation.
    pub target: String,
    /// When it was made or last changed, in milliseconds since 1970; 0 where that is not known.
    pub at: Millis,
    /// How it came in.
    pub origin: UnitOrigin,
}

impl TranslationUnit {
    /// The person's own translation of a text. Its name is made of the languages and the source: of a text that is edited
    /// again, the last translation is kept.
    pub fn own(origin: UnitOrigin, from: &str, to: &str, source: &str, target: &str) -> Self {
        TranslationUnit {
            id: id([from, to], &[source]),
            origin,
            ..TranslationUnit::of(from, to, source, target)
        }
    }

    /// A unit of a file. Its name is made of all it says: importing a file twice changes nothing, and a source may have
    /// several translations.
    pub fn imported(from: &str, to: &str, source: &str, target: &str) -> Self {
        TranslationUnit {
            id: id([from, to], &[source, target]),
            ..TranslationUnit::of(from, to, source, target)
        }
    }

    fn of(from: &str, to: &str, source: &str, target: &str) -> Self {
        TranslationUnit {
            from: from.to_owned(),
            to: to.to_owned(),
            source: source.to_owned(),
            target: target.to_owned(),
            ..TranslationUnit::default()
        }
    }
}

/// How a unit came into the memory.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UnitOrigin {
    /// The person changed the translation.
    Edited,
    /// The person approved it as it was.
    Approved,
    /// It came in a file.
    #[default]
    #[serde(other)]
    Imported,
}

impl UnitOrigin {
    /// Whether it is the person's own word.
    pub fn own(self) -> bool {
        self != UnitOrigin::Imported
    }
}

/// 32 hexadecimal digits. The case of tags does not count, nor does white space at the ends of a text and its kind.
fn id(tags: [&str; 2], texts: &[&str]) -> String {
    // No byte of UTF-8 ends each: what comes before cannot run into what comes after.
    const END: u8 = 0xff;
    let mut bytes = Vec::new();
    for tag in tags {
        bytes.extend(tag.bytes().map(|byte| byte.to_ascii_lowercase()));
        bytes.push(END);
    }
    for text in texts {
        for word in text.split_whitespace() {
            bytes.extend_from_slice(word.as_bytes());
            bytes.push(b' ');
        }
        bytes.push(END);
    }
    format!("{:032x}", fnv128(&bytes))
}
