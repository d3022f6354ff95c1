//! The web worker beside the page: started, spoken to, ended.
//!
//! Its script is a file of the page, named in a `<meta>` (xtask/src/worker.rs). A message is an array: a text, and the file
//! that belongs to it, if one does. What the texts say is no matter of the edge.

use super::file::File;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{ErrorEvent, MessageEvent};

/// A worker. Dropping it ends it, whatever it is doing.
pub struct Worker {
    worker: web_sys::Worker,
    _hear: Closure<dyn FnMut(MessageEvent)>,
    _fail: Closure<dyn FnMut(ErrorEvent)>,
}

impl Worker {
    /// Starts the one that reads heavy files (crates/reader): it lies beside the other, under the same hash.
    pub fn start_reader(
        hear: impl FnMut(String, Option<File>) + 'static,
        fail: impl FnMut() + 'static,
    ) -> Option<Worker> {
        Worker::begin(
            &address()?.replace("/worker-", "/reader-"),
            Box::new(hear),
            Box::new(fail),
        )
    }

    /// Starts it. `hear` gets its messages; `fail` is called when its script or its wasm could not be fetched, or it broke
    /// off. None where the browser has no workers, or the page names none.
    pub fn start(
        hear: impl FnMut(String, Option<File>) + 'static,
        fail: impl FnMut() + 'static,
    ) -> Option<Worker> {
        Worker::begin(&address()?, Box::new(hear), Box::new(fail))
    }

    fn begin(
        address: &str,
        mut hear: Box<dyn FnMut(String, Option<File>)>,
        mut fail: Box<dyn FnMut()>,
    ) -> Option<Worker> {
        let worker = web_sys::Worker::new(address).ok()?;
        let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let data = event.data();
            let Some(parts) = data.dyn_ref::<Array>() else {
                return;
            };
            if let Some(text) = parts.get(0).as_string() {
                hear(text, File::of(parts.get(1)));
            }
        });
        let fail = Closure::<dyn FnMut(ErrorEvent)>::new(move |event: ErrorEvent| {
            event.prevent_default();
            fail();
        });
        worker.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        worker.set_onerror(Some(fail.as_ref().unchecked_ref()));
        Some(Worker {
            worker,
            _hear: hear,
            _fail: fail,
        })
    }

    /// Sends a message.
    pub fn post(&self, text: &str, file: Option<&File>) {
        let parts = Array::of1(&JsValue::from_str(text));
        if let Some(file) = file {
            parts.push(file.as_ref());
        }
        // It fails only for what cannot be copied, and these can.
        let _ = self.worker.post_message(&parts);
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

fn address() -> Option<String> {
    let document = web_sys::window()?.document()?;
    let meta = document
        .query_selector("meta[name=parlance-worker]")
        .ok()??;
    let address = meta.get_attribute("content")?;
    // A page that was not finished by xtask has no address there.
    address.ends_with(".js").then_some(address)
}
