//! The static shell of index.html, in which typing works before the wasm arrives, and its handing over.

use super::{Subscription, dom, subscription::listen, time};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlTextAreaElement};

/// What was typed into the static shell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Early {
    /// The `data-testid` of the field: `tr-source` or `chat-input`.
    pub field: String,
    /// Its text: the saved draft, as far as it was not changed.
    pub text: String,
    /// Start and end of the selection, in UTF-16 units as the DOM counts.
    pub selection: (u32, u32),
    /// Whether the caret was in it.
    pub focused: bool,
}

/// Calls `f` as soon as the shell may be taken away: at once, or when the IME composition that is going on in it
/// has ended.
pub fn when_ready(f: impl FnOnce() + 'static) {
    match field().filter(|field| field.has_attribute("data-composing")) {
        None => f(),
        Some(field) => {
            let f = RefCell::new(Some(f));
            let listening: Rc<RefCell<Option<Subscription>>> = Rc::new(RefCell::new(None));
            let own = Rc::clone(&listening);
            // `blur` too: not every input method ends its composition properly.
            let end = Rc::new(move || {
                let taken = own.borrow_mut().take();
                let f = f.borrow_mut().take();
                if let Some(f) = f {
                    // The text is settled after the event.
                    time::after(0, move || {
                        drop(taken);
                        f();
                    })
                    .keep();
                }
            });
            let also = Rc::clone(&end);
            let ended = listen(&field, "compositionend", move |_| end());
            let blurred = listen(&field, "blur", move |_| also());
            *listening.borrow_mut() = Some(Subscription::ending_with(move || {
                drop((ended, blurred));
            }));
        }
    }
}

/// Takes what was typed and removes the shell. `None` when there is none (another route, taken before).
pub fn take() -> Option<Early> {
    let document = document()?;
    let early = field().map(|field| Early {
        field: field.get_attribute("data-testid").unwrap_or_default(),
        text: field.value(),
        selection: dom::selection(&field),
        focused: document
            .active_element()
            .is_some_and(|active| active == **field),
    });
    if let Some(shell) = document.get_element_by_id("early") {
        shell.remove();
    }
    early
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

fn field() -> Option<HtmlTextAreaElement> {
    document()?
        .query_selector("#early textarea")
        .ok()??
        .dyn_into()
        .ok()
}
