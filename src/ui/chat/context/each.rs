//! Who all of this is reckoned for, and what each of several models gets.

use crate::i18n::*;
use crate::state::{ContextModel, ContextView};
use crate::ui::parts::format::use_format;
use crate::ui::parts::text::tx;
use leptos::prelude::*;

/// The model's name; while several are compared, a line for each of them, and what they cost together.
#[component]
pub(super) fn Each(view: Memo<ContextView>) -> impl IntoView {
    let i18n = use_i18n();
    let format = use_format();
    let several = Memo::new(move |_| view.with(|view| !view.each.is_empty()));
    let model = move || {
        let model = format.isolated(view.with(|view| view.model.clone()));
        match several.get() {
            true => t_string!(i18n, context.least_room, model = model).to_string(),
            false => t_string!(i18n, context.reckoned_for, model = model).to_string(),
        }
    };
    let sum = move || {
        let costs = view.with(|view| {
            view.each
                .iter()
                .filter_map(|one| one.cost)
                .collect::<Vec<_>>()
        });
        (!costs.is_empty()).then(|| {
            let sum = gate::Cost(costs.iter().map(|cost| cost.0).sum());
            let cost = format.isolated(gate::format_estimate(sum));
            t_string!(i18n, context.together, cost = cost).to_string()
        })
    };
    let does_not_fit = tx!(context.dropped);
    let line = move |one: ContextModel| {
        let n = format.number(one.tokens);
        let tokens = match one.window {
            Some(window) => {
                let window = format.number(window);
                t_string!(i18n, context.of_window, n = n, window = window).to_string()
            }
            None => t_string!(i18n, chat.estimate, n = n).to_string(),
        };
        let cost = one.cost.map(gate::format_estimate);
        let dropped = (one.dropped > 0).then(|| {
            t_string!(
                i18n,
                context.dropped_count,
                n = format.number(one.dropped as u64)
            )
            .to_string()
        });
        let state = if one.fits { "fits" } else { "over" };
        view! {
            <li data-testid="context-model-line" data-state=state>
                <bdi dir="ltr">{one.model}</bdi>
                <span class="num">{tokens}</span>
                {cost.map(|cost| view! { <bdi dir="ltr" class="num">{cost}</bdi> })}
                {dropped.map(|dropped| view! { <span class="fate num">{dropped}</span> })}
                {(!one.fits).then(|| view! { <span class="fate">{does_not_fit}</span> })}
            </li>
        }
    };
    let lines = move || {
        view.with(|view| view.each.clone())
            .into_iter()
            .map(line)
            .collect_view()
    };
    view! {
        {move || several.get().then(|| view! {
            <ul class="context-models" aria-label=tx!(compare.comparing) data-testid="context-models">{lines}</ul>
            {move || sum().map(|sum| view! { <p class="hint num" data-testid="context-together">{sum}</p> })}
        }.into_any())}
        <p class="hint" data-testid="context-model">{model}</p>
    }
}
