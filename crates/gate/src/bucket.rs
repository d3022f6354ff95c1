//! A token bucket that refills continuously, in exact integers.

use wire::Millis;

/// Units in one token: with this many, `per_minute` units flow in each millisecond and nothing is
/// ever rounded.
const UNIT: i64 = 60_000;

/// A bucket that lets no more than its limit pass in any minute: a part of the limit is the
/// bucket's size, the rest flows in.
#[derive(Debug, Clone)]
pub(crate) struct Bucket {
    level: i64,
    capacity: i64,
    /// Units a millisecond, which is tokens a minute.
    rate: i64,
    last: Millis,
}

impl Bucket {
    /// For requests: a quarter of the limit (at least two, where the limit allows it) at once. One
    /// that was sent when the bucket was full is refilled within the minute, so burst − 1 and the
    /// inflow make up the limit.
    pub(crate) fn requests(limit: u32, now: Millis) -> Bucket {
        let limit = i64::from(limit);
        let burst = ((limit + 3) / 4).max(2.min(limit));
        Bucket::new(burst, limit - (burst - 1), now)
    }

    /// For tokens: a quarter of the limit at once, three quarters flow in.
    pub(crate) fn tokens(limit: u32, now: Millis) -> Bucket {
        let limit = i64::from(limit);
        let burst = ((limit + 3) / 4).max(1);
        Bucket::new(burst, (limit - burst).max(1), now)
    }

    fn new(burst: i64, rate: i64, now: Millis) -> Bucket {
        Bucket {
            level: burst * UNIT,
            capacity: burst * UNIT,
            rate,
            last: now,
        }
    }

    fn refill(&mut self, now: Millis) {
        let elapsed = i64::try_from(now.saturating_sub(self.last)).unwrap_or(i64::MAX);
        self.level = self
            .level
            .saturating_add(elapsed.saturating_mul(self.rate))
            .min(self.capacity);
        self.last = self.last.max(now);
    }

    /// When this much may pass: `now` or later. More than the bucket holds passes when it is full,
    /// or it would wait for ever.
    pub(crate) fn ready_at(&mut self, amount: u64, now: Millis) -> Millis {
        self.refill(now);
        let missing = units(amount).min(self.capacity) - self.level;
        if missing <= 0 {
            return now;
        }
        now.saturating_add(((missing + self.rate - 1) / self.rate) as u64)
    }

    /// Takes this much out. The debt is never more than a minute's inflow: numbers come from
    /// outside, and a nonsensical one must not block the gate for ever.
    pub(crate) fn take(&mut self, amount: u64) {
        self.level = self
            .level
            .saturating_sub(units(amount))
            .max(-self.rate * UNIT);
    }

    /// Puts this much back.
    pub(crate) fn give(&mut self, amount: u64) {
        self.level = self.level.saturating_add(units(amount)).min(self.capacity);
    }

    /// Keeps what is left (or owed) of an older bucket after its limit was changed.
    pub(crate) fn inherit(&mut self, old: &Bucket) {
        self.level = old.level.min(self.capacity).max(-self.rate * UNIT);
        self.last = old.last;
    }

    /// The clock was set back by this much.
    pub(crate) fn clock_set_back(&mut self, by: Millis) {
        self.last = self.last.saturating_sub(by);
    }
}

fn units(amount: u64) -> i64 {
    i64::try_from(amount)
        .unwrap_or(i64::MAX)
        .saturating_mul(UNIT)
}
