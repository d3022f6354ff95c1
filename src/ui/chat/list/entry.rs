//! One conversation of the list.

use super::ListState;
use super::sort_dialog::{SortAsked, SortKind};
use crate::state::{Sorting, page, use_app};
use crate::ui::chat::save::Saving;
use crate::ui::chat::shapes::{Shape, ShapeItem};
use crate::ui::parts::icon::IconName;
use crate::ui::parts::keys::composing;
use crate::ui::parts::menu::{Menu, MenuId, MenuItem};
use crate::ui::parts::text::{tx, words};
use leptos::html::Input;
use leptos::prelude::*;

/// A row: opens its conversation, or chooses it while several are chosen.
#[component]
pub(super) fn Entry(
    /// The conversation
    id: String,
    /// The list
    list: ListState,
) -> impl IntoView {
    let app = use_app();
    let id = StoredValue::new(id);
    let facts = Memo::new(move |_| {
        list.shown
            .with(|shown| id.with_value(|id| shown.facts.get(id).cloned()))
            .unwrap_or_default()
    });
    let is = move |of: &Option<String>| of.as_ref().is_some_and(|of| id.with_value(|id| id == of));
    let current = Memo::new(move |_| app.chat.open.with(is));
    let streaming = Memo::new(move |_| {
        [app.chat.streaming, app.chat.elsewhere]
            .iter()
            .any(|all| all.with(|all| id.with_value(|id| all.contains(id))))
    });
    let renaming = RwSignal::new(false);
    let untitled = tx!(organise.untitled);
    let title = move || {
        let title = facts.with(|facts| facts.title.clone());
        if title.trim().is_empty() {
            untitled().to_string()
        } else {
            title
        }
    };
    let tags = Memo::new(move |_| facts.with(|facts| facts.tags.clone()));
    let name = move || {
        view! {
            <span class="name">
                {move || {
                    let title = title();
                    match chat::title_number(&title) {
                        (_, None) => view! { <bdi>{title}</bdi> }.into_any(),
                        // What tells it from the one it was forked from is seen however long the rest is.
                        (stem, Some(number)) => view! {
                            <bdi class="numbered"><span>{stem.to_string()}</span><span>{format!("\u{a0}({number})")}</span></bdi>
                        }.into_any(),
                    }
                }}
                {move || {
                    let tags = tags.get();
                    (!tags.is_empty()).then(|| {
                        let tags = tags.into_iter().map(|tag| view! { <bdi class="tag">{format!("#{tag}")}</bdi> });
                        view! { <span class="tags">{tags.collect_view()}</span> }
                    })
                }}
            </span>
        }
    };
    let open = move |shift: bool, more: bool| {
        if shift || more {
            // From here on several are chosen; the open one is where a row of them begins.
            let before = app.chat.open.get_untracked().filter(|_| shift);
            list.selecting.set(true);
            list.anchor.set(before);
            id.with_value(|id| list.select(id, true, shift));
            return;
        }
        app.chat_open(id.get_value());
        list.on_choose.run(());
    };
    view! {
        <li class="entry" data-testid="conversation" data-state=move || if streaming.get() { "streaming" } else { "idle" }>
            {move || match (list.selecting.get(), renaming.get()) {
                (true, _) => view! { <Choice id=id list=list name=name().into_any()/> }.into_any(),
                (false, true) => view! { <TitleField id=id title=facts.with_untracked(|facts| facts.title.clone()) renaming=renaming/> }.into_any(),
                (false, false) => view! {
                    <button type="button" class="open" id=id.with_value(|id| open_id(id)) data-testid="conversation-open" aria-current=move || current.get().then_some("true")
                        on:click=move |event| open(event.shift_key(), event.ctrl_key() || event.meta_key())>
                        {name()}
                    </button>
                }.into_any(),
            }}
            <Show when=move || !list.selecting.get()>
                <Acts id=id list=list renaming=renaming/>
            </Show>
        </li>
    }
}

/// The row while several are chosen.
#[component]
fn Choice(id: StoredValue<String>, list: ListState, name: AnyView) -> impl IntoView {
    let shift = StoredValue::new(false);
    let chosen = Memo::new(move |_| {
        list.selected
            .with(|all| id.with_value(|id| all.contains(id)))
    });
    view! {
        <label class="open pick"
            on:mousedown=move |event| {
                shift.set_value(event.shift_key());
                // Else the words between the two would be marked.
                if event.shift_key() {
                    event.prevent_default();
                }
            }
            on:keydown=move |event| shift.set_value(event.shift_key())>
            <input type="checkbox" data-testid="conversation-select" prop:checked=move || chosen.get()
                on:change=move |event| id.with_value(|id| list.select(id, event_target_checked(&event), shift.get_value()))/>
            {name}
        </label>
    }
}

