//! The places of a prompt, filled in above the composer.

use super::writing::Writing;
use crate::i18n::*;
use crate::state::page;
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::keys::composing;
use crate::ui::parts::text::tx;
use chat::{Place, Prompt};
use leptos::html::Form;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The form, while a prompt waits to be filled in.
#[component]
pub fn Filling(
    /// The composer's
    writing: Writing,
) -> impl IntoView {
    move || {
        let prompt = writing.filling.get()?;
        Some(view! { <Places writing=writing prompt=prompt/> }.into_any())
    }
}

type Values = RwSignal<BTreeMap<String, String>>;

#[component]
fn Places(writing: Writing, prompt: Prompt) -> impl IntoView {
    let i18n = use_i18n();
    let format = use_format();
    let form = NodeRef::<Form>::new();
    let places = chat::places(&prompt.text);
    let begin = places
        .iter()
        .map(|place| (place.name.clone(), place.default.clone()));
    let values: Values = RwSignal::new(begin.collect());
    let name = prompt.name.clone();
    let title = move || t_string!(i18n, write.fill, name = format.isolated(name.clone()));
    let heading = title.clone();
    let text = StoredValue::new(prompt.text);
    Effect::new(move |_| {
        if form.get().is_some() {
            page::focus_first(vec![field_id(0)]);
        }
    });
    let leave = move || {
        writing.filling.set(None);
        page::focus("chat-input");
    };
    let put = move || {
        let filled = values.with_untracked(|values| {
            text.with_value(|text| chat::fill(text, |name| values.get(name).cloned()))
        });
        writing.filling.set(None);
        writing.put(&filled);
    };
    let fields = places
        .into_iter()
        .enumerate()
        .map(|(at, place)| field(at, place, values, Callback::new(move |()| put())))
        .collect_view();
    view! {
        <form node_ref=form class="filling" data-testid="prompt-filling" aria-label=title
            on:submit=move |event| {
                event.prevent_default();
                put();
            }
            on:keydown=move |event| {
                if event.key() == "Escape" && !composing(&event) {
                    event.prevent_default();
                    leave();
                }
            }>
            <p class="head"><strong>{heading}</strong></p>
            <div class="pair-of-fields">{fields}</div>
            <div class="acts end">
                <button type="button" class="quiet" data-testid="prompt-leave" on:click=move |_| leave()>{tx!(common.cancel)}</button>
                <button type="submit" class="outline" data-testid="prompt-put">
                    <Icon name=IconName::Check/>
                    {tx!(write.put)}
                </button>
            </div>
        </form>
    }
}

fn field_id(at: usize) -> String {
    format!("prompt-place-{at}")
}

/// One place: chosen, or typed. Enter takes the whole form, Shift+Enter breaks the line, as in the composer.
fn field(at: usize, place: Place, values: Values, on_enter: Callback<()>) -> AnyView {
    let id = field_id(at);
    let enter_puts = !page::has_coarse_pointer();
    let name = StoredValue::new(place.name.clone());
    let value = move || {
        values
            .with(|values| name.with_value(|name| values.get(name).cloned()))
            .unwrap_or_default()
    };
    let set =
        move |text: String| values.update(|values| drop(values.insert(name.get_value(), text)));
    let input = if place.choices.is_empty() {
        view! {
            <textarea id=id.clone() rows="1" dir="auto" data-testid="prompt-value"
                prop:value=value
                on:input=move |event| set(event_target_value(&event))
                on:keydown=move |event| {
                    let command = event.ctrl_key() || event.meta_key();
                    if event.key() == "Enter" && !composing(&event) && (command || (enter_puts && !event.shift_key())) {
                        event.prevent_default();
                        on_enter.run(());
                    }
                }></textarea>
        }
        .into_any()
    } else {
        let options = place.choices.into_iter();
        let options = options.map(|choice| view! { <option value=choice.clone() dir="auto">{choice.clone()}</option> }).collect_view();
        view! {
            <select id=id.clone() data-testid="prompt-value" prop:value=value on:change=move |event| set(event_target_value(&event))>{options}</select>
        }
        .into_any()
    };
    view! {
        <div class="field">
            <label for=id><bdi>{place.name}</bdi></label>
            {input}
        </div>
    }
    .into_any()
}
