//! What a reader has selected in texts of the page (not in fields).

use super::mirror::Line;
use super::subscription::listen;
use super::{Subscription, floating, time};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Range};

/// How long a selection must have stood still, in milliseconds: it is not to be chased while it is being made.
const STILL: wire::Millis = 200;

/// The text that is selected in one element with this `data-testid`, and the `data-id` of what that is in. None where nothing
/// is selected, or something outside of the element too.
pub fn text_in(place: &str) -> Option<(String, Option<String>)> {
    let (range, place) = range_in(place)?;
    let text = String::from(range.to_string());
    let of = place.closest("[data-id]").ok().flatten();
    let of = of.and_then(|of| of.get_attribute("data-id"));
    (!text.trim().is_empty()).then(|| (text.trim().to_string(), of))
}

/// Tells whether something is selected there, each time the selection has changed and stood still.
pub fn on_change(place: &'static str, f: impl Fn(bool) + 'static) -> Subscription {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return Subscription::none();
    };
    let f = Rc::new(f);
    let timer = RefCell::new(None);
    listen(&document, "selectionchange", move |_| {
        let f = Rc::clone(&f);
        let look = move || f(text_in(place).is_some());
        *timer.borrow_mut() = Some(time::after(STILL, look));
    })
}

/// Shows a popover by what is selected there, until the subscription is dropped.
pub fn float_at(element: &HtmlElement, place: &'static str) -> Subscription {
    floating::float_at(element, move || {
        let rect = range_in(place)?.0.get_bounding_client_rect();
        Some(Line {
            left: rect.left(),
            right: rect.right(),
            top: rect.top(),
            bottom: rect.bottom(),
        })
    })
}

fn range_in(place: &str) -> Option<(Range, Element)> {
    let selection = web_sys::window()?.get_selection().ok()??;
    let range = (selection.range_count() > 0)
        .then(|| selection.get_range_at(0).ok())
        .flatten()?;
    let common = range.common_ancestor_container().ok()?;
    let element = match common.dyn_into::<Element>() {
        Ok(element) => element,
        Err(node) => node.parent_element()?,
    };
    let place = element
        .closest(&format!("[data-testid='{place}']"))
        .ok()??;
    (!range.collapsed()).then_some((range, place))
}
