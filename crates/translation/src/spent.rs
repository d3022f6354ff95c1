//! What a translation took that was made in several calls.

use wire::Usage;

/// What was counted, and the nano-dollars it cost; none for what is not known.
pub type Taken = (Option<Usage>, Option<i64>);

/// What two calls took together: all that is known of either. What was counted and has no price leaves the whole without
/// one, since a sum that lacks a part is no price.
pub fn taken_together(before: Taken, after: Taken) -> Taken {
    let unpriced = [before, after]
        .iter()
        .any(|(usage, cost)| usage.is_some() && cost.is_none());
    let usage = both(before.0, after.0, |a, b| Usage {
        input: a.input.saturating_add(b.input),
        cached: a.cached.saturating_add(b.cached),
        output: a.output.saturating_add(b.output),
        reasoning: a.reasoning.saturating_add(b.reasoning),
    });
    let cost = both(before.1, after.1, i64::saturating_add).filter(|_| !unpriced);
    (usage, cost)
}

fn both<T>(a: Option<T>, b: Option<T>, add: impl FnOnce(T, T) -> T) -> Option<T> {
    match (a, b) {
        (Some(a), Some(b)) => Some(add(a, b)),
        (a, b) => a.or(b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(input: u64, output: u64) -> Option<Usage> {
        Some(Usage {
            input,
            output,
            ..Usage::default()
        })
    }

    // A continued translation showed what its last call took, as if the first had been free.
    #[test]
    fn both_calls_count() {
        let first = (counted(10, 5), Some(100));
        assert_eq!(
            taken_together(first, (counted(20, 7), Some(30))),
            (counted(30, 12), Some(130))
        );
        assert_eq!(taken_together((None, None), first), first);
    }

    #[test]
    fn what_is_known_of_either_is_kept() {
        let first = (counted(10, 5), Some(100));
        assert_eq!(taken_together(first, (None, None)), first);
        assert_eq!(taken_together((None, None), (None, None)), (None, None));
    }

    #[test]
    fn a_part_without_a_price_leaves_none() {
        let first = (counted(10, 5), Some(100));
        assert_eq!(
            taken_together(first, (counted(1, 1), None)),
            (counted(11, 6), None)
        );
        assert_eq!(taken_together((counted(1, 1), None), first).1, None);
    }

    #[test]
    fn numbers_from_outside_do_not_overflow() {
        let most = (counted(u64::MAX, u64::MAX), Some(i64::MAX));
        assert_eq!(taken_together(most, most), most);
    }
}
