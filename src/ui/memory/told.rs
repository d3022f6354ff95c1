//! What is told of an import or export: how far it is, what came of it, why it was not to be.

use crate::i18n::*;
use crate::state::{MemoryWork, use_app};
use crate::ui::parts::format::use_format;
use crate::ui::parts::text::{tx, words};
use formats::{FormatFault, FormatProblem, WhyLeftOut};
use leptos::prelude::*;
use worker::{Phase, Refusal};

/// How far the work is.
#[component]
pub(super) fn Working() -> impl IntoView {
    let i18n = use_i18n();
    let format = use_format();
    let work = use_app().memory().work;
    let phase = {
        let work = work.clone();
        Memo::new(move |_| match work.get() {
            MemoryWork::Importing { file, phase, .. } => Some((Some(file), phase)),
            MemoryWork::Exporting => Some((None, Phase::Writing)),
            MemoryWork::Idle => None,
        })
    };
    // Said once a phase, not with every step.
    let said = move || {
        phase.get().map(|(file, phase)| match (file, phase) {
            (Some(file), Phase::Reading) => {
                t_string!(i18n, memory.reading, file = format.isolated(file))
            }
            (Some(file), Phase::Writing) => {
                t_string!(i18n, memory.writing, file = format.isolated(file))
            }
            (None, _) => t_string!(i18n, memory.exporting).to_string(),
        })
    };
    let far = move || match work.get() {
        MemoryWork::Importing { done, total, .. } if total > 0 => {
            Some((done as f64 / total as f64 * 100.0).round().to_string())
        }
        _ => None,
    };
    view! {
        <div class="far">
            <span role="status" data-testid="memory-work">{said}</span>
            {move || phase.get().is_some().then(|| {
                let far = far.clone();
                view! { <progress max="100" value=far aria-label=said></progress> }
            })}
        </div>
    }
}

/// What the last import did.
#[component]
pub(super) fn Imported() -> impl IntoView {
    let i18n = use_i18n();
    let format = use_format();
    let imported = use_app().memory().imported;
    let told = move || {
        let (file, imported) = imported.get()?;
        let number = |n: usize| format.number(n as u64);
        let mut told = t_string!(
            i18n,
            memory.imported,
            file = format.isolated(file),
            n = number(imported.new),
            m = number(imported.known)
        );
        if imported.left_out > 0 {
            let left_out = t_string!(i18n, memory.left_out, n = number(imported.left_out));
            told = format!("{told} {left_out}");
        }
        let why = imported.why.into_iter().map(|left_out| {
            let line = number(left_out.line);
            match left_out.why {
                WhyLeftOut::NoPair => t_string!(i18n, memory.left_out_pair, line = line),
                WhyLeftOut::TooLong => t_string!(i18n, memory.left_out_long, line = line),
                WhyLeftOut::NoLanguage => t_string!(i18n, memory.left_out_language, line = line),
            }
        });
        let why: Vec<_> = why.map(|why| view! { <li>{why}</li> }).collect();
        Some(view! {
            <p>{told}</p>
            <ul class="plain hint">{why}</ul>
        })
    };
    view! { <div class="told" role="status" data-testid="memory-imported">{told}</div> }
}

/// Why something could not be done.
#[component]
pub(super) fn Refused() -> impl IntoView {
    let i18n = use_i18n();
    let format = use_format();
    let refused = use_app().memory().refused;
    let dismiss = refused.clone();
    let panel = move || {
        let dismiss = dismiss.clone();
        let (file, refusal) = refused.get()?;
        let title = match file.is_empty() {
            true => t_string!(i18n, memory.refused).to_string(),
            false => t_string!(i18n, memory.refused_file, file = format.isolated(file)),
        };
        let place = place_of(&refusal).map(|(line, column)| {
            let number = |n: usize| format.number(n as u64);
            t_string!(
                i18n,
                memory.column,
                line = number(line),
                column = number(column)
            )
        });
        let nothing = place
            .is_some()
            .then(|| t_string!(i18n, memory.refused_nothing));
        Some(view! {
            <div class="problem" role="alert" tabindex="-1" data-testid="memory-refused" data-kind=name_of(&refusal)>
                <div class="what">
                    <strong>{title}</strong>
                    <p>{place.map(|place| format!("{place}: "))}{why(&refusal)}</p>
                    <p>{nothing}</p>
                    <div class="acts">
                        <button type="button" class="outline" data-testid="memory-refused-dismiss" on:click=move |_| dismiss.set(None)>
                            {tx!(common.dismiss)}
                        </button>
                    </div>
                </div>
            </div>
        })
    };
    view! { {panel} }
}

fn name_of(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::File(_) => "file",
        Refusal::Unread(_) => "unread",
        Refusal::Full => "full",
        Refusal::Unwritten(_) => "unwritten",
        Refusal::NoWorker => "no-worker",
        Refusal::NotMade => "not-made",
    }
}

fn place_of(refusal: &Refusal) -> Option<(usize, usize)> {
    match refusal {
        // The whole of it is too large, or of another kind: no place in it is to blame.
        Refusal::File(FormatProblem {
            fault: FormatFault::TooLarge | FormatFault::OtherFormat(_),
            ..
        }) => None,
        Refusal::File(problem) => Some((problem.line, problem.column)),
        _ => None,
    }
}

fn why(refusal: &Refusal) -> String {
    let i18n = use_i18n();
    let fixed = match refusal {
        Refusal::File(problem) => return fault(&problem.fault),
        Refusal::Unread(_) => words!(memory.refused_unread),
        Refusal::Full => words!(memory.refused_full),
        Refusal::Unwritten(_) => words!(memory.refused_unwritten),
        Refusal::NoWorker => words!(memory.refused_worker),
        Refusal::NotMade => words!(memory.refused_not_made),
    };
    fixed(i18n.get_locale()).to_string()
}

/// What is wrong with a file, in words.
pub(in crate::ui) fn fault(fault: &FormatFault) -> String {
    let i18n = use_i18n();
    let isolated = |text: &str| use_format().isolated(text);
    let fixed = match fault {
        FormatFault::Encoding(name) => {
            return t_string!(i18n, memory.fault_encoding, name = isolated(name));
        }
        FormatFault::Character(c) => {
            let code = format!("{:04X}", u32::from(*c));
            return t_string!(i18n, memory.fault_character, code = code);
        }
        FormatFault::Malformed(what) => {
            return t_string!(i18n, memory.fault_malformed, what = isolated(what));
        }
        FormatFault::Entity(name) => {
            return t_string!(i18n, memory.fault_entity, name = isolated(name));
        }
        FormatFault::OtherFormat(name) if !name.is_empty() => {
            return t_string!(i18n, memory.fault_format_named, name = isolated(name));
        }
        FormatFault::OtherFormat(_) => words!(memory.fault_format),
        FormatFault::TooLarge => words!(memory.fault_large),
        FormatFault::NotText => words!(memory.fault_text),
        FormatFault::Truncated => words!(memory.fault_truncated),
        FormatFault::TooDeep => words!(memory.fault_deep),
    };
    fixed(i18n.get_locale()).to_string()
}
