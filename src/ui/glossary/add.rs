//! A new term: two words, what to do, and into which glossary.

use super::fields::{KindSelect, use_names};
use super::why::refused;
use crate::i18n::*;
use crate::state::{App, TermRefused, page, use_app};
use crate::ui::parts::announce::use_announcer;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::{tx, words};
use leptos::prelude::*;
use translation::{MOST_TERM_LETTERS, Term, TermKind};

/// The form. Enter adds.
#[component]
pub(super) fn AddTerm(
    /// The term and its translation that stand in it at first
    first: (String, String),
    /// The glossary that is shown, and gets the term; else it is chosen here
    shown: Memo<Option<String>>,
) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let announcer = use_announcer();
    let names = use_names();
    let hinted = !first.0.is_empty() || !first.1.is_empty();
    let (source, target) = (RwSignal::new(first.0), RwSignal::new(first.1));
    let kind = RwSignal::new(TermKind::Use);
    let chosen = RwSignal::new(None::<String>);
    let problem = RwSignal::new(None::<TermRefused>);
    let keep = move || kind.get() == TermKind::Keep;
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let term = Term {
            source: source.get_untracked(),
            target: target.get_untracked(),
            kind: kind.get_untracked(),
            ..Term::default()
        };
        if term.cleaned().is_none() {
            problem.set(Some(TermRefused::Blank));
            return page::focus("term-source");
        }
        let glossary = shown
            .get_untracked()
            .or_else(|| untrack(|| chosen_or_first(app, chosen)));
        let glossary = glossary.unwrap_or_else(|| {
            let (from, to) = app.languages_shown();
            app.new_glossary(&untrack(|| names.pair(&from, &to)), &from, &to)
        });
        let outcome = app.add_term(&glossary, &term);
        problem.set(outcome.err());
        if outcome.is_ok() {
            chosen.set(Some(glossary));
            source.set(String::new());
            target.set(String::new());
            announcer.say(words!(glossary.added)(i18n.get_locale_untracked()));
            page::focus("term-source");
        }
    };
    let why = move || problem.get().map(refused);
    view! {
        <form class="add-term" aria-labelledby="add-term-title" data-testid="term-form" on:submit=add>
            <h3 id="add-term-title">{tx!(glossary.add)}</h3>
            {hinted.then(|| view! { <p class="hint">{tx!(glossary.add_hint)}</p> })}
            <div class="row-of-fields">
                <div class="field">
                    <label for="term-source">{tx!(glossary.term)}</label>
                    <input
                        id="term-source"
                        type="text"
                        dir="auto"
                        data-testid="term-source"
                        maxlength=MOST_TERM_LETTERS.to_string()
                        prop:value=move || source.get()
                        on:input=move |event| source.set(event_target_value(&event))
                    />
                </div>
                <div class="field">
                    <label for="term-target">{tx!(glossary.translation)}</label>
                    <input
                        id="term-target"
                        type="text"
                        dir="auto"
                        data-testid="term-target"
                        maxlength=MOST_TERM_LETTERS.to_string()
                        disabled=keep
                        prop:value=move || if keep() { String::new() } else { target.get() }
                        on:input=move |event| target.set(event_target_value(&event))
                    />
                </div>
                <div class="field">
                    <label for="term-kind">{tx!(glossary.kind)}</label>
                    <KindSelect id="term-kind" value=kind on_change=move |new| kind.set(new) testid="term-kind"/>
                </div>
                {move || shown.get().is_none().then(|| view! { <Into chosen=chosen/> })}
                <button type="submit" class="primary" data-testid="term-add">
                    <Icon name=IconName::Plus/>
                    {tx!(glossary.add_do)}
                </button>
            </div>
            <p class="hint bad" role="status" data-testid="term-problem">{why}</p>
        </form>
    }
}

/// The new one is the empty value.
const NEW: &str = "";

/// Into which glossary.
#[component]
fn Into(chosen: RwSignal<Option<String>>) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let all = app.glossaries().all;
    let names = use_names();
    let value = move || chosen_or_first(app, chosen).unwrap_or_default();
    let options = move || {
        let now = value();
        all.with(|all| {
            let option = |(id, name): (String, String)| {
                let selected = id == now;
                view! { <option value=id selected=selected>{name}</option> }
            };
            let kept = all
                .iter()
                .map(|kept| (kept.id.clone(), names.glossary(&kept.name)));
            kept.map(option).collect_view()
        })
    };
    let new = move || {
        let (from, to) = app.languages_shown();
        t_string!(i18n, glossary.new_pair, pair = names.pair(&from, &to))
    };
    view! {
        <div class="field">
            <label for="term-glossary">{tx!(glossary.into_glossary)}</label>
            <select
                id="term-glossary"
                data-testid="term-glossary"
                on:change=move |event| chosen.set(Some(event_target_value(&event)))
            >
                {options}
                <option value=NEW selected=move || value() == NEW>{new}</option>
            </select>
        </div>
    }
}

/// What was chosen, as long as it is there; else the first that is in use for the languages of the panes. None for a new one.
fn chosen_or_first(app: App, chosen: RwSignal<Option<String>>) -> Option<String> {
    let chosen = chosen.get();
    let (from, to) = app.languages_shown();
    let from = Some(from).filter(|from| !from.is_empty());
    app.glossaries().all.with(|all| {
        if chosen.as_deref() == Some(NEW) {
            return None;
        }
        let there = chosen.filter(|id| all.iter().any(|kept| kept.id == *id));
        let first = all
            .iter()
            .find(|kept| kept.is_used_for(from.as_deref(), &to));
        there.or_else(|| first.map(|kept| kept.id.clone()))
    })
}
