//! What is read from the store while the person writes: neither may undo the other.

use std::collections::BTreeMap;

/// Which records were changed here, so that a reading that may not know of it does not undo it.
///
/// A reading is numbered when it begins. A record that was changed after that, or whose change was not yet confirmed as
/// written then, is known better here than by what is read.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    clock: u64,
    marks: BTreeMap<String, Mark>,
}

#[derive(Clone, Debug, Default)]
struct Mark {
    /// Writes that are not confirmed.
    under_way: u32,
    /// When the last one was.
    confirmed: u64,
}

impl Changes {
    /// A reading begins: its number.
    pub fn reading(&mut self) -> u64 {
        self.clock += 1;
        self.clock
    }

    /// The record of this id was changed or deleted here, and is being written. One that never gets there stays better
    /// known here.
    pub fn changed(&mut self, id: &str) {
        self.marks.entry(id.to_owned()).or_default().under_way += 1;
    }

    /// A change of it is in the store.
    pub fn written(&mut self, id: &str) {
        self.clock += 1;
        let mark = self.marks.entry(id.to_owned()).or_default();
        mark.under_way = mark.under_way.saturating_sub(1);
        mark.confirmed = self.clock;
    }

    /// Whether what is here of it is to be kept, whatever this reading says.
    pub fn newer_than(&self, id: &str, reading: u64) -> bool {
        self.marks
            .get(id)
            .is_some_and(|mark| mark.under_way > 0 || mark.confirmed > reading)
    }
}

/// What is known after a reading: all that was read, but for the records that are `mine`: those are as they are here,
/// also where that is "not there".
pub fn merge<T>(
    known: Vec<T>,
    read: Vec<T>,
    id: impl Fn(&T) -> &str,
    mine: impl Fn(&str) -> bool,
) -> Vec<T> {
    let kept = known.into_iter().filter(|record| mine(id(record)));
    let taken = read.into_iter().filter(|record| !mine(id(record)));
    kept.chain(taken).collect()
}
