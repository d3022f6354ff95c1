//! The prompt library as a file: written in a form of its own, read in that and in the forms of others.
//!
//! ```json
//! { "format": "parlance-prompts", "version": 1, "prompts": [ { "name": "…", "text": "…" } ] }
//! ```
//!
//! Others write a list of objects (`act` and `prompt`; `title` and `content`; `command`), or of pairs.

use serde_json::{Value, json};

use crate::prompt::{MOST_PROMPT_NAME, MOST_PROMPT_TEXT, Prompt};

const FORMAT: &str = "parlance-prompts";
/// The most prompts that are read of a file.
const MOST_PROMPTS: usize = 2_000;
const NAMES: [&str; 5] = ["name", "title", "act", "command", "label"];
const TEXTS: [&str; 5] = ["text", "prompt", "content", "template", "value"];

/// What a file of prompts held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PromptFile {
    /// Name and text of each, both within their bounds.
    pub prompts: Vec<(String, String)>,
    /// How many entries were not prompts, or too long for one.
    pub left_out: usize,
}

/// The library as a file. What is hidden is not in it.
pub fn write_prompts(prompts: &[Prompt]) -> String {
    let prompts: Vec<Value> = prompts
        .iter()
        .filter(|prompt| !prompt.hidden)
        .map(|prompt| json!({ "name": prompt.name, "text": prompt.text }))
        .collect();
    let whole = json!({ "format": FORMAT, "version": 1, "prompts": prompts });
    format!("{whole:#}\n")
}

/// Reads a file of prompts. None where it is none.
pub fn read_prompts(text: &str) -> Option<PromptFile> {
    let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
    let list = match &value {
        Value::Array(list) => list,
        Value::Object(object) => ["prompts", "templates", "data"]
            .iter()
            .find_map(|name| object.get(*name)?.as_array())?,
        _ => return None,
    };
    let mut file = PromptFile::default();
    for entry in list {
        match prompt_of(entry).filter(|_| file.prompts.len() < MOST_PROMPTS) {
            Some(prompt) if file.prompts.contains(&prompt) => {}
            Some(prompt) => file.prompts.push(prompt),
            None => file.left_out += 1,
        }
    }
    Some(file)
}

fn prompt_of(entry: &Value) -> Option<(String, String)> {
    let (name, text) = match entry {
        Value::Array(pair) => (pair.first()?.as_str()?, pair.get(1)?.as_str()?),
        Value::Object(object) => {
            let of = |names: &[&str]| names.iter().find_map(|name| object.get(*name)?.as_str());
            (of(&NAMES)?, of(&TEXTS)?)
        }
        _ => return None,
    };
    cleaned(name, text)
}

/// A name and a text as they are kept. None where one of them is empty or too long.
pub fn cleaned_prompt(name: &str, text: &str) -> Option<(String, String)> {
    cleaned(name, text)
}

fn cleaned(name: &str, text: &str) -> Option<(String, String)> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name.trim_start_matches('/').trim().to_string();
    let text = text.replace('\0', "");
    let text = text.trim().to_string();
    let fits = (1..=MOST_PROMPT_NAME).contains(&name.chars().count())
        && (1..=MOST_PROMPT_TEXT).contains(&text.chars().count());
    fits.then_some((name, text))
}
