//! A small map of the open conversation: every version of every message, and the way there.

use crate::i18n::*;
use crate::state::{page, use_app};
use crate::ui::chat::shapes::{Shape, ShapeIcon};
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::{tx, tx_now};
use chat::{MapFold, MapMessage, MapPlace, MapRow};
use leptos::html::{Dialog, Div};
use leptos::prelude::*;
use leptos::tachys::html::attribute::custom::{CustomAttr, custom_attribute};
use std::collections::BTreeSet;
use wire::Role;

/// So many lines at first, and with each click more.
const LINES: usize = 400;

/// The button that opens the map, and the map; nothing while there is nothing to show on it.
#[component]
pub fn MapButton() -> impl IntoView {
    let app = use_app();
    let open = RwSignal::new(false);
    let any = Memo::new(move |_| app.chat.rows.with(|rows| rows.len() > 1));
    view! {
        <Show when=move || any.get()>
            <button type="button" class="square" data-testid="chat-map-open" aria-label=tx!(organise.map_title) title=tx!(organise.map_title)
                aria-haspopup="dialog" on:click=move |_| open.set(true)>
                <ShapeIcon shape=Shape::Map/>
            </button>
        </Show>
        {move || open.get().then(|| view! { <MapDialog open=open/> }.into_any())}
    }
}

#[component]
fn MapDialog(
    /// It is closed by setting this
    open: RwSignal<bool>,
) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let dialog = NodeRef::<Dialog>::new();
    let tree = NodeRef::<Div>::new();
    let unfolded = RwSignal::new(BTreeSet::<String>::new());
    let most = RwSignal::new(LINES);
    let map = Memo::new(move |_| unfolded.with(|unfolded| app.chat_map(unfolded, most.get())));
    let here = map.with_untracked(|map| {
        let mut rows = map.rows.iter();
        let here = rows.find_map(|row| match row {
            MapRow::Message(row) if row.place == MapPlace::Here => Some(row.id.clone()),
            _ => None,
        });
        here.or_else(|| map.rows.first().map(key))
    });
    let active = RwSignal::new(here);
    let close = move || {
        page::close_modal(dialog);
        open.set(false);
    };
    Effect::new(move || {
        if dialog.get().is_some() {
            page::show_modal(dialog);
            if let Some(active) = active.get_untracked() {
                page::focus_first(vec![line_id(&active)]);
            }
        }
    });
    let go = Callback::new(move |id: String| {
        close();
        app.chat_go_to(&id);
        page::focus("chat-thread");
    });
    let fold = Callback::new(move |chain: String| {
        unfolded.update(|unfolded| {
            if !unfolded.remove(&chain) {
                unfolded.insert(chain);
            }
        });
    });
    let list = MapList {
        unfolded,
        active,
        go,
        fold,
    };
    // What is not beneath another one stands beside it: the one above a line is the nearest before it that is less deep.
    let sideways = move |key_name: &str| {
        let (Some(now), forwards) = (active.get_untracked(), key_name == "ArrowRight") else {
            return false;
        };
        map.with_untracked(|map| {
            let Some(at) = map.rows.iter().position(|row| key(row) == now) else {
                return false;
            };
            if let MapRow::Fold(row) = &map.rows[at]
                && row.open != forwards
            {
                fold.run(row.chain.clone());
                return true;
            }
            let level = level(&map.rows[at]);
            let to = match forwards {
                true => map
                    .rows
                    .get(at + 1)
                    .filter(|next| self::level(next) > level),
                false => map.rows[..at]
                    .iter()
                    .rev()
                    .find(|row| self::level(row) < level),
            };
            if let Some(to) = to {
                // At once: the next key goes on from there.
                page::focus_now(&line_id(&key(to)));
            }
            true
        })
    };
    view! {
        <dialog node_ref=dialog class="key-dialog map" aria-labelledby="map-title" data-testid="chat-map"
            on:close=move |_| if page::is_closed(dialog) { open.set(false) }>
            <div class="dialog-head">
                <h2 id="map-title">{tx!(organise.map_title)}</h2>
                <button type="button" class="square" aria-label=tx!(common.close) title=tx!(common.close) data-testid="chat-map-close" on:click=move |_| close()>
                    <Icon name=IconName::Close/>
                </button>
            </div>
            <p class="lead">{tx!(organise.map_explain)}</p>
            <p class="quiet num" data-testid="chat-map-facts">{move || {
                let (messages, forks) = map.with(|map| (map.messages, map.forks));
                t_string!(i18n, organise.map_facts, n = format.number(messages as u64), forks = format.number(forks as u64))
            }}</p>
            <div node_ref=tree class="lines" role="tree" aria-labelledby="map-title"
                on:keydown=move |event| {
                    let key = event.key();
                    // Along the line is to the left where lines run so.
                    let key = match (page::is_rtl(), key.as_str()) {
                        (true, "ArrowLeft") => "ArrowRight".to_string(),
                        (true, "ArrowRight") => "ArrowLeft".to_string(),
                        _ => key,
                    };
                    let done = match key.as_str() {
                        "ArrowRight" | "ArrowLeft" => sideways(&key),
                        _ => page::walk_menu(tree, &key),
                    };
                    if done {
                        event.prevent_default();
                    }
                }>
                <For each=move || map.with(|map| map.rows.clone()) key=row_key let:row>
                    {match row {
                        MapRow::Message(row) => view! { <MessageLine row=row list=list/> }.into_any(),
                        MapRow::Fold(row) => view! { <FoldLine row=row list=list/> }.into_any(),
                    }}
                </For>
            </div>
            <Show when=move || map.with(|map| map.more)>
                <button type="button" class="outline" data-testid="chat-map-more" on:click=move |_| most.update(|most| *most += LINES)>
                    {tx!(organise.show_more)}
                </button>
            </Show>
        </dialog>
    }
}

