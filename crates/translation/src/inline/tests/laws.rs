use proptest::prelude::*;

use crate::inline::tokens::{Brackets, Piece};
use crate::inline::{CodeFault, protect, restore, unbroken};

proptest! {
    #[test]
    fn what_comes_back_as_it_went_is_the_source(source in any_text()) {
        let protected = protect(&source);
        prop_assert_eq!(restore(&protected, &protected.text), Ok(source));
    }

    #[test]
    fn a_token_lost_repeated_or_invented_is_told(source in any_text(), which in any::<prop::sample::Index>(), number in 0..99_usize) {
        let protected = protect(&source);
        let Some(brackets) = Brackets::not_in(&source) else { return Ok(()) };
        let pieces = brackets.pieces(&protected.text);
        let tokens: Vec<usize> = (0..pieces.len())
            .filter(|at| matches!(pieces[*at], Piece::Token(..)))
            .collect();
        prop_assume!(!tokens.is_empty());
        let at = *which.get(&tokens);
        let text = |change: &dyn Fn(usize, &str) -> String| -> String {
            pieces.iter().enumerate().map(|(index, piece)| match piece {
                Piece::Text(text) | Piece::Stray(text) | Piece::Token(_, text) => change(index, text),
            }).collect()
        };
        let lost = text(&|index, text| if index == at { String::new() } else { text.to_owned() });
        prop_assert!(protected.faults(&lost).iter().any(|fault| matches!(fault, CodeFault::Lost(_))));
        let twice = text(&|index, text| if index == at { text.repeat(2) } else { text.to_owned() });
        prop_assert!(protected.faults(&twice).iter().any(|fault| matches!(fault, CodeFault::Repeated(_))));
        let number = protected.codes.len() + 1 + number;
        let (open, close) = (protected.text[..].chars().find(|c| !source.contains(*c)).unwrap(), '⟧');
        prop_assume!(open == '⟦');
        let invented = text(&|index, text| if index == at { format!("{text}{open}{number}{close}") } else { text.to_owned() });
        prop_assert_eq!(protected.faults(&invented), vec![CodeFault::Invented(format!("{open}{number}{close}"))]);
    }

    #[test]
    fn an_answer_without_codes_never_breaks(source in any_text(), answer in any_text()) {
        let protected = protect(&source);
        let restored = restore(&protected, &answer);
        prop_assert_eq!(restored.is_ok(), protected.faults(&answer).is_empty());
        if protected.codes.is_empty() && protected.faults(&answer).is_empty() {
            prop_assert_eq!(restored, Ok(answer));
        }
    }

    #[test]
    fn what_is_not_cut_is_in_order_and_apart(source in any_text()) {
        let ranges = unbroken(&source);
        prop_assert!(ranges.windows(2).all(|two| two[0].end <= two[1].start));
        prop_assert!(ranges.iter().all(|range| source.get(range.clone()).is_some_and(|code| !code.is_empty())));
    }
}

fn any_text() -> impl Strategy<Value = String> {
    let codes = [
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        "<br>",
        "<!--",
        "-->",
        "<code>",
        "</code>",
        "<a href=\"",
        "\">",
        "**",
        "*",
        "_",
        "~~",
        "`",
        "``",
        "[",
        "](",
        "](a.b)",
        ")",
        "![",
        "[^1]",
        "%s",
        "%1$d",
        "%%",
        "{name}",
        "{{x}}",
        "${x}",
        "$1",
        "{",
        "}",
        "{n, plural, one {",
        " other {",
        "#",
        "https://a.b/c",
        "a@b.de",
        "://",
        "@",
        "⟦",
        "⟧",
        "⟦1⟧",
        "⟦/1⟧",
        "⟪",
        "〚",
        "⦃",
        "⟬",
        "⦅",
        "\n\n",
        "\\",
        "'",
        "\"",
        "&amp;",
        "😀",
        "مرحبا",
        "你好",
        "\0",
    ];
    let piece = prop_oneof![
        4 => prop::sample::select(codes.to_vec()).prop_map(String::from),
        2 => "[a-z ]{0,6}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}
