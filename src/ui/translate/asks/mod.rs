//! What the person can ask about a translation, beneath the panes and at the foot of the target.

mod alternatives;
mod asking;
mod back;
mod difference;
mod improve;
mod lookup;
mod restyle;
mod tools;

use crate::state::{AskPanel, use_app};
use alternatives::Alternatives;
use back::Back;
use improve::Improve;
use leptos::prelude::*;

pub use lookup::Lookup;
pub use tools::AskTools;

/// What is open of it.
#[component]
pub fn Asks() -> impl IntoView {
    let app = use_app();
    let asks = app.asks();
    let open: RwSignal<Option<AskPanel>> = asks.open.into();
    let improving: RwSignal<_> = asks.improving.into();
    // What was asked is of a translation that may not stand there any more.
    let there = Memo::new(move |_| app.can_ask_about_target());
    Effect::new(move || {
        if !there.get() && open.with_untracked(Option::is_some) {
            open.set(None);
        }
    });
    let suggested = Memo::new(move |_| {
        improving.with(|now| {
            let text = now.as_ref().map(|now| &now.text);
            text.is_some_and(|text| app.translate.source.with(|source| source == text))
        })
    });
    view! {
        {move || suggested.get().then(|| view! { <Improve/> })}
        {move || open.get().map(|panel| match panel {
            AskPanel::Alternatives(selection) => view! { <Alternatives selection=selection/> }.into_any(),
            AskPanel::Back => view! { <Back/> }.into_any(),
        })}
    }
}
