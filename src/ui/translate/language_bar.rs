//! The two languages above the panes, and the button that swaps them.

use super::language_picker::{LanguagePicker, Side};
use crate::state::use_app;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::tx;
use leptos::prelude::*;

/// Source language, swap, target language.
#[component]
pub fn LanguageBar() -> impl IntoView {
    let app = use_app();
    let swap = tx!(translate.swap);
    view! {
        <div class="langs">
            <LanguagePicker side=Side::From/>
            <button
                type="button"
                class="square swap"
                data-testid="tr-swap"
                aria-label=swap
                title=swap
                on:click=move |_| app.translate_swap()
            >
                <Icon name=IconName::Swap/>
            </button>
            <LanguagePicker side=Side::To/>
        </div>
    }
}
