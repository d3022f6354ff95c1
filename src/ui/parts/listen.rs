//! Reading aloud: the button that begins and ends it, and what there is to say of it.

use crate::i18n::*;
use crate::state::{Listening, use_app};
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::problem_panel::ProblemPanel;
use crate::ui::parts::text::Words;
use leptos::prelude::*;
use wire::Remedy;

/// Begins to read something aloud, or stops that.
#[component]
pub fn ListenButton(
    /// How far the reading is
    #[prop(into)]
    state: Signal<Listening>,
    /// What it is called while nothing is read
    label: Words,
    /// Begins
    #[prop(into)]
    on_listen: Callback<()>,
    /// Stops
    #[prop(into)]
    on_hush: Callback<()>,
    /// The `data-testid`
    testid: &'static str,
) -> impl IntoView {
    let i18n = use_i18n();
    let name = Memo::new(move |_| state.with(Listening::name));
    let goes_on = Memo::new(move |_| state.with(Listening::goes_on));
    let label = move || match goes_on.get() {
        true => t_string!(i18n, translate.hush),
        false => label(i18n.get_locale()),
    };
    view! {
        <button
            type="button"
            class="square"
            data-testid=testid
            data-state=move || name.get()
            aria-label=label
            title=label
            aria-busy=move || (name.get() == "asking").to_string()
            on:click=move |_| if goes_on.get_untracked() { on_hush.run(()) } else { on_listen.run(()) }
        >
            {move || view! { <Icon name=if goes_on.get() { IconName::Stop } else { IconName::Listen }/> }}
        </button>
    }
}

/// What there is to say: that there is no voice, that another reads than was wished, or why nothing is heard.
#[component]
pub fn ListenTold(
    /// How far the reading is
    #[prop(into)]
    state: Signal<Listening>,
    /// Tag of the language that is read
    #[prop(into)]
    language: Signal<String>,
    /// Reads it again
    #[prop(into)]
    on_listen: Callback<()>,
    /// The `data-testid`
    testid: &'static str,
) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let missing: RwSignal<bool> = app.speech_missing().into();
    let name = Memo::new(move |_| state.with(Listening::name));
    let instead = Memo::new(move |_| missing.get() && name.get() != "silent");
    let none = move || {
        let language = format.language(&language.get());
        t_string!(i18n, translate.no_voice, language = language)
    };
    let trouble = Signal::derive(move || {
        state.with(|state| match state {
            Listening::Failed(trouble) => Some(trouble.clone()),
            _ => None,
        })
    });
    let on_remedy = move |remedy| match remedy {
        Remedy::Retry => on_listen.run(()),
        remedy => drop(app.apply_remedy(remedy)),
    };
    view! {
        <span class="quiet" role="status" data-testid=testid>
            {move || instead.get().then(|| view! { <span>{t!(i18n, translate.voice_instead)}" "</span> })}
            {move || (name.get() == "no-voice").then(none)}
        </span>
        <ProblemPanel trouble=trouble on_remedy=on_remedy without=&[Remedy::Shorten, Remedy::Continue]/>
    }
}
