//! A field for a model's name: any name can be typed, and the endpoint's list helps.

use super::icon::{Icon, IconName};
use super::ids;
use super::model_matches::{Choice, dollars, matches, on_enter, on_leave, step};
use super::reveal::reveal_row;
use super::text::{Words, text, tx};
use crate::i18n::*;
use crate::state::{ModelsState, use_app};
use crate::ui::parts::format::use_format;
use leptos::html::{Input, Ul};
use leptos::prelude::*;

/// A model's name: typed freely, or picked from the endpoint's list, which is searched as one types. A combobox as the ARIA
/// Authoring Practices have it.
///
/// Arrow keys mark in the list. Enter takes what is marked, else what is typed; leaving the field takes what is typed only
/// where the list has it; Escape goes back to what was there.
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
    let models = app.endpoint.models;
    let id = ids::next("model");
    let list_id = format!("{id}-list");
    let field = NodeRef::<Input>::new();
    let list = NodeRef::<Ul>::new();
    let open = RwSignal::new(false);
    let typed = RwSignal::new(None::<String>); // what is in the field, once something was typed
    // What it held when it was entered: a default that comes with the list must not get into what is being typed.
    let held = RwSignal::new(None::<String>);
    let marked = RwSignal::new(None::<String>); // by its name: the list may change under it
    let options = Memo::new(move |_| {
        if !open.get() {
            return Vec::new();
        }
        typed.with(|typed| {
            models.with(|models| matches(&models.list, typed.as_deref().unwrap_or_default()))
        })
    });
    let row_of = move |name: &str| {
        options.with(|options| options.iter().position(|option| option.id == name))
    };
    let marked_row = Memo::new(move |_| marked.with(|marked| row_of(marked.as_deref()?)));
    // What Enter takes while nothing is marked: the list shows it.
    let on_its_own = Memo::new(move |_| {
        typed
            .with(|typed| models.with(|models| on_enter(&models.list, typed.as_deref(), None)))
            .filter(|name| !name.is_empty() && marked.with(Option::is_none))
    });

    let unfold = move || {
        if !open.get_untracked() {
            app.load_models();
            open.set(true);
            // Typing replaces what is there.
            if let Some(field) = field.get_untracked() {
                field.select();
            }
        }
    };
    let fold = move || {
        open.set(false);
        held.set(None);
        typed.set(None);
        marked.set(None);
    };
    let take = move |name: String| {
        fold();
        if name != value.get_untracked() {
            on_change.run(name);
        }
    };
    let mark_next = move |down: bool| {
        untrack(|| {
            let in_force = match typed.get() {
                None => row_of(&value.get()),
                Some(_) => None,
            };
            let count = options.with(Vec::len);
            if let Some(row) = step(count, marked_row.get(), in_force, down) {
                marked.set(options.with(|options| options.get(row).map(|found| found.id.clone())));
                reveal_row(list, row);
            }
        });
    };
    let on_key = move |ev: leptos::ev::KeyboardEvent| {
        // Keys belong to the input method while it composes. 229: some browsers report the Enter that ends a composition
        // only by this code.
        if ev.is_composing() || ev.key_code() == 229 {
            return;
        }
        let key = ev.key();
        match key.as_str() {
            "Enter" if !open.get_untracked() => unfold(),
            "Enter" => {
                let meant = models.with_untracked(|models| {
                    let typed = typed.get_untracked();
                    // Marked, and gone from the list since then, is not marked.
                    let marked = marked
                        .get_untracked()
                        .filter(|_| marked_row.get_untracked().is_some());
                    on_enter(&models.list, typed.as_deref(), marked.as_deref())
                });
                match meant {
                    Some(name) => take(name),
                    None => fold(),
                }
            }
            "ArrowDown" | "ArrowUp" => {
                unfold();
                mark_next(key == "ArrowDown");
            }
            // Only the list closes, not the dialog around it.
            "Escape" if open.get_untracked() => {
                ev.stop_propagation();
                fold();
            }
            _ => return,
        }
        ev.prevent_default();
    };
    let on_blur = move |_| {
        // The page may be going away with the field: then there is nothing left to take it.
        let (Some(left), Some(listed)) = (
            typed.try_get_untracked(),
            models.try_get_untracked().map(|models| models.list),
        ) else {
            return;
        };
        match on_leave(&listed, left.as_deref()) {
            Some(name) => take(name),
            None => fold(),
        }
    };
    let name = text(label);
    let row_id = id.clone();
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
                    aria-haspopup="listbox"
                    aria-expanded=move || open.get().to_string()
                    aria-controls=list_id.clone()
                    aria-activedescendant=move || marked_row.get().map(|row| format!("{row_id}-{row}"))
                    placeholder=tx!(common.model_placeholder)
                    data-testid=testid
                    prop:value=move || typed.get().or_else(|| held.get()).unwrap_or_else(|| value.get())
                    on:focus=move |_| {
                        held.set(Some(value.get_untracked()));
                        app.load_models();
                    }
                    on:click=move |_| unfold()
                    on:input=move |ev| {
                        unfold();
                        marked.set(None);
                        typed.set(Some(event_target_value(&ev)));
                    }
                    on:keydown=on_key
                    on:blur=on_blur
                />
                <Icon name=IconName::Down/>
            </div>
            <ul node_ref=list class="picker-list" id=list_id role="listbox" aria-label=name hidden=move || !open.get()>
                <Rows id=id options=options marked=marked_row on_its_own=on_its_own value=value on_take=take/>
                <Note/>
            </ul>
        </div>
    }
}

