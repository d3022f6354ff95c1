//! The translations made so far: searched, put back, deleted, with a way back.

use crate::i18n::*;
use crate::state::{HistoryEntry, TrStatus, page, use_app};
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::{tx, words};
use crate::ui::parts::undo::Undo;
use leptos::prelude::*;
use leptos_i18n::Direction;

/// How many are shown before "Show more".
const FIRST: usize = 20;

/// What the row of a translation shows. It is made anew when any of it changes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Line {
    id: String,
    at: wire::Millis,
    from: Option<String>,
    to: String,
    source: String,
    target: String,
    state: &'static str,
    cost: Option<gate::Cost>,
    pinned: bool,
}

impl Line {
    fn of(entry: &HistoryEntry) -> Line {
        Line {
            id: entry.id.clone(),
            at: entry.at,
            from: entry.from.clone(),
            to: entry.to.clone(),
            source: beginning(&entry.source),
            target: beginning(&entry.target),
            state: entry.state.name(),
            cost: entry.cost,
            pinned: entry.pinned,
        }
    }
}

/// The history below the panes. Nothing is there before the first translation.
#[component]
pub fn History() -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let history = app.translate.history;
    let query = RwSignal::new(String::new());
    let shown = RwSignal::new(FIRST);
    let any_pinned = Memo::new(move |_| history.with(|all| all.iter().any(|one| one.pinned)));
    let any = Memo::new(move |_| history.with(|history| !history.is_empty()));
    // Ids alone: there may be thousands of entries, each with two long texts and what was sent.
    let found = Memo::new(move |_| {
        let query = query.get().to_lowercase();
        history.with(|history| {
            in_order(history)
                .filter(|entry| matches(entry, &query))
                .map(|entry| entry.id.clone())
                .collect::<Vec<_>>()
        })
    });
    let lines = Memo::new(move |_| {
        history.with(|history| {
            found.with(|found| {
                // Both are in the same order.
                let mut rest = in_order(history);
                found
                    .iter()
                    .take(shown.get())
                    .filter_map(|id| rest.find(|entry| entry.id == *id))
                    .map(Line::of)
                    .collect::<Vec<_>>()
            })
        })
    });
    let older = app.translate.history_more;
    let more = move || found.with(Vec::len) > shown.get() || older.get();
    let show_more = move |_| {
        shown.update(|shown| *shown += FIRST);
        if found.with_untracked(Vec::len) < shown.get_untracked() {
            app.history_older();
        }
    };
    let search = move |event| {
        let typed: String = event_target_value(&event);
        if !typed.trim().is_empty() {
            app.history_all();
        }
        query.set(typed);
    };
    let aside = Signal::derive(move || app.translate.put_aside.with(Option::is_some));
    let deleted = Signal::derive(move || {
        app.translate
            .history_deleted
            .with(|deleted| !deleted.is_empty())
    });
    view! {
        <Undo
            shown=deleted
            label=words!(translate.deleted)
            on_undo=move |()| app.history_undo_delete()
            on_dismiss=move |()| app.translate.history_deleted.set(Vec::new())
        />
        <Undo
            shown=aside
            label=words!(translate.put_aside)
            on_undo=move |()| {
                app.translate_bring_back();
                page::focus("tr-source");
            }
            on_dismiss=move |()| app.translate.put_aside.set(None)
        />
        <Show when=move || any.get()>
            <section class="history" aria-labelledby="history-title">
                <div class="head">
                    <h2 id="history-title">{tx!(translate.history)}</h2>
                    <input
                        type="search"
                        data-testid="history-search"
                        dir="auto"
                        aria-label=tx!(translate.history_search)
                        placeholder=tx!(translate.history_search)
                        on:input=search
                    />
                    <button type="button" class="quiet" data-testid="history-clear" on:click=move |_| app.history_clear()>
                        {move || match any_pinned.get() {
                            true => t_string!(i18n, translate.history_clear_rest),
                            false => t_string!(i18n, translate.history_clear),
                        }}
                    </button>
                </div>
                <ul>
                    <For each=move || lines.get() key=Line::clone let:line>
                        <HistoryRow line=line/>
                    </For>
                </ul>
                <Show when=move || found.with(Vec::is_empty)>
                    <p class="quiet">{tx!(translate.history_none)}</p>
                </Show>
                <Show when=more>
                    <button type="button" class="outline" data-testid="history-more" on:click=show_more>
                        {tx!(translate.history_more)}
                    </button>
                </Show>
            </section>
        </Show>
    }
}

/// One translation of the list.
#[component]
fn HistoryRow(
    /// What it shows
    line: Line,
) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let Line {
        id,
        at,
        from,
        to,
        source,
        target,
        state,
        cost,
        pinned,
    } = line;
    let (from_tag, to_tag) = (from.clone(), to.clone());
    let pair = move || {
        let name = |tag: &str| {
            page::display_name(tag, i18n.get_locale().as_str()).unwrap_or_else(|| tag.to_string())
        };
        // An arrow is not turned round with the line it stands in.
        let arrow = match i18n.get_locale().direction() {
            Direction::RightToLeft => " ← ",
            _ => " → ",
        };
        let from = from.as_ref().map(|from| view! { <bdi>{name(from)}</bdi> });
        view! { {from}{arrow}<bdi>{name(&to)}</bdi> }
    };
    let delete = tx!(translate.history_delete);
    let removed = id.clone();
    let pin = move || match pinned {
        true => t_string!(i18n, translate.history_unpin),
        false => t_string!(i18n, translate.history_pin),
    };
    let kept = id.clone();
    let pin_id = format!("pin-{id}");
    let again = pin_id.clone();
    view! {
        <li data-testid="history-row" data-state=state>
            <button type="button" class="entry" data-testid="history-restore" on:click=move |_| {
                app.history_restore(&id);
                page::focus("tr-source");
            }>
                <span class="texts">
                    <bdi class="one" lang=from_tag dir="auto">{source}</bdi>
                    <bdi class="two" lang=to_tag dir="auto">{target}</bdi>
                </span>
                <span class="facts num quiet">
                    <span>{pair}</span>
                    <span>{move || format.date(at)}</span>
                    <span>{move || format.money_or_dash(cost)}</span>
                    {(state != TrStatus::Done.name()).then(|| view! { <span class="warn">{tx!(translate.incomplete)}</span> })}
                </span>
            </button>
            <button
                type="button"
                class="square pin"
                id=pin_id
                aria-label=pin
                title=pin
                data-state=if pinned { "pinned" } else { "loose" }
                data-testid="history-pin"
                on:click=move |_| {
                    app.history_pin(&kept, !pinned);
                    // The row is made anew in its new place.
                    page::focus_first(vec![again.clone()]);
                }
            >
                <Icon name=IconName::Pin/>
            </button>
            <button type="button" class="square" aria-label=delete title=delete data-testid="history-delete" on:click=move |_| app.history_delete(&removed)>
                <Icon name=IconName::Delete/>
            </button>
        </li>
    }
}

/// The pinned ones first, each as they come.
fn in_order(history: &[HistoryEntry]) -> impl Iterator<Item = &HistoryEntry> {
    let pinned = history.iter().filter(|entry| entry.pinned);
    pinned.chain(history.iter().filter(|entry| !entry.pinned))
}

fn matches(entry: &HistoryEntry, query: &str) -> bool {
    query.is_empty()
        || entry.source.to_lowercase().contains(query)
        || entry.target.to_lowercase().contains(query)
}

/// As much of a text as a line of the list shows.
fn beginning(text: &str) -> String {
    text.split_whitespace()
        .take(40)
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .take(160)
        .collect()
}
