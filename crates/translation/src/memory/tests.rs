#![allow(clippy::unwrap_used, clippy::expect_used)]

use proptest::prelude::*;

use super::*;

const ANY: Wanted = Wanted {
    most: 5,
    at_least: 50,
};

fn unit(source: &str, target: &str) -> TranslationUnit {
    TranslationUnit::imported("en", "de", source, target)
}

fn memory(units: impl IntoIterator<Item = TranslationUnit>) -> Memory {
    let mut memory = Memory::default();
    units.into_iter().for_each(|unit| memory.add(unit));
    memory
}

fn looked_up(memory: &Memory, source: &str) -> Vec<(u8, String)> {
    let found = memory.look_up(source, Some("en"), "de", ANY);
    found
        .into_iter()
        .map(|found| (found.score, found.unit.target))
        .collect()
}

/// The score of the only unit for another text; 0 where it is not found.
fn score(has: &str, asked: &str) -> u8 {
    let found = looked_up(&memory([unit(has, "x")]), asked);
    found.first().map_or(0, |(score, _)| *score)
}

#[test]
fn scores() {
    for (has, asked, wanted) in [
        ("Open the file.", "Open the file.", 100),
        ("Open the file.", " Open\u{a0}the\n file. ", 100),
        ("Open the file.", "open the file.", 99),
        ("Open the file.", "Open the files.", 93),
        ("Open the file.", "Close the file.", 73),
        ("Open the file.", "Save as", 0),
        ("Page 10 of 20", "Page 11 of 20", 92),
        ("保存文件", "保存文件夹", 80),
        ("ไฟล์", "ไฟล์", 100),
        ("a", "b", 0),
        ("a", "a", 100),
        ("OK", "ok", 99),
        ("🎉", "🎉", 100),
        ("text", "", 0),
    ] {
        assert_eq!(score(has, asked), wanted, "{has} / {asked}");
    }
}

#[test]
fn the_nearest_come_first_and_no_more_than_wanted() {
    let memory = memory([
        unit("Delete the file now", "4"),
        unit("Delete the file", "1"),
        unit("Delete the files", "2"),
        unit("Delete this file", "3"),
        unit("Something else altogether", "x"),
    ]);
    let found = looked_up(&memory, "Delete the file");
    let targets: Vec<&str> = found.iter().map(|(_, target)| target.as_str()).collect();
    assert_eq!(targets, ["1", "2", "3", "4"]);
    let two = Wanted { most: 2, ..ANY };
    assert_eq!(
        memory
            .look_up("Delete the file", Some("en"), "de", two)
            .len(),
        2
    );
    let none = Wanted { most: 0, ..ANY };
    assert!(
        memory
            .look_up("Delete the file", Some("en"), "de", none)
            .is_empty()
    );
}

/// What a look-up in one unit's languages gives: score, and whether it can be taken as it is.
fn between(has: (&str, &str), asked: (Option<&str>, &str)) -> Option<(u8, bool)> {
    let memory = memory([TranslationUnit::imported(has.0, has.1, "Hello", "x")]);
    let found = memory.look_up("Hello", asked.0, asked.1, ANY);
    found.first().map(|found| (found.score, found.exact))
}

#[test]
fn languages() {
    for (has, asked, wanted) in [
        (("en", "de"), (Some("en"), "de"), Some((100, true))),
        (("EN-US", "DE-DE"), (Some("en-GB"), "de"), Some((100, true))),
        (("en", "de"), (None, "de"), Some((100, true))),
        (("en", "pt-BR"), (Some("en"), "pt-PT"), Some((100, false))),
        (("en", "zh-CN"), (Some("en"), "zh-Hant"), Some((100, false))),
        (("und", "de"), (Some("fr"), "de"), Some((100, true))),
        (("en", "de"), (Some("fr"), "de"), None),
        (("en", "de"), (Some("en"), "nl"), None),
        (("en", "de"), (Some("de"), "en"), None),
    ] {
        assert_eq!(between(has, asked), wanted, "{has:?} {asked:?}");
    }
}

#[test]
fn the_wanted_variety_then_the_persons_own_then_the_latest() {
    let of = |to: &str, target: &str, at, origin| TranslationUnit {
        at,
        origin,
        ..TranslationUnit::imported("en", to, "Bus", target)
    };
    let memory = memory([
        of("pt-PT", "autocarro", 9, UnitOrigin::Edited),
        of("pt-BR", "ônibus velho", 1, UnitOrigin::Edited),
        of("pt-BR", "ônibus", 2, UnitOrigin::Edited),
        of("pt-BR", "bus", 8, UnitOrigin::Imported),
    ]);
    let found = memory.look_up("Bus", Some("en"), "pt-BR", ANY);
    let targets: Vec<&str> = found.iter().map(|m| m.unit.target.as_str()).collect();
    assert_eq!(targets, ["ônibus", "ônibus velho", "bus", "autocarro"]);
    assert_eq!(
        memory
            .exact("Bus", None, "pt-PT")
            .map(|found| found.unit.target),
        Some("autocarro".into())
    );
    assert_eq!(memory.exact("Buses", None, "pt-PT"), None);
}

