//! Beneath the panes: what the memory has for the sentence at the caret, and how much of the translation is from it.

use super::dialog::MemoryDialog;
use crate::i18n::*;
use crate::state::{NearView, TrStatus, use_app};
use crate::ui::parts::announce::use_announcer;
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::{tx, words};
use leptos::prelude::*;
use translation::{PairState, Pairs, TmMatch};

/// The panel.
#[component]
pub fn Near() -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let near = RwSignal::new(None::<NearView>);
    let open = RwSignal::new(false);
    let watch = app.watch_near(near);
    let watch = StoredValue::new_local(Some(watch));
    on_cleanup(move || drop(watch.try_update_value(Option::take)));
    let from_memory = move || {
        let (used, all) = app.translate.pairs.with(|pairs| {
            let of_memory = |state: &PairState| *state == PairState::Memory;
            let used = pairs.0.iter().filter(|pair| of_memory(&pair.state)).count();
            (used, pairs.0.len())
        });
        let number = |n: usize| format.number(n as u64);
        (used > 0).then(|| t_string!(i18n, memory.used, n = number(used), all = number(all)))
    };
    let late: RwSignal<bool> = app.memory_late().into();
    // Another translation: what was shown is of another text.
    let of = Memo::new(move |_| {
        let running = app.translate.status.get() == TrStatus::Running;
        let end = |pairs: &Pairs| pairs.0.last().map(|pair| pair.source.end);
        (running, app.translate.pairs.with(end))
    });
    Effect::new(move |_| {
        // Read, not only tracked: a memo that nobody has read yet hears of nothing.
        of.get();
        near.set(None);
    });
    view! {
        <section class="near" aria-labelledby="near-title" data-testid="memory-near">
            <div class="head">
                <h2 id="near-title">{tx!(memory.title)}</h2>
                <span class="num quiet" role="status" data-testid="memory-used">{from_memory}</span>
                <button type="button" class="quiet" data-testid="memory-open" on:click=move |_| open.set(true)>
                    <Icon name=IconName::List/>
                    {tx!(memory.open)}
                </button>
            </div>
            <Show when=move || late.get()>
                <p class="quiet" role="status" data-testid="memory-late">{tx!(memory.late)}</p>
            </Show>
            {move || match near.get() {
                None => view! { <p class="quiet nothing">{tx!(memory.hint)}</p> }.into_any(),
                Some(near) => of_segment(near),
            }}
        </section>
        <MemoryDialog open=open/>
    }
}

fn of_segment(near: NearView) -> AnyView {
    let app = use_app();
    let i18n = use_i18n();
    let announcer = use_announcer();
    let NearView {
        segment,
        source,
        matches,
    } = near;
    let none = matches.is_empty();
    let rows: Vec<AnyView> = matches
        .into_iter()
        .map(|found| row(segment, &source, found))
        .collect();
    let open = move || {
        let state = app
            .translate
            .pairs
            .with(|pairs| pairs.0.get(segment).map(|pair| pair.state.clone()));
        matches!(state, Some(PairState::Translated | PairState::Memory))
    };
    let running = move || app.translate.status.get() == TrStatus::Running;
    let approve = move |_| {
        app.translate_approve(segment);
        announcer.say(words!(memory.approved)(i18n.get_locale_untracked()));
    };
    view! {
        <div class="of" tabindex="-1" data-testid="memory-of">
            <bdi class="quiet" dir="auto">{source.clone()}</bdi>
            <button type="button" class="outline" data-testid="memory-approve" disabled=move || !open() || running() on:click=approve>
                <Icon name=IconName::Check/>
                {tx!(memory.approve)}
            </button>
        </div>
        {none.then(|| view! { <p class="quiet" data-testid="memory-near-none">{tx!(memory.near_none)}</p> })}
        <ul>{rows}</ul>
    }
    .into_any()
}

fn row(segment: usize, source: &str, found: TmMatch) -> AnyView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let (before, differs, after) = differing(&found.unit.source, source);
    let score = found.score;
    let name = move || t_string!(i18n, memory.score, n = format.number(u64::from(score)));
    let (from, to) = (found.unit.from.clone(), found.unit.to.clone());
    let target = found.unit.target.clone();
    let of = source.to_string();
    let state = if found.exact { "exact" } else { "near" };
    view! {
        <li data-testid="memory-match" data-score=score.to_string() data-state=state>
            <span class="num score">{name}</span>
            <div class="texts">
                <bdi lang=from dir="auto">{before}<mark>{differs}</mark>{after}</bdi>
                <bdi lang=to dir="auto">{target}</bdi>
            </div>
            <button type="button" class="outline" data-testid="memory-use" disabled=move || app.translate.status.get() == TrStatus::Running on:click=move |_| app.use_match(segment, &of, &found)>
                {tx!(memory.use_this)}
            </button>
        </li>
    }
    .into_any()
}

/// What a text has in common with another at its beginning and at its end, and what stands between, in whole words.
fn differing(text: &str, other: &str) -> (String, String, String) {
    let (words, others): (Vec<&str>, Vec<&str>) = (
        text.split_inclusive(char::is_whitespace).collect(),
        other.split_inclusive(char::is_whitespace).collect(),
    );
    let same = |(one, other): &(&&str, &&str)| one.trim_end() == other.trim_end();
    let start = words.iter().zip(&others).take_while(same).count();
    let (rest, rest_other) = (&words[start..], &others[start..]);
    let end = rest
        .iter()
        .rev()
        .zip(rest_other.iter().rev())
        .take_while(same)
        .count();
    let end = words.len() - end;
    (
        words[..start].concat(),
        words[start..end].concat(),
        words[end..].concat(),
    )
}
