//! Any devices, any order: all come to the same, and nothing is lost.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use wire::Millis;

use super::tests::{Device, Folder, conversation, message};
use super::*;
use crate::record::Message;
use crate::tree::Tree;

#[derive(Clone, Debug)]
enum Act {
    Say {
        device: usize,
        thread: u8,
        under: usize,
    },
    GoOn {
        device: usize,
        thread: u8,
        at: usize,
    },
    Delete {
        device: usize,
        thread: u8,
        at: usize,
    },
    DeleteThread {
        device: usize,
        thread: u8,
    },
    Rename {
        device: usize,
        thread: u8,
    },
    Sync {
        device: usize,
    },
}

fn act() -> impl Strategy<Value = Act> {
    let (device, thread, at) = (0..3_usize, 0..2_u8, 0..9_usize);
    prop_oneof![
        5 => (device.clone(), thread.clone(), at.clone()).prop_map(|(device, thread, under)| Act::Say { device, thread, under }),
        2 => (device.clone(), thread.clone(), at.clone()).prop_map(|(device, thread, at)| Act::GoOn { device, thread, at }),
        2 => (device.clone(), thread.clone(), at).prop_map(|(device, thread, at)| Act::Delete { device, thread, at }),
        1 => (device.clone(), thread.clone()).prop_map(|(device, thread)| Act::DeleteThread { device, thread }),
        1 => (device.clone(), thread).prop_map(|(device, thread)| Act::Rename { device, thread }),
        4 => device.prop_map(|device| Act::Sync { device }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Devices that come by in any order, with anything done between: at the end all have the same, and what nobody
    /// deleted is there.
    #[test]
    fn all_come_to_the_same_and_nothing_is_lost(acts in prop::collection::vec(act(), 0..40)) {
        let mut devices = vec![Device::default(), Device::default(), Device::default()];
        let mut folder = Folder::default();
        let mut said: BTreeMap<String, String> = BTreeMap::new();
        let mut deleted: BTreeSet<String> = BTreeSet::new();
        let mut buried: BTreeSet<String> = BTreeSet::new();
        let mut now: Millis = 1_000;
        for (step, act) in acts.into_iter().enumerate() {
            now += 10;
            match act {
                Act::Say { device, thread, under } => {
                    let id = format!("c{thread}");
                    let thread = devices[device].threads.entry(id.clone()).or_default();
                    if thread.conversation.deleted.is_some() {
                        continue;
                    }
                    thread.conversation.id.clone_from(&id);
                    let parent = (!thread.messages.is_empty())
                        .then(|| thread.messages[under % thread.messages.len()].id.clone());
                    let mut one = message(&format!("m{step}"), parent.as_deref(), &format!("said {step}."));
                    one.conversation.clone_from(&id);
                    one.created = now;
                    thread.conversation.updated = now;
                    thread.conversation.leaf = Some(one.id.clone());
                    said.insert(one.id.clone(), id);
                    thread.messages.push(one);
                }
                Act::GoOn { device, thread, at } => {
                    if let Some(thread) = devices[device].threads.get_mut(&format!("c{thread}"))
                        && !thread.messages.is_empty()
                    {
                        let at = at % thread.messages.len();
                        thread.messages[at].text.push_str(&format!(" on {step}."));
                    }
                }
                Act::Delete { device, thread, at } => {
                    if let Some(thread) = devices[device].threads.get_mut(&format!("c{thread}"))
                        && !thread.messages.is_empty()
                    {
                        let mut tree = Tree::from_messages(thread.messages.clone());
                        let id = thread.messages[at % thread.messages.len()].id.clone();
                        let gone: BTreeSet<String> = tree.remove_subtree(&id).into_iter().map(|it| it.id).collect();
                        thread.messages.retain(|it| !gone.contains(&it.id));
                        deleted.extend(gone);
                    }
                }
                Act::DeleteThread { device, thread } => {
                    let id = format!("c{thread}");
                    if devices[device].threads.remove(&id).is_some() {
                        buried.insert(id);
                    }
                }
                Act::Rename { device, thread } => {
                    if let Some(thread) = devices[device].threads.get_mut(&format!("c{thread}")) {
                        thread.conversation.title = format!("Title {step}");
                    }
                }
                Act::Sync { device } => {
                    devices[device].sync(&mut folder, now);
                }
            }
        }
        for _ in 0..3 {
            for device in &mut devices {
                now += 10;
                device.sync(&mut folder, now);
            }
        }
        let shown = devices[0].shown();
        prop_assert_eq!(&shown, &devices[1].shown());
        prop_assert_eq!(&shown, &devices[2].shown());
        for device in &mut devices {
            now += 10;
            prop_assert_eq!(device.sync(&mut folder, now), FolderReport::default());
        }
        let all: BTreeSet<&String> = shown.values().flat_map(|(_, messages)| messages.keys()).collect();
        for (id, thread) in &said {
            if !deleted.contains(id) && !buried.contains(thread) {
                prop_assert!(all.contains(id), "{} is lost", id);
            }
        }
        for thread in devices[0].threads.values() {
            let tree = Tree::from_messages(thread.messages.clone());
            prop_assert_eq!(tree.in_order().len(), thread.messages.len());
        }
    }

    /// Whatever stands in a file, reading it ends, and what is read is written the same.
    #[test]
    fn any_text_is_read_and_written_again(texts in prop::collection::vec("[a#\\\\<!\\- \n\r{}parlnce:\"]{0,40}", 1..5)) {
        let messages: Vec<Message> = texts.iter().enumerate().map(|(at, text)| Message {
            created: at as u64,
            ..message(&format!("m{at}"), None, text)
        }).collect();
        let file = FolderFile { conversation: conversation("c", "t"), messages, marks: Marks::default() };
        let text = write_folder_file(&file);
        prop_assert_eq!(read_folder_file(&text), Ok(file));
    }

    #[test]
    fn nothing_that_is_read_breaks_it(text in "(---\nparlance: 1\n)?[a-z{}\":\n\\-<! >]{0,200}") {
        let _ = read_folder_file(&text);
    }
}
