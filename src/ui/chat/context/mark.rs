//! Where in the thread a summary stands for what is above.

use crate::state::use_app;
use crate::ui::parts::text::tx_now;
use leptos::prelude::*;

/// Stands below the last message that the conversation's summary stands for; nothing below the others.
#[component]
pub fn SummaryMark(
    /// The message
    id: StoredValue<String>,
) -> impl IntoView {
    let app = use_app();
    let text = Memo::new(move |_| {
        id.with_value(|id| app.summary_at(id))
            .map(|summary| summary.text)
    });
    let label = tx_now!(context.mark);
    move || {
        text.get().map(|text| {
            view! {
                <details class="summary-mark" data-testid="chat-summary">
                    <summary>{label}</summary>
                    <p dir="auto"><bdi>{text}</bdi></p>
                </details>
            }
        })
    }
}
