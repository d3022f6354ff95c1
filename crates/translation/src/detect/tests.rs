#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::{Detected, detect};

/// The first and third articles of the Universal Declaration of Human Rights (United Nations, OHCHR), one a line
/// after its tag.
const ARTICLES: &str = include_str!("articles.txt");

/// Languages so close that a sentence may fit both: either answer will do, but not as a sure one if it is wrong.
const CLOSE: &[&[&str]] = &[
    &["nb", "da", "nn"],
    &["hr", "sr-Latn", "sl"],
    &["id", "ms"],
    &["cs", "sk"],
    &["es", "gl", "pt-BR"],
    &["hi", "mr"],
];

#[track_caller]
fn check(text: &str, tag: &str, sure: bool) {
    let found = detect(text).map(|Detected { tag, sure }| (tag, sure));
    assert_eq!(found, Some((tag, sure)), "{text}");
}

#[test]
fn knows_the_declaration_in_many_languages() {
    let mut seen = std::collections::BTreeSet::new();
    for line in ARTICLES.lines() {
        let (tag, text) = line.split_once('|').expect("tag|text");
        let found = detect(text).unwrap_or_else(|| panic!("nothing for {line}"));
        let close = |a: &str, b: &str| {
            CLOSE
                .iter()
                .any(|group| group.contains(&a) && group.contains(&b))
        };
        assert!(
            found.tag == tag || (close(found.tag, tag) && !found.sure),
            "{found:?} for {line}"
        );
        seen.insert(tag);
    }
    assert!(seen.len() >= 80, "{}", seen.len());
}

#[test]
fn is_sure_of_whole_sentences_in_the_large_languages() {
    let sure = "en de fr es pt-BR it nl pl cs hu ro tr fi sv vi ru uk bg el ar fa ur he hi bn ta te th ko ja zh-Hans zh-Hant ka hy am";
    for tag in sure.split(' ') {
        let line = ARTICLES
            .lines()
            .find(|line| line.split('|').next() == Some(tag))
            .expect(tag);
        check(line.split_once('|').expect("text").1, tag, true);
    }
}

#[test]
fn short_texts() {
    for (text, tag) in [
        ("Good morning", "en"),
        ("How are you?", "en"),
        ("Guten Morgen!", "de"),
        ("Wie geht es dir?", "de"),
        ("Straße", "de"),
        ("Bonjour, comment ça va ?", "fr"),
        ("Où est la gare ?", "fr"),
        ("Buenos días", "es"),
        ("¿Dónde está el baño?", "es"),
        ("Bom dia, tudo bem?", "pt-BR"),
        ("Não sei", "pt-BR"),
        ("Buongiorno", "it"),
        ("Come stai? Tutto bene, grazie.", "it"),
        ("Goedemorgen, hoe gaat het?", "nl"),
        ("Dzień dobry", "pl"),
        ("Děkuji", "cs"),
        ("Köszönöm szépen", "hu"),
        ("Mulțumesc foarte mult", "ro"),
        ("Teşekkür ederim", "tr"),
        ("Kiitos, hyvää huomenta", "fi"),
        ("God morgon, hur mår du?", "sv"),
        ("Xin chào, bạn khỏe không?", "vi"),
        ("Selamat pagi, apa kabar? Saya tidak bisa.", "id"),
        ("Привет, как дела?", "ru"),
        ("Привіт, як справи?", "uk"),
        ("Здравейте, какво е това?", "bg"),
        ("Здраво, како си? Шта је ово?", "sr"),
        ("Што е ова? Ќе дојдам.", "mk"),
        ("مرحبا، كيف حالك؟", "ar"),
        ("سلام، حال شما چطور است؟", "fa"),
        ("آپ کیسے ہیں؟", "ur"),
        ("שלום, מה שלומך?", "he"),
        ("גוט מאָרגן", "yi"),
        ("नमस्ते, आप कैसे हैं?", "hi"),
        ("तुम्ही कसे आहात? मी बरा आहे.", "mr"),
        ("तपाईंलाई कस्तो छ?", "ne"),
        ("안녕하세요", "ko"),
        ("こんにちは", "ja"),
        ("日本語を話しますか", "ja"),
        ("你好，你会说中文吗？", "zh-Hans"),
        ("你好，你會說中文嗎？", "zh-Hant"),
        ("佢哋喺邊度呀？", "yue"),
        ("สวัสดี", "th"),
        ("Γειά σου", "el"),
        ("გამარჯობა", "ka"),
        ("Բարեւ", "hy"),
    ] {
        assert_eq!(detect(text).map(|found| found.tag), Some(tag), "{text}");
    }
}

#[test]
fn says_nothing_where_nothing_speaks() {
    for text in [
        "",
        "   ",
        "123 + 456 = 579",
        "!?…",
        "https://example.com/the-of-and",
        "xyzzy",
        "{name}",
        "🙂🙂",
    ] {
        assert_eq!(detect(text), None, "{text}");
    }
}

#[test]
fn is_not_sure_of_fragments() {
    for text in ["no", "in", "hotel de", "的", "中", "山田"] {
        assert!(!detect(text).is_some_and(|found| found.sure), "{text}");
    }
}

#[test]
fn names_in_other_scripts_do_not_mislead() {
    check("请把 Microsoft Word 文件发给我，谢谢", "zh-Hans", true);
    check(
        "Откройте Settings → Privacy, пожалуйста, и нажмите «OK», если вы хотите, чтобы это было так",
        "ru",
        true,
    );
    check("GitHub で Pull Request を作成してください", "ja", true);
    check(
        "The word 你好 means hello in Chinese, and you can say it at any time of the day.",
        "en",
        true,
    );
}

#[test]
fn markup_and_addresses_do_not_count() {
    check(
        "<p> Das ist https://example.com/is/the/of/and ein {name} sehr guter Tag für uns alle.",
        "de",
        true,
    );
}

#[test]
fn long_texts_cost_no_more() {
    let text = "Das ist ein langer Text. ".repeat(100_000);
    check(&text, "de", true);
}
