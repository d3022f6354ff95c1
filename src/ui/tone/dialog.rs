//! The dialog of the tone: how formal in the language's own words, for whom, about what, other wishes, and styles. What is
//! chosen holds at once.

use super::said::formality_name;
use super::styles::Styles;
use crate::i18n::*;
use crate::state::{page, use_app};
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::{Words, text, tx, words};
use leptos::html::Dialog;
use leptos::prelude::*;
use translation::{
    Formality, FormalityWord, MOST_AUDIENCE_LETTERS, MOST_DOMAIN_LETTERS, MOST_INSTRUCTION_LETTERS,
    Tone,
};

/// The dialog, which sets `open` to false when it is closed.
#[component]
pub fn ToneDialog(
    /// Is it open?
    open: RwSignal<bool>,
) -> impl IntoView {
    let app = use_app();
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move || {
        if dialog.get().is_some() {
            page::show_modal(dialog);
        }
    });
    let tone = app.tone().tone;
    let none = {
        let tone = tone.clone();
        move || tone.with(|tone| tone.is_default())
    };
    view! {
        <dialog
            node_ref=dialog
            class="key-dialog tone"
            aria-labelledby="tone-title"
            data-testid="tone-dialog"
            on:close=move |_| if page::is_closed(dialog) { open.set(false) }
        >
            <div class="dialog-head">
                <h2 id="tone-title">{tx!(tone.title)}</h2>
                <button
                    type="button"
                    class="square"
                    aria-label=tx!(common.close)
                    title=tx!(common.close)
                    data-testid="tone-close"
                    on:click=move |_| page::close_modal(dialog)
                >
                    <Icon name=IconName::Close/>
                </button>
            </div>
            <p class="lead">{tx!(tone.explain)}</p>
            <div class="form">
                <FormalityChoice/>
                <div class="pair-of-fields">
                    <Wish
                        label=words!(tone.audience)
                        hint=words!(tone.audience_hint)
                        most=MOST_AUDIENCE_LETTERS
                        testid="tone-audience"
                        get=|tone| tone.audience.clone()
                        set=|tone, text| tone.audience = text
                    />
                    <Wish
                        label=words!(tone.domain)
                        hint=words!(tone.domain_hint)
                        most=MOST_DOMAIN_LETTERS
                        testid="tone-domain"
                        get=|tone| tone.domain.clone()
                        set=|tone, text| tone.domain = text
                    />
                </div>
                <div class="field">
                    <label for="tone-instructions">{tx!(tone.instructions)}</label>
                    <textarea
                        id="tone-instructions"
                        data-testid="tone-instructions"
                        rows="3"
                        dir="auto"
                        maxlength=MOST_INSTRUCTION_LETTERS.to_string()
                        placeholder=tx!(tone.instructions_hint)
                        prop:value=move || tone.with(|tone| tone.instructions.clone())
                        on:input=move |event| {
                            let text = event_target_value(&event);
                            app.change_tone(|tone| tone.instructions = text);
                        }
                    ></textarea>
                </div>
                <div class="acts">
                    <button type="button" class="outline" data-testid="tone-reset" disabled=none on:click=move |_| {
                        app.use_style(None);
                        page::focus_if_lost("tone-close");
                    }>
                        {tx!(tone.reset)}
                    </button>
                </div>
                <Styles/>
            </div>
        </dialog>
    }
}

/// The steps that the target language has.
#[component]
fn FormalityChoice() -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let to = app.translate.to;
    let legend = move || t_string!(i18n, tone.formality, language = format.language(&to.get()));
    let steps = move || {
        let mut steps = vec![FormalityWord {
            formality: Formality::Default,
            word: "",
        }];
        steps.extend(translation::formality_words(&to.get()));
        steps
            .into_iter()
            .map(|step| view! { <Step step=step/> })
            .collect_view()
    };
    view! {
        <fieldset class="steps" data-testid="tone-formality">
            <legend>{legend}</legend>
            {steps}
        </fieldset>
    }
}

#[component]
fn Step(step: FormalityWord) -> impl IntoView {
    let app = use_app();
    let state = app.tone();
    let FormalityWord { formality, word } = step;
    let to = app.translate.to.get_untracked();
    let language = to.clone();
    let chosen = move || match state.formality_word(&language) {
        Some((chosen, _)) => chosen == formality,
        None => formality == Formality::Default,
    };
    let value = match formality {
        Formality::Default => "default",
        Formality::Informal => "informal",
        Formality::Polite => "polite",
        Formality::Formal => "formal",
    };
    view! {
        <label class="check">
            <input
                type="radio"
                name="tone-formality"
                value=value
                data-testid=format!("tone-{value}")
                prop:checked=chosen
                on:change=move |_| app.change_tone(|tone| tone.formality = formality)
            />
            <span>
                {text(formality_name(formality))}
                {(!word.is_empty()).then(|| view! { <bdi class="quiet" lang=to>{word}</bdi> })}
            </span>
        </label>
    }
}

/// A wish of one line.
#[component]
fn Wish(
    /// Its name
    label: Words,
    /// An example
    hint: Words,
    /// The most letters
    most: usize,
    /// The `data-testid`, and the id
    testid: &'static str,
    /// Where it is in a tone
    get: fn(&Tone) -> String,
    /// Puts it there
    set: fn(&mut Tone, String),
) -> impl IntoView {
    let app = use_app();
    let tone = app.tone().tone;
    view! {
        <div class="field">
            <label for=testid>{text(label)}</label>
            <input
                id=testid
                type="text"
                dir="auto"
                data-testid=testid
                maxlength=most.to_string()
                placeholder=text(hint)
                prop:value=move || tone.with(get)
                on:input=move |event| {
                    let text = event_target_value(&event);
                    app.change_tone(|tone| set(tone, text));
                }
            />
        </div>
    }
}
