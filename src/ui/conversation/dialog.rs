//! The dialog of a conversation: the whole window, so that two people can look at it.

use super::head::{Head, Languages};
use super::opposite::Opposite;
use super::say::Say;
use super::turn::TurnRow;
use crate::state::{Route, TalkDesk, TalkState, TalkTurn, page, use_app};
use crate::ui::parts::text::{tx, words};
use crate::ui::parts::undo::Undo;
use crate::ui::translate::direction::dir_of;
use leptos::html::{Dialog, Ol};
use leptos::prelude::*;

/// The signals, as views use them.
#[derive(Clone, Copy)]
pub(super) struct Talk {
    pub turns: RwSignal<Vec<TalkTurn>>,
    pub desk: RwSignal<TalkDesk>,
}

/// The dialog, which sets `open` to false when it is closed.
#[component]
pub fn ConversationDialog(
    /// Is it open?
    open: RwSignal<bool>,
) -> impl IntoView {
    let app = use_app();
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move || {
        if dialog.get().is_some() {
            page::show_modal(dialog);
            page::focus("conv-input");
        }
    });
    let TalkState {
        turns,
        desk,
        deleted,
        ..
    } = app.talk();
    let talk = Talk {
        turns: turns.into(),
        desk: desk.into(),
    };
    let deleted: RwSignal<Vec<TalkTurn>> = deleted.into();
    app.talk_open();
    on_cleanup(move || {
        app.talk_close();
        // Another page came in its place. Where it was only asked for again, it is to be there.
        if app.route.get_untracked() != Route::Translate {
            open.set(false);
        }
    });
    let flipped = Memo::new(move |_| talk.desk.with(|desk| desk.flipped));
    view! {
        <dialog
            node_ref=dialog
            class="conversation"
            aria-labelledby="conversation-title"
            data-testid="conversation-dialog"
            data-state=move || if flipped.get() { "flipped" } else { "straight" }
            on:close=move |_| if page::is_closed(dialog) { open.set(false) }
        >
            <Head talk=talk on_close=move |()| page::close_modal(dialog)/>
            <Show when=move || flipped.get()>
                <Opposite talk=talk/>
            </Show>
            <section class="here" aria-label=tx!(conversation.near)>
                <Languages talk=talk/>
                <Turns talk=talk/>
                <Undo
                    shown=Signal::derive(move || deleted.with(|deleted| !deleted.is_empty()))
                    label=words!(conversation.deleted)
                    on_undo=move |()| app.talk_undo()
                    on_dismiss=move |()| deleted.set(Vec::new())
                />
                <Say talk=talk side=0/>
            </section>
            <Heard/>
        </dialog>
    }
}

#[component]
fn Turns(talk: Talk) -> impl IntoView {
    let list = NodeRef::<Ol>::new();
    let turns = talk.turns;
    let ids = Memo::new(move |_| turns.with(|turns| ids_of(turns)));
    let none = move || ids.with(Vec::is_empty);
    keep_end_in_view(turns, list);
    view! {
        <ol node_ref=list class="turns-of-two" aria-label=tx!(conversation.turns) data-testid="conv-turns">
            <For each=move || ids.get() key=String::clone let:id>
                <TurnRow talk=talk id=id/>
            </For>
        </ol>
        <Show when=none>
            <p class="lead">{tx!(conversation.explain)}</p>
        </Show>
    }
}

pub(super) fn ids_of(turns: &[TalkTurn]) -> Vec<String> {
    turns.iter().map(|turn| turn.id.clone()).collect()
}

/// The latest turn is what the two look at. It moves when there is another, or its translation has come.
pub(super) fn keep_end_in_view(turns: RwSignal<Vec<TalkTurn>>, list: NodeRef<Ol>) {
    let last = Memo::new(move |_| {
        turns.with(|turns| {
            let last = turns.last()?;
            Some((last.id.clone(), last.far.name()))
        })
    });
    Effect::new(move |_| {
        // Read, not only tracked: a memo that nobody has read yet hears of nothing.
        last.get();
        list.track();
        request_animation_frame(move || {
            if let Some(list) = list.try_get_untracked().flatten() {
                list.set_scroll_top(list.scroll_height());
            }
        });
    });
}

/// What a screen reader says of a turn that has ended. In the dialog: what is outside of it cannot be heard now.
#[component]
fn Heard() -> impl IntoView {
    let ended: RwSignal<Option<TalkTurn>> = use_app().talk().ended.into();
    let failed = tx!(conversation.failed);
    let began = StoredValue::new(ended.get_untracked());
    let turn = Memo::new(move |_| {
        let turn = ended.get();
        // Not what ended before this was shown.
        began.with_value(|began| {
            turn.as_ref()
                .filter(|turn| began.as_ref() != Some(*turn))
                .cloned()
        })
    });
    let to = move || turn.with(|turn| Some(turn.as_ref()?.to()?.to_string()));
    view! {
        <div class="vh" role="status" data-testid="conv-live">
            {move || turn.get().map(|turn| match turn.translation.is_empty() {
                true => view! { <span>{failed}</span> }.into_any(),
                false => view! { <span lang=to dir=move || dir_of(to().as_deref())>{turn.translation}</span> }.into_any(),
            })}
        </div>
    }
}