/// What every line knows of the map.
#[derive(Clone, Copy)]
struct MapList {
    unfolded: RwSignal<BTreeSet<String>>,
    /// The line that has the focus when the tree has it.
    active: RwSignal<Option<String>>,
    go: Callback<String>,
    fold: Callback<String>,
}

#[component]
fn MessageLine(row: MapMessage, list: MapList) -> impl IntoView {
    let i18n = use_i18n();
    let format = use_format();
    let MapMessage {
        id,
        role,
        words,
        level,
        version,
        branches,
        place,
    } = row;
    let who = match role {
        Role::User => tx_now!(organise.you),
        _ => tx_now!(organise.answer),
    };
    let place_words = match place {
        MapPlace::Here => Some(tx_now!(organise.go_here)),
        MapPlace::OnPath => Some(tx_now!(organise.on_path)),
        MapPlace::Beside => None,
    };
    let number = move |n: usize| format.number(n as u64);
    let said = (version.1 > 1).then(|| {
        t_string!(
            i18n,
            organise.version,
            at = number(version.0 + 1),
            n = number(version.1)
        )
    });
    let follow =
        (branches > 0).then(|| t_string!(i18n, organise.versions_follow, n = number(branches)));
    let no_words = words.is_empty().then(|| tx_now!(organise.no_words));
    let (here, shown) = (StoredValue::new(id.clone()), place == MapPlace::Here);
    let is_active = Memo::new(move |_| {
        list.active
            .with(|active| here.with_value(|id| active.as_ref() == Some(id)))
    });
    view! {
        <button type="button" role="treeitem" class="line" id=line_id(&id) data-testid="chat-map-line" data-state=place_name(place)
            {..aria_level(level)} aria-current=shown.then_some("true") data-level=shown_level(level)
            tabindex=move || if is_active.get() { "0" } else { "-1" }
            on:focus=move |_| list.active.set(Some(here.get_value()))
            on:click=move |_| list.go.run(here.get_value())>
            <span class="dot" aria-hidden="true"></span>
            <span class="who">{who}</span>
            <span class="words"><bdi>{words}</bdi>{no_words}</span>
            {said.map(|said| view! { <span class="count num">{said}</span> })}
            {follow.map(|follow| view! { <span class="count num">{follow}</span> })}
            {place_words.map(|words| view! { <span class="vh">{words}</span> })}
        </button>
    }
}

#[component]
fn FoldLine(row: MapFold, list: MapList) -> impl IntoView {
    let i18n = use_i18n();
    let format = use_format();
    let MapFold {
        chain,
        messages,
        level,
        on_path,
        ..
    } = row;
    let name = StoredValue::new(fold_key(&chain));
    let chain = StoredValue::new(chain);
    let open = Memo::new(move |_| {
        list.unfolded
            .with(|all| chain.with_value(|chain| all.contains(chain)))
    });
    let is_active = Memo::new(move |_| {
        list.active
            .with(|active| name.with_value(|name| active.as_ref() == Some(name)))
    });
    view! {
        <button type="button" role="treeitem" class="line fold" id=name.with_value(|name| line_id(name)) data-testid="chat-map-fold"
            data-state=if on_path { "path" } else { "beside" } {..aria_level(level)} aria-expanded=move || open.get().to_string()
            data-level=shown_level(level) tabindex=move || if is_active.get() { "0" } else { "-1" }
            on:focus=move |_| list.active.set(Some(name.get_value()))
            on:click=move |_| list.fold.run(chain.get_value())>
            <Icon name=IconName::Down/>
            <span class="words">{t_string!(i18n, organise.hidden, n = format.number(messages as u64))}</span>
        </button>
    }
}

fn place_name(place: MapPlace) -> &'static str {
    match place {
        MapPlace::Here => "here",
        MapPlace::OnPath => "path",
        MapPlace::Beside => "beside",
    }
}

/// How deep a line stands, from 1: Leptos has no name for the attribute.
fn aria_level(level: usize) -> CustomAttr<&'static str, String> {
    custom_attribute("aria-level", (level + 1).to_string())
}

/// The style sheet knows so many levels; a tree with more has tens of thousands of messages.
fn shown_level(level: usize) -> String {
    level.min(14).to_string()
}

fn level(row: &MapRow) -> usize {
    match row {
        MapRow::Message(row) => row.level,
        MapRow::Fold(row) => row.level,
    }
}

/// What a line is known by: a message's id, or that of the chain that it folds.
fn key(row: &MapRow) -> String {
    match row {
        MapRow::Message(row) => row.id.clone(),
        MapRow::Fold(row) => fold_key(&row.chain),
    }
}

fn fold_key(chain: &str) -> String {
    format!("fold-{chain}")
}

fn line_id(key: &str) -> String {
    format!("line-{key}")
}

/// A line is made anew when anything of it changes but whether it is folded.
fn row_key(row: &MapRow) -> String {
    match row {
        MapRow::Message(row) => format!("{row:?}"),
        MapRow::Fold(row) => format!(
            "fold {} {} {} {}",
            row.chain, row.messages, row.level, row.on_path
        ),
    }
}
