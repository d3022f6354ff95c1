//! What reads aloud: the voices of this device, or one of the endpoint.

use crate::state::{VOICES, use_app};
use crate::ui::parts::text::{Words, text, tx, words};
use leptos::prelude::*;

/// The choice, and the endpoint's voice and model where that is chosen.
#[component]
pub fn AloudFields() -> impl IntoView {
    let app = use_app();
    let voice = Memo::new(move |_| app.speech_voice());
    let by_endpoint = Memo::new(move |_| voice.with(Option::is_some));
    let model = Memo::new(move |_| app.speech_model());
    let usual = Memo::new(move |_| app.usual_speech_model());
    let missing: RwSignal<bool> = app.speech_missing().into();
    // What was not changed from the usual model stays unsaid: it may be another at the next endpoint.
    let own = move || Some(model.get_untracked()).filter(|model| *model != usual.get_untracked());
    let choose = move |event| {
        let chosen = event_target_value(&event) == "endpoint";
        app.set_speech(chosen.then(|| VOICES[0].to_string()), own());
    };
    view! {
        <div class="field">
            <label for="settings-aloud">{tx!(settings.aloud_with)}</label>
            <select id="settings-aloud" data-testid="settings-aloud" aria-describedby="settings-aloud-hint" on:change=choose>
                <option value="device" prop:selected=move || !by_endpoint.get()>{tx!(settings.aloud_device)}</option>
                <option value="endpoint" prop:selected=move || by_endpoint.get()>{tx!(settings.aloud_endpoint)}</option>
            </select>
            <small id="settings-aloud-hint" class="hint">{tx!(settings.aloud_explain)}</small>
            <small class="hint" role="status" data-testid="settings-aloud-missing">{move || missing.get().then(tx!(settings.aloud_missing))}</small>
        </div>
        {move || by_endpoint.get().then(|| view! {
            <div class="pair-of-fields">
                <TextField
                    label=words!(settings.aloud_voice)
                    value=Signal::derive(move || voice.get().unwrap_or_default())
                    on_change=move |name: String| app.set_speech(Some(name).filter(|name| !name.trim().is_empty()).or_else(|| Some(VOICES[0].to_string())), own())
                    choices=&VOICES
                    testid="settings-voice"
                />
                <TextField
                    label=words!(settings.aloud_model)
                    value=model
                    on_change=move |name: String| app.set_speech(voice.get_untracked(), Some(name))
                    choices=&[]
                    testid="settings-speech-model"
                />
            </div>
        })}
    }
}

/// A name that is typed, some being suggested.
#[component]
fn TextField(
    label: Words,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_change: Callback<String>,
    choices: &'static [&'static str],
    testid: &'static str,
) -> impl IntoView {
    let list = format!("{testid}-list");
    view! {
        <div class="field">
            <label for=testid>{text(label)}</label>
            <input
                id=testid
                type="text"
                dir="ltr"
                autocomplete="off"
                spellcheck="false"
                list=list.clone()
                data-testid=testid
                prop:value=move || value.get()
                on:change=move |event| {
                    on_change.try_run(event_target_value(&event));
                }
            />
            <datalist id=list>
                {choices.iter().map(|name| view! { <option value=*name></option> }).collect_view()}
            </datalist>
        </div>
    }
}
