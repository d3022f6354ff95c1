//! Parlance's own export, taken apart so that it can be written in batches, each whole: conversations by the worker, what only
//! the page can write (translations and turns) handed to it in parts.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use chat::{
    ExportProblem, ParameterPreset, Prompt, StoredAttachment, Thread, Translation, TravellingTurn,
    read_export,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// So many conversations, or messages, are written at once, or so many bytes of attachments: then the next conversation waits.
const CONVERSATIONS: usize = 50;
const MESSAGES: usize = 2_000;
const CONTENT_BYTES: usize = 32 << 20;
/// So many translations and turns, or so many bytes of them, go to the page at once: it must not stutter.
const PART: usize = 200;
const PART_BYTES: usize = 256 << 10;

/// What of an export is neither conversations nor what they hold, nor translations and turns.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct OwnRest {
    /// The settings that travel.
    pub settings: Map<String, Value>,
    /// Glossaries.
    pub glossaries: Vec<Value>,
    /// Styles of translations.
    pub styles: Vec<Value>,
    /// Prompts of the library.
    pub prompts: Vec<Prompt>,
    /// Named parameters.
    pub presets: Vec<ParameterPreset>,
}

/// Some of the translations and turns; neither when all were given.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct OwnPart {
    /// Translations that are new here.
    pub translations: Vec<Translation>,
    /// Turns that are new here.
    pub turns: Vec<TravellingTurn>,
}

/// What became of the conversations, and what is to come of the rest.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnTaken {
    /// Conversations that were new here, or got messages.
    pub conversations: usize,
    /// Conversations that were here and older.
    pub replaced: usize,
    /// Conversations that were here already.
    pub unchanged: usize,
    /// Messages written.
    pub messages: usize,
    /// Messages left out: their ids belong to other conversations.
    pub foreign: usize,
    /// Translations that were here already.
    pub translations_unchanged: usize,
}

/// What is written at once.
#[derive(Debug, Default)]
pub struct OwnBatch {
    /// Conversations with their messages.
    pub threads: Vec<Thread>,
    /// What is in the attachments that the messages name.
    pub contents: Vec<StoredAttachment>,
}

/// A file that was read.
pub struct OwnFile {
    threads: VecDeque<Thread>,
    contents: BTreeMap<String, StoredAttachment>,
    export: chat::Export,
    part: (VecDeque<Translation>, VecDeque<TravellingTurn>),
    messages: usize,
}

impl OwnFile {
    /// Reads the text of a file.
    ///
    /// # Errors
    ///
    /// What is wrong with it: then nothing of it is taken.
    pub fn read(text: &str) -> Result<(OwnFile, OwnRest), ExportProblem> {
        let mut export = read_export(text)?;
        let rest = OwnRest {
            settings: std::mem::take(&mut export.settings),
            glossaries: std::mem::take(&mut export.glossaries),
            styles: std::mem::take(&mut export.styles),
            prompts: std::mem::take(&mut export.prompts),
            presets: std::mem::take(&mut export.presets),
        };
        let contents = std::mem::take(&mut export.attachments).into_iter();
        let threads: VecDeque<Thread> = export.take_threads().into();
        let file = OwnFile {
            messages: threads.iter().map(|thread| thread.messages.len()).sum(),
            threads,
            contents: contents.map(|one| (one.id.clone(), one)).collect(),
            export,
            part: Default::default(),
        };
        Ok((file, rest))
    }

    /// How many messages there are in the conversations that were not given yet.
    pub fn messages(&self) -> usize {
        self.messages
    }

    /// The next conversations; none when all were given.
    pub fn batch(&mut self) -> Option<OwnBatch> {
        let mut batch = OwnBatch::default();
        let (mut messages, mut bytes) = (0, 0);
        while batch.threads.len() < CONVERSATIONS && messages < MESSAGES && bytes < CONTENT_BYTES {
            let Some(thread) = self.threads.pop_front() else {
                break;
            };
            messages += thread.messages.len();
            for attached in thread.messages.iter().flat_map(|one| &one.attachments) {
                if let Some(content) = self.contents.remove(&attached.id) {
                    bytes += content.content.len();
                    batch.contents.push(content);
                }
            }
            batch.threads.push(thread);
        }
        self.messages -= messages;
        (!batch.threads.is_empty()).then_some(batch)
    }

