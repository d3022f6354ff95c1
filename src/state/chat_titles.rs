//! Titles that a model writes: asked for after a conversation's first answer, and never in place of the person's.

use super::App;
use super::chat::desk;
use crate::browser::random;
use chat::{TitledBy, model_title};
use gate::{Offered, WorkKind, small_model};
use leptos::prelude::*;
use translation::asks;
use wire::Role;

impl App {
    /// An answer is complete. Where it is the conversation's first, a title is asked for. Whoever waits for it waits for
    /// nothing: one that cannot be had is not told of, and the first words stay.
    pub(super) fn title_after_answer(self, conversation: &str) {
        let wished = self
            .settings
            .with_untracked(|settings| !settings.plain_titles);
        if !wished || !self.titled_by_text(conversation) {
            return;
        }
        let Some((question, answer)) = self.first_exchange(conversation) else {
            return;
        };
        let model = self.title_model(conversation);
        if model.is_empty() {
            return;
        }
        let id = conversation.to_string();
        leptos::task::spawn_local(async move {
            let wanted = asks::title(&random::boundary(), &question, &answer);
            // What it took, the ledger knows.
            let mut taken = (None, None);
            let asked = self.want_of(model, wanted, WorkKind::Chat, &mut taken);
            let Ok(heard) = asked.await else { return };
            let title = asks::read_title(&heard.text)
                .ok()
                .and_then(|title| model_title(&title));
            // The person may have written one meanwhile, or deleted the conversation.
            if let Some(title) = title.filter(|_| self.titled_by_text(&id)) {
                self.change_conversation(&id, |record| {
                    (record.title, record.titled_by) = (title, TitledBy::Model);
                });
            }
        });
    }

    fn titled_by_text(self, conversation: &str) -> bool {
        self.conversation(conversation).is_some_and(|record| {
            record.titled_by == TitledBy::Text && record.forked_from.is_none()
        })
    }

    /// The first question and its answer, where there is nothing after them.
    fn first_exchange(self, conversation: &str) -> Option<(String, String)> {
        let leaf = self.leaf_of(conversation)?;
        desk(
            |desk| match &desk.trees.get(conversation)?.path_to(&leaf)[..] {
                // Files alone have given the conversation their names.
                [question, answer]
                    if answer.role == Role::Assistant && !question.text.trim().is_empty() =>
                {
                    Some((question.text.clone(), answer.text.clone()))
                }
                _ => None,
            },
        )
    }

    /// The model that is asked: a small one of the endpoint's.
    fn title_model(self, conversation: &str) -> String {
        let own = self.model_of(conversation);
        untrack(|| {
            let choice = self.endpoint.choice.get();
            let (origin, runs_models) = (choice.origin(), choice.preset.runs_models());
            let prices = self.price_table();
            let offered = |id: String| Offered {
                price: prices
                    .find(&origin, runs_models, &id)
                    .map(|(price, _)| price),
                id,
            };
            let listed = self.endpoint.models.with(|models| {
                let ids = models.list.iter().map(|model| model.id.clone());
                ids.map(offered).collect::<Vec<_>>()
            });
            let preferred = choice.preset.preferred_models();
            small_model(offered(own), preferred, listed)
        })
    }
}
