//! Beneath the panes: what there is to look at in the translation.

use super::check_words::{said, tag};
use crate::i18n::*;
use crate::state::{CheckRow, TrStatus, page, use_app};
use crate::ui::parts::announce::use_announcer;
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::{text, tx, words};
use leptos::prelude::*;
use translation::Risk;

/// How many are shown before "Show more".
const FIRST: usize = 20;

/// The list. Nothing is there while there is nothing to look at.
#[component]
pub fn Checks() -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let announcer = use_announcer();
    app.watch_checks();
    let state = app.checks();
    let rows: RwSignal<Vec<CheckRow>> = state.rows.into();
    let dismissed: RwSignal<Option<String>> = state.dismissed.into();
    let hidden: RwSignal<usize> = state.hidden.into();
    let ended: RwSignal<u32> = state.ended.into();
    let count = Memo::new(move |_| rows.with(Vec::len));
    let running = Memo::new(move |_| app.translate.status.get() == TrStatus::Running);
    // The one that was dismissed last has its own way back.
    let earlier = Memo::new(move |_| {
        let last = usize::from(dismissed.with(Option::is_some));
        hidden.get() > last && !running.get()
    });
    let any =
        Memo::new(move |_| count.get() > 0 || dismissed.with(Option::is_some) || earlier.get());
    let counted = move || {
        let n = format.number(count.get() as u64);
        t_string!(i18n, checks.count, n = n).to_string()
    };
    // Once, when all of it was looked at; not at every finding on the way.
    Effect::new(move |before: Option<u32>| {
        let now = ended.get();
        if before.is_some_and(|before| before != now) && count.get_untracked() > 0 {
            announcer.say(untrack(counted));
        }
        now
    });
    let risk = move || {
        let of = |rows: &Vec<CheckRow>| rows.iter().map(|row| row.risk).max();
        name(rows.with(of).unwrap_or_default())
    };
    let shown = RwSignal::new(FIRST);
    let listed =
        move || rows.with(|rows| rows.iter().take(shown.get()).cloned().collect::<Vec<_>>());
    let undo = move |_| {
        app.check_bring_back();
        page::focus_if_lost("tr-check-show");
    };
    let hidden_told = move || {
        let n = format.number(hidden.get() as u64);
        t_string!(i18n, checks.undo_all, n = n)
    };
    let show_hidden = move |_| {
        app.check_bring_back_all();
        page::focus_if_lost("tr-check-show");
    };
    view! {
        <Show when=move || any.get()>
            <section class="checks" aria-label=tx!(checks.title) data-testid="tr-checks" data-state=risk>
                <Show when=move || { count.get() > 0 }>
                    <details open>
                        <summary data-testid="tr-checks-count">{counted}</summary>
                        <ul>
                            <For each=listed key=|row| format!("{row:?}") let:row>
                                {finding(row)}
                            </For>
                        </ul>
                        <Show when=move || { count.get() > shown.get() }>
                            <button type="button" class="outline" data-testid="tr-checks-more" on:click=move |_| shown.update(|shown| *shown += FIRST)>
                                {tx!(checks.more)}
                            </button>
                        </Show>
                    </details>
                </Show>
                <Show when=move || dismissed.with(Option::is_some)>
                    <button type="button" class="quiet" data-testid="tr-check-undo" on:click=undo>
                        {tx!(checks.undo)}
                    </button>
                </Show>
                <Show when=move || earlier.get()>
                    <button type="button" class="quiet" data-testid="tr-check-undo-all" on:click=show_hidden>
                        {hidden_told}
                    </button>
                </Show>
            </section>
        </Show>
    }
}

/// What was found: where, shown on request; made right, where there is one way; dismissed.
fn finding(row: CheckRow) -> AnyView {
    let app = use_app();
    let i18n = use_i18n();
    let running = Memo::new(move |_| app.translate.status.get() == TrStatus::Running);
    let (kind, state) = (row.kind.name(), name(row.risk));
    let label = tag(&row.kind);
    let high = row.risk == Risk::High;
    let can_fix = row.fix.is_some();
    let id = StoredValue::new(row.id.clone());
    let dismiss = move || {
        let what = label(i18n.get_locale());
        t_string!(i18n, checks.dismiss, what = what).to_string()
    };
    let on_dismiss = move |_| {
        id.with_value(|id| app.check_dismiss(id));
        page::focus_if_lost("tr-check-undo");
    };
    let on_fix = move |_| {
        id.with_value(|id| app.check_fix(id));
    };
    view! {
        <li data-testid="tr-check" data-kind=kind data-risk=state>
            <button type="button" class="show" data-testid="tr-check-show" on:click=move |_| id.with_value(|id| app.check_show(id))>
                <span class="tag">
                    {high.then(|| view! {
                        <Icon name=IconName::Warn/>
                        <span class="vh">{tx!(checks.risk_high)}</span>
                    })}
                    {move || label(i18n.get_locale())}
                </span>
                <span class="said">{move || said(i18n, &row)}</span>
            </button>
            {can_fix.then(|| view! {
                <button type="button" class="outline" data-testid="tr-check-fix" disabled=move || running.get() on:click=on_fix>
                    {tx!(checks.fix)}
                </button>
            })}
            <button
                type="button"
                class="square"
                data-testid="tr-check-dismiss"
                aria-label=dismiss
                title=dismiss
                disabled=move || running.get()
                on:click=on_dismiss
            >
                <Icon name=IconName::Close/>
            </button>
        </li>
    }
    .into_any()
}

/// What a segment asks for, in words; nothing where that is nothing.
pub fn mark(risk: Risk) -> Option<AnyView> {
    let words = match risk {
        Risk::None => return None,
        Risk::Look => words!(checks.risk_look),
        Risk::High => words!(checks.risk_high),
    };
    let mark = view! {
        <span class="risk" data-risk=name(risk)>
            <Icon name=IconName::Warn/>
            {text(words)}
        </span>
    };
    Some(mark.into_any())
}

/// The value of `data-risk`, and of the list's `data-state`.
pub fn name(risk: Risk) -> &'static str {
    match risk {
        Risk::None => "none",
        Risk::Look => "look",
        Risk::High => "high",
    }
}
