//! What is told and done of a translation beneath its panes. Fetched with the first translation: see `crate::ui::lazy`.

use super::asks::Asks;
use super::failed::Failed;
use super::pair_lights::PairLights;
use crate::state::use_app;
use crate::ui::memory::near::Near;
use leptos::prelude::*;

/// All of it, in the order in which it stands on the page.
#[component]
pub fn Beneath() -> impl IntoView {
    let app = use_app();
    // A text of one sentence has nothing to tell apart.
    let several = Memo::new(move |_| app.translate.pairs.with(|pairs| pairs.0.len() > 1));
    view! {
        {move || several.get().then(|| view! { <PairLights/> })}
        <Failed/>
        <Asks/>
        <Near/>
    }
}
