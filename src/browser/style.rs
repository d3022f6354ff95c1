//! The second style sheet: of the parts that are not in the first load. The page names it in a `<meta>`
//! (xtask/src/page.rs); the first part that is shown fetches it.

use js_sys::{Function, Promise};
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Event;

thread_local! {
    static FETCHED: RefCell<Option<Promise>> = const { RefCell::new(None) };
}

/// Begins to fetch it, unless that was done. The future ends when its rules hold; with `false` where it could not be fetched,
/// and then the next call tries again.
pub fn later() -> impl Future<Output = bool> {
    let promise = FETCHED.with(|fetched| {
        let mut fetched = fetched.borrow_mut();
        if fetched.is_none() {
            *fetched = fetch();
        }
        fetched.clone()
    });
    async move {
        // A page that was not finished by xtask has it as a sheet like any other.
        let Some(promise) = promise else { return true };
        let ended = JsFuture::from(promise).await.ok();
        let ended = ended.and_then(|ended| ended.dyn_into::<Event>().ok());
        let here = ended.is_some_and(|ended| ended.type_() == "load");
        if !here {
            FETCHED.with(|fetched| fetched.borrow_mut().take());
        }
        here
    }
}

fn fetch() -> Option<Promise> {
    let document = web_sys::window()?.document()?;
    let meta = document
        .query_selector("meta[name=parlance-style]")
        .ok()??;
    let link = document.create_element("link").ok()?;
    link.set_attribute("rel", "stylesheet").ok()?;
    link.set_attribute("href", &meta.get_attribute("content")?)
        .ok()?;
    let head = document.head()?;
    // It ends with the event, whichever it is: a refusal that nobody waits for would be an error of the page.
    Some(Promise::new(&mut |ended: Function, _| {
        for name in ["load", "error"] {
            let _ = link.add_event_listener_with_callback(name, &ended);
        }
        let _ = head.append_child(&link);
    }))
}
