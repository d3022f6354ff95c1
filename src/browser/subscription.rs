//! Listeners that end when they are dropped.

use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Event, EventTarget};

/// Something the browser does for us until this value is dropped: a listener, a timer, a frame.
///
/// It may be moved into `on_cleanup` (it counts as `Send`; the page has one thread).
#[must_use = "dropping a Subscription ends it at once"]
pub struct Subscription(Option<SendWrapper<Box<dyn FnOnce()>>>);

impl Subscription {
    /// Runs `end` when the value is dropped.
    pub(super) fn ending_with(end: impl FnOnce() + 'static) -> Self {
        Self(Some(SendWrapper::new(Box::new(end))))
    }

    /// A subscription to nothing, for a browser that lacks the feature.
    pub fn none() -> Self {
        Self(None)
    }

    /// Keeps it going for as long as the page lives.
    pub fn keep(mut self) {
        if let Some(end) = self.0.take() {
            std::mem::forget(end);
        }
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        if let Some(end) = self.0.take() {
            (end.take())();
        }
    }
}

/// Calls `f` for every event `name` at `target` or in it, before what is in it hears of it, until the subscription is dropped.
pub(super) fn listen_first(
    target: &EventTarget,
    name: &'static str,
    f: impl FnMut(Event) + 'static,
) -> Subscription {
    let closure = Closure::wrap(Box::new(f) as Box<dyn FnMut(Event)>);
    let function = closure.as_ref().unchecked_ref();
    let _ = target.add_event_listener_with_callback_and_bool(name, function, true);
    let target = target.clone();
    Subscription::ending_with(move || {
        let function = closure.as_ref().unchecked_ref();
        let _ = target.remove_event_listener_with_callback_and_bool(name, function, true);
    })
}

/// Calls `f` for every event `name` at `target` until the subscription is dropped.
pub(super) fn listen(
    target: &EventTarget,
    name: &'static str,
    f: impl FnMut(Event) + 'static,
) -> Subscription {
    listen_boxed(target, name, Box::new(f))
}

// One copy in the wasm, however many closures there are.
fn listen_boxed(
    target: &EventTarget,
    name: &'static str,
    f: Box<dyn FnMut(Event)>,
) -> Subscription {
    let closure = Closure::wrap(f);
    let target = target.clone();
    if target
        .add_event_listener_with_callback(name, closure.as_ref().unchecked_ref())
        .is_err()
    {
        return Subscription::none();
    }
    Subscription::ending_with(move || {
        let _ = target.remove_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
    })
}
