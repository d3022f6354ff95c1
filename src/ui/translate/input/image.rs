//! A picture chosen, pasted or dropped, whose text is put into the source.

use crate::i18n::use_i18n;
use crate::state::{ImageFault, ImageReading, ImageState, Trouble, TroubleKind, page, use_app};
use crate::ui::parts::announce::use_announcer;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::problem_panel::ProblemPanel;
use crate::ui::parts::text::{Words, text, tx, words};
use leptos::html::Input;
use leptos::prelude::*;
use wire::{ProblemKind, Remedy};

/// A frame, in it a hill and a sun. Not among the icons: those are in the first load.
const PICTURE: &str =
    "M4 5.5h16v13H4zM4 16l5-5 4 4 2.5-2.5L20 17M14.5 9a1 1 0 1 0 2 0 1 1 0 1 0-2 0";

/// Chooses a picture.
#[component]
pub fn ImageButton(
    /// What reads it
    reading: ImageReading,
) -> impl IntoView {
    let app = use_app();
    let file = NodeRef::<Input>::new();
    let label = tx!(input.image);
    let watch = reading.watch(app);
    on_cleanup(move || drop(watch));
    view! {
        <label class="button square" title=tx!(input.image_hint)>
            <svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d=PICTURE></path></svg>
            <input
                node_ref=file
                type="file"
                class="vh"
                accept="image/*"
                data-testid="tr-image"
                aria-label=label
                on:change=move |_| reading.choose(app, file)
            />
        </label>
    }
}

/// How far the reading is, with a way to stop it, or to try again.
#[component]
pub fn ImageTold(
    /// What reads it
    reading: ImageReading,
) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let announcer = use_announcer();
    let state = reading.state;
    let name = Memo::new(move |_| state.with(name_of));
    let done = Memo::new(move |_| state.with(|state| *state == ImageState::Done));
    Effect::new(move |_| {
        if done.get() {
            announcer.say(words!(input.image_done)(i18n.get_locale_untracked()));
            // The button to stop it had it perhaps.
            page::focus_if_lost("tr-source");
        }
    });
    let trouble = Memo::new(move |_| {
        state.with(|state| match state {
            ImageState::Failed(trouble) => Some(trouble.clone()),
            _ => None,
        })
    });
    let on_remedy = move |remedy| match remedy {
        Remedy::Retry => reading.again(app),
        remedy => drop(app.apply_remedy(remedy)),
    };
    let stop = move |_| {
        reading.stop();
        page::focus_if_lost("tr-source");
    };
    view! {
        <div role="status" data-testid="tr-image-state" data-state=move || name.get()>
            {move || state.with(said).map(|words| view! { <span>{text(words)}</span> })}
        </div>
        {move || (name.get() == "reading").then(|| view! {
            <button type="button" class="outline" data-testid="tr-image-stop" on:click=stop>
                <Icon name=IconName::Stop/>
                {tx!(translate.stop)}
            </button>
        })}
        {move || matches!(name.get(), "empty" | "refused" | "failed").then(|| view! {
            <button type="button" class="square" data-testid="tr-image-dismiss" aria-label=tx!(common.close) title=tx!(common.close) on:click=stop>
                <Icon name=IconName::Close/>
            </button>
        })}
        {move || (name.get() == "failed").then(|| view! {
            <button type="button" class="outline" data-testid="tr-image-again" on:click=move |_| reading.again(app)>
                <Icon name=IconName::Again/>
                {tx!(input.again)}
            </button>
        })}
        <ProblemPanel trouble=Signal::derive(move || trouble.get()) on_remedy=on_remedy without=&[Remedy::Retry, Remedy::Shorten, Remedy::Continue]/>
    }
}

/// The value of `data-state`.
fn name_of(state: &ImageState) -> &'static str {
    match state {
        ImageState::Idle | ImageState::Done => "idle",
        ImageState::Reading => "reading",
        ImageState::Empty => "empty",
        ImageState::Refused(_) => "refused",
        ImageState::Failed(_) => "failed",
    }
}

fn said(state: &ImageState) -> Option<Words> {
    match state {
        ImageState::Idle | ImageState::Done => None,
        ImageState::Reading => Some(words!(input.image_reading)),
        ImageState::Empty => Some(words!(input.image_empty)),
        ImageState::Refused(ImageFault::NoImage) => Some(words!(input.image_none)),
        ImageState::Refused(ImageFault::TooLarge) => Some(words!(input.image_large)),
        ImageState::Refused(ImageFault::Broken) => Some(words!(input.image_broken)),
        ImageState::Failed(trouble) if of_model(trouble) => Some(words!(input.image_model)),
        ImageState::Failed(_) => Some(words!(input.image_failed)),
    }
}

/// Models that take no images refuse them in many words, and all of them as a bad request.
fn of_model(trouble: &Trouble) -> bool {
    trouble.kind == TroubleKind::Wire(ProblemKind::BadRequest)
}
