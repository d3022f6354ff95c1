//! What the buttons of tone and glossary say beside their names.

use crate::state::use_app;
use crate::ui::parts::format::use_format;
use crate::ui::parts::text::{Words, text, words};
use leptos::prelude::*;
use translation::Formality;

/// A formality by the interface's name.
pub(super) fn formality_name(formality: Formality) -> Words {
    match formality {
        Formality::Default => words!(tone.as_source),
        Formality::Informal => words!(tone.informal),
        Formality::Polite => words!(tone.polite),
        Formality::Formal => words!(tone.formal),
    }
}

/// The style in use, or how formal, or that there are wishes.
#[component]
pub fn ToneSaid() -> impl IntoView {
    let app = use_app();
    let state = app.tone();
    let said = move || {
        if state.tone.with(|tone| tone.is_default()) {
            return String::new();
        }
        if let Some(name) = state.style_name() {
            return name;
        }
        match state.formality_word(&app.translate.to.get()) {
            Some((formality, word)) => {
                let name = text(formality_name(formality))();
                let word = Some(word).filter(|word| !word.is_empty());
                word.map_or(name.to_string(), |word| format!("{name} · {word}"))
            }
            None => text(words!(tone.own))().to_string(),
        }
    };
    view! { <bdi class="said" data-testid="tr-tone-said">{said}</bdi> }
}

/// The glossary that the next translation obeys, or how many do.
#[component]
pub fn GlossarySaid() -> impl IntoView {
    let app = use_app();
    let format = use_format();
    let all = app.glossaries().all;
    let said = move || {
        let translate = app.translate;
        let from = translate.from.get().or_else(|| translate.detected.get());
        let to = translate.to.get();
        all.with(|all| {
            let mut used = all
                .iter()
                .filter(|kept| kept.is_used_for(from.as_deref(), &to) && !kept.rows.is_empty());
            match (used.next(), used.count()) {
                (None, _) => String::new(),
                (Some(kept), 0) if !kept.name.is_empty() => kept.name.clone(),
                (Some(_), more) => format.number(more as u64 + 1),
            }
        })
    };
    view! { <bdi class="said" data-testid="tr-glossary-said">{said}</bdi> }
}
