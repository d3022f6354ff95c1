//! What stands above a conversation: its tools, and the two languages.

use super::dialog::Talk;
use crate::i18n::*;
use crate::state::{page, use_app};
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::{Words, text, tx, words};
use leptos::prelude::*;

/// The title and the tools.
#[component]
pub(super) fn Head(
    /// The conversation
    talk: Talk,
    /// Closes it
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let none = Memo::new(move |_| talk.turns.with(Vec::is_empty));
    let export = move |_| {
        let names = talk
            .desk
            .with_untracked(|desk| desk.languages.each_ref().map(|tag| format.language(tag)));
        let [one, other] = names;
        let title = t_string!(i18n, conversation.title_of, one = one, other = other);
        let (language, moment) = (
            move |tag: &str| format.language(tag),
            move |at| format.date(at),
        );
        app.talk_export(&untrack(|| title.to_string()), &language, &moment);
    };
    view! {
        <div class="dialog-head">
            <h2 id="conversation-title">{tx!(conversation.title)}</h2>
            <div class="acts">
                <button
                    type="button"
                    class="outline"
                    data-testid="conv-flip"
                    aria-pressed=move || talk.desk.with(|desk| desk.flipped).to_string()
                    on:click=move |_| app.talk_change(|desk| desk.flipped = !desk.flipped)
                >
                    <Icon name=IconName::Swap/>
                    {tx!(conversation.flip)}
                </button>
                <Tool label=words!(conversation.export) icon=IconName::Download testid="conv-export" disabled=none on_do=export/>
                <Tool label=words!(conversation.clear) icon=IconName::Delete testid="conv-clear" disabled=none on_do=move |()| {
                    app.talk_delete(None);
                    page::focus_if_lost("conv-input");
                }/>
                <button
                    type="button"
                    class="square"
                    aria-label=tx!(common.close)
                    title=tx!(common.close)
                    data-testid="conv-close"
                    on:click=move |_| on_close.run(())
                >
                    <Icon name=IconName::Close/>
                </button>
            </div>
        </div>
    }
}

#[component]
fn Tool(
    label: Words,
    icon: IconName,
    testid: &'static str,
    disabled: Memo<bool>,
    #[prop(into)] on_do: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="square"
            aria-label=text(label)
            title=text(label)
            data-testid=testid
            disabled=move || disabled.get()
            on:click=move |_| on_do.run(())
        >
            <Icon name=icon/>
        </button>
    }
}

/// The two languages, and whether translations are read aloud as they come.
#[component]
pub(super) fn Languages(
    /// The conversation
    talk: Talk,
) -> impl IntoView {
    let app = use_app();
    view! {
        <div class="two-languages">
            <LanguageSelect talk=talk side=0 label=words!(conversation.language_near) testid="conv-language"/>
            <LanguageSelect talk=talk side=1 label=words!(conversation.language_opposite) testid="conv-language-opposite"/>
            <label class="check">
                <input
                    type="checkbox"
                    data-testid="conv-aloud"
                    prop:checked=move || talk.desk.with(|desk| desk.aloud)
                    on:change=move |event| {
                        let aloud = event_target_checked(&event);
                        app.talk_change(|desk| desk.aloud = aloud);
                    }
                />
                <span>{tx!(conversation.aloud)}</span>
            </label>
        </div>
    }
}

#[component]
fn LanguageSelect(talk: Talk, side: usize, label: Words, testid: &'static str) -> impl IntoView {
    let app = use_app();
    let format = use_format();
    let chosen = Memo::new(move |_| talk.desk.with(|desk| desk.languages[side].clone()));
    let options = translation::languages()
        .iter()
        .map(|language| {
            let name = format.language(language.tag);
            let name = match name == language.own_name {
                true => name,
                false => format!("{name} – {}", language.own_name),
            };
            view! { <option value=language.tag prop:selected=move || chosen.with(|chosen| chosen == language.tag)>{name}</option> }
        })
        .collect_view();
    view! {
        <label class="field">
            <span class="vh">{text(label)}</span>
            <select
                data-testid=testid
                on:change=move |event| app.talk_set_language(side, event_target_value(&event))
            >
                {options}
            </select>
        </label>
    }
}
