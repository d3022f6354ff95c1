#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};

use wire::{Millis, Role};

use super::*;
use crate::export::Thread;
use crate::record::{Conversation, Message, MessageState};

pub(super) fn message(id: &str, parent: Option<&str>, text: &str) -> Message {
    Message {
        id: id.to_owned(),
        conversation: "c".to_owned(),
        parent: parent.map(str::to_owned),
        role: Role::User,
        text: text.to_owned(),
        ..Message::default()
    }
}

pub(super) fn conversation(id: &str, title: &str) -> Conversation {
    Conversation {
        id: id.to_owned(),
        title: title.to_owned(),
        ..Conversation::default()
    }
}

/// A machine with its conversations, and what it saw of the folder.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Device {
    pub(super) threads: BTreeMap<String, Thread>,
    pub(super) seen: Seen,
    pub(super) met: BTreeMap<String, SeenThread>,
    /// As they were when they were last looked at: what is otherwise now moved. The page has a mark in its database for it.
    still: BTreeMap<String, Thread>,
    /// The conversations whose records were read the last time.
    pub(super) looked_at: BTreeSet<String>,
}

/// By conversation: its title, and by message its text and parent.
pub(super) type Shown = BTreeMap<String, (String, BTreeMap<String, (String, Option<String>)>)>;

/// The folder: names, texts, and when each was written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Folder {
    pub(super) files: BTreeMap<String, (String, u64)>,
    /// Those that the browser does not read.
    pub(super) refused: BTreeSet<String>,
    clock: u64,
}

impl Folder {
    pub(super) fn put(&mut self, name: &str, text: &str) {
        self.clock += 1;
        self.files
            .insert(name.to_owned(), (text.to_owned(), self.clock));
    }
}

impl Device {
    pub(super) fn with(mut self, id: &str, messages: &[Message]) -> Self {
        let thread = Thread {
            conversation: conversation(id, "Title"),
            messages: messages.to_vec(),
        };
        self.threads.insert(id.to_owned(), thread);
        self
    }

    pub(super) fn sync(&mut self, folder: &mut Folder, now: Millis) -> FolderReport {
        let listed = folder
            .files
            .iter()
            .filter(|(name, _)| !folder.refused.contains(*name))
            .map(|(name, (text, at))| Listed {
                name: name.clone(),
                stamp: (*at, text.len() as u64),
            })
            .collect();
        let refused = folder.refused.iter();
        let refused = refused.map(|name| (name.clone(), "busy".to_owned()));
        let mut plan = FolderPlan::new(self.seen.clone(), listed, refused.collect());
        for name in plan.to_read() {
            plan.take(&name, Ok(&folder.files[&name].0));
        }
        let known = self.threads.keys().chain(self.still.keys()).cloned();
        let here = known
            .filter(|id| plan.wants_all() || self.threads.get(id) != self.still.get(id))
            .collect::<BTreeSet<String>>();
        self.looked_at = plan.ids(here);
        for id in self.looked_at.clone() {
            self.meet(&mut plan, folder, &id, now);
        }
        let (seen, report) = plan.finish();
        self.seen = seen;
        report
    }

    fn meet(&mut self, plan: &mut FolderPlan, folder: &mut Folder, id: &str, now: Millis) {
        let foreign = plan.messages(id).into_iter().filter(|message| {
            let mut others = self.threads.iter().filter(|(of, _)| *of != id);
            others.any(|(_, thread)| thread.messages.iter().any(|it| it.id == *message))
        });
        let foreign = foreign.collect();
        let mine = self.threads.get(id).cloned();
        match plan.step(id, mine, self.met.get(id), &foreign, now) {
            FolderNext::Wait => return,
            FolderNext::Nothing => {}
            FolderNext::Do(mut step) => {
                let thread = self.threads.get_mut(id);
                if let (None, Some(_)) = (&thread, &step.record) {
                    self.threads.insert(id.to_owned(), Thread::default());
                }
                if let Some(thread) = self.threads.get_mut(id) {
                    thread.conversation = step
                        .record
                        .take()
                        .unwrap_or_else(|| thread.conversation.clone());
                    for message in &step.put {
                        thread.messages.retain(|it| it.id != message.id);
                        thread.messages.push(message.clone());
                    }
                    thread.messages.retain(|it| !step.gone.contains(&it.id));
                }
                if let Some(text) = &step.write {
                    folder.put(&step.seen.name, text);
                    let (text, at) = &folder.files[&step.seen.name];
                    step.seen.stamp = (*at, text.len() as u64);
                }
                for name in &step.removes {
                    folder.files.remove(name);
                }
                plan.done(&step);
                self.met.insert(id.to_owned(), step.seen);
            }
        }
        match self.threads.get(id) {
            Some(thread) => self.still.insert(id.to_owned(), thread.clone()),
            None => self.still.remove(id),
        };
    }

