//! How far a question is, where there is no answer to show.

use crate::state::{Asked, Question, Trouble, use_app};
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::problem_panel::ProblemPanel;
use crate::ui::parts::text::{Words, text, tx};
use leptos::prelude::*;
use wire::Remedy;

/// Says that an answer is awaited, that there is none but what stands there, or why it could not be had.
#[component]
pub fn Asking<T: Clone + PartialEq + Send + Sync + 'static>(
    /// The question
    question: Question<T>,
    /// What is said where the answer is what stands there already
    same: Words,
    /// Asks again
    #[prop(into)]
    on_again: Callback<()>,
) -> impl IntoView {
    let state = question.state;
    let cut = question.cut;
    let far = Memo::new(move |_| {
        state.with(|state| match state {
            Asked::Here(_) if cut.get() => Far::Cut,
            Asked::Asking => Far::Asking,
            Asked::Same => Far::Same,
            Asked::Idle | Asked::Here(_) | Asked::Failed(_) => Far::Silent,
        })
    });
    let trouble = Memo::new(move |_| {
        state.with(|state| match state {
            Asked::Failed(trouble) => Some(trouble.clone()),
            _ => None,
        })
    });
    shown(
        far,
        trouble,
        same,
        Callback::new(move |()| question.stop()),
        on_again,
    )
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Far {
    Asking,
    Same,
    /// An answer is here, and was cut.
    Cut,
    Silent,
}

/// Whatever the answer is: one copy in the wasm.
fn shown(
    far: Memo<Far>,
    trouble: Memo<Option<Trouble>>,
    same: Words,
    on_stop: Callback<()>,
    on_again: Callback<()>,
) -> AnyView {
    let app = use_app();
    let on_remedy = move |remedy| match remedy {
        Remedy::Retry => on_again.run(()),
        remedy => drop(app.apply_remedy(remedy)),
    };
    view! {
        <div role="status" class="asking" data-testid="asks-state" data-state=move || match far.get() { Far::Asking => "asking", Far::Same => "same", Far::Cut => "cut", Far::Silent => "silent" }>
            {move || match far.get() {
                Far::Silent => ().into_any(),
                Far::Same => view! { <span class="quiet">{text(same)}</span> }.into_any(),
                Far::Cut => view! { <span class="quiet">{tx!(asks.cut_short)}</span> }.into_any(),
                Far::Asking => view! { <span class="quiet">{tx!(asks.asking)}</span> }.into_any(),
            }}
        </div>
        {move || (far.get() == Far::Asking).then(|| view! {
            <button type="button" class="outline" data-testid="asks-stop" on:click=move |_| on_stop.run(())>
                <Icon name=IconName::Stop/>
                {tx!(translate.stop)}
            </button>
        })}
        <ProblemPanel trouble=Signal::derive(move || trouble.get()) on_remedy=on_remedy without=&[Remedy::Shorten, Remedy::Continue]/>
    }
    .into_any()
}
