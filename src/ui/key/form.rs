//! The key's form: a real one, which password managers save and fill.

use super::hints::{AddressHint, KeyHint};
use super::leak::Leak;
use crate::i18n::*;
use crate::state::{Preset, Trouble, page, use_app};
use crate::ui::parts::announce::use_announcer;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::problem_panel::ProblemPanel;
use crate::ui::parts::text::{text, tx, words};
use leptos::prelude::*;
use wire::Remedy;

/// What is typed in the form. It lives only as long as the form is on the page.
#[derive(Clone, Copy)]
pub(super) struct Typed {
    pub preset: RwSignal<Preset>,
    pub base: RwSignal<String>,
    pub key: RwSignal<String>,
    pub memory_only: RwSignal<bool>,
}

/// The form: endpoint, address, key, where the key is kept; use it, forget it, or say that it leaked.
#[component]
pub(super) fn KeyForm(
    /// The endpoint picked in the form, which the guide follows
    preset: RwSignal<Preset>,
) -> impl IntoView {
    let app = use_app();
    let announcer = use_announcer();
    let typed = Typed {
        preset,
        base: RwSignal::new(app.endpoint.choice.with_untracked(|choice| choice.base.clone())),
        key: RwSignal::new(String::new()),
        memory_only: RwSignal::new(app.endpoint.memory_only.get_untracked()),
    };
    let trouble = RwSignal::new(None::<Trouble>);
    let leaking = RwSignal::new(false);
    let held = Memo::new(move |_| app.endpoint.masked.with(Option::is_some));
    let without_key = move || preset.get().key_optional() && typed.key.with(String::is_empty) && !held.get();
    let save_label = { let (key, endpoint) = (tx!(key.save), tx!(key.save_endpoint)); move || if without_key() { endpoint() } else { key() } };
    let forgotten = tx!(key.forgotten);

    let save = move || {
        let outcome = app.save_key(preset.get_untracked(), typed.base.get_untracked(), typed.key.get_untracked(), typed.memory_only.get_untracked());
        match outcome {
            Ok(()) => {
                trouble.set(None);
                typed.key.set(String::new());
            }
            Err(problem) => trouble.set(Some(problem)),
        }
    };

    view! {
        <form
            class="key-form"
            method="post"
            data-testid="key-form"
            on:submit=move |ev| {
                ev.prevent_default();
                save();
            }
        >
            // The name under which a password manager keeps the key: the endpoint.
            <input
                type="text"
                class="vh"
                name="username"
                autocomplete="username"
                tabindex="-1"
                aria-hidden="true"
                readonly=true
                prop:value=move || account(preset.get(), &typed.base.get())
            />
            <EndpointFields typed=typed/>
            <KeyField typed=typed/>
            <label class="check">
                <input
                    type="checkbox"
                    data-testid="key-memory-only"
                    prop:checked=move || typed.memory_only.get()
                    on:change=move |ev| typed.memory_only.set(event_target_checked(&ev))
                />
                <span>{tx!(key.memory_only)} <small>{tx!(key.memory_only_hint)}</small></span>
            </label>
            <div class="acts">
                <button type="submit" class="primary" data-testid="key-save">{save_label}</button>
                {move || {
                    held.get()
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class="outline"
                                    data-testid="key-forget"
                                    on:click=move |_| {
                                        app.forget_key();
                                        announcer.say(forgotten());
                                        page::focus("key-input");
                                    }
                                >
                                    {tx!(key.forget)}
                                </button>
                                <button
                                    type="button"
                                    class="quiet"
                                    data-testid="key-leaked"
                                    aria-expanded=move || leaking.get().to_string()
                                    on:click=move |_| leaking.update(|leaking| *leaking = !*leaking)
                                >
                                    {tx!(key.leaked)}
                                </button>
                            }
                        })
                }}
            </div>
            <ProblemPanel
                trouble=trouble
                on_remedy=move |_| page::focus("key-input")
                without=&[Remedy::ReplaceKey, Remedy::OpenSettings]
            />
        </form>
        {move || leaking.get().then(|| view! { <Leak open=leaking/> }.into_any())}
    }
}

