//! What was deleted and can still be brought back, in the place of the list.

use super::shown::{Place, View};
use super::{ListState, ROWS};
use crate::i18n::*;
use crate::state::{DeletedRow, DeletedWhat, page, use_app};
use crate::ui::chat::undone;
use crate::ui::parts::announce::use_announcer;
use crate::ui::parts::confirm::Confirm;
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::{tx, words};
use leptos::prelude::*;

/// The way to what was deleted, and how much that is.
#[component]
pub(super) fn DeletedButton(
    /// What is looked at
    view: RwSignal<View>,
    /// The list
    list: ListState,
) -> impl IntoView {
    let app = use_app();
    let format = use_format();
    let count = Memo::new(move |_| app.chat_deleted_count());
    view! {
        <Show when=move || { count.get() > 0 && view.with(|view| view.place) == Place::List }>
            <button type="button" class="quiet archive-open" data-testid="chat-deleted" on:click=move |_| {
                list.select_none();
                view.update(|view| view.place = Place::Deleted);
                page::focus("chat-deleted-close");
            }>
                <Icon name=IconName::Delete/>
                <span>{tx!(organise.deleted_open)}</span>
                <span class="num quiet">{move || format.number(count.get() as u64)}</span>
            </button>
        </Show>
    }
}

/// What is asked before it is done.
#[derive(Clone, Copy)]
struct Asks {
    /// Which one is to go for good, as long as that is asked.
    one: RwSignal<bool>,
    which: StoredValue<String>,
}

/// All of it, with what can be done.
#[component]
pub(super) fn DeletedPlace(
    /// What is looked at
    view: RwSignal<View>,
    /// The list
    list: ListState,
) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let announcer = use_announcer();
    let rows = Memo::new(move |_| app.chat_deleted());
    let most = RwSignal::new(ROWS);
    let shown = move || rows.with(|rows| rows.iter().take(most.get()).cloned().collect::<Vec<_>>());
    let any = Memo::new(move |_| rows.with(|rows| !rows.is_empty()));
    let asks = Asks {
        one: RwSignal::new(false),
        which: StoredValue::new(String::new()),
    };
    let all = RwSignal::new(false);
    // What was brought back last: its id and title.
    let back = RwSignal::new(None::<(String, String)>);
    let for_good = move |ids: Vec<String>| {
        let said = undone::deleted(ids.len(), i18n.get_locale_untracked(), format);
        let next = match &ids[..] {
            [only] => rows.with_untracked(|rows| next_to(rows, only)),
            _ => Vec::new(),
        };
        app.chat_delete_for_good(ids);
        announcer.say(said);
        focus_next(next);
    };
    view! {
        <div class="archive-head">
            <h2>{tx!(organise.deleted_open)}</h2>
            <button type="button" class="quiet" data-testid="chat-deleted-close" on:click=move |_| {
                view.update(|view| view.place = Place::List);
                // The way here is gone where nothing is left.
                page::focus_first(vec!["chat-deleted".to_string(), "chat-new".to_string()]);
            }>{tx!(organise.archive_close)}</button>
        </div>
        <div role="status">
            {move || back.get().map(|(id, title)| view! {
                <p class="notice back" data-testid="deleted-told">
                    <span>{tx!(organise.brought_back)} " " <bdi>{title}</bdi></span>
                    <button type="button" class="outline" data-testid="deleted-open" on:click=move |_| {
                        app.chat_open(id.clone());
                        list.on_choose.run(());
                    }>{tx!(organise.open)}</button>
                </p>
            })}
        </div>
        <Show when=move || any.get() fallback=move || view! { <p class="quiet" data-testid="chat-deleted-none">{tx!(organise.deleted_none)}</p> }>
            <p class="quiet">{tx!(organise.deleted_explain)}</p>
            <ul class="gone">
                <For each=shown key=|row: &DeletedRow| (row.id.clone(), row.at, row.days, row.what.clone()) let:row>
                    <Gone row=row rows=rows asks=asks list=list told=back/>
                </For>
            </ul>
            <Show when=move || rows.with(|rows| rows.len() > most.get())>
                <button type="button" class="quiet" data-testid="chat-deleted-more" on:click=move |_| most.update(|most| *most += ROWS)>
                    {tx!(organise.show_more)}
                </button>
            </Show>
            <button type="button" class="outline" data-testid="chat-deleted-all" on:click=move |_| all.set(true)>
                {tx!(organise.all_for_good)}
            </button>
        </Show>
        <Confirm open=asks.one title=words!(organise.for_good_ask) body=words!(organise.for_good_more) yes=words!(organise.for_good)
            on_yes=move |()| for_good(vec![asks.which.get_value()])/>
        <Confirm open=all title=words!(organise.all_for_good_ask) body=words!(organise.for_good_more) yes=words!(organise.for_good)
            on_yes=move |()| for_good(rows.with_untracked(|rows| rows.iter().map(|row| row.id.clone()).collect()))/>
    }
}

