//! What neither the person nor the model said: instructions in the middle, what a tool gave back. It came with a history.

use crate::state::{Row, use_app};
use crate::ui::parts::text::tx_now;
use leptos::prelude::*;
use wire::Role;

/// A quiet row with its role.
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
    view! {
        <article class="msg aside" data-id=row.id data-testid="message" data-role=row.role.name() data-state="done" aria-label=role>
            <p class="quiet">{role}</p>
            <div class="text" data-testid="message-text" dir="auto" tabindex="0">{text}</div>
        </article>
    }
}
