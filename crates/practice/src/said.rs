//! What is said to a batch, or to a segment alone, with what the model does wrong.

use serde_json::Value;

use crate::ask::{Ask, Format};
use crate::batch::{Batch, Form};
use crate::faults::Fault;
use crate::glossary::{self, Term};
use crate::memory::Memory;
use crate::prompt::Translation;
use crate::pseudo::{marked, pseudo};
use crate::slips::{self, Slip, Twist};

/// What is said to a batch.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Said {
    pub text: String,
    pub refusal: Option<String>,
    /// The finish reason, if it is not "stop".
    pub finish: Option<&'static str>,
}

/// One translation of an answer; none for a segment that is left out.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    pub key: String,
    pub source: String,
    pub target: Option<String>,
}

impl Said {
    pub fn good(text: String) -> Said {
        Said {
            text,
            ..Said::default()
        }
    }
}

/// The answer to a batch.
pub(crate) fn said(ask: &Ask, batch: &Batch, memory: &mut Memory) -> Said {
    let fault = ask.model.fault;
    let attempts: Vec<u32> = batch
        .segments
        .iter()
        .map(|(_, source)| memory.times(&(fault, source)))
        .collect();
    let lines = batch.segments.iter().zip(&attempts);
    let mut lines: Vec<Line> = lines
        .map(|((key, source), attempt)| {
            let terms = heeded(fault, source, *attempt, &batch.terms);
            Line {
                key: key.clone(),
                source: source.clone(),
                target: Some(pseudo(source, &batch.to, terms)),
            }
        })
        .collect();
    let twist = match fault {
        Fault::Slip(slip) => slips::spoil(slip, &batch.to, &attempts, &mut lines),
        _ => Twist::None,
    };
    if twist == Twist::Envelope {
        return Said::good(envelope(ask, batch));
    }
    let text = match (fault, batch.form) {
        (Fault::NoLines, Form::Lines) => untagged(&lines),
        (_, Form::Json) => object(&lines),
        (_, Form::Lines) => tagged(&lines, &batch.boundary),
    };
    twisted(twist, text, &lines)
}

/// The answer to a segment alone, which may be any other text.
pub(crate) fn alone(ask: &Ask, found: &Translation, memory: &mut Memory) -> Said {
    let fault = ask.model.fault;
    let terms = glossary::terms(&ask.messages);
    let (source, to) = (&found.source, &found.to);
    let Fault::Slip(slip) = fault else {
        return Said::good(marked(source, to, &terms));
    };
    let attempt = memory.times(&(fault, source));
    let terms = heeded(fault, source, attempt, &terms);
    let mut lines = vec![Line {
        key: "1".to_owned(),
        source: source.clone(),
        target: Some(marked(source, to, terms)),
    }];
    let twist = slips::spoil(slip, to, &[attempt], &mut lines);
    let text = untagged(&lines);
    twisted(twist, text, &lines)
}

/// The terms that the model obeys.
fn heeded<'a>(fault: Fault, source: &str, attempt: u32, terms: &'a [Term]) -> &'a [Term] {
    match fault {
        Fault::Slip(Slip::Glossary) if attempt == 0 || slips::stays(source) => &[],
        _ => terms,
    }
}

/// What becomes of an answer as a whole.
fn twisted(twist: Twist, text: String, lines: &[Line]) -> Said {
    match twist {
        Twist::None | Twist::Envelope => Said::good(text),
        Twist::Cut(finish) => {
            // Past the middle, so that some of it is whole.
            let most = text.chars().count() * 3 / 5;
            Said {
                text: text.chars().take(most).collect(),
                finish: Some(finish),
                refusal: None,
            }
        }
        Twist::Prose => Said::good(format!(
            "Sure! I have translated all {} lines for you. In short, they say: {}",
            lines.len(),
            untagged(lines).replace('\n', " ")
        )),
        Twist::Refused => Said {
            refusal: Some(slips::REFUSAL.to_owned()),
            ..Said::default()
        },
    }
}

/// The question itself, as far as it was formal.
fn envelope(ask: &Ask, batch: &Batch) -> String {
    let sources: Vec<Line> = batch
        .segments
        .iter()
        .map(|(key, source)| Line {
            key: key.clone(),
            source: source.clone(),
            target: Some(source.clone()),
        })
        .collect();
    match (&ask.format, batch.form) {
        (Format::Schema { schema, .. }, _) => schema.to_string(),
        (_, Form::Json) => format!("{{\"segments\":{}}}", object(&sources)),
        (_, Form::Lines) => tagged(&sources, &batch.boundary),
    }
}

/// Written out by hand, so that the keys keep their order.
fn object(lines: &[Line]) -> String {
    let pairs: Vec<String> = lines
        .iter()
        .filter_map(|line| {
            let target = line.target.as_ref()?;
            Some(format!(
                "{}: {}",
                Value::from(line.key.as_str()),
                Value::from(target.as_str())
            ))
        })
        .collect();
    format!("{{{}}}", pairs.join(", "))
}

fn tagged(lines: &[Line], boundary: &str) -> String {
    let lines = lines.iter().filter_map(|line| {
        let (key, target) = (&line.key, line.target.as_ref()?);
        Some(format!(
            "⟦{key} {boundary}⟧\n{target}\n⟦/{key} {boundary}⟧\n"
        ))
    });
    lines.collect()
}

fn untagged(lines: &[Line]) -> String {
    let texts: Vec<&str> = lines
        .iter()
        .filter_map(|line| line.target.as_deref())
        .collect();
    texts.join("\n")
}
