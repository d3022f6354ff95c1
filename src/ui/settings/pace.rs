//! How fast calls may go.

use super::number::NumberField;
use crate::state::use_app;
use crate::ui::parts::text::{Words, text, tx, words};
use gate::Pace;
use leptos::prelude::*;

/// The pace: a preset, or numbers of one's own.
#[component]
pub fn PaceForm() -> impl IntoView {
    let app = use_app();
    let pace = Memo::new(move |_| app.settings.with(|settings| settings.pace));
    let preset = move || {
        Pace::presets()
            .iter()
            .find(|(_, preset)| *preset == pace.get())
            .map_or("yours", |(id, _)| *id)
    };
    let count = |number: Option<f64>| {
        number
            .map(|number| number.min(f64::from(u32::MAX)) as u32)
            .filter(|number| *number > 0)
    };
    view! {
        <section aria-labelledby="pace-title" data-testid="usage-pace">
            <h2 id="pace-title">{tx!(usage.pace)}</h2>
            <p class="lead">{tx!(usage.pace_explain)}</p>
            <div class="field">
                <label for="pace-preset">{tx!(usage.pace_preset)}</label>
                <select
                    id="pace-preset"
                    data-testid="pace-preset"
                    prop:value=preset
                    on:change=move |ev| {
                        let id = event_target_value(&ev);
                        if let Some((_, preset)) = Pace::presets().iter().find(|(name, _)| *name == id) {
                            app.change_settings(|settings| settings.pace = *preset);
                        }
                    }
                >
                    {Pace::presets()
                        .iter()
                        .map(|(id, _)| *id)
                        .chain(std::iter::once("yours"))
                        .map(|id| {
                            view! {
                                <option value=id selected=move || preset() == id disabled=move || id == "yours" && preset() != id>
                                    {text(preset_words(id))}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
            </div>
            <div class="row-of-fields">
                <NumberField
                    label=words!(usage.pace_requests)
                    value=Signal::derive(move || pace.get().requests_per_minute.map(f64::from))
                    on_change={move |number: Option<f64>| app.change_settings(|settings| settings.pace.requests_per_minute = count(number))}
                    testid="pace-requests"
                />
                <NumberField
                    label=words!(usage.pace_tokens)
                    value=Signal::derive(move || pace.get().tokens_per_minute.map(f64::from))
                    on_change={move |number: Option<f64>| app.change_settings(|settings| settings.pace.tokens_per_minute = count(number))}
                    testid="pace-tokens"
                />
                <NumberField
                    label=words!(usage.pace_concurrent)
                    value=Signal::derive(move || Some(f64::from(pace.get().max_concurrent)))
                    on_change={move |number: Option<f64>| {
                        let number = count(number).unwrap_or(1).min(u32::from(u16::MAX)) as u16;
                        app.change_settings(|settings| settings.pace.max_concurrent = number);
                    }}
                    testid="pace-concurrent"
                />
            </div>
        </section>
    }
}

fn preset_words(id: &str) -> Words {
    match id {
        "standard" => words!(usage.pace_standard),
        "careful" => words!(usage.pace_careful),
        "free-tier" => words!(usage.pace_free_tier),
        "tier-1" => words!(usage.pace_tier_1),
        "tier-2" => words!(usage.pace_tier_2),
        "local" => words!(usage.pace_local),
        _ => words!(usage.pace_yours),
    }
}
