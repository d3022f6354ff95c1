//! What the form says while one types: questions and reasons, not refusals.

use super::form::Typed;
use crate::i18n::*;
use crate::state::{KeyDoubt, KeyFormView, Preset, use_app};
use crate::ui::parts::problem_words::base_problem;
use crate::ui::parts::text::{text, tx, words};
use leptos::prelude::*;

fn view_of(typed: Typed) -> Memo<KeyFormView> {
    let app = use_app();
    Memo::new(move |_| {
        let preset = typed.preset.get();
        typed.base.with(|base| {
            typed
                .key
                .with(|key| app.endpoint.check_typed(preset, base, key))
        })
    })
}

/// Under the address: why it cannot be used, what changing it means, and what local addresses need.
#[component]
pub(super) fn AddressHint(
    /// What is typed
    typed: Typed,
) -> impl IntoView {
    let form = view_of(typed);
    let local = move || {
        typed.base.with(|base| {
            wire::BaseUrl::parse(base).is_ok_and(|base| base.reach() != wire::Reach::Https)
        })
    };
    let private_http = move || {
        typed.base.with(|base| {
            wire::BaseUrl::parse(base).is_ok_and(|base| {
                base.reach() == wire::Reach::Private && base.as_str().starts_with("http:")
            })
        })
    };
    view! {
        <div id="key-base-hint" class="hints" aria-live="polite">
            {move || match form.get() {
                KeyFormView { base: Err(problem), .. } => {
                    // An empty field of its own making is not a mistake yet.
                    let class = if typed.base.with(String::is_empty) { "hint" } else { "hint bad" };
                    view! { <p class=class data-testid="key-base-problem">{text(base_problem(problem))}</p> }.into_any()
                }
                KeyFormView { changes_origin: true, .. } => {
                    view! { <p class="hint warn" data-testid="key-changes-origin">{tx!(key.changes_origin)}</p> }.into_any()
                }
                _ => ().into_any(),
            }}
            {move || local().then(|| view! { <p class="hint">{tx!(key.local_note)}</p> })}
            {move || private_http().then(|| view! { <p class="hint">{tx!(key.local_http)}</p> })}
        </div>
    }
}

/// Under the key: what is held, what is missing, and a question where the key looks wrong.
#[component]
pub(super) fn KeyHint(
    /// What is typed
    typed: Typed,
) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let form = view_of(typed);
    let doubt = move |doubt: KeyDoubt| match doubt {
        KeyDoubt::OtherProvider(name) => t_string!(i18n, key.doubt_endpoint, name = name),
        KeyDoubt::TooShort => words!(key.doubt_short)(i18n.get_locale()).to_string(),
        KeyDoubt::HasSpaces => words!(key.doubt_spaces)(i18n.get_locale()).to_string(),
        KeyDoubt::NonAscii => words!(key.doubt_strange)(i18n.get_locale()).to_string(),
        KeyDoubt::LooksLikeUrl => words!(key.doubt_url)(i18n.get_locale()).to_string(),
    };
    view! {
        <div id="key-hint" class="hints" aria-live="polite">
            {move || {
                let form = form.get();
                let empty = typed.key.with(String::is_empty);
                match (form.doubt, app.endpoint.masked.get()) {
                    (Some(why), _) => view! { <p class="hint warn" data-testid="key-doubt">{move || doubt(why)}</p> }.into_any(),
                    (None, Some(masked)) if empty && !form.changes_origin => {
                        view! { <p class="hint">{move || t_string!(i18n, key.key_held, masked = masked.clone())}</p> }.into_any()
                    }
                    _ if form.key_missing && typed.is_missing() => {
                        view! { <p class="hint bad" data-testid="key-missing">{tx!(key.key_missing)}</p> }.into_any()
                    }
                    _ if empty && typed.preset.get().key_optional() => view! { <p class="hint">{tx!(key.key_optional)}</p> }.into_any(),
                    _ if form.key_missing && typed.preset.get() != Preset::Custom => {
                        view! { <p class="hint">{tx!(key.key_missing)}</p> }.into_any()
                    }
                    _ => ().into_any(),
                }
            }}
        </div>
    }
}
