//! One segment in the job.

use crate::inline::{Protected, protect};

use super::guards::Taken;
use super::outcome::{Reason, Status};
use super::words::JobSegment;

/// A segment and how far it is.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) source: String,
    pub(super) protected: Protected,
    /// Its translation, given with the job.
    pub(super) known: Option<String>,
    pub(super) examples: Vec<(String, String)>,
    pub(super) paragraph: usize,
    /// The segment with the same source that is asked in its place.
    pub(super) twin_of: Option<usize>,
    /// Those it is asked for.
    pub(super) twins: Vec<usize>,
    pub(super) place: Place,
    /// Its translation, as it is shown to the model.
    pub(super) coded: Option<String>,
    pub(super) tries: Tries,
}

/// Where a segment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Nobody asks for it.
    Open,
    /// In a batch that waits or is in flight.
    Asked,
    Settled(Status),
}

/// What has been tried for a segment.
#[derive(Debug, Clone, Default)]
pub(super) struct Tries {
    /// Asks that it was in, those refused for their form aside.
    pub(super) asks: u8,
    /// Of these, alone and without any form.
    pub(super) alone: u8,
    pub(super) step: Step,
    /// It was asked for with its terms named.
    pub(super) strict: bool,
    /// What to tell the model next time.
    pub(super) remark: Option<String>,
    /// A translation to fall back on.
    pub(super) kept: Option<Taken>,
    /// An answer was doubtful; the same again is taken.
    pub(super) doubted: bool,
    /// Its answer was cut though it was alone.
    pub(super) cut: bool,
    /// The person has been shown some of it.
    pub(super) shown: bool,
    /// Why it was not taken last.
    pub(super) last: Option<Reason>,
}

/// How a segment is asked for; each is tried before the next.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// In a batch.
    #[default]
    Batch,
    /// With others that failed, half as many.
    Half,
    /// One segment, with those around it as context.
    Context,
    /// One segment as plain text.
    Alone,
}

impl Item {
    pub(super) fn new(segment: JobSegment) -> Item {
        let place = match segment.known {
            Some(_) => Place::Settled(Status::Known),
            None => Place::Open,
        };
        Item {
            protected: protect(&segment.source),
            coded: segment.known.as_deref().map(|known| protect(known).text),
            known: segment.known,
            source: segment.source,
            examples: segment.examples,
            paragraph: segment.paragraph,
            twin_of: None,
            twins: Vec::new(),
            place,
            tries: Tries::default(),
        }
    }

    pub(super) fn status(&self) -> Status {
        match self.place {
            Place::Settled(status) => status,
            Place::Open | Place::Asked => Status::Open,
        }
    }

    /// Whether there is nothing in it to translate.
    pub(super) fn is_bare(&self) -> bool {
        let text = super::guards::bare(&self.protected.text);
        !text.chars().any(char::is_alphanumeric)
    }

    /// The bytes of its text as it is sent.
    pub(super) fn len(&self) -> usize {
        self.protected.text.len()
    }
}
