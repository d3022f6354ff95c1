//! The doctor's list: each step named, timed, and with its remedy when it fails.

use crate::i18n::*;
use crate::state::{DoctorKind, DoctorStep, KeyStatus, StepState, Trouble, use_app};
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::problem_panel::ProblemPanel;
use crate::ui::parts::text::{Words, text, tx, words};
use leptos::prelude::*;
use wire::Remedy;

/// The doctor's steps and a button to run them again.
#[component]
pub(super) fn Doctor() -> impl IntoView {
    let app = use_app();
    let ran = Memo::new(move |_| app.endpoint.doctor.with(|steps| !steps.is_empty()));
    let busy = move || app.endpoint.status.get() == KeyStatus::Checking;
    let possible = move || app.endpoint.status.get() != KeyStatus::None;
    view! {
        <section class="doctor" aria-labelledby="doctor-title">
            <div class="section-head">
                <h3 id="doctor-title">{tx!(key.check_title)}</h3>
                {move || {
                    possible()
                        .then(|| {
                            view! {
                                <button type="button" class="outline" data-testid="doctor-run" disabled=busy on:click=move |_| app.run_doctor()>
                                    <Icon name=IconName::Again/>
                                    {tx!(key.check_again)}
                                </button>
                            }
                        })
                }}
            </div>
            {move || {
                if ran.get() {
                    view! {
                        <ol aria-live="polite">
                            {move || app.endpoint.doctor.get().into_iter().map(|step| view! { <StepRow step=step/> }).collect_view()}
                        </ol>
                    }
                        .into_any()
                } else {
                    view! { <p class="hint">{tx!(key.checked_none)}</p> }.into_any()
                }
            }}
        </section>
    }
}

#[component]
fn StepRow(step: DoctorStep) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let (state, name, icon) = of_state(&step.state);
    let trouble = match step.state {
        StepState::Failed(trouble) => Some(*trouble),
        _ => None,
    };
    // Counts come as digits; what they count is said here.
    let detail = step.detail.map(|detail| {
        move || match (step.kind, detail.parse::<u64>()) {
            (DoctorKind::Models, Ok(count)) => format.number(count),
            (DoctorKind::Usage, Ok(count)) => {
                t_string!(i18n, key.doctor_tokens, n = format.number(count))
            }
            _ => detail.clone(),
        }
    });
    let trouble: Signal<Option<Trouble>> = Signal::stored(trouble);
    view! {
        <li data-testid="doctor-step" data-kind=kind_name(step.kind) data-state=state>
            <span class="sign">{icon.map(|icon| view! { <Icon name=icon/> })}</span>
            <span class="vh">{text(name)} ": "</span>
            <span>{text(kind_words(step.kind))} " " {detail.map(|detail| view! { <bdi class="quiet">{detail}</bdi> })}</span>
            <span class="quiet num" dir="ltr">{step.ms.map(|ms| move || format.duration(ms))}</span>
            <div class="why">
                <ProblemPanel
                    trouble=trouble
                    on_remedy=move |remedy| if remedy == Remedy::Retry { app.run_doctor() }
                    without=&[Remedy::Shorten, Remedy::Continue, Remedy::CheckConnection]
                />
            </div>
        </li>
    }
}

fn of_state(state: &StepState) -> (&'static str, Words, Option<IconName>) {
    match state {
        StepState::Waiting => ("waiting", words!(key.state_waiting), None),
        StepState::Running => ("running", words!(key.state_running), Some(IconName::More)),
        StepState::Passed => ("passed", words!(key.state_passed), Some(IconName::Check)),
        StepState::Failed(_) => ("failed", words!(key.state_failed), Some(IconName::Warn)),
        StepState::Skipped => ("skipped", words!(key.state_skipped), Some(IconName::Next)),
    }
}

fn kind_name(kind: DoctorKind) -> &'static str {
    match kind {
        DoctorKind::Reach => "reach",
        DoctorKind::Key => "key",
        DoctorKind::Models => "models",
        DoctorKind::Stream => "stream",
        DoctorKind::Usage => "usage",
    }
}

fn kind_words(kind: DoctorKind) -> Words {
    match kind {
        DoctorKind::Reach => words!(key.doctor_reach),
        DoctorKind::Key => words!(key.doctor_key),
        DoctorKind::Models => words!(key.doctor_models),
        DoctorKind::Stream => words!(key.doctor_stream),
        DoctorKind::Usage => words!(key.doctor_usage),
    }
}