#[component]
fn Gone(
    row: DeletedRow,
    rows: Memo<Vec<DeletedRow>>,
    asks: Asks,
    list: ListState,
    told: RwSignal<Option<(String, String)>>,
) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let announcer = use_announcer();
    let untitled = tx!(organise.untitled);
    let DeletedRow {
        id,
        title,
        at,
        days,
        what,
    } = row;
    let name_id = format!("gone-{id}");
    let (described, back_id) = (name_id.clone(), back_id(&id));
    let title = (!title.trim().is_empty()).then_some(title);
    let facts = move || {
        let (when, n) = (format.date(at), format.number(days.into()));
        t_string!(i18n, organise.deleted_facts, when = when, n = n)
    };
    // Of what, and so where they go.
    let out_of = {
        let what = what.clone();
        move || match &what {
            DeletedWhat::Messages(title) => {
                let name = match title.trim().is_empty() {
                    true => untitled().to_string(),
                    false => title.clone(),
                };
                t_string!(i18n, organise.deleted_messages_of, name = name).to_string()
            }
            _ => t_string!(i18n, organise.deleted_cut_out).to_string(),
        }
    };
    let name = StoredValue::new(title.clone());
    let opens = matches!(what, DeletedWhat::Messages(_));
    let id = StoredValue::new(id);
    let back = move |_| {
        let next = rows.with_untracked(|rows| id.with_value(|id| next_to(rows, id)));
        id.with_value(|id| app.chat_bring_back(id));
        announcer.say(words!(common.undone)(i18n.get_locale_untracked()));
        match opens {
            // What is back is shown, as after a choice from the list.
            true => {
                told.set(None);
                list.on_choose.run(());
            }
            false => {
                let name = name.with_value(Clone::clone);
                told.set(Some((
                    id.get_value(),
                    name.unwrap_or_else(|| untitled().to_string()),
                )));
                focus_next(next);
            }
        }
    };
    view! {
        <li data-testid="deleted-conversation">
            <span id=name_id class="name">
                <bdi>{move || title.clone().unwrap_or_else(|| untitled().to_string())}</bdi>
                {(what != DeletedWhat::Whole).then(|| view! { <span class="facts" data-testid="deleted-cut-out">{out_of}</span> })}
                <span class="facts">{facts}</span>
            </span>
            <span class="acts">
                <button type="button" class="quiet" id=back_id data-testid="deleted-back" aria-describedby=described.clone() on:click=back>
                    {tx!(organise.bring_back)}
                </button>
                <button type="button" class="quiet" data-testid="deleted-for-good" aria-describedby=described on:click=move |_| {
                    asks.which.set_value(id.get_value());
                    asks.one.set(true);
                }>{tx!(organise.for_good)}</button>
            </span>
        </li>
    }
}

/// The id of the button that brings this one back.
fn back_id(conversation: &str) -> String {
    format!("back-{conversation}")
}

/// Where the focus may go when this one is gone: to the one after it, else to the one before.
fn next_to(rows: &[DeletedRow], gone: &str) -> Vec<String> {
    let at = rows.iter().position(|row| row.id == gone).unwrap_or(0);
    let near = [Some(at + 1), at.checked_sub(1)];
    let near = near.into_iter().flatten().filter_map(|at| rows.get(at));
    near.map(|row| back_id(&row.id)).collect()
}

fn focus_next(mut names: Vec<String>) {
    names.push("chat-deleted-close".to_string());
    page::focus_first(names);
}
