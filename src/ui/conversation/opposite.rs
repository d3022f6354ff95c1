//! The half of the screen for the person opposite, turned to them: all that was said in their language, and their field.

use super::dialog::{Talk, ids_of, keep_end_in_view};
use super::say::Say;
use crate::ui::parts::text::tx;
use crate::ui::translate::direction::dir_of;
use leptos::html::Ol;
use leptos::prelude::*;

/// The half.
#[component]
pub(super) fn Opposite(
    /// The conversation
    talk: Talk,
) -> impl IntoView {
    let list = NodeRef::<Ol>::new();
    let turns = talk.turns;
    let language = Memo::new(move |_| talk.desk.with(|desk| desk.languages[1].clone()));
    let ids = Memo::new(move |_| turns.with(|turns| ids_of(turns)));
    keep_end_in_view(turns, list);
    let text = move |id: &str| {
        turns.with(|turns| {
            let turn = turns.iter().find(|turn| turn.id == id)?;
            language.with(|tag| turn.in_language(tag).map(str::to_string))
        })
    };
    let theirs = move |id: &str| {
        turns.with(|turns| {
            let turn = turns.iter().find(|turn| turn.id == id)?;
            language.with(|tag| Some(turn.from.as_ref()? == tag))
        })
    };
    view! {
        <section class="opposite" aria-label=tx!(conversation.opposite) data-testid="conv-opposite">
            <ol node_ref=list class="turns-of-two" tabindex="0" aria-label=tx!(conversation.turns)>
                <For each=move || ids.get() key=String::clone let:id>
                    {
                        let (shown, whose) = (id.clone(), id);
                        view! {
                            <li class:mine=move || theirs(&whose) == Some(true) lang=move || language.get() dir=move || language.with(|tag| dir_of(Some(tag)))>
                                {move || text(&shown)}
                            </li>
                        }
                    }
                </For>
            </ol>
            <Say talk=talk side=1/>
        </section>
    }
}
