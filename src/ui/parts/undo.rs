//! The bar that takes a deletion back.

use super::announce::use_announcer;
use super::icon::{Icon, IconName};
use super::text::{Words, text, tx, words};
use crate::i18n::use_i18n;
use crate::state::page;
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
    let label = text(label);
    view! { <UndoSaid shown=shown label=Signal::derive(move || label().to_string()) on_undo=on_undo on_dismiss=on_dismiss/> }
}

/// The same where what is said is put together. Whoever shows it says how long it stays.
///
/// What is deleted takes the focus with it, and so does this bar when it goes. The focus then goes to the way back, and from
/// there to the place of the bar, so that the next Tab leads on from here and not from the top of the page.
#[component]
pub fn UndoSaid(
    /// Is there something to take back?
    #[prop(into)]
    shown: Signal<bool>,
    /// What happened
    label: Signal<String>,
    /// Takes it back
    #[prop(into)]
    on_undo: Callback<()>,
    /// Lets it be
    #[prop(into)]
    on_dismiss: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let announcer = use_announcer();
    Effect::new(move |before: Option<bool>| {
        let now = shown.get();
        if now {
            page::focus_if_lost("undo-action");
        } else if before == Some(true) {
            page::focus_if_lost("undo-place");
        }
        now
    });
    let undo = move |_| {
        on_undo.run(());
        announcer.say(words!(common.undone)(i18n.get_locale_untracked()));
        page::focus_if_lost("undo-place");
    };
    let dismiss = move |_| {
        on_dismiss.run(());
        // The whole part may go with it, and the effect above too.
        page::focus_if_lost("undo-place");
    };
    view! {
        <div class="undo-place" role="status" tabindex="-1" data-testid="undo-place">
            {move || {
                shown
                    .get()
                    .then(|| {
                        view! {
                            <div class="undo" data-testid="undo">
                                <span>{move || label.get()}</span>
                                <button type="button" data-testid="undo-action" on:click=undo>
                                    {tx!(common.undo)}
                                </button>
                                <button
                                    type="button"
                                    class="square"
                                    aria-label=tx!(common.dismiss)
                                    data-testid="undo-dismiss"
                                    on:click=dismiss
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
