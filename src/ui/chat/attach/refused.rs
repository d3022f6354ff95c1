//! A model that takes no images.

use crate::state::{Trouble, page, use_app};
use crate::ui::parts::text::tx_now;
use leptos::prelude::*;

/// Says that the images were refused, where they were, and offers to send again without them.
#[component]
pub fn WithoutImages(
    /// The answer that failed
    id: StoredValue<String>,
    /// Why
    trouble: Signal<Option<Trouble>>,
) -> impl IntoView {
    let app = use_app();
    let refused = Memo::new(move |_| {
        trouble
            .with(|trouble| {
                let trouble = trouble.as_ref()?;
                id.with_value(|id| app.chat_images_refused(id, trouble))
                    .then_some(())
            })
            .is_some()
    });
    let again = move |_| {
        id.with_value(|id| app.chat_again_without_images(id));
        // The row is made anew, and the button with it.
        page::focus_if_lost("chat-input");
    };
    move || {
        refused.get().then(|| view! {
            <p class="note refused" data-testid="images-refused">
                {tx_now!(attach.refused)} " "
                <button type="button" class="outline" data-testid="message-without-images" on:click=again>{tx_now!(attach.send_without)}</button>
            </p>
        })
    }
}
