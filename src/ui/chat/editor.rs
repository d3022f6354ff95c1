//! A message being edited, in its place.

use super::context::EditBreaks;
use crate::state::{App, page, use_app};
use crate::ui::parts::keys::composing;
use crate::ui::parts::text::{Words, text_now, tx, tx_now, words};
use leptos::prelude::*;

/// What is edited, and what becomes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edited {
    /// What the person said: it is sent anew, by Enter too
    Question,
    /// An answer: a version of it is kept, and nothing is sent. It has lines of its own, which Enter makes
    Answer,
}

impl Edited {
    fn label(self) -> Words {
        match self {
            Edited::Question => words!(chat.edit_message),
            Edited::Answer => words!(chat.edit_answer),
        }
    }
}

/// The id of the button that begins it.
pub fn edit_id(message: &str) -> String {
    format!("edit-{message}")
}

/// Begins it, and puts the focus there.
pub fn begin_edit(app: App, message: &str) {
    app.chat_edit_begin(message);
    page::focus_first(vec![editor_id(message)]);
}

fn editor_id(message: &str) -> String {
    format!("editor-{message}")
}

/// Edits a message. Escape leaves it as it was. What is typed is kept as it is typed: this element may be made anew at any
/// time. It closes when the edit was taken, and not before.
#[component]
pub fn Editor(
    /// The message
    id: StoredValue<String>,
    /// Which it is
    what: Edited,
) -> impl IntoView {
    let app = use_app();
    let waits = Memo::new(move |_| app.chat.busy.get() || app.chat.busy_elsewhere.get());
    let why = tx!(chat.wait_for_answer);
    let enter_sends = what == Edited::Question && !page::has_coarse_pointer();
    let done = move || match what {
        Edited::Question => {
            if id.with_value(|id| app.chat_edit_resend(id)) && enter_sends {
                page::focus("chat-input");
            }
        }
        Edited::Answer => {
            if let Some(now) = id.with_value(|id| app.chat_edit_keep(id)) {
                // The row is another one, where it was changed.
                page::focus_first(vec![edit_id(&now)]);
            }
        }
    };
    let empty = RwSignal::new(id.with_value(|id| app.chat_edit_text(id).trim().is_empty()));
    let cancel = move || {
        id.with_value(|id| {
            app.chat_edit_give_up(id);
            page::focus_first(vec![edit_id(id), "chat-input".to_string()]);
        });
    };
    view! {
        <div class="editor">
            <textarea
                id=id.with_value(|id| editor_id(id))
                data-testid="message-editor"
                dir="auto"
                aria-label=text_now(what.label())
                prop:value=id.with_value(|id| app.chat_edit_text(id))
                on:input=move |event| {
                    let text = event_target_value(&event);
                    empty.set(text.trim().is_empty());
                    id.with_value(|id| app.chat_edit_changed(id, text));
                }
                on:keydown=move |event| {
                    if composing(&event) {
                        return;
                    }
                    let command = event.ctrl_key() || event.meta_key();
                    match event.key().as_str() {
                        "Enter" if command || (enter_sends && !event.shift_key()) => done(),
                        "Escape" => cancel(),
                        _ => return,
                    }
                    event.prevent_default();
                }
            ></textarea>
            {match what {
                Edited::Question => view! { <EditBreaks id=id/> }.into_any(),
                Edited::Answer => view! { <FollowedStays id=id/> }.into_any(),
            }}
            <div class="acts">
                {match what {
                    Edited::Question => view! {
                        <button type="button" class="outline" data-testid="message-resend" disabled=move || waits.get() title=move || waits.get().then(why)
                            on:click=move |_| done()>{tx_now!(chat.resend)}</button>
                    }.into_any(),
                    Edited::Answer => view! {
                        <button type="button" class="outline" data-testid="answer-edit-save" disabled=move || waits.get() || empty.get() title=move || waits.get().then(why)
                            on:click=move |_| done()>{tx_now!(common.save)}</button>
                    }.into_any(),
                }}
                <button type="button" class="quiet" data-testid="message-cancel" on:click=move |_| cancel()>{tx_now!(common.cancel)}</button>
            </div>
        </div>
    }
}

/// Says what becomes of the messages after an answer that is edited; nothing where there is none.
#[component]
fn FollowedStays(
    /// The answer
    id: StoredValue<String>,
) -> impl IntoView {
    let app = use_app();
    let followed = Memo::new(move |_| {
        app.chat.rows.with(|rows| {
            let last = rows.last();
            last.is_some_and(|last| id.with_value(|id| *id != last.id))
        })
    });
    view! {
        <Show when=move || followed.get()>
            <p class="quiet" data-testid="answer-edit-follows">{tx!(chat.edit_keeps)}</p>
        </Show>
    }
}
