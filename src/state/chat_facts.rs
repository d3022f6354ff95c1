//! What is told of an answer that the endpoint does not tell: where it was cut, and what one took that was stopped.

use super::App;
use super::call_update::message_tokens;
use super::chat::desk;
use gate::Cost;
use leptos::prelude::*;
use wire::{FinishReason, Usage};

/// At how many tokens an answer was cut, where it was cut by a limit on its length: the one that was asked for, or the
/// model's own, by what was counted. An endpoint may count its last token or not.
pub(super) fn cut_at(
    finish: Option<&FinishReason>,
    asked_for: Option<u32>,
    output: Option<u64>,
) -> Option<u64> {
    const NEAR: u64 = 8;
    if finish != Some(&FinishReason::Length) {
        return None;
    }
    match (
        asked_for.map(u64::from),
        output.filter(|output| *output > 0),
    ) {
        (Some(limit), Some(output)) if output + NEAR < limit => Some(output),
        (Some(limit), _) => Some(limit),
        (None, output) => output,
    }
}

impl App {
    /// Whether the person wrote it in place of an answer; that never changes.
    pub fn chat_is_edited(self, id: &str) -> bool {
        self.with_message(id, |message| message.edited)
            .unwrap_or_default()
    }

    /// Tokens of an answer and of what was sent for it, estimated, and their price where that is known: the endpoint's own
    /// count of one that was stopped never came.
    pub fn chat_estimated(self, id: &str) -> Option<(u64, Option<Cost>)> {
        let (input, output, model) = desk(|desk| {
            let tree = desk.trees.values().find(|tree| tree.get(id).is_some())?;
            let message = tree.get(id)?;
            let output =
                gate::estimate_tokens(&message.text) + gate::estimate_tokens(&message.reasoning);
            let sent = chat::sent_messages(tree, id)?;
            let model = message.model.clone();
            let asked = model.as_deref().unwrap_or_default();
            // In these messages, attachments are only named.
            let named = chat::held_ids(&sent);
            let attached: Vec<_> = tree
                .iter()
                .flat_map(|message| &message.attachments)
                .filter(|attached| named.contains(&attached.id))
                .cloned()
                .collect();
            let input: u64 = sent.iter().map(|one| message_tokens(one, asked)).sum();
            let (attached, _) = chat::tokens_of_all(&attached, asked);
            Some((input + attached, output, model))
        })?;
        let usage = Usage {
            input,
            output,
            ..Usage::default()
        };
        let price = untrack(|| self.price_of(&model?));
        let cost = price.map(|(price, _)| price.cost(usage));
        Some((usage.input + usage.output, cost))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_is_told_by_the_limit_that_was_met() {
        let check = |finish, asked_for, output, expect| {
            assert_eq!(cut_at(Some(&finish), asked_for, output), expect);
        };
        check(FinishReason::Length, Some(256), Some(256), Some(256));
        check(FinishReason::Length, Some(256), Some(255), Some(256));
        check(FinishReason::Length, Some(256), None, Some(256));
        // The model's own limit, or the end of its context.
        check(FinishReason::Length, Some(8_192), Some(100), Some(100));
        check(FinishReason::Length, None, Some(100), Some(100));
        check(FinishReason::Length, None, None, None);
        check(FinishReason::Stop, Some(256), Some(256), None);
        assert_eq!(cut_at(None, Some(256), Some(256)), None);
    }
}
