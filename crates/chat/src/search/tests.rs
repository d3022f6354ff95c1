#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;
use crate::record::Conversation;

fn conversation(id: &str, title: &str, updated: i64) -> Conversation {
    Conversation {
        id: id.into(),
        title: title.into(),
        updated: updated as _,
        ..Conversation::default()
    }
}

fn message(conversation: &str, id: &str, text: &str) -> SearchMessage {
    SearchMessage {
        id: id.into(),
        conversation: conversation.into(),
        text: text.into(),
        created: id.len() as _,
        ..SearchMessage::default()
    }
}

/// An index of one conversation with these messages.
fn index(texts: &[&str]) -> SearchIndex {
    let mut index = SearchIndex::default();
    index.take_conversation(&conversation("c", "", 1));
    for (at, text) in texts.iter().enumerate() {
        index.take_message(message("c", &format!("{at}"), text));
    }
    index
}

/// Whether a text of this alone is found, and what of it is marked.
fn check(text: &str, query: &str, marked: &str) {
    let found = index(&["nothing here", text]).find(query, 10);
    let hits = found.hits.first().map(|hit| {
        let hits = hit.snippet.iter().filter(|piece| piece.hit);
        hits.map(|piece| piece.text.clone()).collect::<Vec<_>>()
    });
    assert_eq!(
        hits.unwrap_or_default().join("|"),
        marked,
        "{query} in {text}"
    );
}

#[test]
fn words_are_found_as_people_write_them() {
    check("The Café is closed.", "cafe", "Café");
    check("The Cafe\u{301} is closed.", "CAFÉ", "Cafe\u{301}");
    check("She answers letters.", "answ", "answers");
    check("She answers letters.", "answ letters", "");
    check("She answers letters.", "answers let", "answers|letters");
    check("Die Straße ist lang.", "STRASSE", "Straße");
    check("İstanbul'da", "istanbul", "İstanbul'da");
    check("It’s don't", "don’t", "don't");
    check("send an e-mail now", "e-mail", "e-mail");
    check("an email", "e-mail", "");
    check("version 3.14 of it", "3.14", "3.14");
    check("Ａｓｃｉｉ wide", "ascii", "Ａｓｃｉｉ");
}

#[test]
fn scripts_without_spaces_are_found_by_their_letters() {
    check("私は日本語を勉強します", "日本語", "日本語");
    check("私は日本語を勉強します", "日本国", "");
    check("私は日本語を勉強します", "語", "語");
    check("末尾の語", "語", "語");
    check("東京都と京都", "京都", "京都|京都");
    check("ガラス", "カラス", "");
    check("ภาษาไทยง่ายมาก", "ไทย", "ไทย");
    check("한국어를 공부합니다", "한국", "한국어를");
    check("학교에서 공부", "학교 공부", "학교에서|공부");
}

#[test]
fn arabic_is_found_with_points_and_without() {
    check("وُلِدَ أَحْمَد في القاهرة", "احمد", "أَحْمَد");
    check("ولد احمد في القاهره", "أحمد القاهرة", "احمد|القاهره");
    check("الســلام عليكم", "السلام", "الســلام");
    check("عدد ٤٢", "42", "٤٢");
}

#[test]
fn phrases_stand_together() {
    check("a trip to Rome", "\"trip to rome\"", "trip to Rome");
    check("a trip back to Rome", "\"trip to rome\"", "");
    check("a trip to Rome", "\"to ro", "to Rome");
    check("to be or not to be", "\"to be\"", "to be|to be");
    // Not across two texts.
    let index = index(&["ends with red", "apples begin"]);
    assert_eq!(index.find("\"red apples\"", 5).total, 0);
}

#[test]
fn titles_come_first_then_the_latest() {
    let mut index = SearchIndex::default();
    index.take_conversations(&[
        conversation("a", "Rome trip", 5),
        conversation("b", "Other", 9),
    ]);
    index.take_message(message("b", "1", "Rome"));
    index.take_message(message("a", "22", "Rome again"));
    let found = index.find("rome", 10);
    let order: Vec<Option<&str>> = found
        .hits
        .iter()
        .map(|hit| hit.message.as_deref())
        .collect();
    assert_eq!(order, [None, Some("22"), Some("1")]);
    assert_eq!((found.total, found.searched), (3, 2));
    assert_eq!(
        found.hits[0].title[0],
        Piece {
            text: "Rome".into(),
            hit: true
        }
    );
    assert_eq!(found.hits[1].title[0].text, "Rome trip");
    assert_eq!(found.hits[1].written, ["Rome"]);
    assert_eq!(index.find("rome", 1).hits.len(), 1);
}

#[test]
fn what_is_deleted_is_not_found_and_what_changes_is() {
    let mut index = index(&["one apple", "two pears"]);
    assert_eq!(index.find("apple", 5).total, 1);
    index.take_messages("c", vec![message("c", "0", "one plum")]);
    assert_eq!(index.find("apple", 5).total, 0);
    assert_eq!(index.find("pears", 5).total, 0);
    assert_eq!(index.find("plum", 5).total, 1);
    let mut gone = conversation("c", "Plums", 3);
    assert!(!index.take_conversation(&gone));
    assert_eq!(index.find("plums", 5).total, 1);
    gone.deleted = Some(4);
    index.take_conversation(&gone);
    assert_eq!(index.find("plum", 5).total, 0);
    // Nothing of it is held, or taken.
    index.take_message(message("c", "2", "a late plum"));
    index.take_messages("c", vec![message("c", "0", "one plum")]);
    assert_eq!(index.messages(), 0);
    assert!(index.texts.iter().all(|text| text.text.is_empty()));
    assert!(index.take_conversations(&[gone.clone()]).is_empty());
    // Undone, it is read again; purged, it is gone.
    gone.deleted = None;
    assert_eq!(index.take_conversations(&[gone]), ["c"]);
    index.take_messages("c", vec![message("c", "0", "one plum")]);
    assert_eq!(index.find("plum", 5).total, 2);
    assert!(index.take_conversations(&[]).is_empty());
    assert_eq!(index.find("plum", 5).total, 0);
    assert_eq!(index.messages(), 0);
}

