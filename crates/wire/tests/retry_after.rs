//! How long to wait, by the headers of a refusal.

#![allow(clippy::unwrap_used)]

use wire::*;

fn wait(seconds: Option<&str>, ms: Option<&str>) -> Option<Millis> {
    let head = ResponseHead {
        retry_after: seconds.map(str::to_owned),
        retry_after_ms: ms.map(str::to_owned),
        ..ResponseHead::default()
    };
    // 2026-11-06 08:49:37 GMT
    retry_after(&head, 1_793_954_977_000)
}

#[test]
fn retry_after_in_its_forms() {
    assert_eq!(wait(Some("2"), None), Some(2_000));
    assert_eq!(wait(Some("1.5"), None), Some(1_500));
    assert_eq!(wait(Some(" 0 "), None), Some(0));
    assert_eq!(wait(Some("60"), None), Some(60_000));
    assert_eq!(wait(Some("61"), None), None);
    assert_eq!(wait(Some("-1"), None), None);
    assert_eq!(wait(Some("soon"), None), None);
    assert_eq!(wait(Some("1e9"), None), None);
    assert_eq!(wait(Some("NaN"), None), None);
    assert_eq!(wait(Some(""), None), None);
    assert_eq!(wait(None, Some("250")), Some(250));
    assert_eq!(wait(Some("9"), Some("250")), Some(250));
    assert_eq!(wait(Some("9"), Some("999999")), Some(9_000));
    assert_eq!(
        wait(Some("Fri, 06 Nov 2026 08:49:47 GMT"), None),
        Some(10_000)
    );
    assert_eq!(
        wait(Some("Friday, 06-Nov-26 08:49:47 GMT"), None),
        Some(10_000)
    );
    assert_eq!(wait(Some("Fri Nov  6 08:49:47 2026"), None), Some(10_000));
    assert_eq!(wait(Some("Fri, 06 Nov 2026 08:00:00 GMT"), None), Some(0));
    assert_eq!(wait(Some("Fri, 06 Nov 2026 09:49:37 GMT"), None), None);
    assert_eq!(wait(Some("Fri, 06 Foo 2026 08:49:47 GMT"), None), None);
    assert_eq!(wait(Some("99999999999999999999999999999"), None), None);
}
