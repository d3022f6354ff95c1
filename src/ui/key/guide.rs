//! How to get a key, or how to connect a local server: for the endpoint that is picked in the form.

use crate::state::Preset;
use crate::ui::parts::copy_button::Command;
use crate::ui::parts::link::OutLink;
use crate::ui::parts::problem_panel::cors_command;
use crate::ui::parts::text::{text, tx, words};
use leptos::prelude::*;

/// The guide for an endpoint, folded.
#[component]
pub(super) fn Guide(
    /// The endpoint picked in the form
    preset: RwSignal<Preset>,
) -> impl IntoView {
    view! {
        <details class="guide" data-testid="key-guide">
            <summary>
                {move || {
                    let local = matches!(preset.get(), Preset::Ollama | Preset::LmStudio | Preset::LlamaCpp | Preset::Practice);
                    text(if local { words!(key.guide_local_title) } else { words!(key.guide_title) })
                }}
            </summary>
            {move || match preset.get() {
                Preset::Ollama | Preset::LmStudio | Preset::LlamaCpp => local(preset.get()),
                Preset::Practice => practice(),
                Preset::Custom => view! { <p>{tx!(key.guide_custom)}</p> {steps(Preset::Custom)} }.into_any(),
                preset => steps(preset),
            }}
        </details>
    }
}

fn steps(preset: Preset) -> AnyView {
    let link = |href: Option<&'static str>, label: crate::ui::parts::text::Words| match href {
        Some(href) => view! { <OutLink href=href>{text(label)}</OutLink> }.into_any(),
        None => view! { <span>{text(label)}</span> }.into_any(),
    };
    view! {
        <p>{tx!(key.guide_intro_key)}</p>
        <ol>
            <li>{link(preset.signup_page(), words!(key.guide_code_account))} " " {tx!(key.guide_step_1)}</li>
            <li>{link(preset.keys_page(), words!(key.guide_code_keys))} " " {tx!(key.guide_step_2)}</li>
            <li>{tx!(key.guide_step_3)}</li>
            <li>{tx!(key.guide_step_4)}</li>
            <li>{link(preset.limits_page(), words!(key.guide_limits))} " " {tx!(key.guide_step_5)}</li>
        </ol>
    }
    .into_any()
}

fn local(preset: Preset) -> AnyView {
    view! {
        <ol>
            <li>
                {preset.signup_page().map(|href| view! { <OutLink href=href>{tx!(key.guide_local_1)}</OutLink> })} " "
                {tx!(key.guide_local_1_more)}
            </li>
            <li>
                {tx!(key.guide_local_2)} {cors_command(preset).map(|line| view! { <Command line=line/> })}
                {(preset == Preset::LlamaCpp).then(|| view! { <p class="hint">{tx!(key.guide_local_ready)}</p> })}
            </li>
            <li>{tx!(key.guide_local_3)}</li>
        </ol>
    }
    .into_any()
}

fn practice() -> AnyView {
    view! {
        <p>{tx!(key.guide_practice_1)}</p>
        {cors_command(Preset::Practice).map(|line| view! { <Command line=line/> })}
        <p>{tx!(key.guide_practice_2)}</p>
    }
    .into_any()
}
