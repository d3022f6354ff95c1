//! The dialog of the glossaries: all of them, or one.

use super::add::AddTerm;
use super::list::List;
use super::terms::Terms;
use crate::state::{page, use_app};
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::{tx, words};
use crate::ui::parts::undo::Undo;
use leptos::html::Dialog;
use leptos::prelude::*;

/// The dialog, which sets `open` to false when it is closed. What was selected in the panes when it was opened stands in the
/// fields for a new term.
#[component]
pub fn GlossaryDialog(
    /// Is it open?
    open: RwSignal<bool>,
) -> impl IntoView {
    let app = use_app();
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move || {
        if dialog.get().is_some() {
            page::show_modal(dialog);
        }
    });
    app.read_glossaries_once();
    let shown = RwSignal::new(None::<String>);
    let state = app.glossaries();
    let (deleted, forget, all) = (state.deleted.clone(), state.deleted, state.all);
    // A glossary that is gone, deleted in another tab, is shown no more.
    let one = Memo::new(move |_| {
        let id = shown.get()?;
        all.with(|all| all.iter().any(|kept| kept.id == id))
            .then_some(id)
    });
    let selected = app.selected_terms();
    view! {
        <dialog
            node_ref=dialog
            class="key-dialog glossary"
            aria-labelledby="glossary-title"
            data-testid="glossary-dialog"
            on:close=move |_| if page::is_closed(dialog) {
                app.forget_import();
                open.set(false);
            }
        >
            <div class="dialog-head">
                <h2 id="glossary-title" tabindex="-1" data-testid="glossary-title">{tx!(glossary.title)}</h2>
                <button
                    type="button"
                    class="square"
                    aria-label=tx!(common.close)
                    title=tx!(common.close)
                    data-testid="glossary-close"
                    on:click=move |_| page::close_modal(dialog)
                >
                    <Icon name=IconName::Close/>
                </button>
            </div>
            <p class="lead">{tx!(glossary.explain)}</p>
            <AddTerm first=selected shown=one/>
            <Undo
                shown=Signal::derive(move || deleted.with(Option::is_some))
                label=words!(glossary.deleted)
                on_undo=move |()| app.undo_terms()
                on_dismiss=move |()| forget.set(None)
            />
            {move || match one.get() {
                None => view! { <List shown=shown/> }.into_any(),
                Some(id) => view! { <Terms id=id shown=shown/> }.into_any(),
            }}
        </dialog>
    }
}
