//! A conversation that was too long for the model: its oldest messages are left out from then on.

use super::App;
use crate::state::chat_edit::Wanted;
use crate::state::{Trouble, TroubleKind};
use chat::ContextRule;
use leptos::prelude::*;
use wire::ProblemKind;

impl App {
    /// The window with which the oldest messages would be left out, after an endpoint said that it was all too long. None
    /// where something else failed, or there is nothing to leave out.
    pub fn chat_window_to_fit(self, trouble: &Trouble) -> Option<u32> {
        let TroubleKind::Wire(ProblemKind::TooLong { limit }) = trouble.kind else {
            return None;
        };
        let several = self.chat.rows.with_untracked(|rows| rows.len() > 2);
        let model = untrack(|| self.chat_model());
        let settings = untrack(|| self.context_settings());
        let known = untrack(|| self.window_of(settings.window, &model)).map(|(window, _)| window);
        let limit = limit.and_then(|limit| u32::try_from(limit).ok());
        let window = match (limit, known) {
            (Some(limit), Some(known)) => limit.min(known),
            (limit, known) => limit.or(known)?,
        };
        // Left out already, and still too long: this page counts fewer tokens than the model does.
        let again = settings.rule == ContextRule::DropOldest && known == Some(window);
        several.then_some(if again { window / 10 * 9 } else { window })
    }

    /// Leaves out the oldest from now on, so that the rest fits into this window, and asks for the answer again.
    pub fn chat_again_without_oldest(self, answer: &str, window: u32) {
        if !self.can_ask(Wanted::Again(answer.to_string())) {
            return;
        }
        self.change_context(|settings| {
            settings.rule = ContextRule::DropOldest;
            settings.window = Some(window);
        });
        self.chat_regenerate(answer);
    }
}
