//! Keys that the browser itself answers, and that the page wants to know of.

use super::Subscription;
use super::subscription::listen_first;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

/// Calls `f` when the reader is about to look for something in the page (Ctrl or ⌘ with F, or F3). The browser's own search
/// opens all the same.
pub fn on_find(f: impl Fn() + 'static) -> Subscription {
    let Some(window) = web_sys::window() else {
        return Subscription::none();
    };
    listen_first(&window, "keydown", move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        let command = event.ctrl_key() || event.meta_key();
        if (command && event.key().eq_ignore_ascii_case("f")) || event.key() == "F3" {
            f();
        }
    })
}
