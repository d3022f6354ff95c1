//! What was sent, to be looked at and copied.

use super::copy_button::CopyButton;
use super::icon::{Icon, IconName};
use super::ids;
use super::text::{Words, text, tx, words};
use crate::state::SentView;
use leptos::prelude::*;
use wire::Language;

/// A way to look at a request.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Json,
    Code(Language),
}

const FORMS: [Form; 4] = [
    Form::Json,
    Form::Code(Language::Curl),
    Form::Code(Language::Python),
    Form::Code(Language::Rust),
];

impl Form {
    /// Its name where the name is a word of the interface; programs and languages keep their own.
    fn label(self) -> Words {
        match self {
            Form::Json => words!(key.sent_json),
            Form::Code(Language::Curl) => |_| "curl",
            Form::Code(Language::Python) => |_| "Python",
            Form::Code(Language::Rust) => |_| "Rust",
        }
    }

    fn testids(self) -> (&'static str, &'static str) {
        match self {
            Form::Json => ("sent-tab-json", "sent-copy-json"),
            Form::Code(Language::Curl) => ("sent-tab-curl", "sent-copy-curl"),
            Form::Code(Language::Python) => ("sent-tab-python", "sent-copy-python"),
            Form::Code(Language::Rust) => ("sent-tab-rust", "sent-copy-rust"),
        }
    }

    fn of(self, sent: &SentView) -> String {
        match self {
            Form::Json => sent.json.clone(),
            Form::Code(language) => sent.snippet(language),
        }
    }
}

/// What was sent: method, address, JSON, or the same call as curl, Python or Rust. Folded until it is asked for, and only
/// then built. The key is never in it.
#[component]
pub fn SentPanel(
    /// The request; nothing is shown while there is none
    #[prop(into)]
    sent: Signal<Option<SentView>>,
    /// Unfolded from the start, where it was asked for by name
    #[prop(optional)]
    unfolded: bool,
) -> impl IntoView {
    let open = RwSignal::new(unfolded);
    let there = Memo::new(move |_| sent.with(Option::is_some));
    let show = tx!(key.sent_show);
    let hide = tx!(key.sent_hide);
    move || {
        there.get().then(|| {
            view! {
                <div class="sent" data-testid="sent-panel" data-state=move || if open.get() { "open" } else { "closed" }>
                    <button
                        type="button"
                        class="fold quiet"
                        data-testid="sent-toggle"
                        aria-expanded=move || open.get().to_string()
                        on:click=move |_| open.update(|open| *open = !*open)
                    >
                        <Icon name=IconName::Next/>
                        {move || if open.get() { hide() } else { show() }}
                    </button>
                    {move || open.get().then(|| view! { <Sent sent=sent/> }.into_any())}
                </div>
            }
            .into_any()
        })
    }
}

#[component]
fn Sent(sent: Signal<Option<SentView>>) -> impl IntoView {
    let form = RwSignal::new(Form::Json);
    let group = ids::next("sent");
    let shown = move || {
        sent.with(|sent| {
            sent.as_ref()
                .map(|sent| form.get().of(sent))
                .unwrap_or_default()
        })
    };
    let address = move || {
        sent.with(|sent| {
            sent.as_ref()
                .map(|sent| format!("{} {}", sent.method, sent.url))
                .unwrap_or_default()
        })
    };
    view! {
        <div class="sent-head">
            <fieldset class="tabs">
                <legend class="vh">{tx!(key.sent_view)}</legend>
                {FORMS
                    .into_iter()
                    .map(|which| {
                        view! {
                            <label>
                                <input
                                    type="radio"
                                    class="vh"
                                    name=group.clone()
                                    data-testid=which.testids().0
                                    prop:checked=move || form.get() == which
                                    on:change=move |_| form.set(which)
                                />
                                <span>{text(which.label())}</span>
                            </label>
                        }
                    })
                    .collect_view()}
            </fieldset>
            <CopyButton
                what=move |()| sent.with_untracked(|sent| sent.as_ref().map(|sent| form.get_untracked().of(sent)).unwrap_or_default())
                testid=Signal::derive(move || form.get().testids().1)
            />
        </div>
        <p class="sent-address" dir="ltr" data-testid="sent-address">{address}</p>
        <pre class="code" dir="ltr" tabindex="0" role="region" aria-label=tx!(key.sent_json) data-testid="sent-text"
            // A GET has no body to show.
            hidden=move || shown().is_empty()
        >
            {shown}
        </pre>
        <p class="hint">{tx!(key.sent_key_note)}</p>
    }
}
