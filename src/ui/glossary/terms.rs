//! One glossary: its name and languages, its terms, files in and out.

use super::fields::LanguageSelect;
use super::import::{ImportButton, Told};
use super::term_row::TermLine;
use crate::i18n::*;
use crate::state::{KeptGlossary, TermRow, TermsFormat, page, use_app};
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::IconName;
use crate::ui::parts::menu::{Menu, MenuId, MenuItem};
use crate::ui::parts::text::{tx, words};
use leptos::prelude::*;
use std::sync::Arc;
use translation::MOST_NAME_LETTERS;

/// How many terms are shown before "Show more".
const FIRST: usize = 50;

/// The glossary with this id.
#[component]
pub(super) fn Terms(
    /// Its id
    id: String,
    /// None goes back to the list
    shown: RwSignal<Option<String>>,
) -> impl IntoView {
    let app = use_app();
    let all = app.glossaries().all;
    let kept = {
        let id = id.clone();
        move || all.with(|all| all.iter().find(|kept| kept.id == id).cloned())
    };
    let of = |get: fn(&KeptGlossary) -> String| {
        let kept = kept.clone();
        Signal::derive(move || kept().as_ref().map(get).unwrap_or_default())
    };
    let (name, from, to) = (
        of(|kept| kept.name.clone()),
        of(|kept| kept.from.clone()),
        of(|kept| kept.to.clone()),
    );
    let id = StoredValue::new(id);
    let rows = Memo::new(move |_| Rows(kept().map(|kept| kept.rows).unwrap_or_default()));
    view! {
        <div class="acts">
            <button type="button" class="outline" data-testid="glossary-back" on:click=move |_| {
                app.forget_import();
                shown.set(None);
                page::focus("glossary-title");
            }>
                {tx!(glossary.back)}
            </button>
        </div>
        <div class="row-of-fields">
            <div class="field">
                <label for="glossary-name">{tx!(glossary.name)}</label>
                <input
                    id="glossary-name"
                    type="text"
                    dir="auto"
                    data-testid="glossary-name"
                    maxlength=MOST_NAME_LETTERS.to_string()
                    prop:value=move || name.get()
                    on:change=move |event| {
                        let name = event_target_value(&event);
                        app.change_glossary(&id.get_value(), |kept| kept.name = name);
                    }
                />
            </div>
            <LanguageSelect
                value=from
                label=words!(glossary.from)
                testid="glossary-from"
                on_change=move |tag| app.change_glossary(&id.get_value(), |kept| kept.from = tag)
            />
            <LanguageSelect
                value=to
                label=words!(glossary.to)
                testid="glossary-to"
                on_change=move |tag| app.change_glossary(&id.get_value(), |kept| kept.to = tag)
            />
        </div>
        <div class="acts">
            <ImportButton label=words!(glossary.import_here) into=Some(id.get_value())/>
            <Export id=id rows=rows/>
        </div>
        <Told/>
        <Rules id=id rows=rows/>
    }
}

/// The terms, told apart by where they are kept: there may be thousands.
#[derive(Clone)]
struct Rows(Arc<Vec<TermRow>>);

impl PartialEq for Rows {
    fn eq(&self, other: &Rows) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

#[component]
fn Export(id: StoredValue<String>, rows: Memo<Rows>) -> impl IntoView {
    let app = use_app();
    let export = move |format: TermsFormat| move |()| app.export_terms(&id.get_value(), format);
    let any = Memo::new(move |_| rows.with(|rows| !rows.0.is_empty()));
    move || {
        any.get().then(|| {
            view! {
                <Menu label=words!(glossary.export) icon=IconName::Download wide=true testid="glossary-export" items=move |menu: MenuId| view! {
                    <MenuItem menu=menu.clone() label=words!(glossary.export_csv) icon=IconName::Download testid="glossary-export-csv" on_choose=export(TermsFormat::Csv)/>
                    <MenuItem menu=menu.clone() label=words!(glossary.export_tsv) icon=IconName::Download testid="glossary-export-tsv" on_choose=export(TermsFormat::Tsv)/>
                    <MenuItem menu=menu label=words!(glossary.export_tbx) icon=IconName::Download testid="glossary-export-tbx" on_choose=export(TermsFormat::Tbx)/>
                }
                .into_any()/>
            }
        })
    }
}

/// The table, searched.
#[component]
fn Rules(id: StoredValue<String>, rows: Memo<Rows>) -> impl IntoView {
    let i18n = use_i18n();
    let format = use_format();
    let query = RwSignal::new(String::new());
    let most = RwSignal::new(FIRST);
    // Places alone: each row reads its own term once, and keeps what is typed into it.
    let found = Memo::new(move |_| {
        let query = query.with(|query| query.trim().to_lowercase());
        rows.with(|rows| {
            let places = rows.0.iter().enumerate();
            let fits = |row: &TermRow| {
                let term = &row.term;
                let texts = [&term.source, &term.target, &term.note];
                query.is_empty()
                    || texts
                        .iter()
                        .any(|text| text.to_lowercase().contains(&query))
            };
            let found = places.filter(|(_, row)| fits(row)).map(|(place, _)| place);
            found.collect::<Vec<usize>>()
        })
    });
    let lines = move || {
        rows.with(|rows| {
            found.with(|found| {
                let shown = found.iter().take(most.get());
                shown
                    .filter_map(|place| rows.0.get(*place).cloned())
                    .collect::<Vec<TermRow>>()
            })
        })
    };
    let told = move || {
        let number = |n: usize| format.number(n as u64);
        let all = rows.with(|rows| rows.0.len());
        match query.with(|query| query.trim().is_empty()) {
            true => t_string!(i18n, glossary.terms, n = number(all)),
            false => {
                let n = number(found.with(Vec::len));
                t_string!(i18n, glossary.found, n = n, all = number(all))
            }
        }
    };
    let nothing = move || {
        let all = rows.with(|rows| rows.0.len());
        match (all, found.with(Vec::len)) {
            (0, _) => Some(tx!(glossary.empty)()),
            (_, 0) => Some(tx!(glossary.none)()),
            _ => None,
        }
    };
    view! {
        <div class="history terms">
            <div class="head">
                <span class="num quiet" role="status" data-testid="term-count">{told}</span>
                <input
                    type="search"
                    data-testid="term-search"
                    dir="auto"
                    aria-label=tx!(glossary.search)
                    placeholder=tx!(glossary.search)
                    on:input=move |event| query.set(event_target_value(&event))
                />
            </div>
            <ul>
                <For each=lines key=|row| row.key let:row>
                    <TermLine id=id row=row/>
                </For>
            </ul>
            <p class="quiet">{nothing}</p>
            <Show when=move || most.get() < found.with(Vec::len)>
                <button type="button" class="outline" data-testid="term-show-more" on:click=move |_| most.update(|most| *most += FIRST)>
                    {tx!(glossary.more)}
                </button>
            </Show>
        </div>
    }
}
