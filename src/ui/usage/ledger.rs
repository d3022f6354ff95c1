//! Every call, the latest first.

use crate::i18n::*;
use crate::state::use_app;
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::{Words, text, tx, words};
use gate::{LedgerEntry, WorkKind};
use leptos::prelude::*;

/// As many calls as are shown at first, and more with each click.
const PAGE: usize = 200;

/// The ledger's table, and all of it as CSV.
#[component]
pub fn Ledger() -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let shown = RwSignal::new(PAGE);
    let all = Memo::new(move |_| app.usage.stored.get());
    let more = move |_| {
        shown.update(|shown| *shown += PAGE);
        if app.usage.entries.with_untracked(Vec::len) < shown.get_untracked() {
            app.ledger_older();
        }
    };
    let latest = move || {
        app.usage.entries.with(|entries| {
            entries
                .iter()
                .take(shown.get())
                .cloned()
                .collect::<Vec<_>>()
        })
    };
    view! {
        <section aria-labelledby="ledger-title" hidden=move || all.get() == 0>
            <div class="section-head">
                <h2 id="ledger-title">{tx!(usage.ledger)}</h2>
                <button type="button" class="outline" data-testid="usage-csv" on:click=move |_| app.download_ledger()>
                    <Icon name=IconName::Download/>
                    {tx!(usage.csv)}
                </button>
            </div>
            <div class="table-scroll" tabindex="0" role="region" aria-label=tx!(usage.ledger_caption)>
                <table class="facts-table" data-testid="usage-ledger">
                    <thead>
                        <tr>
                            <th scope="col">{tx!(usage.col_time)}</th>
                            <th scope="col">{tx!(usage.col_kind)}</th>
                            <th scope="col">{tx!(usage.col_model)}</th>
                            <th scope="col" class="num">{tx!(usage.col_in)}</th>
                            <th scope="col" class="num">{tx!(usage.col_out)}</th>
                            <th scope="col" class="num">{tx!(usage.col_cost)}</th>
                            <th scope="col">{tx!(usage.col_ended)}</th>
                        </tr>
                    </thead>
                    <tbody>
                        <For each=latest key=|entry| entry.id.clone() children=row/>
                    </tbody>
                </table>
            </div>
            <p class="more">
                <span class="quiet num">
                    {move || {
                        let (shown, all) = (shown.get().min(all.get()), all.get());
                        t_string!(i18n, usage.shown_of, shown = format.number(shown as u64), all = format.number(all as u64))
                    }}
                </span>
                <button
                    type="button"
                    class="outline"
                    data-testid="usage-more"
                    hidden={move || shown.get() >= all.get()}
                    on:click=more
                >
                    {tx!(usage.more)}
                </button>
            </p>
        </section>
    }
}

fn row(entry: LedgerEntry) -> AnyView {
    let format = use_format();
    let tokens = |pick: fn(wire::Usage) -> u64| {
        move || {
            entry
                .usage
                .map_or_else(|| "–".to_string(), |usage| format.number(pick(usage)))
        }
    };
    let (ended, failed) = ended_words(&entry.ended);
    let at = entry.at;
    view! {
        <tr data-testid="ledger-row" data-kind=entry.kind.name() data-ended=entry.ended.clone()>
            <td class="num nowrap"><bdi>{move || format.date(at)}</bdi></td>
            <td>{text(kind_words(entry.kind))}</td>
            <td><bdi dir="ltr">{entry.model}</bdi></td>
            <td class="num">{tokens(|usage| usage.input)}</td>
            <td class="num">{tokens(|usage| usage.output)}</td>
            <td class="num"><bdi dir="ltr">{move || format.money_or_dash(entry.cost)}</bdi></td>
            <td>{text(ended)} " " {failed.map(|kind| view! { <bdi class="quiet" dir="ltr">{kind}</bdi> })}</td>
        </tr>
    }
    .into_any()
}

/// What a kind of work is called.
pub fn kind_words(kind: WorkKind) -> Words {
    match kind {
        WorkKind::Translate => words!(usage.kind_translate),
        WorkKind::Document => words!(usage.kind_document),
        WorkKind::Chat => words!(usage.kind_chat),
        WorkKind::Check => words!(usage.kind_check),
        WorkKind::Models => words!(usage.kind_models),
        WorkKind::Other => words!(usage.kind_other),
    }
}

/// How a call ended, and for a failure which kind it was.
fn ended_words(ended: &str) -> (Words, Option<String>) {
    if let Some(kind) = ended.strip_prefix("failed:") {
        return (words!(usage.ended_failed), Some(kind.to_string()));
    }
    let words = match ended {
        "complete" => words!(usage.ended_complete),
        "truncated" => words!(usage.ended_truncated),
        "stopped" => words!(usage.ended_stopped),
        "cancelled" => words!(usage.ended_cancelled),
        "refused:cap" => words!(usage.ended_refused),
        _ => words!(usage.ended_failed),
    };
    (words, None)
}
