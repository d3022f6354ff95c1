//! Parts of the page whose code is not in the first load: it is fetched when the part is first shown.
//!
//! How that works is told in `crate::state::fetched`. Those that are needed together are in one file: what shows a failure
//! comes with the engine, whose calls fail.

use super::bring::BringDialog;
use super::chat::preview::PreviewDialog;
use super::conversation::dialog::ConversationDialog;
use super::glossary::dialog::GlossaryDialog;
use super::key::KeyPanel;
use super::pages::chat::ChatPage;
use super::pages::settings::SettingsPage;
use super::pages::usage::UsagePage;
use super::parts::problem_panel;
use super::parts::sent_panel::SentPanel;
use super::parts::text::tx;
use super::prompts::dialog::PromptsDialog;
use super::shortcuts::sheet::ShortcutsSheet;
use super::tone::dialog::ToneDialog;
use super::tone::said::{GlossarySaid, ToneSaid};
use super::translate::asks::Lookup;
use super::translate::beneath::Beneath;
use super::translate::further::Further;
use super::translate::history::History;
use super::translate::input::SourceTools;
use super::translate::status::StatusWords;
use super::translate::target_tools::TargetTools;
use crate::state::{NotFetched, SentView, Trouble, TroubleKind, fetched, page, use_app};
use leptos::html::P;
use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use std::pin::Pin;
use wire::Remedy;

/// The Chat page.
pub fn chat_page() -> AnyView {
    show(|| Box::pin(async { fetched!(chat()) }))
}

/// The Usage page.
pub fn usage_page() -> AnyView {
    show(|| Box::pin(async { fetched!(usage()) }))
}

/// The Settings page.
pub fn settings_page() -> AnyView {
    show(|| Box::pin(async { fetched!(settings()) }))
}

/// The key's form, guide and doctor.
pub fn key_panel() -> AnyView {
    show(|| Box::pin(async { fetched!(key()) }))
}

/// The translations made so far.
pub fn history_section() -> AnyView {
    show(|| Box::pin(async { fetched!(history()) }))
}

/// Further languages to translate into.
pub fn further() -> AnyView {
    show_boxed(
        Missing::Silent,
        Box::new(|| Box::pin(async { fetched!(further_view()) })),
    )
}

/// How far the translation is, in words; in this line.
pub fn status_words(line: NodeRef<P>) -> AnyView {
    show_boxed(
        Missing::Silent,
        Box::new(move || Box::pin(async move { fetched!(status_words_view(line)) })),
    )
}

/// What can be done with a translation that is there.
pub fn target_tools() -> AnyView {
    show(|| Box::pin(async { fetched!(tools()) }))
}

/// What is told and done of a translation beneath its panes.
pub fn beneath() -> AnyView {
    show(|| Box::pin(async { fetched!(beneath_view()) }))
}

/// Other ways than typing to fill the source. Who only types does not miss them.
pub fn source_tools() -> AnyView {
    show_boxed(
        Missing::Silent,
        Box::new(|| Box::pin(async { fetched!(source_tools_view()) })),
    )
}

/// The source looked up, where it is a word.
pub fn lookup() -> AnyView {
    show_boxed(
        Missing::Silent,
        Box::new(|| Box::pin(async { fetched!(lookup_view()) })),
    )
}

/// How a translation is to sound.
pub fn tone_dialog(open: RwSignal<bool>) -> AnyView {
    show(move || Box::pin(async move { fetched!(tone(open)) }))
}

/// The glossaries.
pub fn glossary_dialog(open: RwSignal<bool>) -> AnyView {
    show(move || Box::pin(async move { fetched!(glossary(open)) }))
}

/// The conversation between two people.
pub fn conversation_dialog(open: RwSignal<bool>) -> AnyView {
    show(move || Box::pin(async move { fetched!(conversation(open)) }))
}

