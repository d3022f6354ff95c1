//! An answer: Markdown as nodes, reasoning folded away, what it cost, and what can be done with it.

use super::attach::{MessageFiles, WithoutImages};
use super::context::{ContextMarks, WithoutOldest};
use super::editor::{Edited, Editor, begin_edit, edit_id};
use super::parameters::{ParametersOpen, Refused};
use super::row_meta::Siblings;
use super::shapes::{Shape, ShapeItem};
use super::write::aloud::{Aloud, AloudPlace};
use super::write::beside::{BesidePlace, message_items};
use crate::i18n::*;
use crate::state::{NodeLabels, Row, RowLive, SentView, page, use_app};
use crate::ui::parts::copy_button::CopyButton;
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::menu::{Menu, MenuItem};
use crate::ui::parts::problem_panel::ProblemPanel;
use crate::ui::parts::sent_panel::SentPanel;
use crate::ui::parts::text::{Words, tx_now, words};
use crate::ui::translate::status::waiting;
use chat::MessageState;
use leptos::html::{Article, Div};
use leptos::prelude::*;
use wire::Remedy;

/// An answer. Its text's element is there from the first moment and stays the same when the answer is done.
#[component]
pub fn Answer(
    /// The message
    row: Row,
    /// It stands beside others, with what it took in the column's foot
    #[prop(optional)]
    column: bool,
) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let id = StoredValue::new(row.id.clone());
    let live = RwSignal::from(row.live.clone());
    let state = move || live.with(|live| live.state);
    let streaming = move || state() == MessageState::Streaming;
    let editing = Memo::new(move |_| live.with(|live| live.editing) && !column);
    let body = NodeRef::<Div>::new();
    let article = NodeRef::<Article>::new();
    let near = app.chat_near(&row.id, article, row.near_end || untrack(streaming));
    Effect::new(move |_| {
        if body.get().is_some() {
            id.with_value(|id| app.chat_attach_body(id, body, labels(i18n), near.get_untracked()));
        }
    });
    on_cleanup({
        let id = row.id.clone();
        move || app.chat_detach(&id)
    });
    let row_id = row.id.clone();
    let row = StoredValue::new(row);
    // Hundreds of rows may be far from what is seen: all that they can do without is made when they come near.
    let above = move || {
        view! {
            <Show when=move || live.with(|live| live.has_reasoning)>
                <Reasoning id=id/>
            </Show>
        }
        .into_any()
    };
    let below = move || view! { <Below row=row live=live column=column/> }.into_any();
    view! {
        <article class="msg" node_ref=article data-id=row_id data-testid="message" data-role="assistant" data-state=move || state_name(state())
            data-left-out=move || live.with(|live| live.left_out.then_some(""))
            aria-label=tx_now!(chat.answer) aria-busy=move || streaming().to_string()>
            {move || near.get().then(above)}
            <MessageFiles id=id.get_value() near=near/>
            <div class="text md" node_ref=body data-testid="message-text" dir="auto" hidden=move || editing.get()></div>
            {move || editing.get().then(|| view! { <Editor id=id what=Edited::Answer/> })}
            {move || near.get().then(|| view! { <BesidePlace id=id/> })}
            {move || near.get().then(below)}
        </article>
    }
}

