//! What can be done with a translation that is there: copied with its source, read aloud, asked about.

use super::asks::AskTools;
use crate::state::{Listening, page, use_app};
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::listen::{ListenButton, ListenTold};
use crate::ui::parts::menu::{Menu, MenuId, MenuItem};
use crate::ui::parts::text::{tx, words};
use leptos::prelude::*;

/// The tools at the foot of the target.
#[component]
pub fn TargetTools() -> impl IntoView {
    view! {
        <CopyAs/>
        <Listen/>
        <AskTools/>
        <AskInChat/>
    }
}

/// Copies both texts side by side.
#[component]
fn CopyAs() -> impl IntoView {
    let app = use_app();
    let format = use_format();
    // None: not tried; else whether it worked.
    let outcome = RwSignal::new(None::<bool>);
    let copy = move |text: String| {
        page::copy_text(text, move |worked| {
            outcome.try_set(Some(worked));
        });
    };
    let table = move |()| {
        copy(app.translate_rows(translation::to_tsv));
    };
    let markdown = move |()| {
        let translate = app.translate;
        let from = translate.from.get_untracked();
        let from = from.or_else(|| translate.detected.get_untracked());
        let from = from.map(|tag| format.language(&tag)).unwrap_or_default();
        let to = format.language(&translate.to.get_untracked());
        copy(app.translate_rows(|rows| translation::to_markdown_table((&from, &to), rows)));
    };
    let (done, failed) = (tx!(common.copied), tx!(common.copy_failed));
    view! {
        <span class="copy-as" on:pointerleave=move |_| outcome.set(None)>
            <Menu label=words!(translate.copy_both) testid="tr-copy-as" items=move |menu: MenuId| view! {
                <MenuItem menu=menu.clone() label=words!(translate.copy_table) icon=IconName::Usage testid="tr-copy-table" on_choose=table/>
                <MenuItem menu=menu label=words!(translate.copy_markdown) icon=IconName::List testid="tr-copy-markdown" on_choose=markdown/>
            }
            .into_any()/>
            <span class="quiet" aria-live="polite">
                {move || outcome.get().map(|worked| if worked { done() } else { failed() })}
            </span>
        </span>
    }
}

/// Reads the translation aloud, or stops that.
#[component]
fn Listen() -> impl IntoView {
    let app = use_app();
    let state = RwSignal::new(Listening::Silent);
    on_cleanup(move || app.translate_hush());
    let listen = Callback::new(move |()| app.translate_listen(state));
    let hush = move |()| {
        app.translate_hush();
        state.set(Listening::Silent);
    };
    view! {
        <ListenButton state=state label=words!(translate.listen) on_listen=listen on_hush=hush testid="tr-listen"/>
        <div class="given">
            <ListenTold state=state language=app.translate.to on_listen=listen testid="tr-listen-said"/>
        </div>
    }
}

/// Takes the translation to the chat, where something can be asked about it. Nothing is sent.
#[component]
fn AskInChat() -> impl IntoView {
    let app = use_app();
    let label = tx!(write.ask_in_chat);
    let there = Memo::new(move |_| {
        app.translate
            .target
            .with(|target| !target.trim().is_empty())
    });
    view! {
        <Show when=move || there.get()>
            <button type="button" class="square" data-testid="tr-ask-in-chat" aria-label=label title=label on:click=move |_| app.ask_in_chat()>
                <Icon name=IconName::Chat/>
            </button>
        </Show>
    }
}
