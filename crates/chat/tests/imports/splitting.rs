//! A list in pieces of any size.

use chat::{
    Element, Format, Imported, NotAList, Note, Splitter, detect, history_entries, read_element,
    read_import,
};
use proptest::prelude::*;

use crate::common::{NOW, data};

fn split(pieces: &[&[u8]]) -> Result<(Vec<Element>, bool), NotAList> {
    let mut splitter = Splitter::new();
    let mut elements = Vec::new();
    for piece in pieces {
        elements.extend(splitter.push(piece)?);
    }
    Ok((elements, splitter.is_done()))
}

fn texts(bytes: &[u8]) -> Vec<String> {
    split(&[bytes])
        .unwrap()
        .0
        .into_iter()
        .map(|one| one.text)
        .collect()
}

#[test]
fn elements_as_they_stand() {
    assert_eq!(texts(b" [ ] x"), Vec::<String>::new());
    assert_eq!(
        texts("\u{feff}[{\"a\":\"]}\\\"\"} , [1,[2]] ,\n 12 ,null,\"x,y\\\\\"]".as_bytes()),
        ["{\"a\":\"]}\\\"\"}", "[1,[2]]", "12", "null", "\"x,y\\\\\""]
    );
    // Cut off: what is whole is given.
    let (elements, done) = split(&[b"[{\"a\":1},{\"b\":"]).unwrap();
    assert_eq!((elements.len(), done), (1, false));
    for wrong in [b"{}".as_slice(), b"x", b"\xef\xbb[", b"\"["] {
        assert_eq!(split(&[wrong]), Err(NotAList));
    }
}

/// At every place, and in single bytes.
#[test]
fn the_same_at_every_split() {
    let text = data("chatgpt.json").replace("small bakery", "small 🥐 bäckerei \\\" ] }");
    let bytes = text.as_bytes();
    let whole = split(&[bytes]).unwrap();
    assert_eq!(whole.0.len(), 3);
    for at in 0..=bytes.len() {
        assert_eq!(split(&[&bytes[..at], &bytes[at..]]).unwrap(), whole, "{at}");
    }
    let single: Vec<&[u8]> = bytes.chunks(1).collect();
    assert_eq!(split(&single).unwrap(), whole);
    let values: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    for (element, value) in whole.0.iter().zip(values) {
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&element.text).unwrap(),
            value
        );
    }
}

#[test]
fn element_by_element_is_the_same_as_whole() {
    for (name, format) in [
        ("chatgpt.json", Format::ChatGpt),
        ("betterchatgpt.json", Format::BetterChatGpt),
    ] {
        assert!(format.reads_by_element());
        let mut text = data(name);
        if format == Format::BetterChatGpt {
            let file: serde_json::Value = serde_json::from_str(&text).unwrap();
            text = file["chats"].to_string();
        }
        let mut imported = Imported::default();
        for element in split(&[text.as_bytes()]).unwrap().0 {
            imported.append(read_element(format, &element, NOW));
        }
        imported.unite();
        assert_eq!(imported, read_import(&text, NOW).unwrap(), "{name}");
    }
}

#[test]
fn too_large_or_no_text_is_said_and_passed_over() {
    let mut splitter = Splitter::with_most(10);
    let mut elements = splitter.push(b"[{\"a\":\"0123456789").unwrap();
    elements.extend(splitter.push(b"\"},{\"b\":1},\"\xff\"]").unwrap());
    assert_eq!(elements.len(), 3);
    assert!(elements[0].too_large && elements[0].text.is_empty());
    assert_eq!(elements[1].text, "{\"b\":1}");
    assert!(elements[2].mended && elements[2].text == "\"\u{fffd}\"");
    let imported = read_element(Format::ChatGpt, &elements[0], NOW);
    assert_eq!(imported.report.count(Note::TooLarge), 1);
    let broken = Element {
        index: 4,
        text: "{\"a\":}".into(),
        ..Element::default()
    };
    let imported = read_element(Format::ChatGpt, &broken, NOW);
    assert_eq!(
        imported.report.notes[&Note::NotJson].places,
        ["[4]: line 1, column 6"]
    );
}

proptest! {
    #[test]
    fn any_bytes_in_any_pieces(text in "\\[(\\[|\\]|\\{|\\}|\"|\\\\|,|:|a| ){0,40}", cuts in prop::collection::vec(0_usize..45, 0..5)) {
        let bytes = text.as_bytes();
        let mut cuts: Vec<usize> = cuts.into_iter().map(|at| at.min(bytes.len())).collect();
        cuts.extend([0, bytes.len()]);
        cuts.sort_unstable();
        let pieces: Vec<&[u8]> = cuts.windows(2).map(|pair| &bytes[pair[0]..pair[1]]).collect();
        prop_assert_eq!(split(&pieces), split(&[bytes]));
    }
}

/// A large file is known by its beginning.
#[test]
fn the_beginning_tells_the_format() {
    for (name, format, from) in [
        ("chatgpt.json", Format::ChatGpt, 150),
        ("nextchat.json", Format::NextChat, 30),
        ("betterchatgpt.json", Format::BetterChatGpt, 20),
        ("librechat.json", Format::LibreChat, 500),
        ("librechat-tree.json", Format::LibreChat, 200),
        ("llamacpp.json", Format::LlamaUi, 150),
        ("llamaui.json", Format::LlamaUi, 80),
    ] {
        let text = data(name);
        for at in (from..text.len())
            .step_by(7)
            .filter(|at| text.is_char_boundary(*at))
        {
            assert_eq!(detect(&text[..at]), Some(format), "{name} {at}");
        }
    }
}

#[test]
fn the_histories_in_a_zip() {
    let check = |names: &[&str], expect: &[&str]| {
        let found: Vec<&str> = history_entries(names)
            .into_iter()
            .map(|at| names[at])
            .collect();
        assert_eq!(found, expect);
    };
    check(
        &[
            "x/user.json",
            "x/conversations.json",
            "x/chat.html",
            "__MACOSX/x/._conversations.json",
            "x/shared_conversations.json",
        ],
        &["x/conversations.json"],
    );
    check(
        &[
            "conversations-001.json",
            "conversations-000.json",
            "conversations-x.json",
            "file-a.png",
        ],
        &["conversations-000.json", "conversations-001.json"],
    );
    check(
        &["b.jsonl", "a.md", "a.txt", "._a.md"],
        &["a.md", "b.jsonl"],
    );
    check(&[], &[]);
}

#[test]
fn a_place_is_known_by_its_conversation() {
    for (place, number) in [
        ("[2]", Some(3)),
        ("[2].mapping.a1b2", Some(3)),
        ("chats[0].messages[7]", Some(1)),
        ("chat-next-web-store.sessions[4]", Some(5)),
        ("conversations[3].messages[12].role", Some(4)),
        ("messages[5]", None),
        ("folders", None),
        ("", None),
    ] {
        assert_eq!(chat::conversation_of(place), number, "{place}");
    }
    let list = r#"[{"title": "Fine", "messages": [{"role": "user", "content": "x"}], "config": {}},
        {"title": "Odd", "messages": [7, {"role": "user", "content": "Hello"}], "config": {}}]"#;
    let report = chat::read_import(list, 7).unwrap().report;
    let titles: Vec<_> = report.titles.iter().collect();
    assert_eq!(titles, [(&2, &"Odd".to_owned())]);
    let chats = format!(r#"{{"chats": {list}, "version": 1}}"#);
    assert_eq!(
        chat::read_import(&chats, 7).unwrap().report.titles,
        report.titles
    );
}
