//! The Usage page: today, this month, by model and kind, the cap, the pace, the ledger.

use crate::i18n::*;
use crate::state::use_app;
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::link::OutLink;
use crate::ui::parts::text::{Words, text, tx, words};
use crate::ui::settings::cap::CapForm;
use crate::ui::settings::pace::PaceForm;
use crate::ui::shortcuts::host::ShortcutsHost;
use crate::ui::usage::{Ledger, kind_words};
use gate::{Totals, WorkKind};
use leptos::prelude::*;

/// What was used and spent, and how far it may go.
#[component]
pub fn UsagePage() -> impl IntoView {
    let app = use_app();
    app.open_engine();
    let summary = app.usage.summary;
    // Lists of models are asked for by the page itself: they alone are no use to speak of.
    let empty = Memo::new(move |_| {
        app.usage
            .entries
            .with(|entries| entries.iter().all(|entry| entry.kind == WorkKind::Models))
    });
    let dashboard = Memo::new(move |_| {
        app.endpoint
            .choice
            .with(|choice| choice.preset.usage_page())
    });
    view! {
        <div class="sheet wide" data-testid="usage-page">
            <ShortcutsHost/>
            {move || {
                if empty.get() {
                    view! {
                        <section class="empty" data-testid="usage-empty">
                            <Icon name=IconName::Usage/>
                            <h2>{tx!(usage.empty_title)}</h2>
                            <p class="lead">{tx!(usage.empty_text)}</p>
                        </section>
                    }
                        .into_any()
                } else {
                    view! {
                        <section aria-label=tx!(usage.spent_title)>
                            <div class="totals">
                                <Figures label=words!(usage.today) testid="usage-today" totals=Signal::derive(move || summary.with(|s| s.today))/>
                                <Figures label=words!(usage.month) testid="usage-month" totals=Signal::derive(move || summary.with(|s| s.month))/>
                            </div>
                        </section>
                        <ByModel/>
                        <ByKind/>
                    }
                        .into_any()
                }
            }}
            {move || dashboard.get().map(|href| view! { <p><OutLink href=href testid="usage-dashboard">{tx!(usage.dashboard)}</OutLink></p> })}
            <CapForm/>
            <PaceForm/>
            <Ledger/>
        </div>
    }
}

/// The figures of one period: cost large, tokens and calls beneath.
#[component]
fn Figures(label: Words, testid: &'static str, totals: Signal<Totals>) -> impl IntoView {
    let i18n = use_i18n();
    let format = use_format();
    view! {
        <div class="figures" data-testid=testid>
            <h2>{text(label)}</h2>
            <p class="big num" data-testid="usage-cost">{move || format.money(totals.get().cost)}</p>
            <dl class="num">
                <Figure label=words!(usage.calls) value=Signal::derive(move || format.number(totals.get().calls))/>
                <Figure label=words!(usage.tokens_in) value=Signal::derive(move || format.number(totals.get().usage.input))/>
                <Figure label=words!(usage.cached) value=Signal::derive(move || format.number(totals.get().usage.cached))/>
                <Figure label=words!(usage.tokens_out) value=Signal::derive(move || format.number(totals.get().usage.output))/>
                <Figure label=words!(usage.reasoning) value=Signal::derive(move || format.number(totals.get().usage.reasoning))/>
            </dl>
            {move || {
                let unpriced = totals.get().unpriced_calls;
                (unpriced > 0)
                    .then(|| view! { <p class="hint" data-testid="usage-unpriced">{move || t_string!(i18n, usage.unpriced, n = format.number(unpriced))}</p> })
            }}
        </div>
    }
}

#[component]
fn Figure(label: Words, value: Signal<String>) -> impl IntoView {
    view! {
        <div>
            <dt>{text(label)}</dt>
            <dd>{move || value.get()}</dd>
        </div>
    }
}

#[component]
fn ByModel() -> impl IntoView {
    let app = use_app();
    let rows = move || {
        app.usage.summary.with(|summary| {
            summary
                .by_model
                .iter()
                // A list of models is of no model.
                .filter(|(model, _)| !model.is_empty())
                .map(|(model, totals)| {
                    total_row(
                        view! { <bdi dir="ltr">{model.clone()}</bdi> }.into_any(),
                        *totals,
                    )
                })
                .collect_view()
        })
    };
    view! { <TotalsTable title=words!(usage.by_model) first=words!(usage.col_model) testid="usage-by-model" rows=rows.into_any()/> }
}

#[component]
fn ByKind() -> impl IntoView {
    let app = use_app();
    let rows = move || {
        app.usage.summary.with(|summary| {
            summary
                .by_kind
                .iter()
                .map(|(kind, totals)| total_row(text(kind_words(*kind)).into_any(), *totals))
                .collect_view()
        })
    };
    view! { <TotalsTable title=words!(usage.by_kind) first=words!(usage.col_kind) testid="usage-by-kind" rows=rows.into_any()/> }
}

/// A table of totals for this month.
#[component]
fn TotalsTable(title: Words, first: Words, testid: &'static str, rows: AnyView) -> impl IntoView {
    let app = use_app();
    let none = Memo::new(move |_| {
        app.usage
            .summary
            .with(|summary| summary.by_model.is_empty())
    });
    let id = format!("{testid}-title");
    view! {
        <section aria-labelledby=id.clone()>
            <h2 id=id.clone()>{text(title)} <span class="quiet">" · " {tx!(usage.month)}</span></h2>
            {move || none.get().then(|| view! { <p class="hint">{tx!(usage.month_none)}</p> })}
            <div class="table-scroll" tabindex="0" role="region" aria-label=text(title) hidden=move || none.get()>
                <table class="facts-table" data-testid=testid>
                    <thead>
                        <tr>
                            <th scope="col">{text(first)}</th>
                            <th scope="col" class="num">{tx!(usage.calls)}</th>
                            <th scope="col" class="num">{tx!(usage.tokens_in)}</th>
                            <th scope="col" class="num">{tx!(usage.tokens_out)}</th>
                            <th scope="col" class="num">{tx!(usage.cost)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}

fn total_row(name: AnyView, totals: Totals) -> AnyView {
    let format = use_format();
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="num">{move || format.number(totals.calls)}</td>
            <td class="num">{move || format.number(totals.usage.input)}</td>
            <td class="num">{move || format.number(totals.usage.output)}</td>
            <td class="num"><bdi dir="ltr">{move || format.money(totals.cost)} {(totals.unpriced_calls > 0).then_some(" + ?")}</bdi></td>
        </tr>
    }
    .into_any()
}
