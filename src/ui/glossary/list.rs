//! All glossaries: which are in use, for which languages, how large; and files in.

use super::fields::use_names;
use super::import::{ImportButton, Told};
use crate::i18n::*;
use crate::state::{KeptGlossary, page, use_app};
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::{tx, words};
use leptos::prelude::*;

/// What a row shows. It is made anew when any of it but the use changes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Line {
    id: String,
    name: String,
    from: String,
    to: String,
    terms: usize,
}

impl Line {
    fn of(kept: &KeptGlossary) -> Line {
        Line {
            id: kept.id.clone(),
            name: kept.name.clone(),
            from: kept.from.clone(),
            to: kept.to.clone(),
            terms: kept.rows.len(),
        }
    }
}

/// The list, and what can be done with all.
#[component]
pub(super) fn List(
    /// The glossary that is to be shown alone
    shown: RwSignal<Option<String>>,
) -> impl IntoView {
    let app = use_app();
    let names = use_names();
    let all = app.glossaries().all;
    let lines = {
        let all = all.clone();
        move || all.with(|all| all.iter().map(Line::of).collect::<Vec<_>>())
    };
    let none = move || all.with(Vec::is_empty);
    let new = move |_| {
        let (from, to) = app.languages_shown();
        let name = untrack(|| names.pair(&from, &to));
        shown.set(Some(app.new_glossary(&name, &from, &to)));
        page::focus("glossary-name");
    };
    view! {
        <ul class="glossaries" data-testid="glossary-list">
            <For each=lines key=Line::clone let:line>
                <GlossaryRow line=line shown=shown/>
            </For>
        </ul>
        <p class="quiet" data-testid="glossary-none">{move || none().then(tx!(glossary.empty_all))}</p>
        <div class="acts">
            <button type="button" class="outline" data-testid="glossary-new" on:click=new>
                <Icon name=IconName::Plus/>
                {tx!(glossary.new)}
            </button>
            <ImportButton label=words!(glossary.import) into=None/>
        </div>
        <p class="hint">{tx!(glossary.import_hint)}</p>
        <Told/>
    }
}

#[component]
fn GlossaryRow(line: Line, shown: RwSignal<Option<String>>) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let names = use_names();
    let all = app.glossaries().all;
    let Line {
        id,
        name,
        from,
        to,
        terms,
    } = line;
    let in_use = {
        let id = id.clone();
        Memo::new(move |_| {
            let used = |kept: &KeptGlossary| kept.id == id && kept.in_use;
            all.with(|all| all.iter().any(used))
        })
    };
    let fits = {
        let kept = KeptGlossary {
            id: String::new(),
            name: String::new(),
            from: from.clone(),
            to: to.clone(),
            in_use: true,
            at: 0,
            rows: Default::default(),
        };
        Memo::new(move |_| {
            let translate = app.translate;
            let from = translate.from.get().or_else(|| translate.detected.get());
            kept.is_used_for(from.as_deref(), &translate.to.get())
        })
    };
    let state = move || match (in_use.get(), fits.get()) {
        (false, _) => "off",
        (true, false) => "other",
        (true, true) => "used",
    };
    let called = {
        let name = name.clone();
        move || names.glossary(&name)
    };
    let use_label = {
        let called = called.clone();
        move || t_string!(i18n, glossary.in_use_of, name = format.isolated(called()))
    };
    let delete_label = {
        let called = called.clone();
        move || t_string!(i18n, glossary.delete, name = format.isolated(called()))
    };
    let title = delete_label.clone();
    let (used, opened, deleted) = (id.clone(), id.clone(), id);
    let pair = move || names.pair(&from, &to);
    let count = move || t_string!(i18n, glossary.terms, n = format.number(terms as u64));
    view! {
        <li data-testid="glossary-row" data-state=state>
            <input
                type="checkbox"
                data-testid="glossary-use"
                aria-label=use_label
                prop:checked=move || in_use.get()
                on:change=move |event| {
                    let wanted = event_target_checked(&event);
                    app.change_glossary(&used, |kept| kept.in_use = wanted);
                }
            />
            <button type="button" class="entry" data-testid="glossary-open" on:click=move |_| {
                app.forget_import();
                shown.set(Some(opened.clone()));
                page::focus("glossary-back");
            }>
                <bdi dir="auto">{called}</bdi>
                <span class="facts num quiet">
                    <span>{pair}</span>
                    <span>{count}</span>
                    {move || (in_use.get() && !fits.get()).then(|| view! { <span>{tx!(glossary.other_languages)}</span> })}
                </span>
            </button>
            <button type="button" class="square" aria-label=delete_label title=title data-testid="glossary-delete" on:click=move |_| app.delete_glossary(&deleted)>
                <Icon name=IconName::Delete/>
            </button>
        </li>
    }
}
