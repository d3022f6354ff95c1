//! Conversations, translations and settings as one JSON text, out and in again.
//!
//! Version 1, in full. Unknown fields are ignored everywhere; every field may be missing but the marked ones and each `id`,
//! which must not be empty.
//!
//! ```json
//! { "format": "parlance-conversations", "version": 1, "exported": 0,   the first two required
//!   "conversations": [                             required
//!     { "conversation": { "id": "…", "title": "…", "titled_by": "text|model|person", "pinned": false,
//!         "created": 0, "updated": 0, "system": "…", "model": null, "leaf": null, "deleted": null,   always null
//!         "folder": "…", "tags": [ "…" ], "archived": false, "forked_from": "…",
//!         "side_by_side": "…",                     the question whose answers are looked at side by side
//!         "parameters": { "temperature": 0.0, "top_p": 0.0, "max_output_tokens": 1, "effort": "…", "seed": 0,
//!           "stop": [ "…" ], "format": "text|json-object|json-schema",
//!           "schema": "…" },   what is not set is missing
//!         "context": { "rule": "all|drop-oldest|summarise", "window": 1, "reserve": 0,
//!           "summary": { "text": "…", "upto": "…", "messages": 0, "model": null, "usage": null, "cost": null, "at": 0,
//!             "edited": false } } },
//!       "messages": [
//!         { "id": "…", "parent": null, "role": "user|assistant|system|tool", "text": "…", "reasoning": "…",
//!           "state": "done|stopped|truncated|failed", "model": null, "cost": null, "created": 0,
//!           "usage": { "input": 0, "cached": 0, "output": 0, "reasoning": 0 }, "took": { "first": null, "total": 0 },
//!           "problem": { "kind": "…", "status": null, "code": null }, "failure": { "kind": "over-cap|no-key|offline|…" },
//!           "left_out": false, "edited": false, "attachments": [    left out where there are none; `size` of images, `pages` of files with pages
//!             { "id": "…", "kind": "image|code|markdown|table|json|html|pdf|paste|text", "name": "…", "bytes": 0,
//!               "tokens": 0, "size": [ 0, 0 ], "pages": 0, "without_text": 0 } ] } ] } ],
//!   "translations": [ { "id": "…", "at": 0, "from": null, "to": "…", "source": "…", "target": "…", "edited": false, "pinned": false,
//!       "state": "done|stopped|truncated|failed", "model": "…", "usage": …, "cost": null,
//!       "segments": [ { "source": "…", "target": "…", "source_at": 0, "target_at": 0,   in bytes of UTF-8
//!                       "state": "initial|translated|memory|reviewed|failed", "reason": "…" } ] } ],
//!   "turns": [ { "id": "…", "at": 0, "said": "…", "from": null, "languages": [ "…", "…" ], "translation": "…" } ],
//!   "attachments": [                               what messages name by `id`; or { "image": "data:image/png;base64,…" }
//!     { "id": "…", "conversation": "…", "at": 0, "content": { "text": "…" } } ],
//!   "attachments_left_out": 0,                     more than 128 MB do not travel in one file
//!   "glossaries": [ { "id": "…", "name": "…", "from": "…", "to": "…", "in_use": true, "at": 0,
//!       "terms": [ { "source": "…", "target": "…", "note": "…", "kind": "use|forbidden|keep",
//!                    "case_sensitive": false, "part_of_speech": "…" } ] } ],
//!   "styles": [ { "id": "…", "name": "…", "formality": "default|informal|polite|formal", "audience": "…", "domain": "…",
//!                 "instructions": "…" } ],
//!   "prompts": [ { "id": "…", "at": 0, "name": "…", "text": "…", "hidden": false } ],   left out where there are none
//!   "presets": [ { "id": "…", "name": "…", "at": 0, "parameters": { … } } ],   as those of a conversation
//!   "settings": { "locale": null, "theme": "system|light|dark",
//!     "pace": { "requests_per_minute": 60, "tokens_per_minute": null, "max_concurrent": 4 },
//!     "cap": { "per_day": null, "per_month": null }, "prices": { "model": { "input": 0.0, "cached": null, "output": 0.0 } },
//!     "first_byte_s": null, "between_s": null, "effort": null, "instructions": "…", "plain_titles": false } }
//! ```
//!
//! Prices are dollars per million tokens. Of the settings only these travel: which models are chosen is kept by the
//! endpoint's origin, and stays where it is.
//!
//! Times are milliseconds since the Unix epoch, costs nano-dollars. There is no field for an endpoint or a key: what
//! was sent where, and an endpoint's own words (which may repeat what it was sent), are left out, and dropped where a
//! file brings them.

