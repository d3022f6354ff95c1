#![allow(clippy::unwrap_used)]

mod obeyed;

use proptest::prelude::*;

use super::*;

/// `a = b` is used, `a ! b` forbidden, `a` alone kept; a `^` before it counts its case; `(verb)` behind it is its part of
/// speech.
fn terms(lines: &str) -> Vec<Term> {
    let term = |line: &str| {
        let (line, part) = line.split_once(" (").unwrap_or((line, ""));
        let (line, case_sensitive) = line
            .strip_prefix('^')
            .map_or((line, false), |line| (line, true));
        let split = |by: &str| line.split_once(by);
        let (source, target, kind) = match (split(" = "), split(" ! ")) {
            (Some((source, target)), _) => (source, target, TermKind::Use),
            (None, Some((source, target))) => (source, target, TermKind::Forbidden),
            (None, None) => (line, "", TermKind::Keep),
        };
        Term {
            source: source.to_owned(),
            target: target.to_owned(),
            kind,
            case_sensitive,
            part_of_speech: part.trim_end_matches(')').to_owned(),
            ..Term::default()
        }
    };
    lines
        .split(", ")
        .filter(|line| !line.is_empty())
        .map(term)
        .collect()
}

fn has(from: &str, lines: &str, source: &str, expected: &str) {
    let terms = terms(lines);
    let found = present(&terms, source, Some(from));
    let found: Vec<&str> = found.iter().map(|term| term.source.as_str()).collect();
    assert_eq!(found.join(", "), expected, "{source}");
}

#[test]
fn whole_words_are_found_in_their_forms() {
    has("en", "engine = Motor", "The Engine runs.", "engine");
    has(
        "en",
        "engine = Motor",
        "Two engines, many ENGINES",
        "engine",
    );
    has("en", "engine = Motor", "An engineer; engineering; gin", "");
    has(
        "en",
        "data base = Datenbank",
        "the data-base, the data bases",
        "data base",
    );
    has(
        "en",
        "deploy = ausrollen (verb)",
        "We deployed it.",
        "deploy",
    );
    has("en", "deploy = ausrollen", "We deployed it.", "");
    has("en", "C = C, C++ = C++", "Written in C++.", "C++");
    has("en", "mail = Post", "Send an e-mail", "");
    has("en", "mail = Post", "Send mail-bags", "mail");
    has("en", "AT&T", "By AT&T, not AT & T", "AT&T");
    has("fr", "eau = Wasser", "Il boit de l’eau", "eau");
    has(
        "fr",
        "base de données = Datenbank",
        "des bases de données",
        "base de données",
    );
    has(
        "de",
        "künstliche Intelligenz = AI",
        "in der künstlichen Intelligenz",
        "künstliche Intelligenz",
    );
    has("ar", "كتاب = book", "قرأت الكتاب أمس", "كتاب");
    has("he", "ספר = book", "קראתי בספר", "ספר");
    has("ko", "번역 = translation", "번역을 확인하세요", "번역");
    has("hi", "लड़का = boy", "लड़के खेल रहे हैं", "लड़का");
}

#[test]
fn scripts_without_spaces_have_them_anywhere() {
    has("ja", "機械 = machine", "工作機械を使う", "機械");
    has("zh-Hans", "人工智能 = AI", "发展人工智能技术", "人工智能");
    has("th", "แปล = translate", "โปรดแปลข้อความ", "แปล");
    has("ja", "ＡＩ = AI", "生成AIの力", "ＡＩ");
    has("zh", "AI = 人工智能", "用AI翻译, 不是PAID", "AI");
}

#[test]
fn case_counts_where_it_is_said_to() {
    has("en", "^Apple = Apple", "An apple a day", "");
    has("en", "^Apple = Apple", "Apple sells apples", "Apple");
    has("en", "^IT = IT", "Take it to IT", "IT");
    has("en", "^IT = IT", "Take it", "");
    has("en", "^Engine = Motor", "Engines", "Engine");
    has("en", "apple = Apfel", "APPLE", "apple");
}

#[test]
fn a_term_inside_a_longer_one_does_not_count() {
    let both = "bank = Bank, river bank = Ufer";
    has("en", both, "on the river bank", "river bank");
    has("en", both, "The bank on the river bank", "bank, river bank");
    has("ja", "機 = a, 飛行機 = b", "飛行機が飛ぶ", "飛行機");
    // With one forbidden, both are of the same place.
    has("en", "bank = Ufer, bank ! Bank", "bank", "bank, bank");
}

#[test]
fn nothing_is_found_in_nothing() {
    has("en", "", "text", "");
    has("en", "a = b", "", "");
    has("en", "- = b", "a - b", "");
    has("en", "→ = b", "a → b", "→");
}

#[test]
fn lines_of_a_prompt() {
    let mut terms = terms(
        "engine = Motor, engine ! Maschine, Parlance, car = Auto, car = Wagen, car = Auto, x ! y",
    );
    terms[0].note = "of a car".to_owned();
    let expected = "Glossary (use these translations, inflected as the sentence needs):\n\
        - engine → Motor (of a car)\n\
        - engine: never Maschine\n\
        - Parlance → Parlance (keep as it is)\n\
        - car → Auto or Wagen\n\
        - x: never y\n";
    assert_eq!(glossary_lines(&terms.iter().collect::<Vec<_>>()), expected);
    assert_eq!(glossary_lines(&[]), "");
}

