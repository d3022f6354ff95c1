//! What this is and what leaves the tab.

use crate::i18n::*;
use crate::ui::parts::text::tx;
use leptos::prelude::*;

/// Version, licence, and what leaves the tab.
#[component]
pub fn AboutSection() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section aria-labelledby="about-title">
            <h2 id="about-title">{tx!(settings.about)}</h2>
            <h3>{tx!(settings.about_leaves)}</h3>
            <ul class="plain">
                <li>{tx!(settings.about_leaves_1)}</li>
                <li>{tx!(settings.about_leaves_2)}</li>
            </ul>
            <p class="hint num" data-testid="about-version">
                {move || t_string!(i18n, settings.about_version, version = env!("CARGO_PKG_VERSION"))} " · " {tx!(settings.about_licence)}
            </p>
        </section>
    }
}
