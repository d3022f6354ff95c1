//! Images in histories: which may come in, where their marks go, and what is told of the rest.

use chat::{
    Attachment, AttachmentRef, AttachmentSource, Imported, MOST_ATTACHED, Message, Note,
    lacks_images, place_images,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::common::{data, import, notes};

fn pointer(at: &str) -> Value {
    json!({ "content_type": "image_asset_pointer", "asset_pointer": at })
}

/// A conversation of ChatGPT's with one message of these parts.
fn said(role: &str, parts: &[Value]) -> Imported {
    import(
        &json!([{ "title": "T", "conversation_id": "c", "mapping": { "a": { "parent": null, "message": {
            "author": { "role": role }, "content": { "content_type": "multimodal_text", "parts": parts } } } } }])
        .to_string(),
    )
}

/// The message with those of its images that `came` names, by their numbers.
fn placed(imported: &Imported, came: &[usize]) -> Message {
    let mut message = imported.conversations[0].1[0].clone();
    let images = came.iter().map(|at| {
        let image = imported.attachments[*at].clone();
        let named = AttachmentRef {
            id: image.id.clone(),
            name: format!("{at}.png"),
            ..AttachmentRef::default()
        };
        (image, named)
    });
    place_images(&mut message, images.collect());
    message
}

#[test]
fn where_a_picture_came_its_mark_goes() {
    let [a, b] = ["file-service://file-A", "sediment://file_b"].map(pointer);
    let imported = said("user", &[a.clone(), json!("What?"), b.clone()]);
    let text = |came: &[usize]| placed(&imported, came).text;
    assert_eq!(text(&[]), "[image: file-A]\n\nWhat?\n\n[image: file_b]");
    assert_eq!(text(&[0]), "What?\n\n[image: file_b]");
    assert_eq!(text(&[1]), "[image: file-A]\n\nWhat?");
    assert_eq!(text(&[0, 1]), "What?");
    let both = placed(&imported, &[0, 1]);
    let names: Vec<&str> = both.attachments.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["0.png", "1.png"]);

    // Nothing but pictures: the text is empty. One after the other, and between words.
    let alone = said("user", &[a.clone(), b.clone()]);
    assert_eq!(placed(&alone, &[0, 1]).text, "");
    assert_eq!(placed(&alone, &[0]).text, "[image: file_b]");
    let between = said("user", &[json!("One"), a.clone(), b, json!("Two")]);
    assert_eq!(placed(&between, &[0, 1]).text, "One\n\nTwo");
    assert_eq!(placed(&between, &[1]).text, "One\n\n[image: file-A]\n\nTwo");

    // What the person wrote stays, though it looks like a mark; also where characters were replaced before it.
    let typed = said("user", &[json!("[image: file-A]"), a.clone()]);
    assert_eq!(placed(&typed, &[0]).text, "[image: file-A]");
    let nul = said("user", &[json!("\0ü\0"), a, json!("Well?")]);
    assert_eq!(placed(&nul, &[0]).text, "\u{fffd}ü\u{fffd}\n\nWell?");
}

#[test]
fn a_mark_that_is_elsewhere_stays() {
    let imported = said("user", &[json!("ä"), pointer("sediment://f"), json!("b")]);
    let image = imported.attachments[0].clone();
    for at in [0, 1, 5, 500, usize::MAX] {
        let mut message = imported.conversations[0].1[0].clone();
        let image = Attachment {
            at,
            ..image.clone()
        };
        place_images(&mut message, vec![(image, AttachmentRef::default())]);
        assert_eq!(message.text, "ä\n\n[image: f]\n\nb", "{at}");
        assert_eq!(message.attachments.len(), 1);
    }
}

#[test]
fn ids_are_the_same_for_ever() {
    // Written down: another value would bring every image in twice.
    let imported = said("user", &[pointer("sediment://f"), pointer("sediment://f")]);
    let ids: Vec<&str> = imported
        .attachments
        .iter()
        .map(|it| it.id.as_str())
        .collect();
    assert_eq!(
        ids,
        [
            "chatgpt-5a460b745feffc6dcce220613323489e",
            "chatgpt-5a460b7460effc6dcce22061332349d9"
        ]
    );
    // A message has its id whether its images came or not.
    let id = imported.conversations[0].1[0].id.clone();
    assert_eq!(placed(&imported, &[0, 1]).id, id);
    // A longer history later: the same images.
    let first = import(&data("chatgpt.json"));
    assert_eq!(first.attachments, import(&data("chatgpt.json")).attachments);
}

