//! The only way out of the page. Adds the key, streams the answer's bytes, and refuses every origin but the chosen
//! endpoint's.

use super::{
    endpoint,
    file::File,
    js,
    session::{self, Authorization},
    time,
};
use send_wrapper::SendWrapper;
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, FormData, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache,
    RequestCredentials, RequestRedirect, Response,
};
use wire::{HttpRequest, Method, ResponseHead};

/// How long the reading of a body may keep everything else from its turn, in milliseconds. What has arrived is read
/// without a turn in between: a flood would leave no room for the click that stops it.
const AT_A_STRETCH: f64 = 32.0;

/// What comes back, in this order: `Head`, any number of `Bytes`, then `Ended`; or `Failed` at any point. Nothing
/// follows `Ended` or `Failed`.
#[derive(Debug)]
pub enum Incoming {
    /// Status and those headers that the endpoint lets a page read.
    Head(ResponseHead),
    /// A piece of the body, as the network cut it.
    Bytes(Vec<u8>),
    /// The body is complete.
    Ended,
    /// No answer, or it broke off.
    Failed {
        /// What the browser said, without the key. Differs by browser: to show, not to match on.
        detail: String,
        /// [`InFlight::abort`] did it.
        aborted: bool,
    },
}

/// A request under way. Dropping it aborts the request and nothing more is heard of it.
#[must_use = "dropping an InFlight aborts its request"]
pub struct InFlight(SendWrapper<Flight>);

struct Flight {
    controller: Option<AbortController>,
    state: Rc<State>,
}

#[derive(Default)]
struct State {
    aborted: Cell<bool>,
    dropped: Cell<bool>,
}

impl InFlight {
    /// Aborts the request: a `Failed { aborted: true, .. }` follows, unless it had come to its end.
    pub fn abort(&self) {
        self.0.state.aborted.set(true);
        if let Some(controller) = &self.0.controller {
            controller.abort();
        }
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.state.dropped.set(true);
        self.abort();
    }
}

/// Sends `request` and calls `on` with what comes back, never before this function has returned.
pub fn send(request: HttpRequest, on: impl FnMut(Incoming) + 'static) -> InFlight {
    let body = request.body.as_deref().map(JsValue::from_str);
    send_boxed(request, body, Box::new(on))
}

/// The same, with a form in the place of the body: fields, and a file under the name `file`. The browser writes it, with its
/// `Content-Type`.
pub fn send_form(
    request: HttpRequest,
    fields: &[(&str, &str)],
    (file, name): (&File, &str),
    on: impl FnMut(Incoming) + 'static,
) -> InFlight {
    let form = FormData::new().ok();
    if let Some(form) = &form {
        for (name, value) in fields {
            let _ = form.append_with_str(name, value);
        }
        let _ = form.append_with_blob_and_filename("file", file.blob(), name);
    }
    send_boxed(request, form.map(JsValue::from), Box::new(on))
}

fn send_boxed(
    request: HttpRequest,
    body: Option<JsValue>,
    mut on: Box<dyn FnMut(Incoming)>,
) -> InFlight {
    let controller = AbortController::new().ok();
    let state = Rc::new(State::default());
    let flight = InFlight(SendWrapper::new(Flight {
        controller: controller.clone(),
        state: Rc::clone(&state),
    }));
    wasm_bindgen_futures::spawn_local(async move {
        let outcome = exchange(&request, body, controller, &state, &mut on).await;
        if state.dropped.get() {
            return;
        }
        on(match outcome {
            Ok(()) => Incoming::Ended,
            Err(detail) => Incoming::Failed {
                detail: session::scrub(&detail),
                aborted: state.aborted.get(),
            },
        });
    });
    flight
}

