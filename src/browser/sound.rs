//! Sound from the endpoint, played.

use super::file::File;
use super::subscription::listen;
use super::{Subscription, js};
use send_wrapper::SendWrapper;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, EventTarget, Url};

/// How a sound ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Played {
    /// It was heard to its end.
    Whole,
    /// The browser cannot play it, or does not want to: what it said, which differs by browser.
    Not(String),
}

/// A file of these bytes and this MIME type; `None` where the browser does not make one.
pub fn file(bytes: &[u8], kind: &str) -> Option<File> {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    File::of(blob.into())
}

/// Plays a sound; then calls `done`. Dropping what it gives ends it, and `done` is not called.
pub fn play(sound: &File, done: impl FnOnce(Played) + 'static) -> Subscription {
    let Some(window) = web_sys::window() else {
        return Subscription::none();
    };
    let done: Done = Rc::new(RefCell::new(Some(Box::new(done))));
    let (Some(audio), Ok(url)) = (
        js::construct(&window, "Audio", &[]),
        Url::create_object_url_with_blob(sound.blob()),
    ) else {
        tell(&done, Played::Not(String::new()));
        return Subscription::none();
    };
    let mut heard = Vec::new();
    if let Some(target) = audio.dyn_ref::<EventTarget>() {
        let ended = done.clone();
        heard.push(listen(target, "ended", move |_| {
            tell(&ended, Played::Whole)
        }));
        let (failed, element) = (done.clone(), audio.clone());
        heard.push(listen(target, "error", move |_| {
            let why = js::error_text(&js::get(&element, "error"));
            tell(&failed, Played::Not(why));
        }));
    }
    js::set(&audio, "src", &JsValue::from_str(&url));
    let begun =
        js::call(&audio, "play", &[]).and_then(|begun| begun.dyn_into::<js_sys::Promise>().ok());
    if let Some(begun) = begun {
        let refused = done.clone();
        wasm_bindgen_futures::spawn_local(async move {
            if let Err(error) = JsFuture::from(begun).await {
                tell(&refused, Played::Not(js::error_text(&error)));
            }
        });
    }
    let held = SendWrapper::new((audio, heard, url, done));
    Subscription::ending_with(move || {
        let (audio, heard, url, done) = held.take();
        // What is heard of a sound that is stopped is no failure.
        done.borrow_mut().take();
        drop(heard);
        js::call(&audio, "pause", &[]);
        js::call(&audio, "removeAttribute", &[JsValue::from_str("src")]);
        let _ = Url::revoke_object_url(&url);
    })
}

type Done = Rc<RefCell<Option<Box<dyn FnOnce(Played)>>>>;

fn tell(done: &Done, played: Played) {
    let done = done.borrow_mut().take();
    if let Some(done) = done {
        done(played);
    }
}
