//! A field for a model's name: any name can be typed, and the endpoint's list helps.

use super::icon::{Icon, IconName};
use super::ids;
use super::reveal::reveal_row;
use super::text::{Words, text, tx};
use crate::i18n::*;
use crate::state::{ModelsState, use_app};
use crate::ui::parts::format::use_format;
use leptos::html::Ul;
use leptos::prelude::*;

/// As many matches as are shown at once.
const SHOWN: usize = 60;

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
    let typed = RwSignal::new(None::<String>); // while the list is open: what is in the field
    let active = RwSignal::new(0_usize);
    let list = NodeRef::<Ul>::new();
    let options = Memo::new(move |_| typed.with(|typed| typed.as_ref().map(|typed| matches(app, typed)).unwrap_or_default()));

    let open = move || {
        if typed.with_untracked(Option::is_none) {
            app.load_models();
            active.set(0);
            typed.set(Some(String::new()));
        }
    };
    let take = move |name: String| {
        typed.set(None);
        if name != value.get_untracked() {
            on_change.run(name);
        }
    };
    let on_key = move |ev: leptos::ev::KeyboardEvent| {
        let count = options.with_untracked(Vec::len);
        match ev.key().as_str() {
            "ArrowDown" | "ArrowUp" => {
                ev.prevent_default();
                let down = ev.key() == "ArrowDown";
                if typed.with_untracked(Option::is_none) {
                    open();
                } else if count > 0 {
                    active.update(|active| *active = (*active + if down { 1 } else { count - 1 }) % count);
                    reveal_row(list, active.get_untracked());
                }
            }
            "Enter" => {
                ev.prevent_default();
                if let Some(name) = options.with_untracked(|options| options.get(active.get_untracked()).map(|option| option.id.clone())) {
                    take(name);
                }
            }
            "Escape" if typed.with_untracked(Option::is_some) => {
                ev.prevent_default();
                ev.stop_propagation();
                typed.set(None);
            }
            _ => {}
        }
    };
    let option_id = { let id = id.clone(); move |index: usize| format!("{id}-{index}") };
    let active_id = { let option_id = option_id.clone(); move || typed.with(Option::is_some).then(|| option_id(active.get())) };
    let controls = list_id.clone();
    let name = text(label);
    view! {
        <div class="picker" class:up=up>
            <label class=if labelled { "" } else { "vh" } for=id.clone()>{name}</label>
            <div class="picker-field">
                <input
                    id=id.clone()
                    type="text"
                    role="combobox"
                    dir="ltr"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    aria-autocomplete="list"
                    aria-expanded=move || typed.with(Option::is_some).to_string()
                    aria-controls=controls
                    aria-activedescendant=active_id
                    placeholder=tx!(common.model_placeholder)
                    data-testid=testid
                    prop:value=move || typed.get().filter(|typed| !typed.is_empty()).unwrap_or_else(|| value.get())
                    on:focus=move |_| app.load_models()
                    on:click=move |_| open()
                    on:input=move |ev| {
                        active.set(0);
                        typed.set(Some(event_target_value(&ev)));
                    }
                    on:keydown=on_key
                    on:blur=move |_| {
                        // A name that was typed and left counts, as in any field.
                        if let Some(name) = typed.get_untracked().filter(|name| !name.trim().is_empty()) {
                            take(name.trim().to_string());
                        }
                        typed.set(None);
                    }
                />
                <Icon name=IconName::Down/>
            </div>
            <ul node_ref=list class="picker-list" id=list_id role="listbox" aria-label=name hidden=move || typed.with(Option::is_none)>
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
                                        take(id.clone());
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

/// A line of the list.
#[derive(Clone, PartialEq)]
struct Choice {
    id: String,
    name: Option<String>,
    context: Option<u64>,
    price: Option<(f64, f64)>,
    /// Not in the endpoint's list: what was typed
    free: bool,
}

/// The models that match: all words typed are in the id or the name. What was typed comes last, as a choice of its own.
fn matches(app: crate::state::App, typed: &str) -> Vec<Choice> {
    let words: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
    let mut found: Vec<Choice> = app.endpoint.models.with(|models| {
        models
            .list
            .iter()
            .filter(|model| {
                let id = model.id.to_lowercase();
                let name = model.name.as_deref().unwrap_or_default().to_lowercase();
                words.iter().all(|word| id.contains(word) || name.contains(word))
            })
            .take(SHOWN)
            .map(|model| Choice {
                id: model.id.clone(),
                name: model.name.clone(),
                context: model.context.map(u64::from),
                price: model.price.as_ref().map(|price| (price.input, price.output)),
                free: false,
            })
            .collect()
    });
    let typed = typed.trim();
    if !typed.is_empty() && found.iter().all(|choice| choice.id != typed) {
        found.push(Choice { id: typed.to_string(), name: None, context: None, price: None, free: true });
    }
    found
}

fn dollars(per_million: f64) -> String {
    format!("${}", (per_million * 10_000.0).round() / 10_000.0)
}
