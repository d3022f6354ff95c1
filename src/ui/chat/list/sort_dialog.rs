//! Into which folder, and with which tags: asked about one conversation or about many.

use super::ListState;
use super::entry::more_id;
use crate::state::{Sorting, page, use_app};
use crate::ui::chat::shapes::{Shape, ShapeIcon};
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::tx;
use chat::clean_name;
use leptos::html::{Dialog, Input};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SortKind {
    /// Into which folder
    Folder,
    /// With which tags
    Tags,
}

/// What is asked about which conversations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SortAsked {
    pub kind: SortKind,
    pub ids: Vec<String>,
}

/// The dialog: closed by Escape, by its buttons, and once something was chosen.
#[component]
pub(super) fn SortDialog(
    /// What is asked
    asked: SortAsked,
    /// The list
    list: ListState,
) -> impl IntoView {
    let app = use_app();
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move || {
        if dialog.get().is_some() {
            page::show_modal(dialog);
        }
    });
    let close = move || {
        page::close_modal(dialog);
        list.asked.set(None);
    };
    let SortAsked { kind, ids } = asked;
    // What opened it was in a menu that is closed, or is the button of several.
    let opener = match (ids.as_slice(), list.selecting.get_untracked(), kind) {
        ([one], false, _) => more_id(one),
        (_, _, SortKind::Folder) => "bulk-folder".to_string(),
        (_, _, SortKind::Tags) => "bulk-tags".to_string(),
    };
    let ids = StoredValue::new(ids);
    let opener = StoredValue::new(opener);
    let leave = move || {
        // Escape has closed it already, and a choice has taken the focus elsewhere.
        if list.asked.with_untracked(Option::is_some) {
            close();
            page::focus_first(vec![opener.get_value()]);
        }
    };
    let done = Callback::new(move |done: Sorting| {
        close();
        list.select_none();
        app.chat_sort(ids.get_value(), done);
        // Back to what it was opened from: on the way back a second Enter would undo what was just saved.
        page::focus_first(vec![opener.get_value(), "undo-action".to_string()]);
    });
    let title = move || match kind {
        SortKind::Folder => tx!(organise.folder)(),
        SortKind::Tags => tx!(organise.tags)(),
    };
    view! {
        <dialog node_ref=dialog class="ask sort" aria-labelledby="sort-title" data-testid="sort-dialog"
            on:close=move |_| if page::is_closed(dialog) { leave() }>
            <div class="dialog-head">
                <h2 id="sort-title">{title}</h2>
                <button type="button" class="square" aria-label=tx!(common.close) title=tx!(common.close) data-testid="sort-close" on:click=move |_| leave()>
                    <Icon name=IconName::Close/>
                </button>
            </div>
            {match kind {
                SortKind::Folder => view! { <Folders ids=ids on_done=done/> }.into_any(),
                SortKind::Tags => view! { <Tags ids=ids on_done=done/> }.into_any(),
            }}
        </dialog>
    }
}

