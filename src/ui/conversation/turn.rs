//! A turn: what was said, its translation, and what can be done with them.

use super::dialog::Talk;
use crate::i18n::*;
use crate::state::{Listening, TalkFar, TalkTurn, Trouble, page, use_app};
use crate::ui::parts::copy_button::CopyButton;
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::listen::{ListenButton, ListenTold};
use crate::ui::parts::problem_panel::ProblemPanel;
use crate::ui::parts::text::{tx, words};
use crate::ui::translate::direction::dir_of;
use leptos::prelude::*;
use wire::Remedy;

/// The turn with this id.
#[component]
pub(super) fn TurnRow(
    /// The conversation
    talk: Talk,
    /// Its id
    id: String,
) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let wanted = id.clone();
    let turn = Memo::new(move |before: Option<&TalkTurn>| {
        let found = talk
            .turns
            .with(|turns| turns.iter().find(|turn| turn.id == wanted).cloned());
        // It is gone in a moment, and its row with it.
        found.or_else(|| before.cloned()).unwrap_or_default()
    });
    let from = Memo::new(move |_| turn.with(|turn| turn.from.clone()));
    let to = Memo::new(move |_| turn.with(|turn| turn.to().map(str::to_string)));
    let state = Memo::new(move |_| turn.with(|turn| turn.far.name()));
    let reloaded = Memo::new(move |_| turn.with(|turn| turn.far == TalkFar::Failed(None)));
    let trouble = Memo::new(move |_| turn.with(|turn| trouble_of(&turn.far)));
    let who = move || match from.get() {
        Some(tag) => format.language(&tag),
        None => t_string!(i18n, conversation.unknown).to_string(),
    };
    let said = move || turn.with(|turn| turn.said.clone());
    let translation = move || turn.with(|turn| turn.translation.clone());
    let side = move || match turn.with(TalkTurn::side) {
        Some(1) => "two",
        _ => "one",
    };
    let id = StoredValue::new(id);
    let retry = move || {
        app.talk_retry(&id.get_value());
        page::focus_if_lost("conv-input");
    };
    let on_remedy = move |remedy| match remedy {
        Remedy::Retry => retry(),
        remedy => drop(app.apply_remedy(remedy)),
    };
    view! {
        <li
            class="turn-of-two"
            data-testid="conv-turn"
            data-state=move || state.get()
            data-from=move || from.get().unwrap_or_default()
            data-side=side
            aria-busy=move || (state.get() == "asking").to_string()
        >
            <p class="who quiet">{who}</p>
            <p class="said" data-testid="conv-turn-text" lang=move || from.get() dir=move || from.with(|tag| dir_of(tag.as_deref()))>{said}</p>
            {move || match state.get() {
                "done" => view! {
                    <p class="translation" data-testid="conv-turn-translation" lang=move || to.get() dir=move || to.with(|tag| dir_of(tag.as_deref()))>{translation}</p>
                }.into_any(),
                "asking" => view! { <p class="quiet">{tx!(conversation.asking)}</p> }.into_any(),
                _ => view! {
                    <p class="bad">{tx!(conversation.failed)}</p>
                    <Show when=move || reloaded.get()>
                        <p class="quiet" data-testid="conv-reloaded">{tx!(conversation.reloaded)}</p>
                    </Show>
                    <ProblemPanel trouble=trouble on_remedy=on_remedy without=&[Remedy::Retry, Remedy::Shorten, Remedy::Continue]/>
                }.into_any(),
            }}
            <div class="acts">
                {move || match state.get() {
                    "done" => view! {
                        <Aloud turn=turn/>
                        <CopyButton what=move |()| turn.with_untracked(|turn| turn.translation.clone()) testid="conv-copy"/>
                        <OtherWay turn=turn/>
                    }.into_any(),
                    "asking" => ().into_any(),
                    _ => view! {
                        <button type="button" class="outline" data-testid="conv-retry" on:click=move |_| retry()>
                            <Icon name=IconName::Again/>
                            {tx!(conversation.retry)}
                        </button>
                    }.into_any(),
                }}
                <button
                    type="button"
                    class="square"
                    aria-label=tx!(conversation.delete)
                    title=tx!(conversation.delete)
                    data-testid="conv-delete"
                    on:click=move |_| app.talk_delete(Some(&id.get_value()))
                >
                    <Icon name=IconName::Delete/>
                </button>
            </div>
        </li>
    }
}

fn trouble_of(far: &TalkFar) -> Option<Trouble> {
    match far {
        TalkFar::Failed(trouble) => trouble.clone(),
        TalkFar::Asking | TalkFar::Done => None,
    }
}

/// Says that the turn was in the other language.
#[component]
fn OtherWay(turn: Memo<TalkTurn>) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let label = move || {
        let to = turn
            .with(|turn| turn.to().map(str::to_string))
            .unwrap_or_default();
        t_string!(
            i18n,
            conversation.other_way,
            language = format.language(&to)
        )
    };
    view! {
        <button type="button" data-testid="conv-correct" on:click=move |_| {
            app.talk_correct(&turn.with_untracked(|turn| turn.id.clone()));
            page::focus_if_lost("conv-input");
        }>
            {label}
        </button>
    }
}

/// Reads the translation aloud, or stops that.
#[component]
fn Aloud(turn: Memo<TalkTurn>) -> impl IntoView {
    let app = use_app();
    let read: RwSignal<_> = app.talk().read_aloud.into();
    let state = Memo::new(move |_| {
        let mine = read.with(|read: &Option<(String, ArcRwSignal<Listening>)>| {
            let (id, state) = read.as_ref()?;
            turn.with(|turn| turn.id == *id).then(|| state.clone())
        });
        mine.map(|state| state.get()).unwrap_or_default()
    });
    let listen = Callback::new(move |()| turn.with_untracked(|turn| app.talk_listen(turn)));
    let language = Signal::derive(move || {
        turn.with(|turn| turn.to().map(str::to_string))
            .unwrap_or_default()
    });
    view! {
        <ListenButton state=state label=words!(conversation.listen) on_listen=listen on_hush=move |()| app.talk_hush() testid="conv-speak"/>
        <div class="aloud-said">
            <ListenTold state=state language=language on_listen=listen testid="conv-speak-said"/>
        </div>
    }
}
