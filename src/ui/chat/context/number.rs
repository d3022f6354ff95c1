//! A field for a number of tokens that may be left empty.

use crate::ui::parts::text::{Words, text, tx};
use leptos::prelude::*;

/// A whole number, or nothing. Taken when the field is left or Enter is pressed; what is none of both is told.
#[component]
pub(super) fn TokensField(
    /// The field's name
    label: Words,
    /// The number in force
    #[prop(into)]
    value: Signal<Option<u32>>,
    /// Takes a new one
    #[prop(into)]
    on_change: Callback<Option<u32>>,
    /// What holds without one
    #[prop(into)]
    hint: Signal<String>,
    /// The `data-testid`, and the element's id
    testid: &'static str,
) -> impl IntoView {
    let wrong = RwSignal::new(false);
    let hint_id = format!("{testid}-hint");
    let wrong_words = tx!(context.number_wrong);
    view! {
        <div class="field">
            <label for=testid>{text(label)}</label>
            <input id=testid type="text" inputmode="numeric" dir="ltr" class="num" autocomplete="off" data-testid=testid
                prop:value=move || value.get().map(|value| value.to_string()).unwrap_or_default()
                aria-invalid=move || wrong.get().to_string()
                aria-describedby=hint_id.clone()
                on:change=move |event| {
                    let number = chat::token_count(&event_target_value(&event));
                    // The page may be going away with the field.
                    if wrong.try_set(number.is_err()).is_none() && let Ok(number) = number {
                        on_change.try_run(number);
                    }
                }/>
            <small id=hint_id class="hint" class:bad=move || wrong.get() role="status">
                {move || if wrong.get() { wrong_words().to_string() } else { hint.get() }}
            </small>
        </div>
    }
}
