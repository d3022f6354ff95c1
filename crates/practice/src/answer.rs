//! What the endpoint says.

use crate::ask::{Ask, Format, Message};
use crate::batch;
use crate::faults::Fault;
use crate::json_answer;
use crate::memory::Memory;
use crate::prompt;
use crate::said::{self, Said};
use crate::sample::sample_markdown;
use crate::tools::{self, Call};

/// An answer before any limit or fault.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Answer {
    pub text: String,
    pub reasoning: String,
    pub refusal: Option<String>,
    /// The finish reason, where it is neither "stop" nor that of a limit.
    pub finish: Option<&'static str>,
    pub call: Option<Call>,
    /// What was asked, for the faults that happen once to a conversation.
    pub subject: String,
}

/// The text a chat message asks for word by word: `say:` and everything after it (one space after the colon is
/// left out), `markdown N`: N × 1,024 bytes of [`sample_markdown`], or `blocks`: code in several languages, formulas, a table. None
/// for any other message.
pub fn requested_text(message: &str) -> Option<String> {
    let message = message.trim_start();
    if let Some(rest) = message.strip_prefix("say:") {
        return Some(rest.strip_prefix(' ').unwrap_or(rest).to_owned());
    }
    if message.trim_end() == "blocks" {
        return Some(include_str!("blocks.md").to_owned());
    }
    let size = message
        .strip_prefix("markdown ")?
        .split_whitespace()
        .next()?;
    let size: usize = size.parse().ok()?;
    Some(sample_markdown(size.min(4_096) * 1024))
}

pub(crate) fn answer(ask: &Ask, memory: &mut Memory) -> Answer {
    let asked = last_user(&ask.messages);
    let subject =
        prompt::translation(&ask.messages).map_or_else(|| asked.to_owned(), |found| found.source);
    let mut out = Answer {
        text: String::new(),
        reasoning: String::new(),
        refusal: None,
        finish: None,
        call: None,
        subject,
    };
    let answers_tool = ask
        .messages
        .last()
        .is_some_and(|message| message.role == "tool");
    if !answers_tool {
        out.call = tools::call(&ask.tools, &ask.choice, asked);
        if out.call.is_some() {
            return out;
        }
    }
    let batch = batch::batch(&ask.messages);
    let said = match (&ask.format, &batch) {
        (_, Some(batch)) => said::said(ask, batch, memory),
        (Format::Text, None) => {
            let (said, subject) = text(ask, memory);
            if let Some(subject) = subject {
                out.subject = subject;
            }
            said
        }
        (Format::Json, None) => Said::good(json_answer::object(ask).to_string()),
        (Format::Schema { name, schema }, None) => {
            Said::good(json_answer::by_schema(ask, name, schema).to_string())
        }
    };
    (out.text, out.refusal, out.finish) = (said.text, said.refusal, said.finish);
    reshape(ask.model.fault, &mut out);
    for stop in ask.stop.iter().filter(|stop| !stop.is_empty()) {
        if let Some(at) = out.text.find(stop.as_str()) {
            out.text.truncate(at);
        }
    }
    out
}

pub(crate) fn last_user(messages: &[Message]) -> &str {
    let last = messages.iter().rev().find(|message| message.role == "user");
    last.map_or("", |message| message.text.as_str())
}

/// The text, and what it was asked by when that is not the last message.
fn text(ask: &Ask, memory: &mut Memory) -> (Said, Option<String>) {
    if let Some(found) = prompt::translation(&ask.messages) {
        let mut said = said::alone(ask, &found, memory);
        let so_far = found.so_far.as_deref();
        if let Some(rest) = so_far.and_then(|so_far| rest_after(&said.text, so_far)) {
            said.text = rest.to_owned();
        }
        return (said, None);
    }
    if let Some((text, asked)) = continued(&ask.messages) {
        return (Said::good(text), Some(asked));
    }
    let asked = ask
        .messages
        .iter()
        .rposition(|message| message.role == "user");
    let text = chat(&ask.messages, asked.unwrap_or(ask.messages.len()));
    (Said::good(text), None)
}