/// The lines of the list.
#[component]
fn Rows(
    /// What their ids begin with
    id: String,
    options: Memo<Vec<Choice>>,
    /// Which one the arrows have marked
    marked: Memo<Option<usize>>,
    /// What Enter takes though nothing is marked
    on_its_own: Memo<Option<String>>,
    /// The name in force
    value: Signal<String>,
    #[prop(into)] on_take: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = use_format();
    let row = move |id: &str, index: usize, option: Choice| {
        let Choice {
            id: name,
            name: title,
            context,
            price,
            free,
        } = option;
        let dollars = |price| format.isolated(dollars(price));
        let facts = [
            context.map(|n| t_string!(i18n, common.model_context, n = format.number(n))),
            price.map(|(input, output)| {
                t_string!(
                    i18n,
                    common.model_price,
                    input = dollars(input),
                    output = dollars(output)
                )
            }),
        ];
        let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let apart = (title.is_some() && !facts.is_empty()).then_some(" · ");
        let words = if free {
            let name = format.isolated(name.clone());
            view! { <span>{t_string!(i18n, common.any_model, name = name)}</span> }.into_any()
        } else {
            view! { <span dir="ltr">{name.clone()}</span> }.into_any()
        };
        let (entered, in_force) = (name.clone(), name.clone());
        view! {
            <li
                role="option"
                id=format!("{id}-{index}")
                data-testid="model-option"
                aria-selected=move || (marked.get() == Some(index)).to_string()
                data-enter=move || on_its_own.with(|taken| taken.as_ref() == Some(&entered)).then_some("")
                data-current=move || value.with(|value| *value == in_force).then_some("")
                // Before the field loses the focus, so that its blur does not come first.
                on:pointerdown=move |ev| {
                    ev.prevent_default();
                    on_take.run(name.clone());
                }
            >
                {words}
                <small class="quiet"><bdi>{title}</bdi> {apart} {facts}</small>
            </li>
        }
        .into_any()
    };
    move || {
        options
            .get()
            .into_iter()
            .enumerate()
            .map(|(index, option)| row(&id, index, option))
            .collect_view()
    }
}

/// What there is to say of the list as a whole.
#[component]
fn Note() -> impl IntoView {
    let app = use_app();
    let (loading, free, none) = (
        tx!(common.loading),
        tx!(common.model_free),
        tx!(common.model_none),
    );
    let note = move || {
        let (state, empty) = app
            .endpoint
            .models
            .with(|models| (models.state, models.list.is_empty()));
        match (state, empty) {
            (ModelsState::Loading, _) => loading(),
            (ModelsState::Loaded, false) => free(),
            _ => none(),
        }
    };
    view! { <li class="note" role="presentation">{note}</li> }
}
