//! What has no room: the longest answer that is asked for, which room is kept for, and the oldest that do not go.

use super::super::App;
use super::super::chat_answer::quirks_at;
use chat::{ContextRule, Conversation, Parameters};
use leptos::prelude::*;

/// What of the open conversation does not go for want of room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsent {
    /// The last message of it.
    pub upto: String,
    /// How many do not go.
    pub count: usize,
}

impl App {
    /// The longest answer that is asked for when nothing was set, in tokens: none where there is no cap to hold. Tracked.
    pub fn answer_bound_unset(self) -> Option<u32> {
        let window = self.window_of(self.context_settings().window, &self.chat_model());
        self.answer_bound(None, window.map(|(window, _)| window))
    }

    /// The longest answer to ask for in a conversation; not tracked.
    pub(in crate::state) fn answer_bound_in(
        self,
        record: &Conversation,
        model: &str,
    ) -> Option<u32> {
        untrack(|| {
            let window = self.window_of(record.context.window, model);
            let set = record.parameters.max_output_tokens;
            self.answer_bound(set, window.map(|(window, _)| window))
        })
    }

    fn answer_bound(self, set: Option<u32>, window: Option<u32>) -> Option<u32> {
        let capped = self.settings.with(|settings| settings.has_cap());
        chat::answer_bound(set, capped, window)
    }

    /// What of it this model's endpoint is told, which has to have room beside what is said. Tracked.
    pub(super) fn answer_told(
        self,
        parameters: &Parameters,
        model: &str,
        window: Option<u32>,
    ) -> Option<u32> {
        let bound = self.answer_bound(parameters.max_output_tokens, window)?;
        let base = self.endpoint.choice.with(|choice| choice.base.clone());
        chat::bound_sent(Some(bound), &quirks_at(&base, model))
    }

    /// What does not go with a message of so many tokens and what is attached to the draft. Tracked; nothing of it changes while an answer arrives.
    pub fn chat_unsent(self, next: impl Fn() -> u64) -> Option<Unsent> {
        let settings = self.context_settings();
        // Then all goes, and nothing needs to be counted for that.
        if settings.rule == ContextRule::All {
            return None;
        }
        let of = |model: String| {
            self.window_of(settings.window, &model)?;
            let next = next() + self.attached_tokens(&model).0;
            self.with_plan(next, &model, |_, plan| {
                Some(Unsent {
                    upto: plan.dropped_upto()?.to_string(),
                    count: plan.dropped(),
                })
            })
        };
        // Of several models that are asked, what does not go to one of them is told.
        let each = self.asked_models().into_iter().filter_map(of);
        each.max_by_key(|unsent| unsent.count)
    }
}