/// What follows `so_far` in `whole`; white space at the ends of `so_far` may have been trimmed on the way.
fn rest_after<'a>(whole: &'a str, so_far: &str) -> Option<&'a str> {
    if let Some(rest) = whole.strip_prefix(so_far) {
        return Some(rest);
    }
    whole.trim_start().strip_prefix(so_far.trim())
}

/// When an answer was left unfinished and is asked to go on: the rest of it, and the message it answered.
fn continued(messages: &[Message]) -> Option<(String, String)> {
    let last = messages.last()?;
    let wanted = last.text.to_lowercase();
    let asks = last.role == "assistant"
        || [
            "continue",
            "go on",
            "carry on",
            "where you stopped",
            "left off",
        ]
        .iter()
        .any(|words| wanted.contains(words));
    if !asks || requested_text(&last.text).is_some() {
        return None;
    }
    // From the newest question back: everything the assistant said after it must be the beginning of its answer.
    for at in (0..messages.len()).rev() {
        if messages[at].role != "user" {
            continue;
        }
        let so_far: String = messages[at + 1..]
            .iter()
            .filter(|message| message.role == "assistant")
            .map(|message| message.text.as_str())
            .collect();
        if so_far.is_empty() {
            continue;
        }
        let whole = chat(messages, at);
        if let Some(rest) = rest_after(&whole, &so_far) {
            return Some((rest.to_owned(), messages[at].text.clone()));
        }
    }
    None
}

/// The pretend answer to the user's message at `at`.
fn chat(messages: &[Message], at: usize) -> String {
    let empty = Message {
        role: "user".to_owned(),
        text: String::new(),
        images: 0,
    };
    let asked = messages.get(at).unwrap_or(&empty);
    if let Some(text) = requested_text(&asked.text) {
        return text;
    }
    let mut echo: String = asked.text.chars().take(600).collect();
    if echo.len() < asked.text.len() {
        echo.push('…');
    }
    let quote: String = echo.lines().map(|line| format!("> {line}\n")).collect();
    let tool = messages.last().filter(|message| message.role == "tool");
    let tool = tool.map_or(String::new(), |message| {
        format!(
            "The tool returned `{}`.\n\n",
            message.text.replace('`', "'")
        )
    });
    let images = match asked.images {
        0 => String::new(),
        1 => "You sent 1 image, which nobody looked at.\n\n".to_owned(),
        count => format!("You sent {count} images, which nobody looked at.\n\n"),
    };
    format!(
        "This is the practice endpoint: no model is behind it, it only *pretends* to answer. You wrote:\n\n{quote}\n{tool}{images}\
A real endpoint would answer here. To try the page, write:\n\n\
- `say: anything` for exactly those words,\n- `markdown 16` for 16 kB of Markdown,\n- `blocks` for code, formulas and a table,\n- or pick another **model** to see how failures look.\n\n\
| Model | What it shows |\n|---|---|\n| `practice-slow` | one delta every 700 ms 🐢 |\n| `practice-cut` | a connection that breaks |\n\n\
```rust\nfn main() {{\n    println!(\"pretended ✓\");\n}}\n```\n"
    )
}

/// The peculiarities that are in the text itself.
fn reshape(fault: Fault, out: &mut Answer) {
    const THOUGHTS: &str =
        "The user wants an answer. I only pretend, so I pretend to think about it, step by step.";
    match fault {
        Fault::Think => out.text = format!("<think>\n{THOUGHTS}\n</think>\n\n{}", out.text),
        Fault::ThinkUnopened => out.text = format!("{THOUGHTS}\n</think>\n\n{}", out.text),
        Fault::Fence => out.text = format!("```\n{}\n```", out.text),
        Fault::Notes => out.text = format!("Here is the translation:\n\n{}", out.text),
        Fault::OpenRouter | Fault::DeepSeek => out.reasoning = THOUGHTS.to_owned(),
        Fault::Xss => out.text = XSS.to_owned(),
        Fault::Refusal => {
            out.text.clear();
            out.refusal = Some("I'm sorry, but I can't help with that.".to_owned());
        }
        _ => {}
    }
}

/// What an attacker would have a model say; in a file of its own, because it holds characters that turn text around.
const XSS: &str = include_str!("hostile.md");
