//! The memory in Settings: how much is in it, and the way to it.

use super::dialog::MemoryDialog;
use crate::i18n::*;
use crate::state::use_app;
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::tx;
use leptos::prelude::*;

/// The section.
#[component]
pub fn MemorySection() -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let count = app.memory().count;
    let open = RwSignal::new(false);
    app.memory_count();
    let pairs = move || {
        let count = count.get()?;
        Some(t_string!(
            i18n,
            memory.pairs,
            n = format.number(count as u64)
        ))
    };
    view! {
        <section aria-labelledby="memory-section">
            <h2 id="memory-section">{tx!(memory.title)}</h2>
            <p class="lead">{tx!(memory.explain)}</p>
            <div class="acts">
                <button type="button" class="outline" data-testid="memory-open" on:click=move |_| open.set(true)>
                    <Icon name=IconName::List/>
                    {tx!(memory.open)}
                </button>
                <span class="num quiet" data-testid="memory-count">{pairs}</span>
            </div>
            <MemoryDialog open=open/>
        </section>
    }
}
