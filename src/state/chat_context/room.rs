//! What has no room: the longest answer that is asked for, which room is kept for, and the oldest that do not go.

use super::super::App;
use super::super::chat_answer::quirks_at;
use chat::{Conversation, Over, Parameters};
use leptos::prelude::*;
use wire::Quirks;

/// What of the open conversation does not go for want of room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsent {
    /// The last message of it.
    pub upto: String,
    /// How many do not go.
    pub count: usize,
}

/// What has no room beside what is said next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Room {
    /// What does not go.
    pub unsent: Option<Unsent>,
    /// Why what goes has no room all the same; none where it has.
    pub over: Option<Over>,
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
        chat::bound_sent(Some(bound), &self.quirks_here(model))
    }

    /// What this model refuses at the endpoint in use. Tracked.
    pub(super) fn quirks_here(self, model: &str) -> Quirks {
        let base = self.endpoint.choice.with(|choice| choice.base.clone());
        quirks_at(&base, model)
    }

    /// What has no room with a message of so many tokens and what is attached to the draft. Tracked; nothing of it changes while an
    /// answer arrives. Of several models that are asked, what does not go to one of them is told.
    pub fn chat_room(self, next: impl Fn() -> u64) -> Room {
        let settings = self.context_settings();
        let mut room = Room::default();
        for model in self.asked_models() {
            // Then all has room, as far as anybody knows, and nothing needs to be counted for that.
            if self.window_of(settings.window, &model).is_none() {
                continue;
            }
            let next = next() + self.attached_tokens(&model).0;
            let (unsent, over) = self.with_plan(next, &model, |_, plan| {
                let upto = plan.dropped_upto().map(str::to_string);
                let count = plan.dropped();
                (upto.map(|upto| Unsent { upto, count }), plan.over())
            });
            let count = |unsent: &Option<Unsent>| unsent.as_ref().map_or(0, |it| it.count);
            if count(&unsent) > count(&room.unsent) {
                room.unsent = unsent;
            }
            room.over = room.over.or(over);
        }
        room
    }
}
