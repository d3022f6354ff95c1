//! What other devices, and what is not Parlance, may do to the folder without doing it to what is here.
#![allow(clippy::unwrap_used)]

use super::tests::{Device, Folder, conversation, message};
use super::*;

#[test]
fn what_is_left_out_stays_left_out_here_alone() {
    let mut here = Device::default().with(
        "c",
        &[message("a", None, "x"), message("b", Some("a"), "y")],
    );
    let mut folder = Folder::default();
    here.sync(&mut folder, 1);
    let mut there = Device::default();
    there.sync(&mut folder, 2);
    let left_out = |device: &mut Device| {
        let messages = device.threads["c"].messages.iter();
        let left = messages.filter(|it| it.left_out).map(|it| it.id.clone());
        left.collect::<Vec<_>>()
    };
    for one in &mut here.threads.get_mut("c").unwrap().messages {
        one.left_out = true;
    }
    assert_eq!(here.sync(&mut folder, 3), FolderReport::default());
    // The other one goes on, and writes the file anew.
    let messages = &mut there.threads.get_mut("c").unwrap().messages;
    messages[0].text.push_str(" more");
    messages.push(message("d", Some("b"), "z"));
    there.sync(&mut folder, 4);
    here.sync(&mut folder, 5);
    assert_eq!(here.shown(), there.shown());
    let mut kept = left_out(&mut here);
    kept.sort();
    assert_eq!(kept, ["a", "b"]);
    assert!(left_out(&mut there).is_empty());
    // Older builds wrote it.
    let text = folder.files.values().next().unwrap().0.clone();
    let older = text.replacen("\"id\":\"a\"", "\"id\":\"a\",\"left_out\":true", 1);
    assert_ne!(older, text);
    assert!(!read_folder_file(&older).unwrap().messages[0].left_out);
}

#[test]
fn a_file_of_our_name_that_is_no_longer_ours_is_left_alone() {
    let mut device = Device::default().with("c", &[message("a", None, "x")]);
    let mut folder = Folder::default();
    device.sync(&mut folder, 1);
    let name = folder.files.keys().next().unwrap().clone();
    for theirs in ["My own notes", ""] {
        folder.put(&name, theirs);
        let messages = &mut device.threads.get_mut("c").unwrap().messages;
        messages[0].text.push('x');
        let report = device.sync(&mut folder, 2);
        assert_eq!((report.troubles.len(), report.written), (1, 0));
        assert_eq!(folder.files[&name].0, theirs);
    }
    // Taken away, it is written again.
    folder.files.remove(&name);
    assert_eq!(device.sync(&mut folder, 3).written, 1);
}

#[test]
fn an_answer_that_went_on_undoes_a_deletion() {
    let mut here = Device::default().with("c", &[message("a", None, "x")]);
    let mut folder = Folder::default();
    here.sync(&mut folder, 1);
    let mut there = Device::default();
    there.sync(&mut folder, 2);
    here.threads.clear();
    here.sync(&mut folder, 3);
    let messages = &mut there.threads.get_mut("c").unwrap().messages;
    messages[0].text.push_str(" and on");
    let report = there.sync(&mut folder, 4);
    assert_eq!((report.deleted, report.conflicts), (0, 1));
    here.sync(&mut folder, 5);
    assert_eq!(here.shown(), there.shown());
    // What was seen by an older build has no lengths.
    let old: SeenThread = serde_json::from_str(r#"{"messages":["a"]}"#).unwrap();
    assert!(old.lengths.is_empty());
}

#[test]
fn a_time_that_no_clock_shows_decides_nothing() {
    let mut file = FolderFile {
        conversation: conversation("c", "t"),
        messages: vec![message("a", None, "x")],
        ..FolderFile::default()
    };
    for at in [u64::MAX, u64::MAX - 1, 8_640_000_000_000_001] {
        file.marks.0.insert("b".to_owned(), Mark { at, gone: true });
        let read = read_folder_file(&write_folder_file(&file)).unwrap();
        assert_eq!(read.marks.0["b"].at, 0);
    }
    file.marks.0.insert(
        "b".to_owned(),
        Mark {
            at: u64::MAX,
            gone: true,
        },
    );
    file.marks.set("b", 1, false);
    assert_eq!(file.marks.0["b"].at, u64::MAX);
}

/// A tool that copies folders, or a backup, puts the file back that was there before the deletion.
#[test]
fn an_old_file_that_is_put_back_undoes_no_deletion() {
    let mut here = Device::default().with(
        "c",
        &[message("a", None, "x"), message("b", Some("a"), "y")],
    );
    let conversation = &mut here.threads.get_mut("c").unwrap().conversation;
    conversation.system = "Be brief.".to_owned();
    let mut folder = Folder::default();
    here.sync(&mut folder, 1);
    let mut there = Device::default();
    there.sync(&mut folder, 2);
    let (name, (old, _)) = folder.files.first_key_value().unwrap();
    let (name, old) = (name.clone(), old.clone());
    here.threads.clear();
    here.sync(&mut folder, 3);
    let tombstone = folder.files[&name].0.clone();
    assert!(tombstone.contains("*(deleted)*") && !tombstone.contains("Be brief."));
    for now in 4..6 {
        folder.put(&name, &old);
        let report = here.sync(&mut folder, now);
        assert_eq!((report.conflicts, report.written), (0, 1));
        assert_eq!(folder.files[&name].0, tombstone);
        assert!(here.shown().is_empty());
    }
    // Another device deletes it, too; and there the old file comes back just as little.
    assert_eq!(there.sync(&mut folder, 6).deleted, 1);
    folder.put(&name, &old);
    there.sync(&mut folder, 7);
    assert_eq!(folder.files[&name].0, tombstone);
    // What was written in it since does.
    let mut file = read_folder_file(&old).unwrap();
    file.messages.push(message("n", Some("b"), "new"));
    folder.put(&name, &write_folder_file(&file));
    here.sync(&mut folder, 8);
    assert_eq!(here.shown()["c"].1.len(), 3);
}

/// A file without an id, which nobody could read, was written for each.
#[test]
fn what_was_deleted_before_the_folder_was_chosen_leaves_nothing_there() {
    let mut here = Device::default().with("c", &[message("a", None, "x")]);
    here.threads.get_mut("c").unwrap().conversation.deleted = Some(1);
    let mut folder = Folder::default();
    assert_eq!(here.sync(&mut folder, 2), FolderReport::default());
    assert!(folder.files.is_empty());
    // Brought back, it is there; and deleted again, it is marked.
    here.threads.get_mut("c").unwrap().conversation.deleted = None;
    assert_eq!(here.sync(&mut folder, 3).written, 1);
    here.threads.get_mut("c").unwrap().conversation.deleted = Some(4);
    assert_eq!(here.sync(&mut folder, 5).written, 1);
    let text = &folder.files.values().next().unwrap().0;
    let file = read_folder_file(text).unwrap();
    assert!(file.marks.gone("c") && file.conversation.id == "c");
}