#[test]
fn the_same_texts_are_one_unit() {
    let mut memory = memory([unit("Hello", "Hallo"), unit(" Hello\n", "Hallo ")]);
    assert_eq!(memory.len(), 1);
    memory.add(TranslationUnit {
        at: 7,
        ..unit("Hello", "Hallo")
    });
    assert_eq!(memory.units().map(|unit| unit.at).collect::<Vec<_>>(), [7]);
    assert_ne!(unit("a", "b c").id, unit("a b", "c").id);
    assert_ne!(unit("a", "b").id, unit("b", "a").id);
}

#[test]
fn what_says_nothing_is_left_out() {
    let memory = memory([unit("", "x"), unit("x", " \n"), unit(" ", "")]);
    assert!(memory.is_empty());
    assert_eq!(memory.bytes(), 0);
}

#[test]
fn an_edit_takes_the_place_of_the_one_before() {
    let own = |target: &str| TranslationUnit::own(UnitOrigin::Edited, "en", "de", "Hello", target);
    let memory = memory([own("Hallo"), unit("Hello", "Guten Tag"), own("Servus")]);
    let found = looked_up(&memory, "Hello");
    assert_eq!(found, [(100, "Servus".into()), (100, "Guten Tag".into())]);
    assert!(memory.has(&unit(" Hello", "Servus")) && !memory.has(&unit("Hello", "Hallo")));
}

#[test]
fn search_finds_words_in_both_texts() {
    let at = |at, source: &str, target: &str| TranslationUnit {
        at,
        ..unit(source, target)
    };
    let memory = memory([
        at(1, "Open", "Öffnen"),
        at(3, "Close", "Schließen"),
        at(2, "Reopen", "x"),
    ]);
    let found = |words: &str, skip, most| {
        let (units, total) = memory.search(words, skip, most);
        let sources: Vec<String> = units.iter().map(|unit| unit.source.clone()).collect();
        (sources.join(" "), total)
    };
    assert_eq!(found("", 0, 9), ("Close Reopen Open".into(), 3));
    assert_eq!(found("", 1, 1), ("Reopen".into(), 3));
    assert_eq!(found(" OPEN ", 0, 9), ("Reopen Open".into(), 2));
    assert_eq!(found("öff", 0, 9), ("Open".into(), 1));
    assert_eq!(found("nothing", 0, 9), (String::new(), 0));
}

#[test]
fn a_record_of_another_version_is_read() {
    let read: TranslationUnit =
        serde_json::from_str(r#"{"id":"1","source":"a","origin":"guessed","extra":1}"#).unwrap();
    assert_eq!(read.origin, UnitOrigin::Imported);
    assert_eq!(read.source, "a");
}

// A look-up may not take the longer, the longer the text is: what is too long is compared with fewer, or found exactly alone.
#[test]
fn a_huge_text_is_found_exactly() {
    let huge = "lorem ipsum ".repeat(100_000);
    let memory = memory([
        unit(&huge, "found"),
        unit(&format!("{huge}!"), "near"),
        unit("lorem", "x"),
    ]);
    let found = looked_up(&memory, &huge);
    assert_eq!(found, [(100, "found".into())]);
}

fn words() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop::sample::select(vec!["a", "bb", "Ccc", "dé", "漢", "🎉", " ", "\n"]),
        1..8,
    )
    .prop_map(|words| words.join(" "))
}

proptest! {
    // Against a search through everything.
    #[test]
    fn nothing_near_is_missed(sources in prop::collection::vec(words(), 1..60), asked in words()) {
        let memory = memory(sources.iter().enumerate().map(|(at, source)| unit(source, &at.to_string())));
        let chars = |text: &str| marks::folded(text).collect::<Vec<char>>();
        let query = chars(&asked);
        let mut wanted: Vec<u8> = memory.units().map(|unit| {
            let other = chars(&unit.source);
            let distance = distance::Pattern::new(&query).distance(other.iter().copied(), other.len(), usize::MAX).unwrap();
            let same = unit.source.split_whitespace().eq(asked.split_whitespace());
            let longer = query.len().max(other.len()).max(1);
            if same { 100 } else { ((longer - distance) * 100 / longer).min(99) as u8 }
        }).filter(|score| *score >= ANY.at_least).collect();
        wanted.sort_unstable_by(|a, b| b.cmp(a));
        wanted.truncate(ANY.most);
        let found: Vec<u8> = looked_up(&memory, &asked).into_iter().map(|(score, _)| score).collect();
        prop_assert_eq!(found, wanted);
    }

    // Adding and removing in any order leaves what adding the rest alone would have made.
    #[test]
    fn what_was_removed_leaves_no_trace(steps in prop::collection::vec((any::<bool>(), 0_usize..12), 0..80), asked in words()) {
        let of = |n: usize| TranslationUnit::imported(if n.is_multiple_of(3) { "en" } else { "fr" }, "de", &"bb Ccc ".repeat(n % 4 + 1), &n.to_string());
        let mut left = std::collections::BTreeSet::new();
        let mut changed = Memory::default();
        for (add, n) in steps {
            if add {
                changed.add(of(n));
                left.insert(n);
            } else {
                prop_assert_eq!(changed.remove(&of(n).id), left.remove(&n).then(|| of(n)));
            }
        }
        let anew = memory(left.iter().map(|&n| of(n)));
        prop_assert_eq!(changed.len(), left.len());
        prop_assert_eq!(changed.look_up(&asked, None, "de", ANY), anew.look_up(&asked, None, "de", ANY));
        for n in left {
            prop_assert_eq!(changed.remove(&of(n).id), Some(of(n)));
        }
        prop_assert!(changed.is_empty());
    }
}
