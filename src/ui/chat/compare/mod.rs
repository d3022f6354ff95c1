//! Several models asked at once: choosing them, who is chosen, their answers side by side.

mod chosen;
mod columns;
mod dialog;
mod option;

pub use chosen::CompareChosen;
pub use columns::Columns;

use crate::state::use_app;
use dialog::CompareDialog;
use leptos::prelude::*;

/// The dialog, while it is open.
#[component]
pub fn ComparePanel() -> impl IntoView {
    let open = RwSignal::from(use_app().comparing().choosing);
    view! {
        <Show when=move || open.get()>
            <CompareDialog open=open/>
        </Show>
    }
}
