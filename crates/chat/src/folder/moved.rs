//! Only what moved is looked at, and what comes of it is what comes of looking at all; what cannot be read waits.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use proptest::prelude::*;
use wire::Millis;

use super::tests::{Device, Folder, conversation, message};
use super::*;
use crate::export::Thread;
use crate::record::MessageState;

/// What is done between two syncs, here or to the files.
#[derive(Clone, Debug)]
enum Act {
    Say(u8, usize),
    Edit(u8, usize),
    Arrive(u8),
    Arrived(u8),
    Attach(u8, usize),
    Leave(u8, usize),
    Unsay(u8, usize),
    Title(u8),
    Tag(u8),
    PutAway(u8),
    BringBack(u8),
    Purge(u8),
    WriteOutside(usize),
    Break(usize, bool),
    Refuse(usize),
    Mend,
    Remove(usize),
    Copy(usize),
    PutOver(usize, usize),
    Sync(usize),
}

fn act() -> impl Strategy<Value = Act> {
    let (thread, at) = (0..4_u8, 0..9_usize);
    let both = (thread.clone(), at.clone());
    prop_oneof![
        8 => both.clone().prop_map(|(thread, at)| Act::Say(thread, at)),
        2 => both.clone().prop_map(|(thread, at)| Act::Edit(thread, at)),
        1 => thread.clone().prop_map(Act::Arrive),
        1 => thread.clone().prop_map(Act::Arrived),
        1 => both.clone().prop_map(|(thread, at)| Act::Attach(thread, at)),
        1 => both.clone().prop_map(|(thread, at)| Act::Leave(thread, at)),
        1 => both.prop_map(|(thread, at)| Act::Unsay(thread, at)),
        1 => thread.clone().prop_map(Act::Title),
        1 => thread.clone().prop_map(Act::Tag),
        1 => thread.clone().prop_map(Act::PutAway),
        1 => thread.clone().prop_map(Act::BringBack),
        1 => thread.prop_map(Act::Purge),
        1 => at.clone().prop_map(Act::WriteOutside),
        1 => (at.clone(), any::<bool>()).prop_map(|(at, ours)| Act::Break(at, ours)),
        1 => at.clone().prop_map(Act::Refuse),
        2 => Just(Act::Mend),
        1 => at.clone().prop_map(Act::Remove),
        1 => at.clone().prop_map(Act::Copy),
        1 => (at.clone(), at).prop_map(|(from, to)| Act::PutOver(from, to)),
        8 => (0..2_usize).prop_map(Act::Sync),
    ]
}

fn nth(folder: &Folder, at: usize) -> Option<String> {
    let count = folder.files.len().max(1);
    folder.files.keys().nth(at % count).cloned()
}

/// Does it to a device; true where it was nothing that the folder sees.
fn act_here(device: &mut Device, act: &Act, step: usize, now: Millis) {
    let id = |thread: &u8| format!("c{thread}");
    if let Act::Say(thread, under) = act {
        let id = id(thread);
        let thread = device.threads.entry(id.clone()).or_default();
        thread.conversation.id.clone_from(&id);
        let parent = (!thread.messages.is_empty())
            .then(|| thread.messages[under % thread.messages.len()].id.clone());
        let mut one = message(
            &format!("m{step}"),
            parent.as_deref(),
            &format!("said {step}."),
        );
        one.conversation = id;
        one.created = now;
        thread.messages.push(one);
        return;
    }
    if let Act::Purge(thread) = act {
        device.threads.remove(&id(thread));
        return;
    }
    let (Act::Edit(thread, _)
    | Act::Arrive(thread)
    | Act::Arrived(thread)
    | Act::Attach(thread, _)
    | Act::Leave(thread, _)
    | Act::Unsay(thread, _)
    | Act::Title(thread)
    | Act::Tag(thread)
    | Act::PutAway(thread)
    | Act::BringBack(thread)) = act
    else {
        return;
    };
    let Some(thread) = device.threads.get_mut(&id(thread)) else {
        return;
    };
    let record = &mut thread.conversation;
    match act {
        Act::Title(_) => record.title = format!("Title {step}"),
        Act::Tag(_) => record.tags = vec![format!("tag{step}")],
        Act::PutAway(_) => record.deleted = Some(now),
        Act::BringBack(_) => record.deleted = None,
        _ if thread.messages.is_empty() => {}
        Act::Edit(_, at) => {
            let at = at % thread.messages.len();
            thread.messages[at].text = format!("edited {step}.");
        }
        Act::Arrive(_) => {
            let last = thread.messages.len() - 1;
            thread.messages[last].state = MessageState::Streaming;
        }
        Act::Arrived(_) => {
            for one in &mut thread.messages {
                if one.state == MessageState::Streaming {
                    one.state = MessageState::Truncated;
                    one.text.push_str(" so far");
                }
            }
        }
        Act::Attach(_, at) => {
            let at = at % thread.messages.len();
            thread.messages[at].attachments.push(crate::AttachmentRef {
                id: format!("a{step}"),
                ..crate::AttachmentRef::default()
            });
        }
        Act::Leave(_, at) => {
            let at = at % thread.messages.len();
            thread.messages[at].left_out ^= true;
        }
        Act::Unsay(_, at) => {
            let at = at % thread.messages.len();
            thread.messages.remove(at);
        }
        _ => {}
    }
}

