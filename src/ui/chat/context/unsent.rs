//! The oldest messages that do not go for want of room, told where they are read and where it is written.

use crate::i18n::*;
use crate::state::{Room, use_app};
use crate::ui::parts::format::use_format;
use crate::ui::parts::text::{tx, tx_now};
use leptos::prelude::*;

/// What the thread and the composer share of what is sent.
#[derive(Clone, Copy)]
pub struct ContextPlace {
    /// Is the panel open?
    pub open: RwSignal<bool>,
    /// Tokens of what is typed, in steps.
    pub typed: Memo<u64>,
    /// What has no room: looked for once, not by every row, and not with every word that arrives.
    room: Memo<Room>,
}

/// For the page that this is called in.
pub fn provide_context_place() -> ContextPlace {
    let app = use_app();
    let typed = Memo::new(move |_| app.chat_typed_tokens());
    let place = ContextPlace {
        open: RwSignal::new(false),
        typed,
        room: Memo::new(move |_| app.chat_room(move || typed.get())),
    };
    provide_context(place);
    place
}

/// Stands below the last message that does not go for want of room; nothing below the others. Opens the panel.
#[component]
pub(super) fn UnsentMark(
    /// The message
    id: StoredValue<String>,
) -> impl IntoView {
    let place = use_context::<ContextPlace>();
    let last = Memo::new(move |_| {
        place.is_some_and(|place| {
            place.room.with(|room| {
                let upto = room.unsent.as_ref().map(|unsent| &unsent.upto);
                id.with_value(|id| upto == Some(id))
            })
        })
    });
    let label = tx_now!(context.unsent_mark);
    move || {
        place.filter(|_| last.get()).map(|place| {
            view! {
                <div class="unsent-mark">
                    <button type="button" data-testid="chat-unsent" aria-haspopup="dialog" on:click=move |_| place.open.set(true)>{label}</button>
                </div>
            }
        })
    }
}

/// How many messages do not go, beside what the others come to; and that these have no room either.
#[component]
pub fn UnsentCount(place: ContextPlace) -> impl IntoView {
    let i18n = use_i18n();
    let format = use_format();
    let count = Memo::new(move |_| {
        let unsent = place
            .room
            .with(|room| room.unsent.as_ref().map(|it| it.count));
        unsent.unwrap_or_default() as u64
    });
    let over = Memo::new(move |_| place.room.with(|room| room.over.is_some()));
    let too_long = tx!(context.dropped);
    let told = move || {
        let count = count.get();
        (count > 0).then(|| t_string!(i18n, context.unsent, n = format.number(count)))
    };
    view! {
        <span class="num unsent" data-testid="chat-unsent-count">{told}</span>
        <span class="unsent over" data-testid="chat-over">{move || over.get().then(too_long)}</span>
    }
}
