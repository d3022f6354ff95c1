//! Opens the sheet of shortcuts, and from other pages the search of the chat, wherever the code for it is here.

use super::table::{Action, meant};
use crate::state::{Route, page, use_app};
use crate::ui::lazy;
use leptos::prelude::*;

/// Hears the keys that open the sheet, and shows it.
#[component]
pub fn ShortcutsHost() -> impl IntoView {
    let app = use_app();
    let open = RwSignal::from(app.panels().shortcuts);
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        let action = meant(
            &event,
            app.route.get_untracked(),
            || app.key_focus(),
            || app.is_composing(),
            page::is_mac(),
        );
        match action {
            Some(Action::Sheet) => open.set(true),
            // The Chat page's search hears it itself.
            Some(Action::Search) if app.route.get_untracked() != Route::Chat => {
                app.chat_search_from_afar();
            }
            _ => return,
        }
        event.prevent_default();
    });
    let shown = app.panels().shortcuts;
    on_cleanup(move || {
        keys.remove();
        // What is shown goes with its page.
        shown.set(false);
    });
    move || open.get().then(|| lazy::shortcuts_sheet(open))
}
