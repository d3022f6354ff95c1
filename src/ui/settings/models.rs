//! Which model does which work.

use super::aloud::AloudFields;
use super::titles::TitlesField;
use crate::i18n::*;
use crate::state::{Models, ModelsState, Task, use_app};
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::model_picker::ModelPicker;
use crate::ui::parts::problem_panel::ProblemPanel;
use crate::ui::parts::text::{Words, text, tx, words};
use leptos::prelude::*;
use wire::Remedy;

/// The models per task and the reasoning effort.
#[component]
pub fn ModelsSection() -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let models = app.endpoint.models;
    let loading = tx!(common.loading);
    let reload = move || {
        // Only what is not known yet is loaded: so it is forgotten first.
        models.set(Models::default());
        app.load_models();
    };
    view! {
        <section aria-labelledby="models-title">
            <h2 id="models-title">{tx!(settings.models)}</h2>
            <p class="lead">{tx!(settings.models_explain)}</p>
            <div class="pair-of-fields">
                <TaskModel task=Task::Translate label=words!(settings.model_translate) testid="model-translate"/>
                <TaskModel task=Task::Chat label=words!(settings.model_chat) testid="model-chat"/>
                <TaskModel task=Task::Live label=words!(settings.model_live) testid="model-live"/>
            </div>
            <p class="hint with-button">
                <span data-testid="models-state">
                    {move || match models.with(|models| (models.state, models.list.len())) {
                        (ModelsState::Loading, _) => loading().to_string(),
                        // None is known, which is not to say that there is none.
                        (ModelsState::Failed, _) => String::new(),
                        (_, count) => t_string!(i18n, common.models_found, n = format.number(count as u64)),
                    }}
                </span>
                <button type="button" class="quiet" data-testid="models-reload" on:click=move |_| reload()>
                    <Icon name=IconName::Again/>
                    {tx!(settings.model_reload)}
                </button>
            </p>
            <ProblemPanel
                trouble=Signal::derive(move || models.with(|models| models.trouble.clone()))
                on_remedy=move |remedy| if remedy == Remedy::Retry { reload() }
                without=&[Remedy::OpenSettings, Remedy::PickModel, Remedy::Shorten, Remedy::Continue]
            />
            <EffortField/>
            <TitlesField/>
            <AloudFields/>
        </section>
    }
}

#[component]
fn TaskModel(task: Task, label: Words, testid: &'static str) -> impl IntoView {
    let app = use_app();
    view! {
        <ModelPicker
            value=Signal::derive(move || app.model_for(task))
            on_change=move |name| app.set_model(task, name)
            label=label
            labelled=true
            testid=testid
        />
    }
}

/// How long reasoning models think.
#[component]
fn EffortField() -> impl IntoView {
    let app = use_app();
    let effort = Memo::new(move |_| {
        app.settings
            .with(|settings| settings.effort.clone().unwrap_or_default())
    });
    let choices: [(&str, Words); 6] = [
        ("", words!(settings.effort_default)),
        ("none", words!(settings.effort_none)),
        ("minimal", words!(settings.effort_minimal)),
        ("low", words!(settings.effort_low)),
        ("medium", words!(settings.effort_medium)),
        ("high", words!(settings.effort_high)),
    ];
    view! {
        <div class="field">
            <label for="settings-effort">{tx!(settings.effort)}</label>
            <select
                id="settings-effort"
                data-testid="settings-effort"
                aria-describedby="settings-effort-hint"
                prop:value=move || effort.get()
                on:change=move |ev| {
                    let value = event_target_value(&ev);
                    app.change_settings(|settings| settings.effort = Some(value).filter(|value| !value.is_empty()));
                }
            >
                {choices
                    .into_iter()
                    .map(|(value, label)| {
                        view! { <option value=value selected=move || effort.with(|effort| effort == value)>{text(label)}</option> }
                    })
                    .collect_view()}
            </select>
            <small id="settings-effort-hint" class="hint">{tx!(settings.effort_explain)}</small>
        </div>
    }
}
