//! What became of each file.

use super::problem::{file_problem, note_words, refusal_words};
use crate::i18n::*;
use crate::state::{ImportOutcome, ImportedFile};
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::{text, tx};
use crate::ui::settings::data::imported;
use chat::{Format, Report};
use leptos::prelude::*;
use std::collections::BTreeMap;
use worker::TakenFile;

type I18n = leptos_i18n::I18nContext<Locale>;

/// One part a file, in the order they were taken in.
#[component]
pub(super) fn Reports(
    /// The files
    files: RwSignal<Vec<ImportedFile>>,
) -> impl IntoView {
    view! {
        <div role="status" class="reports" data-testid="import-report">
            <Show when=move || !files.with(Vec::is_empty)>
                <h3>{tx!(bring.report)}</h3>
            </Show>
            <For each=move || files.get() key=|file| file.key let:file>
                <One file/>
            </For>
        </div>
    }
}

#[component]
fn One(
    /// The file
    file: ImportedFile,
) -> impl IntoView {
    let i18n = use_i18n();
    let ImportedFile { name, outcome, .. } = file;
    let whole = |state, words: String| {
        vec![Told {
            name: name.clone(),
            state,
            words,
            ..Told::default()
        }]
    };
    let told: Vec<Told> = match outcome {
        ImportOutcome::Taken(files) => files
            .into_iter()
            .map(|file| taken(i18n, &name, file))
            .collect(),
        ImportOutcome::Own(report) => whole("taken", imported(i18n, &report)),
        ImportOutcome::OwnRefused(why) => {
            whole("failed", t_string!(i18n, bring.problem_own, why = why))
        }
        ImportOutcome::Stopped(n) => whole("stopped", t_string!(i18n, bring.stopped, n = n)),
        ImportOutcome::Refused(refusal) => whole(
            "failed",
            refusal_words(&refusal)(i18n.get_locale_untracked()).to_string(),
        ),
    };
    told.into_iter()
        .map(|told| view! { <Lines told/> })
        .collect_view()
}

/// What is told of one file.
#[derive(Default)]
struct Told {
    name: String,
    program: &'static str,
    state: &'static str,
    words: String,
    problem: Option<String>,
    report: Report,
}

fn taken(i18n: I18n, archive: &str, file: TakenFile) -> Told {
    let problem = file
        .problem
        .as_ref()
        .map(|problem| file_problem(i18n, problem));
    let images = file.report.images;
    let added = file.conversations + file.messages + images > 0;
    let mut words = Vec::new();
    if added {
        words.push(t_string!(
            i18n,
            bring.added,
            n = file.conversations,
            m = file.messages
        ));
    }
    if images > 0 {
        words.push(t_string!(i18n, bring.images, n = images));
    }
    match (added, file.unchanged > 0, &problem) {
        (true, true, _) => words.push(t_string!(i18n, bring.here, n = file.unchanged)),
        (false, true, _) => {
            words.push(t_string!(i18n, bring.nothing_new).to_string());
            words.push(t_string!(i18n, bring.here, n = file.unchanged));
        }
        (false, false, None) => words.push(t_string!(i18n, bring.added, n = 0, m = 0)),
        _ => {}
    }
    Told {
        name: match file.name.as_str() {
            "" => archive.to_string(),
            inside => format!("{archive} › {inside}"),
        },
        program: file.format.map_or("", program),
        state: match (&problem, added) {
            (Some(_), _) => "failed",
            (None, true) => "taken",
            (None, false) => "nothing-new",
        },
        words: words.join(" "),
        problem,
        report: file.report,
    }
}

#[component]
fn Lines(
    /// What is told
    told: Told,
) -> impl IntoView {
    let Told {
        name,
        program,
        state,
        words,
        problem,
        report,
    } = told;
    let i18n = use_i18n();
    let notes: Vec<_> = report.notes.into_iter().collect();
    let titles = report.titles;
    view! {
        <section class="imported" data-testid="import-file" data-state=state>
            <p class="imported-head"><strong><bdi>{name}</bdi></strong> " " <span class="quiet" translate="no">{program}</span></p>
            {(!words.is_empty()).then(|| view! { <p data-testid="import-taken">{words}</p> })}
            {problem.map(|problem| view! {
                <p class="imported-problem" data-testid="import-problem"><Icon name=IconName::Warn/> <span>{problem}</span></p>
            })}
            {(!notes.is_empty()).then(|| view! {
                <details>
                    <summary>{tx!(bring.left)}</summary>
                    <ul class="plain">
                        {notes.into_iter().map(|(note, noted)| view! {
                            <li data-testid="import-note" data-kind=note.name()>
                                {text(note_words(note))} " " <span class="num">{format!("({})", noted.count)}</span>
                                {places(i18n, &titles, &noted.places)}
                            </li>
                        }).collect_view()}
                    </ul>
                </details>
            })}
        </section>
    }
}

/// Where something is: the conversations, by their numbers and titles; else the place as the file has it.
fn places(i18n: I18n, titles: &BTreeMap<usize, String>, places: &[String]) -> AnyView {
    let mut told = Vec::new();
    for place in places {
        let Some(n) = chat::conversation_of(place) else {
            let place = place.clone();
            told.push(view! { <code dir="ltr">{place}</code> }.into_any());
            continue;
        };
        let number = t_string!(i18n, bring.place, n = n);
        let title = titles.get(&n).cloned();
        // The whole place is for who looks into the file.
        told.push(
            view! { <span title=place.clone()>{number}{title.map(|title| view! { ": " <bdi>{title}</bdi> })}</span> }
                .into_any(),
        );
    }
    let told = told.into_iter().map(|one| view! { " · " {one} });
    view! { <span class="quiet">{told.collect_view()}</span> }.into_any()
}

/// The name of what wrote a file.
fn program(format: Format) -> &'static str {
    match format {
        Format::Parlance => "Parlance",
        Format::ChatGpt => "ChatGPT",
        Format::NextChat => "NextChat",
        Format::BetterChatGpt => "BetterChatGPT",
        Format::LibreChat => "LibreChat",
        Format::LlamaUi => "llama.cpp",
        Format::Markdown => "Markdown",
    }
}
