//! What models cost: which price counts and where it comes from; prices of one's own.

use super::price_form::{Draft, PriceForm};
use crate::i18n::*;
use crate::state::{Task, use_app};
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::{text, tx, words};
use gate::{Price, PriceSource, PriceTable};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// The prices in use, with their source, and a form for prices of one's own.
#[component]
pub fn PricesSection() -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let draft = Draft::new();
    // The models at work and the person's own: the rest of the lists would only hide them.
    let rows = Memo::new(move |_| {
        let mut models: BTreeSet<String> = app
            .settings
            .with(|settings| settings.prices.keys().cloned().collect());
        models.extend([app.model_for(Task::Translate), app.model_for(Task::Chat)]);
        models
            .into_iter()
            .filter(|model| !model.is_empty())
            .map(|model| {
                let price = app.price_of(&model);
                (model, price)
            })
            .collect::<Vec<_>>()
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
            <p class="hint" data-testid="price-date">{move || t_string!(i18n, settings.price_date, date = format.isolated(PriceTable::DATE))}</p>
            <PriceForm draft=draft/>
        </section>
    }
}

fn row(model: String, price: Option<(Price, PriceSource)>, draft: Draft) -> AnyView {
    let app = use_app();
    // Kept together: in a line that runs from right to left, the sign would land on the number's other side.
    let number = |number: Option<f64>| {
        let number = number.map_or_else(|| "–".to_string(), |number| format!("${number}"));
        view! { <bdi dir="ltr">{number}</bdi> }
    };
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
            <th scope="row"><bdi dir="ltr">{model}</bdi></th>
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
