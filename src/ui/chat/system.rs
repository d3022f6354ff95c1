//! The conversation's instructions (its system prompt).

use crate::state::{page, use_app};
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::keys::composing;
use crate::ui::parts::text::tx;
use leptos::prelude::*;

/// A fold with the instructions of the open conversation. A dot says that there are some.
#[component]
pub fn SystemPrompt() -> impl IntoView {
    let app = use_app();
    let there = Memo::new(move |_| app.chat.system.with(|system| !system.trim().is_empty()));
    let label = tx!(chat.instructions);
    let open = RwSignal::new(false);
    // It lies over the answers: another conversation, and Escape, take it away.
    Effect::new(move |_| {
        app.chat.open.track();
        open.set(false);
    });
    view! {
        <details class="system" data-state=move || if there.get() { "set" } else { "empty" } open=move || open.get()
            on:keydown=move |event| if event.key() == "Escape" && open.get_untracked() && !composing(&event) {
                event.prevent_default();
                event.stop_propagation();
                open.set(false);
                page::focus("chat-system-open");
            }>
            <summary data-testid="chat-system-open" on:click=move |event| {
                event.prevent_default();
                open.update(|open| *open = !*open);
            }>
                <Icon name=IconName::Edit/>
                <span class="wide">{label}</span>
            </summary>
            <div class="sheet-down">
                <label for="chat-system">{label}</label>
                <textarea
                    id="chat-system"
                    data-testid="chat-system"
                    rows="5"
                    dir="auto"
                    placeholder=tx!(chat.instructions_hint)
                    prop:value=move || app.chat.system.get()
                    on:input=move |event| app.chat_set_system(event_target_value(&event))
                ></textarea>
                <p class="quiet">{tx!(chat.instructions_note)}</p>
            </div>
        </details>
        // On paper a fold cannot be opened.
        {move || there.get().then(|| view! {
            <section class="on-paper" data-testid="chat-system-printed">
                <h3>{label}</h3>
                <p dir="auto">{move || app.chat.system.get()}</p>
            </section>
        })}
    }
}
