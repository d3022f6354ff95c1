//! What a block of HTML or SVG draws, in a dialog: in a frame that has no origin, no network and none of the text's scripts
//! (preview.html, preview.js).

use crate::state::page;
use crate::ui::parts::icon::{Icon, IconName};
use crate::ui::parts::text::tx;
use leptos::html::{Dialog, Iframe};
use leptos::prelude::*;

/// The dialog, open for as long as `shown` has a text.
#[component]
pub fn PreviewDialog(
    /// The text of the block
    shown: RwSignal<Option<String>>,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    let frame = NodeRef::<Iframe>::new();
    Effect::new(move || {
        if dialog.get().is_some() {
            page::show_modal(dialog);
        }
    });
    view! {
        <dialog
            node_ref=dialog
            class="preview"
            aria-labelledby="preview-title"
            data-testid="preview-dialog"
            on:close=move |_| if page::is_closed(dialog) { shown.set(None) }
        >
            <div class="dialog-head">
                <h2 id="preview-title">{tx!(chat.preview_title)}</h2>
                <button
                    type="button"
                    class="square"
                    aria-label=tx!(common.close)
                    title=tx!(common.close)
                    data-testid="preview-close"
                    on:click=move |_| page::close_modal(dialog)
                >
                    <Icon name=IconName::Close/>
                </button>
            </div>
            <p class="quiet">{tx!(chat.preview_note)}</p>
            // allow-scripts is for preview.js alone, which preview.html's policy names; never with allow-same-origin.
            <iframe
                node_ref=frame
                src="preview.html"
                sandbox="allow-scripts"
                title=tx!(chat.preview_frame)
                data-testid="preview-frame"
                on:load=move |_| shown.with_untracked(|text| page::show_preview(frame, text.as_deref().unwrap_or_default()))
            ></iframe>
        </dialog>
    }
}
