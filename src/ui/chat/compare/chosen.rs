//! Who is compared with the next message, above the composer's field, and what that is going to cost.

use crate::i18n::*;
use crate::state::{ChatEstimate, page, use_app};
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::tx;
use leptos::prelude::*;

/// The line; nothing where one model alone is asked.
#[component]
pub fn CompareChosen(
    /// What that takes; none while nothing is typed
    #[prop(into)]
    takes: Signal<Option<ChatEstimate>>,
) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let models = Memo::new(move |_| app.compare_models());
    let there = Memo::new(move |_| models.with(|models| !models.is_empty()));
    let estimate = move || {
        let estimate = takes.get()?;
        let cost = estimate.cost.map(|cost| {
            let cost = format.isolated(gate::format_estimate(cost));
            t_string!(i18n, compare.estimate, cost = cost)
        });
        let unpriced = (estimate.unpriced > 0).then(|| {
            t_string!(
                i18n,
                compare.unpriced,
                n = format.number(estimate.unpriced as u64)
            )
        });
        let said = [cost, unpriced].into_iter().flatten();
        Some(said.collect::<Vec<_>>().join(" · "))
    };
    let chip = move |model: String| {
        let name = model.clone();
        let label = move || {
            let name = format.isolated(name.clone());
            t_string!(i18n, compare.remove, name = name)
        };
        let (title, gone) = (label.clone(), model.clone());
        view! {
            <li class="compared" data-testid="compare-chip">
                <bdi dir="ltr">{model}</bdi>
                <button type="button" class="square" data-testid="compare-remove" aria-label=label title=title on:click=move |_| {
                    app.compare_without(&gone);
                    page::focus("chat-input");
                }>
                    <Icon name=IconName::Close/>
                </button>
            </li>
        }
    };
    let (stop, label) = (tx!(compare.stop), tx!(compare.comparing));
    view! {
        <Show when=move || there.get()>
            <div class="comparing" role="group" aria-label=label data-testid="chat-comparing">
                <span class="quiet">{label}</span>
                <ul>
                    <For each=move || models.get() key=|model| model.clone() children=chip/>
                </ul>
                <button type="button" class="square" data-testid="compare-stop" aria-label=stop title=stop on:click=move |_| {
                    app.compare_choose(&[]);
                    page::focus("chat-input");
                }>
                    <Icon name=IconName::Close/>
                </button>
                <p class="num quiet" data-testid="compare-estimate">{estimate}</p>
            </div>
        </Show>
    }
}
