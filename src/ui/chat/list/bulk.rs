//! What is done with several conversations at once.

use super::ListState;
use super::sort_dialog::{SortAsked, SortKind};
use crate::i18n::*;
use crate::state::{ChatFormat, Sorting, page, use_app};
use crate::ui::chat::shapes::{Shape, ShapeIcon};
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::{Words, text, tx, words};
use leptos::prelude::*;

/// How many are chosen, and what can be done with them.
#[component]
pub(super) fn BulkBar(
    /// The list
    list: ListState,
) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let count = Memo::new(move |_| list.selected.with(std::collections::BTreeSet::len));
    let chosen = move || list.selected.get_untracked();
    // All that are chosen are put away already: then they can be brought back.
    let away = Memo::new(move |_| {
        list.selected.with(|selected| {
            app.chat.conversations.with(|all| {
                let mut of = all
                    .iter()
                    .filter(|one| selected.contains(&one.id))
                    .peekable();
                of.peek().is_some() && of.all(|one| one.archived)
            })
        })
    });
    let sort = move |done: Sorting| {
        let ids = chosen();
        list.select_none();
        app.chat_sort(ids, done);
        page::focus_if_lost("undo-action");
    };
    let ask = move |kind: SortKind| {
        list.asked.set(Some(SortAsked {
            kind,
            ids: chosen().into_iter().collect(),
        }));
    };
    let all = move |_| {
        let all = list
            .shown
            .with_untracked(|shown| shown.all.iter().cloned().collect());
        list.selected.set(all);
    };
    let shape = |shape: Shape| view! { <ShapeIcon shape=shape/> }.into_any();
    let icon = |name: IconName| view! { <Icon name=name/> }.into_any();
    let archive = move || {
        if away.get() {
            tx!(organise.unarchive)()
        } else {
            tx!(organise.archive)()
        }
    };
    view! {
        <div class="bulk" role="group" aria-label=tx!(organise.select) data-testid="chat-bulk">
            <div class="bulk-head">
                <span class="num" role="status" data-testid="chat-selected">{move || t_string!(i18n, organise.selected, n = format.number(count.get() as u64))}</span>
                <button type="button" class="quiet" data-testid="chat-select-all" on:click=all>{tx!(organise.select_all)}</button>
                <button type="button" class="quiet" data-testid="chat-select-done" on:click=move |_| {
                    list.select_none();
                    page::focus("chat-select");
                }>{tx!(organise.done)}</button>
            </div>
            <div class="bulk-acts">
                <button type="button" class="square" data-testid="bulk-archive" aria-label=archive title=archive disabled=move || count.get() == 0
                    on:click=move |_| sort(if away.get_untracked() { Sorting::Unarchive } else { Sorting::Archive })>{shape(Shape::Archive)}</button>
                <Act label=words!(organise.move_to) testid="bulk-folder" count=count on_act=move |()| ask(SortKind::Folder) icon=shape(Shape::Folder)/>
                <Act label=words!(organise.tags) testid="bulk-tags" count=count on_act=move |()| ask(SortKind::Tags) icon=shape(Shape::Tag)/>
                <Act label=words!(organise.export) testid="bulk-export" count=count on_act=move |()| app.chat_save_all(ChatFormat::Json, Some(chosen()), Default::default()) icon=icon(IconName::Download)/>
                <Act label=words!(chat.delete) testid="bulk-delete" count=count on_act=move |()| sort(Sorting::Delete) icon=icon(IconName::Delete)/>
            </div>
        </div>
    }
}

#[component]
fn Act(
    label: Words,
    testid: &'static str,
    count: Memo<usize>,
    #[prop(into)] on_act: Callback<()>,
    icon: AnyView,
) -> impl IntoView {
    let label = text(label);
    view! {
        <button type="button" class="square" data-testid=testid aria-label=label title=label disabled=move || count.get() == 0
            on:click=move |_| on_act.run(())>{icon}</button>
    }
}
