//! What is going to be sent: the button that says how much, and its panel.

mod breaks;
mod dialog;
mod each;
mod line;
mod mark;
mod number;
mod rule;
mod summary;
mod too_long;
mod unsent;

pub use breaks::EditBreaks;
pub use mark::{ContextMarks, provide_summary};
pub use too_long::WithoutOldest;
pub use unsent::{ContextPlace, UnsentCount, provide_context_place};

use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::tx;
use dialog::ContextDialog;
use leptos::prelude::*;

/// Opens the panel. What stands in it is told beside its icon. The panel stands elsewhere: the button is in a form, which
/// Enter in a field of the panel must not send.
#[component]
pub fn ContextButton(
    /// Is the panel open?
    open: RwSignal<bool>,
    children: Children,
) -> impl IntoView {
    let label = tx!(context.open);
    view! {
        <button type="button" class="end quiet context-open" data-testid="chat-context-open" title=label
            aria-haspopup="dialog" on:click=move |_| open.set(true)>
            <Icon name=IconName::List/>
            <span class="vh">{label}</span>
            {children()}
        </button>
    }
}

/// The panel, while it is open.
#[component]
pub fn ContextPanel(
    /// Is it open?
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Show when=move || open.get()>
            <ContextDialog open=open/>
        </Show>
    }
}