    /// Leaves out the translations and turns whose ids are known; how many translations that are.
    pub fn known(&mut self, translations: &BTreeSet<&str>, turns: &BTreeSet<&str>) -> usize {
        let (new, unchanged) = self.export.take_new_translations(translations);
        self.part = (new.into(), self.export.take_new_turns(turns).into());
        unchanged
    }

    /// The next translations and turns, after [`known`](Self::known).
    pub fn part(&mut self) -> OwnPart {
        let mut part = OwnPart::default();
        let mut bytes = 0;
        let has_room = |count: usize, bytes: usize| count < PART && bytes < PART_BYTES;
        while has_room(part.translations.len(), bytes) {
            let Some(one) = self.part.0.pop_front() else {
                break;
            };
            // Its segments say it all again.
            bytes += 2 * (one.source.len() + one.target.len());
            part.translations.push(one);
        }
        while has_room(part.translations.len() + part.turns.len(), bytes) {
            let Some(one) = self.part.1.pop_front() else {
                break;
            };
            bytes += one.said.len() + one.translation.len();
            part.turns.push(one);
        }
        part
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use chat::{AttachmentContent, AttachmentRef, Conversation, Export, Message};

    fn text(conversations: usize, messages: usize, translations: usize) -> String {
        let all: Vec<Conversation> = (0..conversations)
            .map(|at| Conversation {
                id: format!("c{at}"),
                ..Conversation::default()
            })
            .collect();
        let said = (0..conversations * messages).map(|at| Message {
            id: format!("m{at}"),
            conversation: format!("c{}", at / messages),
            attachments: vec![AttachmentRef {
                id: format!("a{at}"),
                ..AttachmentRef::default()
            }],
            ..Message::default()
        });
        let contents = (0..conversations * messages).map(|at| StoredAttachment {
            id: format!("a{at}"),
            content: AttachmentContent::Text("words".into()),
            ..StoredAttachment::default()
        });
        let made = (0..translations).map(|at| Translation {
            id: format!("t{at}"),
            source: "x".repeat(at),
            ..Translation::default()
        });
        let export = Export::new(0, all, said.collect())
            .with_attachments(contents.collect())
            .with_translations(made.collect())
            .with_turns(vec![TravellingTurn {
                id: "turn".into(),
                ..TravellingTurn::default()
            }])
            .with_settings(serde_json::json!({ "locale": "de" }));
        serde_json::to_string(&export).unwrap()
    }

    #[test]
    fn all_of_it_comes_once_and_in_parts() {
        let (mut file, rest) = OwnFile::read(&text(120, 3, 900)).unwrap();
        assert_eq!(rest.settings["locale"], "de");
        assert_eq!(file.messages(), 360);
        let (mut conversations, mut messages, mut contents, mut batches) = (0, 0, 0, 0);
        while let Some(batch) = file.batch() {
            assert!(batch.threads.len() <= CONVERSATIONS);
            conversations += batch.threads.len();
            messages += batch
                .threads
                .iter()
                .map(|one| one.messages.len())
                .sum::<usize>();
            contents += batch.contents.len();
            batches += 1;
        }
        assert_eq!((conversations, messages, contents), (120, 360, 360));
        assert_eq!((batches, file.messages()), (3, 0));
        let known = BTreeSet::from(["t5", "t6"]);
        assert_eq!(file.known(&known, &BTreeSet::new()), 2);
        let (mut translations, mut turns, mut parts) = (BTreeSet::new(), 0, 0);
        loop {
            let part = file.part();
            if part == OwnPart::default() {
                break;
            }
            assert!(part.translations.len() <= PART);
            translations.extend(part.translations.into_iter().map(|one| one.id));
            turns += part.turns.len();
            parts += 1;
        }
        assert_eq!((translations.len(), turns), (898, 1));
        assert!(!translations.contains("t5") && parts > 4, "{parts}");
    }

    #[test]
    fn a_long_conversation_is_one_batch() {
        let (mut file, _) = OwnFile::read(&text(2, 3_000, 0)).unwrap();
        assert_eq!(file.batch().unwrap().threads[0].messages.len(), 3_000);
        assert_eq!(file.batch().unwrap().threads.len(), 1);
        assert!(file.batch().is_none());
    }

    #[test]
    fn of_a_wrong_file_nothing_is_taken() {
        let wrong = text(1, 1, 0).replace("\"m0\"", "7");
        assert!(OwnFile::read(&wrong).is_err());
    }
}
