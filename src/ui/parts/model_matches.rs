//! Which models match what is typed.

use crate::state::App;
use leptos::prelude::With;

/// As many matches as are shown at once.
const SHOWN: usize = 60;

/// A line of the list.
#[derive(Clone, PartialEq)]
pub(super) struct Choice {
    pub id: String,
    pub name: Option<String>,
    pub context: Option<u64>,
    pub price: Option<(f64, f64)>,
    /// Not in the endpoint's list: what was typed
    pub free: bool,
}

/// The models that match: all words typed are in the id or the name. What was typed comes last, as a choice of its own.
pub(super) fn matches(app: App, typed: &str) -> Vec<Choice> {
    let words: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
    let mut found: Vec<Choice> = app.endpoint.models.with(|models| {
        models
            .list
            .iter()
            .filter(|model| {
                let id = model.id.to_lowercase();
                let name = model.name.as_deref().unwrap_or_default().to_lowercase();
                words
                    .iter()
                    .all(|word| id.contains(word) || name.contains(word))
            })
            .take(SHOWN)
            .map(|model| Choice {
                id: model.id.clone(),
                name: model.name.clone(),
                context: model.context.map(u64::from),
                price: model
                    .price
                    .as_ref()
                    .map(|price| (price.input, price.output)),
                free: false,
            })
            .collect()
    });
    let typed = typed.trim();
    if !typed.is_empty() && found.iter().all(|choice| choice.id != typed) {
        found.push(Choice {
            id: typed.to_string(),
            name: None,
            context: None,
            price: None,
            free: true,
        });
    }
    found
}

/// A price for people: no digits that say nothing.
pub(super) fn dollars(per_million: f64) -> String {
    format!("${}", (per_million * 10_000.0).round() / 10_000.0)
}
