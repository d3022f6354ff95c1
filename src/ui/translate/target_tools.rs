//! What can be done with a translation that is there: copied with its source, read aloud, asked about.

use super::asks::AskTools;
use crate::i18n::*;
use crate::state::{Listening, page, use_app};
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
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
    let i18n = use_i18n();
    let format = use_format();
    let state = RwSignal::new(Listening::Silent);
    on_cleanup(move || app.translate_hush());
    let speaking = move || state.get() == Listening::Speaking;
    let label = move || {
        if speaking() {
            t_string!(i18n, translate.hush)
        } else {
            t_string!(i18n, translate.listen)
        }
    };
    let toggle = move |_| {
        if speaking() {
            app.translate_hush();
            state.set(Listening::Silent);
        } else {
            app.translate_listen(state);
        }
    };
    view! {
        <button
            type="button"
            class="square"
            data-testid="tr-listen"
            data-state=move || match state.get() { Listening::Silent => "silent", Listening::Speaking => "speaking", Listening::NoVoice => "no-voice" }
            aria-label=label
            title=label
            on:click=toggle
        >
            {move || view! { <Icon name=if speaking() { IconName::Stop } else { IconName::Listen }/> }}
        </button>
        <span class="quiet" role="status">
            {move || (state.get() == Listening::NoVoice).then(|| {
                let language = format.language(&app.translate.to.get());
                t_string!(i18n, translate.no_voice, language = language)
            })}
        </span>
    }
}
