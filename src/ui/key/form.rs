//! The key's form: a real one, which password managers save and fill.

use super::fields::{EndpointFields, KeyField};
use super::leak::Leak;
use crate::state::{Preset, Trouble, TroubleKind, page, use_app};
use crate::ui::parts::announce::use_announcer;
use crate::ui::parts::problem_panel::ProblemPanel;
use crate::ui::parts::text::tx;
use leptos::prelude::*;
use wire::{BaseUrl, Remedy};

/// What is typed in the form. It lives only as long as the form is on the page.
#[derive(Clone, Copy)]
pub(super) struct Typed {
    pub preset: RwSignal<Preset>,
    pub base: RwSignal<String>,
    pub key: RwSignal<String>,
    pub memory_only: RwSignal<bool>,
    /// Saving was tried without the key that it needs.
    pub missing: RwSignal<bool>,
}

impl Typed {
    /// Is the key's field to be marked: still without the key that saving was tried without?
    pub(super) fn is_missing(self) -> bool {
        self.missing.get() && self.key.with(|key| key.trim().is_empty())
    }
}

/// The form: endpoint, address, key, where the key is kept; use it, forget it, or say that it leaked.
#[component]
pub(super) fn KeyForm(
    /// The endpoint picked in the form, which the guide follows
    preset: RwSignal<Preset>,
) -> impl IntoView {
    let app = use_app();
    let announcer = use_announcer();
    let typed = Typed {
        preset,
        base: RwSignal::new(
            app.endpoint
                .choice
                .with_untracked(|choice| choice.base.clone()),
        ),
        key: RwSignal::new(String::new()),
        memory_only: RwSignal::new(app.endpoint.memory_only.get_untracked()),
        missing: RwSignal::new(false),
    };
    let trouble = RwSignal::new(None::<Trouble>);
    let leaking = RwSignal::new(false);
    let held = Memo::new(move |_| app.endpoint.masked.with(Option::is_some));
    let without_key =
        move || preset.get().key_optional() && typed.key.with(String::is_empty) && !held.get();
    let save_label = {
        let (key, endpoint) = (tx!(key.save), tx!(key.save_endpoint));
        move || if without_key() { endpoint() } else { key() }
    };
    let forgotten = tx!(key.forgotten);

    let asked_again = move || {
        typed.memory_only.get()
            && app
                .endpoint
                .check_typed(preset.get(), &typed.base.get(), "")
                .changes_origin
    };
    let save = move || {
        let outcome = app.save_key(
            preset.get_untracked(),
            typed.base.get_untracked(),
            typed.key.get_untracked(),
            typed.memory_only.get_untracked(),
        );
        let missing = matches!(&outcome, Err(problem) if problem.kind == TroubleKind::NoKey);
        typed.missing.set(missing);
        if outcome.is_ok() {
            typed.key.set(String::new());
        }
        // Said at its field, which is the place to mend it.
        if missing {
            page::focus("key-input");
        }
        trouble.set(outcome.err().filter(|_| !missing));
    };

    view! {
        <form
            class="key-form"
            method="post"
            data-testid="key-form"
            on:submit=move |ev| {
                ev.prevent_default();
                save();
            }
        >
            // The name under which a password manager keeps the key: the endpoint.
            <input
                type="text"
                class="vh"
                name="username"
                autocomplete="username"
                tabindex="-1"
                aria-hidden="true"
                readonly=true
                prop:value=move || account(preset.get(), &typed.base.get())
            />
            <EndpointFields typed=typed/>
            <KeyField typed=typed/>
            <label class="check">
                <input
                    type="checkbox"
                    data-testid="key-memory-only"
                    prop:checked=move || typed.memory_only.get()
                    on:change=move |ev| typed.memory_only.set(event_target_checked(&ev))
                />
                <span>{tx!(key.memory_only)} <small>{tx!(key.memory_only_hint)}</small></span>
            </label>
            {move || {
                asked_again()
                    .then(|| view! { <p class="hint" role="status" data-testid="key-memory-reload">{tx!(key.memory_only_reload)}</p> })
            }}
            <div class="acts">
                <button type="submit" class="primary" data-testid="key-save">{save_label}</button>
                {move || {
                    held.get()
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class="outline"
                                    data-testid="key-forget"
                                    on:click=move |_| {
                                        app.forget_key();
                                        announcer.say(forgotten());
                                        page::focus("key-input");
                                    }
                                >
                                    {tx!(key.forget)}
                                </button>
                                <button
                                    type="button"
                                    class="quiet"
                                    data-testid="key-leaked"
                                    aria-expanded=move || leaking.get().to_string()
                                    on:click=move |_| leaking.update(|leaking| *leaking = !*leaking)
                                >
                                    {tx!(key.leaked)}
                                </button>
                            }
                        })
                }}
            </div>
            <ProblemPanel
                trouble=trouble
                on_remedy=move |_| page::focus("key-input")
                without=&[Remedy::ReplaceKey, Remedy::OpenSettings]
            />
        </form>
        {move || leaking.get().then(|| view! { <Leak open=leaking/> }.into_any())}
    }
}

/// What a password manager files the key under. Nothing that is no address: it may be a key in the wrong field.
fn account(preset: Preset, base: &str) -> String {
    match preset {
        Preset::Custom => BaseUrl::parse(base)
            .map(|base| base.as_str().to_string())
            .unwrap_or_default(),
        preset => preset.name().to_string(),
    }
}
