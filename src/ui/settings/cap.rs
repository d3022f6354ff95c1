//! How much may be spent.

use super::number::NumberField;
use crate::i18n::*;
use crate::state::use_app;
use crate::ui::parts::format::use_format;
use crate::ui::parts::text::{tx, words};
use gate::Cost;
use leptos::prelude::*;

/// The caps for a day and a month, with how much of each is used.
#[component]
pub fn CapForm() -> impl IntoView {
    let app = use_app();
    let cap = Memo::new(move |_| app.settings.with(|settings| settings.cap));
    let spent = move |month: bool| {
        app.usage.summary.with(|summary| {
            if month {
                summary.month.cost
            } else {
                summary.today.cost
            }
        })
    };
    let set_day = move |dollars: Option<f64>| {
        app.change_settings(|settings| settings.cap.per_day = dollars.map(Cost::dollars))
    };
    let set_month = move |dollars: Option<f64>| {
        app.change_settings(|settings| settings.cap.per_month = dollars.map(Cost::dollars))
    };
    view! {
        <section aria-labelledby="cap-title" data-testid="usage-cap">
            <h2 id="cap-title">{tx!(usage.cap)}</h2>
            <p class="lead">{tx!(usage.cap_explain)}</p>
            <div class="pair-of-fields">
                <div>
                    <NumberField
                        label=words!(usage.cap_day)
                        step="any"
                        value=Signal::derive(move || cap.get().per_day.map(Cost::as_dollars))
                        on_change=set_day
                        testid="cap-day"
                    />
                    <Meter label=tx!(usage.today) spent=Signal::derive(move || spent(false)) cap=Signal::derive(move || cap.get().per_day)/>
                </div>
                <div>
                    <NumberField
                        label=words!(usage.cap_month)
                        step="any"
                        value=Signal::derive(move || cap.get().per_month.map(Cost::as_dollars))
                        on_change=set_month
                        testid="cap-month"
                    />
                    <Meter label=tx!(usage.month) spent=Signal::derive(move || spent(true)) cap=Signal::derive(move || cap.get().per_month)/>
                </div>
            </div>
        </section>
    }
}

/// How much of a cap is used, as a bar and in words.
#[component]
fn Meter(
    label: impl Fn() -> &'static str + Copy + Send + Sync + 'static,
    spent: Signal<Cost>,
    cap: Signal<Option<Cost>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = use_format();
    move || {
        cap.get().filter(|cap| cap.0 > 0).map(|cap| {
            view! {
                <div class="meter">
                    <progress
                        aria-label=label
                        max="1"
                        prop:value=move || (spent.get().as_dollars() / cap.as_dollars()).clamp(0.0, 1.0)
                    ></progress>
                    <small class="quiet num">
                        {move || t_string!(i18n, usage.cap_left, spent = format.money(spent.get()), cap = format.money(cap))}
                    </small>
                </div>
            }
            .into_any()
        })
    }
}
