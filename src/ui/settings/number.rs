//! A field for a number that may be left empty.

use crate::ui::parts::text::{Words, text};
use leptos::prelude::*;

/// A number, or nothing: empty means "no limit" or "the default". Taken when the field is left or Enter is pressed.
#[component]
pub fn NumberField(
    /// The field's name
    label: Words,
    /// The number in force
    #[prop(into)]
    value: Signal<Option<f64>>,
    /// Takes a new number; anything that is none counts as empty
    #[prop(into)]
    on_change: Callback<Option<f64>>,
    /// The smallest step: 1 for counts, "any" for money
    #[prop(default = "1")]
    step: &'static str,
    /// What an empty field stands for, shown in it
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// The `data-testid`, and the element's id
    testid: &'static str,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=testid>{text(label)}</label>
            <input
                id=testid
                type="number"
                class="num"
                min="0"
                step=step
                inputmode=if step == "1" { "numeric" } else { "decimal" }
                placeholder=move || placeholder.get()
                data-testid=testid
                prop:value=move || value.get().map(|value| value.to_string()).unwrap_or_default()
                on:change=move |ev| {
                    let typed = event_target_value(&ev).trim().parse::<f64>().ok();
                    // The page may be going away with the field.
                    on_change.try_run(typed.filter(|typed| typed.is_finite() && *typed >= 0.0));
                }
            />
        </div>
    }
}
