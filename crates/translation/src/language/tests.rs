#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;

fn none(_: &str) -> Option<String> {
    None
}

fn tags(query: &str) -> Vec<&'static str> {
    search(query, &[], &none)
        .into_iter()
        .map(|language| language.tag)
        .collect()
}

#[test]
fn there_are_many_and_each_is_whole() {
    assert!(languages().len() >= 130, "{}", languages().len());
    for language in languages() {
        assert!(
            !language.own_name.trim().is_empty() && !language.english.trim().is_empty(),
            "{}",
            language.tag
        );
        assert_eq!(language.own_name.trim(), language.own_name);
    }
}

#[test]
fn tags_are_unique_and_well_formed() {
    let mut seen = std::collections::BTreeSet::new();
    for language in languages() {
        assert!(
            seen.insert(language.tag.to_lowercase()),
            "{} twice",
            language.tag
        );
        // RFC 5646, as far as the list needs it: language, then perhaps a script, then perhaps a region.
        let mut parts = language.tag.split('-').peekable();
        let is = |part: &str, first: fn(&char) -> bool, rest: fn(&char) -> bool| {
            part.chars().take(1).all(|c| first(&c)) && part.chars().skip(1).all(|c| rest(&c))
        };
        let primary = parts.next().unwrap();
        assert!(
            (2..=3).contains(&primary.len())
                && is(primary, char::is_ascii_lowercase, char::is_ascii_lowercase)
        );
        if parts.peek().is_some_and(|part| part.len() == 4) {
            assert!(
                is(
                    parts.next().unwrap(),
                    char::is_ascii_uppercase,
                    char::is_ascii_lowercase
                ),
                "{}",
                language.tag
            );
        }
        if let Some(region) = parts.next() {
            let letters =
                region.len() == 2 && is(region, char::is_ascii_uppercase, char::is_ascii_uppercase);
            assert!(
                letters
                    || (region.len() == 3
                        && is(region, char::is_ascii_digit, char::is_ascii_digit)),
                "{region}"
            );
        }
        assert_eq!(parts.next(), None, "{}", language.tag);
    }
}

#[test]
fn sorted_by_english_name() {
    for pair in languages().windows(2) {
        assert!(
            pair[0].english.to_lowercase() < pair[1].english.to_lowercase(),
            "{} {}",
            pair[0].english,
            pair[1].english
        );
    }
}

#[test]
fn directions_agree_with_tags_and_own_names() {
    for language in languages() {
        assert_eq!(
            language.rtl,
            crate::is_rtl_tag(language.tag),
            "{}",
            language.tag
        );
        assert_eq!(
            language.rtl,
            crate::is_rtl_text(language.own_name),
            "{}",
            language.tag
        );
    }
}

#[test]
fn own_names_do_not_repeat() {
    let mut names: Vec<&str> = languages()
        .iter()
        .map(|language| language.own_name)
        .collect();
    names.sort_unstable();
    let before = names.len();
    names.dedup();
    assert_eq!(names.len(), before);
}

#[test]
fn finds_by_tag() {
    for (tag, found) in [
        ("de", "de"),
        ("DE", "de"),
        ("de-LU", "de"),
        ("pt", "pt-BR"),
        ("pt-br", "pt-BR"),
        ("pt-AO", "pt-PT"),
        ("zh", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh-CN", "zh-Hans"),
        ("zh-HK", "zh-HK"),
        ("zh-Hant-TW", "zh-Hant"),
        ("no", "nb"),
        ("iw", "he"),
        ("en-SG", "en"),
        ("sr-Latn-RS", "sr-Latn"),
        ("sr-Cyrl", "sr"),
        ("es_MX", "es-MX"),
        ("tl", "fil"),
        (" fr ", "fr"),
    ] {
        assert_eq!(find(tag).map(|language| language.tag), Some(found), "{tag}");
    }
    for tag in ["", "-", "xx", "tlh", "é-x", "auto"] {
        assert_eq!(find(tag), None, "{tag}");
    }
}

#[test]
fn every_alias_leads_somewhere() {
    for (from, to) in ALIASES {
        assert_eq!(find(from).map(|language| language.tag), Some(*to));
    }
}

#[test]
fn searches() {
    for (query, first) in [
        ("deut", "de"),
        ("german", "de"),
        ("GERMAN", "de"),
        ("de", "de"),
        ("portug", "pt-BR"),
        ("عرب", "ar"),
        ("turkce", "tr"),
        ("türk", "tr"),
        ("pt-pt", "pt-PT"),
        ("tieng viet", "vi"),
        ("рус", "ru"),
        ("ελλην", "el"),
        ("עבר", "he"),
        ("日本", "ja"),
        ("한국", "ko"),
        ("हिन्दी", "hi"),
        ("espanol", "es"),
        ("brasil", "pt-BR"),
        ("islenska", "is"),
        ("maori", "mi"),
        ("中文", "zh-Hans"),
        ("繁體", "zh-Hant"),
        ("zh", "zh-Hans"),
    ] {
        assert_eq!(
            tags(query).first(),
            Some(&first),
            "{query}: {:?}",
            tags(query)
        );
    }
    assert_eq!(tags("zh")[..3], ["zh-Hans", "zh-Hant", "zh-HK"]);
    assert!(tags("中文").contains(&"zh-Hant"));
    assert_eq!(tags("portug"), ["pt-BR", "pt-PT"]);
    assert_eq!(tags("qqq"), Vec::<&str>::new());
}

#[test]
fn searches_names_in_the_interface_language() {
    let german = |tag: &str| (tag == "el").then(|| "Griechisch".to_string());
    assert_eq!(search("griech", &[], &german)[0].tag, "el");
}

#[test]
fn recents_come_first() {
    let recents = ["uk".to_string(), "pt-br".to_string(), "gone".to_string()];
    let all = search("  ", &recents, &none);
    assert_eq!(all.len(), languages().len());
    assert_eq!(
        [all[0].tag, all[1].tag, all[2].tag],
        ["uk", "pt-BR", languages()[0].tag]
    );
    // Among equally good matches, too.
    assert_eq!(
        search("port", &["pt-PT".to_string()], &none)[0].tag,
        "pt-PT"
    );
}
