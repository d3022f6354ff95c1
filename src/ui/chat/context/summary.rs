//! The summary that stands for the oldest messages: made when asked for, changed by hand, taken away.

use crate::i18n::*;
use crate::state::{Asked, ContextView, page, use_app};
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::problem_panel::ProblemPanel;
use crate::ui::parts::text::{tx, words};
use crate::ui::parts::undo::Undo;
use chat::{ContextRule, LineOf, Summary};
use gate::Cost;
use leptos::prelude::*;
use wire::Remedy;

/// Shown where the rule wants a summary.
#[component]
pub(super) fn SummarySection(view: Memo<ContextView>) -> impl IntoView {
    let app = use_app();
    let rule = Memo::new(move |_| app.context_settings().rule);
    let summary = Memo::new(move |_| app.context_settings().summary);
    let there = Memo::new(move |_| summary.with(Option::is_some));
    let state = app.context();
    let (removed, forget) = (state.removed.clone(), state.removed);
    let removed = Signal::derive(move || removed.with(Option::is_some));
    view! {
        <Show when=move || rule.get() == ContextRule::Summarise>
            <section class="context-summary" aria-labelledby="context-summary-title">
                <h3 id="context-summary-title">{tx!(context.summary)}</h3>
                <Undo
                    shown=removed
                    label=words!(context.summary_removed)
                    on_undo=move |()| app.undo_summary()
                    on_dismiss={
                        let forget = forget.clone();
                        move |()| forget.set(None)
                    }
                />
                <Show when=move || there.get()>
                    <Written summary=summary view=view/>
                </Show>
                <Make view=view there=there/>
            </section>
        </Show>
    }
}

/// The summary that is there.
#[component]
fn Written(summary: Memo<Option<Summary>>, view: Memo<ContextView>) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let here = move || {
        view.with(|view| {
            view.lines
                .iter()
                .any(|line| line.line.of == LineOf::Summary)
        })
    };
    let edited = tx!(context.summary_edited);
    let facts = move || {
        summary.with(|summary| {
            let summary = summary.as_ref()?;
            let took = summary.usage.map(|usage| {
                t_string!(
                    i18n,
                    context.summary_took,
                    n = format.number(usage.input + usage.output)
                )
            });
            let cost = summary
                .usage
                .map(|_| format.money_or_dash(summary.cost.map(Cost)));
            let facts = [
                Some(t_string!(
                    i18n,
                    context.summary_for,
                    n = format.number(summary.messages as u64)
                )),
                summary.model.clone().map(|model| format.isolated(model)),
                took,
                cost,
                summary.edited.then(|| edited().to_string()),
            ];
            Some(facts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
        })
    };
    view! {
        <textarea class="summary-text" data-testid="context-summary" dir="auto" rows="5" aria-labelledby="context-summary-title"
            prop:value=move || summary.with(|summary| summary.as_ref().map(|summary| summary.text.clone()).unwrap_or_default())
            on:change=move |event| app.change_summary(event_target_value(&event))></textarea>
        <p class="hint num" data-testid="context-summary-facts" translate="no">{facts}</p>
        {move || (!here()).then(|| view! { <p class="hint warn" data-testid="context-summary-elsewhere">{tx!(context.summary_elsewhere)}</p> })}
        <div class="acts">
            <button type="button" class="quiet" data-testid="context-summary-remove" on:click=move |_| app.remove_summary()>
                <Icon name=IconName::Delete/>
                {tx!(context.summary_remove)}
            </button>
        </div>
    }
}

/// Asks for one.
#[component]
fn Make(view: Memo<ContextView>, there: Memo<bool>) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let trouble = Signal::derive(move || match app.summarising() {
        Asked::Failed(trouble) => Some(trouble),
        _ => None,
    });
    let asking = Memo::new(move |_| matches!(app.summarising(), Asked::Asking));
    on_cleanup(move || app.summary_trouble_seen());
    let wanted = Memo::new(move |_| view.with(|view| view.summarisable));
    let (nothing, writing, stop) = (
        tx!(context.summary_nothing),
        tx!(context.summarising),
        tx!(chat.stop),
    );
    let make = move || {
        if asking.get() {
            return view! {
                <button type="button" class="outline" data-testid="context-summary-stop" on:click=move |_| {
                    app.stop_summarising();
                    page::focus_if_lost("context-summary-make");
                }>
                    <Icon name=IconName::Stop/>
                    {stop}
                </button>
            }
            .into_any();
        }
        match wanted.get() {
            Some((count, tokens)) => {
                let n = format.number(count as u64);
                let label = match there.get() {
                    true => t_string!(i18n, context.summary_more, n = n),
                    false => t_string!(i18n, context.summary_make, n = n),
                };
                view! {
                    <button type="button" class="outline" data-testid="context-summary-make" on:click=move |_| {
                        app.summarise();
                        page::focus_if_lost("context-summary-stop");
                    }>{label}</button>
                    <span class="hint num">{t_string!(i18n, context.summary_takes, n = format.number(tokens))}</span>
                }
                .into_any()
            }
            None => view! { <p class="hint" data-testid="context-summary-nothing">{nothing}</p> }
                .into_any(),
        }
    };
    let again = move |remedy| {
        if remedy == Remedy::Retry {
            app.summarise();
        }
    };
    view! {
        <div class="acts">{make}</div>
        <p class="hint" role="status" data-testid="context-summarising">{move || asking.get().then(writing)}</p>
        <ProblemPanel trouble=trouble on_remedy=again without=&[Remedy::Shorten, Remedy::Continue]/>
    }
}
