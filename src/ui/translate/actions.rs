//! The run: start, stop, go on; with which model, under which standing instructions.

use crate::state::{Task, TrStatus, page, use_app};
use crate::ui::lazy;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::model_picker::ModelPicker;
use crate::ui::parts::text::{Words, text, tx, words};
use leptos::prelude::*;

/// The row of actions below the panes. On a phone the run itself (`go`) stays at the foot of the window, alone.
#[component]
pub fn Actions() -> impl IntoView {
    let app = use_app();
    let status = app.translate.status;
    let running = Memo::new(move |_| {
        status.get() == TrStatus::Running || app.translate.further_running.get()
    });
    let empty = Memo::new(move |_| {
        app.translate
            .source
            .with(|source| translation::is_blank(source))
    });
    let improves = Memo::new(move |_| app.improves());
    let continuable = Memo::new(move |_| {
        matches!(
            status.get(),
            TrStatus::Stopped | TrStatus::Truncated | TrStatus::Failed
        ) && !improves.get()
            && app
                .translate
                .target
                .with(|target| !target.trim().is_empty())
    });
    // The whole text came, and in it stand segments that were not had.
    let missing = Memo::new(move |_| {
        status.get() == TrStatus::Truncated && app.translate.pairs.with(|pairs| pairs.failed() > 0)
    });
    let (go_on, retry_all) = (tx!(translate.go_on), tx!(translate.retry_all));
    let (run, improve) = (tx!(translate.run), tx!(asks.improve));
    let keys = if page::is_mac() {
        "⌘ ⏎"
    } else {
        "Ctrl ⏎"
    };
    view! {
        <div class="acts run">
            <div class="go">
                {move || {
                    if running.get() {
                        view! {
                            <button type="button" class="outline stop" data-testid="tr-stop" on:click=move |_| app.translate_stop()>
                                <Icon name=IconName::Stop/>
                                {tx!(translate.stop)}
                            </button>
                        }
                            .into_any()
                    } else {
                        view! {
                            <button
                                type="button"
                                class="primary"
                                data-testid="tr-run"
                                aria-keyshortcuts="Control+Enter Meta+Enter"
                                disabled=move || empty.get()
                                on:click=move |_| app.translate_run()
                            >
                                {move || if improves.get() { improve() } else { run() }}
                                <kbd aria-hidden="true" dir="ltr">{keys}</kbd>
                            </button>
                        }
                            .into_any()
                    }
                }}
            </div>
            <div class="acts">
                <Show when=move || continuable.get()>
                    <button type="button" class="outline" data-testid="tr-continue" on:click=move |_| app.translate_continue()>
                        {move || if missing.get() { retry_all() } else { go_on() }}
                    </button>
                </Show>
                <Wishes/>
                <ModelPicker
                    value=Signal::derive(move || app.model_for(Task::Translate))
                    on_change=move |model| app.set_model(Task::Translate, model)
                    label=words!(translate.model)
                    testid="tr-model"
                />
                <Talk/>
            </div>
        </div>
    }
}

/// What holds for every translation: when it is made, and under which standing instructions.
#[component]
pub fn Standing() -> impl IntoView {
    let app = use_app();
    view! {
        <div class="more">
        <label class="check live">
            <input
                type="checkbox"
                data-testid="tr-live"
                prop:checked=move || app.settings.with(|settings| settings.live)
                on:change=move |event| app.set_live(event_target_checked(&event))
            />
            <span>{tx!(translate.live)}</span>
        </label>
        <details class="instructions">
            <summary>{tx!(translate.instructions)}</summary>
            <textarea
                data-testid="tr-instructions"
                rows="2"
                dir="auto"
                aria-label=tx!(translate.instructions)
                placeholder=tx!(translate.instructions_hint)
                prop:value=move || app.settings.with(|settings| settings.instructions.clone())
                on:change=move |event| app.change_settings(|settings| settings.instructions = event_target_value(&event))
            ></textarea>
        </details>
        </div>
    }
}

/// How it is to sound, and in which words: what the dialogs say is fetched with them.
#[component]
fn Wishes() -> impl IntoView {
    let (tone, glossary) = (RwSignal::new(false), RwSignal::new(false));
    view! {
        <WishButton label=words!(translate.tone) testid="tr-tone" open=tone said=lazy::tone_said/>
        <WishButton label=words!(translate.glossary) testid="tr-glossary" open=glossary said=lazy::glossary_said/>
        {move || tone.get().then(|| lazy::tone_dialog(tone))}
        {move || glossary.get().then(|| lazy::glossary_dialog(glossary))}
    }
}

/// Another way to translate, not a setting of this one: it stands apart.
#[component]
fn Talk() -> impl IntoView {
    let talk = use_app().translate.talk;
    view! {
        <button type="button" class="outline apart" aria-haspopup="dialog" data-testid="tr-conversation" on:click=move |_| talk.set(true)>
            <Icon name=IconName::Chat/>
            {tx!(conversation.title)}
        </button>
        {move || talk.get().then(|| lazy::conversation_dialog(talk))}
    }
}

#[component]
fn WishButton(
    label: Words,
    testid: &'static str,
    open: RwSignal<bool>,
    said: fn() -> AnyView,
) -> impl IntoView {
    let there = use_app().translate.wishes;
    view! {
        <button type="button" class="outline wish" aria-haspopup="dialog" data-testid=testid on:click=move |_| open.set(true)>
            {text(label)}
            {move || there.get().then(said)}
            <Icon name=IconName::Down/>
        </button>
    }
}
