//! Chat: histories of other programs, through the real file input.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use base64::Engine;
use common::{LONG, Stage};
use e2e::{BrowserOptions, PATIENCE, Result};
use serde_json::{Value, json};

/// A file of this name in a folder of its own: one that is written to after it was chosen cannot be read.
fn file(name: &str, bytes: &[u8]) -> PathBuf {
    static FILES: AtomicU32 = AtomicU32::new(0);
    let folder = std::env::temp_dir().join(format!(
        "parlance-import-{}-{}",
        std::process::id(),
        FILES.fetch_add(1, Ordering::Relaxed)
    ));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join(name);
    std::fs::write(&file, bytes).unwrap();
    file
}

/// A file of the importer's own tests.
fn data(name: &str) -> Vec<u8> {
    let file = e2e::root()
        .join("crates/chat/tests/data/imports")
        .join(name);
    std::fs::read(file).unwrap()
}

/// A ZIP of stored entries (APPNOTE.TXT 4.3).
fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for (name, bytes) in entries {
        let place = out.len() as u32;
        let mut fixed = vec![20, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        fixed.extend(crc32(bytes).to_le_bytes());
        fixed.extend((bytes.len() as u32).to_le_bytes());
        fixed.extend((bytes.len() as u32).to_le_bytes());
        fixed.extend((name.len() as u16).to_le_bytes());
        fixed.extend([0, 0]);
        out.extend(b"PK\x03\x04");
        out.extend(&fixed);
        out.extend(name.as_bytes());
        out.extend(*bytes);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&fixed);
        directory.extend([0; 10]);
        directory.extend(place.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (place, size) = (out.len() as u32, directory.len() as u32);
    out.extend(directory);
    out.extend(b"PK\x05\x06\x00\x00\x00\x00");
    out.extend((entries.len() as u16).to_le_bytes());
    out.extend((entries.len() as u16).to_le_bytes());
    out.extend(size.to_le_bytes());
    out.extend(place.to_le_bytes());
    out.extend([0, 0]);
    out
}

fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 {
                crc >> 1 ^ 0xedb8_8320
            } else {
                crc >> 1
            };
        }
    }
    !crc
}

/// Opens the dialog from the Chat page.
async fn open(stage: &Stage) -> Result {
    stage.browser.wait_count("chat-bring", 1, PATIENCE).await?;
    stage.browser.click("chat-bring").await?;
    stage
        .browser
        .wait_count("import-files", 1, PATIENCE)
        .await
        .map(drop)
}

/// Chooses files and waits for what became of them: state and text of each, those of before too.
async fn bring(stage: &Stage, files: &[&PathBuf], told: usize) -> Result<Vec<(String, String)>> {
    let files: Vec<&std::path::Path> = files.iter().map(|file| file.as_path()).collect();
    stage.browser.choose_files("import-files", &files).await?;
    stage.browser.wait_count("import-file", told, LONG).await?;
    stage
        .browser
        .wait_state("bring-dialog", "done", LONG)
        .await?;
    let seen = stage.browser.seen_all("import-file").await?;
    let told = seen.into_iter().map(|mut seen| {
        (
            seen.attributes.remove("data-state").unwrap_or_default(),
            seen.text,
        )
    });
    Ok(told.collect())
}

#[tokio::test]
async fn files_come_in_once() -> Result {
    let stage = Stage::ready("#/chat").await?;
    let browser = &stage.browser;
    let archive = file(
        "export.zip",
        &zip(&[
            ("chat.html", b"<p>"),
            ("conversations.json", &data("chatgpt.json")),
        ]),
    );
    let json = file("chats.json", &data("betterchatgpt.json"));
    let markdown = file(
        "talk.md",
        b"# A talk\n\n## User\n\nWhat is a quokka?\n\n## Assistant (m)\n\nA small animal.\n",
    );
    let all = [&archive, &json, &markdown];
    open(&stage).await?;
    let told = bring(&stage, &all, 3).await?;
    assert!(told.iter().all(|(state, _)| state == "taken"), "{told:?}");
    assert!(told[0].1.contains("export.zip › conversations.json") && told[0].1.contains("ChatGPT"));
    let messages = stage.records("messages", |all| all.len() > 5).await?.len();

    // Again: nothing new, and it says so.
    let again = bring(&stage, &all, 6).await?;
    assert!(
        again[3..]
            .iter()
            .all(|(state, text)| state == "nothing-new" && text.contains("Nothing new")),
        "{again:?}"
    );
    assert_eq!(stage.records("messages", |_| true).await?.len(), messages);

    // It is in the list, and what was said is there.
    browser.click("bring-close").await?;
    browser.wait_gone("bring-dialog", PATIENCE).await?;
    browser.set_value("chat-search", "quokka").await?;
    browser.wait_state("chat-finder", "found", LONG).await?;
    browser.click("search-hit").await?;
    browser
        .wait_text("message-text", "quokka", PATIENCE)
        .await?;
    // The report was read: it is gone with the dialog.
    open(&stage).await?;
    assert_eq!(browser.count("import-file").await?, 0);
    Ok(())
}

