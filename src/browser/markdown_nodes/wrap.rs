//! Whether long lines of code go on in the next: chosen once for all blocks, and remembered.

use crate::browser::storage::{self, Name};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element};

/// On the root while they do (style/chat_blocks.css).
const ON_ROOT: &str = "data-wrap";

/// What was chosen, which the root tells from now on. Asked once.
pub(super) fn begin(document: &Document) -> bool {
    let wraps = storage::load::<bool>(Name::CodeWraps).unwrap_or_default();
    show(document, wraps);
    wraps
}

/// Chooses the other, for every block that is there.
pub(super) fn toggle() {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    let root = document.document_element();
    let wraps = !root.is_some_and(|root| root.has_attribute(ON_ROOT));
    show(&document, wraps);
    // Where it cannot be kept it holds for this page.
    let _ = storage::save(Name::CodeWraps, &wraps);
    if let Ok(buttons) = document.query_selector_all("button[data-do=wrap]") {
        for at in 0..buttons.length() {
            if let Some(button) = buttons
                .get(at)
                .and_then(|node| node.dyn_into::<Element>().ok())
            {
                press(&button, wraps);
            }
        }
    }
    super::kit::Kit::shared().wrap_chosen(wraps);
}

pub(super) fn press(button: &Element, wraps: bool) {
    let _ = button.set_attribute("aria-pressed", if wraps { "true" } else { "false" });
}

fn show(document: &Document, wraps: bool) {
    if let Some(root) = document.document_element() {
        let _ = match wraps {
            true => root.set_attribute(ON_ROOT, ""),
            false => root.remove_attribute(ON_ROOT),
        };
    }
}
