//! What the endpoint remembers between requests.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::limits::{Buckets, Limits};
use crate::tokens::tokens;

/// A prompt shorter than this is never cached (as at OpenAI).
const CACHED_FROM: usize = 1024;
/// Cached prefixes grow in steps of this many tokens.
const CACHED_STEP: usize = 128;
/// Beyond this many remembered things it starts afresh.
const MOST: usize = 200_000;

/// Once-only faults, prompt prefixes, rate limits.
pub(crate) struct Memory {
    once: HashSet<u64>,
    times: HashMap<u64, u32>,
    prefixes: HashSet<u64>,
    pub buckets: Option<Buckets>,
}

impl Memory {
    pub fn new(limits: Option<Limits>, now_ms: u64) -> Memory {
        Memory {
            once: HashSet::new(),
            times: HashMap::new(),
            prefixes: HashSet::new(),
            buckets: limits.map(|limits| Buckets::new(limits, now_ms)),
        }
    }

    /// True the first time it is asked about `what`.
    pub fn first_time(&mut self, what: &impl Hash) -> bool {
        if self.once.len() > MOST {
            self.once.clear();
        }
        self.once.insert(hash(what))
    }

    /// How often it was asked about `what` before.
    pub fn times(&mut self, what: &impl Hash) -> u32 {
        if self.times.len() > MOST {
            self.times.clear();
        }
        let times = self.times.entry(hash(what)).or_default();
        *times += 1;
        *times - 1
    }

    /// How many tokens of this prompt were the beginning of an earlier one; remembers it.
    pub fn cached(&mut self, model: &str, prompt: &str) -> u64 {
        if self.prefixes.len() > MOST {
            self.prefixes.clear();
        }
        let mut hasher = DefaultHasher::new();
        model.hash(&mut hasher);
        let mut cached = 0;
        for (index, token) in tokens(prompt).into_iter().enumerate() {
            token.hash(&mut hasher);
            let count = index + 1;
            if count >= CACHED_FROM && (count - CACHED_FROM).is_multiple_of(CACHED_STEP) {
                let known = !self.prefixes.insert(hasher.clone().finish());
                if known {
                    cached = count as u64;
                }
            }
        }
        cached
    }
}

pub(crate) fn hash(what: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_counted_apart() {
        let mut memory = Memory::new(None, 0);
        let asked = ["a", "b", "a", "a"].map(|what| memory.times(&what));
        assert_eq!(asked, [0, 0, 1, 2]);
    }

    #[test]
    fn only_a_long_prefix_seen_before_is_cached() {
        let mut memory = Memory::new(None, 0);
        let long = "word ".repeat(1300);
        assert_eq!(memory.cached("m", "short"), 0);
        assert_eq!(memory.cached("m", "short"), 0);
        assert_eq!(memory.cached("m", &format!("{long}one")), 0);
        assert_eq!(memory.cached("m", &format!("{long}two")), 1280);
        assert_eq!(memory.cached("other", &long), 0);
    }
}