/// What stands below an answer's text: what happened, what it cost, what can be done with it.
#[component]
fn Below(
    /// The message
    row: StoredValue<Row>,
    /// What changes about it
    live: RwSignal<RowLive>,
    /// It stands beside others
    column: bool,
) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let id = StoredValue::new(row.with_value(|row| row.id.clone()));
    let state = Memo::new(move |_| live.with(|live| live.state));
    let streaming = move || state.get() == MessageState::Streaming;
    let hidden = move || streaming() || (!column && live.with(|live| live.editing));
    let edited = id.with_value(|id| app.chat_is_edited(id));
    let continuable = Memo::new(move |_| {
        matches!(
            state.get(),
            MessageState::Stopped | MessageState::Truncated | MessageState::Failed
        ) && live.with(|live| live.has_text)
    });
    let cut_at = Memo::new(move |_| {
        live.with(|live| {
            live.cut_at
                .filter(|_| live.state == MessageState::Truncated)
        })
    });
    let parameters = use_context::<ParametersOpen>();
    let trouble = Signal::derive(move || live.with(|live| live.trouble.clone()));
    let comparable = move || !column && id.with_value(|id| app.chat_is_comparable(id));
    let sent = RwSignal::new(None::<SentView>);
    let aloud = Aloud::new();
    let go_on = move || id.with_value(|id| app.chat_continue(id));
    let again = move || {
        id.with_value(|id| app.chat_regenerate(id));
        // The row is made anew, and the button with it.
        page::focus_if_lost("chat-input");
    };
    let on_remedy = move |remedy| match remedy {
        Remedy::Retry => again(),
        Remedy::Continue => go_on(),
        _ => {}
    };
    let note = move || {
        let cut = cut_at
            .get()
            .map(|n| t_string!(i18n, chat.cut_at, n = format.number(n)));
        let first: Option<Words> = live.with(|live| match (live.state, live.waiting) {
            (MessageState::Streaming, Some(wait)) => Some(waiting(wait)),
            (MessageState::Streaming, None) if !live.has_text && !live.has_reasoning => {
                Some(words!(chat.thinking))
            }
            (MessageState::Stopped, _) => Some(words!(chat.stopped)),
            (MessageState::Truncated, _) if cut.is_none() => Some(words!(chat.truncated)),
            (MessageState::Done, _) if live.left_out => Some(words!(context.left_out_note)),
            _ => None,
        });
        // Said only where something did arrive.
        let kept: Option<Words> = continuable.get().then_some(words!(chat.kept));
        let said: Vec<&str> = [first, kept]
            .into_iter()
            .flatten()
            .map(|words| words(i18n.get_locale()))
            .collect();
        let said: Vec<&str> = cut.as_deref().into_iter().chain(said).collect();
        (!said.is_empty()).then(|| said.join(" "))
    };
    let facts = move || {
        live.with(|live: &RowLive| {
            let tokens = live.usage.map(|usage| {
                t_string!(
                    i18n,
                    chat.tokens,
                    n = format.number(usage.input + usage.output)
                )
            });
            let cost = live.usage.map(|_| format.money_or_dash(live.cost));
            // What nobody counted is estimated, and looks it.
            let stopped = live.state == MessageState::Stopped && live.usage.is_none();
            let estimated = stopped
                .then(|| id.with_value(|id| app.chat_estimated(id)))
                .flatten();
            let (tokens, cost) = match estimated {
                Some((tokens, cost)) => (
                    Some(t_string!(i18n, chat.estimate, n = format.number(tokens))),
                    cost.map(|cost| format.isolated(gate::format_estimate(cost))),
                ),
                None => (tokens, cost),
            };
            let by_you = edited.then(|| t_string!(i18n, chat.edited).to_string());
            [live.model.clone(), by_you, tokens, cost]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" · ")
        })
    };
    view! {
        {move || note().map(|note| view! { <p class="note quiet" data-testid="message-note">{note}</p> })}
        {move || {
            // There is nothing to go on from in an answer that is empty.
            let without: &'static [Remedy] = if continuable.get() { &[Remedy::Shorten] } else { &[Remedy::Shorten, Remedy::Continue] };
            view! { <ProblemPanel trouble=trouble on_remedy=on_remedy without=without/> }
        }}
        <Refused live=live/>
        <WithoutImages id=id trouble=trouble/>
        <WithoutOldest id=id trouble=trouble/>
        <div class="meta" hidden=hidden>
            <Show when=move || continuable.get()>
                <button type="button" class="outline" data-testid="message-continue" on:click=move |_| go_on()>{tx_now!(chat.go_on)}</button>
            </Show>
            {move || parameters.filter(|_| cut_at.get().is_some()).map(|ParametersOpen(open)| view! {
                <button type="button" class="outline" data-testid="message-limit" on:click=move |_| open.set(true)>{tx_now!(chat.limit)}</button>
            })}
            <CopyButton what=move |()| id.with_value(|id| app.chat_text(id)) testid="message-copy"/>
            <button type="button" data-testid="message-again" on:click=move |_| again()>
                <Icon name=IconName::Again/>
                <span>{tx_now!(chat.again)}</span>
            </button>
            {(!column).then(|| view! {
                <button type="button" id=id.with_value(|id| edit_id(id)) data-testid="answer-edit" on:click=move |_| id.with_value(|id| begin_edit(app, id))>
                    <Icon name=IconName::Edit/>
                    <span>{tx_now!(common.edit)}</span>
                </button>
            })}
            <Menu label=words!(chat.more) testid="message-more" items=move |menu: crate::ui::parts::menu::MenuId| view! {
                {message_items(menu.clone(), id, aloud)}
                // Nothing was sent for what the person wrote.
                {(!edited).then(|| view! {
                    <MenuItem menu=menu.clone() label=words!(chat.show_sent) icon=IconName::Search testid="message-sent"
                        on_choose=move |()| {
                            sent.set(id.with_value(|id| app.chat_sent(id)));
                            app.chat_look_at(id.with_value(|id| sent_id(id)));
                        }/>
                })}
                {comparable().then(|| view! {
                    <ShapeItem menu=menu.clone() label=words!(compare.side_by_side) shape=Shape::Columns testid="message-compare"
                        on_choose=move |()| id.with_value(|id| app.chat_side_by_side(id))/>
                })}
                <ShapeItem menu=menu.clone() label=words!(organise.fork) shape=Shape::Fork testid="message-fork"
                    on_choose=move |()| id.with_value(|id| app.chat_fork(id))/>
                <MenuItem menu=menu.clone() label=words!(keep.save_answer) icon=IconName::Download testid="message-save"
                    on_choose=move |()| id.with_value(|id| app.chat_save_message(id))/>
                <MenuItem menu=menu label=words!(chat.delete_message) icon=IconName::Delete danger=true testid="message-delete"
                    on_choose=move |()| id.with_value(|id| app.chat_delete_message(id))/>
            }.into_any()/>
            // Behind the others, which stay where they are when there come to be several.
            <Siblings row=row.get_value()/>
            {(!column).then(|| view! { <span class="num facts" data-testid="message-facts">{facts}</span> })}
        </div>
        <AloudPlace id=id aloud=aloud/>
        <div id=id.with_value(|id| sent_id(id)) tabindex="-1" class="sent-of"><SentPanel sent=sent unfolded=true/></div>
        <ContextMarks id=id/>
    }
}

