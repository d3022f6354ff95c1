//! The glossaries in Settings: the way to them.

use crate::ui::lazy;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::tx;
use leptos::prelude::*;

/// The section.
#[component]
pub fn GlossarySection() -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <section aria-labelledby="glossary-section">
            <h2 id="glossary-section">{tx!(glossary.title)}</h2>
            <p class="lead">{tx!(glossary.explain)}</p>
            <div class="acts">
                <button type="button" class="outline" aria-haspopup="dialog" data-testid="settings-glossaries" on:click=move |_| open.set(true)>
                    <Icon name=IconName::List/>
                    {tx!(glossary.open_all)}
                </button>
            </div>
            {move || open.get().then(|| lazy::glossary_dialog(open))}
        </section>
    }
}
