//! A field for a model's name: any name can be typed, and the endpoint's list helps.

use super::icon::{Icon, IconName};
use super::ids;
use super::model_matches::{dollars, matches};
use super::reveal::reveal_row;
use super::text::{Words, text, tx};
use crate::i18n::*;
use crate::state::{ModelsState, use_app};
use crate::ui::parts::format::use_format;
use leptos::html::{Input, Ul};
use leptos::prelude::*;

/// A model's name: typed freely, or picked from the endpoint's list, which is searched as one types.
///
/// Arrow keys move in the list, Enter takes, Escape goes back to what was there.
#[component]
pub fn ModelPicker(
    /// The name that is in force
    #[prop(into)]
    value: Signal<String>,
    /// Takes a new name; empty means the default
    #[prop(into)]
    on_change: Callback<String>,
    /// The field's name
    label: Words,
    /// Shows the name above the field, instead of only saying it to screen readers
    #[prop(optional)]
    labelled: bool,
    /// Opens the list upwards, for fields at the foot of the window
    #[prop(optional)]
    up: bool,
    /// The `data-testid` of the field
    testid: &'static str,
) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let id = ids::next("model");
    let list_id = format!("{id}-list");
    let field = NodeRef::<Input>::new();
    let list = NodeRef::<Ul>::new();
    let open = RwSignal::new(false);
    let typed = RwSignal::new(None::<String>); // what is in the field, once something was typed
    let active = RwSignal::new(0_usize);
    let options = Memo::new(move |_| {
        if open.get() {
            typed.with(|typed| matches(app, typed.as_deref().unwrap_or_default()))
        } else {
            Vec::new()
        }
    });

    let unfold = move || {
        if !open.get_untracked() {
            app.load_models();
            open.set(true);
            // The list opens where the choice is, and typing replaces it.
            let current = value.get_untracked();
            active.set(
                options
                    .with_untracked(|options| {
                        options.iter().position(|option| option.id == current)
                    })
                    .unwrap_or_default(),
            );
            if let Some(field) = field.get_untracked() {
                field.select();
            }
        }
    };
    let fold = move || {
        open.set(false);
        typed.set(None);
    };
    let take = move |name: &str| {
        fold();
        if name != value.get_untracked() {
            on_change.run(name.to_string());
        }
    };
    let on_key = move |ev: leptos::ev::KeyboardEvent| {
        let key = ev.key();
        match key.as_str() {
            // Enter belongs to the input method while it composes.
            "Enter" if !ev.is_composing() => {
                ev.prevent_default();
                let picked = options.with_untracked(|options| {
                    options
                        .get(active.get_untracked())
                        .map(|option| option.id.clone())
                });
                match picked.or_else(|| typed.get_untracked()) {
                    Some(name) => take(name.trim()),
                    None => unfold(),
                }
            }
            "ArrowDown" | "ArrowUp" if !open.get_untracked() => {
                ev.prevent_default();
                unfold();
            }
            "ArrowDown" | "ArrowUp" => {
                ev.prevent_default();
                let count = options.with_untracked(Vec::len);
                if count > 0 {
                    active.update(|active| {
                        *active = (*active + if key == "ArrowDown" { 1 } else { count - 1 }) % count
                    });
                    reveal_row(list, active.get_untracked());
                }
            }
            "Escape" if open.get_untracked() => {
                // Only the list closes, not the dialog around it.
                ev.prevent_default();
                ev.stop_propagation();
                fold();
            }
            _ => {}
        }
    };
    let option_id = {
        let id = id.clone();
        move |index: usize| format!("{id}-{index}")
    };
    let active_id = {
        let option_id = option_id.clone();
        move || {
            (open.get() && options.with(|options| !options.is_empty()))
                .then(|| option_id(active.get()))
        }
    };
    let controls = list_id.clone();
    let name = text(label);
    view! {
        <div class="picker" class:up=up>
            <label class=if labelled { "" } else { "vh" } for=id.clone()>{name}</label>
            <div class="picker-field">
                <input
                    node_ref=field
                    id=id.clone()
                    type="text"
                    role="combobox"
                    dir="ltr"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    aria-autocomplete="list"
                    aria-expanded=move || open.get().to_string()
                    aria-controls=controls
                    aria-activedescendant=active_id
                    placeholder=tx!(common.model_placeholder)
                    data-testid=testid
                    prop:value=move || typed.get().unwrap_or_else(|| value.get())
                    on:focus=move |_| app.load_models()
                    on:click=move |_| unfold()
                    on:input=move |ev| {
                        unfold();
                        active.set(0);
                        typed.set(Some(event_target_value(&ev)));
                    }
                    on:keydown=on_key
                    on:blur=move |_| {
                        // A name that was typed and left counts, as in any field; an emptied field means the default.
                        // The page may be going away with the field: then there is nothing left to take it.
                        match typed.try_get_untracked() {
                            Some(Some(name)) => take(name.trim()),
                            Some(None) => fold(),
                            None => {}
                        }
                    }
                />
                <Icon name=IconName::Down/>
            </div>
            <ul node_ref=list class="picker-list" id=list_id role="listbox" aria-label=name hidden=move || !open.get()>
                {move || {
                    let option_id = option_id.clone();
                    options
                        .get()
                        .into_iter()
                        .enumerate()
                        .map(|(index, option)| {
                            let id = option.id.clone();
                            let facts = [
                                option.name.clone(),
                                option.context.map(|n| t_string!(i18n, common.model_context, n = format.number(n))),
                                option.price.map(|(input, output)| {
                                    t_string!(i18n, common.model_price, input = dollars(input), output = dollars(output))
                                }),
                            ];
                            let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
                            view! {
                                <li
                                    role="option"
                                    id=option_id(index)
                                    data-testid="model-option"
                                    aria-selected=move || (active.get() == index).to_string()
                                    // Before the field loses the focus, so that its blur does not come first.
                                    on:pointerdown=move |ev| {
                                        ev.prevent_default();
                                        take(&id);
                                    }
                                >
                                    <span dir="ltr">
                                        {if option.free { t_string!(i18n, common.any_model, name = option.id.clone()) } else { option.id.clone() }}
                                    </span>
                                    <small class="quiet">{facts}</small>
                                </li>
                            }
                        })
                        .collect_view()
                }}
                {move || {
                    let note = match app.endpoint.models.with(|models| (models.state, models.list.is_empty())) {
                        (ModelsState::Loading, _) => tx!(common.loading)(),
                        (ModelsState::Loaded, false) => tx!(common.model_free)(),
                        _ => tx!(common.model_none)(),
                    };
                    view! { <li class="note" role="presentation">{note}</li> }
                }}
            </ul>
        </div>
    }
}