mod newer;
mod reading;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Serialize;
use serde_json::{Map, Value};
use wire::Millis;

use crate::attach::{StoredAttachment, attachments_that_travel};
use crate::parameters::ParameterPreset;
use crate::prompt::Prompt;
use crate::record::{Conversation, Message, MessageState};
use crate::translation::Translation;
use crate::turn::TravellingTurn;
pub use newer::{Newer, newer_than};
use reading::{list, record, records, require, wrong};

const FORMAT: &str = "parlance-conversations";
const VERSION: u64 = 1;

/// The settings that travel: none that names an endpoint.
const SETTINGS: [&str; 10] = [
    "locale",
    "theme",
    "pace",
    "cap",
    "prices",
    "first_byte_s",
    "between_s",
    "effort",
    "instructions",
    "plain_titles",
];

/// Everything that travels.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Export {
    format: &'static str,
    version: u64,
    /// When it was written.
    pub exported: Millis,
    /// All conversations.
    pub conversations: Vec<Thread>,
    /// The translations made.
    pub translations: Vec<Translation>,
    /// What was said in the conversation between two people.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub turns: Vec<TravellingTurn>,
    /// The contents of attachments.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<StoredAttachment>,
    /// How many of them were left out, being too many for one file.
    #[serde(skip_serializing_if = "is_none")]
    pub attachments_left_out: usize,
    /// The glossaries, each an object with an `id`; what else is in one is for those who know terms.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub glossaries: Vec<Value>,
    /// The named styles of translations, in the same way.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub styles: Vec<Value>,
    /// The person's prompts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub prompts: Vec<Prompt>,
    /// Named parameters. The endpoint that they were made for never travels.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub presets: Vec<ParameterPreset>,
    /// The settings that travel, by name.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub settings: Map<String, Value>,
}

/// A conversation with its messages.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Thread {
    /// What is known of it.
    pub conversation: Conversation,
    /// Its messages, in any order.
    pub messages: Vec<Message>,
}

/// Why a text is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportProblem {
    /// It is not JSON.
    NotJson {
        /// Counted from 1.
        line: usize,
        /// Counted from 1.
        column: usize,
    },
    /// It is JSON, but not an export of Parlance.
    NotAnExport,
    /// It was written by a later Parlance.
    Newer {
        /// The version it names.
        version: u64,
    },
    /// Something in it is wrong.
    Wrong {
        /// Where, as `conversations[3].messages[12].role`.
        place: String,
        /// What, in a few English words for the details.
        what: String,
    },
}

impl fmt::Display for ExportProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ExportProblem::NotJson { line, column } => {
                write!(f, "not JSON at line {line}, column {column}")
            }
            ExportProblem::NotAnExport => f.write_str("not an export of Parlance"),
            ExportProblem::Newer { version } => {
                write!(f, "version {version} is newer than this page knows")
            }
            ExportProblem::Wrong { place, what } => write!(f, "{place}: {what}"),
        }
    }
}

impl std::error::Error for ExportProblem {}

impl Export {
    /// An export of these conversations and their messages. Takes out what must not travel; messages of no
    /// conversation given are left out.
    pub fn new(now: Millis, conversations: Vec<Conversation>, messages: Vec<Message>) -> Self {
        let mut of: BTreeMap<String, Vec<Message>> = BTreeMap::new();
        for message in messages {
            of.entry(message.conversation.clone())
                .or_default()
                .push(message);
        }
        let thread = |conversation: Conversation| {
            let messages = of.remove(&conversation.id).unwrap_or_default();
            Thread {
                conversation,
                messages,
            }
        };
        // What was deleted does not travel, though it could still be brought back here.
        let kept = conversations
            .into_iter()
            .filter(|conversation| conversation.deleted.is_none());
        Export::of_threads(now, kept.map(thread).collect())
    }