#[test]
fn what_does_not_come_is_told_with_its_reason() {
    let audio = json!({ "content_type": "audio_asset_pointer", "asset_pointer": "sediment://a" });
    let mut imported = said(
        "user",
        &[
            pointer("https://elsewhere.example/a.png"),
            pointer(""),
            audio,
            pointer("file-service://file-A"),
            pointer("data:image/png;base64,AAAA"),
        ],
    );
    assert_eq!(
        notes(&imported),
        [
            "attachment 1 [0].mapping.a",
            "image-elsewhere 1 [0].mapping.a",
            "image-missing 1 [0].mapping.a"
        ]
    );
    // The address is in no record: nobody can fetch it by mistake.
    assert!(!format!("{imported:?}").contains("https://elsewhere.example"));
    let sources: Vec<_> = imported.attachments.iter().map(|it| &it.source).collect();
    assert_eq!(
        sources,
        [
            &AttachmentSource::Zip("file-A".into()),
            &AttachmentSource::Inline("data:image/png;base64,AAAA".into())
        ]
    );
    // Who looks for them tells the rest.
    let image = imported.attachments[0].clone();
    imported.report.lost(&image, Note::ImageMissing);
    assert_eq!(imported.report.count(Note::ImageMissing), 2);
    for note in [
        Note::Attachment,
        Note::ImageElsewhere,
        Note::ImageMissing,
        Note::ImageTooLarge,
    ] {
        assert!(note.is_loss(), "{}", note.name());
    }
    // Counts of parts of a file add up.
    let mut other = Imported::default();
    (imported.report.images, other.report.images) = (2, 3);
    imported.append(other);
    assert_eq!(imported.report.images, 5);
}

#[test]
fn pictures_that_a_tool_drew_are_an_answers_and_those_of_instructions_are_told() {
    let drawn = said("tool", &[pointer("sediment://f")]);
    assert_eq!(drawn.conversations[0].1[0].role, wire::Role::Assistant);
    assert_eq!(drawn.attachments.len(), 1);
    let elsewhere = said("tool", &[pointer("https://e.example/a.png")]);
    assert_eq!(elsewhere.conversations[0].1[0].role, wire::Role::Assistant);
    let image =
        json!({ "type": "image_url", "image_url": { "url": "data:image/png;base64,AAAA" } });
    let told = |messages: Value| {
        let text = json!({ "chats": [{ "id": "c", "messages": messages }], "version": 1 });
        let imported = import(&text.to_string());
        assert!(imported.attachments.is_empty());
        imported.report.count(Note::Attachment)
    };
    let system = json!({ "role": "system", "content": [image] });
    let user = json!({ "role": "user", "content": "Hi" });
    assert_eq!(told(json!([system, user])), 1);
    assert_eq!(told(json!([user, system, system])), 2);
}

#[test]
fn a_message_of_images_without_end_has_its_most_and_the_rest_is_told() {
    let many = vec![pointer("sediment://f"); 50_000];
    let imported = said("user", &many);
    assert_eq!(imported.attachments.len(), MOST_ATTACHED);
    let told = imported.report.count(Note::ImageTooLarge);
    assert_eq!(told, 50_000 - MOST_ATTACHED);
}

#[test]
fn images_come_later_only_where_nothing_changed() {
    let imported = said("user", &[pointer("sediment://f"), json!("What?")]);
    let message = &imported.conversations[0].1[0];
    let (of, text) = (message.conversation.as_str(), message.text.as_str());
    assert!(lacks_images(message, of, text));
    assert!(!lacks_images(&placed(&imported, &[0]), of, text));
    let edited = Message {
        text: "What is it?".into(),
        ..message.clone()
    };
    assert!(!lacks_images(&edited, of, text));
    assert!(!lacks_images(message, "another", text));
}

proptest! {
    /// Whatever stands around them: those that came are gone from the text, those that did not are in it, and no word is lost.
    #[test]
    fn no_word_goes_with_a_mark(parts in prop::collection::vec(prop_oneof![
        Just(None), "[a-c\\[\\]: \u{0}ü]{0,6}".prop_map(Some)], 1..8), came in any::<u8>()) {
        let value = |part: &Option<String>| part.as_ref().map_or_else(|| pointer("sediment://f"), |text| json!(text));
        let values: Vec<Value> = parts.iter().map(value).collect();
        let text = json!([{ "conversation_id": "c", "mapping": { "a": { "parent": null, "message": {
            "author": { "role": "user" }, "content": { "content_type": "multimodal_text", "parts": values } } } } }]);
        let imported = import(&text.to_string());
        prop_assume!(!imported.conversations.is_empty());
        let all = imported.attachments.len();
        let came: Vec<usize> = (0..all).filter(|at| came & (1 << at) != 0).collect();
        let mut images = 0;
        let expect: Vec<String> = parts.iter().filter_map(|part| match part {
            Some(text) if text.trim().is_empty() => None,
            Some(text) => Some(text.replace('\0', "\u{fffd}")),
            None => {
                images += 1;
                (!came.contains(&(images - 1))).then(|| "[image: f]".to_owned())
            }
        }).collect();
        let message = placed(&imported, &came);
        prop_assert_eq!(message.text, expect.join("\n\n"));
        prop_assert_eq!(message.attachments.len(), came.len());
    }
}
