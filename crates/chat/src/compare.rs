//! One question answered by several models, looked at side by side: who is compared, which answers stand beside each other,
//! which one the conversation goes on from. The answers are plain siblings in the tree; all that is stored is which question
//! is looked at so ([`Conversation::side_by_side`](crate::Conversation::side_by_side)).

use wire::{Millis, Role};

use crate::record::Message;
use crate::tree::Tree;

/// So few models are no comparison any more.
pub const FEWEST_COMPARED: usize = 2;
/// So many models are compared at most: each answer costs as much as any other.
pub const MOST_COMPARED: usize = 4;

/// The models of a comparison, of what was chosen or typed: each once, none without a name, no more than fit.
pub fn compared_models(chosen: &[String]) -> Vec<String> {
    let mut models: Vec<String> = Vec::new();
    for name in chosen.iter().map(|name| name.trim()) {
        if !name.is_empty()
            && models.iter().all(|known| known != name)
            && models.len() < MOST_COMPARED
        {
            models.push(name.to_owned());
        }
    }
    models
}

/// The answers to this question that stand side by side, one of each model in the order in which models were first asked:
/// the one that the path leads to, of other models the latest. Older ones stay siblings. None where the leaf is no answer to
/// the question, or only one model has answered.
pub fn side_by_side<'t>(tree: &'t Tree, question: &str, leaf: &str) -> Option<Vec<&'t Message>> {
    let answers = answers(tree, question);
    let current = answers.iter().find(|answer| answer.id == leaf)?;
    let mut columns: Vec<&Message> = Vec::new();
    for answer in &answers {
        let known = columns
            .iter_mut()
            .find(|column| column.model == answer.model);
        match known {
            None => columns.push(answer),
            Some(column) if column.id != current.id => *column = answer,
            Some(_) => {}
        }
    }
    (columns.len() >= FEWEST_COMPARED).then_some(columns)
}

/// The question whose answers can be looked at side by side with this one: several models answered it.
pub fn comparable<'t>(tree: &'t Tree, answer: &str) -> Option<&'t str> {
    let question = tree.parent_of(answer)?;
    side_by_side(tree, question, answer).map(|_| question)
}

/// Where the path ends once this answer to the question was asked for beside others: where it did, as long as that is an
/// answer of another model; else with the new one.
pub fn leaf_beside(tree: &Tree, question: &str, leaf: Option<&str>, new: &str) -> String {
    let model = tree.get(new).and_then(|message| message.model.as_ref());
    let stays = leaf
        .and_then(|leaf| {
            answers(tree, question)
                .into_iter()
                .find(|one| one.id == leaf)
        })
        .filter(|current| current.model.as_ref() != model);
    stays.map_or_else(|| new.to_owned(), |current| current.id.clone())
}

/// When an answer beside others was begun, for their order to be that in which they were asked for: several are asked for in
/// one millisecond.
pub fn begun_beside(tree: &Tree, question: &str, now: Millis) -> Millis {
    let others = answers(tree, question).into_iter();
    let latest = others.map(|answer| answer.created.saturating_add(1)).max();
    latest.map_or(now, |after| after.max(now))
}

/// The answers to a question in the order of their creation.
fn answers<'t>(tree: &'t Tree, question: &str) -> Vec<&'t Message> {
    let below = tree.below(Some(question)).iter();
    below
        .filter_map(|id| tree.get(id))
        .filter(|message| message.role == Role::Assistant)
        .collect()
}
