//! The source read aloud.

use crate::state::{Listening, use_app};
use crate::ui::parts::listen::{ListenButton, ListenTold};
use crate::ui::parts::text::words;
use leptos::prelude::*;

/// Begins and ends it. There while there is a source.
#[component]
pub fn SourceListen(
    /// How far the reading is
    listening: RwSignal<Listening>,
) -> impl IntoView {
    let app = use_app();
    let source = app.translate.source;
    let there = Memo::new(move |_| source.with(|source| !source.trim().is_empty()));
    let hush = move |()| {
        app.translate_hush();
        listening.set(Listening::Silent);
    };
    view! {
        {move || there.get().then(|| view! {
            <ListenButton state=listening label=words!(input.listen) on_listen=move |()| app.source_listen(listening) on_hush=hush testid="tr-listen-source"/>
        })}
    }
}

/// What there is to say of it.
#[component]
pub fn SourceListenTold(
    /// How far the reading is
    listening: RwSignal<Listening>,
) -> impl IntoView {
    let app = use_app();
    let translate = app.translate;
    let language = Signal::derive(move || {
        let from = translate.from.get().or_else(|| translate.detected.get());
        from.unwrap_or_default()
    });
    view! {
        <ListenTold state=listening language=language on_listen=move |()| app.source_listen(listening) testid="tr-listen-source-said"/>
    }
}
