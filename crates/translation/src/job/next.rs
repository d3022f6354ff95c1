//! What is tried next for segments whose answer could not be taken.
//!
//! Only they are asked for again: half as many at once, then one with those around it as context, then one as plain text
//! without any. What was declined or cut as a whole is halved until it is one segment. The asks a segment may take are
//! counted; after that it has failed.

use super::item::{Item, Step};
use super::outcome::Reason;
use super::plan::{Batch, Slot};
use super::words::Purpose;

/// The most asks for a segment.
pub(super) const MOST_ASKS: u8 = 12;
/// Of these, alone.
const MOST_ALONE: u8 = 3;

/// Why segments of a batch are asked for again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// Their own answers were not taken.
    Faults,
    /// The whole was declined.
    Declined,
    /// The whole was cut or too long.
    Cut,
}

/// Takes note of what a segment has behind it; whether it may be asked for again.
pub(super) fn step(item: &mut Item, why: Why, of: usize, alone: bool, most: u8) -> bool {
    let tries = &mut item.tries;
    if tries.asks >= most {
        return false;
    }
    if alone {
        tries.cut |= why == Why::Cut;
        return tries.alone < MOST_ALONE;
    }
    tries.step = match (why, of) {
        // Halved as often as that takes.
        (Why::Declined | Why::Cut, 2..) => tries.step.max(Step::Half),
        (Why::Declined, _) => Step::Alone,
        (Why::Cut, _) => {
            tries.cut = true;
            Step::Alone
        }
        (Why::Faults, _) => match tries.step {
            Step::Batch if of > 1 => Step::Half,
            Step::Batch | Step::Half => Step::Context,
            Step::Context | Step::Alone => Step::Alone,
        },
    };
    true
}

/// The batches for segments that are asked for again; `of` is how many there were in the batch they come from.
pub(super) fn batches(items: &[Item], slots: &[Slot], of: usize) -> Vec<Batch> {
    let step = |slot: &Slot| items[slot.segment].tries.step;
    let halved: Vec<Slot> = slots
        .iter()
        .copied()
        .filter(|s| step(s) <= Step::Half)
        .collect();
    let mut batches = Vec::new();
    // At most half of what there was, and parted evenly.
    let most = of.div_ceil(2).max(1);
    let parts = halved.len().div_ceil(most).max(1);
    for part in halved.chunks(halved.len().div_ceil(parts).max(1)) {
        batches.push(batch(items, part, false));
    }
    for slot in slots {
        match step(slot) {
            Step::Batch | Step::Half => {}
            Step::Context => batches.push(batch(items, &[*slot], false)),
            Step::Alone => batches.push(batch(items, &[*slot], true)),
        }
    }
    batches
}

fn batch(items: &[Item], slots: &[Slot], alone: bool) -> Batch {
    let strict = slots
        .iter()
        .any(|slot| items[slot.segment].tries.remark.is_some());
    Batch {
        slots: slots.to_vec(),
        purpose: if strict {
            Purpose::Strict
        } else {
            Purpose::Retry
        },
        alone,
        after: 3,
    }
}

/// The reason that is told of a segment which has failed.
pub(super) fn reason(item: &Item) -> Reason {
    item.tries.last.unwrap_or(Reason::Missing)
}
