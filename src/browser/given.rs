//! What a person gives the Translate page by hand: a first sign that someone is there, and a file pasted or dropped, which
//! early.js holds until it is taken.

use super::{Subscription, file::File, js, subscription::listen};
use wasm_bindgen::JsValue;

/// Where early.js puts the file, and the event it tells of it with.
const GIVEN: &str = "parlanceGiven";
const TOLD: &str = "parlance-given";

/// Calls `f` with every key, press and file, and at once where a file waits.
pub fn on_sign(f: impl Fn() + 'static) -> Subscription {
    let Some(window) = web_sys::window() else {
        return Subscription::none();
    };
    if js::get(&window, GIVEN).is_object() {
        f();
    }
    let f = std::rc::Rc::new(f);
    let all = ["keydown", "pointerdown", TOLD].map(|name| {
        let f = f.clone();
        listen(&window, name, move |_| f())
    });
    Subscription::ending_with(move || drop(all))
}

/// Calls `f` with the file that waits, if there is one, and with each that comes.
pub fn on_given(mut f: impl FnMut(File) + 'static) -> Subscription {
    let Some(window) = web_sys::window() else {
        return Subscription::none();
    };
    if let Some(file) = take(&window) {
        f(file);
    }
    let from = window.clone();
    listen(&window, TOLD, move |_| {
        if let Some(file) = take(&from) {
            f(file);
        }
    })
}

fn take(window: &JsValue) -> Option<File> {
    let file = File::of(js::get(window, GIVEN))?;
    js::set(window, GIVEN, &JsValue::UNDEFINED);
    Some(file)
}
