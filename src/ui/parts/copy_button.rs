//! A button that copies a text and says that it did.

use super::icon::{Icon, IconName};
use super::text::{Words, text, tx, words};
use crate::state::page;
use leptos::prelude::*;

/// Copies a text to the clipboard. Its label says whether that worked, until the focus or pointer leaves it.
#[component]
pub fn CopyButton(
    /// Gives the text at the moment of the click
    #[prop(into)]
    what: Callback<(), String>,
    /// The label
    #[prop(default = words!(common.copy))]
    label: Words,
    /// The `data-testid`
    #[prop(optional, into)]
    testid: Signal<&'static str>,
    /// The `data-action`, where it is what helps with a failure
    #[prop(optional)]
    action: Option<&'static str>,
) -> impl IntoView {
    // None: not tried; else whether it worked.
    let outcome = RwSignal::new(None::<bool>);
    let label = text(label);
    let (done, failed) = (tx!(common.copied), tx!(common.copy_failed));
    view! {
        <button
            type="button"
            class=if action.is_some() { "outline" } else { "copy" }
            data-testid=move || Some(testid.get()).filter(|id| !id.is_empty())
            data-action=action
            on:click=move |_| {
                page::copy_text(what.run(()), move |worked| {
                    outcome.try_set(Some(worked));
                });
            }
            on:blur=move |_| outcome.set(None)
            on:pointerleave=move |_| outcome.set(None)
        >
            {move || view! { <Icon name=match outcome.get() { Some(true) => IconName::Check, Some(false) => IconName::Warn, None => IconName::Copy }/> }}
            <span aria-live="polite">{move || match outcome.get() { Some(true) => done(), Some(false) => failed(), None => label() }}</span>
        </button>
    }
}

/// A command to be typed in a terminal, with a button that copies it. Always left to right.
#[component]
pub fn Command(
    /// The command
    #[prop(into)]
    line: String,
) -> impl IntoView {
    let copy = line.clone();
    view! {
        <div class="command" dir="ltr">
            <code>{line}</code>
            <CopyButton what=move |()| copy.clone() testid="command-copy"/>
        </div>
    }
}
