//! What is done when not all of it fits, and how much fits.

use super::number::TokensField;
use crate::i18n::*;
use crate::state::{ContextView, WindowFrom, use_app};
use crate::ui::parts::format::use_format;
use crate::ui::parts::text::{Words, text, tx, words};
use chat::ContextRule;
use leptos::prelude::*;

/// The rule, the window and the room for the answer.
#[component]
pub(super) fn Rule(view: Memo<ContextView>) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let settings = Memo::new(move |_| app.context_settings());
    let choices: [(ContextRule, &'static str, Words, Words); 3] = [
        (
            ContextRule::All,
            "all",
            words!(context.rule_all),
            words!(context.rule_all_note),
        ),
        (
            ContextRule::DropOldest,
            "drop-oldest",
            words!(context.rule_drop),
            words!(context.rule_drop_note),
        ),
        (
            ContextRule::Summarise,
            "summarise",
            words!(context.rule_summarise),
            words!(context.rule_summarise_note),
        ),
    ];
    let choice = move |(rule, name, label, note): (ContextRule, &'static str, Words, Words)| {
        view! {
            <label class="check">
                <input type="radio" name="context-rule" value=name data-testid=format!("context-rule-{name}")
                    prop:checked=move || settings.with(|settings| settings.rule == rule)
                    on:change=move |_| app.change_context(|context| context.rule = rule)/>
                <span>{text(label)} <small>{text(note)}</small></span>
            </label>
        }
    };
    let unknown = tx!(context.window_unknown);
    let known = Memo::new(move |_| {
        let model = view.with(|view| view.model.clone());
        app.window_known(&model)
    });
    let window_hint = Signal::derive(move || match known.get() {
        Some((window, WindowFrom::Known)) => t_string!(
            i18n,
            context.window_known,
            n = format.number(u64::from(window))
        ),
        Some((window, _)) => t_string!(
            i18n,
            context.window_listed,
            n = format.number(u64::from(window))
        ),
        None => unknown().to_string(),
    });
    let reserve_hint = Signal::derive(move || {
        let set = settings.with(|settings| settings.window);
        let window = set.or(known.get().map(|(window, _)| window));
        t_string!(
            i18n,
            context.reserve_note,
            n = format.number(u64::from(chat::default_reserve(window)))
        )
    });
    view! {
        <section class="context-rule">
            <fieldset>
                <legend>{tx!(context.rule)}</legend>
                {choices.map(choice).collect_view()}
            </fieldset>
            <div class="pair-of-fields">
                <TokensField label=words!(context.window) testid="context-window" hint=window_hint
                    value=Signal::derive(move || settings.with(|settings| settings.window))
                    on_change=move |window| app.change_context(|context| context.window = window)/>
                <TokensField label=words!(context.reserve) testid="context-reserve" hint=reserve_hint
                    value=Signal::derive(move || settings.with(|settings| settings.reserve))
                    on_change=move |reserve| app.change_context(|context| context.reserve = reserve)/>
            </div>
        </section>
    }
}
