#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use translation::UnitOrigin;

use super::*;
use crate::{Import, ImportedUnits, Step};

fn own(source: &str, target: &str) -> TranslationUnit {
    TranslationUnit::own(UnitOrigin::Edited, "en", "de", source, target)
}

fn look_up(desk: &mut Desk, source: &str) -> Vec<String> {
    let ask = Ask::LookUp {
        sources: vec![source.into()],
        from: Some("en".into()),
        to: "de".into(),
        most: 5,
        at_least: 70,
    };
    let Answer::Matches(mut of_each) = desk.answer(ask) else {
        panic!("no matches");
    };
    assert_eq!(of_each.len(), 1);
    let found = of_each.pop().unwrap_or_default();
    found.into_iter().map(|found| found.unit.target).collect()
}

fn import(desk: &mut Desk, file: &str) -> ImportedUnits {
    let mut import = Import::new(file);
    while import.step().unwrap() != Step::Read {}
    let (units, told) = import.finish(desk.memory(), 7);
    desk.read(units);
    told
}

#[test]
fn it_is_read_when_first_asked_and_told_of_what_changes() {
    let mut desk = Desk::default();
    let search = Ask::Search {
        words: String::new(),
        skip: 0,
        most: 1,
    };
    let changed = |put: Vec<TranslationUnit>, deleted: Vec<String>| Ask::Changed { put, deleted };
    let hello = changed(vec![own("Hello", "Hallo")], Vec::new());
    assert!(desk.must_read_for(&search) && !desk.must_read_for(&hello));
    // It is in what will be read.
    desk.answer(hello.clone());
    assert!(desk.must_read_for(&search));
    desk.read(vec![own("Bye", "Tschüss")]);
    assert!(!desk.must_read_for(&search));
    assert!(look_up(&mut desk, "Hello").is_empty());
    desk.answer(hello);
    assert_eq!(look_up(&mut desk, "Hello"), ["Hallo"]);
    desk.answer(changed(vec![own("Hello", "Servus")], Vec::new()));
    assert_eq!(look_up(&mut desk, "Hello"), ["Servus"]);
    desk.answer(changed(Vec::new(), vec![own("Hello", "").id]));
    assert!(look_up(&mut desk, "Hello").is_empty());
    let Answer::Found { total, all, units } = desk.answer(search.clone()) else {
        panic!("nothing found");
    };
    assert_eq!((total, all, units.len()), (1, 1, 1));
    desk.answer(Ask::Stale);
    assert!(desk.must_read_for(&search));
}

#[test]
fn what_was_exported_is_known_when_it_comes_back() {
    let mut desk = Desk::default();
    desk.read(vec![own("Hello", "Hallo"), own("a < b", "a & b")]);
    let file = desk.export("1");
    let told = import(&mut desk, &file);
    assert_eq!((told.new, told.known, told.left_out), (0, 2, 0));
    let mut other = Desk::default();
    assert_eq!(import(&mut other, &file).new, 2);
    assert_eq!(import(&mut other, &file).known, 2);
    assert_eq!(look_up(&mut other, "a < b"), ["a & b"]);
    assert_eq!(other.export("1").matches("<tu ").count(), 2);
}

#[test]
fn a_pair_that_a_file_has_twice_is_one() {
    let tu = "<tu><tuv xml:lang='en'><seg>a</seg></tuv><tuv xml:lang='de'><seg> b</seg></tuv></tu>";
    let file = format!("<tmx><body>{tu}{tu}<tu/></body></tmx>");
    let told = import(&mut Desk::default(), &file);
    assert_eq!((told.new, told.known, told.left_out), (1, 1, 1));
}

proptest! {
    #[test]
    fn messages_survive_the_way(words in any::<String>(), at_least in any::<u8>()) {
        let ask = Ask::LookUp { sources: vec![words.clone()], from: None, to: words, most: 3, at_least };
        let text = serde_json::to_string(&ask).unwrap();
        prop_assert_eq!(serde_json::from_str::<Ask>(&text).unwrap(), ask);
    }
}
