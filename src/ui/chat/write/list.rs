//! The list behind `/` and `@`: it lies above the composer, which keeps the focus.

use super::writing::{Choice, Writing};
use crate::i18n::*;
use crate::ui::parts::announce::use_announcer;
use crate::ui::parts::format::use_format;
use crate::ui::parts::text::{text, tx};
use leptos::prelude::*;

/// The element's id.
pub const LIST: &str = "chat-choices";

/// The id of the choice that Enter takes, for the composer's `aria-activedescendant`.
pub fn active_id(writing: Writing) -> Option<String> {
    let open = writing.choices.with(|choices| !choices.is_empty());
    open.then(|| format!("{LIST}-{}", writing.active.get()))
}

/// The list; nothing where there is nothing to choose.
#[component]
pub fn Choices(
    /// The composer's
    writing: Writing,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = use_format();
    let announcer = use_announcer();
    let count = Memo::new(move |_| writing.choices.with(Vec::len));
    Effect::new(move |before: Option<usize>| {
        let count = count.get();
        if count > 0 && before != Some(count) {
            announcer
                .say(t_string!(i18n, write.found, n = format.number(count as u64)).to_string());
        }
        count
    });
    let there = Memo::new(move |_| count.get() > 0);
    let label = move || {
        writing.choices.with(|choices| match choices.first() {
            Some(Choice::Conversation(..) | Choice::File) => t_string!(i18n, write.conversations),
            _ => t_string!(i18n, write.commands),
        })
    };
    let rows = move || {
        let choices = writing.choices.get();
        let rows = choices.into_iter().enumerate();
        rows.map(|(at, choice)| row(writing, at, choice))
            .collect_view()
    };
    view! {
        <Show when=move || there.get()>
            <ul node_ref=writing.list id=LIST class="picker-list choices-above" role="listbox" tabindex="0" data-testid="chat-choices" aria-label=label
                // It scrolls, and so must be reachable; but the composer keeps the focus: the list would close before a click.
                on:mousedown=move |event| event.prevent_default()>
                {rows}
            </ul>
        </Show>
    }
}

fn row(writing: Writing, at: usize, choice: Choice) -> AnyView {
    let words = match &choice {
        Choice::Command(command) => view! {
            <code dir="ltr">"/" {command.name()}</code>
            <span class="quiet">{text(command.words())}</span>
        }
        .into_any(),
        Choice::Prompt(prompt) => view! {
            <bdi>{prompt.name.clone()}</bdi>
            <span class="quiet">{tx!(write.prompt)}</span>
        }
        .into_any(),
        Choice::Conversation(_, title) => view! { <bdi>{title.clone()}</bdi> }.into_any(),
        Choice::File => view! { <span>{tx!(write.file)}</span> }.into_any(),
    };
    let kind = match &choice {
        Choice::Command(_) => "command",
        Choice::Prompt(_) => "prompt",
        Choice::Conversation(..) => "conversation",
        Choice::File => "file",
    };
    view! {
        <li id=format!("{LIST}-{at}") role="option" data-testid="chat-choice" data-state=kind
            aria-selected=move || (writing.active.get() == at).to_string()
            on:click=move |_| writing.take(choice.clone())
        >
            {words}
        </li>
    }
    .into_any()
}
