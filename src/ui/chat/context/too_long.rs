//! Where a conversation was too long for the model: the oldest messages can stay out of what is sent.

use crate::state::{Trouble, page, use_app};
use crate::ui::parts::text::tx_now;
use leptos::prelude::*;

/// Offers to leave out the oldest and to ask again, where that can help.
#[component]
pub fn WithoutOldest(
    /// The answer that failed
    id: StoredValue<String>,
    /// Why
    trouble: Signal<Option<Trouble>>,
) -> impl IntoView {
    let app = use_app();
    let window =
        Memo::new(move |_| trouble.with(|trouble| app.chat_window_to_fit(trouble.as_ref()?)));
    let again = move |window: u32| {
        id.with_value(|id| app.chat_again_without_oldest(id, window));
        // The row is made anew, and the button with it.
        page::focus_if_lost("chat-input");
    };
    move || {
        window.get().map(|window| view! {
            <p class="note refused" data-testid="too-long">
                {tx_now!(context.too_long)} " "
                <button type="button" class="outline" data-testid="message-without-oldest" on:click=move |_| again(window)>
                    {tx_now!(context.without_oldest)}
                </button>
            </p>
        })
    }
}
