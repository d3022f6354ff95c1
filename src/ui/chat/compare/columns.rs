//! The answers of several models to one question, side by side; each is an answer as ever, with what it took and the way on
//! below.

use crate::i18n::*;
use crate::state::{Row, RowLive, page, use_app};
use crate::ui::chat::answer::Answer;
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::ids;
use crate::ui::parts::text::{text_now, tx, tx_now, words};
use chat::MessageState;
use leptos::prelude::*;

/// The columns. Each redraws alone while it arrives.
#[component]
pub fn Columns() -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let columns = RwSignal::from(app.comparing().columns);
    let current = Memo::new(move |_| {
        app.chat
            .rows
            .with(|rows| rows.last().map(|row| row.id.clone()))
    });
    let shown = move || {
        // The columns' texts are fixed, as those of rows are.
        i18n.get_locale();
        columns.get()
    };
    view! {
        <div class="beside-each-other" role="group" aria-label=tx!(compare.beside) data-testid="compare">
            <div class="columns">
                <For each=shown key=move |row| (row.id.clone(), i18n.get_locale_untracked().as_str()) let:row>
                    <Column row=row current=current/>
                </For>
            </div>
            <p class="quiet">{tx!(compare.current_note)}</p>
        </div>
    }
}

#[component]
fn Column(
    /// The answer
    row: Row,
    /// The one that the conversation goes on from
    current: Memo<Option<String>>,
) -> impl IntoView {
    let app = use_app();
    let id = StoredValue::new(row.id.clone());
    let live = RwSignal::from(row.live.clone());
    let is_current = Memo::new(move |_| {
        current.with(|current| id.with_value(|id| current.as_ref() == Some(id)))
    });
    let streaming = Memo::new(move |_| live.with(|live| live.state == MessageState::Streaming));
    let has_text = Memo::new(move |_| live.with(|live| live.has_text));
    let heading = ids::next("column");
    let described = heading.clone();
    let model = live.with_untracked(|live| live.model.clone().unwrap_or_default());
    view! {
        <section class="column" aria-labelledby=heading.clone() data-testid="compare-column"
            data-state=move || if is_current.get() { "current" } else { "other" }>
            <header>
                <h3 id=heading.clone()><bdi dir="ltr" data-testid="compare-model">{model.clone()}</bdi></h3>
                {move || is_current.get().then(|| view! { <span class="mark">{tx_now!(compare.current)}</span> })}
            </header>
            <Answer row=row column=true/>
            // At the height of the others', whatever the answers' length: that is what is compared.
            <p class="small" aria-hidden="true"><bdi dir="ltr">{model}</bdi></p>
            <Facts live=live/>
            <div class="acts">
                {move || streaming.get().then(|| view! {
                    <button type="button" class="outline" data-testid="compare-stop-one" aria-describedby=described.clone()
                        on:click=move |_| {
                            id.with_value(|id| app.chat_stop_answer(id));
                            page::focus_if_lost("chat-input");
                        }>
                        <Icon name=IconName::Stop/>
                        {text_now(words!(chat.stop))}
                    </button>
                }.into_any())}
                <GoOn id=id heading=heading.clone() shown=Signal::derive(move || !streaming.get() && has_text.get())/>
            </div>
        </section>
    }
}

#[component]
fn GoOn(id: StoredValue<String>, heading: String, shown: Signal<bool>) -> impl IntoView {
    let app = use_app();
    move || {
        shown.get().then(|| {
            view! {
                <button type="button" class="outline" data-testid="compare-go-on" aria-describedby=heading.clone()
                    on:click=move |_| id.with_value(|id| app.chat_go_on_with(id))>
                    <Icon name=IconName::Check/>
                    {tx_now!(compare.go_on)}
                </button>
            }
        })
    }
}

/// What the answer took: time, tokens, money; what is not known of it is not there.
#[component]
fn Facts(live: RwSignal<RowLive>) -> impl IntoView {
    let i18n = use_i18n();
    let format = use_format();
    // Made anew when one of them changes, not when the text does.
    let known = Memo::new(move |_| live.with(|live| (live.took, live.counted(), live.cost)));
    let facts = move || {
        let (took, counted, cost) = known.get();
        let fact = |name: &'static str, testid: &'static str, value: AnyView| {
            view! {
                <div>
                    <dt>{name}</dt>
                    <dd data-testid=testid>{value}</dd>
                </div>
            }
        };
        let first = took.and_then(|took| took.first);
        [
            took.map(|took| {
                let total = view! { <bdi dir="ltr">{format.duration(took.total)}</bdi> }.into_any();
                fact(tx_now!(compare.total), "compare-time", total)
            }),
            first.map(|first| {
                let first = view! { <bdi dir="ltr">{format.duration(first)}</bdi> }.into_any();
                fact(tx_now!(compare.first), "compare-first", first)
            }),
            counted.map(|(input, output)| {
                let said = t_string!(
                    i18n,
                    compare.tokens_in_out,
                    input = format.number(input),
                    output = format.number(output)
                );
                fact(tx_now!(compare.tokens), "compare-tokens", said.into_any())
            }),
            counted.map(|_| {
                let cost = view! { <bdi dir="ltr">{format.money_or_dash(cost)}</bdi> }.into_any();
                fact(tx_now!(compare.cost), "compare-cost", cost)
            }),
        ]
        .into_iter()
        .flatten()
        .collect_view()
    };
    view! { <dl class="num" data-testid="compare-facts">{facts}</dl> }
}
