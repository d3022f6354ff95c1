//! The parameters of the conversation: their button, and the dialog.

mod dialog;
mod field;
mod presets;
mod refused;

pub use refused::Refused;

use crate::state::use_app;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::tx;
use dialog::ParametersDialog;
use leptos::prelude::*;

/// Whether the dialog is open, for what leads to it from elsewhere in the page.
#[derive(Clone, Copy)]
pub struct ParametersOpen(pub RwSignal<bool>);

/// Opens the dialog; its colour says that something is set, or that of what is set the schema cannot be sent.
#[component]
pub fn ParametersButton(
    /// Is the dialog open?
    open: RwSignal<bool>,
) -> impl IntoView {
    let app = use_app();
    let state = Memo::new(move |_| {
        let parameters = app.chat_parameters();
        match parameters.lacks_schema() {
            true => "wrong",
            false if parameters.is_empty() => "empty",
            false => "set",
        }
    });
    let (label, unsent) = (tx!(parameters.title), tx!(parameters.schema_unsent));
    let named = move || match state.get() {
        "wrong" => unsent(),
        _ => label(),
    };
    view! {
        <button type="button" class="quiet parameters-open" data-testid="chat-parameters-open" aria-haspopup="dialog" aria-label=named title=named
            data-state=move || state.get() on:click=move |_| open.set(true)>
            <Icon name=IconName::Settings/>
            <span class="wide">{label}</span>
        </button>
    }
}

/// The dialog, while it is open.
#[component]
pub fn ParametersPanel(
    /// Is it open?
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Show when=move || open.get()>
            <ParametersDialog open=open/>
        </Show>
    }
}
