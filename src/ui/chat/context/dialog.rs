//! The panel: what it comes to, what is done when it does not fit, and each message.

use super::breaks::Broken;
use super::each::Each;
use super::line::Lines;
use super::rule::Rule;
use super::summary::SummarySection;
use crate::i18n::*;
use crate::state::{ContextView, page, use_app};
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::{Words, tx, words};
use chat::Over;
use leptos::html::Dialog;
use leptos::prelude::*;

/// The dialog, which sets `open` to false when it is closed.
#[component]
pub(super) fn ContextDialog(
    /// Is it open?
    open: RwSignal<bool>,
) -> impl IntoView {
    let app = use_app();
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move || {
        if dialog.get().is_some() {
            page::show_modal(dialog);
            app.load_models();
        }
    });
    let view = Memo::new(move |_| app.chat_context());
    view! {
        <dialog
            node_ref=dialog
            class="key-dialog context"
            aria-labelledby="context-title"
            data-testid="context-dialog"
            on:close=move |_| if page::is_closed(dialog) { open.set(false) }
        >
            <div class="dialog-head">
                <h2 id="context-title">{tx!(context.title)}</h2>
                <button type="button" class="square" aria-label=tx!(common.close) title=tx!(common.close) data-testid="context-close"
                    on:click=move |_| page::close_modal(dialog)>
                    <Icon name=IconName::Close/>
                </button>
            </div>
            <p class="lead">{tx!(context.explain)}</p>
            <Totals view=view/>
            <Broken view=view/>
            <Rule view=view/>
            <SummarySection view=view/>
            <Lines view=view/>
        </dialog>
    }
}

/// What it comes to, and how much of the window that is.
#[component]
fn Totals(view: Memo<ContextView>) -> impl IntoView {
    let i18n = use_i18n();
    let format = use_format();
    let state = move || view.with(|view| if view.over.is_none() { "fits" } else { "over" });
    let tokens = move || {
        view.with(|view| {
            let n = format.number(view.tokens);
            match view.window {
                Some((window, _)) => {
                    t_string!(
                        i18n,
                        context.of_window,
                        n = n,
                        window = format.number(u64::from(window))
                    )
                }
                None => t_string!(i18n, chat.estimate, n = n),
            }
        })
    };
    let cost = move || {
        view.with(|view| view.cost())
            .map(|cost| format.isolated(gate::format_estimate(cost)))
    };
    let plus = tx!(chat.plus_answer);
    // Of a thousand parts, so that the widths are classes of nothing: a style of its own is what the policy lets scripts set.
    let share = move |part: fn(&ContextView) -> u64| {
        view.with(|view| {
            let window = view.window.map(|(window, _)| u64::from(window).max(1))?;
            Some((part(view) * 1_000 / window).min(1_000).to_string())
        })
    };
    let sent = move || share(|view| view.tokens);
    let both = move || share(|view| view.tokens + view.reserve);
    let notes = move || {
        view.with(|view| {
            [
                (view.dropped > 0).then(|| {
                    t_string!(
                        i18n,
                        context.dropped_count,
                        n = format.number(view.dropped as u64)
                    )
                }),
                (view.attached > 0)
                    .then(|| t_string!(i18n, context.attached, n = format.number(view.attached))),
                (view.images > 0)
                    .then(|| t_string!(i18n, context.images, n = format.number(view.images))),
            ]
        })
    };
    let no_window = tx!(context.no_window);
    let over = move || {
        let words: Words = match view.with(|view| view.over)? {
            Over::Next => words!(context.over_next),
            Over::Together => words!(context.over),
            Over::Reserve => words!(context.over_reserve),
        };
        Some(words(i18n.get_locale()))
    };
    view! {
        <section class="totals" data-testid="context-totals" data-state=state>
            <Each view=view/>
            <p class="sum">
                <strong class="num" data-testid="context-tokens">{tokens}</strong>
                {move || cost().map(|cost| view! { <span class="num" data-testid="context-cost">{cost} " " {plus}</span> })}
            </p>
            {move || sent().map(|sent| view! {
                <div class="window-bar">
                    <meter class="with-answer" min="0" max="1000" value=both aria-hidden="true"></meter>
                    <meter min="0" max="1000" value=sent aria-label=tx!(context.used) data-testid="context-bar"></meter>
                </div>
            })}
            <p class="hint num">
                {move || match view.with(|view| view.window.is_some()) {
                    true => t_string!(i18n, context.kept_free, n = format.number(view.with(|view| view.reserve))),
                    false => no_window().to_string(),
                }}
            </p>
            {move || notes().into_iter().flatten().map(|note| view! { <p class="hint num" data-testid="context-note">{note}</p> }).collect_view()}
            <div role="status">
                {move || over().map(|over| view! { <p class="notice" data-testid="context-over"><span>{over}</span></p> })}
            </div>
        </section>
    }
}
