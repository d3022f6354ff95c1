//! The dialog in which models are chosen: those of the endpoint's list, searched as one types, and any name that is typed.

use super::option::ModelOption;
use crate::i18n::*;
use crate::state::{page, use_app};
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::keys::composing;
use crate::ui::parts::model_matches::{Choice, matches};
use crate::ui::parts::text::tx;
use chat::{FEWEST_COMPARED, MOST_COMPARED, compared_models};
use leptos::html::Dialog;
use leptos::prelude::*;

/// The dialog, which sets `open` to false when it is closed.
#[component]
pub(super) fn CompareDialog(
    /// Is it open?
    open: RwSignal<bool>,
) -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move || {
        if dialog.get().is_some() {
            page::show_modal(dialog);
            app.load_models();
        }
    });
    let begin = untrack(|| match app.compare_models() {
        none if none.is_empty() => compared_models(&[app.chat_model()]),
        models => models,
    });
    let typed = RwSignal::new(String::new());
    // Those stand first. A box does not move while it is ticked: only a search orders the list anew.
    let first = RwSignal::new(begin.clone());
    let chosen = RwSignal::new(begin);
    let options = Memo::new(move |_| {
        let found = app
            .endpoint
            .models
            .with(|models| typed.with(|typed| matches(&models.list, typed)));
        if typed.with(|typed| !typed.trim().is_empty()) {
            return found;
        }
        let known = |id: &str| {
            let listed = app
                .endpoint
                .models
                .with(|models| matches(&models.list, id).into_iter().next());
            listed
                .filter(|one| one.id == id)
                .map_or_else(|| Choice::unlisted(id), |one| Choice { free: false, ..one })
        };
        let first = first.get();
        let rest = found.into_iter().filter(|one| !first.contains(&one.id));
        first.iter().map(|id| known(id)).chain(rest).collect()
    });
    let none = Memo::new(move |_| options.with(Vec::is_empty));
    let count = Memo::new(move |_| chosen.with(Vec::len));
    let few = move || count.get() < FEWEST_COMPARED;
    let start = move || {
        if !few() {
            app.compare_choose(&chosen.get_untracked());
            page::close_modal(dialog);
            page::focus("chat-input");
        }
    };
    // Enter in the search takes the first of what it found.
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() != "Enter" || composing(&event) {
            return;
        }
        event.prevent_default();
        let searched = typed.with_untracked(|typed| !typed.trim().is_empty());
        let found = options.with_untracked(|options| options.first().map(|one| one.id.clone()));
        match found.filter(|_| searched) {
            Some(id) => {
                chosen.update(|chosen| {
                    if !chosen.contains(&id) && chosen.len() < MOST_COMPARED {
                        chosen.push(id);
                    }
                });
                first.set(chosen.get_untracked());
                typed.set(String::new());
            }
            None => start(),
        }
    };
    let said = move || {
        t_string!(
            i18n,
            compare.chosen,
            n = format.number(count.get() as u64),
            most = format.number(MOST_COMPARED as u64)
        )
    };
    view! {
        <dialog node_ref=dialog class="key-dialog compare-models" aria-labelledby="compare-title" data-testid="compare-dialog"
            on:close=move |_| if page::is_closed(dialog) { open.set(false) }>
            <div class="dialog-head">
                <h2 id="compare-title">{tx!(compare.title)}</h2>
                <button type="button" class="square" aria-label=tx!(common.close) title=tx!(common.close) data-testid="compare-close"
                    on:click=move |_| page::close_modal(dialog)>
                    <Icon name=IconName::Close/>
                </button>
            </div>
            <p class="lead">{tx!(compare.explain)}</p>
            <input type="search" dir="auto" autocomplete="off" autocapitalize="off" spellcheck="false" data-testid="compare-search"
                aria-label=tx!(compare.search) placeholder=tx!(compare.search)
                prop:value=move || typed.get()
                on:input=move |event| {
                    first.set(chosen.get_untracked());
                    typed.set(event_target_value(&event));
                }
                on:keydown=on_key/>
            <ul class="options" aria-label=tx!(compare.models)>
                <For each=move || options.get() key=|choice| (choice.id.clone(), choice.free) let:choice>
                    <ModelOption choice=choice chosen=chosen/>
                </For>
            </ul>
            <p class="hint" hidden=move || !none.get()>{tx!(compare.none)}</p>
            <div class="acts foot">
                <p class="num quiet" role="status" data-testid="compare-count">{said}</p>
                <button type="button" class="primary" data-testid="compare-start" disabled=few on:click=move |_| start()>
                    {tx!(compare.start)}
                </button>
            </div>
        </dialog>
    }
}
