//! A model that can be chosen: its name, and what is known of it.

use crate::i18n::*;
use crate::ui::parts::format::use_format;
use crate::ui::parts::model_matches::{Choice, dollars};
use chat::MOST_COMPARED;
use leptos::prelude::*;

/// A line of the list. Where as many are chosen as fit, the others cannot be.
#[component]
pub(super) fn ModelOption(
    /// The model
    choice: Choice,
    /// Those that are chosen, in the order in which they were
    chosen: RwSignal<Vec<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = use_format();
    let Choice {
        id,
        name,
        context,
        price,
        free,
    } = choice;
    let there = context.is_some() || price.is_some();
    let apart = (name.is_some() && there).then_some(" · ");
    let facts = move || {
        let dollars = |price| format.isolated(dollars(price));
        let facts = [
            context.map(|n| t_string!(i18n, common.model_context, n = format.number(n))),
            price.map(|(input, output)| {
                t_string!(
                    i18n,
                    common.model_price,
                    input = dollars(input),
                    output = dollars(output)
                )
            }),
        ];
        facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let words = if free {
        let name = id.clone();
        let words = move || {
            let name = format.isolated(name.clone());
            t_string!(i18n, common.any_model, name = name)
        };
        view! { <span>{words}</span> }.into_any()
    } else {
        view! { <bdi dir="ltr">{id.clone()}</bdi> }.into_any()
    };
    let id = StoredValue::new(id);
    let is_chosen = Memo::new(move |_| {
        chosen.with(|chosen| id.with_value(|id| chosen.iter().any(|one| one == id)))
    });
    let full = Memo::new(move |_| chosen.with(|chosen| chosen.len() >= MOST_COMPARED));
    view! {
        <li>
            <label class="check">
                <input type="checkbox" data-testid="compare-option" prop:checked=move || is_chosen.get()
                    disabled=move || full.get() && !is_chosen.get()
                    on:change=move |event| {
                        let on = event_target_checked(&event);
                        chosen.update(|chosen| {
                            chosen.retain(|one| id.with_value(|id| one != id));
                            if on {
                                chosen.push(id.get_value());
                            }
                        });
                    }/>
                <span class="of">
                    {words}
                    <small>
                        <bdi>{name}</bdi>
                        {apart}
                        {facts}
                    </small>
                </span>
            </label>
        </li>
    }
}