fn act_there(folder: &mut Folder, spoiled: &mut BTreeSet<String>, act: &Act, step: usize) {
    match act {
        Act::WriteOutside(at) => {
            let Some(name) = nth(folder, *at) else { return };
            let Ok(mut file) = read_folder_file(&folder.files[&name].0) else {
                return;
            };
            let mut one = message(&format!("o{step}"), None, "from outside");
            one.conversation.clone_from(&file.conversation.id);
            file.messages.push(one);
            folder.put(&name, &write_folder_file(&file));
        }
        Act::Break(at, ours) => {
            let Some(name) = nth(folder, *at) else { return };
            let text = if *ours {
                "---\nparlance: 1\nconv"
            } else {
                "My notes"
            };
            folder.put(&name, text);
            spoiled.insert(name);
        }
        Act::Refuse(at) => {
            if let Some(name) = nth(folder, *at) {
                folder.refused.insert(name);
            }
        }
        Act::Mend => {
            folder.refused.clear();
            for name in std::mem::take(spoiled) {
                folder.files.remove(&name);
            }
        }
        Act::Remove(at) => {
            if let Some(name) = nth(folder, *at) {
                folder.files.remove(&name);
                folder.refused.remove(&name);
                spoiled.remove(&name);
            }
        }
        Act::Copy(at) => {
            let Some(name) = nth(folder, *at) else { return };
            let text = folder.files[&name].0.clone();
            folder.put(&format!("A copy {step}.md"), &text);
        }
        Act::PutOver(from, to) => {
            let (Some(from), Some(to)) = (nth(folder, *from), nth(folder, *to)) else {
                return;
            };
            if !spoiled.contains(&from) && !spoiled.contains(&to) {
                let text = folder.files[&from].0.clone();
                folder.put(&to, &text);
            }
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever is done here and to the files: looking at what moved writes the files, puts the records and reports what
    /// looking at all would, and leaves what cannot be read as it is.
    #[test]
    fn what_moved_is_enough(acts in prop::collection::vec(act(), 0..60)) {
        let mut devices = [Device::default(), Device::default()];
        let mut folder = Folder::default();
        let mut spoiled = BTreeSet::new();
        let mut now: Millis = 1_000;
        for (step, act) in acts.iter().enumerate() {
            now += 10;
            let Act::Sync(at) = act else {
                let device = &mut devices[step % 2];
                act_here(device, act, step, now);
                act_there(&mut folder, &mut spoiled, act, step);
                continue;
            };
            let device = &mut devices[*at];
            let (mut whole, mut whole_folder) = (device.clone(), folder.clone());
            whole.seen.whole = false;
            let before = folder.clone();
            let whole_report = whole.sync(&mut whole_folder, now);
            let report = device.sync(&mut folder, now);
            prop_assert_eq!(&report, &whole_report);
            let texts = |folder: &Folder| {
                let files = folder.files.iter();
                files.map(|(name, (text, _))| (name.clone(), text.clone())).collect::<Vec<_>>()
            };
            prop_assert_eq!(texts(&folder), texts(&whole_folder));
            prop_assert_eq!(&device.threads, &whole.threads);
            prop_assert!(device.looked_at.is_subset(&whole.looked_at));
            for name in spoiled.iter().chain(&folder.refused) {
                prop_assert_eq!(folder.files.get(name), before.files.get(name), "{}", name);
                prop_assert!(report.troubles.iter().any(|(left, _)| left == name)
                    // Notes under a name that was never ours are nobody's trouble.
                    || folder.files[name].0 == "My notes", "{}", name);
            }
            // Looked at again, nothing is done.
            let again = device.sync(&mut folder, now + 1);
            prop_assert_eq!(again, FolderReport { troubles: report.troubles, ..FolderReport::default() });
        }
    }
}

fn full(conversations: usize) -> Device {
    let mut device = Device::default();
    for at in 0..conversations {
        let id = format!("c{at}");
        let mut one = message(&format!("m{at}"), None, "Hello");
        one.conversation.clone_from(&id);
        let thread = Thread {
            conversation: conversation(&id, &format!("Title {at}")),
            messages: vec![one],
        };
        device.threads.insert(id, thread);
    }
    device
}

#[test]
fn after_one_answer_one_conversation_is_read_and_one_file_written() {
    let mut device = full(5_000);
    let mut folder = Folder::default();
    assert_eq!(device.sync(&mut folder, 1).written, 5_000);
    let messages = &mut device.threads.get_mut("c77").unwrap().messages;
    messages.push(message("answer", Some("m77"), "Well"));
    assert_eq!(device.sync(&mut folder, 2).written, 1);
    assert_eq!(device.looked_at, BTreeSet::from(["c77".to_owned()]));
    assert_eq!(device.sync(&mut folder, 3), FolderReport::default());
    assert!(device.looked_at.is_empty());
    // The same where one file is changed from outside, or goes.
    let name = |device: &Device, id: &str| device.met[id].name.clone();
    let changed = name(&device, "c5");
    let text = folder.files[&changed].0.replace("Hello", "Hello there");
    folder.put(&changed, &text);
    folder.files.remove(&name(&device, "c6"));
    let report = device.sync(&mut folder, 4);
    assert_eq!((report.read, report.written), (1, 1));
    assert_eq!(device.looked_at.len(), 2);
    assert_eq!(device.threads["c5"].messages[0].text, "Hello there");
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_all_others_are_in_step() {
    let mut device = full(3);
    let mut folder = Folder::default();
    device.sync(&mut folder, 1);
    let name = device.met["c1"].name.clone();
    folder.refused.insert(name.clone());
    for thread in device.threads.values_mut() {
        thread.conversation.title.push_str(", new");
    }
    let before = folder.files[&name].clone();
    for now in 2..4 {
        let report = device.sync(&mut folder, now);
        let busy = FileTrouble::Unread("busy".to_owned());
        assert_eq!(report.troubles, [(name.clone(), busy)]);
        assert_eq!(report.written, if now == 2 { 2 } else { 0 });
    }
    assert_eq!(folder.files[&name], before);
    assert!(device.threads["c1"].conversation.deleted.is_none());
    folder.refused.clear();
    let report = device.sync(&mut folder, 4);
    assert_eq!((report.written, report.troubles.len()), (1, 0));
    assert!(folder.files[&name].0.contains("Title 1, new"));
}

#[test]
fn what_is_no_text_is_left_alone() {
    let listed = vec![Listed {
        name: "Title 0.md".to_owned(),
        stamp: (1, 2),
    }];
    let mut plan = FolderPlan::new(Seen::default(), listed, Vec::new());
    assert_eq!(plan.to_read(), ["Title 0.md"]);
    plan.take("Title 0.md", Err(FileTrouble::NotText));
    let thread = full(1).threads.remove("c0");
    let FolderNext::Do(step) = plan.step("c0", thread, None, &BTreeSet::new(), 1) else {
        panic!("nothing is done");
    };
    assert_ne!(step.seen.name, "Title 0.md");
    let (_, report) = plan.finish();
    let left = ("Title 0.md".to_owned(), FileTrouble::NotText);
    assert_eq!(report.troubles, [left]);
}

/// The first file of a conversation was removed where a copy had come before it in the list.
#[test]
fn a_copy_that_is_listed_first_does_not_take_the_file_with_it() {
    let mut device = full(1);
    let mut folder = Folder::default();
    device.sync(&mut folder, 1);
    let name = device.met["c0"].name.clone();
    let text = folder.files[&name].0.clone();
    folder.put("A copy.md", &text);
    folder.put(&name, &text);
    device.sync(&mut folder, 2);
    assert_eq!(folder.files.keys().collect::<Vec<_>>(), [&name]);
    assert_eq!(device.sync(&mut folder, 3), FolderReport::default());
}

/// A file that was put over another one's was written over in its turn.
#[test]
fn a_file_in_the_place_of_anothers_stays() {
    let mut device = full(2);
    let mut folder = Folder::default();
    device.sync(&mut folder, 1);
    let [first, second] = ["c0", "c1"].map(|id| device.met[id].name.clone());
    let text = folder.files.remove(&second).unwrap().0;
    folder.put(&first, &text);
    device.sync(&mut folder, 2);
    assert_eq!(folder.files[&first].0, text);
    assert_eq!(folder.files.len(), 2);
    assert_eq!(device.sync(&mut folder, 3), FolderReport::default());
    assert_eq!(device.shown().len(), 2);
}

#[test]
fn what_somebody_else_wrote_is_read_once() {
    let mut device = full(1);
    let mut folder = Folder::default();
    folder.put("shopping.md", "milk");
    device.sync(&mut folder, 1);
    let listed = |at| {
        vec![Listed {
            name: "shopping.md".to_owned(),
            stamp: (at, 4),
        }]
    };
    let read = |at| FolderPlan::new(device.seen.clone(), listed(at), Vec::new()).to_read();
    assert!(read(1).is_empty());
    assert_eq!(read(2), ["shopping.md"]);
}

#[test]
fn what_an_older_build_saw_is_taken_over() {
    let older = r#"{"threads":{"c":{"name":"T c.md","stamp":[4,9],"hash":"ab","conversation":{"id":"c","title":"T"},"messages":["m"],"lengths":{"m":1},"marks":{}}}}"#;
    let mut seen: Seen = serde_json::from_str(older).unwrap();
    let threads = seen.take_older();
    assert_eq!((threads.len(), threads[0].id.as_str()), (1, "c"));
    assert_eq!(seen.files["c"], ("T c.md".to_owned(), (4, 9)));
    assert!(!seen.whole);
    assert!(!serde_json::to_string(&seen).unwrap().contains("threads"));
    assert!(seen.take_older().is_empty());
}

/// Notes of somebody's own that had the second name that was tried were written over.
#[test]
fn a_name_that_somebody_else_uses_is_never_taken() {
    let mut folder = Folder::default();
    for _ in 0..4 {
        let mut device = full(1);
        device.sync(&mut folder, 1);
        let name = device.met["c0"].name.clone();
        assert_ne!(folder.files[&name].0, "My notes");
        folder.put(&name, "My notes");
    }
    assert_eq!(folder.files.len(), 4);
    assert!(folder.files.values().all(|(text, _)| text == "My notes"));
}

/// A conversation that had lost its name to another one was given that of a third, whose file was missing: both were written
/// into one.
#[test]
fn the_name_of_a_missing_file_is_not_given_away() {
    let mut device = Device::default();
    let mut folder = Folder::default();
    for id in ["c1", "c2", "c3"] {
        device = device.with(id, &[]);
    }
    device.sync(&mut folder, 1);
    let [first, second] = ["c1", "c2"].map(|id| device.met[id].name.clone());
    for (id, name) in [("c2", "Other.md"), ("c3", second.as_str())] {
        device.met.get_mut(id).unwrap().name = name.to_owned();
        device.seen.files.get_mut(id).unwrap().0 = name.to_owned();
    }
    folder.files.retain(|name, _| *name == first);
    let text = folder.files[&first].0.clone();
    folder.put("Other.md", &text);
    device.sync(&mut folder, 2);
    let ids = folder.files.values().map(|(text, _)| {
        let file = read_folder_file(text).unwrap();
        file.conversation.id
    });
    assert_eq!(ids.collect::<BTreeSet<_>>().len(), 3);
    assert_eq!(device.sync(&mut folder, 3), FolderReport::default());
}
