#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;
use crate::glossary::{MOST_TERM_LETTERS, TermKind};

/// Terms as `source=target`, `source!target`, `source`, with `^` where case counts and notes in brackets.
fn shown(terms: &[Term]) -> String {
    let show = |term: &Term| {
        let case = if term.case_sensitive { "^" } else { "" };
        let note = match term.note.as_str() {
            "" => String::new(),
            note => format!(" ({note})"),
        };
        let between = match term.kind {
            TermKind::Use => "=",
            TermKind::Forbidden => "!",
            TermKind::Keep => "",
        };
        format!("{case}{}{between}{}{note}", term.source, term.target)
    };
    terms.iter().map(show).collect::<Vec<_>>().join(", ")
}

/// What is read of a file: its terms, and then, one a line, the rows that are not among them.
fn check_bytes(file: &[u8], expected: &str) {
    let found = match read_sheet(file) {
        Ok(sheet) => {
            let mut lines = vec![shown(&sheet.terms)];
            lines.extend(sheet.refused.iter().map(Refused::to_string));
            lines.join("\n").trim_start().to_owned()
        }
        Err(problem) => problem.to_string(),
    };
    assert_eq!(found, expected, "{}", String::from_utf8_lossy(file));
}

fn check(file: &str, expected: &str) {
    check_bytes(file.as_bytes(), expected);
}

#[test]
fn two_plain_columns_by_any_separator() {
    for separator in [",", ";", "\t", "|"] {
        let file = format!("engine{separator}Motor\r\nhouse{separator}Haus\n");
        check(&file, "engine=Motor, house=Haus");
    }
    check("a,b,c\nd,e,", "a=b (c), d=e");
    check("sep=;\na;b\nc;d", "a=b, c=d");
    check("a\tb, c\nd\te, f\n", "a=b, c, d=e, f");
    check("a;1,5\nb;2,5", "a=1,5, b=2,5");
    check("a, b \r\rc ,d", "a=b, c=d");
}

#[test]
fn columns_by_their_names() {
    check("Source,Target\na,b", "a=b");
    check("Target,Source\na,b", "b=a");
    check("Term;Translation;Comment\na;b;c", "a=b (c)");
    check("id,source term,definition,TARGET_TERM\n1,a,d,b", "a=b (d)");
    check(
        "source,target,forbidden\na,b,no\na,c,yes\nd,e,",
        "a=b, a!c, d=e",
    );
    check("source,target,forbidden\na,b,c|d", "a=b, a!c, a!d");
    check("source,target,forbidden\na,,c", "a!c");
    check("source,dnt\nParlance,yes", "Parlance");
    check("source,target,dnt\nParlance,,x\na,b,", "Parlance, a=b");
    check(
        "source,target,dnt\nParlance",
        "\nline 2, column 2: target is empty".trim(),
    );
    check("source,target,case\na,b,sensitive\nc,d,no", "^a=b, c=d");
    check(
        "Quelle;Ziel;Verboten;Groß-/Kleinschreibung\na;b;ja;ja",
        "^a!b",
    );
    check("المصطلح,الترجمة\na,b", "a=b");
    check("原文\t译文\na\tb", "a=b");
}

#[test]
fn languages_say_which_way() {
    let pair = |file: &str| {
        let sheet = read_sheet(file.as_bytes()).unwrap();
        (shown(&sheet.terms), sheet.from, sheet.to)
    };
    let tags = |from: &str, to: &str| (Some(from.to_owned()), Some(to.to_owned()));
    for (file, (from, to)) in [
        ("en,de\na,b", tags("en", "de")),
        ("English;Deutsch\na;b", tags("en", "de")),
        ("EN-US\tpt_BR\na\tb", tags("en-US", "pt-BR")),
        ("a,b,EN,DE\na,b,EN,DE", tags("en", "de")),
        ("a,b", (None, None)),
        ("source,target\na,b", (None, None)),
    ] {
        assert_eq!(pair(file), ("a=b".to_owned(), from, to), "{file}");
    }
}

#[test]
fn quotation_marks() {
    check("\"a, b\",c", "a, b=c");
    check("\"a \"\"b\"\"\",c", "a \"b\"=c");
    check(
        "\"Big\" data,Große \"Daten\"",
        "\"Big\" data=Große \"Daten\"",
    );
    check(
        "\"a\nb\",c\nd",
        "a b=c\nline 3: 1 column where at least 2 are needed",
    );
    check("5\"\t5 Zoll\n\"x\ty\n", "5\"=5 Zoll, \"x=y");
    check(
        "a,b\n\"c,d\ne,f",
        "line 2: a quotation mark is opened and never closed",
    );
}

#[test]
fn rows_that_are_no_terms_say_their_line_and_column() {
    check(
        "a,b\n\nc,d\ne\n,f\ng,",
        "a=b, c=d\nline 4: 1 column where at least 2 are needed\nline 5, column 1: source is empty\nline 6, column 2: target is empty",
    );
    check(
        "source,target\na,b\nc,d,e",
        "a=b\nline 3: 3 columns where there are 2",
    );
    check(
        "source,target,dnt\na,b,perhaps",
        "line 2, column 3: dnt is neither yes nor no: perhaps",
    );
    check(
        "note,source,target\nx,a",
        "line 2: 2 columns where at least 3 are needed",
    );
    check(
        "one\ntwo\n",
        "line 1: 1 column where at least 2 are needed\nline 2: 1 column where at least 2 are needed",
    );
    let long = "x".repeat(MOST_TERM_LETTERS + 1);
    check(
        &format!("a,b\n{long},c"),
        "a=b\nline 2, column 1: source is longer than 200 characters",
    );
    check("source,note\na,b", "line 1: no column is named target");
}

