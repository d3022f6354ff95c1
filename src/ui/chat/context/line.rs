//! The messages, each with what it takes and whether it goes.

use crate::i18n::*;
use crate::state::{ContextLine, ContextView, page, use_app};
use crate::ui::parts::format::use_format;
use crate::ui::parts::text::{Words, text, tx, words};
use chat::{Fate, LineOf};
use leptos::prelude::*;
use wire::Role;

/// As many are shown at first, and as many more each time: a conversation may have thousands.
const PAGE: usize = 100;

/// All of them, from the oldest; of many the last.
#[component]
pub(super) fn Lines(view: Memo<ContextView>) -> impl IntoView {
    let most = RwSignal::new(PAGE);
    let hidden = move || view.with(|view| view.lines.len().saturating_sub(most.get()));
    let more = Memo::new(move |_| hidden() > 0);
    let shown = move || view.with(|view| view.lines.get(hidden()..).unwrap_or_default().to_vec());
    let key = |line: &ContextLine| {
        (
            line.line.of.clone_key(),
            line.line.fate as u8,
            line.line.tokens,
            line.line.attached,
            line.head.clone(),
        )
    };
    view! {
        <section aria-labelledby="context-lines">
            <h3 id="context-lines">{tx!(context.messages)}</h3>
            <Show when=move || more.get()>
                <button type="button" class="outline" data-testid="context-earlier" on:click=move |_| most.update(|most| *most += PAGE)>
                    {tx!(context.earlier)}
                </button>
            </Show>
            <ul class="context-lines">
                <For each=shown key=key let:line>
                    <LineRow line=line view=view/>
                </For>
            </ul>
        </section>
    }
}

/// What rows are known by.
trait CloneKey {
    fn clone_key(&self) -> String;
}

impl CloneKey for LineOf {
    fn clone_key(&self) -> String {
        match self {
            LineOf::System => "-system".to_string(),
            LineOf::Summary => "-summary".to_string(),
            LineOf::Schema => "-schema".to_string(),
            LineOf::Next => "-next".to_string(),
            LineOf::Message(id) => id.clone(),
        }
    }
}

#[component]
fn LineRow(line: ContextLine, view: Memo<ContextView>) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let fate = line.line.fate;
    let tokens = line.line.tokens;
    let attached = line.line.attached;
    let has_text = line.has_text;
    let shown = StoredValue::new(line.line.of.clone());
    let whole = RwSignal::new(false);
    let head = StoredValue::new(line.head.clone());
    let files = StoredValue::new(line.files.clone());
    let who = who(&line);
    let told: Option<Words> = match fate {
        Fate::Goes => None,
        Fate::LeftOut => Some(words!(context.left_out)),
        Fate::Dropped => Some(words!(context.dropped)),
        Fate::Summarised => Some(words!(context.summarised)),
        Fate::Silent if line.line.role == Role::Tool => Some(words!(context.silent_tool)),
        Fate::Silent => Some(words!(context.silent)),
    };
    let priced = line.clone();
    let cost = move || {
        priced
            .cost(view.with(|view| view.price))
            .map(|cost| format.isolated(gate::format_estimate(cost)))
    };
    let id = match (&line.line.of, fate) {
        (_, Fate::Silent) => None,
        (LineOf::Message(id), _) => Some(id.clone()),
        _ => None,
    };
    let toggle = id.map(|id| {
        let label = move || t_string!(i18n, context.send_this, head = format.set_apart(head.get_value()));
        view! {
            <input type="checkbox" id=toggle_id(&id) data-testid="context-toggle" aria-label=label prop:checked=fate != Fate::LeftOut
                on:change=move |event| {
                    app.chat_leave_out(&id, !event_target_checked(&event));
                    // The row is made anew, and the box with it.
                    page::focus_first(vec![toggle_id(&id)]);
                }/>
        }
    });
    view! {
        <li data-testid="context-line" data-state=state(fate) data-of=of(&line)>
            <span class="tick">{toggle}</span>
            <span class="who quiet">{text(who)}</span>
            {if has_text {
                view! {
                    <button type="button" class="head" data-testid="context-line-open" aria-expanded=move || whole.get().to_string()
                        on:click=move |_| whole.update(|whole| *whole = !*whole)>
                        <bdi dir="auto">{head.get_value()}</bdi>
                    </button>
                }.into_any()
            } else {
                view! { <bdi class="head" dir="auto">{head.get_value()}</bdi> }.into_any()
            }}
            <span class="takes num">
                {told.map(|told| view! { <span class="fate">{text(told)}</span> })}
                <span data-testid="context-line-tokens">{move || format!("≈ {}", format.number(tokens))}</span>
                {(attached > 0).then(|| view! {
                    <span class="quiet" data-testid="context-line-attached">
                        {move || t_string!(i18n, context.line_attached, n = format.number(attached))}
                    </span>
                })}
                {move || cost().map(|cost| view! { <span class="quiet">{cost}</span> })}
            </span>
            // Only when it is wanted: it may be very long.
            {move || whole.get().then(|| view! {
                <p class="whole" dir="auto" tabindex="0" role="region" aria-label=tx!(context.whole) data-testid="context-line-text">
                    {shown.with_value(|of| app.chat_context_text(of))}
                    {(!files.get_value().is_empty()).then(|| view! { <span class="files quiet">{files.get_value()}</span> })}
                </p>
            }.into_any())}
        </li>
    }
}

fn toggle_id(message: &str) -> String {
    format!("sends-{message}")
}

fn who(line: &ContextLine) -> Words {
    match (&line.line.of, line.line.role) {
        (LineOf::Summary, _) => words!(context.summary),
        (LineOf::Schema, _) => words!(context.schema),
        (LineOf::Next, _) => words!(context.next),
        (_, Role::System) => words!(chat.instructions),
        (_, Role::User) => words!(chat.you),
        (_, Role::Tool) => words!(chat.role_tool),
        _ => words!(chat.answer),
    }
}

fn of(line: &ContextLine) -> &'static str {
    match &line.line.of {
        LineOf::System => "system",
        LineOf::Summary => "summary",
        LineOf::Schema => "schema",
        LineOf::Next => "next",
        LineOf::Message(_) => "message",
    }
}

fn state(fate: Fate) -> &'static str {
    match fate {
        Fate::Goes => "goes",
        Fate::LeftOut => "left-out",
        Fate::Dropped => "dropped",
        Fate::Summarised => "summarised",
        Fate::Silent => "silent",
    }
}
