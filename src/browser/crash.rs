//! A panic cannot be recovered from in wasm: the hook hands over to crash.js, which works without it.

use super::{js, session};
use std::panic::{self, PanicHookInfo};
use wasm_bindgen::JsValue;

/// From now on a panic shows the plain-JavaScript overlay of crash.js.
pub fn install() {
    // Until this is set, crash.js takes any failure for one of starting.
    if let Some(root) = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element())
    {
        let _ = root.set_attribute("data-app", "running");
    }
    panic::set_hook(Box::new(|info| show(&describe(info))));
}

fn describe(info: &PanicHookInfo<'_>) -> String {
    let payload = info.payload();
    let message = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("panic");
    match info.location() {
        Some(location) => format!(
            "{message}\n{}:{}:{}",
            location.file(),
            location.line(),
            location.column()
        ),
        None => message.to_owned(),
    }
}

fn show(detail: &str) {
    // crash.js scrubs the key of session storage; one in memory only is known here alone.
    let detail = JsValue::from_str(&session::scrub(detail));
    js::call(&js_sys::global(), "parlanceCrash", &[detail]);
}
