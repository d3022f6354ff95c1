//! Hears of what is selected in a text area, and of the key that asks about it.

use super::{Subscription, dom, page, subscription::listen};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlTextAreaElement, KeyboardEvent};

/// Something that happened at the area.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Selecting {
    /// What is selected may be something else: is it anything?
    Selected(bool),
    /// The person asks about it: Ctrl or Command with a full stop.
    Asked,
}

/// Calls `f` for what happens at the area until the subscription is dropped.
pub fn on_selecting(
    area: &HtmlTextAreaElement,
    f: impl FnMut(Selecting) + 'static,
) -> Subscription {
    let f = Rc::new(RefCell::new(f));
    let selected = {
        let (f, area) = (f.clone(), area.clone());
        move || {
            let (start, end) = dom::selection(&area);
            (f.borrow_mut())(Selecting::Selected(start < end));
        }
    };
    // Not every browser tells a document of what is selected in a field.
    let mut all: Vec<Subscription> = ["select", "keyup", "pointerup", "input"]
        .map(|name| {
            let selected = selected.clone();
            listen(area, name, move |_| selected())
        })
        .into();
    if let Some(document) = area.owner_document() {
        let area = area.clone();
        all.push(listen(&document, "selectionchange", move |_| {
            let active = area
                .owner_document()
                .and_then(|document| document.active_element());
            if active.is_some_and(|active| active.is_same_node(Some(area.as_ref()))) {
                selected();
            }
        }));
    }
    all.push(listen(area, "keydown", move |event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        let with = if page::is_mac() {
            key.meta_key() && !key.ctrl_key()
        } else {
            key.ctrl_key() && !key.meta_key()
        };
        let plain = with && !key.alt_key() && !key.shift_key() && !key.is_composing();
        if plain && key.key() == "." {
            event.prevent_default();
            (f.borrow_mut())(Selecting::Asked);
        }
    }));
    Subscription::ending_with(move || drop(all))
}
