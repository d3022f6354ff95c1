//! Files that ChatGPT's messages came with, and BetterChatGPT's folders: neither goes without a word.

use chat::{AttachmentSource, Format, Note, detect};
use serde_json::{Value, json};

use crate::common::{import, notes};

/// A conversation of one message with these parts and attachments: its text, and the beginnings of names in the ZIP.
fn said(role: &str, parts: Value, attachments: Value) -> (String, Vec<String>, Vec<String>) {
    let kind = match parts
        .as_array()
        .is_some_and(|all| all.iter().all(Value::is_string))
    {
        true => "text",
        false => "multimodal_text",
    };
    let message = json!({
        "id": "m", "author": { "role": role }, "content": { "content_type": kind, "parts": parts },
        "status": "finished_successfully", "recipient": "all", "metadata": { "attachments": attachments }
    });
    let file = json!([{
        "title": "T", "conversation_id": "c", "current_node": "m",
        "mapping": { "m": { "id": "m", "parent": null, "children": [], "message": message } }
    }]);
    let text = file.to_string();
    assert_eq!(detect(&text), Some(Format::ChatGpt));
    let imported = import(&text);
    let text = imported.conversations[0].1[0].text.replace('\n', "|");
    let images = imported
        .attachments
        .iter()
        .map(|image| match &image.source {
            AttachmentSource::Zip(name) => format!("{} {name}", image.name),
            AttachmentSource::Inline(_) => panic!("nothing is inline here"),
        });
    (text, images.collect(), notes(&imported))
}

fn picture(at: &str) -> Value {
    json!({ "content_type": "image_asset_pointer", "asset_pointer": at, "width": 8, "height": 6 })
}

/// Documents that were uploaded were nowhere: neither in the text nor in the report.
#[test]
fn chatgpt_uploaded_files_are_marked_and_counted() {
    let file = |id: &str, name: &str, mime: &str| json!({ "id": id, "name": name, "mime_type": mime, "size": 9 });
    let pdf = file("file-P", "report.pdf", "application/pdf");
    let photo = file("file-I", "pot.jpg", "image/jpeg");
    let here = "[0].mapping.m";
    for (parts, attachments, text, images, noted) in [
        (
            json!(["Sum it up."]),
            json!([pdf]),
            "Sum it up.||[file: report.pdf]",
            vec![],
            vec!["attachment 1"],
        ),
        // The other spelling, two at once, and one that has no more than an id.
        (
            json!(["Compare."]),
            json!([pdf, { "id": "file-D", "name": "b.docx", "mimeType": "application/msword" }, { "id": "file-X" }]),
            "Compare.||[file: report.pdf]||[file: b.docx]||[file: file-X]",
            vec![],
            vec!["attachment 3 [0].mapping.m, [0].mapping.m,"],
        ),
        // Nothing was typed.
        (
            json!([""]),
            json!([pdf]),
            "[file: report.pdf]",
            vec![],
            vec!["attachment 1"],
        ),
        // A picture stays one, and is named once, where its content points to it …
        (
            json!([picture("file-service://file-I"), "What is it?"]),
            json!([photo, pdf]),
            "[image: file-I]||What is it?||[file: report.pdf]",
            vec!["file-I file-I"],
            vec!["attachment 1"],
        ),
        // … by another name, too …
        (
            json!([picture("sediment://0a1b#file_2#p_0.jpg"), "And this?"]),
            json!([photo]),
            "[image: 0a1b]||And this?",
            vec!["0a1b 0a1b"],
            vec![],
        ),
        // … and where it does not.
        (
            json!(["Crop it."]),
            json!([{ "id": "file-J", "name": "wide.png", "mimeType": "image/png" }]),
            "Crop it.||[image: wide.png]",
            vec!["wide.png file-J"],
            vec![],
        ),
        (
            json!(["Crop it."]),
            json!([{ "name": "wide.png", "mime_type": "image/png" }]),
            "Crop it.||[image: wide.png]",
            vec![],
            vec!["image-missing 1"],
        ),
        // A name ends no mark, and what is no list of files is none.
        (
            json!(["x"]),
            json!([7, null, { "id": "a", "name": "a]\n[image: b].pdf" }]),
            "x||[file: aimage: b.pdf]",
            vec![],
            vec!["attachment 1"],
        ),
        (json!(["x"]), json!("report.pdf"), "x", vec![], vec![]),
        (json!(["x"]), Value::Null, "x", vec![], vec![]),
    ] {
        let noted: Vec<String> = noted
            .iter()
            .map(|note: &&str| format!("{note} {here}"))
            .collect();
        let images: Vec<String> = images
            .iter()
            .map(|image: &&str| (*image).to_owned())
            .collect();
        let what = attachments.to_string();
        assert_eq!(
            said("user", parts, attachments),
            (text.to_owned(), images, noted),
            "{what}"
        );
    }
}

#[test]
fn a_recording_that_is_also_attached_is_named_once() {
    let voice =
        json!({ "content_type": "audio_asset_pointer", "asset_pointer": "sediment://file_v" });
    let attached = json!([{ "id": "file_v", "name": "voice.wav", "mime_type": "audio/wav" }]);
    let (text, images, noted) = said("user", json!([voice]), attached);
    assert_eq!((text.as_str(), images.len()), ("[audio: file_v]", 0));
    assert_eq!(noted, ["attachment 1 [0].mapping.m"]);
}

fn chats(folders: Value, of: &[Value]) -> (Vec<String>, Vec<String>) {
    let chat = |(at, folder): (usize, &Value)| {
        json!({
            "id": format!("c{at}"), "title": "T", "folder": folder, "config": { "model": "gpt-4" },
            "messages": [{ "role": "user", "content": "Hello" }]
        })
    };
    let chats: Vec<Value> = of.iter().enumerate().map(chat).collect();
    let imported = import(&json!({ "chats": chats, "folders": folders, "version": 1 }).to_string());
    let named = imported.conversations.iter();
    let named = named.map(|(conversation, _)| conversation.folder.clone());
    (named.collect(), notes(&imported))
}

#[test]
fn betterchatgpt_folders_are_folders_here() {
    let folders = json!({
        "f-1": { "id": "f-1", "name": "Work", "expanded": true, "order": 0 },
        "f-2": { "id": "f-2", "name": "  At\n home\u{202e}  ", "order": 1 },
        "f-3": { "id": "f-3", "name": "" },
        "f-4": 7,
        "f-5": { "id": "f-5", "name": "Empty" }
    });
    let of = [
        json!("f-1"),
        json!("f-2"),
        json!("f-1"),
        Value::Null,
        json!(""),
        json!("f-3"),
        json!("f-4"),
        json!("gone"),
    ];
    let (named, noted) = chats(folders, &of);
    assert_eq!(named, ["Work", "At home", "Work", "", "", "", "", ""]);
    assert_eq!(
        noted,
        ["other-data 3 chats[5].folder, chats[6].folder, chats[7].folder"]
    );
    assert_eq!(
        chats(json!({}), &[Value::Null]),
        (vec![String::new()], vec![])
    );
    // Not what it should be: the chats come in all the same.
    let (named, noted) = chats(json!(["Work"]), &[json!("f-1")]);
    assert_eq!(named, [""]);
    assert_eq!(
        noted,
        ["wrong-type 1 folders", "other-data 1 chats[0].folder"]
    );
    assert!(Note::OtherData.is_loss());
}
