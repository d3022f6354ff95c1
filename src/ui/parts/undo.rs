//! The bar that takes a deletion back.

use super::icon::{Icon, IconName};
use super::text::{Words, text, tx};
use leptos::prelude::*;

/// Says what was deleted and takes it back. It stays until it is used or dismissed: no race against a clock.
#[component]
pub fn Undo(
    /// Is there something to take back?
    #[prop(into)]
    shown: Signal<bool>,
    /// What happened
    label: Words,
    /// Takes it back
    #[prop(into)]
    on_undo: Callback<()>,
    /// Lets it be
    #[prop(into)]
    on_dismiss: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="undo-place" role="status">
            {move || {
                shown
                    .get()
                    .then(|| {
                        view! {
                            <div class="undo" data-testid="undo">
                                <span>{text(label)}</span>
                                <button type="button" data-testid="undo-action" on:click=move |_| on_undo.run(())>
                                    {tx!(common.undo)}
                                </button>
                                <button
                                    type="button"
                                    class="square"
                                    aria-label=tx!(common.dismiss)
                                    data-testid="undo-dismiss"
                                    on:click=move |_| on_dismiss.run(())
                                >
                                    <Icon name=IconName::Close/>
                                </button>
                            </div>
                        }
                            .into_any()
                    })
            }}
        </div>
    }
}
