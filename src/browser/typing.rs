//! Whether keys belong to something on the page before they belong to the page itself.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlTextAreaElement};

/// What has the focus, as far as keys are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// Nothing that one types into.
    Elsewhere,
    /// A field with nothing in it.
    EmptyField,
    /// A field with a text.
    Field,
    /// Something that is chosen from with the arrow keys.
    Choice,
}

/// What has the focus.
pub fn focus() -> Focus {
    match active() {
        Some(active) => focus_of(&active),
        None => Focus::Elsewhere,
    }
}

/// Is the focus on the element with this `data-testid`?
pub fn is_on(test_id: &str) -> bool {
    active().is_some_and(|active| active.get_attribute("data-testid").as_deref() == Some(test_id))
}

/// Is a dialog open that keeps everything else from being reached, or a menu?
pub fn is_covered() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_some_and(|document| {
        let open = document.query_selector("dialog:modal, .menu:popover-open");
        open.ok().flatten().is_some()
    })
}

fn active() -> Option<Element> {
    web_sys::window()?.document()?.active_element()
}

fn focus_of(element: &Element) -> Focus {
    let of = |text: String| match text.is_empty() {
        true => Focus::EmptyField,
        false => Focus::Field,
    };
    if element.get_attribute("role").as_deref() == Some("combobox") {
        return Focus::Choice;
    }
    if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        return of(area.value());
    }
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        return match input.type_().as_str() {
            "checkbox" | "button" | "file" => Focus::Elsewhere,
            "radio" | "range" | "number" | "date" => Focus::Choice,
            _ => of(input.value()),
        };
    }
    match element.tag_name().as_str() {
        "SELECT" | "DETAILS" => Focus::Choice,
        _ => Focus::Elsewhere,
    }
}
