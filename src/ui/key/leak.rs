//! "My key may have leaked": revoke it where it was made, forget it here, enter the new one.

use crate::state::{page, use_app};
use crate::ui::parts::link::OutLink;
use crate::ui::parts::text::tx;
use leptos::prelude::*;

/// What to do about a leaked key, with the two buttons that do it.
#[component]
pub(super) fn Leak(
    /// Closed once the key is forgotten
    open: RwSignal<bool>,
) -> impl IntoView {
    let app = use_app();
    let revoke = move || {
        app.endpoint
            .choice
            .with(|choice| choice.preset.revoke_page())
    };
    view! {
        <section class="leak" aria-labelledby="leak-title" data-testid="key-leak">
            <h3 id="leak-title">{tx!(key.leak_title)}</h3>
            <p>{tx!(key.leak_intro)}</p>
            <ol>
                <li>
                    {move || match revoke() {
                        Some(href) => view! { <OutLink href=href testid="key-revoke">{tx!(key.leak_revoke)}</OutLink> }.into_any(),
                        None => view! { <span>{tx!(key.leak_revoke_generic)}</span> }.into_any(),
                    }}
                </li>
                <li>{tx!(key.leak_step_forget)}</li>
                <li>{tx!(key.leak_step_new)}</li>
            </ol>
            <div class="acts">
                <button
                    type="button"
                    class="danger"
                    data-testid="key-leak-forget"
                    on:click=move |_| {
                        app.forget_key();
                        open.set(false);
                        page::focus("key-input");
                    }
                >
                    {tx!(key.leak_confirm)}
                </button>
                <button type="button" class="quiet" on:click=move |_| open.set(false)>{tx!(common.cancel)}</button>
            </div>
        </section>
    }
}
