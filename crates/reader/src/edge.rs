//! Takes a file, answers with its text, and is ended by the page.
//!
//! A message is an array as in crates/worker: a text (name and MIME type as JSON), and the file. The first word is empty: it says that
//! somebody listens.

use js_sys::{Array, JsString, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageEvent};

use chat::ReadProblem;

/// From now on files are read.
pub fn listen() {
    let hear = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| {
        if let Some((asked, file)) = question(&event.data()) {
            spawn_local(async move {
                let answer = answer(&asked, &file).await;
                tell(&serde_json::to_string(&answer).unwrap_or_default());
            });
        }
    });
    scope().set_onmessage(Some(hear.as_ref().unchecked_ref()));
    // As long as the worker.
    hear.forget();
    tell("");
}

async fn answer(asked: &str, file: &Blob) -> reader::Answer {
    let (name, mime): (String, String) =
        serde_json::from_str(asked).map_err(|_| ReadProblem::Unread)?;
    let bytes = JsFuture::from(file.array_buffer()).await;
    let bytes = bytes.map_err(|_| ReadProblem::Unread)?;
    reader::read(&name, &mime, &Uint8Array::new(&bytes).to_vec())
}

fn question(message: &JsValue) -> Option<(String, Blob)> {
    let parts: &Array = message.dyn_ref()?;
    Some((parts.get(0).as_string()?, parts.get(1).dyn_into().ok()?))
}

fn tell(text: &str) {
    // It fails where the page is gone: then nobody waits.
    let _ = scope().post_message(&Array::of1(&JsString::from(text)));
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}
