//! The translation translated back by a request that has not seen the source, beside the source.

use super::asking::Asking;
use super::difference::Difference;
use crate::state::{AskPanel, Asked, BackRow, Question, page, use_app};
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::{tx, words};
use crate::ui::translate::checks;
use leptos::prelude::*;

/// The panel. It asks for the first segments as it opens, and for more when that is wanted: each costs.
#[component]
pub fn Back() -> impl IntoView {
    let app = use_app();
    let open: RwSignal<Option<AskPanel>> = app.asks().open.into();
    let rows = RwSignal::new(Vec::<BackRow>::new());
    let question = Question::<Vec<BackRow>>::default();
    let next = Memo::new(move |_| rows.with(|rows| rows.last().map_or(0, |row| row.segment + 1)));
    let ask = move || app.ask_back(question, next.get_untracked());
    ask();
    page::focus("asks-back");
    Effect::new(move || {
        if let Asked::Here(new) = question.state.get() {
            rows.update(|rows| rows.extend(new));
            question.stop();
        }
    });
    let waits = Memo::new(move |_| question.state.with(|state| *state == Asked::Idle));
    let more =
        move || waits.get() && rows.with(|rows| !rows.is_empty()) && app.has_back(next.get());
    let close = move || {
        open.set(None);
        page::focus("tr-back");
    };
    view! {
        <section
            class="asks back"
            tabindex="-1"
            aria-labelledby="asks-back-title"
            data-testid="asks-back"
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    event.prevent_default();
                    close();
                }
            }
        >
            <div class="head">
                <h2 id="asks-back-title">{tx!(asks.back_title)}</h2>
                <button type="button" class="square" aria-label=tx!(common.close) title=tx!(common.close) data-testid="asks-close" on:click=move |_| close()>
                    <Icon name=IconName::Close/>
                </button>
            </div>
            <p class="quiet">{tx!(asks.back_hint)}</p>
            <div class="heads" aria-hidden="true">
                <span>{tx!(asks.back_source)}</span>
                <span>{tx!(asks.back_title)}</span>
            </div>
            <ol class="plain">
                <For each=move || rows.get() key=|row| row.segment let:row>
                    {of_segment(row)}
                </For>
            </ol>
            <Asking question=question same=words!(asks.none) on_again=move |()| ask()/>
            <Show when=more>
                <button type="button" class="outline" data-testid="asks-back-more" on:click=move |_| ask()>
                    {tx!(asks.back_more)}
                </button>
            </Show>
        </section>
    }
}

fn of_segment(row: BackRow) -> AnyView {
    let app = use_app();
    let from = app.translate.from.get_untracked();
    let from = from.or_else(|| app.translate.detected.get_untracked());
    let state = match &row.back {
        None => "missing",
        Some(back) if *back == row.source => "same",
        Some(_) => "differs",
    };
    let risk = app.segment_risk(row.segment, row.back.as_deref());
    let source = row.source.clone();
    let back = match row.back {
        Some(back) if back == row.source => {
            view! { <span class="quiet">{tx!(asks.back_same)}</span> }.into_any()
        }
        Some(back) => view! { <Difference old=row.source new=back lang=from.clone()/> }.into_any(),
        None => view! { <span class="warn">{tx!(asks.back_missing)}</span> }.into_any(),
    };
    view! {
        <li data-testid="asks-back-row" data-state=state data-risk=checks::name(risk)>
            <bdi dir="auto" lang=from>{source}</bdi>
            {back}
            {checks::mark(risk)}
        </li>
    }
    .into_any()
}
