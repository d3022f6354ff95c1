//! What neither the person nor the model said: instructions in the middle, what a tool gave back. It came with a history.

use super::row_meta::Siblings;
use super::shapes::{Shape, ShapeItem};
use super::write::aloud::{Aloud, AloudPlace};
use super::write::beside::{BesidePlace, message_items};
use crate::state::{Row, use_app};
use crate::ui::parts::copy_button::CopyButton;
use crate::ui::parts::icon::IconName;
use crate::ui::parts::menu::{Menu, MenuId, MenuItem};
use crate::ui::parts::text::{tx_now, words};
use leptos::html::Article;
use leptos::prelude::*;
use wire::Role;

/// A quiet row with its role, and what can be done with any message.
#[component]
pub fn Noted(
    /// The message
    row: Row,
) -> impl IntoView {
    let app = use_app();
    // Its text is small beside what stands around an answer: it is there from the start.
    let text = app.chat_text(&row.id);
    let role = match row.role {
        Role::System => tx_now!(chat.role_system),
        _ => tx_now!(chat.role_tool),
    };
    let article = NodeRef::<Article>::new();
    let near = app.chat_near(&row.id, article, row.near_end);
    let id = StoredValue::new(row.id.clone());
    let (row_id, role_name) = (row.id.clone(), row.role.name());
    let row = StoredValue::new(row);
    let below = move || {
        let aloud = Aloud::new();
        view! {
            <div class="meta">
                <CopyButton what=move |()| id.with_value(|id| app.chat_text(id)) testid="message-copy"/>
                <Menu label=words!(chat.more) testid="message-more" items=move |menu: MenuId| view! {
                    {message_items(menu.clone(), id, aloud)}
                    <ShapeItem menu=menu.clone() label=words!(organise.fork) shape=Shape::Fork testid="message-fork"
                        on_choose=move |()| id.with_value(|id| app.chat_fork(id))/>
                    <MenuItem menu=menu label=words!(chat.delete_message) icon=IconName::Delete danger=true testid="message-delete"
                        on_choose=move |()| id.with_value(|id| app.chat_delete_message(id))/>
                }.into_any()/>
                <Siblings row=row.get_value()/>
            </div>
            <AloudPlace id=id aloud=aloud/>
        }
        .into_any()
    };
    view! {
        <article class="msg aside" node_ref=article data-id=row_id data-testid="message" data-role=role_name data-state="done" aria-label=role>
            <p class="quiet">{role}</p>
            <div class="text" data-testid="message-text" dir="auto" tabindex="0">{text}</div>
            {move || near.get().then(|| view! { <BesidePlace id=id/> })}
            {move || near.get().then(below)}
        </article>
    }
}
