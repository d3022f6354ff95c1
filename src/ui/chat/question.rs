//! What the person said.

use super::attach::MessageFiles;
use super::context::ContextMarks;
use super::editor::{Edited, Editor, begin_edit, edit_id};
use super::row_meta::Siblings;
use super::shapes::{Shape, ShapeItem};
use super::write::aloud::{Aloud, AloudPlace};
use super::write::beside::{BesidePlace, message_items};
use crate::state::{Row, page, use_app};
use crate::ui::parts::copy_button::CopyButton;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::menu::{Menu, MenuId, MenuItem};
use crate::ui::parts::text::{tx_now, words};
use leptos::html::Article;
use leptos::prelude::*;

/// A message of the person's: shown as typed, edited in place and sent again.
#[component]
pub fn Question(
    /// The message
    row: Row,
) -> impl IntoView {
    let app = use_app();
    let live = RwSignal::from(row.live.clone());
    let editing = move || live.with(|live| live.editing);
    let id = StoredValue::new(row.id.clone());
    let text = move || id.with_value(|id| app.chat_text(id));
    let article = NodeRef::<Article>::new();
    let near = app.chat_near(&row.id, article, row.near_end);
    let row_id = row.id.clone();
    let row = StoredValue::new(row);
    // Its answer was deleted, or never came.
    let unanswered = Memo::new(move |_| {
        let is_last = app.chat.rows.with(|rows| {
            let last = rows.last();
            last.is_some_and(|last| id.with_value(|id| *id == last.id))
        });
        is_last && !app.chat.busy.get() && !app.chat.busy_elsewhere.get()
    });
    let below = move || {
        let aloud = Aloud::new();
        view! {
            {move || live.with(|live| live.left_out).then(|| view! { <p class="note quiet" data-testid="message-note">{tx_now!(context.left_out_note)}</p> })}
            <div class="meta" hidden=editing>
                {move || unanswered.get().then(|| view! {
                    <button type="button" class="outline" data-testid="message-answer" on:click=move |_| {
                        id.with_value(|id| app.chat_regenerate(id));
                        page::focus_if_lost("chat-input");
                    }>
                        <Icon name=IconName::Again/>
                        <span>{tx_now!(chat.answer_this)}</span>
                    </button>
                })}
                <CopyButton what=move |()| text() testid="message-copy"/>
                <button type="button" id=id.with_value(|id| edit_id(id)) data-testid="message-edit" on:click=move |_| id.with_value(|id| begin_edit(app, id))>
                    <Icon name=IconName::Edit/>
                    <span>{tx_now!(common.edit)}</span>
                </button>
                <Menu label=words!(chat.more) testid="message-more" items=move |menu: MenuId| view! {
                    <ShapeItem menu=menu.clone() label=words!(organise.fork) shape=Shape::Fork testid="message-fork"
                        on_choose=move |()| id.with_value(|id| app.chat_fork(id))/>
                    {message_items(menu.clone(), id, aloud)}
                    <MenuItem menu=menu label=words!(chat.delete_message) icon=IconName::Delete danger=true testid="message-delete"
                        on_choose=move |()| id.with_value(|id| app.chat_delete_message(id))/>
                }.into_any()/>
                <Siblings row=row.get_value()/>
            </div>
            <ContextMarks id=id/>
            <AloudPlace id=id aloud=aloud/>
        }
        .into_any()
    };
    view! {
        <article class="msg me" node_ref=article data-id=row_id data-testid="message" data-role="user" data-state="done" data-left-out=move || live.with(|live| live.left_out.then_some("")) aria-label=tx_now!(chat.you)>
            <MessageFiles id=id.get_value() near=near/>
            {move || {
                if editing() {
                    view! { <Editor id=id what=Edited::Question/> }.into_any()
                } else {
                    view! { <div class="text" data-testid="message-text" dir="auto">{text()}</div> }.into_any()
                }
            }}
            {move || near.get().then(|| view! { <BesidePlace id=id/> })}
            {move || near.get().then(below)}
        </article>
    }
}
