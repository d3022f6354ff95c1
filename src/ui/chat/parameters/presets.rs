//! The parameters that the person has named: taken, kept, renamed, deleted with a way back.

use crate::i18n::*;
use crate::state::{MOST_PRESET_LETTERS, MOST_PRESETS, page, use_app};
use crate::ui::parts::announce::use_announcer;
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::keys::composing;
use crate::ui::parts::text::{tx, words};
use crate::ui::parts::undo::Undo;
use chat::ParameterPreset;
use leptos::prelude::*;

/// All of them, and the field that keeps what is set as one more.
#[component]
pub(super) fn Presets() -> impl IntoView {
    let app = use_app();
    let state = app.parameters();
    let (presets, deleted, forget) = (state.presets.clone(), state.deleted.clone(), state.deleted);
    let none = {
        let presets = presets.clone();
        move || presets.with(Vec::is_empty)
    };
    let key = |preset: &ParameterPreset| (preset.id.clone(), preset.at);
    let nothing = tx!(parameters.presets_none);
    view! {
        <section class="presets" aria-labelledby="presets-title">
            <h3 id="presets-title">{tx!(parameters.presets)}</h3>
            <Undo
                shown=Signal::derive(move || deleted.with(Option::is_some))
                label=words!(parameters.preset_deleted)
                on_undo=move |()| app.undo_preset()
                on_dismiss=move |()| forget.set(None)
            />
            <ul>
                <For each=move || presets.get() key=key let:preset>
                    <PresetRow preset=preset/>
                </For>
            </ul>
            <p class="quiet">{move || none().then(nothing)}</p>
            <Keep/>
        </section>
    }
}

#[component]
fn PresetRow(preset: ParameterPreset) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let announcer = use_announcer();
    let format = use_format();
    let renaming = RwSignal::new(None::<bool>); // whether the name that was typed was refused
    let preset = StoredValue::new(preset);
    let name = move || preset.with_value(|preset| preset.name.clone());
    let id = move || preset.with_value(|preset| preset.id.clone());
    let taken = Memo::new(move |_| {
        let now = app.chat_parameters();
        preset.with_value(|preset| preset.parameters == now)
    });
    let take = move |_| {
        app.use_parameters(preset.with_value(|preset| preset.parameters.clone()));
        announcer.say(t_string!(i18n, parameters.preset_taken, name = name()));
    };
    let rename_label = move || {
        t_string!(
            i18n,
            parameters.preset_rename,
            name = format.set_apart(name())
        )
    };
    let delete_label = move || {
        t_string!(
            i18n,
            parameters.preset_delete,
            name = format.set_apart(name())
        )
    };
    let field_id = move || format!("preset-name-{}", id());
    let rename = move |typed: String| {
        // The field tells of a change once more when it goes, and after Escape too; its row may be gone by then.
        let known = preset.try_with_value(|preset| (preset.id.clone(), preset.name.clone()));
        let (Some((id, name)), Some(Some(_))) = (known, renaming.try_get_untracked()) else {
            return;
        };
        let renamed = typed.trim() == name || app.rename_preset(&id, &typed);
        renaming.try_set((!renamed).then_some(true));
        if renamed {
            page::focus_first(vec![take_id(&id)]);
        }
    };
    view! {
        <li data-testid="preset-row" data-state=move || if taken.get() { "taken" } else { "there" }>
            {move || match renaming.get() {
                None => view! {
                    <button type="button" class="outline" id=take_id(&id()) data-testid="preset-take" aria-pressed=move || taken.get().to_string() on:click=take>
                        {move || taken.get().then(|| view! { <Icon name=IconName::Check/> })}
                        <bdi>{name()}</bdi>
                    </button>
                    <button type="button" class="square" aria-label=rename_label title=rename_label data-testid="preset-rename"
                        on:click=move |_| {
                            renaming.set(Some(false));
                            page::focus_first(vec![field_id()]);
                        }>
                        <Icon name=IconName::Edit/>
                    </button>
                    <button type="button" class="square" aria-label=delete_label title=delete_label data-testid="preset-delete"
                        on:click=move |_| app.delete_preset(&id())>
                        <Icon name=IconName::Delete/>
                    </button>
                }.into_any(),
                Some(refused) => view! {
                    <input type="text" class="text" dir="auto" id=field_id() data-testid="preset-new-name" aria-label=rename_label
                        maxlength=MOST_PRESET_LETTERS.to_string() prop:value=name() aria-invalid=refused.to_string()
                        on:keydown=move |event| {
                            if composing(&event) {
                                return;
                            }
                            match event.key().as_str() {
                                "Enter" => rename(event_target_value(&event)),
                                // Only the field closes, not the dialog around it.
                                "Escape" => {
                                    renaming.set(None);
                                    page::focus_first(vec![take_id(&id())]);
                                }
                                _ => return,
                            }
                            event.prevent_default();
                            event.stop_propagation();
                        }
                        on:change=move |event| rename(event_target_value(&event))/>
                    {refused.then(|| view! { <small class="hint bad" role="alert" data-testid="preset-same">{tx!(parameters.preset_same)}</small> })}
                }.into_any(),
            }}
        </li>
    }
}

fn take_id(preset: &str) -> String {
    format!("preset-{preset}")
}

/// Keeps what is set under a name.
#[component]
fn Keep() -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let announcer = use_announcer();
    let name = RwSignal::new(String::new());
    let full = RwSignal::new(false);
    let nothing = move || name.with(|name| name.trim().is_empty());
    let keep = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if nothing() {
            return page::focus("preset-name");
        }
        let kept = app.keep_preset(&name.get_untracked());
        full.set(!kept);
        if kept {
            name.set(String::new());
            announcer.say(words!(parameters.preset_saved)(i18n.get_locale_untracked()));
        }
    };
    view! {
        <form class="with-button" on:submit=keep>
            <input
                type="text"
                class="text"
                dir="auto"
                data-testid="preset-name"
                aria-label=tx!(parameters.preset_name)
                placeholder=tx!(parameters.preset_name)
                maxlength=MOST_PRESET_LETTERS.to_string()
                prop:value=move || name.get()
                on:input=move |event| name.set(event_target_value(&event))
            />
            <button type="submit" class="outline" data-testid="preset-save">{tx!(parameters.preset_save)}</button>
        </form>
        <p class="hint bad" role="status" data-testid="preset-full">
            {move || full.get().then(|| t_string!(i18n, parameters.preset_full, n = format.number(MOST_PRESETS as u64)))}
        </p>
    }
}
