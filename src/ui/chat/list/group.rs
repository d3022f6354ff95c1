//! A group of conversations under its heading.

use super::ListState;
use super::entry::Entry;
use super::folder::FolderHead;
use super::shown::{Group, Kind};
use crate::ui::parts::text::tx;
use leptos::prelude::*;

/// The pinned ones, those of a folder, or all others.
#[component]
pub(super) fn GroupView(
    /// Which
    kind: Kind,
    /// The list
    list: ListState,
) -> impl IntoView {
    let of = StoredValue::new(kind.clone());
    let group = Memo::new(move |_| {
        list.shown.with(|shown| {
            let mut groups = shown.groups.iter();
            groups
                .find(|group| of.with_value(|kind| group.kind == *kind))
                .cloned()
        })
    });
    let ids = move || {
        group.with(|group| {
            group
                .as_ref()
                .map(|group| group.ids.clone())
                .unwrap_or_default()
        })
    };
    let alone = Memo::new(move |_| list.shown.with(|shown| shown.groups.len() == 1));
    let head = match kind {
        Kind::Pinned => view! { <h3 class="day">{tx!(chat.pinned)}</h3> }.into_any(),
        Kind::Others => view! {
            <Show when=move || !alone.get()>
                <h3 class="day">{tx!(chat.others)}</h3>
            </Show>
        }
        .into_any(),
        Kind::Folder(name) => {
            let count = Signal::derive(move || group.with(|group| group.as_ref().map_or(0, count)));
            let closed = Signal::derive(move || {
                group.with(|group| group.as_ref().is_some_and(|group| group.closed))
            });
            view! { <FolderHead name=name count=count closed=closed/> }.into_any()
        }
    };
    view! {
        {head}
        <ul><For each=ids key=String::clone let:id><Entry id=id list=list/></For></ul>
    }
}

fn count(group: &Group) -> usize {
    group.count
}
