//! Export, import, delete all, and a try at the rescue screen.

use super::storage::StorageRow;
use crate::i18n::*;
use crate::state::{ImportReport, use_app};
use crate::ui::lazy;
use crate::ui::parts::confirm::Confirm;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::problem_panel::ProblemPanel;
use crate::ui::parts::text::{tx, words};
use leptos::html::Input;
use leptos::prelude::*;
use wire::Remedy;

/// What the page keeps: out, in, away.
#[component]
pub fn DataSection() -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let asking = RwSignal::new(false);
    let bringing = RwSignal::new(false);
    let import = app.own_import();
    let (far, report) = (RwSignal::from(import.far), RwSignal::from(import.report));
    let trouble = RwSignal::from(import.trouble);
    let left_out = RwSignal::new(0);
    let file = NodeRef::<Input>::new();
    on_cleanup(move || app.own_import_seen());
    view! {
        <section aria-labelledby="data-title">
            <h2 id="data-title">{tx!(settings.data)}</h2>
            <p class="lead">{tx!(settings.data_explain)}</p>
            <StorageRow/>
            <div class="acts">
                <button type="button" class="outline" data-testid="settings-export" on:click=move |_| app.export_everything(move |n| left_out.set(n))>
                    <Icon name=IconName::Download/>
                    {tx!(settings.export)}
                </button>
                <label class="button outline">
                    <Icon name=IconName::Upload/>
                    {tx!(settings.import)}
                    <input node_ref=file type="file" class="vh" accept=".json,application/json" data-testid="settings-import" disabled=move || far.with(Option::is_some) on:change=move |_| app.import_own_chosen(file)/>
                </label>
                <button type="button" class="outline" data-testid="settings-bring" on:click=move |_| bringing.set(true)>
                    <Icon name=IconName::Chat/>
                    {tx!(bring.open)}
                </button>
                <button type="button" class="quiet bad" data-testid="settings-delete-all" on:click=move |_| asking.set(true)>
                    <Icon name=IconName::Delete/>
                    {tx!(settings.delete_all)}
                </button>
            </div>
            {move || bringing.get().then(|| lazy::bring_dialog(bringing))}
            <p class="hint">{tx!(settings.import_explain)}</p>
            <p class="hint" role="status" data-testid="settings-left-out">
                {move || (left_out.get() > 0).then(|| t_string!(i18n, settings.export_left_out, n = left_out.get()))}
            </p>
            <p class="hint num" data-testid="settings-importing">
                {move || far.get().map(|far| {
                    let percent = (far.done * 100).checked_div(far.total).unwrap_or_default();
                    t_string!(i18n, bring.far, n = percent, m = far.conversations)
                })}
            </p>
            <p class="hint" role="status" data-testid="settings-imported">
                {move || report.get().map(|report| imported(i18n, &report))}
            </p>
            <ProblemPanel trouble=trouble on_remedy=|_| () without=&[Remedy::OpenSettings]/>
            <div class="acts">
                <button type="button" class="quiet" data-testid="settings-rescue" on:click=move |_| app.rescue_drill()>
                    <Icon name=IconName::Warn/>
                    {tx!(settings.rescue)}
                </button>
            </div>
            <p class="hint">{tx!(settings.rescue_explain)}</p>
            <Confirm
                open=asking
                title=words!(settings.delete_all_ask)
                body=words!(settings.delete_all_more)
                yes=words!(settings.delete_all_yes)
                on_yes=move |()| app.delete_everything()
            />
        </section>
    }
}

/// What an import did, in words.
pub fn imported(i18n: leptos_i18n::I18nContext<Locale>, report: &ImportReport) -> String {
    let conversations = t_string!(
        i18n,
        settings.import_done,
        n = report.conversations,
        m = report.unchanged
    );
    let some = |count: usize, words: &dyn Fn(usize) -> String| match count {
        0 => String::new(),
        _ => words(count),
    };
    let replaced = some(report.replaced, &|n| {
        t_string!(i18n, settings.import_replaced, n = n)
    });
    let foreign = some(report.foreign, &|n| {
        t_string!(i18n, settings.import_foreign, n = n)
    });
    let translations = t_string!(
        i18n,
        settings.import_translations,
        n = report.translations,
        m = report.translations_unchanged
    );
    let settings = if report.settings {
        t_string!(i18n, settings.import_settings).to_string()
    } else {
        String::new()
    };
    let wishes = if report.glossaries + report.styles > 0 {
        t_string!(
            i18n,
            settings.import_wishes,
            n = report.glossaries,
            m = report.styles
        )
    } else {
        String::new()
    };
    let turns = if report.turns > 0 {
        t_string!(i18n, settings.import_turns, n = report.turns)
    } else {
        String::new()
    };
    let prompts = if report.prompts + report.presets > 0 {
        t_string!(
            i18n,
            settings.import_prompts,
            n = report.prompts,
            m = report.presets
        )
    } else {
        String::new()
    };
    let said = [
        conversations,
        replaced,
        foreign,
        translations,
        turns,
        wishes,
        prompts,
        settings,
    ];
    let said = said.into_iter().filter(|words| !words.is_empty());
    said.collect::<Vec<_>>().join(" ")
}
