use super::*;

fn entry(at: Millis, model: &str, cost: Option<i64>) -> LedgerEntry {
    LedgerEntry {
        at,
        model: model.into(),
        kind: WorkKind::Chat,
        usage: usage(100, 10),
        cost: cost.map(Cost),
        attempts: 1,
        ended: "complete".into(),
        ..LedgerEntry::default()
    }
}

const HOUR: Millis = 3_600_000;
const DAY: Millis = 24 * HOUR;

#[test]
fn today_month_model_and_kind() {
    let ledger = [
        entry(NOON, "a", Some(5)),
        entry(NOON - HOUR, "b", Some(7)),
        entry(NOON - DAY, "b", None),
        LedgerEntry {
            kind: WorkKind::Translate,
            ..entry(NOON - 2 * DAY, "b", Some(1))
        },
        // Refused at once: no call.
        LedgerEntry {
            attempts: 0,
            usage: None,
            ..entry(NOON, "c", Some(0))
        },
        // October.
        entry(NOON - 23 * DAY, "a", Some(1_000)),
    ];
    let summary = summarise(&ledger, NOON, 0);
    assert_eq!(
        (
            summary.today.calls,
            summary.today.cost,
            summary.today.unpriced_calls
        ),
        (2, Cost(12), 0)
    );
    assert_eq!(
        (
            summary.month.calls,
            summary.month.cost,
            summary.month.unpriced_calls
        ),
        (4, Cost(13), 1)
    );
    assert_eq!(
        summary.month.usage,
        Usage {
            input: 400,
            output: 40,
            ..Usage::default()
        }
    );
    let models: Vec<_> = summary
        .by_model
        .iter()
        .map(|(m, t)| (m.as_str(), t.calls, t.cost.0))
        .collect();
    assert_eq!(models, [("b", 3, 8), ("a", 1, 5)]);
    let kinds: Vec<_> = summary.by_kind.iter().map(|(k, t)| (*k, t.calls)).collect();
    assert_eq!(kinds, [(WorkKind::Chat, 3), (WorkKind::Translate, 1)]);
    assert_eq!(summarise(&[], NOON, 0), Summary::default());
}

#[test]
fn days_begin_at_local_midnight() {
    let before = [entry(NOON - 6 * HOUR, "a", Some(1))];
    // 06:00 UTC is yesterday for someone 7 hours behind only until 07:00 UTC of noon's day.
    assert_eq!(summarise(&before, NOON, 0).today.calls, 1);
    assert_eq!(summarise(&before, NOON, -7 * 60).today.calls, 0);
    assert_eq!(summarise(&before, NOON, -7 * 60).month.calls, 1);
    // 12:00 UTC is already tomorrow at +14:00, and what was at 06:00 UTC is not.
    assert_eq!(summarise(&before, NOON, 14 * 60).today.calls, 0);
    let spent = Spent::from_ledger(&before, NOON, -7 * 60);
    assert_eq!((spent.day, spent.month), (Cost(0), Cost(1)));
}

#[test]
fn months_of_every_length() {
    use crate::calendar::Days;
    for (day, expect) in [
        (0, (1970, 1, 1)),
        (-1, (1969, 12, 31)),
        (11_016, (2000, 2, 29)),
        (11_017, (2000, 3, 1)),
        (20_512, (2026, 2, 28)),
        (20_513, (2026, 3, 1)),
        (20_780, (2026, 11, 23)),
        (20_819, (2027, 1, 1)),
    ] {
        assert_eq!(Days(day).civil(), expect);
    }
    assert_eq!(Days(20_819).month_key(), Days(20_818).month_key() + 1);
    assert_eq!(
        crate::calendar::iso_utc(NOON + 61_000),
        "2026-11-23T12:01:01Z"
    );
}

#[test]
fn what_counts_towards_the_cap() {
    let known = entry(NOON, "a", Some(5));
    let at_most = LedgerEntry {
        at_most: Some(Cost(9)),
        ..entry(NOON, "a", Some(5))
    };
    let unknown = entry(NOON, "a", None);
    let spent = Spent::from_ledger(&[known, at_most, unknown], NOON, 0);
    assert_eq!((spent.day, spent.month), (Cost(14), Cost(14)));
}

#[test]
fn stored_entries_are_read_tolerantly() {
    let entry: LedgerEntry =
        serde_json::from_str(r#"{"at":5,"kind":"from-the-future","more":1}"#).unwrap();
    assert_eq!(
        (entry.at, entry.kind, entry.cost),
        (5, WorkKind::Other, None)
    );
    for kind in [
        WorkKind::Translate,
        WorkKind::Document,
        WorkKind::Chat,
        WorkKind::Check,
        WorkKind::Models,
        WorkKind::Other,
    ] {
        assert_eq!(
            serde_json::to_string(&kind).unwrap(),
            format!("\"{}\"", kind.name())
        );
    }
    let settings: GateSettings = serde_json::from_str(r#"{"pace":{"max_concurrent":9}}"#).unwrap();
    assert_eq!((settings.max_retries, settings.pace.max_concurrent), (2, 9));
    assert_eq!(Pace::presets()[0].1, Pace::default());
}

#[test]
fn absurd_usage_does_not_overflow() {
    let big = Some(Usage {
        input: u64::MAX,
        cached: u64::MAX,
        output: u64::MAX,
        reasoning: u64::MAX,
    });
    let ledger = [
        LedgerEntry {
            usage: big,
            ..entry(NOON, "a", Some(i64::MAX))
        },
        entry(NOON, "a", Some(i64::MAX)),
    ];
    assert_eq!(summarise(&ledger, NOON, 0).month.usage.input, u64::MAX);
    let spent = Spent::from_ledger(&ledger, u64::MAX, i32::MAX);
    assert_eq!(spent.day, Cost::ZERO);
}