#[test]
fn terms_are_cleaned() {
    let term = |source: &str, target: &str, kind| Term {
        source: source.to_owned(),
        target: target.to_owned(),
        kind,
        ..Term::default()
    };
    let cleaned = |source: &str, target: &str, kind| {
        let term = term(source, target, kind).cleaned()?;
        Some((term.source, term.target))
    };
    let pair = |a: &str, b: &str| Some((a.to_owned(), b.to_owned()));
    assert_eq!(
        cleaned("  a \n b\t", " c ", TermKind::Use),
        pair("a b", "c")
    );
    assert_eq!(cleaned("a\u{7}", "c", TermKind::Use), pair("a", "c"));
    assert_eq!(cleaned("a", "c", TermKind::Keep), pair("a", ""));
    assert_eq!(cleaned("a", " ", TermKind::Use), None);
    assert_eq!(cleaned("a", "", TermKind::Forbidden), None);
    assert_eq!(cleaned(" ", "c", TermKind::Use), None);
    let long = cleaned(&"é".repeat(999), "c", TermKind::Use).unwrap();
    assert_eq!(long.0.chars().count(), MOST_TERM_LETTERS);
}

#[test]
fn records_are_read_tolerantly() {
    let glossary: Glossary = serde_json::from_str(
        r#"{"id":"1","later":2,"terms":[{"source":"a","kind":"whatever"},{"kind":"keep"}]}"#,
    )
    .unwrap();
    assert_eq!(glossary.terms[0].kind, TermKind::Use);
    assert_eq!(glossary.terms[1].kind, TermKind::Keep);
    let json = serde_json::to_string(&glossary).unwrap();
    assert_eq!(serde_json::from_str::<Glossary>(&json).unwrap(), glossary);
}

/// A hundred thousand letters and twenty thousand terms: what it takes grows with the text.
#[test]
fn many_terms_and_a_long_text() {
    let lines: Vec<String> = (0..MOST_TERMS)
        .map(|n| format!("word{n} = Wort{n}"))
        .collect();
    let terms = terms(&lines.join(", "));
    let index = TermIndex::new(&terms[..], Some("en"), "de");
    let text = "word7 and some other words, aaaaaaaa ".repeat(3_000);
    assert_eq!(index.present(&text).len(), 1);
}

/// Endings of several languages, and none.
const ENDING: &str =
    "|s|es|y|ies|ed|ing|en|er|ern|aux|al|i|o|chi|co|ami|ą|ler|lardan|ה|ة|ات|ها|ों|ा|을|에서";

proptest! {
    #[test]
    fn any_text_with_any_terms(lines in proptest::collection::vec((".{0,12}", ".{0,12}", 0..3u8, any::<bool>()), 0..8), source in ".{0,80}", target in ".{0,80}", from in "en|de|ar|ja|ko|tr|hi|xx") {
        let kinds = [TermKind::Use, TermKind::Forbidden, TermKind::Keep];
        let terms: Vec<Term> = lines.into_iter().map(|(source, target, kind, case_sensitive)| Term {
            source, target, kind: kinds[usize::from(kind)], case_sensitive, ..Term::default()
        }).collect();
        let index = TermIndex::new(&terms[..], Some(&from), "de");
        for (_, range) in index.places(&source) {
            prop_assert!(source.get(range).is_some_and(|place| !place.is_empty()));
        }
        for violation in index.violations(&source, &target) {
            prop_assert!(source.get(violation.source).is_some());
            if let ViolationKind::Forbidden(range) | ViolationKind::Changed(Some(range)) = violation.kind {
                prop_assert!(target.get(range).is_some());
            }
        }
    }

    /// Looking words up finds just what comparing them all would.
    #[test]
    fn the_index_misses_no_form(
        stem in "[a-zé]{1,6}", one in ENDING, other in ENDING, verb: bool, from in "en|de|fr|it|pl|ru|tr|ar|hi|ko|xx",
    ) {
        let term = Term {
            source: format!("{stem}{one}"),
            target: "x".to_owned(),
            part_of_speech: if verb { "verb".to_owned() } else { String::new() },
            ..Term::default()
        };
        let text = format!("{stem}{other}");
        let (wanted, words) = (tokens::tokens(&term.source), tokens::tokens(&text));
        let same = same_word::same_word(&wanted[0], &words[0], &endings::ways(Some(&from)), verb);
        prop_assert_eq!(present(&[term], &text, Some(&from)).len(), usize::from(same), "{}", text);
    }

    /// A word is found where it stands between others, and a translation that has it follows it.
    #[test]
    fn what_stands_there_is_found(word in "[a-zäéñß]{1,12}", before in "[a-z ]{0,20}", after in "[a-z ]{0,20}") {
        let terms = [Term { source: word.clone(), target: word.clone(), ..Term::default() }];
        let text = format!("{before} {word} {after}");
        prop_assert_eq!(present(&terms, &text, Some("en")).len(), 1);
        prop_assert_eq!(violations(&terms, (&text, Some("en")), (&text, "de")), vec![]);
    }
}
