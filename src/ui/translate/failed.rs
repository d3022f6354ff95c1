//! The segments that could not be had: which, why, and the way to ask for each again.

use crate::i18n::*;
use crate::state::{TrStatus, use_app};
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::reasons::reason_words;
use crate::ui::parts::text::{text, tx};
use leptos::prelude::*;
use translation::PairState;

/// How many are listed; the others are told by their number, and asked for with the rest.
const MOST: usize = 50;

/// The list; nothing where all were had.
#[component]
pub fn Failed() -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let failed = Memo::new(move |_| {
        app.translate.pairs.with(|pairs| {
            let all = pairs.0.iter().enumerate();
            let failed = all.filter_map(|(at, pair)| match &pair.state {
                PairState::Failed(reason) => {
                    let source = app.translate_segment(at).map(|(source, _)| source);
                    Some((at, reason.clone(), start_of(&source.unwrap_or_default())))
                }
                _ => None,
            });
            failed.collect::<Vec<_>>()
        })
    });
    let running = Memo::new(move |_| app.translate.status.get() == TrStatus::Running);
    let some = Memo::new(move |_| failed.with(|failed| !failed.is_empty()));
    let rest = move || failed.with(|failed| failed.len().saturating_sub(MOST));
    view! {
        <Show when=move || some.get()>
            <section class="failed" data-testid="tr-failed" aria-label=tx!(translate.failed_title)>
                <h2>{tx!(translate.failed_title)}</h2>
                <ul>
                    <For
                        each=move || failed.get().into_iter().take(MOST)
                        key=Clone::clone
                        children=move |(at, reason, source)| {
                            view! {
                                <li data-testid="tr-failed-segment" data-kind=reason.clone()>
                                    <button type="button" class="why" title=tx!(translate.failed_show) data-testid="tr-failed-show" on:click=move |_| app.segment_show(at)>
                                        <bdi class="quote">{source}</bdi>
                                        <span class="quiet" data-testid="tr-failed-why">{text(reason_words(&reason))}</span>
                                    </button>
                                    <button
                                        type="button"
                                        class="outline"
                                        data-testid="tr-retry"
                                        disabled=move || running.get()
                                        on:click=move |_| app.translate_retry(&[at])
                                    >
                                        <Icon name=IconName::Again/>
                                        {tx!(translate.retry)}
                                    </button>
                                </li>
                            }
                        }
                    />
                </ul>
                {move || (rest() > 0).then(|| t_string!(i18n, translate.failed_more, n = format.number(rest() as u64)))}
            </section>
        </Show>
    }
}

/// Enough of a segment to know it by.
fn start_of(source: &str) -> String {
    const MOST: usize = 80;
    match source.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &source[..end]),
        None => source.to_string(),
    }
}