/// What a block of HTML or SVG draws.
pub fn preview_dialog(shown: RwSignal<Option<String>>) -> AnyView {
    show(move || Box::pin(async move { fetched!(preview(shown)) }))
}

/// The histories of other programs.
pub fn bring_dialog(open: RwSignal<bool>) -> AnyView {
    show(move || Box::pin(async move { fetched!(bring(open)) }))
}

/// What the button of the tone says beside its name.
pub fn tone_said() -> AnyView {
    show(|| Box::pin(async { fetched!(tone_said_view()) }))
}

/// What the button of the glossaries says beside its name.
pub fn glossary_said() -> AnyView {
    show(|| Box::pin(async { fetched!(glossary_said_view()) }))
}

/// The sheet of keyboard shortcuts.
pub fn shortcuts_sheet(open: RwSignal<bool>) -> AnyView {
    show(move || Box::pin(async move { fetched!(shortcuts(open)) }))
}

/// The prompt library.
pub fn prompts_dialog(open: RwSignal<bool>, on_use: Callback<chat::Prompt>) -> AnyView {
    show(move || Box::pin(async move { fetched!(prompts(open, on_use)) }))
}

/// What was sent.
pub fn sent_section(request: Signal<Option<SentView>>) -> AnyView {
    show(move || Box::pin(async move { fetched!(sent(request)) }))
}

/// A failure: what happened, why, what to do.
pub fn problem(
    trouble: Trouble,
    on_remedy: Callback<Remedy>,
    without: &'static [Remedy],
) -> AnyView {
    // What shows a failure may be the very part that is missing.
    if trouble.kind == TroubleKind::PartMissing {
        return missing(Callback::new(move |()| on_remedy.run(Remedy::Retry)));
    }
    show(move || {
        let trouble = trouble.clone();
        Box::pin(async move { fetched!(problem_view(trouble, on_remedy, without)) })
    })
}

#[cfg_attr(feature = "split", leptos::wasm_split::wasm_split(chat, wasm_split_path = ::leptos::wasm_split, fallible))]
fn chat() -> Result<AnyView, NotFetched> {
    Ok(view! { <ChatPage/> }.into_any())
}

#[cfg_attr(feature = "split", leptos::wasm_split::wasm_split(settings, wasm_split_path = ::leptos::wasm_split, fallible))]
fn usage() -> Result<AnyView, NotFetched> {
    Ok(view! { <UsagePage/> }.into_any())
}

#[cfg_attr(feature = "split", leptos::wasm_split::wasm_split(settings, wasm_split_path = ::leptos::wasm_split, fallible))]
fn settings() -> Result<AnyView, NotFetched> {
    Ok(view! { <SettingsPage/> }.into_any())
}

#[cfg_attr(feature = "split", leptos::wasm_split::wasm_split(key, wasm_split_path = ::leptos::wasm_split, fallible))]
fn key() -> Result<AnyView, NotFetched> {
    Ok(view! { <KeyPanel/> }.into_any())
}

#[cfg_attr(feature = "split", leptos::wasm_split::wasm_split(engine, wasm_split_path = ::leptos::wasm_split, fallible))]
fn history() -> Result<AnyView, NotFetched> {
    Ok(view! { <History/> }.into_any())
}

#[cfg_attr(feature = "split", leptos::wasm_split::wasm_split(engine, wasm_split_path = ::leptos::wasm_split, fallible))]
fn further_view() -> Result<AnyView, NotFetched> {
    Ok(view! { <Further/> }.into_any())
}

#[cfg_attr(feature = "split", leptos::wasm_split::wasm_split(engine, wasm_split_path = ::leptos::wasm_split, fallible))]
fn status_words_view(line: NodeRef<P>) -> Result<AnyView, NotFetched> {
    Ok(view! { <StatusWords node=line/> }.into_any())
}

#[cfg_attr(feature = "split", leptos::wasm_split::wasm_split(engine, wasm_split_path = ::leptos::wasm_split, fallible))]
fn tools() -> Result<AnyView, NotFetched> {
    Ok(view! { <TargetTools/> }.into_any())
}

