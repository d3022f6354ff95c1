//! A question before something that cannot be taken back.

use super::text::{Words, text, tx};
use crate::state::page;
use leptos::html::Dialog;
use leptos::prelude::*;

/// Asks before something that cannot be taken back. Closed by Escape, by Cancel, and after the answer.
#[component]
pub fn Confirm(
    /// Is the question asked now?
    open: RwSignal<bool>,
    /// The question
    title: Words,
    /// What it comes to
    body: Words,
    /// The verb on the button that does it
    yes: Words,
    /// Does it
    #[prop(into)]
    on_yes: Callback<()>,
) -> impl IntoView {
    move || {
        open.get().then(|| {
            view! { <Question open=open title=title body=body yes=yes on_yes=on_yes/> }.into_any()
        })
    }
}

#[component]
fn Question(
    open: RwSignal<bool>,
    title: Words,
    body: Words,
    yes: Words,
    on_yes: Callback<()>,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move || {
        if dialog.get().is_some() {
            page::show_modal(dialog);
        }
    });
    // At once: what the browser tells of it comes a moment later, and the question may be asked again by then.
    let close = move || {
        page::close_modal(dialog);
        open.set(false);
    };
    view! {
        <dialog
            node_ref=dialog
            class="ask"
            data-testid="confirm"
            aria-labelledby="confirm-title"
            aria-describedby="confirm-body"
            on:close=move |_| if page::is_closed(dialog) { open.set(false) }
        >
            <h2 id="confirm-title">{text(title)}</h2>
            <p id="confirm-body">{text(body)}</p>
            <div class="acts end">
                <button type="button" class="outline" data-testid="confirm-no" on:click=move |_| close()>
                    {tx!(common.cancel)}
                </button>
                <button
                    type="button"
                    class="danger"
                    data-testid="confirm-yes"
                    on:click=move |_| {
                        close();
                        on_yes.run(());
                    }
                >
                    {text(yes)}
                </button>
            </div>
        </dialog>
    }
}
