//! How long to wait before an answer counts as stuck.

use super::number::NumberField;
use crate::state::use_app;
use crate::ui::parts::text::{tx, words};
use leptos::prelude::*;

/// The two idle deadlines, in seconds.
#[component]
pub fn WaitsSection() -> impl IntoView {
    let app = use_app();
    let defaults = wire::Deadlines::default();
    let seconds = |number: Option<f64>| number.map(|number| number.clamp(1.0, 3_600.0) as u32);
    view! {
        <section aria-labelledby="waits-title">
            <h2 id="waits-title">{tx!(settings.waits)}</h2>
            <p class="lead">{tx!(settings.waits_explain)}</p>
            <div class="pair-of-fields">
                <NumberField
                    label=words!(settings.waits_first)
                    value=Signal::derive(move || app.settings.with(|settings| settings.first_byte_s.map(f64::from)))
                    on_change={move |number: Option<f64>| app.change_settings(|settings| settings.first_byte_s = seconds(number))}
                    placeholder=(defaults.first_byte / 1_000).to_string()
                    testid="waits-first"
                />
                <NumberField
                    label=words!(settings.waits_between)
                    value=Signal::derive(move || app.settings.with(|settings| settings.between_s.map(f64::from)))
                    on_change={move |number: Option<f64>| app.change_settings(|settings| settings.between_s = seconds(number))}
                    placeholder=(defaults.between / 1_000).to_string()
                    testid="waits-between"
                />
            </div>
        </section>
    }
}
