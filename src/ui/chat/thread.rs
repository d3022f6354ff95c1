//! The open conversation, from its first message to its last.

use super::answer::Answer;
use super::compare::Columns;
use super::context::provide_summary;
use super::noted::Noted;
use super::question::Question;
use crate::i18n::*;
use crate::state::use_app;
use crate::ui::lazy;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::keys::composing;
use crate::ui::parts::text::tx;
use leptos::html::Div;
use leptos::prelude::*;
use wire::Role;

/// The messages. The view follows what arrives while the reader is at its end, and stays put otherwise.
#[component]
pub fn Thread() -> impl IntoView {
    let app = use_app();
    let node = NodeRef::<Div>::new();
    let messages = NodeRef::<Div>::new();
    let i18n = use_i18n();
    let rows = app.chat.rows;
    let columns = RwSignal::from(app.comparing().columns);
    let beside = Memo::new(move |_| columns.with(|columns| !columns.is_empty()));
    let shown = move || {
        // The rows' texts are fixed: another language makes the rows anew.
        i18n.get_locale();
        let from = app.chat.from.get();
        // The last one is among the columns, where answers stand side by side.
        rows.with(|rows| {
            let upto = rows.len().saturating_sub(usize::from(beside.get()));
            rows.get(from..upto).unwrap_or_default().to_vec()
        })
    };
    let empty = Memo::new(move |_| rows.with(Vec::is_empty));
    let at_end = app.chat_at_end();
    let away = Memo::new(move |_| !app.chat.follow.get() && !at_end.get() && !empty.get());
    provide_summary();
    app.chat_thread(node, messages);
    let preview = RwSignal::new(None::<String>);
    app.chat_previews(preview);
    let previewed = Memo::new(move |_| preview.with(Option::is_some));
    view! {
        <div class="turns" node_ref=node data-testid="chat-thread" tabindex="0" role="log" aria-live="off" aria-label=tx!(chat.messages)
            on:scroll=move |_| app.chat_scrolled()
            on:wheel=move |_| app.chat_reader_moves()
            on:touchmove=move |_| app.chat_reader_moves()
            on:pointerdown=move |_| app.chat_reader_moves()
            on:keydown=move |event| match event.key().as_str() {
                "Home" if !composing(&event) => app.chat_to_top(),
                _ => app.chat_reader_moves(),
            }>
            <div class="rows" node_ref=messages>
            <For each=shown key=move |row| (row.id.clone(), row.siblings, i18n.get_locale_untracked().as_str()) let:row>
                {match row.role {
                    Role::User => view! { <Question row=row/> }.into_any(),
                    Role::Tool | Role::System => view! { <Noted row=row/> }.into_any(),
                    Role::Assistant => view! { <Answer row=row/> }.into_any(),
                }}
            </For>
            <Show when=move || beside.get()>
                <Columns/>
            </Show>
            <Show when=move || empty.get()>
                <div class="hello">
                    <h3>{tx!(chat.hello)}</h3>
                    <p class="quiet">{tx!(chat.hello_note)}</p>
                </div>
            </Show>
            </div>
        </div>
        {move || previewed.get().then(|| lazy::preview_dialog(preview))}
        <Show when=move || away.get()>
            <div class="jump-place">
                <button type="button" class="outline jump" data-testid="chat-jump" on:click=move |_| app.chat_jump()>
                    <Icon name=IconName::Down/>
                    {tx!(chat.jump)}
                </button>
            </div>
        </Show>
    }
}
