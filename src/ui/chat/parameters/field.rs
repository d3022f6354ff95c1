//! A field for a parameter: what is sent while it is empty, and what cannot be sent, is told.

use crate::i18n::*;
use crate::state::{App, InPlace, use_app};
use crate::ui::parts::format::{Format, use_format};
use crate::ui::parts::text::{Words, text, tx, words};
use chat::{MOST_SCHEMA_LETTERS, MOST_STOP_LETTERS, MOST_STOPS, Parameter, ParameterProblem};
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
        let app = use_app();
        // A schema is kept while it is being written.
        let unsent = untrack(|| app.chat_parameters()).unreadable(which);
        Field {
            app,
            which,
            wrong: RwSignal::new(unsent),
        }
    }

    /// What stands in the field.
    fn value(self) -> String {
        let wrong = self
            .wrong
            .with(|wrong| wrong.as_ref().map(|(typed, _)| typed.clone()));
        wrong.unwrap_or_else(|| self.app.chat_parameters().written(self.which))
    }

    /// What is sent while it is empty.
    fn in_place(self, locale: Locale, format: Format) -> String {
        match self.app.parameter_in_place(self.which) {
            None => td_string!(locale, parameters.not_sent).to_string(),
            Some(InPlace::Bound(tokens)) => format.number(u64::from(tokens)),
            Some(InPlace::Effort(effort)) => {
                let known = efforts().into_iter().find(|(value, _)| *value == effort);
                let effort = match known {
                    Some((_, label)) => label(locale).to_string(),
                    None => format.isolated(effort),
                };
                td_string!(locale, parameters.effort_from_settings, effort = effort)
            }
        }
    }

    fn take(self, typed: &str) {
        let outcome = self.app.set_parameter(self.which, typed);
        self.wrong
            .try_set(outcome.err().map(|problem| (typed.to_string(), problem)));
    }

    fn lacks_schema(self) -> bool {
        self.which == Parameter::Schema && self.app.chat_parameters().lacks_schema()
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
    let (hint, no_schema) = (text(hint), tx!(parameters.schema_missing));
    // Why something is sent that nobody set.
    let bounded = move || match app.parameter_in_place(field.which) {
        Some(InPlace::Bound(tokens)) if app.chat_parameters().written(field.which).is_empty() => {
            let n = format.number(u64::from(tokens));
            Some(t_string!(i18n, parameters.bounded, n = n))
        }
        _ => None,
    };
    view! {
        <small id=field.hint_id() class="hint" class:bad=move || wrong.get().is_some() role="status" data-testid="parameter-hint">
            {move || match wrong.get() {
                Some(problem) => told(problem, i18n, format),
                None if field.lacks_schema() => no_schema().to_string(),
                None => [Some(hint().to_string()), bounded()].into_iter().flatten().collect::<Vec<_>>().join(" "),
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
        ParameterProblem::NotJson(line, column) => {
            t_string!(
                i18n,
                parameters.problem_json,
                line = format.number(line as u64),
                column = format.number(column as u64)
            )
        }
        ParameterProblem::NotAnObject => fixed(words!(parameters.problem_object)),
        ParameterProblem::SchemaTooLong => t_string!(
            i18n,
            parameters.problem_schema_long,
            n = format.number(MOST_SCHEMA_LETTERS as u64)
        ),
        ParameterProblem::Unknown => fixed(words!(parameters.problem_unknown)),
    }
}

/// A number.
#[component]
pub(super) fn TextField(which: Parameter, label: Words, hint: Words) -> impl IntoView {
    let field = Field::new(which);
    let (i18n, format) = (use_i18n(), use_format());
    let decimal = matches!(which, Parameter::Temperature | Parameter::TopP);
    view! {
        <div class="field">
            <label for=field.id()>{text(label)}</label>
            <input id=field.id() type="text" inputmode=if decimal { "decimal" } else { "text" } dir="ltr" class="num" autocomplete="off"
                data-testid=field.id() placeholder=move || field.in_place(i18n.get_locale(), format)
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
    let (i18n, format) = (use_i18n(), use_format());
    let option = move |(value, label): (&'static str, Words)| {
        view! { <option value=value selected=move || field.value() == value>{text(label)}</option> }
    };
    view! {
        <div class="field">
            <label for=field.id()>{text(label)}</label>
            <select id=field.id() data-testid=field.id() aria-describedby=field.hint_id() prop:value=move || field.value()
                on:change=move |event| field.take(&event_target_value(&event))>
                <option value="" selected=move || field.value().is_empty()>{move || field.in_place(i18n.get_locale(), format)}</option>
                {choices.into_iter().map(option).collect_view()}
            </select>
            <Hint field=field hint=hint/>
        </div>
    }
}

/// Several lines.
#[component]
pub(super) fn AreaField(which: Parameter, label: Words, hint: Words) -> impl IntoView {
    let field = Field::new(which);
    let (rows, dir) = match which {
        Parameter::Schema => ("8", "ltr"),
        _ => ("2", "auto"),
    };
    view! {
        <div class="field">
            <label for=field.id()>{text(label)}</label>
            <textarea id=field.id() rows=rows dir=dir class:code=which == Parameter::Schema spellcheck="false" data-testid=field.id() placeholder=tx!(parameters.not_sent)
                prop:value=move || field.value()
                aria-invalid=move || field.wrong.with(Option::is_some).to_string()
                aria-describedby=field.hint_id()
                on:change=move |event| field.take(&event_target_value(&event))></textarea>
            <Hint field=field hint=hint/>
        </div>
    }
}

/// The efforts and what they are called.
pub(super) fn efforts() -> [(&'static str, Words); 7] {
    [
        ("none", words!(parameters.effort_none)),
        ("minimal", words!(parameters.effort_minimal)),
        ("low", words!(parameters.effort_low)),
        ("medium", words!(parameters.effort_medium)),
        ("high", words!(parameters.effort_high)),
        ("xhigh", words!(parameters.effort_xhigh)),
        ("max", words!(parameters.effort_max)),
    ]
}