#[test]
fn repeated_rows_are_counted() {
    let sheet = read_sheet(b"a,b\na,b\na,c").unwrap();
    assert_eq!(
        (shown(&sheet.terms), sheet.repeated),
        ("a=b, a=c".to_owned(), 1)
    );
}

#[test]
fn encodings() {
    let utf16 = |text: &str, bytes: fn(u16) -> [u8; 2], mark: [u8; 2]| -> Vec<u8> {
        let units = text.encode_utf16().flat_map(bytes);
        mark.into_iter().chain(units).collect()
    };
    let little = utf16("é\tè\r\n😀\tü", u16::to_le_bytes, [0xff, 0xfe]);
    check_bytes(&little, "é=è, 😀=ü");
    check_bytes(&utf16("é,è", u16::to_be_bytes, [0xfe, 0xff]), "é=è");
    check_bytes("\u{feff}é,è".as_bytes(), "é=è");
    check_bytes(
        &little[..little.len() - 1],
        "line 2: not UTF-16, though the file begins so",
    );
    check_bytes(
        b"a,b\nc,\xe9\n",
        "line 2: not UTF-8; save the file as UTF-8",
    );
    check_bytes(
        b"a,b\r\nc,d\r\n\xff",
        "line 3: not UTF-8; save the file as UTF-8",
    );
    check_bytes(
        b"PK\x03\x04\xff\xff",
        "no text file; save the table as CSV or TSV",
    );
    check_bytes(b"a\0b,c", "no text file; save the table as CSV or TSV");
    for nothing in ["", "\n \r\n", "\u{feff}", ",,\n,"] {
        check(nothing, "there is nothing in it");
    }
}

#[test]
fn what_is_too_large() {
    let rows: String = (0..=MOST_TERMS).map(|n| format!("a{n},b\n")).collect();
    check(&rows, "line 20001: more than 20000 terms");
    check_bytes(&vec![b'a'; MOST_BYTES + 1], "more than 16777216 bytes");
}

#[test]
fn formulas_stay_text() {
    let term = |source: &str| Term {
        source: source.to_owned(),
        target: "b".to_owned(),
        ..Term::default()
    };
    for source in ["=1+1", "-ing", "@name", "'=x", "''", "'tis", "＝x"] {
        let terms = [term(source)];
        let file = write_sheet(&terms, Separator::Comma);
        let formula = ["\n=", "\n-", "\n@", "\n＝"];
        assert!(!formula.iter().any(|start| file.contains(start)), "{file}");
        assert_eq!(read_sheet(file.as_bytes()).unwrap().terms, terms);
    }
}

fn any_term() -> impl Strategy<Value = Term> {
    let kind = prop_oneof![
        Just(TermKind::Use),
        Just(TermKind::Forbidden),
        Just(TermKind::Keep)
    ];
    let text = || {
        prop_oneof![
            "\\PC{1,12}",
            "[ a\"',;|\t=+@-]{1,8}",
            "yes|no|source|target|en"
        ]
    };
    (text(), text(), text(), kind, any::<bool>(), text()).prop_filter_map(
        "cleaned",
        |(source, target, note, kind, case_sensitive, part_of_speech)| {
            Term {
                source,
                target,
                note,
                kind,
                case_sensitive,
                part_of_speech,
            }
            .cleaned()
        },
    )
}

proptest! {
    #[test]
    fn what_is_written_is_read(terms in proptest::collection::vec(any_term(), 1..12), at in 0..4usize) {
        let separator = [Separator::Tab, Separator::Semicolon, Separator::Comma, Separator::Bar][at];
        let mut expected: Vec<Term> = Vec::new();
        for term in &terms {
            let same = |other: &Term| Term { note: String::new(), part_of_speech: String::new(), ..other.clone() };
            if !expected.iter().any(|other| same(other) == same(term)) {
                expected.push(term.clone());
            }
        }
        let file = write_sheet(&terms, separator);
        let sheet = read_sheet(file.as_bytes()).unwrap();
        prop_assert_eq!(&sheet.refused, &vec![]);
        prop_assert_eq!(sheet.terms, expected);
        prop_assert_eq!(sheet.separator, separator);
    }

    #[test]
    fn any_bytes_are_read_or_refused(file in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = read_sheet(&file);
    }

    #[test]
    fn every_row_is_a_term_or_refused(rows in proptest::collection::vec("[a-c,;\t\" \u{e9}]{0,10}", 0..8)) {
        let file = rows.join("\n");
        if let Ok(sheet) = read_sheet(file.as_bytes()) {
            let full = rows.iter().any(|row| row.contains(|c: char| c.is_alphanumeric()));
            prop_assert!(!full || sheet.terms.len() + sheet.refused_rows + sheet.repeated > 0);
            for refused in &sheet.refused {
                prop_assert!((1..=rows.len()).contains(&refused.line));
            }
        }
    }
}
