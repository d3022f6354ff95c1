//! Who is asked next, and what of the conversation each of them is going to get: windows, prices and what an image counts for differ.

use super::super::App;
use super::typed;
use chat::{LineOf, Plan};
use gate::Cost;
use leptos::prelude::*;
use std::cmp::Reverse;

/// What one of several models is going to get.
#[derive(Clone, Debug, PartialEq)]
pub struct ContextModel {
    /// Its name.
    pub model: String,
    /// Tokens of all that goes to it.
    pub tokens: u64,
    /// Its window, where it is known.
    pub window: Option<u64>,
    /// What that costs, the answer aside, where its price is known.
    pub cost: Option<Cost>,
    /// All of it has room.
    pub fits: bool,
    /// How many messages do not go for want of room.
    pub dropped: usize,
}

impl ContextModel {
    /// Smaller where there is less room.
    fn room(&self) -> (bool, Reverse<usize>, u64) {
        let left = self.window.unwrap_or(u64::MAX).saturating_sub(self.tokens);
        (self.fits, Reverse(self.dropped), left)
    }
}

/// The model that has the least room: what goes to it, goes to all.
pub(super) fn tightest(each: &[ContextModel]) -> Option<&ContextModel> {
    each.iter().min_by_key(|model| model.room())
}

impl App {
    /// Who is asked next: the models that are compared, else that of the conversation.
    pub fn asked_models(self) -> Vec<String> {
        let compared = self.compare_models();
        match compared.is_empty() {
            true => vec![self.chat_model()],
            false => compared,
        }
    }

    /// How many tokens go with whatever is said next, if that has so many itself and what is attached: for each model that is asked.
    pub fn chat_history_tokens(self, next: u64) -> Vec<(String, u64)> {
        let models = self.asked_models().into_iter();
        let planned = |model: String| {
            let next = next + self.attached_tokens(&model).0;
            let tokens = self.with_plan(next, &model, |_, plan| plan.tokens - next_tokens(&plan));
            (model, tokens)
        };
        models.map(planned).collect()
    }

    pub(super) fn context_of_each(self, models: &[String], draft: &str) -> Vec<ContextModel> {
        let of = |model: &String| {
            let next = typed(draft) + self.attached_tokens(model).0;
            let price = self.price_of(model).map(|(price, _)| price);
            self.with_plan(next, model, |_, plan| ContextModel {
                model: model.clone(),
                tokens: plan.tokens,
                window: plan.window,
                cost: price.map(|price| {
                    price.cost(wire::Usage {
                        input: plan.tokens,
                        ..wire::Usage::default()
                    })
                }),
                fits: plan.fits(),
                dropped: plan.dropped(),
            })
        };
        models.iter().map(of).collect()
    }

    /// The whole text of a line, as it is sent; what is attached aside.
    pub fn chat_context_text(self, of: &LineOf) -> String {
        untrack(|| match of {
            LineOf::System => self.chat.system.get(),
            LineOf::Summary => {
                let summary = self.context_settings().summary;
                summary.map(|summary| summary.text).unwrap_or_default()
            }
            LineOf::Schema => self.chat_parameters().schema.unwrap_or_default(),
            LineOf::Next => self.chat.draft.get(),
            LineOf::Message(id) => self.chat_text(id),
        })
    }
}

fn next_tokens(plan: &Plan) -> u64 {
    let next = plan.lines.last().filter(|line| line.of == LineOf::Next);
    next.map_or(0, |line| line.tokens)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_least_room_is_where_the_least_goes() {
        let model = |name: &str, window, fits, dropped| ContextModel {
            model: name.to_string(),
            tokens: 1_000,
            window,
            cost: None,
            fits,
            dropped,
        };
        let tightest_of = |each: &[ContextModel]| tightest(each).map(|one| one.model.clone());
        let unknown = model("unknown", None, true, 0);
        let wide = model("wide", Some(100_000), true, 0);
        let small = model("small", Some(8_000), true, 0);
        let drops = model("drops", Some(9_000), true, 2);
        let over = model("over", Some(200_000), false, 0);
        let mut each = vec![unknown, wide, small, drops, over];
        for name in ["over", "drops", "small", "wide", "unknown"] {
            assert_eq!(tightest_of(&each).unwrap(), name);
            each.pop();
        }
        assert_eq!(tightest_of(&each), None);
    }
}
