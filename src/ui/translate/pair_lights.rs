//! Sentences and their translations, lit together.

use crate::state::use_app;
use leptos::prelude::*;

/// Shows nothing of its own: as long as it is there, the two panes light what belongs together.
#[component]
pub fn PairLights() -> impl IntoView {
    let app = use_app();
    let lights = StoredValue::new(None);
    // The panes must be in the page first.
    Effect::new(move |_| lights.set_value(app.light_pairs()));
}