/// The reasoning, folded; it is put on the screen when it is unfolded, not before.
#[component]
fn Reasoning(
    /// The message
    id: StoredValue<String>,
) -> impl IntoView {
    let app = use_app();
    let open = RwSignal::new(false);
    let node = NodeRef::<Div>::new();
    Effect::new(move |_| {
        if open.get() && node.get().is_some() {
            id.with_value(|id| app.chat_attach_reasoning(id, node));
        }
    });
    view! {
        <div class="reasoning">
            <button type="button" class="fold quiet" data-testid="message-reasoning-open" aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)>
                <Icon name=IconName::Down/>
                {tx_now!(chat.reasoning)}
            </button>
            <Show when=move || open.get()>
                <div class="text quiet" node_ref=node data-testid="message-reasoning" dir="auto"></div>
            </Show>
        </div>
    }
}

/// The id of what holds the request that was sent for it.
fn sent_id(message: &str) -> String {
    format!("sent-{message}")
}

fn state_name(state: MessageState) -> &'static str {
    match state {
        MessageState::Done => "done",
        MessageState::Streaming => "streaming",
        MessageState::Stopped => "stopped",
        MessageState::Truncated => "truncated",
        MessageState::Failed => "failed",
    }
}

pub(super) fn labels(i18n: leptos_i18n::I18nContext<Locale>) -> NodeLabels {
    let locale = i18n.get_locale_untracked();
    let of = |words: Words| words(locale).to_string();
    NodeLabels {
        copy: of(words!(common.copy)),
        copied: of(words!(common.copied)),
        code: of(words!(chat.code)),
        table: of(words!(chat.table)),
        image: of(words!(chat.image)),
        done: of(words!(chat.task_done)),
        to_do: of(words!(chat.task_open)),
        footnote: of(words!(chat.footnote)),
        back: of(words!(chat.footnote_back)),
        wrap: of(words!(chat.code_wrap)),
        save: of(words!(chat.code_save)),
        preview: of(words!(chat.code_preview)),
        csv: of(words!(chat.table_csv)),
        tsv: of(words!(chat.table_tsv)),
        formula: of(words!(chat.formula_unread)),
    }
}
