//! One line that says how far the translation is, and for how long it waits. What it says comes with the engine: before
//! that there is nothing to say.

use crate::i18n::*;
use crate::state::{TrStatus, WaitView, use_app};
use crate::ui::lazy;
use crate::ui::parts::format::use_format;
use crate::ui::parts::text::{Words, words};
use gate::WaitReason;
use leptos::html::P;
use leptos::prelude::*;

/// The status line: `data-state` carries the state, the words say it.
#[component]
pub fn Status() -> impl IntoView {
    let app = use_app();
    let status = app.translate.status;
    let node = NodeRef::<P>::new();
    let some = Memo::new(move |_| {
        status.get() != TrStatus::Idle || app.translate.not_swapped.get() || app.translate_stale()
    });
    let words = move || some.get().then(|| lazy::status_words(node));
    view! {
        <p node_ref=node class="status" role="status" data-testid="tr-status" data-state=move || status.get().name()>
            {words}
        </p>
    }
}

/// The words of the line, and what is brought into view when they change.
#[component]
pub fn StatusWords(
    /// The line
    node: NodeRef<P>,
) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let status = app.translate.status;
    let stale = Memo::new(move |_| app.translate_stale());
    let typing = move || app.settings.with_untracked(|settings| settings.live);
    // A failure is told below the texts, on a phone often out of sight: it is brought there once its panel is drawn. So is
    // what was translated, unless the person has scrolled or typed meanwhile.
    Effect::new(move |before: Option<(TrStatus, Option<i32>)>| {
        let now = status.get();
        let Some((before, place)) = before.filter(|(before, _)| *before != now) else {
            return before.unwrap_or((now, None));
        };
        match now {
            TrStatus::Failed => request_animation_frame(move || show_failure(node)),
            TrStatus::Done if before == TrStatus::Running => request_animation_frame(move || {
                if place == scrolled(node)
                    && !typing()
                    && !stale.try_get_untracked().unwrap_or(true)
                {
                    show_target(node);
                }
            }),
            _ => {}
        }
        (now, scrolled(node))
    });
    let failed = Memo::new(move |_| {
        let count = |pairs: &translation::Pairs| (pairs.failed(), pairs.0.len());
        app.translate.pairs.with(count)
    });
    let arrived = Memo::new(move |_| {
        let target = app.translate.target;
        target.with(|target| !target.trim().is_empty())
    });
    move || match (status.get(), app.translate.waiting.get()) {
        (TrStatus::Running, Some(wait)) => {
            let why = waiting(wait)(i18n.get_locale()).to_string();
            match wait.until {
                Some(until) => format!(
                    "{why} {}",
                    t_string!(i18n, translate.until, time = format.time(until))
                ),
                None => why,
            }
        }
        (TrStatus::Truncated, _) if failed.get().0 > 0 => {
            let (n, all) = failed.get();
            let (n, all) = (format.number(n as u64), format.number(all as u64));
            t_string!(i18n, translate.some_missing_again, n = n, all = all)
        }
        (TrStatus::Running, None) if app.improves() => {
            words!(asks.improving)(i18n.get_locale()).to_string()
        }
        (TrStatus::Done, _) if app.translate_copied() && !stale.get() => {
            words!(translate.copied)(i18n.get_locale()).to_string()
        }
        (TrStatus::Done, _) if app.improves() && !stale.get() => {
            words!(asks.improve_done)(i18n.get_locale()).to_string()
        }
        (status, _) if status != TrStatus::Running && app.translate.not_swapped.get() => {
            words!(translate.swap_unknown)(i18n.get_locale()).to_string()
        }
        (_, _) if stale.get() => words!(translate.stale)(i18n.get_locale()).to_string(),
        (status, _) => told(status, arrived.get(), app.improves())
            .map(|words| words(i18n.get_locale()).to_string())
            .unwrap_or_default(),
    }
}

/// Where the page is scrolled to.
fn scrolled(line: NodeRef<P>) -> Option<i32> {
    let line = line.try_get_untracked().flatten()?;
    Some(line.closest("main").ok()??.scroll_top())
}

/// Where the panes stand one below the other: scrolls to the target as [`show_failure`] does.
fn show_target(line: NodeRef<P>) {
    let Some(shown) = line.try_get_untracked().flatten() else {
        return;
    };
    let pane = shown.closest(".translate").ok().flatten();
    let Some(Some(pane)) = pane.and_then(|page| page.query_selector(".pane.out").ok()) else {
        return;
    };
    let (pane, width) = (pane.get_bounding_client_rect(), shown.client_width());
    if pane.width() > f64::from(width) * 0.9 {
        show(line, pane.top(), pane.bottom());
    }
}

/// Scrolls the page (not the focus) just as far as needed to show the line and the panel after it, the line above all.
fn show_failure(line: NodeRef<P>) {
    let Some(shown) = line.try_get_untracked().flatten() else {
        return;
    };
    let first = shown.get_bounding_client_rect();
    let last = shown
        .next_element_sibling()
        .map_or(first.bottom(), |panel| {
            panel.get_bounding_client_rect().bottom()
        });
    show(line, first.top(), last);
}

/// Scrolls the page around this line, so that what is between these two heights is seen, the upper end above all.
fn show(line: NodeRef<P>, top: f64, bottom: f64) {
    /// What stands at the foot of the page on a phone, and air.
    const FOOT: f64 = 76.0;
    const HEAD: f64 = 12.0;
    let line = line.try_get_untracked().flatten();
    let Some(Ok(Some(page))) = line.map(|line| line.closest("main")) else {
        return;
    };
    let frame = page.get_bounding_client_rect();
    let down = (bottom - frame.bottom() + FOOT).max(0.0);
    let by = down.min(top - frame.top() - HEAD);
    page.set_scroll_top(page.scroll_top() + by.ceil() as i32);
}

/// A text that is improved stands in the target from the beginning, and is not gone on with.
fn told(status: TrStatus, arrived: bool, improves: bool) -> Option<Words> {
    Some(match (status, arrived) {
        (TrStatus::Idle, _) => return None,
        (TrStatus::Running, _) => words!(translate.running),
        (TrStatus::Done, _) => words!(translate.done),
        (TrStatus::Stopped, _) if improves => words!(asks.improve_stopped),
        (TrStatus::Truncated, _) if improves => words!(asks.improve_truncated),
        (TrStatus::Failed, _) if improves => words!(asks.improve_failed),
        (TrStatus::Stopped, true) => words!(translate.stopped),
        (TrStatus::Stopped, false) => words!(translate.stopped_none),
        (TrStatus::Truncated, true) => words!(translate.truncated),
        (TrStatus::Truncated, false) => words!(translate.truncated_none),
        (TrStatus::Failed, true) => words!(translate.failed),
        (TrStatus::Failed, false) => words!(translate.failed_none),
    })
}

/// Why a call waits, in words.
pub fn waiting(wait: WaitView) -> Words {
    match wait.why {
        WaitReason::Requests => words!(translate.wait_requests),
        WaitReason::Tokens => words!(translate.wait_tokens),
        WaitReason::Concurrency => words!(translate.wait_turn),
        WaitReason::Backoff => words!(translate.wait_retry),
    }
}
