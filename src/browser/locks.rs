//! Who is at work, in all tabs of one browser: the Web Locks API, by reflection. A lock ends with its tab, however that ends.
//!
//! Where the API is missing (plain http pages) nothing can be told: [`held`] says so, and [`hold`] does nothing.

use super::js;
use js_sys::{Array, Function, Promise};
use std::collections::BTreeSet;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Held until it is dropped.
#[must_use = "dropping a Lock releases it at once"]
pub struct Lock {
    release: Option<Function>,
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(release) = self.release.take() {
            // A resolver does not throw.
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

/// Takes the lock of this name. Other tabs see it from now on.
pub fn hold(name: &str) -> Lock {
    let mut release = None;
    let until = Promise::new(&mut |resolve, _| release = Some(resolve));
    let given = Closure::once_into_js(move |_: JsValue| -> JsValue { until.into() });
    if let Some(request) = request(&[JsValue::from_str(name), given]) {
        // Refused or not, nobody waits for it; a rejection without a listener would be an error on the console.
        spawn_local(async move {
            let _ = JsFuture::from(request).await;
        });
    }
    Lock { release }
}

/// The names of all locks that are held or about to be, in this tab and in others. `None` where that cannot be told.
pub async fn held() -> Option<BTreeSet<String>> {
    let query: Promise = js::call(&manager()?, "query", &[])?.dyn_into().ok()?;
    let state = JsFuture::from(query).await.ok()?;
    let mut names = BTreeSet::new();
    for list in ["held", "pending"] {
        let Ok(list) = js::get(&state, list).dyn_into::<Array>() else {
            continue;
        };
        // Those who only wait for the end of another ask for a shared one.
        names.extend(
            list.iter()
                .filter(|lock| js::get(lock, "mode").as_string().as_deref() == Some("exclusive"))
                .filter_map(|lock| js::get(&lock, "name").as_string()),
        );
    }
    Some(names)
}

/// Waits until nobody holds the lock of this name. False where that cannot be told.
pub async fn released(name: &str) -> bool {
    let options = js::object(&[("mode", "shared")]);
    let given = Closure::once_into_js(|_: JsValue| {});
    match request(&[JsValue::from_str(name), options, given]) {
        Some(request) => JsFuture::from(request).await.is_ok(),
        None => false,
    }
}

fn request(arguments: &[JsValue]) -> Option<Promise> {
    js::call(&manager()?, "request", arguments)?.dyn_into().ok()
}

fn manager() -> Option<JsValue> {
    let locks = js::get(&web_sys::window()?.navigator(), "locks");
    locks.is_object().then_some(locks)
}
