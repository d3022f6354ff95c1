//! The sheet of keyboard shortcuts, by the places where they work.

use super::table::{Place, table};
use crate::state::page;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::{text, tx};
use leptos::html::Dialog;
use leptos::prelude::*;

/// The dialog, which sets `open` to false when it is closed.
#[component]
pub fn ShortcutsSheet(
    /// Is it open?
    open: RwSignal<bool>,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move || {
        if dialog.get().is_some() {
            page::show_modal(dialog);
        }
    });
    let mac = page::is_mac();
    let all = table();
    let groups = Place::ALL
        .into_iter()
        .map(|place| {
            let rows = all
                .iter()
                .filter(|shortcut| shortcut.place == place)
                .map(|shortcut| {
                    let chords = shortcut
                        .chords
                        .iter()
                        .map(|chord| {
                            let names = chord.names(mac);
                            let keys = names.into_iter().map(|name| view! { <kbd>{name}</kbd> });
                            view! { <span class="chord" dir="ltr">{keys.collect_view()}</span> }
                        })
                        .collect_view();
                    view! {
                        <div class="shortcut" data-testid="shortcut">
                            <dt>{text(shortcut.words)}</dt>
                            <dd>{chords}</dd>
                        </div>
                    }
                })
                .collect_view();
            view! {
                <section>
                    <h3>{text(place.words())}</h3>
                    <dl>{rows}</dl>
                </section>
            }
        })
        .collect_view();
    view! {
        <dialog
            node_ref=dialog
            class="key-dialog shortcuts"
            aria-labelledby="shortcuts-title"
            data-testid="shortcuts-dialog"
            on:close=move |_| if page::is_closed(dialog) { open.set(false) }
        >
            <div class="dialog-head">
                <h2 id="shortcuts-title">{tx!(write.shortcuts)}</h2>
                <button
                    type="button"
                    class="square"
                    aria-label=tx!(common.close)
                    title=tx!(common.close)
                    data-testid="shortcuts-close"
                    on:click=move |_| page::close_modal(dialog)
                >
                    <Icon name=IconName::Close/>
                </button>
            </div>
            <div class="groups">{groups}</div>
            <p class="hint">{tx!(write.keys_note)}</p>
        </dialog>
    }
}
