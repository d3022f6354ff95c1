use super::{holds, segments, texts};

/// A segment may be this long, in characters.
const LONGEST: usize = 1_500;

#[track_caller]
fn pieces(text: &str) -> Vec<&str> {
    let found = texts(text, "en");
    for piece in &found {
        assert!(
            piece.chars().count() <= LONGEST,
            "{}",
            piece.chars().count()
        );
    }
    found
}

#[test]
fn cut_behind_a_clause_or_a_word() {
    let clauses = "word word word, ".repeat(500);
    assert!(pieces(&clauses).iter().all(|piece| piece.ends_with(',')));
    let words = "word ".repeat(10_000);
    let found = pieces(&words);
    assert!(found.iter().all(|piece| piece.ends_with("word")));
    assert!(found.len() < 50, "{}", found.len());
    let chinese = "我们都是好人，".repeat(2_000);
    assert!(pieces(&chinese).iter().all(|piece| piece.ends_with('，')));
}

#[test]
fn cut_between_characters_where_there_is_nothing_else() {
    assert_eq!(pieces(&"x".repeat(50_000)).concat().len(), 50_000);
    for piece in pieces(&"e\u{301}".repeat(5_000)) {
        assert!(piece.starts_with('e'));
    }
    for piece in pieces(&"👩\u{200d}👧".repeat(5_000)) {
        assert!(piece.starts_with('👩') && piece.ends_with('👧'));
    }
}

#[test]
fn thai_is_cut_at_spaces() {
    let text = "ประเทศไทยเป็นประเทศในเอเชียตะวันออกเฉียงใต้ ".repeat(40);
    let found = pieces(&text);
    assert!(found.len() > 3, "{}", found.len());
    assert!(found.iter().all(|piece| piece.ends_with("ใต้")));
}

#[test]
fn a_long_code_stays_whole() {
    let code = format!("`{}`", "a b, ".repeat(1_000));
    let text = format!("Before {code} after");
    let found = segments(&text, None);
    holds(&text, &found);
    assert!(
        found
            .iter()
            .any(|segment| text[segment.range.clone()].contains(&code))
    );
    // A pair around many words is not one code.
    pieces(&format!("**{}**", "word word, ".repeat(1_000)));
}

#[test]
fn a_part_as_long_as_allowed_is_one() {
    let text = format!("{} end", "ä".repeat(LONGEST - 4));
    assert_eq!(pieces(&text).len(), 1);
    assert_eq!(pieces(&format!("{text}s")).len(), 2);
}
