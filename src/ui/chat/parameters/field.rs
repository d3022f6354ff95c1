//! A field for a parameter: empty is not sent, and what cannot be sent is told.

use crate::i18n::*;
use crate::state::{App, use_app};
use crate::ui::parts::format::{Format, use_format};
use crate::ui::parts::text::{Words, text, tx, words};
use chat::{MOST_STOP_LETTERS, MOST_STOPS, Parameter, ParameterProblem};
use leptos::prelude::*;

/// What is common to the fields of a parameter.
#[derive(Clone, Copy)]
struct Field {
    app: App,
    which: Parameter,
    /// What was typed last and cannot be sent, and why.
    wrong: RwSignal<Option<(String, ParameterProblem)>>,
}

impl Field {
    fn new(which: Parameter) -> Field {
        Field {
            app: use_app(),
            which,
            wrong: RwSignal::new(None),
        }
    }

    /// What stands in the field.
    fn value(self) -> String {
        let wrong = self
            .wrong
            .with(|wrong| wrong.as_ref().map(|(typed, _)| typed.clone()));
        wrong.unwrap_or_else(|| self.app.chat_parameters().written(self.which))
    }

    fn take(self, typed: &str) {
        let outcome = self.app.set_parameter(self.which, typed);
        self.wrong
            .try_set(outcome.err().map(|problem| (typed.to_string(), problem)));
    }

    fn id(self) -> String {
        format!("parameter-{}", self.which.name())
    }

    fn hint_id(self) -> String {
        format!("parameter-{}-hint", self.which.name())
    }
}

/// The hint below a field; in its place what is wrong with what was typed. And whether the model refuses it.
#[component]
fn Hint(field: Field, hint: Words) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let wrong = Memo::new(move |_| {
        field
            .wrong
            .with(|wrong| wrong.as_ref().map(|(_, problem)| *problem))
    });
    let refused = Memo::new(move |_| app.refused_parameters().contains(&field.which));
    let hint = text(hint);
    view! {
        <small id=field.hint_id() class="hint" class:bad=move || wrong.get().is_some() role="status" data-testid="parameter-hint">
            {move || match wrong.get() {
                Some(problem) => told(problem, i18n, format),
                None => hint().to_string(),
            }}
        </small>
        <Show when=move || refused.get()>
            <p class="hint warn" data-testid="parameter-refused" data-of=field.which.name()>
                {tx!(parameters.refused)} " "
                <button type="button" class="link" data-testid="parameter-again" on:click=move |_| app.try_parameter_again(field.which)>
                    {tx!(parameters.try_again)}
                </button>
            </p>
        </Show>
    }
}

fn told(
    problem: ParameterProblem,
    i18n: leptos_i18n::I18nContext<Locale>,
    format: Format,
) -> String {
    let fixed = |words: Words| words(i18n.get_locale()).to_string();
    let number = |number: i64| match u64::try_from(number) {
        Ok(number) => format.number(number),
        Err(_) => format.isolated(format!("−{}", format.number(number.unsigned_abs()))),
    };
    match problem {
        ParameterProblem::NotANumber => fixed(words!(parameters.problem_number)),
        ParameterProblem::NotWhole => fixed(words!(parameters.problem_whole)),
        ParameterProblem::OutOfRange(from, to) => {
            t_string!(
                i18n,
                parameters.problem_range,
                from = number(from),
                to = number(to)
            )
        }
        ParameterProblem::TooManyStops => t_string!(
            i18n,
            parameters.problem_stops,
            n = format.number(MOST_STOPS as u64)
        ),
        ParameterProblem::StopTooLong => {
            t_string!(
                i18n,
                parameters.problem_stop_long,
                n = format.number(MOST_STOP_LETTERS as u64)
            )
        }
        ParameterProblem::Unknown => fixed(words!(parameters.problem_unknown)),
    }
}

/// A number.
#[component]
pub(super) fn TextField(which: Parameter, label: Words, hint: Words) -> impl IntoView {
    let field = Field::new(which);
    let decimal = matches!(which, Parameter::Temperature | Parameter::TopP);
    view! {
        <div class="field">
            <label for=field.id()>{text(label)}</label>
            <input id=field.id() type="text" inputmode=if decimal { "decimal" } else { "text" } dir="ltr" class="num" autocomplete="off"
                data-testid=field.id() placeholder=tx!(parameters.not_sent)
                prop:value=move || field.value()
                aria-invalid=move || field.wrong.with(Option::is_some).to_string()
                aria-describedby=field.hint_id()
                on:change=move |event| field.take(&event_target_value(&event))/>
            <Hint field=field hint=hint/>
        </div>
    }
}

/// One of a list.
#[component]
pub(super) fn ChoiceField(
    which: Parameter,
    label: Words,
    hint: Words,
    /// The values and what they are called
    choices: Vec<(&'static str, Words)>,
) -> impl IntoView {
    let field = Field::new(which);
    let option = move |(value, label): (&'static str, Words)| {
        view! { <option value=value selected=move || field.value() == value>{text(label)}</option> }
    };
    view! {
        <div class="field">
            <label for=field.id()>{text(label)}</label>
            <select id=field.id() data-testid=field.id() aria-describedby=field.hint_id() prop:value=move || field.value()
                on:change=move |event| field.take(&event_target_value(&event))>
                <option value="" selected=move || field.value().is_empty()>{tx!(parameters.not_sent)}</option>
                {choices.into_iter().map(option).collect_view()}
            </select>
            <Hint field=field hint=hint/>
        </div>
    }
}

/// The texts at which the model stops, one a line.
#[component]
pub(super) fn StopField() -> impl IntoView {
    let field = Field::new(Parameter::Stop);
    view! {
        <div class="field">
            <label for=field.id()>{tx!(parameters.stop)}</label>
            <textarea id=field.id() rows="2" dir="auto" spellcheck="false" data-testid=field.id() placeholder=tx!(parameters.not_sent)
                prop:value=move || field.value()
                aria-invalid=move || field.wrong.with(Option::is_some).to_string()
                aria-describedby=field.hint_id()
                on:change=move |event| field.take(&event_target_value(&event))></textarea>
            <Hint field=field hint=words!(parameters.stop_hint)/>
        </div>
    }
}
