//! Which elements come near what a scrolling one shows.

use super::Subscription;
use std::{cell::RefCell, collections::HashMap, rc::Rc};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

/// By this attribute an element that is watched is known again.
const ID: &str = "data-id";

/// What waits for an element to come near, by its id.
type Waiting = HashMap<String, Box<dyn FnOnce()>>;

/// One observer for all elements inside a root: hundreds of observers would each cost something in every frame.
#[derive(Clone)]
pub struct NearWatch {
    observer: IntersectionObserver,
    waiting: Rc<RefCell<Waiting>>,
}

impl NearWatch {
    /// Watches inside `root`, and `margin` pixels around what it shows. `None` where the browser cannot tell. The watch
    /// ends with the subscription.
    pub fn new(root: &impl AsRef<Element>, margin: u32) -> Option<(NearWatch, Subscription)> {
        let options = IntersectionObserverInit::new();
        options.set_root(Some(root.as_ref()));
        options.set_root_margin(&format!("{margin}px 0px"));
        let waiting = Rc::new(RefCell::new(Waiting::new()));
        let asked = Rc::clone(&waiting);
        let closure = Closure::wrap(Box::new(
            move |entries: js_sys::Array, observer: IntersectionObserver| {
                for entry in entries.iter() {
                    let Ok(entry) = entry.dyn_into::<IntersectionObserverEntry>() else {
                        continue;
                    };
                    if !entry.is_intersecting() {
                        continue;
                    }
                    let element = entry.target();
                    observer.unobserve(&element);
                    let found = element
                        .get_attribute(ID)
                        .and_then(|id| asked.borrow_mut().remove(&id));
                    if let Some(f) = found {
                        f();
                    }
                }
            },
        )
            as Box<dyn FnMut(js_sys::Array, IntersectionObserver)>);
        let observer =
            IntersectionObserver::new_with_options(closure.as_ref().unchecked_ref(), &options)
                .ok()?;
        let ended = observer.clone();
        let end = Subscription::ending_with(move || {
            ended.disconnect();
            drop(closure);
        });
        Some((NearWatch { observer, waiting }, end))
    }

    /// Calls `f` once `element`, whose `data-id` is `id`, is near; not any more when the subscription was dropped.
    pub fn add(
        &self,
        element: &impl AsRef<Element>,
        id: &str,
        f: impl FnOnce() + 'static,
    ) -> Subscription {
        let element = element.as_ref().clone();
        self.waiting.borrow_mut().insert(id.to_owned(), Box::new(f));
        self.observer.observe(&element);
        let (watch, id) = (self.clone(), id.to_owned());
        Subscription::ending_with(move || {
            if watch.waiting.borrow_mut().remove(&id).is_some() {
                watch.observer.unobserve(&element);
            }
        })
    }
}
