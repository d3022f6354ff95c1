use super::*;
use proptest::prelude::*;

/// RFC 4180, strictly: what it does not accept is not valid.
fn read(csv: &str) -> Vec<Vec<String>> {
    let mut rows = vec![];
    let mut row = vec![];
    let mut field = String::new();
    let mut chars = csv.chars().peekable();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        match (quoted, c) {
            (true, '"') if chars.peek() == Some(&'"') => field.push(chars.next().unwrap()),
            (true, '"') => {
                quoted = false;
                assert!(
                    matches!(chars.peek(), Some(',' | '\r')),
                    "text after a closing quote"
                );
            }
            (true, c) => field.push(c),
            (false, '"') => {
                assert!(field.is_empty(), "a quote in the middle");
                quoted = true;
            }
            (false, ',') => row.push(std::mem::take(&mut field)),
            (false, '\r') => {
                assert_eq!(chars.next(), Some('\n'));
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            (false, c) => field.push(c),
        }
    }
    assert!(
        field.is_empty() && row.is_empty() && !quoted,
        "the last line is not ended"
    );
    rows
}

fn entry() -> LedgerEntry {
    LedgerEntry {
        id: "1".into(),
        at: NOON,
        endpoint: "https://api.example.com".into(),
        model: "m".into(),
        kind: WorkKind::Chat,
        usage: Some(Usage {
            input: 10,
            cached: 2,
            output: 5,
            reasoning: 1,
        }),
        cost: Some(Cost(1_234_567)),
        at_most: None,
        ended: "complete".into(),
        attempts: 1,
        ms: 900,
    }
}

#[test]
fn a_line_an_entry() {
    let unknown = LedgerEntry {
        usage: None,
        cost: None,
        at_most: Some(Cost(2_000_000_000)),
        ..entry()
    };
    let rows = read(&to_csv(&[entry(), unknown]));
    assert_eq!(rows.len(), 3);
    assert_eq!(
        rows[1],
        [
            "2026-11-23T12:00:00Z",
            "https://api.example.com",
            "m",
            "chat",
            "10",
            "2",
            "5",
            "1",
            "0.001234567",
            "",
            "complete",
            "1",
            "900"
        ]
    );
    assert_eq!(rows[2][4..10], ["", "", "", "", "", "2"]);
    assert_eq!(read(&to_csv(&[])).len(), 1);
}

#[test]
fn formulas_become_text() {
    for (model, expect) in [
        (
            "=HYPERLINK(\"http://x\",\"y\")",
            "'=HYPERLINK(\"http://x\",\"y\")",
        ),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1", "'  =1"),
        ("\t=1", "'\t=1"),
        ("\r\n=1", "'\r\n=1"),
        ("＝1", "'＝1"),
        ("a=b", "a=b"),
        ("a,b", "a,b"),
        ("line\nbreak", "line\nbreak"),
    ] {
        let rows = read(&to_csv(&[LedgerEntry {
            model: model.into(),
            ..entry()
        }]));
        assert_eq!(rows[1][2], expect, "{model:?}");
    }
}

proptest! {
    #[test]
    fn reads_back(model in any::<String>(), ended in "[a-z:,\"\r\n=+@-]{0,12}") {
        let rows = read(&to_csv(&[LedgerEntry { model: model.clone(), ended: ended.clone(), ..entry() }]));
        prop_assert_eq!(rows.len(), 2);
        prop_assert_eq!(rows[1].len(), 13);
        for (field, value) in [(&rows[1][2], &model), (&rows[1][10], &ended)] {
            let plain = field.strip_prefix('\'').filter(|_| !value.starts_with('\'')).unwrap_or(field);
            prop_assert_eq!(plain, value);
            prop_assert!(!field.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']));
        }
    }
}
