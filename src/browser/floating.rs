//! An element that floats at a place in the window: above everything, never beyond the window's edges.

use super::mirror::Line;
use super::{Subscription, dom, js, subscription::listen};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

/// Between the place and the element, and between the element and the window's edges, in pixels.
const GAP: f64 = 6.0;
const EDGE: f64 = 8.0;

/// Below the place there is room enough with so much, in pixels: where it fills up later, it does not jump above.
const ENOUGH: f64 = 320.0;

/// Where it goes, and how high it may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spot {
    pub left: f64,
    pub top: f64,
    pub room: f64,
}

/// Shows a popover at the place that `anchor` tells, below it where there is room, and keeps it there until the subscription is
/// dropped. Where it is shown is left to the style: the properties `--left`, `--top` and `--room`.
pub fn float_at(
    element: &HtmlElement,
    anchor: impl Fn() -> Option<Line> + 'static,
) -> Subscription {
    js::call(element, "showPopover", &[]);
    let place = {
        let element = element.clone();
        Rc::new(move || {
            if let Some(anchor) = anchor() {
                put(&element, &anchor);
            }
        })
    };
    place();
    let mut all = vec![dom::on_resize(&[element], {
        let place = Rc::clone(&place);
        move || place()
    })];
    if let Some(window) = web_sys::window() {
        let again = Rc::clone(&place);
        all.push(listen(&window, "resize", move |_| again()));
        if let Some(document) = window.document() {
            let inside = element.clone();
            // A field's scrolling does not rise; it is heard on its way down.
            all.push(super::subscription::listen_first(
                &document,
                "scroll",
                move |event| {
                    let of = event.target().and_then(|of| of.dyn_into::<Node>().ok());
                    if !of.is_some_and(|of| inside.contains(Some(&of))) {
                        place();
                    }
                },
            ));
        }
    }
    Subscription::ending_with(move || drop(all))
}

/// Calls `f` when somebody presses outside the element and outside the one with this `data-testid`.
pub fn on_press_elsewhere(
    element: &HtmlElement,
    but: &'static str,
    f: impl Fn() + 'static,
) -> Subscription {
    let Some(document) = element.owner_document() else {
        return Subscription::none();
    };
    let element = element.clone();
    listen(&document, "pointerdown", move |event| {
        let at = event.target().and_then(|at| at.dyn_into::<Node>().ok());
        let within = |whole: &Node| whole.contains(at.as_ref());
        let other = super::page::find(but);
        if !within(&element) && !other.is_some_and(|other| within(&other)) {
            f();
        }
    })
}

fn put(element: &HtmlElement, anchor: &Line) {
    let Some(root) = element
        .owner_document()
        .and_then(|document| document.document_element())
    else {
        return;
    };
    let window = (
        f64::from(root.client_width()),
        js::get(&js::get(&root, "ownerDocument"), "defaultView"),
    );
    let height = js::get(&window.1, "innerHeight").as_f64().unwrap_or(0.0);
    let frame = f64::from(element.offset_height() - element.client_height());
    let size = (
        f64::from(element.offset_width()),
        f64::from(element.scroll_height()) + frame,
    );
    let backwards = root.get_attribute("dir").as_deref() == Some("rtl");
    let spot = spot(anchor, size, (window.0, height), backwards);
    for (name, value) in [
        ("--left", spot.left),
        ("--top", spot.top),
        ("--room", spot.room),
    ] {
        let _ = element
            .style()
            .set_property(name, &format!("{}px", value.round()));
    }
}

/// Where an element of this size goes in a window of this size. `backwards` where lines begin at the right.
pub(super) fn spot(
    anchor: &Line,
    (width, height): (f64, f64),
    window: (f64, f64),
    backwards: bool,
) -> Spot {
    let below = window.1 - anchor.bottom - GAP - EDGE;
    let above = anchor.top - GAP - EDGE;
    let is_below = below >= ENOUGH.min(window.1 / 2.0) || below >= above;
    let room = if is_below { below } else { above };
    let top = if is_below {
        anchor.bottom + GAP
    } else {
        anchor.top - GAP - height.min(room)
    };
    let start = if backwards {
        anchor.right - width
    } else {
        anchor.left
    };
    let last = (window.0 - width - EDGE).max(EDGE);
    Spot {
        left: start.clamp(EDGE, last),
        top: top.max(EDGE),
        room: room.max(0.0),
    }
}
