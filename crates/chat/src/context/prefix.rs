//! Whether what is sent begins as what was sent last: that much the endpoint has read already, and bills for less.

use super::selection::{Part, Selection, parts};
use super::{Count, ENVELOPE};
use crate::attach::attachment_tokens;
use crate::record::{Message, Sent};
use crate::request::sent_parts;
use crate::tree::Tree;
use wire::Content;

/// What was sent last and is not sent so any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Where the first difference is.
    pub at: BrokenAt,
    /// Tokens of what was sent from there on: about so many are read anew.
    pub tokens: u64,
}

/// Where what is sent differs first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BrokenAt {
    /// Another model is asked, which has read nothing.
    Model,
    /// The instructions, or the summary that goes with them.
    System,
    /// A message.
    Message(String),
}

/// Compares what is going to be sent with what was sent for the latest answer. None where that is a beginning of it, or it
/// of that, or nothing is known of what was sent.
pub fn broken_prefix(
    tree: &Tree,
    now: (Option<&str>, &str, &Selection),
    model: &str,
    count: &mut Count<'_>,
) -> Option<Broken> {
    let (upto, system, selection) = now;
    let (answer, sent) = last_sent(tree)?;
    let before = sent_parts(tree, &answer.id)?;
    let tokens = |parts: &[Part], count: &mut Count<'_>| tokens_of_all(tree, parts, model, count);
    let asked = sent.model.as_deref().or(answer.model.as_deref());
    if asked.is_some_and(|asked| asked != model) {
        return Some(Broken {
            at: BrokenAt::Model,
            tokens: tokens(&before, count),
        });
    }
    let now = parts(tree, upto, system, selection);
    let same = before
        .iter()
        .zip(&now)
        .take_while(|(before, now)| before.message == now.message)
        .count();
    if same == before.len() || same == now.len() {
        return None;
    }
    Some(Broken {
        at: match &before[same].id {
            Some(id) => BrokenAt::Message(id.clone()),
            None => BrokenAt::System,
        },
        tokens: tokens(&before[same..], count),
    })
}

/// How many tokens of what was sent for the latest answer are read anew when this question is changed and sent again. None
/// where it was the last of it, or not part of it.
pub fn broken_by_edit(tree: &Tree, question: &str, count: &mut Count<'_>) -> Option<u64> {
    let (answer, sent) = last_sent(tree)?;
    let model = sent.model.as_deref().or(answer.model.as_deref());
    let before = sent_parts(tree, &answer.id)?;
    let at = before
        .iter()
        .position(|part| part.id.as_deref() == Some(question))?;
    let anew = before.get(at..).filter(|anew| anew.len() > 1)?;
    Some(tokens_of_all(tree, anew, model.unwrap_or_default(), count))
}

fn last_sent(tree: &Tree) -> Option<(&Message, &Sent)> {
    tree.iter()
        .filter_map(|message| message.sent.as_ref().map(|sent| (message, sent)))
        .max_by_key(|(message, _)| message.created)
}

fn tokens_of_all(tree: &Tree, parts: &[Part], model: &str, count: &mut Count<'_>) -> u64 {
    parts.iter().fold(0, |sum: u64, part| {
        sum.saturating_add(tokens_of(tree, part, model, count))
    })
}

/// As the panel counts it: the text, and what is attached with what is known of it, which is not in what is built here.
fn tokens_of(tree: &Tree, part: &Part, model: &str, count: &mut Count<'_>) -> u64 {
    let message = part.id.as_ref().and_then(|id| tree.get(id));
    let said = match (&part.message.content, message) {
        (_, Some(message)) => {
            let (attached, _) = attachment_tokens(message, model);
            count(&message.id, &message.text).saturating_add(attached)
        }
        (Content::Text(text), None) => count("", text),
        // The instructions and the summary are texts.
        (Content::Parts(_), None) => 0,
    };
    ENVELOPE.saturating_add(said)
}
