//! What a check found.

use std::ops::Range;

/// Something in a translation that a person should look at. It may be right all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// Where in the segment's source, in bytes, if it is about a place there.
    pub source: Option<Range<usize>>,
    /// Where in the segment's target, in bytes; empty for a place where something is missing.
    pub target: Option<Range<usize>>,
    /// What to put at the place in the target, where that is plain enough to be offered.
    pub fix: Option<String>,
}

/// Kinds of findings. Which of the two places a finding has says more: only the source's where something is missing in
/// the translation, only the target's where something is there that the source has not, both where one stands for the
/// other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FindingKind {
    /// A number.
    Number,
    /// A placeholder or a code span.
    Placeholder,
    /// A tag, or a mark of Markdown.
    Tag,
    /// The address of a page or of mail.
    Address,
    /// The translation of a term of the glossary is missing.
    Term {
        /// What it should be.
        wanted: String,
    },
    /// A translation that the glossary forbids.
    Forbidden,
    /// A term that is not to be translated.
    Keep,
    /// It is the source, or has a part of it, though the languages differ.
    Untranslated,
    /// It has letters of a script that its language is not written in.
    Script,
    /// A word stands there twice.
    Doubled,
    /// It ends otherwise than the source: with a stop, a question mark, a colon, or without.
    Ending,
    /// A bracket without the other.
    Bracket,
    /// A quotation mark without the other.
    Quote,
    /// White space at the beginning or end, other than in the source.
    EdgeSpace,
    /// Several spaces in a row.
    DoubleSpace,
    /// Much shorter than its source lets expect.
    Short,
    /// Much longer than its source lets expect.
    Long,
    /// Longer than it may be.
    Limit {
        /// The most characters.
        most: usize,
        /// How many it has.
        has: usize,
    },
    /// The whole text is longer than it may be; from this place on it is too much.
    LimitWhole {
        /// The most characters.
        most: usize,
        /// How many it has.
        has: usize,
    },
    /// Another segment with the same source is translated otherwise.
    SameSource {
        /// That segment's index.
        other: usize,
    },
    /// Another segment with another source has the same translation.
    SameTarget {
        /// That segment's index.
        other: usize,
    },
}

impl FindingKind {
    /// A stable name for records, styles and tests: `same-source`.
    pub fn name(&self) -> &'static str {
        match self {
            FindingKind::Number => "number",
            FindingKind::Placeholder => "placeholder",
            FindingKind::Tag => "tag",
            FindingKind::Address => "address",
            FindingKind::Term { .. } => "term",
            FindingKind::Forbidden => "forbidden",
            FindingKind::Keep => "keep",
            FindingKind::Untranslated => "untranslated",
            FindingKind::Script => "script",
            FindingKind::Doubled => "doubled",
            FindingKind::Ending => "ending",
            FindingKind::Bracket => "bracket",
            FindingKind::Quote => "quote",
            FindingKind::EdgeSpace => "edge-space",
            FindingKind::DoubleSpace => "double-space",
            FindingKind::Short => "short",
            FindingKind::Long => "long",
            FindingKind::Limit { .. } => "limit",
            FindingKind::LimitWhole { .. } => "limit-whole",
            FindingKind::SameSource { .. } => "same-source",
            FindingKind::SameTarget { .. } => "same-target",
        }
    }
}

impl Finding {
    pub(super) fn new(
        kind: FindingKind,
        source: Option<Range<usize>>,
        target: Option<Range<usize>>,
    ) -> Finding {
        Finding {
            kind,
            source,
            target,
            fix: None,
        }
    }

    pub(super) fn fixed_by(mut self, fix: impl Into<String>) -> Finding {
        self.fix = Some(fix.into());
        self
    }

    /// What it is known by, for its dismissal to be remembered: its kind, its segment's source, and what stands at its
    /// places. So it stays the same while other things in the target change, and is another one once what it is about
    /// does. `nth` tells segments with the same source apart: 0 for the first.
    pub fn id(&self, source: &str, target: &str, nth: usize) -> String {
        let at = |text: &str, range: &Option<Range<usize>>| {
            let place = range.clone().and_then(|range| text.get(range));
            place.map_or("-".to_owned(), |place| format!("+{place}"))
        };
        let mut hash = Fnv::new();
        for part in [
            self.kind.name(),
            source,
            &at(source, &self.source),
            &at(target, &self.target),
            &nth.to_string(),
        ] {
            hash.add(part);
        }
        format!("{}-{:016x}", self.kind.name(), hash.0)
    }
}

/// FNV-1a: the same on every machine and in every version, which the standard library does not promise of its own.
struct Fnv(u64);

impl Fnv {
    fn new() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, part: &str) {
        for byte in part.bytes().chain([0xff]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
