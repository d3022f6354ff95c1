use crate::*;
use proptest::prelude::*;

#[test]
fn amounts_read_as_money() {
    let table = [
        (0.0, "$0"),
        (0.000_000_001, "< $0.0001"),
        (0.000_099_999, "< $0.0001"),
        (0.0001, "$0.0001"),
        (0.000_3, "$0.0003"),
        (0.002, "$0.0020"),
        (0.009_94, "$0.0099"),
        (0.009_96, "$0.010"),
        (0.01, "$0.010"),
        (0.0236, "$0.024"),
        (0.999_4, "$0.999"),
        (0.999_6, "$1.00"),
        (1.0, "$1.00"),
        (1.235, "$1.24"),
        (12.5, "$12.50"),
        (1_234.5, "$1234.50"),
        (-0.5, "-$0.500"),
        (-0.000_01, "> -$0.0001"),
    ];
    for (dollars, expect) in table {
        assert_eq!(format_cost(Cost::dollars(dollars)), expect, "{dollars}");
    }
}

#[test]
fn estimates_are_marked() {
    assert_eq!(format_estimate(Cost::dollars(0.002)), "≈ $0.0020");
    assert_eq!(format_estimate(Cost::dollars(0.000_001)), "≈ < $0.0001");
}

#[test]
fn odd_dollars_do_no_harm() {
    assert_eq!(Cost::dollars(f64::NAN), Cost::ZERO);
    assert_eq!(Cost::dollars(f64::INFINITY), Cost(i64::MAX));
    assert_eq!(Cost(i64::MAX) + Cost(1), Cost(i64::MAX));
    assert_eq!(Cost(i64::MIN) - Cost(1), Cost(i64::MIN));
    assert!(format_cost(Cost(i64::MAX)).starts_with("$9223372036"));
    assert!(format_cost(Cost(i64::MIN)).starts_with("-$9223372036"));
    assert_eq!([Cost(1), Cost(2)].into_iter().sum::<Cost>(), Cost(3));
    assert_eq!(Cost::dollars(1.5).as_dollars(), 1.5);
}

#[test]
fn stored_as_a_plain_number() {
    assert_eq!(serde_json::to_string(&Cost(5)).unwrap(), "5");
    assert_eq!(serde_json::from_str::<Cost>("5").unwrap(), Cost(5));
}

proptest! {
    /// What is shown is never further from the truth than half of its last digit.
    #[test]
    fn shown_is_near(nano in 100_000i64..1_000_000_000_000) {
        let shown = format_cost(Cost(nano));
        let value: f64 = shown.trim_start_matches('$').parse().unwrap();
        let step = 10f64.powi(-(shown.split('.').nth(1).map_or(0, str::len) as i32));
        prop_assert!((value - Cost(nano).as_dollars()).abs() <= step * 0.5001, "{nano}: {shown}");
    }

    #[test]
    fn a_larger_amount_never_reads_smaller(a in 100_000i64..3_000_000_000, more in 0i64..1_000_000_000) {
        let value = |nano| format_cost(Cost(nano)).trim_start_matches('$').parse::<f64>().unwrap();
        prop_assert!(value(a) <= value(a + more));
    }
}
