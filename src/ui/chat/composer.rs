//! Where the person writes. Enter sends, Shift+Enter breaks the line, and an input method's Enter stays its own.

use crate::i18n::*;
use crate::state::{page, use_app};
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::model_picker::ModelPicker;
use crate::ui::parts::text::{tx, words};
use leptos::html::Textarea;
use leptos::prelude::*;

/// The composer: grows with its text, remembers it over a reload.
#[component]
pub fn Composer() -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let node = NodeRef::<Textarea>::new();
    let draft = app.chat.draft;
    let empty = Memo::new(move |_| draft.with(|draft| draft.trim().is_empty()));
    Effect::new(move |_| {
        if node.get().is_some() {
            app.focus_composer(node);
        }
    });
    let send = move || {
        app.chat_send();
        page::focus("chat-input");
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        // 229: some browsers report the Enter that ends a composition only by this code.
        let composing = event.is_composing() || event.key_code() == 229;
        if event.key() == "Enter" && !event.shift_key() && !composing {
            event.prevent_default();
            send();
        }
    };
    let estimate = move || {
        draft.with(|draft| {
            (!draft.trim().is_empty()).then(|| {
                t_string!(
                    i18n,
                    chat.estimate,
                    n = format.number(gate::estimate_tokens(draft))
                )
            })
        })
    };
    view! {
        <form class="compose" on:submit=move |event| {
            event.prevent_default();
            send();
        }>
            <textarea
                node_ref=node
                data-testid="chat-input"
                rows="1"
                dir="auto"
                aria-label=tx!(chat.write)
                placeholder=tx!(chat.write)
                prop:value=move || draft.get()
                on:input=move |event| app.chat_draft_changed(event_target_value(&event))
                on:keydown=on_key
            ></textarea>
            <div class="row">
                <ModelPicker
                    value=Signal::derive(move || app.chat_model())
                    on_change=move |model| app.chat_set_model(model)
                    label=words!(chat.model)
                    up=true
                    testid="chat-model"
                />
                <span class="end num quiet wide">{estimate}</span>
                {move || if app.chat.busy.get() {
                    view! {
                        <button type="button" class="outline" data-testid="chat-stop" on:click=move |_| app.chat_stop()>
                            <Icon name=IconName::Stop/>
                            {tx!(chat.stop)}
                        </button>
                    }.into_any()
                } else {
                    view! {
                        <button type="submit" class="primary" data-testid="chat-send" disabled=move || empty.get()>
                            <Icon name=IconName::Send/>
                            {tx!(chat.send)}
                        </button>
                    }.into_any()
                }}
            </div>
        </form>
    }
}
