//! An entry of the memory.

use serde::{Deserialize, Serialize};
use wire::Millis;

use super::hash::fnv128;

/// A text and its translation, as in TMX.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TranslationUnit {
    /// Its name: see [`unit_id`].
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
    /// A unit under the name that belongs to it.
    pub fn new(from: &str, to: &str, source: &str, target: &str) -> Self {
        TranslationUnit {
            id: unit_id(from, to, source, target),
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

/// The name of a unit, made of what it says: 32 hexadecimal digits. The same pair of texts in the same languages always has
/// the same name, so that importing a file twice changes nothing. White space at the ends and its kind do not count.
pub fn unit_id(from: &str, to: &str, source: &str, target: &str) -> String {
    let mut bytes = Vec::with_capacity(source.len() + target.len() + 16);
    for tag in [from, to] {
        bytes.extend(tag.bytes().map(|byte| byte.to_ascii_lowercase()));
        bytes.push(0xff);
    }
    for text in [source, target] {
        for word in text.split_whitespace() {
            bytes.extend_from_slice(word.as_bytes());
            bytes.push(b' ');
        }
        // No byte of UTF-8: what comes before cannot run into what comes after.
        bytes.push(0xff);
    }
    format!("{:032x}", fnv128(&bytes))
}
