//! The clock, timers and frames.

use super::Subscription;
use std::{
    cell::{Cell, RefCell},
    future::poll_fn,
    pin::pin,
    rc::Rc,
    task::Poll,
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wire::Millis;

/// How long a frame may be late before the work is done without it. A hidden or throttled tab gets no frames.
const FRAME_PATIENCE: i32 = 250;

/// A timer that is cancelled by dropping it.
pub type Timer = Subscription;

/// A requested frame that is cancelled by dropping it.
pub type FrameRequest = Subscription;

/// Wall clock, milliseconds since the Unix epoch.
pub fn now() -> Millis {
    js_sys::Date::now().max(0.0) as Millis
}

/// Milliseconds since the page began, monotonic, with a fraction: for measuring only.
pub fn elapsed() -> f64 {
    web_sys::window()
        .and_then(|window| window.performance())
        .map_or(0.0, |performance| performance.now())
}

/// Calls `f` once after `ms` milliseconds (at least; browsers throttle hidden tabs).
pub fn after(ms: Millis, f: impl FnOnce() + 'static) -> Timer {
    after_boxed(i32::try_from(ms).unwrap_or(i32::MAX), Box::new(f))
}

fn after_boxed(ms: i32, f: Box<dyn FnOnce()>) -> Timer {
    let Some(window) = web_sys::window() else {
        return Subscription::none();
    };
    let closure = Closure::once(f);
    match window
        .set_timeout_with_callback_and_timeout_and_arguments_0(closure.as_ref().unchecked_ref(), ms)
    {
        Ok(id) => Subscription::ending_with(move || {
            window.clear_timeout_with_handle(id);
            drop(closure);
        }),
        Err(_) => Subscription::none(),
    }
}

/// Calls `f` once before the next paint, or a quarter of a second from now where nothing is painted (a hidden
/// tab), so that work goes on.
pub fn next_frame(f: impl FnOnce() + 'static) -> FrameRequest {
    next_frame_boxed(Box::new(f))
}

fn next_frame_boxed(f: Box<dyn FnOnce()>) -> FrameRequest {
    let Some(window) = web_sys::window() else {
        return Subscription::none();
    };
    let hidden = window.document().is_some_and(|document| document.hidden());
    if hidden {
        return after_boxed(FRAME_PATIENCE, f);
    }
    let work = Rc::new(RefCell::new(Some(f)));
    let run = {
        let work = Rc::clone(&work);
        move || {
            let work = work.borrow_mut().take();
            if let Some(work) = work {
                work();
            }
        }
    };
    let late = after_boxed(FRAME_PATIENCE, Box::new(run.clone()));
    let closure = Closure::once(Box::new(move |_: f64| run()) as Box<dyn FnOnce(f64)>);
    match window.request_animation_frame(closure.as_ref().unchecked_ref()) {
        Ok(id) => Subscription::ending_with(move || {
            let _ = window.cancel_animation_frame(id);
            drop((closure, late));
        }),
        Err(_) => late,
    }
}

/// Calls `f` every frame for as long as it says `true`, or until the value is dropped.
pub fn every_frame(f: impl FnMut() -> bool + 'static) -> FrameRequest {
    let going = Rc::new(Cell::new(true));
    let pending: Rc<RefCell<Option<FrameRequest>>> = Rc::new(RefCell::new(None));
    frame_again(Box::new(f), Rc::clone(&going), Rc::clone(&pending));
    Subscription::ending_with(move || {
        going.set(false);
        let last = pending.borrow_mut().take();
        drop(last);
    })
}

fn frame_again(
    mut f: Box<dyn FnMut() -> bool>,
    going: Rc<Cell<bool>>,
    pending: Rc<RefCell<Option<FrameRequest>>>,
) {
    let slot = Rc::clone(&pending);
    let request = next_frame(move || {
        if going.get() && f() && going.get() {
            frame_again(f, going, pending);
        }
    });
    let before = slot.borrow_mut().replace(request);
    drop(before);
}

/// Waits.
pub async fn sleep(ms: Millis) {
    let (filler, slot) = super::slot::slot();
    let timer = after(ms, move || filler.fill(()));
    slot.await;
    drop(timer);
}

/// Lets everything else that waits have its turn: clicks, painting, timers. Unlike [`sleep`] it is not held back in a
/// hidden tab.
pub async fn turn() {
    let Ok(channel) = web_sys::MessageChannel::new() else {
        return sleep(0).await;
    };
    let (filler, slot) = super::slot::slot();
    let heard = Closure::once(move |_: JsValue| filler.fill(()));
    let port = channel.port1();
    port.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    if channel.port2().post_message(&JsValue::NULL).is_ok() {
        slot.await;
    }
    port.close();
}

/// What comes of the work; none where that takes longer.
pub async fn within<T>(ms: Millis, work: impl Future<Output = T>) -> Option<T> {
    let (mut work, mut late) = (pin!(work), pin!(sleep(ms)));
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(value) => Poll::Ready(Some(value)),
        Poll::Pending => late.as_mut().poll(context).map(|()| None),
    })
    .await
}

/// Minutes to add to UTC for the local time now: 60 in Berlin in winter.
pub fn utc_offset_minutes() -> i32 {
    -(js_sys::Date::new_0().get_timezone_offset() as i32)
}