#[component]
fn EndpointFields(typed: Typed) -> impl IntoView {
    let groups = [
        (words!(key.endpoint_online), Preset::all().iter().copied().filter(|preset| is_provider(*preset)).collect::<Vec<_>>()),
        (words!(key.endpoint_local), vec![Preset::Ollama, Preset::LmStudio, Preset::LlamaCpp]),
        (words!(key.endpoint_other), vec![Preset::Custom, Preset::Practice]),
    ];
    let i18n = use_i18n();
    view! {
        <div class="field">
            <label for="key-endpoint">{tx!(key.endpoint)}</label>
            <select
                id="key-endpoint"
                data-testid="key-endpoint"
                prop:value=move || typed.preset.get().id()
                on:change=move |ev| {
                    let preset = Preset::from_id(&event_target_value(&ev));
                    typed.preset.set(preset);
                    typed.base.set(preset.base().to_string());
                    if preset == Preset::Custom {
                        page::focus("key-base-url");
                    }
                }
            >
                {groups
                    .into_iter()
                    .map(|(group, presets)| {
                        view! {
                            <optgroup label=text(group)>
                                {presets
                                    .into_iter()
                                    .map(|preset| {
                                        let name = move || match preset {
                                            Preset::Custom => t_string!(i18n, key.endpoint_custom),
                                            Preset::Practice => t_string!(i18n, key.endpoint_practice),
                                            other => other.name(),
                                        };
                                        view! {
                                            <option value=preset.id() selected=move || typed.preset.get() == preset>
                                                {name}
                                            </option>
                                        }
                                    })
                                    .collect_view()}
                            </optgroup>
                        }
                    })
                    .collect_view()}
            </select>
        </div>
        <div class="field">
            <label for="key-base-url">{tx!(key.address)}</label>
            <input
                id="key-base-url"
                type="text"
                inputmode="url"
                dir="ltr"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                placeholder="https://example.org/v1"
                data-testid="key-base-url"
                aria-describedby="key-base-hint"
                readonly=move || is_provider(typed.preset.get())
                prop:value=move || typed.base.get()
                on:input=move |ev| typed.base.set(event_target_value(&ev))
            />
            <AddressHint typed=typed/>
        </div>
    }
}

#[component]
fn KeyField(typed: Typed) -> impl IntoView {
    let app = use_app();
    let shown = RwSignal::new(false);
    let (show, hide) = (tx!(key.show_key), tx!(key.hide_key));
    let label = move || if shown.get() { hide() } else { show() };
    view! {
        <div class="field">
            <label for="key-input">{tx!(key.key)}</label>
            <div class="with-button">
                <input
                    id="key-input"
                    name="password"
                    type=move || if shown.get() { "text" } else { "password" }
                    dir="ltr"
                    autocomplete="current-password"
                    autocapitalize="off"
                    spellcheck="false"
                    data-testid="key-input"
                    aria-describedby="key-hint"
                    placeholder=move || app.endpoint.masked.get().unwrap_or_default()
                    prop:value=move || typed.key.get()
                    on:input=move |ev| typed.key.set(event_target_value(&ev))
                />
                <button type="button" class="square" aria-label=label title=label data-testid="key-show" on:click=move |_| shown.update(|shown| *shown = !*shown)>
                    {move || view! { <Icon name=if shown.get() { IconName::Hide } else { IconName::Show }/> }}
                </button>
            </div>
            <KeyHint typed=typed/>
        </div>
    }
}

/// Is it a provider with one fixed address, where keys are made and paid for?
fn is_provider(preset: Preset) -> bool {
    preset.keys_page().is_some()
}

/// What a password manager files the key under.
fn account(preset: Preset, base: &str) -> String {
    match preset {
        Preset::Custom => base.to_string(),
        preset => preset.name().to_string(),
    }
}