#[test]
fn an_index_that_is_mostly_gone_is_made_anew() {
    let mut index = index(&["stays here"]);
    index.take_conversation(&conversation("d", "Long title", 1));
    for round in 0..3_000 {
        let again = message("d", "x", &format!("word{round} here"));
        index.take_messages("d", vec![again]);
    }
    assert!(index.texts.len() < 2_500);
    assert_eq!(index.find("here", 5).total, 2);
    assert_eq!(index.find("word2999", 5).total, 1);
    assert_eq!(index.find("word7", 5).total, 0);
    assert_eq!(index.find("title", 5).total, 1);
    index.take_conversation(&conversation("d", "Other", 1));
    assert_eq!(index.find("title", 5).total, 0);
}

#[test]
fn the_surroundings_are_cut_at_words() {
    let text = format!(
        "{} the needle is here {}",
        "hay ".repeat(200),
        "straw ".repeat(200)
    );
    let found = index(&[&text]).find("needle", 1);
    let shown: String = found.hits[0]
        .snippet
        .iter()
        .map(|piece| piece.text.as_str())
        .collect();
    assert!(
        shown.starts_with("… hay") && shown.ends_with("straw…"),
        "{shown}"
    );
    assert!(shown.len() < 260);
}

proptest! {
    #[test]
    fn any_text_and_any_query_are_taken(text in ".{0,200}", query in ".{0,40}") {
        let found = index(&[&text]).find(&query, 5);
        for hit in found.hits {
            prop_assert!(hit.written.iter().all(|written| text.contains(written.as_str())));
        }
    }

    #[test]
    fn every_word_of_a_text_finds_it(words in prop::collection::vec("[a-zäöüé]{1,8}", 1..12), which in 0_usize..12) {
        let text = words.join(" ");
        let index = index(&[&text]);
        let word = &words[which % words.len()];
        prop_assert_eq!(index.find(word, 5).total, 1);
        prop_assert_eq!(index.find(&format!("\"{text}\""), 5).total, 1);
    }
}

#[test]
fn letters_that_are_longer_as_they_are_compared_are_cut_where_they_stand() {
    let compatible = ('\u{f900}'..='\u{faff}').chain('\u{2f800}'..='\u{2fa1f}');
    for letter in compatible.filter(|letter| letter.is_alphanumeric()) {
        for text in [
            format!("{letter}語"),
            format!("{letter}{letter}"),
            format!("語{letter}"),
        ] {
            let index = index(&[&text]);
            assert_eq!(index.find(&letter.to_string(), 5).total, 1, "{letter:?}");
        }
    }
}

#[test]
fn of_endless_words_the_beginning_is_compared() {
    let (long, longer) = ("x".repeat(70), "é".repeat(100_000));
    let index = index(&[&long, &longer]);
    assert_eq!(index.find(&long, 5).total, 1);
    assert_eq!(index.find(&longer, 5).total, 1);
    assert!(index.in_order.keys().all(|word| word.chars().count() <= 64));
}

#[test]
fn snippets_show_no_marks_of_markdown() {
    let check = |text: &str, query: &str, shown: &str| {
        let found = index(&[text]).find(query, 5);
        let pieces = found.hits[0].snippet.iter();
        let drawn = pieces.map(|piece| match piece.hit {
            true => format!("[{}]", piece.text),
            false => piece.text.clone(),
        });
        assert_eq!(drawn.collect::<String>(), shown, "{query} in {text}");
    };
    check("the **bold** word", "bold", "the [bold] word");
    check(
        "a **trip** to `Rome` now",
        "\"trip to rome\"",
        "a [trip to Rome] now",
    );
    check("run `cargo test` first", "cargo", "run [cargo] test first");
    check("```rust\nlet x = 1;\n```", "let", "rust [let] x = 1; ");
    check("***both*** of them", "both", "[both] of them");
    // What is no mark stays.
    check("2 ** 3 is eight", "eight", "2 ** 3 is [eight]");
    check("2*3 is *six*", "six", "2*3 is *[six]*");
    // What is lit in the message is as it is written there.
    let found = index(&["a **trip** to Rome"]).find("\"trip to\"", 5);
    assert_eq!(found.hits[0].written, ["trip** to"]);
}

#[test]
fn places_of_one_conversation_stand_together() {
    let hit = |conversation: &str, message: &str| SearchHit {
        conversation: conversation.into(),
        message: Some(message.into()),
        ..SearchHit::default()
    };
    let hits = ["b1", "a1", "b2", "c1", "a2"].map(|at| hit(&at[..1], at));
    let order = by_conversation(hits.to_vec());
    let order: Vec<_> = order.into_iter().filter_map(|hit| hit.message).collect();
    assert_eq!(order, ["b1", "b2", "a1", "a2", "c1"]);
}
