//! The conversations: found by title, pinned, renamed, deleted.

use super::save::Saving;
use crate::state::{page, use_app};
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::keys::composing;
use crate::ui::parts::menu::{Menu, MenuId, MenuItem};
use crate::ui::parts::text::{tx, words};
use chat::Conversation;
use leptos::html::Input;
use leptos::prelude::*;

/// The list beside the thread.
#[component]
pub fn ConversationList(
    /// One was chosen, or a new one begun
    #[prop(into)]
    on_choose: Callback<()>,
) -> impl IntoView {
    let app = use_app();
    let query = RwSignal::new(String::new());
    let listed = move |pinned: bool| {
        let query = query.get().to_lowercase();
        app.chat.conversations.with(|all| {
            all.iter()
                .filter(|conversation| {
                    conversation.pinned == pinned
                        && conversation.title.to_lowercase().contains(&query)
                })
                .cloned()
                .collect::<Vec<_>>()
        })
    };
    let any_pinned = Memo::new(move |_| {
        app.chat
            .conversations
            .with(|all| all.iter().any(|conversation| conversation.pinned))
    });
    let any_other = Memo::new(move |_| {
        app.chat
            .conversations
            .with(|all| all.iter().any(|conversation| !conversation.pinned))
    });
    view! {
        <nav class="list" aria-label=tx!(chat.list)>
            <button type="button" class="outline new" data-testid="chat-new" on:click=move |_| {
                app.chat_new();
                on_choose.run(());
            }>
                <Icon name=IconName::Plus/>
                {tx!(chat.new)}
            </button>
            <input type="search" class="search" data-testid="chat-search" dir="auto" aria-label=tx!(chat.search) placeholder=tx!(chat.search)
                on:input=move |event| query.set(event_target_value(&event))/>
            <Show when=move || any_pinned.get()>
                <h3 class="day">{tx!(chat.pinned)}</h3>
                <ul><For each=move || listed(true) key=row_key let:conversation><Entry conversation on_choose/></For></ul>
                <Show when=move || any_other.get()>
                    <h3 class="day">{tx!(chat.others)}</h3>
                </Show>
            </Show>
            <ul><For each=move || listed(false) key=row_key let:conversation><Entry conversation on_choose/></For></ul>
            <Show when=move || app.chat.loaded.get() && app.chat.conversations.with(Vec::is_empty)>
                <p class="quiet">{tx!(chat.list_empty)}</p>
            </Show>
        </nav>
    }
}

fn row_key(conversation: &Conversation) -> (String, String, bool) {
    (
        conversation.id.clone(),
        conversation.title.clone(),
        conversation.pinned,
    )
}

/// One conversation of the list.
#[component]
fn Entry(
    /// The conversation
    conversation: Conversation,
    /// It was chosen
    on_choose: Callback<()>,
) -> impl IntoView {
    let app = use_app();
    let Conversation {
        id, title, pinned, ..
    } = conversation;
    let id = StoredValue::new(id);
    let renaming = RwSignal::new(false);
    let saving = expect_context::<Saving>();
    let field = NodeRef::<Input>::new();
    let current = Memo::new(move |_| {
        app.chat.open.with(|open| {
            open.as_ref()
                .is_some_and(|open| id.with_value(|id| id == open))
        })
    });
    let streaming = Memo::new(move |_| {
        [app.chat.streaming, app.chat.elsewhere]
            .iter()
            .any(|all| all.with(|all| id.with_value(|id| all.contains(id))))
    });
    let old = title.clone();
    let rename = move |keep: bool| {
        // The page may be going away with the field.
        if renaming.try_get_untracked() == Some(true) {
            renaming.set(false);
            if let Some(field) = field.get_untracked().filter(|_| keep) {
                id.with_value(|id| app.chat_rename(id, field.value()));
            }
        }
    };
    // The field is gone with what had the focus.
    let to_row = move || page::focus_first(vec![id.with_value(|id| open_id(id))]);
    // The row stands in the other list then, and this one is gone.
    let pin = move |()| {
        id.with_value(|id| {
            app.chat_pin(id, !pinned);
            page::focus_first(vec![more_id(id)]);
        });
    };
    let delete = move |()| {
        id.with_value(|id| {
            let neighbours = app
                .chat
                .conversations
                .with_untracked(|all| neighbours(all, id));
            app.chat_delete(id);
            page::focus_first(neighbours);
        });
    };
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            // Errors here would only mean that the field is gone again.
            let _ = field.focus();
            field.select();
        }
    });
    view! {
        <li class="entry" data-testid="conversation" data-state=move || if streaming.get() { "streaming" } else { "idle" }>
            {move || if renaming.get() {
                view! {
                    <input node_ref=field type="text" class="search" data-testid="conversation-title" dir="auto" aria-label=tx!(chat.rename) prop:value=old.clone()
                        on:blur=move |_| rename(true)
                        on:keydown=move |event| {
                            if composing(&event) {
                                return;
                            }
                            match event.key().as_str() {
                                "Enter" => rename(true),
                                "Escape" => rename(false),
                                _ => return,
                            }
                            to_row();
                        }/>
                }.into_any()
            } else {
                let title = title.clone();
                view! {
                    <button type="button" class="open" id=id.with_value(|id| open_id(id)) data-testid="conversation-open" aria-current=move || current.get().then_some("true")
                        on:click=move |_| {
                            app.chat_open(id.get_value());
                            on_choose.run(());
                        }>
                        <bdi>{title}</bdi>
                    </button>
                }.into_any()
            }}
            <Menu label=words!(chat.more) testid="conversation-more" button_id=id.with_value(|id| more_id(id)) items=move |menu: MenuId| view! {
                <MenuItem menu=menu.clone() label=words!(chat.rename) icon=IconName::Edit testid="conversation-rename" on_choose=move |()| renaming.set(true)/>
                <MenuItem menu=menu.clone() label=if pinned { words!(chat.unpin) } else { words!(chat.pin) } icon=IconName::Pin testid="conversation-pin"
                    on_choose=pin/>
                <MenuItem menu=menu.clone() label=words!(chat.download) icon=IconName::Download testid="conversation-download"
                    on_choose=move |()| saving.ask(id.get_value())/>
                <MenuItem menu=menu label=words!(chat.delete) icon=IconName::Delete danger=true testid="conversation-delete"
                    on_choose=delete/>
            }.into_any()/>
        </li>
    }
}

/// The id of the element that opens a conversation.
fn open_id(conversation: &str) -> String {
    format!("conversation-{conversation}")
}

/// The id of the button of its menu.
fn more_id(conversation: &str) -> String {
    format!("more-{conversation}")
}

/// Where the focus may go when this one is gone: those after it, those before it (the nearest first), and where one writes.
/// Not all of them need be on the screen.
fn neighbours(all: &[Conversation], gone: &str) -> Vec<String> {
    let at = all.iter().position(|conversation| conversation.id == gone);
    let (before, after) = all.split_at(at.unwrap_or(0));
    let after = after.iter().skip(1);
    after
        .chain(before.iter().rev())
        .map(|conversation| open_id(&conversation.id))
        .chain(["chat-input".to_string()])
        .collect()
}
