//! A message translated beside itself, or below it where the window is narrow.

use super::aloud::Aloud;
use crate::i18n::*;
use crate::state::{Beside, TrStatus, page, use_app};
use crate::ui::chat::answer::labels;
use crate::ui::parts::copy_button::CopyButton;
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::menu::{MenuId, MenuItem};
use crate::ui::parts::problem_panel::ProblemPanel;
use crate::ui::parts::text::{tx, words};
use crate::ui::translate::status::waiting;
use leptos::html::Div;
use leptos::prelude::*;
use wire::Remedy;

/// What a message's menu has of other languages.
pub fn message_items(menu: MenuId, id: StoredValue<String>, aloud: Aloud) -> AnyView {
    let app = use_app();
    view! {
        <MenuItem menu=menu.clone() label=words!(write.translate) icon=IconName::Translate testid="message-translate"
            on_choose=move |()| id.with_value(|id| app.beside_open(id))/>
        <MenuItem menu=menu.clone() label=words!(write.open_in) icon=IconName::External testid="message-to-translate"
            on_choose=move |()| id.with_value(|id| app.chat_to_translate(Some(id)))/>
        <MenuItem menu=menu label=words!(write.listen) icon=IconName::Listen testid="message-listen"
            on_choose=move |()| id.with_value(|id| aloud.begin(app, id))/>
    }
    .into_any()
}

/// The translation of a message, where it is open.
#[component]
pub fn BesidePlace(
    /// The message
    id: StoredValue<String>,
) -> impl IntoView {
    let app = use_app();
    let open = Memo::new(move |_| {
        let beside = id.with_value(|id| app.beside(id));
        beside.is_some_and(|beside| beside.open.get())
    });
    move || {
        open.get().then(|| {
            let beside = id.with_value(|id| untrack(|| app.beside(id)));
            beside.map(|beside| view! { <Translation id=id beside=beside/> }.into_any())
        })
    }
}

#[component]
fn Translation(id: StoredValue<String>, beside: Beside) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let to = RwSignal::from(beside.to);
    let status = RwSignal::from(beside.status);
    let waits = RwSignal::from(beside.waiting);
    let trouble = RwSignal::from(beside.trouble);
    let spent = RwSignal::from(beside.spent);
    let running = Memo::new(move |_| status.get() == TrStatus::Running);
    let body = NodeRef::<Div>::new();
    Effect::new(move |_| {
        if body.get().is_some() {
            id.with_value(|id| app.beside_attach(id, body, labels(i18n)));
        }
    });
    let gone = id.get_value();
    on_cleanup(move || app.beside_detach(&gone));
    let again = move || id.with_value(|id| app.beside_run(id));
    let close = move |_| {
        id.with_value(|id| app.beside_close(id));
        page::focus_if_lost("chat-input");
    };
    let said = move || match (status.get(), waits.get()) {
        (TrStatus::Running, Some(wait)) => waiting(wait)(i18n.get_locale()).to_string(),
        (TrStatus::Running, None) => t_string!(i18n, translate.running).to_string(),
        (TrStatus::Stopped, _) => t_string!(i18n, translate.stopped).to_string(),
        (TrStatus::Truncated, _) => t_string!(i18n, translate.truncated).to_string(),
        (TrStatus::Failed, _) => t_string!(i18n, translate.failed).to_string(),
        (TrStatus::Idle | TrStatus::Done, _) => String::new(),
    };
    let facts = move || {
        let spent = spent.get()?;
        let tokens = format.number(spent.usage.input + spent.usage.output);
        let tokens = t_string!(i18n, chat.tokens, n = tokens).to_string();
        Some(format!("{tokens} · {}", format.money_or_dash(spent.cost)))
    };
    let options = translation::languages()
        .iter()
        .map(|language| view! { <option value=language.tag lang=language.tag>{language.own_name}</option> })
        .collect_view();
    let to_do = Memo::new(move |_| !matches!(status.get(), TrStatus::Running | TrStatus::Done));
    let retry = move |remedy| match remedy {
        Remedy::Retry => again(),
        remedy => drop(app.apply_remedy(remedy)),
    };
    let label = tx!(write.translation);
    view! {
        <section class="beside" data-testid="beside" data-state=move || status.get().name() aria-label=label aria-busy=move || running.get().to_string()>
            <div class="beside-head">
                <select data-testid="beside-to" aria-label=tx!(write.into) title=tx!(write.into)
                    prop:value=move || to.get()
                    on:change=move |event| id.with_value(|id| app.beside_set_to(id, event_target_value(&event)))>
                    {options}
                </select>
                <span class="quiet" role="status" data-testid="beside-status">{said}</span>
                <button type="button" class="square" data-testid="beside-close" aria-label=tx!(write.beside_close) title=tx!(write.beside_close) on:click=close>
                    <Icon name=IconName::Close/>
                </button>
            </div>
            <div class="text md" node_ref=body data-testid="beside-text" dir="auto" lang=move || to.get()></div>
            <ProblemPanel trouble=trouble on_remedy=retry without=&[Remedy::Shorten, Remedy::Continue]/>
            <div class="meta">
                {move || if running.get() {
                    view! {
                        <button type="button" data-testid="beside-stop" on:click=move |_| id.with_value(|id| app.beside_stop(id))>
                            <Icon name=IconName::Stop/>
                            <span>{tx!(translate.stop)}</span>
                        </button>
                    }.into_any()
                } else {
                    view! { <CopyButton what=move |()| id.with_value(|id| app.beside_text(id)) testid="beside-copy"/> }.into_any()
                }}
                <Show when=move || to_do.get()>
                    <button type="button" data-testid="beside-again" on:click=move |_| again()>
                        <Icon name=IconName::Again/>
                        <span>{tx!(translate.retry)}</span>
                    </button>
                </Show>
                <span class="num facts" data-testid="beside-spent">{facts}</span>
            </div>
        </section>
    }
}
