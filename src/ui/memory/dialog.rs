//! The memory as a dialog: searched, deleted from with a way back, imported into, exported.

use super::row::{Line, UnitRow};
use super::told::{Imported, Refused, Working};
use crate::i18n::*;
use crate::state::{MemoryWork, page, use_app};
use crate::ui::parts::confirm::Confirm;
use crate::ui::parts::format::use_format;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::{tx, words};
use crate::ui::parts::undo::Undo;
use leptos::html::{Dialog, Input};
use leptos::prelude::*;

/// The dialog, open while `open` says so.
#[component]
pub fn MemoryDialog(
    /// Is it open?
    open: RwSignal<bool>,
) -> impl IntoView {
    move || open.get().then(|| view! { <Open open=open/> }.into_any())
}

#[component]
fn Open(open: RwSignal<bool>) -> impl IntoView {
    let app = use_app();
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move || {
        if dialog.get().is_some() {
            page::show_modal(dialog);
        }
    });
    // At once: what the browser tells of it comes a moment later, and the dialog may be asked for again by then.
    let close = move || {
        page::close_modal(dialog);
        open.set(false);
    };
    app.memory_search(String::new());
    view! {
        <dialog
            node_ref=dialog
            class="key-dialog memory"
            aria-labelledby="memory-title"
            data-testid="memory-dialog"
            on:close=move |_| if page::is_closed(dialog) { open.set(false) }
        >
            <div class="dialog-head">
                <h2 id="memory-title">{tx!(memory.title)}</h2>
                <button
                    type="button"
                    class="square"
                    aria-label=tx!(common.close)
                    title=tx!(common.close)
                    data-testid="memory-close"
                    on:click=move |_| close()
                >
                    <Icon name=IconName::Close/>
                </button>
            </div>
            <p class="lead">{tx!(memory.explain)}</p>
            <Acts/>
            <Working/>
            <Refused/>
            <Imported/>
            <Units/>
        </dialog>
    }
}

/// In, out, away.
#[component]
fn Acts() -> impl IntoView {
    let app = use_app();
    let memory = app.memory();
    let file = NodeRef::<Input>::new();
    let asking = RwSignal::new(false);
    let (work, count) = (memory.work, memory.count);
    let busy = Signal::derive(move || work.get() != MemoryWork::Idle);
    let none = Signal::derive(move || count.get().unwrap_or(0) == 0);
    view! {
        <div class="acts">
            <label class="button outline" aria-disabled=move || busy.get().to_string()>
                <Icon name=IconName::Upload/>
                {tx!(memory.import)}
                <input
                    node_ref=file
                    type="file"
                    class="vh"
                    accept=".tmx,.xml,application/x-tmx+xml,application/xml,text/xml"
                    data-testid="memory-import"
                    disabled=busy
                    on:change=move |_| app.memory_import(file)
                />
            </label>
            <button type="button" class="outline" data-testid="memory-export" disabled=move || busy.get() || none.get() on:click=move |_| app.memory_export()>
                <Icon name=IconName::Download/>
                {tx!(memory.export)}
            </button>
            <button type="button" class="quiet bad" data-testid="memory-clear" disabled=move || busy.get() || none.get() on:click=move |_| asking.set(true)>
                <Icon name=IconName::Delete/>
                {tx!(memory.clear)}
            </button>
        </div>
        <Confirm
            open=asking
            title=words!(memory.clear_ask)
            body=words!(memory.clear_more)
            yes=words!(memory.clear_yes)
            on_yes=move |()| app.memory_clear()
        />
    }
}

/// What is in it.
#[component]
fn Units() -> impl IntoView {
    let app = use_app();
    let i18n = use_i18n();
    let format = use_format();
    let memory = app.memory();
    let (listed, found, count) = (memory.listed, memory.found, memory.count);
    let any = {
        let count = count.clone();
        Memo::new(move |_| count.get().unwrap_or(0) > 0)
    };
    let told = {
        let (found, count, words) = (found.clone(), count.clone(), memory.words);
        move || {
            let all = count.get()?;
            let number = |n: usize| format.number(n as u64);
            Some(match words.with(|words| words.trim().is_empty()) {
                true => t_string!(i18n, memory.pairs, n = number(all)),
                false => {
                    let n = number(found.get());
                    t_string!(i18n, memory.found, n = n, all = number(all))
                }
            })
        }
    };
    let nothing = {
        let (found, count) = (found.clone(), count.clone());
        move || match (count.get(), found.get()) {
            (Some(0), _) => Some(tx!(memory.empty)()),
            (Some(_), 0) => Some(tx!(memory.none)()),
            _ => None,
        }
    };
    let lines = {
        let listed = listed.clone();
        move || listed.with(|listed| listed.iter().map(Line::of).collect::<Vec<_>>())
    };
    let more = Signal::derive(move || found.get() > listed.with(Vec::len));
    let (deleted, forget) = (memory.deleted.clone(), memory.deleted);
    view! {
        <Undo
            shown=Signal::derive(move || deleted.with(|deleted| !deleted.is_empty()))
            label=words!(memory.unit_deleted)
            on_undo=move |()| app.memory_undo_delete()
            on_dismiss=move |()| forget.set(Vec::new())
        />
        <div class="history units">
            <div class="head">
                <span class="num quiet" role="status" data-testid="memory-found">{told}</span>
                <input
                    type="search"
                    data-testid="memory-search"
                    dir="auto"
                    aria-label=tx!(memory.search)
                    placeholder=tx!(memory.search)
                    disabled=move || !any.get()
                    on:input=move |event| app.memory_search(event_target_value(&event))
                />
            </div>
            <ul>
                <For each=lines key=Line::clone let:line>
                    <UnitRow line=line/>
                </For>
            </ul>
            <p class="quiet">{nothing}</p>
            <Show when=move || more.get()>
                <button type="button" class="outline" data-testid="memory-more" on:click=move |_| app.memory_more()>
                    {tx!(memory.more)}
                </button>
            </Show>
        </div>
    }
}
