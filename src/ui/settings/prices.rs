//! What models cost: which price counts and where it comes from; prices of one's own.

use crate::i18n::*;
use crate::state::{Task, use_app};
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::{Words, text, tx, words};
use gate::{Price, PriceSource, PriceTable};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// The prices in use, with their source, and a form for prices of one's own.
#[component]
pub fn PricesSection() -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let draft = Draft::new();
    // The models at work and the person's own: the rest of the lists would only hide them.
    let rows = Memo::new(move |_| {
        let mut models: BTreeSet<String> = app.settings.with(|settings| settings.prices.keys().cloned().collect());
        models.extend([app.model_for(Task::Translate), app.model_for(Task::Chat)]);
        models.into_iter().filter(|model| !model.is_empty()).map(|model| { let price = app.price_of(&model); (model, price) }).collect::<Vec<_>>()
    });
    view! {
        <section aria-labelledby="prices-title" data-testid="prices">
            <h2 id="prices-title">{tx!(settings.prices)}</h2>
            <p class="lead">{tx!(settings.prices_explain)}</p>
            <div class="table-scroll" tabindex="0" role="region" aria-label=tx!(settings.prices_caption)>
                <table class="facts-table">
                    <thead>
                        <tr>
                            <th scope="col">{tx!(settings.price_model)}</th>
                            <th scope="col" class="num">{tx!(settings.price_in)}</th>
                            <th scope="col" class="num">{tx!(settings.price_cached)}</th>
                            <th scope="col" class="num">{tx!(settings.price_out)}</th>
                            <th scope="col">{tx!(settings.price_source)}</th>
                            <td></td>
                        </tr>
                    </thead>
                    <tbody>
                        {move || rows.get().into_iter().map(|(model, price)| row(model, price, draft)).collect_view()}
                    </tbody>
                </table>
            </div>
            <p class="hint">{move || t_string!(i18n, settings.price_date, date = PriceTable::DATE)}</p>
            <PriceForm draft=draft/>
        </section>
    }
}

fn row(model: String, price: Option<(Price, PriceSource)>, draft: Draft) -> AnyView {
    let app = use_app();
    let number = |number: Option<f64>| number.map_or_else(|| "–".to_string(), |number| format!("${number}"));
    let yours = matches!(price, Some((_, PriceSource::Yours)));
    let source = match price {
        Some((_, PriceSource::BuiltIn)) => words!(settings.price_source_built_in),
        Some((_, PriceSource::Listed)) => words!(settings.price_source_listed),
        Some((_, PriceSource::Yours)) => words!(settings.price_source_yours),
        Some((_, PriceSource::Local)) => words!(settings.price_source_local),
        None => words!(common.price_unknown),
    };
    let price = price.map(|(price, _)| price);
    let (edited, removed) = (model.clone(), model.clone());
    view! {
        <tr data-testid="price-row">
            <th scope="row" dir="ltr">{model}</th>
            <td class="num">{number(price.map(|price| price.input))}</td>
            <td class="num">{number(price.and_then(|price| price.cached))}</td>
            <td class="num">{number(price.map(|price| price.output))}</td>
            <td>{text(source)}</td>
            <td class="end">
                <button
                    type="button"
                    class="square"
                    aria-label=tx!(common.edit)
                    title=tx!(common.edit)
                    data-testid="price-edit"
                    on:click=move |_| draft.fill(&edited, price)
                >
                    <Icon name=IconName::Edit/>
                </button>
                {yours
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="square"
                                aria-label=tx!(common.remove)
                                title=tx!(common.remove)
                                data-testid="price-remove"
                                on:click=move |_| {
                                    app.change_settings(|settings| {
                                        settings.prices.remove(&removed);
                                    });
                                }
                            >
                                <Icon name=IconName::Delete/>
                            </button>
                        }
                    })}
            </td>
        </tr>
    }
    .into_any()
}

/// What is typed in the form for a price of one's own.
#[derive(Clone, Copy)]
struct Draft {
    model: RwSignal<String>,
    input: RwSignal<String>,
    cached: RwSignal<String>,
    output: RwSignal<String>,
}

impl Draft {
    fn new() -> Draft {
        let field = || RwSignal::new(String::new());
        Draft { model: field(), input: field(), cached: field(), output: field() }
    }

    fn fill(self, model: &str, price: Option<Price>) {
        let number = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
        self.model.set(model.to_string());
        self.input.set(number(price.map(|price| price.input)));
        self.cached.set(number(price.and_then(|price| price.cached)));
        self.output.set(number(price.map(|price| price.output)));
        crate::state::page::focus("price-input");
    }

    /// The model and price that are typed; none while the form is not complete.
    fn read(self) -> Option<(String, Price)> {
        let number = |signal: RwSignal<String>| signal.with(|text| text.trim().parse::<f64>().ok()).filter(|number| number.is_finite() && *number >= 0.0);
        let model = self.model.with(|model| model.trim().to_string());
        let price = Price { input: number(self.input)?, cached: number(self.cached), output: number(self.output)? };
        (!model.is_empty()).then_some((model, price))
    }
}

#[component]
fn PriceForm(draft: Draft) -> impl IntoView {
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
                    crate::state::page::focus("price-model");
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
fn DraftField(label: Words, value: RwSignal<String>, testid: &'static str, #[prop(default = true)] number: bool) -> impl IntoView {
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
