//! The form's fields: which endpoint, at which address, with which key.

use super::form::Typed;
use super::hints::{AddressHint, KeyHint};
use crate::i18n::*;
use crate::state::{Preset, page, use_app};
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::{text, tx, words};
use leptos::prelude::*;

/// Which endpoint, and its address.
#[component]
pub(super) fn EndpointFields(
    /// What is typed
    typed: Typed,
) -> impl IntoView {
    let groups = [
        (
            words!(key.endpoint_online),
            Preset::all()
                .iter()
                .copied()
                .filter(|preset| is_provider(*preset))
                .collect::<Vec<_>>(),
        ),
        (
            words!(key.endpoint_local),
            vec![Preset::Ollama, Preset::LmStudio, Preset::LlamaCpp],
        ),
        (
            words!(key.endpoint_other),
            vec![Preset::Custom, Preset::Practice],
        ),
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
                    typed.missing.set(false);
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

/// The key, hidden unless it is asked to be shown.
#[component]
pub(super) fn KeyField(
    /// What is typed
    typed: Typed,
) -> impl IntoView {
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
                    aria-invalid=move || typed.is_missing().then_some("true")
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
