//! Further languages: which, and what the text has come to in each.

use super::direction::dir_of;
use super::status::waiting;
use crate::i18n::*;
use crate::state::{App, FurtherCard, MOST_FURTHER, TrStatus, page, use_app};
use crate::ui::parts::copy_button::CopyButton;
use crate::ui::parts::format::{Format, use_format};
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::problem_panel::ProblemPanel;
use crate::ui::parts::text::tx;
use leptos::html::Select;
use leptos::prelude::*;
use wire::Remedy;

/// The choice of one more, and the cards.
#[component]
pub fn Further() -> impl IntoView {
    let app = use_app();
    let cards = RwSignal::from(app.further());
    let i18n = use_i18n();
    let format = use_format();
    let full = Memo::new(move |_| cards.with(|cards| cards.len() >= MOST_FURTHER));
    let chosen = NodeRef::<Select>::new();
    let add = move |_| {
        if let Some(select) = chosen.get_untracked() {
            app.further_add(select.value());
            // The next is one that can be added, of those used lately if there is any.
            if let Some(next) = next_language(app) {
                select.set_value(&next);
            }
        }
    };
    let options = translation::languages()
        .iter()
        .map(|language| {
            let name = format.language(language.tag);
            let name = match name == language.own_name {
                true => name,
                false => format!("{name} – {}", language.own_name),
            };
            let there = move || {
                app.translate.to.with(|to| to == language.tag)
                    || cards.with(|cards| cards.iter().any(|card| card.to == language.tag))
            };
            view! { <option value=language.tag hidden=there disabled=there>{name}</option> }
        })
        .collect_view();
    view! {
        <section class="further" data-testid="tr-further" aria-label=tx!(translate.further)>
            <div class="head">
                <label for="tr-further-language">{tx!(translate.further_also)}</label>
                <select node_ref=chosen id="tr-further-language" data-testid="tr-further-language" disabled=move || full.get()>
                    {options}
                </select>
                <button type="button" class="outline" data-testid="tr-further-add" disabled=move || full.get() on:click=add>
                    {tx!(translate.further_add)}
                </button>
                <span class="num quiet" data-testid="tr-further-spent">{move || spent_by_all(app, i18n, format, cards)}</span>
            </div>
            <ul>
                <For each=move || cards.get() key=|card| card.to.clone() let:card>
                    <Card card=card/>
                </For>
            </ul>
        </section>
    }
}

/// The language to offer next: neither one of the panes nor one that has a card.
fn next_language(app: App) -> Option<String> {
    let source = app.translate.from.get_untracked();
    let source = source.or_else(|| app.translate.detected.get_untracked());
    let free = |tag: &str| {
        source.as_deref() != Some(tag)
            && app.translate.to.with_untracked(|to| to != tag)
            && app
                .further()
                .with_untracked(|cards| cards.iter().all(|card| card.to != tag))
    };
    let lately = app.translate.recents.get_untracked();
    let all = translation::languages().iter().map(|language| language.tag);
    lately
        .iter()
        .map(String::as_str)
        .chain(all)
        .find(|tag| free(tag))
        .map(str::to_string)
}

/// What the run in the panes and those in the cards took together, once there is something in both.
fn spent_by_all(
    app: App,
    i18n: leptos_i18n::I18nContext<Locale>,
    format: Format,
    cards: RwSignal<Vec<FurtherCard>>,
) -> Option<String> {
    let main = app.translate.spent.get()?;
    let made = cards.with(|cards| {
        let made = cards.iter().filter_map(|card| card.made.get());
        made.collect::<Vec<_>>()
    });
    let source = app.translate.source.get();
    let used: Vec<_> = made
        .iter()
        .filter(|entry| entry.source == source)
        .filter_map(|entry| Some((entry.usage?, entry.cost)))
        .collect();
    if used.is_empty() {
        return None;
    }
    let tokens: u64 = used
        .iter()
        .map(|(usage, _)| usage.input + usage.output)
        .sum();
    let tokens = format.number(tokens + main.usage.input + main.usage.output);
    // One price that is not known makes the sum unknown.
    let cost = used
        .iter()
        .try_fold(main.cost?.0, |sum, (_, cost)| Some(sum + cost.as_ref()?.0));
    let tokens = t_string!(i18n, translate.further_tokens, n = tokens);
    Some(match cost {
        Some(cost) => format!("{tokens} · {}", format.money(gate::Cost(cost))),
        None => tokens.to_string(),
    })
}

