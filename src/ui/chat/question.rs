//! What the person said.

use super::row_meta::Siblings;
use crate::state::{Row, page, use_app};
use crate::ui::parts::copy_button::CopyButton;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::menu::{Menu, MenuItem};
use crate::ui::parts::text::{tx_now, words};
use leptos::html::{Article, Textarea};
use leptos::prelude::*;

/// A message of the person's: shown as typed, edited in place and sent again.
#[component]
pub fn Question(
    /// The message
    row: Row,
) -> impl IntoView {
    let app = use_app();
    let editing = RwSignal::new(false);
    let id = StoredValue::new(row.id.clone());
    let text = move || id.with_value(|id| app.chat_text(id));
    let on_done = Callback::new(move |changed: Option<String>| {
        editing.set(false);
        if let Some(text) = changed {
            id.with_value(|id| app.chat_edit_resend(id, text));
        }
    });
    let article = NodeRef::<Article>::new();
    let near = app.chat_near(&row.id, article, row.near_end);
    let row_id = row.id.clone();
    let row = StoredValue::new(row);
    let below = move || {
        view! {
            <div class="meta" hidden=move || editing.get()>
                <Siblings row=row.get_value()/>
                <CopyButton what=move |()| text() testid="message-copy"/>
                <button type="button" data-testid="message-edit" on:click=move |_| {
                    editing.set(true);
                    page::focus("message-editor");
                }>
                    <Icon name=IconName::Edit/>
                    <span>{tx_now!(common.edit)}</span>
                </button>
                <Menu label=words!(chat.more) testid="message-more" items=move |menu| view! {
                    <MenuItem menu=menu label=words!(chat.delete_message) icon=IconName::Delete danger=true testid="message-delete"
                        on_choose=move |()| id.with_value(|id| app.chat_delete_message(id))/>
                }.into_any()/>
            </div>
        }
        .into_any()
    };
    view! {
        <article class="msg me" node_ref=article data-id=row_id data-testid="message" data-role="user" data-state="done" aria-label=tx_now!(chat.you)>
            {move || {
                if editing.get() {
                    view! { <Editor text=text() on_done=on_done/> }
                        .into_any()
                } else {
                    view! { <div class="text" data-testid="message-text" dir="auto">{text()}</div> }.into_any()
                }
            }}
            {move || near.get().then(below)}
        </article>
    }
}

/// Edits a message. Enter sends it again, Escape leaves it as it was.
#[component]
fn Editor(
    /// The text to begin with
    text: String,
    /// The new text, or none when it was left as it was
    on_done: Callback<Option<String>>,
) -> impl IntoView {
    let node = NodeRef::<Textarea>::new();
    let done = move || on_done.run(node.get_untracked().map(|node| node.value()));
    view! {
        <div class="editor">
            <textarea
                node_ref=node
                data-testid="message-editor"
                dir="auto"
                aria-label=tx_now!(chat.edit_message)
                prop:value=text
                on:keydown=move |event| {
                    if event.is_composing() {
                        return;
                    }
                    match event.key().as_str() {
                        "Enter" if !event.shift_key() => done(),
                        "Escape" => on_done.run(None),
                        _ => return,
                    }
                    event.prevent_default();
                }
            ></textarea>
            <div class="acts">
                <button type="button" class="outline" data-testid="message-resend" on:click=move |_| done()>{tx_now!(chat.resend)}</button>
                <button type="button" class="quiet" on:click=move |_| on_done.run(None)>{tx_now!(common.cancel)}</button>
            </div>
        </div>
    }
}
