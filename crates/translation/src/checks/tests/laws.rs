use proptest::prelude::*;

use super::settings;
use crate::check;

/// Pieces that checks look for, in any order.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zé ]{0,6}",
        "[0-9.,:/-]{0,8}",
        prop::sample::select(vec![
            "１２",
            "٣٫٥",
            "三万",
            "1億",
            "年",
            "月",
            "XIV",
            "½",
            "「",
            "」",
            "«",
            "„",
            "\"",
            "(",
            "）",
            "。",
            "؟",
            "…",
            "<b>",
            "</b>",
            "{name}",
            "%s",
            "`a`",
            "**",
            "](x)",
            "[",
            "https://a.b/",
            "a@b.cd",
            "&nbsp;",
            "猫",
            "кот",
            "\u{301}",
            "\u{200d}",
            "  ",
            "\u{a0}",
            "\n",
            "million ",
            "Uhr",
            "昭和",
            "🎉",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn places_are_in_the_texts(source in text(), target in text(), to in prop::sample::select(vec!["de", "en", "fr", "ja", "zh", "ar", "ru", "el", "th", "xx", ""])) {
        for finding in check(&source, &target, &settings("", to)) {
            for (text, range) in [(&source, &finding.source), (&target, &finding.target)] {
                if let Some(range) = range {
                    prop_assert!(text.get(range.clone()).is_some(), "{finding:?}");
                }
            }
            prop_assert!(finding.source.is_some() || finding.target.is_some());
        }
    }

    /// A text is fine as its own copy, whatever is in it.
    #[test]
    fn nothing_is_wrong_with_the_same(text in text()) {
        let found = check(&text, &text, &settings("en", "en"));
        prop_assert!(found.iter().all(|finding| finding.kind.name() == "script"), "{found:?}");
    }
}
