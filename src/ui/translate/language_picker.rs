//! A language, found by typing: its own name, its English name, its name in the interface's language, or its tag.

use crate::i18n::{I18nLocaleTrait, use_i18n};
use crate::state::{App, page, use_app};
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::ids;
use crate::ui::parts::reveal::reveal_row;
use crate::ui::parts::text::{text, tx, words};
use leptos::html::{Input, Ul};
use leptos::prelude::*;
use translation::Language;

/// Which of the two languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The source's: may be detected
    From,
    /// The target's
    To,
}

/// A row of the list: a language, or (none) "Detect language".
type Choice = Option<&'static Language>;

/// A field that shows the language and, as one types, the languages that match; the recent ones first.
///
/// Arrow keys move, Enter takes, Escape goes back.
#[component]
pub fn LanguagePicker(
    /// Which of the two
    side: Side,
) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let list_id = format!("{}-list", ids::next("lang"));
    let typed = RwSignal::new(None::<String>); // while the list is open: what is in the field
    let active = RwSignal::new(0_usize);
    let field = NodeRef::<Input>::new();
    let list = NodeRef::<Ul>::new();
    let locale = move || i18n.get_locale().as_str();
    let detect = tx!(translate.detect);
    let detected_as = tx!(translate.detected);

    let choices = Memo::new(move |_| {
        typed.with(|typed| {
            typed
                .as_ref()
                .map(|typed| matching(app, side, typed, locale(), detect()))
                .unwrap_or_default()
        })
    });
    let chosen = move || match side {
        Side::From => app.translate.from.get(),
        Side::To => Some(app.translate.to.get()),
    };
    let shown = move || match chosen() {
        Some(tag) => translation::find(&tag).map_or(tag, |language| name_in(language, locale())),
        None => match app
            .translate
            .detected
            .get()
            .and_then(|tag| translation::find(&tag))
        {
            Some(found) => format!("{} ({})", name_in(found, locale()), detected_as()),
            None => detect().to_string(),
        },
    };
    let close = move || typed.set(None);
    let take = move |choice: Choice| {
        close();
        match (side, choice) {
            (Side::From, choice) => app.set_from(choice.map(|language| language.tag.to_string())),
            (Side::To, Some(language)) => app.set_to(language.tag.to_string()),
            (Side::To, None) => {}
        }
        if let Some(field) = field.get_untracked() {
            field.set_value(&untrack(shown));
        }
    };
    let open = move || {
        if typed.with_untracked(Option::is_none) {
            active.set(0);
            typed.set(Some(String::new()));
            if let Some(field) = field.get_untracked() {
                field.select();
            }
        }
    };
    let step = move |by: isize| {
        let count = choices.with_untracked(Vec::len);
        if count > 0 {
            let next = (active.get_untracked() as isize + by).rem_euclid(count as isize) as usize;
            active.set(next);
            reveal_row(list, next);
        }
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.is_composing() || event.ctrl_key() || event.meta_key() {
            return;
        }
        let is_open = typed.with_untracked(Option::is_some);
        match event.key().as_str() {
            "ArrowDown" if is_open => step(1),
            "ArrowUp" if is_open => step(-1),
            "ArrowDown" | "ArrowUp" | "Enter" if !is_open => open(),
            "Enter" => {
                if let Some(choice) =
                    choices.with_untracked(|choices| choices.get(active.get_untracked()).copied())
                {
                    take(choice);
                }
            }
            "Escape" if is_open => {
                close();
                if let Some(field) = field.get_untracked() {
                    field.set_value(&untrack(shown));
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    let label = text(match side {
        Side::From => words!(translate.from),
        Side::To => words!(translate.to),
    });
    let (row_list, options_id) = (list_id.clone(), list_id.clone());
    view! {
        <div class="lang" class:open=move || typed.with(Option::is_some)>
            <input
                node_ref=field
                type="text"
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                data-testid=match side { Side::From => "tr-from", Side::To => "tr-to" }
                data-value=move || chosen().unwrap_or_default()
                aria-label=label
                aria-autocomplete="list"
                aria-haspopup="listbox"
                aria-expanded=move || typed.with(Option::is_some).to_string()
                aria-controls=list_id.clone()
                aria-activedescendant=move || typed.with(Option::is_some).then(|| format!("{row_list}-{}", active.get()))
                placeholder=shown
                prop:value=move || typed.get().unwrap_or_else(shown)
                on:click=move |_| open()
                on:input=move |event| {
                    active.set(0);
                    typed.set(Some(event_target_value(&event)));
                }
                on:keydown=on_key
                on:blur=move |_| close()
            />
            <Icon name=IconName::Down/>
            <ul
                node_ref=list
                id=list_id.clone()
                class="options"
                role="listbox"
                aria-label=label
                hidden=move || typed.with(Option::is_none)
            >
                {move || {
                    let options_id = options_id.clone();
                    choices
                        .get()
                        .into_iter()
                        .enumerate()
                        .map(move |(index, choice)| {
                            let names = choice.map(|language| (language.own_name, language.tag, name_in(language, locale())));
                            view! {
                                <li
                                    id=format!("{options_id}-{index}")
                                    role="option"
                                    data-value=choice.map_or("", |language| language.tag)
                                    aria-selected=move || (active.get() == index).to_string()
                                    // Not on click: the field would lose the focus, and the list close, before it.
                                    on:pointerdown=move |event| {
                                        event.prevent_default();
                                        take(choice);
                                    }
                                >
                                    {match names {
                                        Some((own, tag, name)) => {
                                            let same = own == name;
                                            view! {
                                                <bdi lang=tag>{own}</bdi>
                                                {(!same).then(|| view! { <span class="quiet">{name}</span> })}
                                            }
                                                .into_any()
                                        }
                                        None => detect().into_any(),
                                    }}
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
        </div>
    }
}

/// The languages that match, "Detect language" first where it applies.
fn matching(app: App, side: Side, typed: &str, locale: &'static str, detect: &str) -> Vec<Choice> {
    let ui_name = |tag: &str| page::display_name(tag, locale);
    let found = app
        .translate
        .recents
        .with(|recents| translation::search(typed.trim(), recents, &ui_name));
    let typed = typed.trim().to_lowercase();
    let offers_detect =
        side == Side::From && (typed.is_empty() || detect.to_lowercase().contains(&typed));
    offers_detect
        .then_some(None)
        .into_iter()
        .chain(found.into_iter().map(Some))
        .collect()
}

/// A language's name in the interface's language.
fn name_in(language: &'static Language, locale: &'static str) -> String {
    page::display_name(language.tag, locale).unwrap_or_else(|| language.english.to_string())
}
