//! An answer as timed writes. Pure: what the tests see on the socket is decided here.

use std::time::Duration;

use axum::body::Bytes;
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::chunks::{Envelope, Usage};
use crate::faults::Fault;
use crate::reply::{Reply, Step};
use crate::tokens::{count_tokens, pieces};

/// A piece of a stream: an event's data, or bytes as they are.
enum Item {
    Data(String),
    Raw(&'static str),
}

/// How a stream ends.
#[derive(PartialEq)]
enum Ending {
    Done,
    Silently,
    Cut,
    Hang,
    Never,
    Error,
    ErrorEvent,
}

impl Ending {
    fn of(fault: Fault) -> Ending {
        match fault {
            Fault::Cut => Ending::Cut,
            Fault::NoDone => Ending::Silently,
            Fault::HangMid => Ending::Hang,
            Fault::Endless => Ending::Never,
            Fault::ErrorMid => Ending::Error,
            Fault::ErrorEvent => Ending::ErrorEvent,
            _ => Ending::Done,
        }
    }
}

/// What is said and what it counts, once limits and halving faults have been applied.
pub(crate) struct Said<'a> {
    pub answer: &'a Answer,
    pub text: String,
    pub finish: &'static str,
    pub usage: Usage,
    /// The fault in force: that of the model, or none once a fault that happens once has happened.
    pub fault: Fault,
}

/// The answer as a stream of server-sent events.
pub(crate) fn stream(envelope: &Envelope<'_>, said: &Said<'_>) -> Reply {
    let fault = said.fault;
    let ending = Ending::of(fault);
    let mut items = items(envelope, said);
    if !matches!(ending, Ending::Done | Ending::Never) {
        // An answer that breaks off shows at least one text where it has two.
        items.truncate((items.len() / 2).max(2));
    }
    match ending {
        Ending::Done => {
            items.extend(closing(envelope, said));
            items.push(Item::Data("[DONE]".to_owned()));
        }
        Ending::Error => items.push(Item::Data(
            json!({"error": {"message": "The practice endpoint broke down while answering.", "type": "server_error", "param": null, "code": null}}).to_string(),
        )),
        Ending::ErrorEvent => items.push(Item::Raw(
            "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n",
        )),
        _ => {}
    }
    let steps = match fault {
        Fault::Silent => vec![Step::Hang],
        Fault::Endless => vec![Step::Forever(again_and_again(&items))],
        _ => timed(&items, fault, &ending),
    };
    Reply::script(200, "text/event-stream; charset=utf-8", steps).with("cache-control", "no-cache")
}

/// The role, the reasoning and the text, a chunk each.
fn items(envelope: &Envelope<'_>, said: &Said<'_>) -> Vec<Item> {
    let fault = said.fault;
    let mut items = Vec::new();
    let push = |items: &mut Vec<Item>, delta: Value| {
        items.push(Item::Data(envelope.chunk(delta, None).to_string()));
    };
    if fault == Fault::OpenRouter {
        items.extend([
            Item::Raw(": OPENROUTER PROCESSING\n\n"),
            Item::Raw(": OPENROUTER PROCESSING\n\n"),
        ]);
    } else if fault == Fault::DeepSeek {
        items.extend([Item::Raw(": keep-alive\n\n"), Item::Raw("\n\n")]);
    }
    if let Some(call) = &said.answer.call {
        for delta in envelope.call_deltas(call) {
            push(&mut items, delta);
        }
        return items;
    }
    match fault {
        Fault::LiteLlm => {}
        Fault::LlamaCpp | Fault::DeepSeek => {
            push(&mut items, json!({"role": "assistant", "content": null}))
        }
        Fault::Groq => {
            let mut first = envelope.chunk(json!({"role": "assistant", "content": ""}), None);
            first["x_groq"] = json!({"id": "req_practice"});
            items.push(Item::Data(first.to_string()));
        }
        _ => push(
            &mut items,
            json!({"role": "assistant", "content": "", "refusal": null}),
        ),
    }
    for thought in pieces(&said.answer.reasoning, 3) {
        let delta = match fault {
            Fault::DeepSeek => json!({"content": null, "reasoning_content": thought}),
            _ => json!({"role": "assistant", "content": "", "reasoning": thought,
                "reasoning_details": [{"type": "reasoning.text", "text": thought}]}),
        };
        push(&mut items, delta);
    }
    for refusal in said.answer.refusal.iter().flat_map(|text| pieces(text, 3)) {
        push(&mut items, json!({"refusal": refusal}));
    }
    let tokens = count_tokens(&said.text) as usize;
    let size = match fault {
        Fault::Burst | Fault::TwoHundred => 4,
        Fault::Slow => 3,
        // A long answer takes larger deltas rather than many seconds.
        _ => 3.max(tokens.div_ceil(240)),
    };
    for (index, piece) in pieces(&said.text, size).into_iter().enumerate() {
        let delta = match (fault, index) {
            (Fault::LiteLlm, 0) => json!({"role": "assistant", "content": piece}),
            _ => json!({"content": piece}),
        };
        push(&mut items, delta);
        if fault == Fault::Mistral && index % 3 == 1 {
            items.push(Item::Data(envelope.without_choices(None).to_string()));
        } else if fault == Fault::OpenRouter && index == 2 {
            items.push(Item::Raw(": OPENROUTER PROCESSING\n\n"));
        }
    }
    items
}

