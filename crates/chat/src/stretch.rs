//! A segment of a translation, as it travels: its two texts, and where they stand.

use serde::{Deserialize, Serialize};

/// A segment. Places are bytes (of UTF-8), counted from 0. Unknown fields are ignored, missing ones defaulted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Stretch {
    /// What the source says.
    pub source: String,
    /// What the target says; empty where it was not translated yet.
    pub target: String,
    /// Where `source` begins in the source.
    pub source_at: usize,
    /// Where `target` begins in the target.
    pub target_at: usize,
    /// How far it is.
    pub state: StretchState,
    /// Why it could not be had, as the name of the reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// How far a segment is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StretchState {
    /// Not translated yet.
    #[default]
    Initial,
    /// Translated by the model.
    Translated,
    /// Taken from the translation memory.
    Memory,
    /// Changed, or approved, by the person.
    Reviewed,
    /// Could not be had: the target holds the source.
    Failed,
}

/// Do these stand in the two texts, one after the other? Who changed the texts of a file by hand changed the places too.
pub(crate) fn fit(segments: &[Stretch], source: &str, target: &str) -> bool {
    let mut ends = (0, 0);
    segments.iter().all(|one| {
        let fits = one.source_at >= ends.0
            && one.target_at >= ends.1
            && stands(source, one.source_at, &one.source)
            && stands(target, one.target_at, &one.target);
        if fits {
            ends = (
                one.source_at + one.source.len(),
                one.target_at + one.target.len(),
            );
        }
        fits
    })
}

fn stands(text: &str, at: usize, part: &str) -> bool {
    text.get(at..).is_some_and(|rest| rest.starts_with(part))
}
