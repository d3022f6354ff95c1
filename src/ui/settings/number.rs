//! A field for a number that may be left empty.

use crate::ui::parts::text::{Words, text, tx};
use leptos::html::Input;
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
    let wrong = RwSignal::new(false);
    let field = NodeRef::<Input>::new();
    let problem = format!("{testid}-problem");
    let described = problem.clone();
    view! {
        <div class="field">
            <label for=testid>{text(label)}</label>
            <input
                node_ref=field
                id=testid
                type="number"
                class="num"
                min="0"
                step=step
                inputmode=if step == "1" { "numeric" } else { "decimal" }
                placeholder=move || placeholder.get()
                data-testid=testid
                prop:value=move || value.get().map(|value| value.to_string()).unwrap_or_default()
                aria-invalid=move || wrong.get().to_string()
                aria-describedby=move || wrong.get().then(|| described.clone())
                on:change=move |ev| {
                    let typed = event_target_value(&ev);
                    let number = typed.trim().parse::<f64>().ok().filter(|number| number.is_finite() && *number >= 0.0);
                    // What is no number at all (`5-5`) is told as empty: the browser alone knows.
                    let valid = field.try_get_untracked().flatten().is_none_or(|field| field.check_validity());
                    let refused = !valid || (number.is_none() && !typed.trim().is_empty());
                    // The page may be going away with the field.
                    if wrong.try_set(refused).is_none() && !refused {
                        on_change.try_run(number);
                    }
                }
            />
            {move || wrong.get().then(|| view! { <small id=problem.clone() class="hint" role="alert" data-testid="number-wrong">{tx!(settings.number_wrong)}</small> })}
        </div>
    }
}
