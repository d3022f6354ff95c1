//! Whether a model is asked for titles of conversations.

use crate::state::use_app;
use crate::ui::parts::text::tx;
use leptos::prelude::*;

/// The switch.
#[component]
pub fn TitlesField() -> impl IntoView {
    let app = use_app();
    let on = move || app.settings.with(|settings| !settings.plain_titles);
    view! {
        <label class="check">
            <input type="checkbox" data-testid="settings-titles" prop:checked=on
                on:change=move |event| {
                    let plain = !event_target_checked(&event);
                    app.change_settings(|settings| settings.plain_titles = plain);
                }/>
            <span>
                {tx!(organise.titles)}
                <small>{tx!(organise.titles_explain)}</small>
            </span>
        </label>
    }
}