/// The folders there are, none, and a new one.
#[component]
fn Folders(ids: StoredValue<Vec<String>>, on_done: Callback<Sorting>) -> impl IntoView {
    let app = use_app();
    let new = NodeRef::<Input>::new();
    let (folders, now) = app.chat.conversations.with_untracked(|all| {
        let folders: Vec<String> = chat::folders(all)
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        let mut of = all
            .iter()
            .filter(|one| ids.with_value(|ids| ids.contains(&one.id)));
        let first = of.next().map(|one| one.folder.clone());
        (
            folders,
            first.filter(|first| of.all(|one| one.folder == *first)),
        )
    });
    let row = move |name: String, label: AnyView, shape: AnyView| {
        let current = now.as_ref() == Some(&name);
        view! {
            <button type="button" class="item" data-testid="sort-folder" aria-current=current.then_some("true")
                on:click=move |_| on_done.run(Sorting::Folder(name.clone()))>
                {shape}
                {label}
                {current.then(|| view! { <Icon name=IconName::Check/> })}
            </button>
        }
    };
    let make = move || {
        let name = new
            .get_untracked()
            .map(|field| clean_name(&field.value()))
            .unwrap_or_default();
        if !name.is_empty() {
            on_done.run(Sorting::Folder(name));
        }
    };
    view! {
        <div class="sort-list">
            {row.clone()(String::new(), view! { <span>{tx!(organise.folder_none)}</span> }.into_any(), view! { <Icon name=IconName::List/> }.into_any())}
            {folders.into_iter().map(|name| {
                let label = view! { <bdi>{name.clone()}</bdi> }.into_any();
                row.clone()(name, label, view! { <ShapeIcon shape=Shape::Folder/> }.into_any())
            }).collect_view()}
        </div>
        <form class="field" on:submit=move |event| {
            event.prevent_default();
            make();
        }>
            <label for="sort-new">{tx!(organise.folder_new)}</label>
            <div class="with-button">
                <input node_ref=new id="sort-new" type="text" dir="auto" maxlength="40" autocomplete="off" autofocus=!page::has_coarse_pointer() data-testid="sort-new"/>
                <button type="submit" class="outline" data-testid="sort-make">{tx!(organise.make)}</button>
            </div>
        </form>
    }
}

/// The tags there are, each given or not, and a new one.
#[component]
fn Tags(ids: StoredValue<Vec<String>>, on_done: Callback<Sorting>) -> impl IntoView {
    let app = use_app();
    let new = NodeRef::<Input>::new();
    // How many of the chosen have each.
    let (rows, of) = app.chat.conversations.with_untracked(|all| {
        let chosen: Vec<_> = all
            .iter()
            .filter(|one| ids.with_value(|ids| ids.contains(&one.id)))
            .collect();
        let rows: Vec<(String, usize)> = chat::tags(all)
            .into_iter()
            .map(|(tag, _)| {
                let have = chosen.iter().filter(|one| one.has_tag(&tag)).count();
                (tag, have)
            })
            .collect();
        (rows, chosen.len())
    });
    // What the person changed.
    let changed = RwSignal::new(BTreeMap::<String, bool>::new());
    let save = move || {
        let typed = new
            .get_untracked()
            .map(|field| field.value())
            .unwrap_or_default();
        let (mut add, mut remove) = (
            chat::clean_tags(typed.split(['#', ',', '،', '、', '，'])),
            Vec::new(),
        );
        for (tag, on) in changed.get_untracked() {
            if on { add.push(tag) } else { remove.push(tag) }
        }
        on_done.run(Sorting::Tags { add, remove });
    };
    let none = rows.is_empty();
    let boxes = rows.into_iter().enumerate().map(|(at, (tag, have))| {
        let name = StoredValue::new(tag.clone());
        let some = move || (0 < have && have < of) && changed.with(|all| name.with_value(|tag| !all.contains_key(tag)));
        view! {
            <label class="check">
                <input type="checkbox" data-testid="sort-tag" autofocus=at == 0 prop:checked=have == of prop:indeterminate=some
                    on:change=move |event| changed.update(|all| {
                        all.insert(name.get_value(), event_target_checked(&event));
                    })/>
                <bdi>{tag}</bdi>
            </label>
        }
    });
    let boxes = boxes.collect_view();
    view! {
        <form class="sort-list" on:submit=move |event| {
            event.prevent_default();
            save();
        }>
            {boxes}
            <div class="field">
                <label for="sort-new">{tx!(organise.tag_new)}</label>
                <input node_ref=new id="sort-new" type="text" dir="auto" maxlength="200" autocomplete="off" autofocus=none && !page::has_coarse_pointer() data-testid="sort-new"/>
            </div>
            <div class="acts end">
                <button type="submit" class="primary" data-testid="sort-save">{tx!(organise.save)}</button>
            </div>
        </form>
    }
}
