#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use wire::{Millis, Role};

use super::*;
use crate::export::Thread;
use crate::record::{Conversation, Message, MessageState};
use crate::tree::Tree;

fn message(id: &str, parent: Option<&str>, text: &str) -> Message {
    Message {
        id: id.to_owned(),
        conversation: "c".to_owned(),
        parent: parent.map(str::to_owned),
        role: Role::User,
        text: text.to_owned(),
        ..Message::default()
    }
}

fn conversation(id: &str, title: &str) -> Conversation {
    Conversation {
        id: id.to_owned(),
        title: title.to_owned(),
        ..Conversation::default()
    }
}

/// A machine with its conversations, and what it saw of the folder.
#[derive(Clone, Default)]
struct Device {
    threads: BTreeMap<String, Thread>,
    seen: Seen,
}

/// By conversation: its title, and by message its text and parent.
type Shown = BTreeMap<String, (String, BTreeMap<String, (String, Option<String>)>)>;

/// The folder: names, texts, and when each was written.
#[derive(Clone, Default)]
struct Folder {
    files: BTreeMap<String, (String, u64)>,
    clock: u64,
}

impl Folder {
    fn put(&mut self, name: &str, text: &str) {
        self.clock += 1;
        self.files
            .insert(name.to_owned(), (text.to_owned(), self.clock));
    }
}

impl Device {
    fn with(mut self, id: &str, messages: &[Message]) -> Self {
        let thread = Thread {
            conversation: conversation(id, "Title"),
            messages: messages.to_vec(),
        };
        self.threads.insert(id.to_owned(), thread);
        self
    }

    fn sync(&mut self, folder: &mut Folder, now: Millis) -> FolderReport {
        let listed: Vec<Listed> = folder
            .files
            .iter()
            .map(|(name, (text, at))| Listed {
                name: name.clone(),
                stamp: (*at, text.len() as u64),
            })
            .collect();
        let read: Vec<(String, String)> = self
            .seen
            .to_read(&listed)
            .into_iter()
            .map(|name| (name.to_owned(), folder.files[name].0.clone()))
            .collect();
        let here = self.threads.values().cloned().collect();
        let mut plan = plan(here, &listed, &read, &self.seen, now);
        for record in plan.conversations {
            let thread = self.threads.entry(record.id.clone()).or_default();
            thread.conversation = record;
        }
        for message in plan.messages {
            let thread = self.threads.get_mut(&message.conversation).unwrap();
            thread.messages.retain(|it| it.id != message.id);
            thread.messages.push(message);
        }
        for (thread, gone) in plan.gone {
            let thread = self.threads.get_mut(&thread).unwrap();
            thread.messages.retain(|it| it.id != gone);
        }
        for write in plan.writes {
            folder.put(&write.name, &write.text);
            let (text, at) = &folder.files[&write.name];
            plan.seen.threads.get_mut(&write.id).unwrap().stamp = (*at, text.len() as u64);
        }
        for name in plan.removes {
            folder.files.remove(&name);
        }
        self.seen = plan.seen;
        plan.report
    }

    /// What a person sees.
    fn shown(&self) -> Shown {
        self.threads
            .values()
            .filter(|thread| thread.conversation.deleted.is_none())
            .map(|thread| {
                let messages = thread
                    .messages
                    .iter()
                    .map(|it| (it.id.clone(), (it.text.clone(), it.parent.clone())));
                let title = thread.conversation.title.clone();
                (thread.conversation.id.clone(), (title, messages.collect()))
            })
            .collect()
    }
}

