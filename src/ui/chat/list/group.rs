//! A group of conversations under its heading.

use super::ListState;
use super::entry::Entry;
use super::folder::FolderHead;
use super::shown::{Group, Kind};
use crate::ui::parts::format::use_format;
use crate::ui::parts::text::{text, tx, words};
use chat::Period;
use leptos::prelude::*;

/// The pinned ones, those of a folder, or those of some time.
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
    let head = match kind {
        Kind::Pinned => view! { <h2 class="day pinned">{tx!(chat.pinned)}</h2> }.into_any(),
        Kind::Of(period) => view! { <h2 class="day">{period_words(period)}</h2> }.into_any(),
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

/// "Yesterday", "October 2026".
fn period_words(period: Period) -> impl Fn() -> String {
    let format = use_format();
    let words = text(match period {
        Period::Today => words!(organise.today),
        Period::Yesterday => words!(organise.yesterday),
        Period::Week => words!(organise.week),
        Period::ThirtyDays | Period::Month(_) => words!(organise.thirty_days),
    });
    move || match period.mid_month() {
        Some(at) => format.month(at),
        None => words().to_string(),
    }
}

fn count(group: &Group) -> usize {
    group.count
}
