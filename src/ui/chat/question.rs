//! What the person said.

use super::attach::MessageFiles;
use super::context::{ContextMarks, EditBreaks};
use super::row_meta::Siblings;
use super::shapes::{Shape, ShapeItem};
use super::write::aloud::{Aloud, AloudPlace};
use super::write::beside::{BesidePlace, message_items};
use crate::state::{Row, page, use_app};
use crate::ui::parts::copy_button::CopyButton;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::keys::composing;
use crate::ui::parts::menu::{Menu, MenuId, MenuItem};
use crate::ui::parts::text::{tx, tx_now, words};
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
                <Siblings row=row.get_value()/>
                <CopyButton what=move |()| text() testid="message-copy"/>
                <button type="button" id=id.with_value(|id| edit_id(id)) data-testid="message-edit" on:click=move |_| {
                    id.with_value(|id| {
                        app.chat_edit_begin(id);
                        page::focus_first(vec![editor_id(id)]);
                    });
                }>
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
                    view! { <Editor id=id/> }.into_any()
                } else {
                    view! { <div class="text" data-testid="message-text" dir="auto">{text()}</div> }.into_any()
                }
            }}
            {move || near.get().then(|| view! { <BesidePlace id=id/> })}
            {move || near.get().then(below)}
        </article>
    }
}

fn edit_id(message: &str) -> String {
    format!("edit-{message}")
}

fn editor_id(message: &str) -> String {
    format!("editor-{message}")
}

/// Edits a message. Enter sends it again, Escape leaves it as it was. What is typed is kept as it is typed: this element may
/// be made anew at any time. It closes when the edit was taken, and not before.
#[component]
fn Editor(
    /// The message
    id: StoredValue<String>,
) -> impl IntoView {
    let app = use_app();
    let waits = Memo::new(move |_| app.chat.busy.get() || app.chat.busy_elsewhere.get());
    let why = tx!(chat.wait_for_answer);
    let enter_sends = !page::has_coarse_pointer();
    let resend = move || {
        if id.with_value(|id| app.chat_edit_resend(id)) && enter_sends {
            page::focus("chat-input");
        }
    };
    let cancel = move || {
        id.with_value(|id| {
            app.chat_edit_give_up(id);
            page::focus_first(vec![edit_id(id), "chat-input".to_string()]);
        });
    };
    view! {
        <div class="editor">
            <textarea
                id=id.with_value(|id| editor_id(id))
                data-testid="message-editor"
                dir="auto"
                aria-label=tx_now!(chat.edit_message)
                prop:value=id.with_value(|id| app.chat_edit_text(id))
                on:input=move |event| id.with_value(|id| app.chat_edit_changed(id, event_target_value(&event)))
                on:keydown=move |event| {
                    if composing(&event) {
                        return;
                    }
                    let command = event.ctrl_key() || event.meta_key();
                    match event.key().as_str() {
                        "Enter" if command || (enter_sends && !event.shift_key()) => resend(),
                        "Escape" => cancel(),
                        _ => return,
                    }
                    event.prevent_default();
                }
            ></textarea>
            <EditBreaks id=id/>
            <div class="acts">
                <button type="button" class="outline" data-testid="message-resend" disabled=move || waits.get() title=move || waits.get().then(why)
                    on:click=move |_| resend()>{tx_now!(chat.resend)}</button>
                <button type="button" class="quiet" data-testid="message-cancel" on:click=move |_| cancel()>{tx_now!(common.cancel)}</button>
            </div>
        </div>
    }
}