#[test]
fn what_is_written_is_read_again() {
    let texts = [
        "",
        "\n",
        "a",
        "a\n",
        "\n\na\n\n",
        "<!-- parlance {} -->",
        "\\<!-- parlance {} -->",
        "a\n\\\\<!-- parlance x\nb",
        "## User",
        "## User\n\n## User\n",
        "---\nparlance: 1\n---",
        "a\r\nb\rc",
        "```\nopen",
        "\u{feff}a\u{0}\u{2028}",
    ];
    let mut parent: Option<String> = None;
    let mut messages = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        let id = format!("m{at}");
        let mut one = message(&id, parent.as_deref(), text);
        one.created = at as u64;
        one.reasoning = text.to_string();
        one.model = Some("<!-- --> a/b".to_owned());
        one.role = if at % 2 == 0 {
            Role::User
        } else {
            Role::Assistant
        };
        one.state = MessageState::Truncated;
        messages.push(one);
        parent = Some(id);
    }
    let mut marks = Marks::default();
    marks.set("gone", 7, true);
    let file = FolderFile {
        conversation: conversation("c", "A --> title\n---\n"),
        messages,
        marks,
    };
    let text = write_folder_file(&file);
    assert_eq!(read_folder_file(&text), Ok(file.clone()));
    assert_eq!(
        read_folder_file(text.trim_end_matches('\n'))
            .unwrap()
            .messages
            .len(),
        texts.len()
    );
}

#[test]
fn what_is_not_ours_is_left_alone_and_what_is_broken_too() {
    let check = |text: &str, problem| assert_eq!(read_folder_file(text), Err(problem), "{text}");
    check("", FolderProblem::NotOurs);
    check("# Shopping", FolderProblem::NotOurs);
    check("---\ntitle: x\n---\n", FolderProblem::NotOurs);
    check(
        "---\nparlance: 2\nconversation: {\"id\":\"c\"}\n---\n",
        FolderProblem::Broken,
    );
    check("---\nparlance: 1\n---\n", FolderProblem::Broken);
    check(
        "---\nparlance: 1\nconversation: {\"id\":\"c\"}",
        FolderProblem::Broken,
    );
    check(
        "---\nparlance: 1\nconversation: {\"id\":\"c\"}\n---\n\n<!-- parlance {\"id\": -->\n",
        FolderProblem::Broken,
    );
    let mut device = Device::default().with("c", &[message("a", None, "x")]);
    let mut folder = Folder::default();
    device.sync(&mut folder, 1);
    let name = folder.files.keys().next().unwrap().clone();
    folder.put(&name, "---\nparlance: 1\nconv");
    folder.put("shopping.md", "milk");
    device
        .threads
        .get_mut("c")
        .unwrap()
        .messages
        .push(message("b", Some("a"), "y"));
    let report = device.sync(&mut folder, 2);
    assert_eq!((report.unreadable, report.written), (1, 0));
    assert_eq!(folder.files[&name].0, "---\nparlance: 1\nconv");
    assert_eq!(folder.files["shopping.md"].0, "milk");
}

#[test]
fn an_editor_that_ends_lines_its_own_way_changes_nothing() {
    let mut device = Device::default().with(
        "c",
        &[message("a", None, "x\ny"), message("b", Some("a"), "z")],
    );
    let mut folder = Folder::default();
    device.sync(&mut folder, 1);
    let name = folder.files.keys().next().unwrap().clone();
    let text = folder.files[&name].0.replace('\n', "\r\n");
    folder.put(&name, &text);
    let before = device.shown();
    let report = device.sync(&mut folder, 2);
    assert_eq!(report.conflicts, 0);
    assert_eq!(device.shown(), before);
}

#[test]
fn nothing_is_done_twice() {
    let mut device = Device::default().with("c", &[message("a", None, "x")]);
    let mut folder = Folder::default();
    assert_eq!(device.sync(&mut folder, 1).written, 1);
    assert_eq!(device.sync(&mut folder, 2), FolderReport::default());
    let mut other = Device::default();
    assert_eq!(other.sync(&mut folder, 3).read, 1);
    assert_eq!(other.shown(), device.shown());
    assert_eq!(other.sync(&mut folder, 4), FolderReport::default());
    assert_eq!(device.sync(&mut folder, 5), FolderReport::default());
}