/// One language.
#[component]
fn Card(card: FurtherCard) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let to = StoredValue::new(card.to.clone());
    let tag = move || to.get_value();
    let target = RwSignal::from(card.target);
    let status = RwSignal::from(card.status);
    let waits = RwSignal::from(card.waiting);
    let trouble = RwSignal::from(card.trouble);
    let made = RwSignal::from(card.made);
    let running = Memo::new(move |_| status.get() == TrStatus::Running);
    let there = Memo::new(move |_| target.with(|target| !target.is_empty()));
    let same = Memo::new(move |_| {
        let tag = tag();
        let source = app
            .translate
            .from
            .get()
            .or_else(|| app.translate.detected.get());
        app.translate.to.with(|to| *to == tag) || source == Some(tag)
    });
    let stale = Memo::new(move |_| {
        !running.get()
            && there.get()
            && made.with(|made| {
                let of = made.as_ref().filter(|made| !made.source.is_empty());
                of.is_some_and(|made| app.translate.source.with(|source| *source != made.source))
            })
    });
    let missing = move || {
        made.with(|made| {
            made.as_ref()
                .map(|made| (made.pairs.failed(), made.pairs.0.len()))
        })
        .filter(|(failed, _)| *failed > 0)
    };
    let said = move || match status.get() {
        TrStatus::Running => match waits.get() {
            Some(wait) => waiting(wait)(i18n.get_locale()).to_string(),
            None => t_string!(i18n, translate.running).to_string(),
        },
        _ if same.get() => t_string!(i18n, translate.further_same).to_string(),
        _ if stale.get() => t_string!(i18n, translate.further_stale).to_string(),
        TrStatus::Idle => t_string!(i18n, translate.further_idle).to_string(),
        TrStatus::Done => t_string!(i18n, translate.done).to_string(),
        TrStatus::Stopped => t_string!(i18n, translate.stopped).to_string(),
        TrStatus::Failed => t_string!(i18n, translate.failed).to_string(),
        TrStatus::Truncated => match missing() {
            Some((n, all)) => {
                let (n, all) = (format.number(n as u64), format.number(all as u64));
                t_string!(i18n, translate.some_missing, n = n, all = all)
            }
            None => t_string!(i18n, translate.truncated).to_string(),
        },
    };
    let to_do = Memo::new(move |_| {
        !running.get() && !same.get() && (status.get() != TrStatus::Done || stale.get())
    });
    let act = move || match (status.get(), there.get() && !stale.get()) {
        (TrStatus::Failed, false) => t_string!(i18n, translate.retry),
        (_, true) => t_string!(i18n, translate.go_on),
        (_, false) => t_string!(i18n, translate.run),
    };
    let on_remedy = move |remedy| {
        if matches!(remedy, Remedy::Retry | Remedy::Continue) {
            app.further_go_on(&tag());
        }
    };
    let cost = move || {
        let cost = made.with(|made| made.as_ref().and_then(|made| made.cost));
        (!running.get() && cost.is_some()).then(|| format.money_or_dash(cost))
    };
    let named = move || format.language(&tag());
    let remove = move || t_string!(i18n, translate.further_remove, language = named());
    view! {
        <li
            data-testid="tr-further-card"
            data-value=tag
            data-state=move || status.get().name()
            class:stale=move || stale.get()
            aria-busy=move || running.get().to_string()
        >
            <div class="name">
                <h2>{named}</h2>
                <span class="quiet" role="status" data-testid="tr-further-status">{said}</span>
                <button
                    type="button"
                    class="square"
                    data-testid="tr-further-remove"
                    aria-label=remove
                    title=remove
                    on:click=move |_| {
                        app.further_remove(&tag());
                        page::focus_first(vec!["tr-further-language".to_string()]);
                    }
                >
                    <Icon name=IconName::Close/>
                </button>
            </div>
            <Show when=move || there.get()>
                <p class="text" data-testid="tr-further-text" lang=tag dir=move || dir_of(Some(&tag()))>{move || target.get()}</p>
            </Show>
            <ProblemPanel trouble=trouble on_remedy=on_remedy without=&[Remedy::Shorten]/>
            <div class="acts">
                <Show when=move || to_do.get()>
                    <button type="button" class="outline" data-testid="tr-further-run" on:click=move |_| app.further_go_on(&tag())>
                        {act}
                    </button>
                </Show>
                <Show when=move || running.get()>
                    <button type="button" class="outline" data-testid="tr-further-stop" on:click=move |_| app.further_stop(Some(&tag()))>
                        {tx!(translate.stop)}
                    </button>
                </Show>
                <Show when=move || there.get()>
                    <CopyButton what=move |()| target.get_untracked() testid="tr-further-copy"/>
                </Show>
                <button
                    type="button"
                    class="quiet"
                    data-testid="tr-further-open"
                    disabled=move || running.get()
                    on:click=move |_| {
                        app.further_open(&tag());
                        page::focus("tr-target");
                    }
                >
                    {tx!(translate.further_open)}
                </button>
                <span class="num quiet end">{cost}</span>
            </div>
        </li>
    }
}
