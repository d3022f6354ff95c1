//! A prompt being written.

use crate::i18n::*;
use crate::state::{page, use_app};
use crate::ui::parts::text::tx;
use chat::{MOST_PROMPT_NAME, MOST_PROMPT_TEXT, Prompt};
use leptos::html::Form;
use leptos::prelude::*;

/// What can stand in a text. Code, not words: the same in every language.
const SYNTAX: [&str; 3] = [
    "{{topic}}",
    "{{language=German}}",
    "{{tone=formal|friendly}}",
];

/// The form. It closes (`edited` is none) when the prompt is kept, or left as it was.
#[component]
pub(super) fn Editor(
    /// As it was
    prompt: Prompt,
    /// The one that is being changed
    edited: RwSignal<Option<Prompt>>,
) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let form = NodeRef::<Form>::new();
    let name = RwSignal::new(prompt.name);
    let text = RwSignal::new(prompt.text);
    let wrong = RwSignal::new(false);
    let id = Some(prompt.id).filter(|id| !id.is_empty());
    let places = Memo::new(move |_| text.with(|text| chat::places(text)));
    Effect::new(move |_| {
        if form.get().is_some() {
            page::focus("prompt-name");
        }
    });
    let close = move || {
        edited.set(None);
        page::focus("prompts-search");
    };
    let keep = move || {
        let kept = app.prompt_keep(id.clone(), &name.read_untracked(), &text.read_untracked());
        if kept {
            close();
        } else {
            wrong.set(true);
            page::focus("prompt-name");
        }
    };
    let syntax = SYNTAX
        .map(|code| view! { <code dir="ltr">{code}</code> " " })
        .collect_view();
    view! {
        <form node_ref=form class="form" data-testid="prompt-editor" on:submit=move |event| {
            event.prevent_default();
            keep();
        }>
            <div class="field">
                <label for="prompt-name">{tx!(write.name)}</label>
                <input id="prompt-name" type="text" dir="auto" autocomplete="off" data-testid="prompt-name" maxlength=MOST_PROMPT_NAME.to_string()
                    aria-describedby="prompt-wrong"
                    prop:value=move || name.get() on:input=move |event| name.set(event_target_value(&event))/>
            </div>
            <div class="field">
                <label for="prompt-text">{tx!(write.text)}</label>
                <textarea id="prompt-text" rows="8" dir="auto" data-testid="prompt-text" maxlength=MOST_PROMPT_TEXT.to_string()
                    aria-describedby="prompt-syntax"
                    prop:value=move || text.get() on:input=move |event| text.set(event_target_value(&event))></textarea>
                <p class="hint" id="prompt-syntax">{tx!(write.places_explain)} " " {syntax}</p>
                <p class="hint" role="status" data-testid="prompt-places">
                    {move || places.with(|places| (!places.is_empty()).then(|| {
                        let names = places.iter().map(|place| view! { <code class="place"><bdi>{place.name.clone()}</bdi></code> }).collect_view();
                        view! { <span>{t!(i18n, write.places_found)}</span> " " {names} }
                    }))}
                </p>
            </div>
            <p class="hint bad" role="alert" id="prompt-wrong">{move || wrong.get().then(tx!(write.wrong))}</p>
            <div class="acts">
                <button type="submit" class="primary" data-testid="prompt-save">{tx!(common.save)}</button>
                <button type="button" class="outline" data-testid="prompt-cancel" on:click=move |_| close()>{tx!(common.cancel)}</button>
            </div>
        </form>
    }
}
