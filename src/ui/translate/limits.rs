//! Beneath what there is to look at: how long a translation may be.

use crate::i18n::*;
use crate::state::{Settings, use_app};
use crate::ui::parts::text::{tx, words};
use crate::ui::settings::number::NumberField;
use leptos::prelude::*;

/// The two limits, folded away until they are wanted. They hold for every translation until they are taken off.
#[component]
pub fn Limits() -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let of = |read: fn(&Settings) -> Option<u32>| {
        Signal::derive(move || app.settings.with(read).map(f64::from))
    };
    // Nothing may be empty: that is no limit.
    let number = |typed: Option<f64>| {
        typed
            .filter(|typed| *typed >= 1.0)
            .map(|typed| typed as u32)
    };
    let none = Signal::derive(move || words!(checks.limit_none)(i18n.get_locale()).to_string());
    view! {
        <details class="limits" data-testid="tr-limits">
            <summary>{tx!(checks.limits)}</summary>
            <div class="row-of-fields">
                <NumberField
                    label=words!(checks.limit_of_segment)
                    value=of(|settings| settings.limit_segment)
                    on_change=move |typed| app.change_settings(|settings| settings.limit_segment = number(typed))
                    placeholder=none
                    testid="tr-limit-segment"
                />
                <NumberField
                    label=words!(checks.limit_of_text)
                    value=of(|settings| settings.limit_text)
                    on_change=move |typed| app.change_settings(|settings| settings.limit_text = number(typed))
                    placeholder=none
                    testid="tr-limit-text"
                />
            </div>
            <p class="quiet">{tx!(checks.limits_hint)}</p>
        </details>
    }
}
