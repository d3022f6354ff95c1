//! The one panel for every failure: what happened, why, what to do, a button for it, details folded.

use super::copy_button::{Command, CopyButton};
use super::icon::{Icon, IconName};
use super::problem_words::{Cause, causes, remedy, title, why};
use super::text::{Words, text, tx, words};
use crate::state::{Preset, StorageTrouble, Trouble, TroubleKind, page, use_app};
use crate::ui::lazy;
use leptos::prelude::*;
use wire::{ProblemKind, Remedy};

/// A failure: what happened, why, what to do, with a button that does it. Shows nothing while there is none.
///
/// Remedies that are the same everywhere (another key, billing, settings, the check) it performs itself.
#[component]
pub fn ProblemPanel(
    /// The failure, if there is one
    #[prop(into)]
    trouble: Signal<Option<Trouble>>,
    /// Performs the remedies that belong to the page: retry, continue, shorten
    #[prop(into)]
    on_remedy: Callback<Remedy>,
    /// Which remedies the page can perform; the others' buttons are left out. All by default.
    #[prop(optional)]
    without: &'static [Remedy],
) -> impl IntoView {
    move || {
        trouble
            .get()
            .map(|trouble| lazy::problem(trouble, on_remedy, without))
    }
}

/// The panel of a failure that is there.
pub fn panel(trouble: Trouble, on_remedy: Callback<Remedy>, without: &'static [Remedy]) -> AnyView {
    let kind = trouble.name();
    let remedies = trouble.remedies();
    let told = trouble.clone();
    let reason = trouble.clone();
    let outdated = trouble.kind == TroubleKind::Storage(StorageTrouble::Outdated);
    let preset = trouble.preset;
    view! {
        <div class="problem" role="alert" data-testid="problem" data-kind=kind>
            <Icon name=IconName::Warn/>
            <div class="what">
                <strong>{move || title(&told)}</strong>
                <p>{move || why(&reason)}</p>
                {advice(&trouble)}
                <div class="acts">
                    {remedies
                        .into_iter()
                        .filter(|remedy| !without.contains(remedy))
                        .filter_map(|remedy| action(remedy, preset, on_remedy))
                        .collect_view()}
                    {outdated.then(reload)}
                </div>
                {details(&trouble)}
            </div>
        </div>
    }
    .into_any()
}

/// The button that loads the page anew: drafts outlive that.
fn reload() -> AnyView {
    view! {
        <button type="button" class="outline" data-testid="problem-action" data-action="reload" on:click=move |_| page::reload()>
            {tx!(problem.act_reload)}
        </button>
    }
    .into_any()
}

/// The button of a remedy. None where there is nothing to do it with: only some endpoints have a command that lets the page in.
fn action(which: Remedy, preset: Preset, on_remedy: Callback<Remedy>) -> Option<AnyView> {
    let app = use_app();
    let (label, name) = remedy(which);
    if which == Remedy::AllowOrigin {
        let command = cors_command(preset)?;
        let button = view! { <CopyButton what=move |()| command.clone() label=label testid="problem-action" action=name/> };
        return Some(button.into_any());
    }
    let button = view! {
        <button
            type="button"
            class="outline"
            data-testid="problem-action"
            data-action=name
            on:click=move |_| {
                if !app.apply_remedy(which) {
                    on_remedy.run(which);
                }
            }
        >
            {text(label)}
        </button>
    };
    Some(button.into_any())
}

/// What helps with this failure at this endpoint: likely causes, the command that lets the page in.
fn advice(trouble: &Trouble) -> Option<AnyView> {
    let command = cors_command(trouble.preset);
    match &trouble.kind {
        TroubleKind::Wire(ProblemKind::Unreachable) => Some(
            view! {
                <ol class="causes">
                    {causes(trouble.preset)
                        .iter()
                        .map(|cause| {
                            let command = if *cause == Cause::CorsLocal { command.clone() } else { None };
                            view! { <li>{text(cause.words())} {command.map(|line| view! { <Command line=line/> })}</li> }
                        })
                        .collect_view()}
                </ol>
            }
            .into_any(),
        ),
        TroubleKind::Wire(ProblemKind::OriginRefused) | TroubleKind::LocalNetwork => {
            command.map(|line| view! { <Command line=line/> }.into_any())
        }
        _ => None,
    }
}

/// The command that lets this page call a local endpoint.
pub fn cors_command(preset: Preset) -> Option<String> {
    preset
        .cors_command()
        .map(|command| command.replace("=ORIGIN", &format!("={}", page::origin())))
}

/// What the endpoint said, for those who want to know: as plain text, without the key.
fn details(trouble: &Trouble) -> Option<AnyView> {
    let problem = trouble.problem.as_ref();
    let said = match (&trouble.kind, problem) {
        (
            TroubleKind::Import(reason) | TroubleKind::Storage(StorageTrouble::Unavailable(reason)),
            _,
        ) => reason.clone(),
        (_, Some(problem)) if problem.message.is_empty() => problem.body.clone(),
        (_, Some(problem)) => problem.message.clone(),
        (_, None) => String::new(),
    };
    let status = problem
        .and_then(|problem| problem.status)
        .map(|status| status.to_string());
    let rows = [
        (words!(problem.status), status),
        (
            words!(problem.code),
            problem.and_then(|problem| problem.code.clone()),
        ),
        (
            words!(problem.said),
            Some(said).filter(|said| !said.is_empty()),
        ),
        (
            words!(problem.request_id),
            problem.and_then(|problem| problem.request_id.clone()),
        ),
    ];
    let rows = rows
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| row(name, value)))
        .collect::<Vec<_>>();
    (!rows.is_empty()).then(|| {
        view! {
            <details data-testid="problem-details">
                <summary>{tx!(common.details)}</summary>
                <dl>{rows}</dl>
            </details>
        }
        .into_any()
    })
}

fn row(name: Words, value: String) -> AnyView {
    view! {
        <div>
            <dt>{text(name)}</dt>
            <dd dir="auto">{value}</dd>
        </div>
    }
    .into_any()
}
