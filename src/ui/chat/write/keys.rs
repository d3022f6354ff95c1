//! The keys of the Chat page, as the table has them, and the dialogs that keys and commands open.

use super::commands::{ask_again, copy_last, edit_last, translate_last};
use super::writing::Writing;
use crate::i18n::use_i18n;
use crate::state::{page, use_app};
use crate::ui::lazy;
use crate::ui::parts::announce::use_announcer;
use crate::ui::shortcuts::host::ShortcutsHost;
use crate::ui::shortcuts::table::{Action, meant};
use leptos::prelude::*;

/// Hears the keys, and shows the dialogs.
#[component]
pub fn ChatKeys(
    /// The composer's
    writing: Writing,
) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let announcer = use_announcer();
    let library = RwSignal::from(app.panels().prompts);
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        let route = app.route.get_untracked();
        let Some(action) = meant(
            &event,
            route,
            || app.key_focus(),
            || app.is_composing(),
            page::is_mac(),
        ) else {
            return;
        };
        match action {
            // Hosts of their own hear these.
            Action::Sheet | Action::Search => return,
            Action::New => {
                app.chat_new();
                page::focus("chat-input");
            }
            Action::Write => page::focus("chat-input"),
            Action::Before => drop(app.chat_step(-1)),
            Action::After => drop(app.chat_step(1)),
            Action::Edit => drop(edit_last(app)),
            Action::Again => ask_again(app),
            Action::Copy => copy_last(app, announcer, i18n.get_locale_untracked()),
            Action::Translate => translate_last(app),
            Action::Jump => app.chat_jump(),
            Action::Prompts => library.set(true),
        }
        event.prevent_default();
    });
    let shown = app.panels().prompts;
    on_cleanup(move || {
        keys.remove();
        shown.set(false);
    });
    let on_use = Callback::new(move |prompt| writing.use_prompt(prompt));
    view! {
        <ShortcutsHost/>
        {move || library.get().then(|| lazy::prompts_dialog(library, on_use))}
    }
}
