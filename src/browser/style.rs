//! The second style sheet: of the parts that are not in the first load. The page names it in a `<meta>`
//! (xtask/src/page.rs); the first part that is shown fetches it.

use js_sys::{Function, Promise};
use std::cell::RefCell;
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

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
        let here = JsFuture::from(promise).await.is_ok();
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
    Some(Promise::new(&mut |here: Function, failed: Function| {
        let (sheet, gone): (&Element, &Element) = (&link, &link);
        let _ = sheet.add_event_listener_with_callback("load", &here);
        let _ = gone.add_event_listener_with_callback("error", &failed);
        let _ = head.append_child(&link);
    }))
}
