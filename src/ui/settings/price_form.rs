//! A price of one's own: typed, or taken over from the table to be changed.

use crate::state::{page, use_app};
use crate::ui::parts::text::{Words, text, tx, words};
use gate::Price;
use leptos::prelude::*;

/// What is typed in the form for a price of one's own.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    model: RwSignal<String>,
    input: RwSignal<String>,
    cached: RwSignal<String>,
    output: RwSignal<String>,
}

impl Draft {
    pub(super) fn new() -> Draft {
        let field = || RwSignal::new(String::new());
        Draft {
            model: field(),
            input: field(),
            cached: field(),
            output: field(),
        }
    }

    /// Puts a model's price into the form, to be changed.
    pub(super) fn fill(self, model: &str, price: Option<Price>) {
        let number =
            |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
        self.model.set(model.to_string());
        self.input.set(number(price.map(|price| price.input)));
        self.cached
            .set(number(price.and_then(|price| price.cached)));
        self.output.set(number(price.map(|price| price.output)));
        page::focus("price-input");
    }

    /// The model and price that are typed; none while the form is not complete.
    fn read(self) -> Option<(String, Price)> {
        let number = |signal: RwSignal<String>| {
            signal
                .with(|text| text.trim().parse::<f64>().ok())
                .filter(|number| number.is_finite() && *number >= 0.0)
        };
        let model = self.model.with(|model| model.trim().to_string());
        let price = Price {
            input: number(self.input)?,
            cached: number(self.cached),
            output: number(self.output)?,
        };
        (!model.is_empty()).then_some((model, price))
    }
}

/// The form for a price of one's own.
#[component]
pub(super) fn PriceForm(
    /// What is typed in it
    draft: Draft,
) -> impl IntoView {
    let app = use_app();
    let incomplete = move || draft.read().is_none();
    view! {
        <form
            class="price-form"
            aria-label=tx!(settings.price_yours)
            on:submit=move |ev| {
                ev.prevent_default();
                if let Some((model, price)) = draft.read() {
                    app.change_settings(|settings| {
                        settings.prices.insert(model, price);
                    });
                    draft.fill("", None);
                    page::focus("price-model");
                }
            }
        >
            <h3>{tx!(settings.price_yours)}</h3>
            <div class="row-of-fields">
                <DraftField label=words!(settings.price_model) value=draft.model testid="price-model" number=false/>
                <DraftField label=words!(settings.price_in) value=draft.input testid="price-input"/>
                <DraftField label=words!(settings.price_cached) value=draft.cached testid="price-cached"/>
                <DraftField label=words!(settings.price_out) value=draft.output testid="price-output"/>
                <button type="submit" class="outline" data-testid="price-save" disabled=incomplete>{tx!(common.save)}</button>
            </div>
        </form>
    }
}

#[component]
fn DraftField(
    label: Words,
    value: RwSignal<String>,
    testid: &'static str,
    #[prop(default = true)] number: bool,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=testid>{text(label)}</label>
            <input
                id=testid
                dir="ltr"
                class="num"
                type=if number { "number" } else { "text" }
                step="any"
                min="0"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                data-testid=testid
                prop:value=move || value.get()
                on:input=move |ev| value.set(event_target_value(&ev))
            />
        </div>
    }
}
