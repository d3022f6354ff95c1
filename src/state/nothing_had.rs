//! A translation of which not one segment could be had: why, now and when it is shown again.

use super::{App, HistoryEntry, TrStatus, Trouble, TroubleKind};
use wire::{Problem, ProblemKind};

impl App {
    /// What is told of an entry that failed because nothing of what the model gave could be taken; none for any other.
    pub(super) fn nothing_had(self, entry: &HistoryEntry) -> Option<Trouble> {
        let reason = entry.pairs.commonest_failure()?;
        let of_wire = |kind| Some(self.trouble_of(Problem::new(kind)));
        match reason {
            "refused" => of_wire(ProblemKind::Refused),
            "empty" => of_wire(ProblemKind::Empty),
            reason => Some(Trouble::new(
                TroubleKind::Unusable(reason.to_string()),
                self.endpoint.preset(),
            )),
        }
    }

    /// The same of an entry that is shown again, after a reload or from the history.
    pub(super) fn told_again(self, entry: &HistoryEntry) -> Option<Trouble> {
        (entry.state == TrStatus::Failed)
            .then(|| self.nothing_had(entry))
            .flatten()
    }
}