#[cfg_attr(feature = "split", leptos::wasm_split::wasm_split(engine, wasm_split_path = ::leptos::wasm_split, fallible))]
fn sent(sent: Signal<Option<SentView>>) -> Result<AnyView, NotFetched> {
    Ok(view! { <SentPanel sent=sent/> }.into_any())
}

#[cfg_attr(feature = "split", leptos::wasm_split::wasm_split(engine, wasm_split_path = ::leptos::wasm_split, fallible))]
fn problem_view(
    trouble: Trouble,
    on_remedy: Callback<Remedy>,
    without: &'static [Remedy],
) -> Result<AnyView, NotFetched> {
    Ok(problem_panel::panel(trouble, on_remedy, without))
}

#[cfg_attr(feature = "split", leptos::wasm_split::wasm_split(beneath, wasm_split_path = ::leptos::wasm_split, fallible))]
fn beneath_view() -> Result<AnyView, NotFetched> {
    Ok(view! { <Beneath/> }.into_any())
}

#[cfg_attr(feature = "split", leptos::wasm_split::wasm_split(beneath, wasm_split_path = ::leptos::wasm_split, fallible))]
fn lookup_view() -> Result<AnyView, NotFetched> {
    Ok(view! { <Lookup/> }.into_any())
}

#[cfg_attr(feature = "split", leptos::wasm_split::wasm_split(input, wasm_split_path = ::leptos::wasm_split, fallible))]
fn source_tools_view() -> Result<AnyView, NotFetched> {
    Ok(view! { <SourceTools/> }.into_any())
}

#[cfg_attr(feature = "split", leptos::wasm_split::wasm_split(wishes, wasm_split_path = ::leptos::wasm_split, fallible))]
fn tone(open: RwSignal<bool>) -> Result<AnyView, NotFetched> {
    Ok(view! { <ToneDialog open=open/> }.into_any())
}

#[cfg_attr(feature = "split", leptos::wasm_split::wasm_split(wishes, wasm_split_path = ::leptos::wasm_split, fallible))]
fn glossary(open: RwSignal<bool>) -> Result<AnyView, NotFetched> {
    Ok(view! { <GlossaryDialog open=open/> }.into_any())
}

#[cfg_attr(feature = "split", leptos::wasm_split::wasm_split(conversation, wasm_split_path = ::leptos::wasm_split, fallible))]
fn conversation(open: RwSignal<bool>) -> Result<AnyView, NotFetched> {
    Ok(view! { <ConversationDialog open=open/> }.into_any())
}

#[cfg_attr(feature = "split", leptos::wasm_split::wasm_split(bring, wasm_split_path = ::leptos::wasm_split, fallible))]
fn bring(open: RwSignal<bool>) -> Result<AnyView, NotFetched> {
    Ok(view! { <BringDialog open=open/> }.into_any())
}

#[cfg_attr(feature = "split", leptos::wasm_split::wasm_split(engine, wasm_split_path = ::leptos::wasm_split, fallible))]
fn tone_said_view() -> Result<AnyView, NotFetched> {
    Ok(view! { <ToneSaid/> }.into_any())
}

#[cfg_attr(feature = "split", leptos::wasm_split::wasm_split(engine, wasm_split_path = ::leptos::wasm_split, fallible))]
fn glossary_said_view() -> Result<AnyView, NotFetched> {
    Ok(view! { <GlossarySaid/> }.into_any())
}

#[cfg_attr(feature = "split", leptos::wasm_split::wasm_split(code, wasm_split_path = ::leptos::wasm_split, fallible))]
fn preview(shown: RwSignal<Option<String>>) -> Result<AnyView, NotFetched> {
    Ok(view! { <PreviewDialog shown=shown/> }.into_any())
}

