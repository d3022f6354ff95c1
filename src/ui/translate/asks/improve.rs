//! What is suggested for a text in its own language: each change with its reason, taken or left one by one.

use super::difference::change;
use crate::i18n::*;
use crate::state::{Decision, Improving, TrStatus, use_app};
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::{tx, words};
use leptos::prelude::*;
use translation::asks::Edit;

/// So much of the text is shown around a change, in characters.
const AROUND: usize = 32;

/// The list.
#[component]
pub fn Improve() -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let improving: RwSignal<Option<Improving>> = app.asks().improving.into();
    let holds = RwSignal::new(true);
    Effect::new(move || holds.set(app.improve_follows()));
    let edits = Memo::new(move |_| {
        improving.with(|now| now.as_ref().map_or_else(Vec::new, |now| now.edits.clone()))
    });
    let open = Memo::new(move |_| {
        improving.with(|now| {
            let decided = now.iter().flat_map(|now| &now.decided);
            decided.filter(|one| **one == Decision::Open).count()
        })
    });
    let running = Memo::new(move |_| app.translate.status.get() == TrStatus::Running);
    let all = move |decision: Decision| {
        let open = improving.with_untracked(|now| {
            let decided = now.iter().flat_map(|now| now.decided.iter().enumerate());
            decided
                .filter(|(_, one)| **one == Decision::Open)
                .map(|(index, _)| index)
                .collect::<Vec<_>>()
        });
        holds.set(app.improve_decide(&open, decision));
    };
    let told = move || match (running.get(), edits.with(Vec::len)) {
        (true, _) => words!(asks.improving)(i18n.get_locale()).to_string(),
        (false, 0) => words!(asks.nothing_better)(i18n.get_locale()).to_string(),
        (false, n) => {
            let number = |n: usize| format.number(n as u64);
            t_string!(
                i18n,
                asks.suggestions,
                n = number(n),
                open = number(open.get())
            )
        }
    };
    view! {
        <section class="asks improve" aria-labelledby="improve-title" data-testid="improve">
            <div class="head">
                <h2 id="improve-title">{tx!(asks.improve_title)}</h2>
                <span class="quiet" role="status" data-testid="improve-told">{told}</span>
                <Show when=move || !running.get() && holds.get() && { open.get() > 0 }>
                    <button type="button" class="outline" data-testid="improve-accept-all" on:click=move |_| all(Decision::Taken)>
                        <Icon name=IconName::Check/>
                        {tx!(asks.accept_all)}
                    </button>
                </Show>
            </div>
            <Show when=move || !holds.get() && !running.get()>
                <p class="warn" role="status" data-testid="improve-changed">{tx!(asks.improve_changed)}</p>
            </Show>
            <ol class="plain">
                <For each=move || edits.get().into_iter().enumerate() key=|(index, edit)| (*index, edit.range.clone(), edit.with.clone()) let((index, edit))>
                    {row(index, edit, improving, holds, running)}
                </For>
            </ol>
        </section>
    }
}

fn row(
    index: usize,
    edit: Edit,
    improving: RwSignal<Option<Improving>>,
    holds: RwSignal<bool>,
    running: Memo<bool>,
) -> AnyView {
    let app = use_app();
    let lang = app.translate.to.get_untracked();
    let (before, shown, after) = improving.with_untracked(|now| {
        let text = now.as_ref().map_or("", |now| now.text.as_str());
        in_its_place(text, &edit)
    });
    let reason = edit.reason;
    let decided = Memo::new(move |_| {
        improving.with(|now| {
            let decided = now.as_ref().and_then(|now| now.decided.get(index).copied());
            decided.unwrap_or_default()
        })
    });
    let decide = move |decision: Decision| {
        // Chosen again, it is open again.
        let decision = if decided.get_untracked() == decision {
            Decision::Open
        } else {
            decision
        };
        holds.set(app.improve_decide(&[index], decision));
    };
    let off = move || running.get() || !holds.get();
    let state = move || match decided.get() {
        Decision::Open => "open",
        Decision::Taken => "taken",
        Decision::Left => "left",
    };
    let pressed = move |decision: Decision| (decided.get() == decision).to_string();
    view! {
        <li data-testid="improve-change" data-state=state>
            <p><bdi class="difference" dir="auto" lang=lang>{before}{shown}{after}</bdi></p>
            <p class="quiet" dir="auto" data-testid="improve-reason">{reason}</p>
            <div class="acts">
                <button type="button" class="outline" data-testid="improve-accept" aria-pressed=move || pressed(Decision::Taken) disabled=off on:click=move |_| decide(Decision::Taken)>
                    <Icon name=IconName::Check/>
                    {tx!(asks.accept)}
                </button>
                <button type="button" class="outline" data-testid="improve-reject" aria-pressed=move || pressed(Decision::Left) disabled=off on:click=move |_| decide(Decision::Left)>
                    <Icon name=IconName::Close/>
                    {tx!(asks.reject)}
                </button>
            </div>
        </li>
    }
    .into_any()
}

/// What stands before a change, the change, and what stands after it.
fn in_its_place(text: &str, edit: &Edit) -> (String, AnyView, String) {
    let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default();
    let (before, after) = (part(0..edit.range.start), part(edit.range.end..text.len()));
    let start = before.char_indices().rev().nth(AROUND).map(|(at, _)| at);
    let end = after.char_indices().nth(AROUND).map(|(at, _)| at);
    let before = match start {
        Some(start) => format!("…{}", &before[start..]),
        None => before.to_string(),
    };
    let after = match end {
        Some(end) => format!("{}…", &after[..end]),
        None => after.to_string(),
    };
    let gone = part(edit.range.clone());
    (before, change(gone, edit.with.clone()), after)
}
