//! What a person hands to the page: files pasted or dropped anywhere on it, a text pasted into a field.

use super::file::{self, File};
use super::{Subscription, subscription::listen};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Element, Event};

/// What was handed over.
#[derive(Clone, Debug)]
pub enum Handed {
    /// Files.
    Files(Vec<File>),
    /// Files are held over the page, or no longer.
    Over(bool),
    /// A text, which goes where it goes anyway.
    Text(String),
    /// A text for the chat's composer that is too long for a field, and did not go there.
    LongText(String),
}

/// A field into which so many characters are put at once holds the page up, for seconds from a million on.
const MOST_IN_FIELD: usize = 100_000;

/// Calls `f` with what is handed to the page, until the subscription is dropped. Nothing while a dialog is open: it is not meant for
/// what lies behind.
pub fn on_handed(f: impl Fn(Handed) + 'static) -> Subscription {
    let Some(window) = web_sys::window() else {
        return Subscription::none();
    };
    let f = std::rc::Rc::new(f);
    let all = ["paste", "dragenter", "dragover", "dragleave", "drop"].map(|name| {
        let f = std::rc::Rc::clone(&f);
        listen(&window, name, move |event| {
            if let Some(handed) = handed(name, &event) {
                f(handed);
            }
        })
    });
    Subscription::ending_with(move || drop(all))
}

fn handed(name: &str, event: &Event) -> Option<Handed> {
    if event.default_prevented() || is_elsewhere(event) {
        return None;
    }
    if name == "paste" {
        let data = event.dyn_ref::<ClipboardEvent>()?.clipboard_data()?;
        // What comes as a text too (a table, a piece of a page) is pasted as that.
        if has(&data, "text/plain") {
            let text = data.get_data("text/plain").ok()?;
            if is_for_composer(event) && text.chars().nth(MOST_IN_FIELD - 1).is_some() {
                event.prevent_default();
                return Some(Handed::LongText(text));
            }
            return Some(Handed::Text(text));
        }
        return files(&data, event);
    }
    let event = event.dyn_ref::<DragEvent>()?;
    let data = event.data_transfer()?;
    if !has(&data, "Files") {
        return None;
    }
    match name {
        "drop" => files(&data, event),
        // From one element to the next it is still over the page.
        "dragleave" => event
            .related_target()
            .is_none()
            .then_some(Handed::Over(false)),
        _ => {
            event.prevent_default();
            (name == "dragenter").then_some(Handed::Over(true))
        }
    }
}

fn files(data: &DataTransfer, event: &Event) -> Option<Handed> {
    let files = file::all_of(&data.files()?);
    if files.is_empty() {
        return None;
    }
    event.prevent_default();
    Some(Handed::Files(files))
}

fn has(data: &DataTransfer, kind: &str) -> bool {
    data.types()
        .iter()
        .any(|known| known.as_string().as_deref() == Some(kind))
}

fn is_for_composer(event: &Event) -> bool {
    let target = event.target();
    let target = target
        .as_ref()
        .and_then(|target| target.dyn_ref::<Element>());
    target.is_some_and(|target| target.matches("[data-testid=chat-input]").unwrap_or(false))
}

fn is_elsewhere(event: &Event) -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    let dialog = document.and_then(|document| document.query_selector("dialog[open]").ok()?);
    let target = event.target();
    let target = target
        .as_ref()
        .and_then(|target| target.dyn_ref::<Element>());
    let chooser = target.is_some_and(|target| target.matches("input[type=file]").unwrap_or(false));
    dialog.is_some() || chooser
}