#[test]
fn both_are_kept_where_both_went_on() {
    let start = [message("a", None, "one")];
    let mut here = Device::default().with("c", &start);
    let mut folder = Folder::default();
    here.sync(&mut folder, 1);
    let mut there = Device::default();
    there.sync(&mut folder, 2);
    here.threads.get_mut("c").unwrap().messages[0].text = "one two".to_owned();
    there.threads.get_mut("c").unwrap().messages[0].text = "one three".to_owned();
    here.sync(&mut folder, 3);
    let report = there.sync(&mut folder, 4);
    assert_eq!(report.conflicts, 1);
    here.sync(&mut folder, 5);
    assert_eq!(here.shown(), there.shown());
    let texts: BTreeSet<String> = here.shown()["c"]
        .1
        .values()
        .map(|it| it.0.clone())
        .collect();
    assert_eq!(
        texts,
        BTreeSet::from(["one two".to_owned(), "one three".to_owned()])
    );
    // Only longer: no conflict.
    here.threads.get_mut("c").unwrap().messages[0]
        .text
        .push_str(" four");
    here.sync(&mut folder, 6);
    assert_eq!(there.sync(&mut folder, 7).conflicts, 0);
}

#[test]
fn fields_of_both_are_kept_and_a_deletion_travels() {
    let mut here = Device::default().with(
        "c",
        &[message("a", None, "x"), message("b", Some("a"), "y")],
    );
    let mut folder = Folder::default();
    here.sync(&mut folder, 1);
    let mut there = Device::default();
    there.sync(&mut folder, 2);
    here.threads.get_mut("c").unwrap().conversation.title = "New".to_owned();
    there.threads.get_mut("c").unwrap().conversation.pinned = true;
    there.threads.get_mut("c").unwrap().messages.pop();
    here.sync(&mut folder, 3);
    there.sync(&mut folder, 4);
    here.sync(&mut folder, 5);
    let thread = &here.threads["c"];
    assert_eq!(thread.conversation.title, "New");
    assert!(thread.conversation.pinned);
    assert_eq!(thread.messages.len(), 1);
    // The whole conversation, and undone here in time.
    there.threads.clear();
    there.sync(&mut folder, 6);
    assert_eq!(here.sync(&mut folder, 7).deleted, 1);
    assert!(here.threads["c"].conversation.deleted.is_some());
    here.threads.get_mut("c").unwrap().conversation.deleted = None;
    here.sync(&mut folder, 8);
    assert_eq!(there.sync(&mut folder, 9).read, 1);
    assert_eq!(there.shown(), here.shown());
}

#[test]
fn work_that_knew_nothing_of_a_deletion_undoes_it() {
    let mut here = Device::default().with(
        "c",
        &[message("a", None, "x"), message("b", Some("a"), "y")],
    );
    let mut folder = Folder::default();
    here.sync(&mut folder, 1);
    let mut there = Device::default();
    there.sync(&mut folder, 2);
    here.threads.get_mut("c").unwrap().messages.pop();
    there
        .threads
        .get_mut("c")
        .unwrap()
        .messages
        .push(message("d", Some("b"), "on"));
    here.sync(&mut folder, 3);
    assert_eq!(there.sync(&mut folder, 4).conflicts, 1);
    here.sync(&mut folder, 5);
    assert_eq!(here.threads["c"].messages.len(), 3);
    assert_eq!(here.shown(), there.shown());
}

#[test]
fn copies_that_other_tools_made_become_one_file() {
    let mut here = Device::default().with("c", &[message("a", None, "x")]);
    let mut folder = Folder::default();
    here.sync(&mut folder, 1);
    let (name, (text, _)) = folder
        .files
        .iter()
        .next()
        .map(|(k, v)| (k.clone(), v.clone()))
        .unwrap();
    let mut copy = read_folder_file(&text).unwrap();
    copy.messages
        .push(message("b", Some("a"), "only in the copy"));
    folder.put("Title (conflicted copy).md", &write_folder_file(&copy));
    here.sync(&mut folder, 2);
    assert_eq!(folder.files.keys().collect::<Vec<_>>(), [&name]);
    assert_eq!(here.threads["c"].messages.len(), 2);
}

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
