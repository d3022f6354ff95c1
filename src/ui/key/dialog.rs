//! The key panel as a dialog, from anywhere.

use crate::state::{KeyReason, Route, page, use_app};
use crate::ui::lazy;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::tx;
use leptos::html::Dialog;
use leptos::prelude::*;

/// The key dialog, open while `app.key_dialog` says so. On the Settings page, which has the same form, the focus goes there
/// instead, so that the form is never on the page twice.
#[component]
pub fn KeyDialog() -> impl IntoView {
    let app = use_app();
    Effect::new(move || {
        if app.key_dialog.get().is_some() && app.route.get() == Route::Settings {
            app.key_dialog.set(None);
            // Its words, that the run goes on by itself, are gone with it.
            app.wait_for_no_key();
            page::focus("key-input");
        }
    });
    let open =
        Memo::new(move |_| app.key_dialog.get().is_some() && app.route.get() != Route::Settings);
    // A run opened the dialog from the text: there the focus goes back, however the dialog was closed.
    Effect::new(move |before: Option<Option<KeyReason>>| {
        let now = app.key_dialog.get();
        if now.is_none() && before == Some(Some(KeyReason::Needed)) {
            // By way of the page: a browser that puts the focus back by itself leaves the caret out, and then typing is lost.
            page::focus("main");
            page::focus(if app.route.get_untracked() == Route::Chat {
                "chat-input"
            } else {
                "tr-source"
            });
        }
        now
    });
    move || open.get().then(|| view! { <Open/> }.into_any())
}

#[component]
fn Open() -> impl IntoView {
    let app = use_app();
    let dialog = NodeRef::<Dialog>::new();
    let needed = move || app.key_dialog.get() == Some(KeyReason::Needed);
    // Asked for again, it is shown again: it may have been closed, and that not been heard yet.
    Effect::new(move || {
        dialog.track();
        if app.key_dialog.get().is_some() && page::is_closed(dialog) {
            page::show_modal(dialog);
            page::focus("key-input");
        }
    });
    // Taken away at once, for the same reason.
    let close = move || {
        page::close_modal(dialog);
        app.dismiss_key();
    };
    view! {
        <dialog
            node_ref=dialog
            class="key-dialog"
            aria-labelledby="key-dialog-title"
            data-testid="key-dialog"
            on:close=move |_| if page::is_closed(dialog) { app.dismiss_key() }
        >
            <div class="dialog-head">
                <h2 id="key-dialog-title">{tx!(key.title)}</h2>
                <button
                    type="button"
                    class="square"
                    aria-label=tx!(common.close)
                    title=tx!(common.close)
                    data-testid="key-close"
                    on:click=move |_| close()
                >
                    <Icon name=IconName::Close/>
                </button>
            </div>
            {move || needed().then(|| view! { <p class="needed" data-testid="key-needed">{tx!(key.needed)}</p> })}
            {lazy::key_panel()}
        </dialog>
    }
}