#[tokio::test]
async fn what_is_wrong_is_told_by_file_and_place() -> Result {
    let stage = Stage::ready("#/settings").await?;
    let browser = &stage.browser;
    browser.wait_count("settings-bring", 1, PATIENCE).await?;
    browser.click("settings-bring").await?;
    browser.wait_count("import-files", 1, PATIENCE).await?;
    let broken = file("broken.json", b"{\"chats\":\n [ { x");
    let other = file("notes.md", b"Just some notes.\n");
    let empty = file("empty.zip", &zip(&[("picture.png", b"x")]));
    let own = file("own.json", br#"{"format":"parlance-conversations","version":1,"conversations":[{"conversation":{"id":"mine","title":"Mine"},"messages":[{"id":"m","role":"user","text":"Hello"}]}]}"#);
    let told = bring(&stage, &[&broken, &other, &empty, &own], 4).await?;
    assert!(
        told[0].1.contains("broken.json") && told[0].1.contains("line 2"),
        "{told:?}"
    );
    assert!(
        told[1].1.contains("notes.md") && told[1].0 == "failed",
        "{told:?}"
    );
    assert!(told[2].1.contains("no history in this archive"), "{told:?}");
    assert!(told[3].0 == "taken" && told[3].1.contains("1"), "{told:?}");
    stage
        .records("conversations", |all| {
            all.len() == 1 && all[0]["id"] == "mine"
        })
        .await?;
    Ok(())
}

#[tokio::test]
async fn an_archive_takes_no_message_from_a_conversation_that_is_here() -> Result {
    let stage = Stage::ready("#/chat").await?;
    open(&stage).await?;
    let export = |id: &str, messages: &str| {
        format!(
            r#"{{"format":"parlance-conversations","version":1,"conversations":[{{"conversation":{{"id":"{id}","title":"{id}"}},"messages":[{messages}]}}]}}"#
        )
    };
    let mine = export("mine", r#"{"id":"m","role":"user","text":"Hello"}"#);
    let thief = export(
        "thief",
        r#"{"id":"m","role":"user","text":"Taken"},{"id":"n","role":"user","text":"Own"}"#,
    );
    let mine = file("mine.json", mine.as_bytes());
    let thief = file("thief.zip", &zip(&[("chats.json", thief.as_bytes())]));
    bring(&stage, &[&mine], 1).await?;
    let told = bring(&stage, &[&thief], 2).await?;
    assert!(told.iter().all(|(state, _)| state == "taken"), "{told:?}");
    stage
        .records("messages", |all| {
            let of = |id: &str| {
                let message = all.iter().find(|message| message["id"] == id);
                message.map(|message| message["conversation"].clone())
            };
            all.len() == 2 && of("m") == Some("mine".into()) && of("n") == Some("thief".into())
        })
        .await?;
    Ok(())
}

#[tokio::test]
async fn a_second_import_brings_what_was_missing() -> Result {
    let stage = Stage::ready("#/chat").await?;
    open(&stage).await?;
    let export = |more: &str| {
        format!(
            r#"{{"format":"parlance-conversations","version":1{more},"conversations":[{{"conversation":{{"id":"c","title":"C"}},"messages":[{{"id":"m","role":"user","text":"Hello","attachments":[{{"id":"a","name":"a.txt","kind":"text"}}]}}]}}]}}"#
        )
    };
    let without = file("without.json", export("").as_bytes());
    let content = r#","attachments":[{"id":"a","content":{"text":"words"}}]"#;
    let with = file("with.json", export(content).as_bytes());
    bring(&stage, &[&without], 1).await?;
    stage.records("messages", |all| all.len() == 1).await?;
    let told = bring(&stage, &[&with], 2).await?;
    assert!(told.iter().all(|(state, _)| state == "taken"), "{told:?}");
    stage
        .records("attachments", |all| {
            all.len() == 1 && all[0]["id"] == "a" && all[0]["conversation"] == "c"
        })
        .await?;
    Ok(())
}

/// One pixel, half clear.
const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

/// A conversation of ChatGPT's: a question with images, and a picture that was drawn in answer.
fn with_images() -> Vec<u8> {
    let image = |at: &str| json!({ "content_type": "image_asset_pointer", "asset_pointer": at });
    let message = |role: &str, parts: Value| {
        let content = json!({ "content_type": "multimodal_text", "parts": parts });
        json!({ "author": { "role": role }, "content": content, "recipient": "all" })
    };
    let asked = json!([
        image("file-service://file-Ab12"),
        image("file-service://file-Gone"),
        image("file-service://file-Draws"),
        image("https://elsewhere.example/beacon.png"),
        image(&format!("data:image/jpeg;base64,{PNG}")),
        "What grows in this pot?"
    ]);
    json!([{
        "title": "A pot", "conversation_id": "pot", "current_node": "drawn", "create_time": 1.0,
        "mapping": {
            "root": { "parent": null, "children": ["asked"], "message": null },
            "asked": { "parent": "root", "children": ["drawn"], "message": message("user", asked) },
            "drawn": { "parent": "asked", "children": [], "message": message("tool", json!([image("sediment://file_0002")])) }
        }
    }])
    .to_string()
    .into_bytes()
}

/// The archive that has them: all but one, and one that is a drawing (SVG) under another name.
fn archive_with_images(name: &str) -> PathBuf {
    let png = base64::engine::general_purpose::STANDARD.decode(PNG);
    let png = png.unwrap();
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
    let entries: [(&str, &[u8]); 6] = [
        ("export/conversations.json", &with_images()),
        ("export/file-Ab12-garden.png", &png),
        ("export/file-Ab123-other.png", b"another image"),
        ("export/file-Draws-pot.png", svg),
        ("export/../dalle/file_0002.png", &png),
        ("__MACOSX/export/._file-Gone-pot.png", &png),
    ];
    file(name, &zip(&entries))
}

/// What the report tells of what was left out, whether it is unfolded or not: of each its kind, and the whole line.
async fn told_of(stage: &Stage) -> Result<Vec<(String, String)>> {
    let lines = "return Array.from(document.querySelectorAll('[data-testid=import-note]'), e => [e.dataset.kind, e.textContent])";
    stage.browser.eval(lines, &[]).await
}

/// Regression: images of an archive were dropped, and `[image: …]` was all there was of them.
#[tokio::test]
async fn images_of_a_chatgpt_archive_are_there() -> Result {
    let stage = Stage::ready("#/chat").await?;
    let browser = &stage.browser;
    let archive = archive_with_images("export.zip");
    open(&stage).await?;
    let told = bring(&stage, &[&archive], 1).await?;
    assert_eq!(told[0].0, "taken", "{told:?}");
    assert!(told[0].1.contains("Images: 3."), "{told:?}");
    let kinds: Vec<String> = told_of(&stage).await?.into_iter().map(|it| it.0).collect();
    assert_eq!(kinds, ["attachment", "image-elsewhere", "image-missing"]);

    // In the database: with their message and conversation, made anew, and no mark where one is.
    let messages = stage.records("messages", |all| all.len() == 2).await?;
    let of = |role: &str| messages.iter().find(|it| it["role"] == role).unwrap();
    let (asked, drawn) = (of("user"), of("assistant"));
    assert_eq!(
        asked["text"],
        "[image: file-Gone]\n\n[image: file-Draws]\n\n[image: beacon.png]\n\nWhat grows in this pot?"
    );
    assert_eq!(drawn["text"], "");
    let names = |message: &Value| -> Vec<Value> {
        let all = message["attachments"].as_array().unwrap().iter();
        all.map(|it| json!([it["name"], it["kind"], it["size"], it["tokens"]]))
            .collect()
    };
    assert_eq!(
        names(asked),
        [
            json!(["garden.png", "image", [1, 1], 255]),
            json!(["image.png", "image", [1, 1], 255])
        ]
    );
    assert_eq!(
        names(drawn),
        [json!(["file_0002.png", "image", [1, 1], 255])]
    );
    let contents = stage.records("attachments", |all| all.len() == 3).await?;
    for content in &contents {
        let url = content["content"]["image"].as_str().unwrap();
        assert!(url.starts_with("data:image/png;base64,"), "{url}");
        assert_eq!(content["conversation"], asked["conversation"]);
    }

    // Again: nothing new, none twice, and nothing is said to be lost that is here.
    let again = bring(&stage, &[&archive], 2).await?;
    assert_eq!(again[1].0, "nothing-new", "{again:?}");
    assert!(!again[1].1.contains("Images:"), "{again:?}");
    assert_eq!(
        stage.records("attachments", |_| true).await?.len(),
        contents.len()
    );
    let same = stage.records("messages", |_| true).await?;
    assert_eq!(same, messages);

    // On the question and on the answer; opened, it is a picture.
    browser.click("bring-close").await?;
    browser.wait_gone("bring-dialog", PATIENCE).await?;
    browser.click("conversation-open").await?;
    browser.wait_count("message-file", 3, PATIENCE).await?;
    let shown = browser.wait_text("message-text", "pot", PATIENCE).await?;
    assert!(
        !shown.contains("garden") && shown.contains("file-Gone"),
        "{shown}"
    );
    for nth in [0, 2] {
        browser.click_nth("message-file-open", nth).await?;
        browser.wait_count("attachment-image", 1, PATIENCE).await?;
        browser
            .wait_js(
                "document.querySelector('[data-testid=attachment-image]').naturalWidth === 1",
                PATIENCE,
            )
            .await?;
        browser.press("Escape").await?;
        browser.wait_gone("attachment-view", PATIENCE).await?;
    }
    Ok(())
}

#[tokio::test]
async fn images_come_when_their_archive_comes_later() -> Result {
    let stage = Stage::ready("#/chat").await?;
    open(&stage).await?;
    // Without its archive but for what is in the file itself: the question gets that, the answer nothing.
    let alone = file("conversations.json", &with_images());
    let told = bring(&stage, &[&alone], 1).await?;
    assert!(told[0].1.contains("Images: 1."), "{told:?}");
    let missing = told_of(&stage).await?.into_iter().last().unwrap();
    assert_eq!(missing.0, "image-missing");
    assert!(missing.1.contains("(4)"), "{missing:?}");
    let before = stage.records("messages", |all| all.len() == 2).await?;

    // The answer is as it came, and gets its picture; the question has one, and stays as it is.
    let archive = archive_with_images("later.zip");
    let told = bring(&stage, &[&archive], 2).await?;
    assert_eq!(told[1].0, "taken", "{told:?}");
    assert!(told[1].1.contains("Images: 1."), "{told:?}");
    let after = stage
        .records("messages", |all| {
            let drawn = all.iter().find(|it| it["role"] == "assistant").unwrap();
            drawn["text"] == "" && drawn["attachments"][0]["name"] == "file_0002.png"
        })
        .await?;
    let of = |all: &[Value]| all.iter().find(|it| it["role"] == "user").cloned();
    assert_eq!(of(&before), of(&after));
    assert_eq!(stage.records("attachments", |_| true).await?.len(), 2);
    Ok(())
}

#[tokio::test]
async fn keys_in_a_file_stay_there() -> Result {
    let stage = Stage::ready("#/chat").await?;
    open(&stage).await?;
    let names = ["nextchat.json", "librechat.json", "llamaui.json"];
    let files: Vec<PathBuf> = names.iter().map(|name| file(name, &data(name))).collect();
    let files: Vec<&PathBuf> = files.iter().collect();
    let told = bring(&stage, &files, 3).await?;
    assert!(told.iter().all(|(state, _)| state == "taken"), "{told:?}");
    stage.records("messages", |all| !all.is_empty()).await?;
    let places = stage.browser.stored().await?.places_of("canary");
    assert!(places.is_empty(), "{places:?}");
    Ok(())
}

#[tokio::test]
async fn the_dialog_is_accessible() -> Result {
    let options = BrowserOptions {
        reduced_motion: true,
        ..BrowserOptions::default()
    };
    let mut stage = Stage::ready_as("#/chat", options).await?;
    open(&stage).await?;
    let files = [
        file("chats.json", &data("chatgpt.json")),
        file("broken2.json", b"[{"),
    ];
    bring(&stage, &[&files[0], &files[1]], 2).await?;
    stage.browser.assert_accessible("import").await?;
    stage.browser.set_dark(true).await?;
    stage.browser.resize(360, 740).await?;
    stage
        .browser
        .assert_accessible("import, dark, phone")
        .await?;
    assert_eq!(
        common::overflow(&stage.browser).await?,
        Vec::<String>::new()
    );
    Ok(())
}
