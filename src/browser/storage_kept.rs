//! How much the browser holds for this site, and whether it may take it away (`navigator.storage`, the Storage Standard).
//! By reflection: older browsers have only some of it, and plain http pages none.

use super::js;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Bytes in use by this origin, as the browser estimates them. `None` where it does not say.
pub async fn used() -> Option<f64> {
    let estimate = ask("estimate").await?;
    js::get(&estimate, "usage").as_f64()
}

/// Bytes that this origin may use at most, as the browser estimates them. `None` where it does not say.
pub async fn quota() -> Option<f64> {
    let estimate = ask("estimate").await?;
    js::get(&estimate, "quota").as_f64()
}

/// Whether the browser keeps the data of this origin until the person deletes it. `None` where it does not say.
pub async fn is_kept() -> Option<bool> {
    ask("persisted").await?.as_bool()
}

/// Asks the browser to keep it; some then ask the person. Gives what it has decided.
pub async fn keep() -> Option<bool> {
    ask("persist").await?.as_bool()
}

async fn ask(what: &str) -> Option<JsValue> {
    let storage = js::get(&web_sys::window()?.navigator(), "storage");
    if !storage.is_object() {
        return None;
    }
    let answer: js_sys::Promise = js::call(&storage, what, &[])?.dyn_into().ok()?;
    JsFuture::from(answer).await.ok()
}