/// The chunk with the finish reason, and the usage wherever this dialect puts it.
fn closing(envelope: &Envelope<'_>, said: &Said<'_>) -> Vec<Item> {
    let usage = said.usage.json();
    let finish = (said.fault != Fault::DoneNoReason).then_some(said.finish);
    let mut last = envelope.chunk(json!({}), finish);
    let mut after = None;
    let asked = envelope.ask.include_usage;
    match said.fault {
        Fault::NoUsage => {}
        Fault::UsageEmpty => after = Some(envelope.without_choices(Some(json!({})))),
        Fault::Groq => {
            last["x_groq"] = json!({"id": "req_practice", "usage": usage});
            last["usage"] = usage;
        }
        Fault::DeepSeek => {
            last["usage"] = usage;
            last["usage"]["prompt_cache_hit_tokens"] = json!(said.usage.cached);
        }
        Fault::LiteLlm if asked => {
            let mut chunk = envelope.chunk(json!({}), None);
            chunk["usage"] = usage;
            after = Some(chunk);
        }
        Fault::OpenRouter => {
            let mut chunk = envelope.chunk(json!({"role": "assistant", "content": ""}), None);
            chunk["usage"] = usage;
            chunk["usage"]["cost"] = json!(0.000_12);
            after = Some(chunk);
        }
        Fault::LlamaCpp => {
            let timings = json!({"prompt_n": said.usage.prompt, "prompt_ms": 12.5, "predicted_n": said.usage.completion, "predicted_ms": 80.25});
            if asked {
                let mut chunk = envelope.without_choices(Some(usage));
                chunk["timings"] = timings;
                after = Some(chunk);
            } else {
                last["timings"] = timings;
            }
        }
        _ if asked => after = Some(envelope.without_choices(Some(usage))),
        _ => {}
    }
    std::iter::once(last)
        .chain(after)
        .map(|chunk| Item::Data(chunk.to_string()))
        .collect()
}

fn encoded(item: &Item, fault: Fault) -> String {
    let text = match item {
        Item::Data(data) if fault == Fault::MultiLine => many_lines(data),
        Item::Data(data) => format!("data: {data}\n\n"),
        Item::Raw(raw) => (*raw).to_owned(),
    };
    // JSON escapes line ends, so every one here is the framing's.
    match fault {
        Fault::Crlf => text.replace('\n', "\r\n"),
        Fault::Cr => text.replace('\n', "\r"),
        _ => text,
    }
}

/// An event whose JSON is laid out over many lines, each a `data:` of its own.
fn many_lines(data: &str) -> String {
    let pretty = serde_json::from_str::<Value>(data)
        .and_then(|value| serde_json::to_string_pretty(&value))
        .unwrap_or_else(|_| data.to_owned());
    let lines: String = pretty
        .lines()
        .map(|line| format!("data: {line}\n"))
        .collect();
    lines + "\n"
}

/// The answer so often that it fills a write.
fn again_and_again(items: &[Item]) -> Bytes {
    const WRITE: usize = 64 * 1024;
    let once: String = items
        .iter()
        .map(|item| encoded(item, Fault::Endless))
        .collect();
    Bytes::from(once.repeat((WRITE / once.len().max(1)).max(1)))
}

fn timed(items: &[Item], fault: Fault, ending: &Ending) -> Vec<Step> {
    let all = || -> String { items.iter().map(|item| encoded(item, fault)).collect() };
    let mut steps = match fault {
        Fault::Burst => {
            let mut bytes = Bytes::from(all());
            let mut steps = Vec::new();
            while !bytes.is_empty() {
                steps.push(Step::Write(bytes.split_to(bytes.len().min(64 * 1024))));
            }
            return steps;
        }
        Fault::Bytes => return vec![Step::Trickle(Bytes::from(all()))],
        Fault::SplitUtf8 => return split_characters(all()),
        Fault::Bom => vec![Step::Write(Bytes::from_static(b"\xEF\xBB\xBF"))],
        Fault::Reasoner => vec![Step::At(Duration::from_millis(300))],
        _ => Vec::new(),
    };
    let pace = match fault {
        Fault::Slow => 700,
        Fault::TwoHundred => 5,
        _ => 8,
    };
    let start = if fault == Fault::Reasoner { 300 } else { 0 };
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            steps.push(Step::At(Duration::from_millis(start + pace * index as u64)));
        }
        steps.push(Step::Write(Bytes::from(encoded(item, fault))));
    }
    match ending {
        Ending::Cut => steps.push(Step::Cut),
        Ending::Hang => steps.push(Step::Hang),
        _ => {}
    }
    steps
}

/// Writes that end inside every character of more than one byte, at each place where it can be split.
fn split_characters(text: String) -> Vec<Step> {
    let cuts: Vec<usize> = (1..text.len())
        .filter(|at| !text.is_char_boundary(*at))
        .collect();
    // A pause lets the pieces arrive apart; with very many of them it would take too long.
    let pause = if cuts.len() > 1_500 { 0 } else { 1 };
    let mut bytes = Bytes::from(text);
    let mut steps = Vec::new();
    let mut done = 0;
    for (index, cut) in cuts.into_iter().enumerate() {
        steps.push(Step::Write(bytes.split_to(cut - done)));
        steps.push(Step::At(Duration::from_millis(pause * (index as u64 + 1))));
        done = cut;
    }
    steps.push(Step::Write(bytes));
    steps
}
