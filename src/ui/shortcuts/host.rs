//! Opens the sheet of shortcuts, from any page whose code is here.

use super::table::{Action, meant};
use crate::state::{page, use_app};
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
        if action == Some(Action::Sheet) {
            event.prevent_default();
            open.set(true);
        }
    });
    let shown = app.panels().shortcuts;
    on_cleanup(move || {
        keys.remove();
        // What is shown goes with its page.
        shown.set(false);
    });
    move || open.get().then(|| lazy::shortcuts_sheet(open))
}
