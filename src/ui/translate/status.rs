//! One line that says how far the translation is, and for how long it waits.

use crate::i18n::*;
use crate::state::{TrStatus, WaitView, use_app};
use crate::ui::parts::format::use_format;
use crate::ui::parts::text::{Words, words};
use gate::WaitReason;
use leptos::prelude::*;

/// The status line: `data-state` carries the state, the words say it.
#[component]
pub fn Status() -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let status = app.translate.status;
    let words = move || match (status.get(), app.translate.waiting.get()) {
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
        (status, _) => told(status)
            .map(|words| words(i18n.get_locale()).to_string())
            .unwrap_or_default(),
    };
    view! {
        <p class="status" role="status" data-testid="tr-status" data-state=move || status.get().name()>
            {words}
        </p>
    }
}

fn told(status: TrStatus) -> Option<Words> {
    Some(match status {
        TrStatus::Idle => return None,
        TrStatus::Running => words!(translate.running),
        TrStatus::Done => words!(translate.done),
        TrStatus::Stopped => words!(translate.stopped),
        TrStatus::Truncated => words!(translate.truncated),
        TrStatus::Failed => words!(translate.failed),
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
