//! Where the person writes. Enter sends, Shift+Enter breaks the line, and an input method's Enter stays its own. On a touch
//! screen, whose keyboard has no Shift+Enter, Enter breaks the line and the button sends.

use super::attach::{AttachButton, AttachedFiles};
use super::compare::{CompareChosen, ComparePanel};
use super::context::{ContextButton, ContextPanel, ContextPlace, UnsentCount};
use super::write::filling::Filling;
use super::write::keys::ChatKeys;
use super::write::list::{Choices, LIST, active_id};
use super::write::tools::{WriteTold, WriteTools};
use super::write::writing::Writing;
use crate::i18n::*;
use crate::state::{Dictation, DictationInto, DraftState, page, use_app};
use crate::ui::parts::announce::use_announcer;
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::keys::composing;
use crate::ui::parts::model_picker::ModelPicker;
use crate::ui::parts::text::{Words, tx, words};
use chat::MessageState;
use leptos::html::Textarea;
use leptos::prelude::*;

/// The composer: grows with its text, remembers it over a reload.
#[component]
pub fn Composer(
    /// What is shared with the thread
    place: ContextPlace,
) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let node = NodeRef::<Textarea>::new();
    let writing = Writing::new();
    let dictation = Dictation::new(DictationInto::Composer);
    let draft = app.chat.draft;
    let files = RwSignal::from(app.attached().files);
    let empty = Memo::new(move |_| {
        let attached = files.with(|files| files.iter().any(|file| file.ready().is_some()));
        draft.with(|draft| draft.trim().is_empty()) && !attached
    });
    let direction = Memo::new(move |_| app.draft_direction());
    let reading = Memo::new(move |_| {
        files.with(|files| files.iter().any(|file| file.state == DraftState::Reading))
    });
    Effect::new(move |_| {
        if node.get().is_some() {
            app.focus_composer(node);
        }
    });
    // Enter does nothing while an answer arrives: what is typed stays, and that is said.
    let early = RwSignal::new(false);
    Effect::new(move || {
        if !app.chat.busy.get() {
            early.set(false);
        }
    });
    let send = move || {
        early.set(app.chat.busy.get_untracked() && !empty.get_untracked());
        app.chat_send();
        page::focus("chat-input");
    };
    let enter_sends = !page::has_coarse_pointer();
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if writing.key(&event) {
            return;
        }
        if event.key() == "Escape" && !composing(&event) && app.chat.busy.get_untracked() {
            event.prevent_default();
            return app.chat_stop();
        }
        let command = event.ctrl_key() || event.meta_key();
        let sends = command || (enter_sends && !event.shift_key());
        if event.key() == "Enter" && sends && !composing(&event) {
            event.prevent_default();
            send();
        }
    };
    announce_ends();
    let ContextPlace {
        open: listed,
        typed,
        ..
    } = place;
    let history = Memo::new(move |_| app.chat_history_tokens(typed.get()));
    let comparing = Memo::new(move |_| !app.compare_models().is_empty());
    // What several models cost is told beside their names.
    let each = Signal::derive(move || {
        let counted = !empty.get() && comparing.get();
        counted.then(|| history.with(|history| app.chat_estimate(history)))?
    });
    let estimate = move || {
        // The conversation is counted only once something is typed.
        if empty.get() || comparing.get() {
            return None;
        }
        let estimate = history.with(|history| app.chat_estimate(history))?;
        let tokens = t_string!(i18n, chat.estimate, n = format.number(estimate.tokens));
        Some(match estimate.cost {
            Some(cost) => view! { {tokens} " · " <bdi dir="ltr">{gate::format_estimate(cost)}</bdi> " " {tx!(chat.plus_answer)} }.into_any(),
            None => tokens.into_any(),
        })
    };
    let elsewhere = app.chat.busy_elsewhere;
    let unsendable =
        move || empty.get() || reading.get() || elsewhere.get() || app.chat.sending.get();
    view! {
        <ChatKeys writing=writing/>
        <Filling writing=writing/>
        <form class="compose" on:submit=move |event| {
            event.prevent_default();
            send();
        }>
            <CompareChosen takes=each/>
            <AttachedFiles/>
            <textarea
                node_ref=node
                data-testid="chat-input"
                rows="1"
                dir=move || direction.get()
                enterkeyhint=if enter_sends { "send" } else { "enter" }
                aria-label=tx!(chat.write)
                placeholder=tx!(chat.write)
                prop:value=move || draft.get()
                on:input=move |event| {
                    app.chat_draft_changed(event_target_value(&event));
                    writing.typed();
                }
                on:keydown=on_key
                on:blur=move |_| writing.leave()
                aria-autocomplete="list"
                aria-controls=move || active_id(writing).map(|_| LIST)
                aria-activedescendant=move || active_id(writing)
            ></textarea>
            <Choices writing=writing/>
            <WriteTold writing=writing dictation=dictation/>
            // There from the start, so that its words are heard when they come.
            <div role="status" class="quiet">
                {move || elsewhere.get().then(|| view! { <p data-testid="chat-elsewhere">{tx!(chat.elsewhere)}</p> })}
                {move || early.get().then(|| view! { <p data-testid="chat-early">{tx!(chat.wait_for_answer)}</p> })}
            </div>
            <div class="row">
                <AttachButton/>
                <WriteTools writing=writing dictation=dictation/>
                <ModelPicker
                    value=Signal::derive(move || app.chat_model())
                    on_change=move |model| app.chat_set_model(model)
                    label=words!(chat.model)
                    up=true
                    testid="chat-model"
                />
                <ContextButton open=listed>
                    <span class="num" data-testid="chat-estimate">{estimate}</span>
                    <UnsentCount place=place/>
                </ContextButton>
                {move || if app.chat.busy.get() {
                    view! {
                        <button type="button" class="outline" data-testid="chat-stop" on:click=move |event| {
                            // This very element becomes the one that sends before the click is through: what is typed
                            // would be sent with it.
                            event.prevent_default();
                            app.chat_stop();
                            page::focus_if_lost("chat-input");
                        }>
                            <Icon name=IconName::Stop/>
                            {tx!(chat.stop)}
                        </button>
                    }.into_any()
                } else {
                    view! {
                        <button type="submit" class="primary" data-testid="chat-send" disabled=unsendable>
                            <Icon name=IconName::Send/>
                            {tx!(chat.send)}
                        </button>
                    }.into_any()
                }}
            </div>
        </form>
        <ContextPanel open=listed/>
        <ComparePanel/>
    }
}

/// Screen readers hear how an answer ended, not its text: that is there to be read.
fn announce_ends() {
    let app = use_app();
    let i18n = use_i18n();
    let announcer = use_announcer();
    Effect::new(move |before: Option<()>| {
        let ended = app.chat.ended.get();
        // Not what ended before this page was shown.
        if before.is_some() {
            let said = ended.map(|(state, model)| {
                let how = told(state)(i18n.get_locale_untracked());
                model.map_or(how.to_string(), |model| format!("{model}: {how}"))
            });
            announcer.say(said.unwrap_or_default());
        }
    });
}

fn told(state: MessageState) -> Words {
    match state {
        MessageState::Done | MessageState::Streaming => words!(chat.answer_done),
        MessageState::Stopped => words!(chat.stopped),
        MessageState::Truncated => words!(chat.truncated),
        MessageState::Failed => words!(chat.answer_failed),
    }
}