async fn exchange(
    request: &HttpRequest,
    body: Option<JsValue>,
    controller: Option<AbortController>,
    state: &State,
    on: &mut Box<dyn FnMut(Incoming)>,
) -> Result<(), String> {
    if state.aborted.get() {
        return Err("aborted before it was sent".to_owned());
    }
    let raw = build(request, body, controller)?;
    let window = web_sys::window().ok_or("no window")?;
    let response: Response = JsFuture::from(window.fetch_with_request(&raw))
        .await
        .map_err(text)?
        .dyn_into()
        .map_err(text)?;
    if state.dropped.get() {
        return Ok(());
    }
    on(Incoming::Head(head(&response)));
    let Some(body) = response.body() else {
        return Ok(());
    };
    let reader = ReadableStreamDefaultReader::new(&body).map_err(text)?;
    let mut busy = 0.0;
    while !state.dropped.get() {
        if busy >= AT_A_STRETCH {
            time::turn().await;
            busy = 0.0;
            continue;
        }
        let read = JsFuture::from(reader.read()).await.map_err(text)?;
        if js::get(&read, "done").is_truthy() {
            return Ok(());
        }
        let since = time::elapsed();
        // Bytes that were under way when the person stopped are still theirs to keep or drop: hand them over
        // unless nobody listens any more.
        if let Ok(bytes) = js::get(&read, "value").dyn_into::<js_sys::Uint8Array>()
            && !state.dropped.get()
            && bytes.length() > 0
        {
            on(Incoming::Bytes(bytes.to_vec()));
        }
        busy += time::elapsed() - since;
    }
    Ok(())
}

fn build(
    request: &HttpRequest,
    body: Option<JsValue>,
    controller: Option<AbortController>,
) -> Result<web_sys::Request, String> {
    let allowed = endpoint::chosen().base;
    let target = session::origin_of(&request.url);
    if target.is_none() || target != session::origin_of(&allowed) {
        return Err("refused: not the chosen endpoint".to_owned());
    }
    // Should boot.js not have run, the browser's policy would be the wide one: then nothing goes out at all.
    if target != endpoint::enforced_origin() {
        return Err("refused: the page's policy does not name this endpoint".to_owned());
    }
    let mut builder = match request.method {
        Method::Get => gloo_net::http::Request::get(&request.url),
        Method::Post => gloo_net::http::Request::post(&request.url),
    };
    for (name, value) in &request.headers {
        // The header is this module's to set; and a name or value that fetch would throw at is a bug to report.
        if name.eq_ignore_ascii_case("authorization") || !plain(name) || !plain(value) {
            return Err(format!("refused: header {name}"));
        }
        builder = builder.header(name, value);
    }
    match session::authorization_for(&request.url, &allowed) {
        Some(Authorization::Header(value)) => builder = builder.header("Authorization", &value),
        Some(Authorization::Unsendable) => {
            return Err("refused: the key holds a character that cannot be sent".to_owned());
        }
        None => {}
    }
    let builder = builder
        .credentials(RequestCredentials::Omit)
        .cache(RequestCache::NoStore)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        // Following a redirect would send the prompt, and within the same origin the key, to an address nobody
        // chose. No endpoint of this kind redirects its API.
        .redirect(RequestRedirect::Error)
        .abort_signal(controller.map(|controller| controller.signal()).as_ref());
    let built = match body {
        Some(body) => builder.body(body),
        None => builder.build(),
    };
    built
        .map(web_sys::Request::from)
        .map_err(|error| error.to_string())
}

fn head(response: &Response) -> ResponseHead {
    let headers = response.headers();
    let header = |name: &str| headers.get(name).ok().flatten();
    ResponseHead {
        status: response.status(),
        content_type: header("content-type"),
        request_id: header("x-request-id"),
        retry_after: header("retry-after"),
        retry_after_ms: header("retry-after-ms"),
    }
}

fn plain(text: &str) -> bool {
    text.bytes().all(|byte| (0x20..=0x7e).contains(&byte))
}

fn text(error: JsValue) -> String {
    js::error_text(&error)
}
