//! A short number for what a finished block said, so that it need not be kept to see later whether it changed.

use std::hash::{Hash, Hasher};

use crate::ast::{Block, Item, Row};

/// FNV-1a, 64 bits: small, and the same on every machine.
pub(crate) struct Fnv(u64);

impl Fnv {
    pub(crate) fn new() -> Self {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// The parts of a list or a table that are gone from memory, folded together in order.
#[derive(Clone, Copy)]
pub(crate) struct Folded(u64);

impl Folded {
    pub(crate) fn new() -> Self {
        Folded(Fnv::new().finish())
    }

    pub(crate) fn items(&mut self, items: &[Item]) {
        items.iter().for_each(|item| self.part(item));
    }

    pub(crate) fn rows(&mut self, rows: &[Row]) {
        rows.iter().for_each(|row| self.part(row));
    }

    fn part(&mut self, part: &impl Hash) {
        let mut hasher = Fnv(self.0);
        part.hash(&mut hasher);
        self.0 = hasher.finish();
    }
}

/// The number of a whole block whose first items or rows are already folded into `before`.
pub(crate) fn fingerprint(block: &Block, mut before: Folded) -> u64 {
    let mut hasher = Fnv::new();
    match block {
        Block::List {
            start,
            tight,
            items,
        } => {
            before.items(items);
            (1u8, start, tight, before.0).hash(&mut hasher);
        }
        Block::Table { aligns, head, rows } => {
            before.rows(rows);
            (2u8, aligns, head, before.0).hash(&mut hasher);
        }
        other => (3u8, other).hash(&mut hasher),
    }
    hasher.finish()
}