    fn of_threads(exported: Millis, mut conversations: Vec<Thread>) -> Self {
        for thread in &mut conversations {
            // It names an endpoint.
            thread.conversation.model_origin = None;
            thread.conversation.cut_from = None;
            thread.conversation.clean();
            thread.messages.iter_mut().for_each(strip);
        }
        Export {
            format: FORMAT,
            version: VERSION,
            exported,
            conversations,
            translations: Vec::new(),
            turns: Vec::new(),
            attachments: Vec::new(),
            attachments_left_out: 0,
            glossaries: Vec::new(),
            styles: Vec::new(),
            prompts: Vec::new(),
            presets: Vec::new(),
            settings: Map::new(),
        }
    }

    /// With these translations.
    #[must_use]
    pub fn with_translations(mut self, mut translations: Vec<Translation>) -> Self {
        translations.iter_mut().for_each(Translation::settle);
        self.translations = translations;
        self
    }

    /// With these turns of the conversation between two people.
    #[must_use]
    pub fn with_turns(mut self, turns: Vec<TravellingTurn>) -> Self {
        self.turns = turns;
        self
    }

    /// With those of these contents that its messages name, as far as one file holds them.
    #[must_use]
    pub fn with_attachments(mut self, contents: Vec<StoredAttachment>) -> Self {
        let messages = self
            .conversations
            .iter()
            .flat_map(|thread| &thread.messages);
        let named: BTreeSet<&str> = messages
            .flat_map(|message| &message.attachments)
            .map(|attached| attached.id.as_str())
            .collect();
        let (attachments, left_out) = attachments_that_travel(contents, |id| named.contains(id));
        self.attachments = attachments;
        self.attachments_left_out = left_out;
        self
    }

    /// With these glossaries and styles. What has no id is left out.
    #[must_use]
    pub fn with_wishes(mut self, glossaries: Vec<Value>, styles: Vec<Value>) -> Self {
        let named = |one: &Value| one["id"].as_str().is_some_and(|id| !id.trim().is_empty());
        self.glossaries = glossaries.into_iter().filter(named).collect();
        self.styles = styles.into_iter().filter(named).collect();
        self
    }

    /// With these prompts.
    #[must_use]
    pub fn with_prompts(mut self, prompts: Vec<Prompt>) -> Self {
        self.prompts = prompts;
        self
    }

    /// With these named parameters, of whichever endpoint.
    #[must_use]
    pub fn with_presets(mut self, presets: Vec<ParameterPreset>) -> Self {
        let nowhere = |preset| ParameterPreset {
            origin: String::new(),
            ..preset
        };
        self.presets = presets.into_iter().map(nowhere).collect();
        self
    }

    /// With what of these settings may travel. What is not an object holds none.
    #[must_use]
    pub fn with_settings(mut self, settings: Value) -> Self {
        if let Value::Object(mut settings) = settings {
            settings.retain(|name, _| SETTINGS.contains(&name.as_str()));
            self.settings = settings;
        }
        self
    }

    /// Takes out the translations whose ids are not among `known`, and how many are left as they are. What is here is
    /// never overwritten: it may have been edited since.
    pub fn take_new_translations(&mut self, known: &BTreeSet<&str>) -> (Vec<Translation>, usize) {
        let all = std::mem::take(&mut self.translations);
        let count = all.len();
        let mut taken = BTreeSet::new();
        let new: Vec<Translation> = all
            .into_iter()
            .filter(|one| !known.contains(one.id.as_str()) && taken.insert(one.id.clone()))
            .collect();
        let unchanged = count - new.len();
        (new, unchanged)
    }

    /// Takes out the turns whose ids are not among `known`. What is here is never overwritten.
    pub fn take_new_turns(&mut self, known: &BTreeSet<&str>) -> Vec<TravellingTurn> {
        let mut taken = BTreeSet::new();
        std::mem::take(&mut self.turns)
            .into_iter()
            .filter(|one| !known.contains(one.id.as_str()) && taken.insert(one.id.clone()))
            .collect()
    }
}

