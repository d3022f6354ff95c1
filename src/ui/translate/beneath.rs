//! What is told and done of a translation beneath its panes. Fetched with the first translation: see `crate::ui::lazy`.

use super::asks::Asks;
use super::checks::Checks;
use super::failed::Failed;
use super::limits::Limits;
use super::pair_lights::PairLights;
use crate::ui::memory::near::Near;
use leptos::prelude::*;

/// All of it, in the order in which it stands on the page.
#[component]
pub fn Beneath() -> impl IntoView {
    view! {
        <PairLights/>
        <Failed/>
        <Checks/>
        <Limits/>
        <Asks/>
        <Near/>
    }
}
