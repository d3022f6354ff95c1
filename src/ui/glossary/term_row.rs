//! A term in the table, changed in place.

use super::fields::{KindSelect, name_of};
use super::why::refused;
use crate::state::{TermRefused, TermRow, use_app};
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::{Words, text, tx, words};
use leptos::prelude::*;
use translation::{MOST_NAME_LETTERS, MOST_NOTE_LETTERS, MOST_TERM_LETTERS, Term, TermKind};

/// What is typed stays in the row; what is no term is told, and not kept until it is one.
#[component]
pub(super) fn TermLine(
    /// The glossary's id
    id: StoredValue<String>,
    /// The term as it is kept
    row: TermRow,
) -> impl IntoView {
    let app = use_app();
    let TermRow { key, term } = row;
    let draft = RwSignal::new(term);
    let problem = RwSignal::new(None::<TermRefused>);
    let change = Callback::new(move |change: Box<dyn FnOnce(&mut Term)>| {
        draft.update(change);
        let outcome = draft.with_untracked(|term| app.change_term(&id.get_value(), key, term));
        problem.set(outcome.err());
    });
    let kind = Signal::derive(move || draft.with(|term| term.kind));
    let keep = move || kind.get() == TermKind::Keep;
    let delete = tx!(glossary.term_delete);
    let more = tx!(glossary.term_more);
    view! {
        <li data-testid="term-row" data-state=move || name_of(kind.get())>
            <Field
                label=words!(glossary.term)
                testid="term-row-source"
                most=MOST_TERM_LETTERS
                value=Signal::derive(move || draft.with(|term| term.source.clone()))
                on_change=move |text: String| change.run(Box::new(move |term| term.source = text))
            />
            {move || (!keep()).then(|| view! {
                <Field
                    label=words!(glossary.translation)
                    testid="term-row-target"
                    most=MOST_TERM_LETTERS
                    value=Signal::derive(move || draft.with(|term| term.target.clone()))
                    on_change=move |text: String| change.run(Box::new(move |term| term.target = text))
                />
            })}
            <KindSelect
                value=kind
                testid="term-row-kind"
                on_change=move |kind: TermKind| change.run(Box::new(move |term| term.kind = kind))
            />
            <details class="more">
                <summary class="button square" aria-label=more title=more data-testid="term-row-more">
                    <Icon name=IconName::More/>
                </summary>
                <div class="row-of-fields">
                    <Field
                        label=words!(glossary.note)
                        testid="term-row-note"
                        most=MOST_NOTE_LETTERS
                        named=true
                        value=Signal::derive(move || draft.with(|term| term.note.clone()))
                        on_change=move |text: String| change.run(Box::new(move |term| term.note = text))
                    />
                    <Field
                        label=words!(glossary.part)
                        testid="term-row-part"
                        most=MOST_NAME_LETTERS
                        named=true
                        hint=words!(glossary.part_hint)
                        value=Signal::derive(move || draft.with(|term| term.part_of_speech.clone()))
                        on_change=move |text: String| change.run(Box::new(move |term| term.part_of_speech = text))
                    />
                </div>
                <label class="check">
                    <input
                        type="checkbox"
                        data-testid="term-row-case"
                        prop:checked=move || draft.with(|term| term.case_sensitive)
                        on:change=move |event| {
                            let counts = event_target_checked(&event);
                            change.run(Box::new(move |term| term.case_sensitive = counts));
                        }
                    />
                    <span>{tx!(glossary.case)}</span>
                </label>
            </details>
            <button type="button" class="square" aria-label=delete title=delete data-testid="term-delete" on:click=move |_| app.delete_term(&id.get_value(), key)>
                <Icon name=IconName::Delete/>
            </button>
            <p class="hint bad" role="status">{move || problem.get().map(refused)}</p>
        </li>
    }
}

/// A field of a row, kept when it is left.
#[component]
fn Field(
    /// Its name
    label: Words,
    /// The `data-testid`
    testid: &'static str,
    /// The most letters
    most: usize,
    /// Shows the name above
    #[prop(optional)]
    named: bool,
    /// An example
    #[prop(optional)]
    hint: Option<Words>,
    /// What is in it
    value: Signal<String>,
    /// Takes what was typed
    #[prop(into)]
    on_change: Callback<String>,
) -> impl IntoView {
    let name = text(label);
    let hint = hint.map(text);
    view! {
        <label class="field">
            <span class=if named { "name" } else { "vh" }>{name}</span>
            <input
                type="text"
                dir="auto"
                data-testid=testid
                maxlength=most.to_string()
                placeholder=hint
                prop:value=move || value.get()
                on:change=move |event| on_change.run(event_target_value(&event))
            />
        </label>
    }
}