    /// What a person sees.
    pub(super) fn shown(&self) -> Shown {
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
    assert_eq!((report.troubles.len(), report.written), (1, 0));
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

#[test]
fn a_copy_stays_while_its_conversation_waits() {
    let mut here = Device::default().with("c", &[message("a", None, "x")]);
    let mut folder = Folder::default();
    here.sync(&mut folder, 1);
    let name = folder.files.keys().next().unwrap().clone();
    let mut copy = read_folder_file(&folder.files[&name].0).unwrap();
    copy.messages
        .push(message("b", Some("a"), "only in the copy"));
    // Both are as nobody left them, and an answer is arriving here.
    let text = folder.files[&name].0.clone();
    folder.put(&name, &text);
    folder.put("copy.md", &write_folder_file(&copy));
    let mut arriving = message("d", Some("a"), "so far");
    arriving.state = MessageState::Streaming;
    let messages = &mut here.threads.get_mut("c").unwrap().messages;
    messages.push(arriving);
    here.sync(&mut folder, 2);
    assert_eq!(folder.files.len(), 2);
    let messages = &mut here.threads.get_mut("c").unwrap().messages;
    messages[1].state = MessageState::Done;
    here.sync(&mut folder, 3);
    assert_eq!(folder.files.len(), 1);
    assert_eq!(here.threads["c"].messages.len(), 3);
}

#[test]
fn a_file_takes_no_message_from_another_conversation() {
    let mut here = Device::default().with("c", &[message("a", None, "mine")]);
    let mut folder = Folder::default();
    here.sync(&mut folder, 1);
    let stolen = |id: &str, text: &str| FolderFile {
        conversation: conversation(id, "Thief"),
        messages: vec![
            Message {
                conversation: id.to_owned(),
                ..message("a", None, text)
            },
            Message {
                conversation: id.to_owned(),
                ..message("n", None, text)
            },
        ],
        marks: Marks::default(),
    };
    folder.put("t.md", &write_folder_file(&stolen("t", "longer than mine")));
    folder.put(
        "u.md",
        &write_folder_file(&stolen("u", "longer still than mine")),
    );
    here.sync(&mut folder, 2);
    let of = |id: &str| {
        let messages = here.threads[id].messages.iter();
        messages
            .map(|it| (it.id.clone(), it.text.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(of("c"), [("a".to_owned(), "mine".to_owned())]);
    assert_eq!(of("t"), [("n".to_owned(), "longer than mine".to_owned())]);
    assert!(of("u").is_empty());
    // The same where it had been deleted and can still be brought back.
    here.threads.get_mut("c").unwrap().conversation.deleted = Some(3);
    folder.put(
        "v.md",
        &write_folder_file(&stolen("v", "the longest of all")),
    );
    here.sync(&mut folder, 4);
    assert_eq!(here.threads["c"].messages.len(), 1);
    assert!(here.threads["v"].messages.is_empty());
}

#[test]
fn names_of_folders_and_tags_in_a_file_are_made_clean() {
    let mut file = FolderFile {
        conversation: conversation("c", "t"),
        ..FolderFile::default()
    };
    file.conversation.folder = "a\u{202e}\n b".to_owned();
    file.conversation.tags = vec!["#x".to_owned(), "X".to_owned()];
    let read = read_folder_file(&write_folder_file(&file)).unwrap();
    assert_eq!(read.conversation.folder, "a b");
    assert_eq!(read.conversation.tags, ["x"]);
}
