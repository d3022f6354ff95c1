//! A file that comes in: chosen, and what is told of it.

use super::why::{file_fault, row_fault};
use crate::i18n::*;
use crate::state::{TermsFile, TermsImport, page, use_app};
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::{Words, text, tx};
use leptos::html::Input;
use leptos::prelude::*;

/// The most rows that are told one by one.
const TOLD: usize = 20;

/// Chooses a file.
#[component]
pub(super) fn ImportButton(
    /// The words on it
    label: Words,
    /// The glossary that gets the terms; none for one of their own
    into: Option<String>,
) -> impl IntoView {
    let app = use_app();
    let file = NodeRef::<Input>::new();
    view! {
        <label class="button outline">
            <Icon name=IconName::Upload/>
            {text(label)}
            <input
                node_ref=file
                type="file"
                class="vh"
                accept=".csv,.tsv,.txt,.tab,.tbx,.xml,text/csv,text/tab-separated-values,text/plain,application/xml"
                data-testid="glossary-import"
                on:change=move |_| app.import_terms(file, into.clone())
            />
        </label>
    }
}

/// What became of the file.
#[component]
pub(super) fn Told() -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let import = app.glossaries().import;
    let number = move |n: usize| format.number(n as u64);
    let told = move || match import.get() {
        TermsImport::Nothing => None,
        TermsImport::Reading { file } => {
            let file = format.isolated(file);
            let told = t_string!(i18n, glossary.reading, file = file);
            Some(view! { <p>{told}</p> }.into_any())
        }
        TermsImport::Done {
            file,
            new,
            known,
            left_out,
            ..
        } => {
            let mut told = t_string!(
                i18n,
                glossary.imported,
                file = format.isolated(file),
                n = number(new),
                m = number(known)
            );
            if left_out > 0 {
                let left_out = t_string!(i18n, glossary.left_out, n = number(left_out));
                told = format!("{told} {left_out}");
            }
            Some(view! { <p>{told}</p> }.into_any())
        }
        TermsImport::Asking(read) => Some(view! { <Asking read=read/> }.into_any()),
        TermsImport::Failed { file, why } => {
            let title = t_string!(i18n, glossary.refused, file = format.isolated(file));
            Some(
                view! {
                    <div class="problem" data-testid="glossary-refused">
                        <div class="what">
                            <strong>{title}</strong>
                            <p>{file_fault(&why)}</p>
                            <div class="acts">
                                <button type="button" class="outline" data-testid="glossary-refused-dismiss" on:click=move |_| {
                                    app.forget_import();
                                    page::focus_if_lost("glossary-title");
                                }>
                                    {tx!(common.dismiss)}
                                </button>
                            </div>
                        </div>
                    </div>
                }
                .into_any(),
            )
        }
    };
    let import = app.glossaries().import;
    let state = move || match import.get() {
        TermsImport::Nothing => "nothing",
        TermsImport::Reading { .. } => "reading",
        TermsImport::Asking(_) => "asking",
        TermsImport::Done { .. } => "done",
        TermsImport::Failed { .. } => "failed",
    };
    view! {
        <div class="told" role="status" tabindex="-1" data-testid="glossary-import-told" data-state=state>
            {told}
        </div>
    }
}

/// Some rows cannot be used: the others only if the person says so.
#[component]
fn Asking(read: TermsFile) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let number = move |n: usize| format.number(n as u64);
    let title = t_string!(
        i18n,
        glossary.asking,
        file = format.isolated(read.file.clone()),
        n = number(read.refused_rows)
    );
    let rows = read.refused.iter().take(TOLD).map(row_fault);
    let rows: Vec<_> = rows.map(|row| view! { <li>{row}</li> }).collect();
    let good = read.terms.len();
    view! {
        <div class="problem" data-testid="glossary-asking">
            <div class="what">
                <strong>{title}</strong>
                <p>{tx!(glossary.asking_more)}</p>
                <ul class="plain hint">{rows}</ul>
                <div class="acts">
                    {(good > 0).then(|| view! {
                        <button type="button" class="outline" data-testid="glossary-take-rest" on:click=move |_| {
                            app.take_asked_terms();
                            page::focus_if_lost("glossary-import-told");
                        }>
                            {t_string!(i18n, glossary.take_rest, n = number(good))}
                        </button>
                    })}
                    <button type="button" class="outline" data-testid="glossary-take-none" on:click=move |_| {
                        app.forget_import();
                        page::focus_if_lost("glossary-title");
                    }>
                        {tx!(glossary.take_none)}
                    </button>
                </div>
            </div>
        </div>
    }
}
