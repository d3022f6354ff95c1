//! The dialog that brings a history of another program: files in, how far it is, and what became of each.

mod problem;
mod report;

use crate::i18n::*;
use crate::state::{ImportState, ImportWork, Route, page, use_app};
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::tx;
use leptos::ev::DragEvent;
use leptos::html::{Dialog, Input};
use leptos::prelude::*;
use report::Reports;

/// The dialog, which sets `open` to false when it is closed. What is under way goes on without it.
#[component]
pub fn BringDialog(
    /// Is it open?
    open: RwSignal<bool>,
) -> impl IntoView {
    let app = use_app();
    let dialog = NodeRef::<Dialog>::new();
    let input = NodeRef::<Input>::new();
    let over = RwSignal::new(false);
    Effect::new(move || {
        if dialog.get().is_some() {
            page::show_modal(dialog);
        }
    });
    let ImportState { work, files } = app.history_import();
    let (work, files) = (RwSignal::from(work), RwSignal::from(files));
    let idle = Memo::new(move |_| work.with(|work| *work == ImportWork::Idle));
    let drop = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        app.import_dropped(&event);
    };
    let state = move || match (idle.get(), files.with(Vec::is_empty)) {
        (false, _) => "running",
        (true, true) => "idle",
        (true, false) => "done",
    };
    view! {
        <dialog
            node_ref=dialog
            class="key-dialog bring"
            aria-labelledby="bring-title"
            data-testid="bring-dialog"
            data-state=state
            on:close=move |_| if page::is_closed(dialog) {
                if idle.get_untracked() {
                    app.import_forget();
                }
                open.set(false);
            }
        >
            <div class="dialog-head">
                <h2 id="bring-title" tabindex="-1">{tx!(bring.open)}</h2>
                <button type="button" class="square" aria-label=tx!(common.close) title=tx!(common.close) data-testid="bring-close" on:click=move |_| page::close_modal(dialog)>
                    <Icon name=IconName::Close/>
                </button>
            </div>
            <p class="lead">{tx!(bring.explain)}</p>
            <div class="dropped" class:over=move || over.get() hidden=move || !idle.get()
                on:dragover=move |event| {
                    event.prevent_default();
                    over.set(true);
                }
                on:dragleave=move |_| over.set(false)
                on:drop=drop>
                <label class="button primary">
                    <Icon name=IconName::Upload/>
                    {tx!(bring.choose)}
                    <input node_ref=input type="file" class="vh" multiple accept=".zip,.json,.jsonl,.md,application/zip,application/json,text/markdown" data-testid="import-files"
                        on:change=move |_| app.import_chosen(input)/>
                </label>
                <span class="quiet">{tx!(bring.drop)}</span>
            </div>
            <Far work=work/>
            <Reports files=files/>
            <Show when=move || state() == "done">
                <div class="acts end">
                    {move || (app.route.get() != Route::Chat).then(|| view! {
                        <button type="button" class="outline" data-testid="bring-to-chat" on:click=move |_| {
                            page::close_modal(dialog);
                            app.go(Route::Chat);
                        }>{tx!(bring.to_chat)}</button>
                    })}
                    <button type="button" class="primary" data-testid="bring-done" on:click=move |_| page::close_modal(dialog)>{tx!(organise.done)}</button>
                </div>
            </Show>
        </dialog>
    }
}

/// How far it is.
#[component]
fn Far(
    /// What is going on
    work: RwSignal<ImportWork>,
) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let running = Memo::new(move |_| work.with(|work| *work != ImportWork::Idle));
    let far = move || match work.get() {
        ImportWork::Running {
            name, at, of, far, ..
        } => (name, at, of, far),
        ImportWork::Idle => Default::default(),
    };
    let percent = Memo::new(move |_| {
        let (_, _, _, far) = far();
        (far.done * 100)
            .checked_div(far.total)
            .map_or(0, |percent| percent.min(100))
    });
    let added = Memo::new(move |_| far().3.conversations);
    let which = Memo::new(move |_| {
        let (name, at, of, _) = far();
        (name, at, of)
    });
    view! {
        <Show when=move || running.get()>
            <div class="far" data-testid="import-far">
                <p>
                    {move || { let (_, at, of) = which.get(); (of > 1).then(|| t_string!(i18n, bring.file_of, n = at, m = of) + ": ") }}
                    <bdi>{move || which.get().0}</bdi>
                </p>
                <progress max="100" value=move || percent.get() aria-label=tx!(bring.open)></progress>
                <p class="quiet num">{move || t_string!(i18n, bring.far, n = percent.get(), m = added.get())}</p>
                <div class="acts">
                    <button type="button" class="outline" data-testid="import-stop" on:click=move |_| app.import_stop()>
                        <Icon name=IconName::Stop/>
                        {tx!(bring.stop)}
                    </button>
                </div>
            </div>
        </Show>
    }
}
