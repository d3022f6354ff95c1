//! The target: streams in, is edited in place, copied, and shows what it really cost.

use super::direction::{dir_of, size_of};
use crate::i18n::*;
use crate::state::{TrStatus, use_app};
use crate::ui::lazy;
use crate::ui::parts::copy_button::CopyButton;
use crate::ui::parts::format::use_format;
use crate::ui::parts::text::tx;
use leptos::html::Textarea;
use leptos::prelude::*;

/// The target pane. What arrives is appended to its textarea directly (see `state::translate`), so that a long answer
/// costs no more at its end than at its start.
#[component]
pub fn TargetPane() -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let node = NodeRef::<Textarea>::new();
    let target = app.translate.target;
    let there = Memo::new(move |_| target.with(|target| !target.is_empty()));
    let size = Memo::new(move |_| {
        size_of(
            target
                .with(String::len)
                .max(app.translate.source.with(String::len)),
        )
    });
    let running = Memo::new(move |_| app.translate.status.get() == TrStatus::Running);
    let language = Memo::new(move |_| app.target_language());
    Effect::new(move |_| {
        if node.get().is_some() {
            app.translate_attach_target(node);
        }
    });
    let spent = move || {
        app.translate.spent.with(|spent| {
            spent.as_ref().map(|spent| {
                let tokens = t_string!(
                    i18n,
                    translate.tokens,
                    n = format.number(spent.usage.input + spent.usage.output)
                );
                let cost = match spent.cost {
                    Some(_) => format.money_or_dash(spent.cost),
                    None => t_string!(i18n, translate.price_unknown).to_string(),
                };
                format!("{tokens} · {cost}")
            })
        })
    };
    let stale = Memo::new(move |_| app.translate_stale());
    view! {
        <div class="pane out" class:stale=move || stale.get() data-size=move || size.get() aria-busy=move || running.get().to_string()>
            <textarea
                node_ref=node
                data-testid="tr-target"
                aria-label=tx!(translate.target)
                placeholder=tx!(translate.target_hint)
                lang=move || language.get()
                dir=move || language.with(|tag| dir_of(Some(tag)))
                readonly=move || running.get()
                spellcheck="false"
                on:input=move |event| app.translate_edit_target(event_target_value(&event))
            ></textarea>
            <div class="foot">
                <Show when=move || there.get()>
                    <CopyButton what=move |()| target.get_untracked() testid="tr-copy"/>
                    {lazy::target_tools()}
                </Show>
                <Show when=move || app.translate.edited.get()>
                    <span class="quiet" data-testid="tr-edited">{tx!(translate.edited)}</span>
                </Show>
                <span class="num end" data-testid="tr-spent">{spent}</span>
            </div>
        </div>
    }
}