#[cfg_attr(feature = "split", leptos::wasm_split::wasm_split(library, wasm_split_path = ::leptos::wasm_split, fallible))]
fn shortcuts(open: RwSignal<bool>) -> Result<AnyView, NotFetched> {
    Ok(view! { <ShortcutsSheet open=open/> }.into_any())
}

#[cfg_attr(feature = "split", leptos::wasm_split::wasm_split(library, wasm_split_path = ::leptos::wasm_split, fallible))]
fn prompts(open: RwSignal<bool>, on_use: Callback<chat::Prompt>) -> Result<AnyView, NotFetched> {
    Ok(view! { <PromptsDialog open=open on_use=on_use/> }.into_any())
}

type Fetch = Pin<Box<dyn Future<Output = Result<AnyView, NotFetched>>>>;

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Fetching,
    Here,
    Failed,
}

/// Shows what `fetch` gives as soon as it is here. Where it cannot be fetched, says so and offers to try again.
fn show(fetch: impl Fn() -> Fetch + 'static) -> AnyView {
    show_boxed(Missing::Told, Box::new(fetch))
}

/// Whether it is told that a part is missing. Nobody waits for one that is only offered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Missing {
    Told,
    Silent,
}

fn show_boxed(missing_is: Missing, fetch: Box<dyn Fn() -> Fetch>) -> AnyView {
    let state = RwSignal::new(State::Fetching);
    let arrived = StoredValue::new_local(None::<AnyView>);
    let fetch = StoredValue::new_local(fetch);
    let place = StoredValue::new(Owner::current());
    let app = use_app();
    let start = move || {
        state.set(State::Fetching);
        let Some(fetching) = fetch.try_with_value(|fetch| fetch()) else {
            return;
        };
        // Scoped: what the view makes belongs to the place where it is shown, and goes with it. That place it is, and not
        // the button to try again, which is gone with the click on it.
        let work = move || {
            leptos::task::spawn_local_scoped_with_cancellation(ScopedFuture::new(async move {
                // Both come at the same time; a part without its style sheet would be no part.
                let style = page::later_style();
                match (fetching.await, style.await) {
                    (Ok(view), true) => {
                        arrived.try_set_value(Some(view));
                        state.try_set(State::Here);
                        app.engine_may_come();
                    }
                    (Ok(_), false) | (Err(NotFetched), _) => {
                        state.try_set(State::Failed);
                    }
                }
            }));
        };
        match place.try_get_value().flatten() {
            Some(place) => place.with(work),
            None => work(),
        }
    };
    start();
    // The browser says that it is online (again).
    Effect::new(move |before: Option<()>| {
        let online = app.online.get();
        if before.is_some() && online && state.get_untracked() == State::Failed {
            start();
        }
    });
    (move || match state.get() {
        State::Fetching => None,
        State::Here => arrived.try_update_value(Option::take).flatten(),
        State::Failed if missing_is == Missing::Silent => None,
        State::Failed => Some(missing(Callback::new(move |()| start()))),
    })
    .into_any()
}

/// What stands for a part that could not be fetched. It is in the first load: the problem panel may be what is missing.
///
/// Where the page was published anew meanwhile, the old part is gone for good, and only the new page knows the new one.
fn missing(on_retry: Callback<()>) -> AnyView {
    view! {
        <div class="problem" role="alert" data-testid="problem" data-kind="part-missing">
            <div class="what">
                <strong>{tx!(problem.part_title)}</strong>
                <p>{tx!(problem.part_why)}</p>
                <div class="acts">
                    <button type="button" class="outline" data-testid="problem-action" data-action="retry" on:click=move |_| on_retry.run(())>
                        {tx!(problem.act_retry)}
                    </button>
                    <button type="button" class="outline" data-testid="problem-action" data-action="reload" on:click=move |_| page::reload()>
                        {tx!(problem.act_reload)}
                    </button>
                </div>
            </div>
        </div>
    }
    .into_any()
}