/// Reads the JSON of an [`Export`], of this version, or what someone made look like it.
pub fn read_export(text: &str) -> Result<Export, ExportProblem> {
    let value: Value =
        serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
            ExportProblem::NotJson {
                line: error.line(),
                column: error.column(),
            }
        })?;
    let Value::Object(mut root) = value else {
        return Err(ExportProblem::NotAnExport);
    };
    if root.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(ExportProblem::NotAnExport);
    }
    match root.get("version").and_then(Value::as_u64) {
        Some(VERSION) => {}
        Some(version) if version > VERSION => return Err(ExportProblem::Newer { version }),
        _ => return Err(wrong("version".to_owned(), "must be 1")),
    }
    let mut conversations = Vec::new();
    for (index, thread) in list(root.remove("conversations"), "conversations")?
        .into_iter()
        .enumerate()
    {
        conversations.push(read_thread(thread, &format!("conversations[{index}]"))?);
    }
    let exported = root
        .get("exported")
        .and_then(Value::as_u64)
        .unwrap_or_default();
    let translations = records(&mut root, "translations", |one: &Translation| &one.id)?;
    let turns = records(&mut root, "turns", |turn: &TravellingTurn| &turn.id)?;
    let attachments = records(&mut root, "attachments", |one: &StoredAttachment| &one.id)?;
    let prompts = records(&mut root, "prompts", |prompt: &Prompt| &prompt.id)?;
    let presets = records(&mut root, "presets", |preset: &ParameterPreset| &preset.id)?;
    let mut named = |name: &str| -> Result<Vec<Value>, ExportProblem> {
        let Some(some) = root.remove(name) else {
            return Ok(Vec::new());
        };
        let all = list(Some(some), name)?;
        for (index, one) in all.iter().enumerate() {
            require(
                one["id"].as_str().unwrap_or_default(),
                &format!("{name}[{index}]"),
            )?;
        }
        Ok(all)
    };
    let (glossaries, styles) = (named("glossaries")?, named("styles")?);
    Ok(Export::of_threads(exported, conversations)
        .with_translations(translations)
        .with_turns(turns)
        .with_attachments(attachments)
        .with_wishes(glossaries, styles)
        .with_prompts(prompts)
        .with_presets(presets)
        .with_settings(root.remove("settings").unwrap_or_default()))
}

fn read_thread(value: Value, place: &str) -> Result<Thread, ExportProblem> {
    let Value::Object(mut thread) = value else {
        return Err(wrong(place.to_owned(), "must be an object"));
    };
    let conversation_place = format!("{place}.conversation");
    let mut conversation: Conversation =
        record(thread.remove("conversation"), &conversation_place)?;
    require(&conversation.id, &conversation_place)?;
    // What was deleted does not travel: a file that says so would take away what is here.
    conversation.deleted = None;
    let mut messages = Vec::new();
    let listed = match thread.remove("messages") {
        None => Vec::new(),
        some => list(some, &format!("{place}.messages"))?,
    };
    for (index, value) in listed.into_iter().enumerate() {
        let place = format!("{place}.messages[{index}]");
        let mut message: Message = record(Some(value), &place)?;
        require(&message.id, &place)?;
        message.conversation.clone_from(&conversation.id);
        messages.push(message);
    }
    Ok(Thread {
        conversation,
        messages,
    })
}

fn is_none(count: &usize) -> bool {
    *count == 0
}

/// The longest an endpoint's code is, in bytes, where it travels: it says what kind of failure, and no more.
const CODE_BYTES: usize = 60;

/// Takes out of a message what must not travel, and ends what cannot go on elsewhere.
pub(crate) fn strip(message: &mut Message) {
    message.sent = None;
    if let Some(problem) = &mut message.problem {
        problem.message.clear();
        problem.body.clear();
        problem.param = None;
        problem.request_id = None;
        if let Some(code) = &mut problem.code {
            code.truncate(code.floor_char_boundary(CODE_BYTES));
        }
    }
    if message.state == MessageState::Streaming {
        message.state = MessageState::Truncated;
    }
}
