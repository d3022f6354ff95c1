//! The small rest of what views need from elements.

use super::Subscription;
use super::runs::{RUN, cut_to_join};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlDialogElement, HtmlElement, HtmlTextAreaElement, Text};

/// Start and end of the selection, in UTF-16 units.
pub fn selection(area: &HtmlTextAreaElement) -> (u32, u32) {
    let start = area.selection_start().ok().flatten().unwrap_or(0);
    let end = area.selection_end().ok().flatten().unwrap_or(start);
    (start, end)
}

/// Adds to the end of a text area's text; selection and scrolling stay as they are.
pub fn append_to_textarea(area: &HtmlTextAreaElement, text: &str) {
    let end = area.text_length();
    let appended = area.set_range_text_with_start_and_end_and_mode(text, end, end, "preserve");
    if appended.is_err() {
        area.set_value(&(area.value() + text));
    }
}

/// Plain text that grows at its end, in an element that nothing else writes to.
pub struct TextTail {
    element: Element,
    last: RefCell<Option<Text>>,
}

impl TextTail {
    /// Takes over `element`, empty.
    pub fn new(element: &impl AsRef<Element>) -> Self {
        let element = element.as_ref().clone();
        element.set_text_content(None);
        Self {
            element,
            last: RefCell::new(None),
        }
    }

    /// Adds to the end.
    pub fn append(&self, text: &str) {
        let mut last = self.last.borrow_mut();
        let mut rest = text;
        while !rest.is_empty() {
            let full = last.as_ref().map_or(0, |last| last.length() as usize);
            let (now, later) = rest.split_at(cut_to_join(rest, full, RUN));
            match &*last {
                Some(last) => drop(last.append_data(now)),
                None => *last = self.new_run(now),
            }
            if last.is_none() {
                return;
            }
            if !later.is_empty() {
                *last = self.new_run("");
            }
            rest = later;
        }
    }

    fn new_run(&self, text: &str) -> Option<Text> {
        let document = self.element.owner_document()?;
        let run = document.create_element("span").ok()?;
        run.set_class_name("text-run");
        let node = document.create_text_node(text);
        run.append_child(&node).ok()?;
        self.element.append_child(&run).ok()?;
        Some(node)
    }
}

/// Selects from `start` to `end`, in UTF-16 units.
pub fn set_selection(area: &HtmlTextAreaElement, (start, end): (u32, u32)) {
    let _ = area.set_selection_range(start, end);
}

/// Shows a dialog above everything, with the focus inside it.
pub fn show_modal(dialog: &HtmlDialogElement) {
    if !dialog.open() {
        let _ = dialog.show_modal();
    }
    // Chromium gives the focus back to a text field without its caret, and what is typed then is lost until a click:
    // leaving the field and coming back mends it.
    let refocus = Closure::once_into_js(|| {
        let active = web_sys::window().and_then(|window| window.document()?.active_element());
        if let Some(active) = active.and_then(|active| active.dyn_into::<HtmlElement>().ok()) {
            let _ = active.blur();
            let _ = active.focus();
        }
    });
    dialog.set_onclose(refocus.dyn_ref());
}

/// Closes a dialog.
pub fn close(dialog: &HtmlDialogElement) {
    dialog.close();
}

/// Puts the focus on an element.
pub fn focus(element: &impl AsRef<HtmlElement>) {
    let _ = element.as_ref().focus();
}

/// Moves the focus among the children of an element as a key does in a menu: up and down, round its ends, to the first and
/// the last. From anywhere else it comes in at the first, upwards at the last. False for any other key.
pub fn walk(list: &Element, key: &str) -> bool {
    let rows = list.children();
    let Some(last) = rows.length().checked_sub(1) else {
        return false;
    };
    let active = web_sys::window().and_then(|window| window.document()?.active_element());
    let here = (0..=last).find(|at| {
        rows.item(*at)
            .is_some_and(|row| row.is_same_node(active.as_deref()))
    });
    let to = match (key, here) {
        ("ArrowDown", Some(here)) if here < last => here + 1,
        ("ArrowUp", Some(here)) if here > 0 => here - 1,
        ("ArrowDown" | "Home", _) => 0,
        ("ArrowUp" | "End", _) => last,
        _ => return false,
    };
    let to = rows.item(to).map(|row| row.dyn_into::<HtmlElement>());
    if let Some(Ok(row)) = to {
        focus(&row);
    }
    true
}

/// Opens a popover by its button unless it is open, as a click does.
pub fn open_by(button: &HtmlElement, popover: &Element) {
    if !popover.matches(":popover-open").unwrap_or(true) {
        button.click();
    }
}

/// Whether an element is scrolled to its end, give or take `within` pixels.
pub fn near_bottom(element: &impl AsRef<Element>, within: i32) -> bool {
    let element = element.as_ref();
    element.scroll_height() - element.scroll_top() - element.client_height() <= within
}

/// How far an element is scrolled, in pixels.
pub fn scroll_top(element: &impl AsRef<Element>) -> i32 {
    element.as_ref().scroll_top()
}

/// Scrolls an element to its end, at once.
pub fn scroll_to_bottom(element: &impl AsRef<Element>) {
    let element = element.as_ref();
    element.set_scroll_top(element.scroll_height());
}

/// Scrolls an element to here, in pixels.
pub fn set_top(element: &impl AsRef<Element>, top: i32) {
    element.as_ref().set_scroll_top(top);
}

/// How much of an element's content is below the top of what it shows, in pixels.
pub fn below(element: &impl AsRef<Element>) -> i32 {
    let element = element.as_ref();
    element.scroll_height() - element.scroll_top()
}

/// Scrolls an element so that [`below`] is this again: what is seen stays where it is though something came above it.
pub fn set_below(element: &impl AsRef<Element>, below: i32) {
    let element = element.as_ref();
    element.set_scroll_top(element.scroll_height() - below);
}

/// Calls `f` whenever one of the elements has changed its size, before that is painted. Never where the browser cannot tell.
pub fn on_resize(elements: &[&Element], f: impl FnMut() + 'static) -> Subscription {
    let closure = Closure::wrap(Box::new(f) as Box<dyn FnMut()>);
    let Ok(observer) = web_sys::ResizeObserver::new(closure.as_ref().unchecked_ref()) else {
        return Subscription::none();
    };
    for element in elements {
        observer.observe(element);
    }
    Subscription::ending_with(move || {
        observer.disconnect();
        drop(closure);
    })
}

/// Is the main pointer a fine one (a mouse), so that a focus does not bring up a keyboard over half the page?
pub fn has_fine_pointer() -> bool {
    matches_media("(pointer: fine)")
}

/// Is the main pointer a finger? Not the same as having no fine one: a page driven by the keyboard alone has neither.
pub fn has_coarse_pointer() -> bool {
    matches_media("(pointer: coarse)")
}

fn matches_media(query: &str) -> bool {
    let query = web_sys::window().and_then(|window| window.match_media(query).ok().flatten());
    query.is_some_and(|query| query.matches())
}

/// The first element within this one.
pub fn first_child(element: &impl AsRef<web_sys::Element>) -> Option<web_sys::Element> {
    element.as_ref().first_element_child()
}
