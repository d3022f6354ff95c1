//! What the endpoint had cached and has to read anew.

use crate::i18n::*;
use crate::state::{ContextView, use_app};
use crate::ui::parts::format::use_format;
use chat::{BrokenAt, LineOf};
use leptos::prelude::*;

/// Says where what is sent differs from what was sent last, and what that costs. Nothing where it goes on from there.
#[component]
pub(super) fn Broken(view: Memo<ContextView>) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let told = move || {
        view.with(|view| {
            let broken = view.broken.as_ref()?;
            let n = format.number(broken.tokens);
            let what = match &broken.at {
                BrokenAt::System => t_string!(i18n, context.broken_system, n = n),
                BrokenAt::Model => t_string!(i18n, context.broken_model, n = n),
                BrokenAt::Message(id) => {
                    let line = view
                        .lines
                        .iter()
                        .find(|line| matches!(&line.line.of, LineOf::Message(of) if of == id));
                    let head = line.map_or_else(|| app.chat_text(id), |line| line.head.clone());
                    let head: String = head.chars().take(60).collect();
                    t_string!(
                        i18n,
                        context.broken_message,
                        head = format.set_apart(head.trim()),
                        n = n
                    )
                }
            };
            let cost = view
                .cost_of_breaking(broken.tokens)
                .map(|cost| t_string!(i18n, context.broken_cost, cost = format.money(cost)));
            Some(
                [Some(what), cost]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(" "),
            )
        })
    };
    view! {
        <div role="status">
            {move || told().map(|told| view! { <p class="notice" data-testid="context-broken"><span>{told}</span></p> })}
        </div>
    }
}

/// The same of a question that is being edited: what stands after it is read anew.
#[component]
pub fn EditBreaks(
    /// The question
    id: StoredValue<String>,
) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    id.with_value(|id| app.chat_edit_breaks(id)).map(|tokens| {
        view! {
            <p class="hint num" data-testid="message-edit-breaks">
                {move || t_string!(i18n, context.edit_breaks, n = format.number(tokens))}
            </p>
        }
    })
}
