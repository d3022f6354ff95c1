//! How many calls may run at once: additive increase, multiplicative decrease.

/// The limit of one endpoint, shared by all its calls.
#[derive(Debug, Clone)]
pub(crate) struct Concurrency {
    limit: u16,
    max: u16,
    /// Counts the cuts. A call remembers the round it was sent in: a 429 of a call that was already
    /// in flight when the limit was cut says nothing new.
    round: u64,
    /// Successes since the last change.
    clean: u16,
}

impl Concurrency {
    pub(crate) fn new(max: u16) -> Concurrency {
        let max = max.max(1);
        Concurrency {
            limit: max,
            max,
            round: 0,
            clean: 0,
        }
    }

    pub(crate) fn limit(&self) -> u16 {
        self.limit
    }

    pub(crate) fn round(&self) -> u64 {
        self.round
    }

    /// A new maximum. A limit that was never cut, or has recovered, goes along.
    pub(crate) fn set_max(&mut self, max: u16) {
        let max = max.max(1);
        self.limit = if self.limit == self.max {
            max
        } else {
            self.limit.min(max)
        };
        self.max = max;
    }

    /// A call sent in `round` was answered. One more may run after as many clean answers as may run
    /// at once.
    pub(crate) fn succeeded(&mut self, round: u64) {
        if round != self.round || self.limit >= self.max {
            return;
        }
        self.clean += 1;
        if self.clean >= self.limit {
            self.limit += 1;
            self.clean = 0;
        }
    }

    /// A call sent in `round` was told to slow down. True if that was news.
    pub(crate) fn slowed(&mut self, round: u64) -> bool {
        self.clean = 0;
        if round != self.round {
            return false;
        }
        self.round += 1;
        self.limit = (self.limit / 2).max(1);
        true
    }
}
