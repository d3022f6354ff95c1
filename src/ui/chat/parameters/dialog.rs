//! The dialog of the parameters. What is set holds from the next message on.

use super::field::{AreaField, ChoiceField, TextField, efforts};
use super::presets::Presets;
use crate::state::{page, use_app};
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::model_picker::ModelPicker;
use crate::ui::parts::text::{tx, words};
use chat::{AnswerFormat, Parameter, Parameters};
use leptos::html::Dialog;
use leptos::prelude::*;

/// The dialog, which sets `open` to false when it is closed.
#[component]
pub(super) fn ParametersDialog(
    /// Is it open?
    open: RwSignal<bool>,
) -> impl IntoView {
    let app = use_app();
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move || {
        if dialog.get().is_some() {
            page::show_modal(dialog);
            app.read_presets();
        }
    });
    let all = Memo::new(move |_| app.chat_parameters());
    let by_schema =
        Memo::new(move |_| all.with(|all| all.format == Some(AnswerFormat::JsonSchema)));
    let none = Memo::new(move |_| all.with(Parameters::is_empty));
    view! {
        <dialog
            node_ref=dialog
            class="key-dialog parameters"
            aria-labelledby="parameters-title"
            data-testid="parameters-dialog"
            on:close=move |_| if page::is_closed(dialog) { open.set(false) }
        >
            <div class="dialog-head">
                <h2 id="parameters-title">{tx!(parameters.title)}</h2>
                <button type="button" class="square" aria-label=tx!(common.close) title=tx!(common.close) data-testid="parameters-close"
                    on:click=move |_| page::close_modal(dialog)>
                    <Icon name=IconName::Close/>
                </button>
            </div>
            <p class="lead">{tx!(parameters.explain)}</p>
            <div class="form">
                <ModelPicker
                    value=Signal::derive(move || app.chat_model())
                    on_change=move |model| app.chat_set_model(model)
                    label=words!(chat.model)
                    labelled=true
                    testid="parameters-model"
                />
                <div class="pair-of-fields">
                    <TextField which=Parameter::Temperature label=words!(parameters.temperature) hint=words!(parameters.temperature_hint)/>
                    <TextField which=Parameter::TopP label=words!(parameters.top_p) hint=words!(parameters.top_p_hint)/>
                    <TextField which=Parameter::MaxOutputTokens label=words!(parameters.max_tokens) hint=words!(parameters.max_tokens_hint)/>
                    <TextField which=Parameter::Seed label=words!(parameters.seed) hint=words!(parameters.seed_hint)/>
                    <ChoiceField which=Parameter::Effort label=words!(parameters.effort) hint=words!(parameters.effort_hint) choices=efforts().to_vec()/>
                    <ChoiceField which=Parameter::Format label=words!(parameters.format) hint=words!(parameters.format_hint) choices=vec![
                        ("text", words!(parameters.format_text)),
                        ("json", words!(parameters.format_json)),
                        ("schema", words!(parameters.format_schema)),
                    ]/>
                </div>
                <Show when=move || by_schema.get()>
                    <AreaField which=Parameter::Schema label=words!(parameters.schema) hint=words!(parameters.schema_hint)/>
                </Show>
                <AreaField which=Parameter::Stop label=words!(parameters.stop) hint=words!(parameters.stop_hint)/>
                <div class="acts">
                    <button type="button" class="quiet" data-testid="parameters-clear" disabled=move || none.get()
                        on:click=move |_| app.use_parameters(Parameters::default())>{tx!(parameters.clear)}</button>
                </div>
            </div>
            <Presets/>
        </dialog>
    }
}
