//! The button in the top bar that always says how the key stands.

use crate::i18n::*;
use crate::state::{KeyReason, KeyStatus, Preset, Route, page, use_app};
use crate::ui::parts::format::use_format;
use crate::ui::parts::text::{Words, tx, words};
use leptos::prelude::*;

/// The key's state, the endpoint, the masked key and what today cost. Opens the key dialog; on the Settings page, where the
/// form stands anyway, it leads there.
#[component]
pub fn KeyChip() -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let status = app.endpoint.status;
    let practice = Memo::new(move |_| {
        app.endpoint
            .choice
            .with(|choice| choice.preset == Preset::Practice)
    });
    let practice_name = tx!(shell.practice_name);
    let today = move || app.usage.summary.with(|summary| summary.today.cost);
    view! {
        <button
            type="button"
            class="key"
            aria-haspopup="dialog"
            data-testid="key-open"
            on:click=move |_| {
                if app.route.get_untracked() == Route::Settings {
                    page::focus("key-input");
                } else {
                    // It cannot be reached behind a dialog: one that was open was dismissed, though that may not be heard yet.
                    app.wait_for_no_key();
                    app.open_key(KeyReason::Asked);
                }
            }
        >
            <span class="vh">{tx!(shell.key_open)} ": "</span>
            <span class="key-state" data-testid="key-state" data-state=move || status.get().name()>
                <span class="dot" aria-hidden="true"></span>
                {move || status_words(status.get())(i18n.get_locale())}
            </span>
            <span class="key-endpoint" dir="auto">{move || if practice.get() { practice_name().to_string() } else { app.endpoint.choice.with(|choice| choice.name()) }}</span>
            {move || {
                app.endpoint.masked.get().map(|masked| view! { <span class="quiet num key-masked" dir="ltr">{masked}</span> })
            }}
            <span class="quiet num key-today" data-testid="key-today">
                {move || t_string!(i18n, shell.today, cost = format.money(today()))}
            </span>
        </button>
    }
}

/// What a state of the key is called.
pub fn status_words(status: KeyStatus) -> Words {
    match status {
        KeyStatus::None => words!(shell.key_none),
        KeyStatus::Checking => words!(shell.key_checking),
        KeyStatus::Ready => words!(shell.key_ready),
        KeyStatus::Refused => words!(shell.key_refused),
        KeyStatus::Failed => words!(shell.key_failed),
    }
}
