//! The source dictated.

use crate::i18n::use_i18n;
use crate::state::{Dictation, DictationState, MicrophoneFault, page, use_app};
use crate::ui::parts::announce::use_announcer;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::problem_panel::ProblemPanel;
use crate::ui::parts::text::{Words, text, tx, words};
use leptos::prelude::*;
use wire::Remedy;

/// A microphone. Not among the icons: those are in the first load.
const MICROPHONE: &str =
    "M9.5 6a2.5 2.5 0 0 1 5 0v5a2.5 2.5 0 0 1-5 0zM6 11a6 6 0 0 0 12 0M12 17v3.5M9 20.5h6";

/// Begins a recording, and ends it.
#[component]
pub fn DictateButton(
    /// What records
    dictation: Dictation,
    /// What it is called while nothing is recorded
    label: Words,
    /// Whether it may be held as well: then what is said while it is down is all
    #[prop(optional)]
    held: bool,
    /// The `data-testid`
    testid: &'static str,
) -> impl IntoView {
    let app = use_app();
    let state = dictation.state;
    let name = Memo::new(move |_| state.with(name_of));
    let label = move || match name.get() {
        "recording" => words!(translate.stop),
        _ => label,
    };
    let i18n = use_i18n();
    let label = move || label()(i18n.get_locale());
    // Wherever the pointer is by then.
    let up = window_event_listener(leptos::ev::pointerup, move |_| dictation.release(app));
    let lost = window_event_listener(leptos::ev::pointercancel, move |_| dictation.release(app));
    on_cleanup(move || {
        up.remove();
        lost.remove();
    });
    // Wherever the focus is: a microphone that is on is ended at once.
    let escape = window_event_listener(leptos::ev::keydown, move |event| {
        let under_way = matches!(name.get_untracked(), "asking" | "recording" | "sending");
        if event.key() == "Escape" && !event.is_composing() && under_way {
            event.prevent_default();
            dictation.discard();
        }
    });
    on_cleanup(move || escape.remove());
    view! {
        <button
            type="button"
            class="square"
            class:held=held
            data-testid=testid
            data-state=move || name.get()
            aria-label=label
            title=label
            aria-busy=move || matches!(name.get(), "asking" | "sending").to_string()
            on:pointerdown=move |event| if held && event.button() == 0 { dictation.press(app) }
            on:click=move |_| dictation.click(app)
        >
            {move || match name.get() {
                "recording" => view! { <Icon name=IconName::Stop/> }.into_any(),
                _ => view! { <svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d=MICROPHONE></path></svg> }.into_any(),
            }}
        </button>
    }
}

/// How far the dictation is, with a way to stop it, or to try again.
#[component]
pub fn DictateTold(
    /// What records
    dictation: Dictation,
    /// The button's `data-testid`; those here begin with it
    testid: &'static str,
    /// The field that the text goes to
    field: &'static str,
    /// Whether it is in a dialog, where nothing is heard of what is outside of it
    #[prop(optional)]
    in_dialog: bool,
) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let id = move |part: &str| format!("{testid}-{part}");
    let announcer = use_announcer();
    let state = dictation.state;
    let name = Memo::new(move |_| state.with(name_of));
    let done = Memo::new(move |_| state.with(|state| *state == DictationState::Done));
    Effect::new(move |_| {
        if done.get() {
            if !in_dialog {
                announcer.say(words!(input.dictate_done)(i18n.get_locale_untracked()));
            }
            page::focus_if_lost(field);
        }
    });
    let trouble = Memo::new(move |_| {
        state.with(|state| match state {
            DictationState::Failed(trouble) => Some(trouble.clone()),
            _ => None,
        })
    });
    let on_remedy = move |remedy| match remedy {
        Remedy::Retry => dictation.again(app),
        remedy => drop(app.apply_remedy(remedy)),
    };
    let discard = move |_| {
        dictation.discard();
        page::focus_if_lost(testid);
    };
    let again = Memo::new(move |_| trouble.with(Option::is_some));
    view! {
        <div role="status" data-testid=id("said") data-state=move || name.get()>
            {move || state.with(said).map(|words| view! { <span>{text(words)}</span> })}
            {move || (in_dialog && done.get()).then(|| view! { <span class="vh">{tx!(input.dictate_done)}</span> })}
        </div>
        {move || (name.get() == "sending").then(|| view! {
            <button type="button" class="outline" data-testid=id("stop") on:click=discard>
                <Icon name=IconName::Stop/>
                {tx!(translate.stop)}
            </button>
        })}
        {move || again.get().then(|| view! {
            <button type="button" class="outline" data-testid=id("again") on:click=move |_| dictation.again(app)>
                <Icon name=IconName::Again/>
                {tx!(input.again)}
            </button>
        })}
        {move || (name.get() == "failed").then(|| view! {
            <button type="button" class="square" data-testid=id("dismiss") aria-label=tx!(common.close) title=tx!(common.close) on:click=discard>
                <Icon name=IconName::Close/>
            </button>
        })}
        <ProblemPanel trouble=Signal::derive(move || trouble.get()) on_remedy=on_remedy without=&[Remedy::Retry, Remedy::Shorten, Remedy::Continue]/>
    }
}

/// The value of `data-state`.
fn name_of(state: &DictationState) -> &'static str {
    match state {
        DictationState::Idle | DictationState::Done => "idle",
        DictationState::Asking => "asking",
        DictationState::Recording => "recording",
        DictationState::Sending => "sending",
        DictationState::Nothing
        | DictationState::Refused(_)
        | DictationState::NoPath
        | DictationState::Failed(_) => "failed",
    }
}

fn said(state: &DictationState) -> Option<Words> {
    Some(match state {
        DictationState::Idle | DictationState::Done | DictationState::Asking => return None,
        DictationState::Recording => words!(input.dictate_recording),
        DictationState::Sending => words!(input.dictate_sending),
        DictationState::Nothing => words!(input.dictate_nothing),
        DictationState::NoPath => words!(input.dictate_no_path),
        DictationState::Failed(_) => words!(input.dictate_failed),
        DictationState::Refused(MicrophoneFault::Unsupported) => words!(input.dictate_unsupported),
        DictationState::Refused(MicrophoneFault::Refused) => words!(input.dictate_refused),
        DictationState::Refused(MicrophoneFault::Missing) => words!(input.dictate_missing),
        DictationState::Refused(MicrophoneFault::Busy) => words!(input.dictate_busy),
    })
}
