//! Where in the thread a summary stands for what is above, and where what is sent begins.

use super::unsent::UnsentMark;
use crate::state::use_app;
use crate::ui::parts::text::tx_now;
use leptos::prelude::*;

/// The last message that the open conversation's summary stands for, and its text: looked for once, not by every row.
#[derive(Clone, Copy)]
struct Shown(Memo<Option<(String, String)>>);

/// For the rows of the thread that this is called in.
pub fn provide_summary() {
    let app = use_app();
    provide_context(Shown(Memo::new(move |_| app.summary_shown())));
}

/// The marks below a message.
#[component]
pub fn ContextMarks(
    /// The message
    id: StoredValue<String>,
) -> impl IntoView {
    view! {
        <SummaryMark id=id/>
        <UnsentMark id=id/>
    }
}

/// Stands below the last message that the conversation's summary stands for; nothing below the others.
#[component]
fn SummaryMark(
    /// The message
    id: StoredValue<String>,
) -> impl IntoView {
    let shown = use_context::<Shown>();
    let text = Memo::new(move |_| {
        shown?.0.with(|shown| {
            let (upto, text) = shown.as_ref()?;
            id.with_value(|id| id == upto).then(|| text.clone())
        })
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
