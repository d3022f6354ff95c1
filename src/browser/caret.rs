//! Where the caret is.

use super::{Subscription, dom};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Event, HtmlTextAreaElement};

/// Where the caret is in a text area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caret {
    /// The `data-testid` of the text area.
    pub field: String,
    /// The byte of its text, as Rust counts them.
    pub byte: usize,
}

/// What moves a caret. `selectionchange` does not come for text areas everywhere.
const MOVES: [&str; 4] = ["keyup", "pointerup", "input", "focusin"];

/// Calls `f` when the caret may have moved in one of these text areas, a moment later and once for many moves.
pub fn on_move(fields: &'static [&'static str], f: impl Fn(Caret) + 'static) -> Subscription {
    const LATER: wire::Millis = 120;
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return Subscription::none();
    };
    let f = Rc::new(f);
    let timer = RefCell::new(None);
    let moved = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        let area = event.target().and_then(|target| target.dyn_into().ok());
        let Some(area): Option<HtmlTextAreaElement> = area else {
            return;
        };
        let field = area.get_attribute("data-testid").unwrap_or_default();
        if fields.contains(&field.as_str()) {
            let f = Rc::clone(&f);
            *timer.borrow_mut() = Some(super::time::after(LATER, move || {
                let byte = byte_of(&area.value(), dom::selection(&area).0);
                f(Caret { field, byte });
            }));
        }
    });
    for name in MOVES {
        let _ = document.add_event_listener_with_callback(name, moved.as_ref().unchecked_ref());
    }
    Subscription::ending_with(move || {
        for name in MOVES {
            let function = moved.as_ref().unchecked_ref();
            let _ = document.remove_event_listener_with_callback(name, function);
        }
    })
}

/// What is selected in the text area with this `data-testid`; empty where nothing is.
pub fn selected(field: &str) -> String {
    let area = super::page::find(field).and_then(|area| area.dyn_into().ok());
    let Some(area): Option<HtmlTextAreaElement> = area else {
        return String::new();
    };
    let (text, (start, end)) = (area.value(), dom::selection(&area));
    let range = byte_of(&text, start)..byte_of(&text, end);
    text.get(range).unwrap_or_default().to_owned()
}

/// What stands before and after the end of what is selected in the text area with this `data-testid`.
pub fn around(field: &str) -> Option<(String, String)> {
    let area: HtmlTextAreaElement = super::page::find(field)?.dyn_into().ok()?;
    let text = area.value();
    let (before, after) = text.split_at_checked(byte_of(&text, dom::selection(&area).1))?;
    Some((before.to_owned(), after.to_owned()))
}

/// Puts a text at the end of what is selected there, and the caret after it; gives the whole text.
pub fn insert(field: &str, text: &str) -> Option<String> {
    let area: HtmlTextAreaElement = super::page::find(field)?.dyn_into().ok()?;
    let (_, at) = dom::selection(&area);
    area.set_range_text_with_start_and_end_and_mode(text, at, at, "end")
        .ok()?;
    Some(area.value())
}

/// Takes away what is selected there; gives the whole text that is left.
pub fn cut(field: &str) -> Option<String> {
    let area: HtmlTextAreaElement = super::page::find(field)?.dyn_into().ok()?;
    let (from, to) = dom::selection(&area);
    area.set_range_text_with_start_and_end_and_mode("", from, to, "end")
        .ok()?;
    Some(area.value())
}

/// Puts the caret at this byte of the text in the text area with this `data-testid`, or just before the letter that it is in.
pub fn put(field: &str, byte: usize) {
    let area = super::page::find(field).and_then(|area| area.dyn_into().ok());
    let Some(area): Option<HtmlTextAreaElement> = area else {
        return;
    };
    let text = area.value();
    let before = &text[..text.floor_char_boundary(byte)];
    let units = u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX);
    dom::set_selection(&area, (units, units));
}

/// Puts a text where what is selected there ends, in place of so many bytes before it, and the caret after it; gives the whole
/// text.
pub fn replace_before(field: &str, bytes: usize, text: &str) -> Option<String> {
    let (before, _) = around(field)?;
    let area: HtmlTextAreaElement = super::page::find(field)?.dyn_into().ok()?;
    let (_, at) = dom::selection(&area);
    let gone = before.get(before.len().checked_sub(bytes)?..)?;
    let from = at.saturating_sub(gone.encode_utf16().count() as u32);
    area.set_range_text_with_start_and_end_and_mode(text, from, at, "end")
        .ok()?;
    Some(area.value())
}

/// The byte at which so many UTF-16 units end.
fn byte_of(text: &str, units: u32) -> usize {
    let mut left = units as usize;
    for (byte, c) in text.char_indices() {
        if left == 0 {
            return byte;
        }
        left = left.saturating_sub(c.len_utf16());
    }
    text.len()
}