/// The title while it is changed.
#[component]
fn TitleField(id: StoredValue<String>, title: String, renaming: RwSignal<bool>) -> impl IntoView {
    let app = use_app();
    let field = NodeRef::<Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            // Errors here would only mean that the field is gone again.
            let _ = field.focus();
            field.select();
        }
    });
    let rename = move |keep: bool| {
        // The page may be going away with the field.
        if renaming.try_get_untracked() == Some(true) {
            let value = field.get_untracked().map(|field| field.value());
            renaming.set(false);
            if let Some(value) = value.filter(|_| keep) {
                id.with_value(|id| app.chat_rename(id, value));
            }
        }
    };
    // The field is gone with what had the focus.
    let to_row = move || page::focus_first(vec![id.with_value(|id| open_id(id))]);
    view! {
        <input node_ref=field type="text" class="search" data-testid="conversation-title" dir="auto" aria-label=tx!(chat.rename) prop:value=title
            on:blur=move |_| rename(true)
            on:keydown=move |event| {
                if composing(&event) {
                    return;
                }
                match event.key().as_str() {
                    "Enter" => rename(true),
                    "Escape" => rename(false),
                    _ => return,
                }
                to_row();
            }/>
    }
}

/// What can be done with it.
#[component]
fn Acts(id: StoredValue<String>, list: ListState, renaming: RwSignal<bool>) -> impl IntoView {
    let app = use_app();
    let saving = expect_context::<Saving>();
    let facts = move || {
        list.shown.with(|shown| {
            id.with_value(|id| {
                shown
                    .facts
                    .get(id)
                    .map_or((false, false), |facts| (facts.pinned, facts.archived))
            })
        })
    };
    let state = Memo::new(move |_| facts());
    // The row stands in another place then, and this one is gone.
    let pin = move |pinned: bool| {
        id.with_value(|id| {
            app.chat_pin(id, pinned);
            page::focus_first(vec![more_id(id)]);
        });
    };
    let ask = move |kind: SortKind| {
        list.asked.set(Some(SortAsked {
            kind,
            ids: vec![id.get_value()],
        }));
    };
    let sort = move |done: Sorting| {
        let neighbours = list
            .shown
            .with_untracked(|shown| id.with_value(|id| neighbours(&shown.all, id)));
        app.chat_sort([id.get_value()], done);
        page::focus_first(neighbours);
    };
    view! {
        <Menu label=words!(chat.more) testid="conversation-more" button_id=id.with_value(|id| more_id(id)) items=move |menu: MenuId| {
            let (pinned, archived) = state.get();
            let (put, away) = match archived {
                true => (words!(organise.unarchive), Sorting::Unarchive),
                false => (words!(organise.archive), Sorting::Archive),
            };
            view! {
                <MenuItem menu=menu.clone() label=words!(chat.rename) icon=IconName::Edit testid="conversation-rename" on_choose=move |()| renaming.set(true)/>
                <MenuItem menu=menu.clone() label=if pinned { words!(chat.unpin) } else { words!(chat.pin) } icon=IconName::Pin testid="conversation-pin"
                    on_choose=move |()| pin(!pinned)/>
                <ShapeItem menu=menu.clone() label=words!(organise.move_to) shape=Shape::Folder testid="conversation-folder" on_choose=move |()| ask(SortKind::Folder)/>
                <ShapeItem menu=menu.clone() label=words!(organise.tags) shape=Shape::Tag testid="conversation-tags" on_choose=move |()| ask(SortKind::Tags)/>
                <ShapeItem menu=menu.clone() label=put shape=Shape::Archive testid="conversation-archive" on_choose=move |()| sort(away.clone())/>
                <MenuItem menu=menu.clone() label=words!(chat.download) icon=IconName::Download testid="conversation-download"
                    on_choose=move |()| saving.ask(id.get_value())/>
                <MenuItem menu=menu label=words!(chat.delete) icon=IconName::Delete danger=true testid="conversation-delete"
                    on_choose=move |()| sort(Sorting::Delete)/>
            }.into_any()
        }/>
    }
}

/// The id of the element that opens a conversation.
fn open_id(conversation: &str) -> String {
    format!("conversation-{conversation}")
}

/// The id of the button of its menu.
pub(super) fn more_id(conversation: &str) -> String {
    format!("more-{conversation}")
}

/// Where the focus may go when this one is gone: those after it, those before it (the nearest first), and where one writes.
/// Not all of them need be on the screen.
fn neighbours(all: &[String], gone: &str) -> Vec<String> {
    const NEAR: usize = 50;
    let at = all.iter().position(|id| id == gone);
    let (before, after) = all.split_at(at.unwrap_or(0));
    let after = after.iter().skip(1).take(NEAR);
    after
        .chain(before.iter().rev().take(NEAR))
        .map(|id| open_id(id))
        .chain(["chat-input".to_string()])
        .collect()
}
