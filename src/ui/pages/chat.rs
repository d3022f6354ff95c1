//! The Chat page: conversations on one side, the open one on the other.

use crate::i18n::*;
use crate::state::{page, use_app};
use crate::ui::chat::backup_line::BackupLine;
use crate::ui::chat::composer::Composer;
use crate::ui::chat::context::provide_context_place;
use crate::ui::chat::forked::ForkedFrom;
use crate::ui::chat::list::ConversationList;
use crate::ui::chat::map::MapButton;
use crate::ui::chat::parameters::{ParametersButton, ParametersOpen, ParametersPanel};
use crate::ui::chat::save::{SaveDialog, Saving};
use crate::ui::chat::system::SystemPrompt;
use crate::ui::chat::thread::Thread;
use crate::ui::chat::undone;
use crate::ui::chat::write::picked::PickedPlace;
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::tx;
use crate::ui::parts::undo::UndoSaid;
use leptos::prelude::*;

/// The page.
#[component]
pub fn ChatPage() -> impl IntoView {
    let app = use_app();
    app.chat_begin();
    app.folder_follow();
    let saving = Saving(RwSignal::new(None));
    provide_context(saving);
    app.chat_take_asked();
    app.chat_take_address();
    // On a narrow screen the list lies over the thread while it is open.
    let listed = RwSignal::new(false);
    // On a wide one it is beside the thread, unless it is folded away.
    let folded = Memo::new(move |_| app.settings.with(|settings| settings.list_folded));
    let fold = move |folded: bool| {
        if app.settings.with_untracked(|settings| settings.list_folded) != folded {
            app.change_settings(|settings| settings.list_folded = folded);
        }
    };
    let wanted = RwSignal::from(app.chat_search().wanted);
    Effect::new(move |before: Option<u32>| {
        let now = wanted.get();
        if before.is_some_and(|before| before != now) {
            listed.set(true);
            fold(false);
        }
        now
    });
    if app.chat_search_asked() {
        listed.set(true);
        fold(false);
        page::focus("chat-search");
    } else if !page::has_coarse_pointer() && !page::focus_is_nowhere() {
        // Who comes here from another page comes to write.
        page::focus("chat-input");
    }
    let title = Memo::new(move |_| {
        let open = app.chat.open.get()?;
        app.chat.conversations.with(|all| {
            all.iter()
                .find(|conversation| conversation.id == open)
                .map(|conversation| conversation.title.clone())
        })
    });
    // The browser's tabs, its history and what is printed are named after what is open.
    let i18n = use_i18n();
    Effect::new(move || {
        let title = title.get().filter(|title| !title.trim().is_empty());
        let locale = i18n.get_locale();
        let name = title.unwrap_or_else(|| td_string!(locale, shell.chat).to_string());
        page::set_title(&td_string!(locale, shell.document_title, page = name));
    });
    let unknown = RwSignal::from(app.chat_unknown());
    let parameters = RwSignal::new(false);
    provide_context(ParametersOpen(parameters));
    let place = provide_context_place();
    let untitled = tx!(chat.untitled);
    // One notice at a time: that of a file which was taken away stands in the composer.
    let removed = RwSignal::from(app.attached().removed);
    let deleted = Signal::derive(move || {
        app.chat.deleted.with(Option::is_some) && removed.with(Option::is_none)
    });
    let format = use_format();
    let said = Signal::derive(move || {
        let locale = i18n.get_locale();
        app.chat
            .deleted
            .with(|deed| undone::said(deed.as_ref(), locale, format))
    });
    view! {
        <div class="talk" class:listed=move || listed.get() class:folded=move || folded.get()>
            <ConversationList on_choose=move |()| {
                listed.set(false);
                page::focus("chat-input");
            }/>
            <section class="thread-place" aria-label=tx!(chat.conversation)>
                <header class="thread-head">
                    <button
                        type="button"
                        class="square narrow"
                        data-testid="chat-list-open"
                        aria-label=tx!(chat.list)
                        aria-expanded=move || listed.get().to_string()
                        on:click=move |_| listed.update(|listed| *listed = !*listed)
                    >
                        <Icon name=IconName::List/>
                    </button>
                    <button
                        type="button"
                        class="square broad"
                        data-testid="chat-list-fold"
                        aria-label=tx!(chat.list)
                        title=tx!(chat.list)
                        aria-expanded=move || (!folded.get()).to_string()
                        on:click=move |_| fold(!folded.get_untracked())
                    >
                        <Icon name=IconName::List/>
                    </button>
                    <div class="heading">
                        <h2><bdi data-testid="chat-title">{move || title.get().unwrap_or_else(|| untitled().to_string())}</bdi></h2>
                        <ForkedFrom/>
                    </div>
                    <MapButton/>
                    <SystemPrompt/>
                    <ParametersButton open=parameters/>
                </header>
                <Thread/>
                <div role="status">
                    {move || unknown.get().then(|| view! { <p class="notice" data-testid="chat-unknown">{tx!(organise.unknown)}</p> })}
                </div>
                <PickedPlace/>
                <UndoSaid
                    shown=deleted
                    label=said
                    on_undo=move |()| app.chat_undo()
                    on_dismiss=move |()| app.chat_undo_dismiss()
                />
                <BackupLine/>
                <Composer place=place/>
                <ParametersPanel open=parameters/>
            </section>
            <SaveDialog saving=saving/>
        </div>
    }
}
