//! A translation whose page went away while it ran: what had arrived is put together from its entry and its journal.

use super::HistoryEntry;
use super::job_screen::gaps;
use translation::{InOrder, Kept, PairState, read_kept};

/// The entry as it is written down when a run begins, with all that is known of its segments in the target, and what stands
/// there of the others.
pub(super) fn put_down(entry: &HistoryEntry, known: &[Option<String>]) -> HistoryEntry {
    let mut order = InOrder::new(gaps(entry));
    for (segment, pair) in entry.pairs.0.iter().enumerate() {
        let known = known.get(segment).and_then(Option::as_deref);
        let stands = || entry.target.get(pair.target.clone()).unwrap_or_default();
        order.append(segment, known.unwrap_or_else(stands));
    }
    let mut entry = entry.clone();
    placed(&mut entry, order);
    entry
}

/// Adds to an entry, as it was written when the run began, what its journal holds.
pub(super) fn put_together(entry: &mut HistoryEntry, journal: &str) {
    if entry.pairs.0.is_empty() {
        return entry.target.push_str(journal);
    }
    let mut kept = read_kept(journal);
    let mut order = InOrder::new(gaps(entry));
    for segment in 0..entry.pairs.0.len() {
        let Some(pair) = entry.pairs.0.get(segment) else {
            break;
        };
        let (text, state) = match kept.remove(&segment) {
            Some(Kept::Settled(text)) => (text, PairState::Translated),
            Some(Kept::Failed(reason)) => (entry.source_of(segment), PairState::Failed(reason)),
            Some(Kept::More(text)) => (text, PairState::Initial),
            Some(Kept::Void) | None => {
                let stands = entry.target.get(pair.target.clone());
                (stands.unwrap_or_default().to_string(), pair.state.clone())
            }
        };
        order.append(segment, &text);
        if let Some(pair) = entry.pairs.0.get_mut(segment) {
            pair.state = state;
        }
    }
    placed(entry, order);
}

/// What has arrived is all there is of the target.
fn placed(entry: &mut HistoryEntry, mut order: InOrder) {
    order.give_up();
    entry.target = order.catch_up().append;
    for (segment, pair) in entry.pairs.0.iter_mut().enumerate() {
        pair.target = order.range(segment);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use translation::{Pair, Pairs, kept_line};

    /// `One. Two. Three.`, of which these are known, from the memory.
    fn entry(known: &[Option<String>]) -> HistoryEntry {
        let pair = |(source, known): (std::ops::Range<usize>, &Option<String>)| Pair {
            source,
            target: 0..0,
            state: match known {
                Some(_) => PairState::Memory,
                None => PairState::Initial,
            },
        };
        HistoryEntry {
            source: "One. Two. Three.".to_string(),
            to: "de".to_string(),
            pairs: Pairs(
                [0..4, 5..9, 10..16]
                    .into_iter()
                    .zip(known)
                    .map(pair)
                    .collect(),
            ),
            ..HistoryEntry::default()
        }
    }

    fn texts(entry: &HistoryEntry) -> Vec<&str> {
        let pairs = entry.pairs.0.iter();
        pairs
            .map(|pair| &entry.target[pair.target.clone()])
            .collect()
    }

    /// A page that went away in mid-run lost what the memory had: going on paid for it, and put other words there.
    #[test]
    fn what_was_known_outlives_the_page() {
        let known = [Some("Eins.".to_string()), None, Some("Drei.".to_string())];
        let mut kept = put_down(&entry(&known), &known);
        assert_eq!(texts(&kept), ["Eins.", "", "Drei."]);
        put_together(&mut kept, "");
        assert_eq!(texts(&kept), ["Eins.", "", "Drei."]);
        let states: Vec<_> = kept.pairs.0.iter().map(|pair| &pair.state).collect();
        assert_eq!(
            states,
            [&PairState::Memory, &PairState::Initial, &PairState::Memory]
        );
    }

    #[test]
    fn what_came_stands_among_what_was_known() {
        for known in [
            [Some("Eins.".to_string()), None, Some("Drei.".to_string())],
            [None, None, Some("Drei.".to_string())],
        ] {
            let mut kept = put_down(&entry(&known), &known);
            let lines = kept_line(1, &Kept::Settled("Zwei.".to_string()));
            put_together(&mut kept, &lines);
            let first = known[0].as_deref().unwrap_or_default();
            assert_eq!(texts(&kept), [first, "Zwei.", "Drei."]);
            assert!(kept.target.ends_with("Zwei. Drei."), "{}", kept.target);
        }
    }

    #[test]
    fn nothing_known_is_an_empty_target() {
        let known = [None, None, None];
        assert_eq!(put_down(&entry(&known), &known).target, "");
    }

    /// The half of a sentence that stands there is not lost by going on.
    #[test]
    fn what_had_arrived_before_stays() {
        let before = HistoryEntry {
            target: "Eins. Zw".to_string(),
            ..entry(&[None, None, None])
        };
        let mut before = before;
        before.pairs.0[0].target = 0..5;
        before.pairs.0[0].state = PairState::Translated;
        before.pairs.0[1].target = 6..8;
        let known = [Some("Eins.".to_string()), None, None];
        assert_eq!(texts(&put_down(&before, &known)), ["Eins.", "Zw", ""]);
    }
}
