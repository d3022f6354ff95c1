//! A single word or short phrase, looked up as in a dictionary. Never asked unbidden: it costs a call.

use super::asking::Asking;
use crate::state::{Asked, Question, use_app};
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::{tx, words};
use leptos::prelude::*;
use translation::asks::{DictionaryEntry, Example, Form, Sense, is_lookup};

/// The button, and the card once it was asked for.
#[component]
pub fn Lookup() -> impl IntoView {
    let app = use_app();
    let translate = app.translate;
    let question = Question::<DictionaryEntry>::default();
    // Of another word, or into another language, the card says nothing.
    let about = Memo::new(move |_| {
        let word = translate.source.with(|source| source.trim().to_string());
        (word, translate.from.get(), translate.to.get())
    });
    Effect::new(move |before: Option<()>| {
        // Read, not only tracked: a memo that nobody has read yet hears of nothing.
        about.get();
        if before.is_some() {
            question.stop();
        }
    });
    let is_word = Memo::new(move |_| about.with(|(word, ..)| is_lookup(word)));
    let asked = Memo::new(move |_| question.state.with(|state| *state != Asked::Idle));
    let ask = move || app.ask_dictionary(question);
    let card = move || {
        let Asked::Here(entry) = question.state.get() else {
            return None;
        };
        let from = translate.from.get_untracked();
        let from = from.or_else(|| translate.detected.get_untracked());
        Some(card(entry, from, translate.to.get_untracked()))
    };
    view! {
        <Show when=move || is_word.get()>
            <section class="asks lookup" aria-label=tx!(asks.dictionary) data-testid="lookup">
                <Show when=move || !asked.get()>
                    <button type="button" class="outline" data-testid="tr-lookup" on:click=move |_| ask()>
                        <Icon name=IconName::Search/>
                        {tx!(asks.look_up)}
                    </button>
                </Show>
                <Asking question=question same=words!(asks.none) on_again=move |()| ask()/>
                {card}
            </section>
        </Show>
    }
}

fn card(entry: DictionaryEntry, from: Option<String>, to: String) -> AnyView {
    let DictionaryEntry {
        lemma,
        pronunciation,
        senses,
        forms,
    } = entry;
    let senses: Vec<AnyView> = senses
        .into_iter()
        .map(|sense| sense_row(sense, from.clone(), to.clone()))
        .collect();
    let forms: Vec<AnyView> = forms
        .into_iter()
        .map(|Form { label, text }| {
            let lang = from.clone();
            view! { <div><dt dir="auto">{if label.is_empty() { "–".to_string() } else { label }}</dt><dd><bdi dir="auto" lang=lang>{text}</bdi></dd></div> }.into_any()
        })
        .collect();
    let has_forms = !forms.is_empty();
    view! {
        <article class="entry" data-testid="lookup-card" tabindex="-1">
            <h2>
                <bdi dir="auto" lang=from.clone()>{lemma}</bdi>
                " " <bdi class="quiet said" data-testid="lookup-said">{pronunciation}</bdi>
            </h2>
            <ol class="senses">{senses}</ol>
            {has_forms.then(|| view! {
                <details data-testid="lookup-forms">
                    <summary>{tx!(asks.forms)}</summary>
                    <dl>{forms}</dl>
                </details>
            })}
        </article>
    }
    .into_any()
}

fn sense_row(sense: Sense, from: Option<String>, to: String) -> AnyView {
    let facts = [sense.part_of_speech, sense.gender, sense.register];
    let facts: Vec<AnyView> = facts
        .into_iter()
        .filter(|fact| !fact.is_empty())
        .map(|fact| view! { <bdi class="fact" dir="auto">{fact}</bdi> }.into_any())
        .collect();
    let examples: Vec<AnyView> = sense
        .examples
        .into_iter()
        .map(|Example { source, target }| {
            let (from, to) = (from.clone(), to.clone());
            view! {
                <li>
                    <bdi dir="auto" lang=from>{source}</bdi>
                    <bdi class="quiet" dir="auto" lang=to>{target}</bdi>
                </li>
            }
            .into_any()
        })
        .collect();
    view! {
        <li data-testid="lookup-sense">
            <p>
                <bdi class="words" dir="auto" lang=to>{sense.translation}</bdi>
                " " <bdi class="quiet said">{sense.pronunciation}</bdi>
                {facts}
            </p>
            <p class="quiet" dir="auto">{sense.meaning}</p>
            <ul class="examples">{examples}</ul>
        </li>
    }
    .into_any()
}
