//! The few things views ask of the page itself, so that they need not name the browser.

use crate::browser;
use leptos::html::{Button, Dialog, Div, Input};
use leptos::prelude::*;

/// Opens a `<dialog>` as modal; does nothing when it is open already or not mounted.
pub fn show_modal(dialog: NodeRef<Dialog>) {
    if let Some(dialog) = dialog.get_untracked() {
        browser::dom::show_modal(&dialog);
    }
}

/// Closes a `<dialog>`.
pub fn close_modal(dialog: NodeRef<Dialog>) {
    if let Some(dialog) = dialog.get_untracked() {
        browser::dom::close(&dialog);
    }
}

/// Shows a block of HTML or SVG in the frame that is made for that.
pub fn show_preview(frame: NodeRef<leptos::html::Iframe>, text: &str) {
    if let Some(frame) = frame.get_untracked() {
        browser::preview::show(&frame, text);
    }
}

/// Whether a `<dialog>` that is on the page is closed. The browser tells that it was closed a moment later: by then it may
/// be open again, or another may be in its place.
pub fn is_closed(dialog: NodeRef<Dialog>) -> bool {
    dialog
        .try_get_untracked()
        .flatten()
        .is_some_and(|dialog| !dialog.open())
}

/// Moves the focus among the actions of a menu as this key does. False for any other key.
pub fn walk_menu(menu: NodeRef<Div>, key: &str) -> bool {
    menu.get_untracked()
        .is_some_and(|menu| browser::dom::walk(&menu, key))
}

/// Opens a menu by its button, unless it is open, and goes to its first action, or the last where the key is the arrow
/// upwards. False for any other key than the arrows.
pub fn open_menu(button: NodeRef<Button>, menu: NodeRef<Div>, key: &str) -> bool {
    let up = key == "ArrowUp";
    if !up && key != "ArrowDown" {
        return false;
    }
    if let (Some(button), Some(menu)) = (button.get_untracked(), menu.get_untracked()) {
        browser::dom::open_by(&button, &menu);
        // Its actions may have to be made first.
        let key = if up { "End" } else { "Home" };
        browser::time::after(0, move || {
            browser::dom::walk(&menu, key);
        })
        .keep();
    }
    true
}

/// Puts text on the clipboard, then says whether that worked.
pub fn copy_text(text: String, done: impl FnOnce(bool) + 'static) {
    leptos::task::spawn_local(async move { done(browser::page::copy_text(&text).await) });
}

/// Opens a file input's way to choose, as a click on it does.
pub fn open_chooser(input: NodeRef<Input>) {
    if let Some(input) = input.get_untracked() {
        input.click();
    }
}

/// Moves the focus to the element with this `data-testid`, on the next frame (so that it may appear first).
pub fn focus(test_id: &'static str) {
    browser::time::after(0, move || {
        browser::page::focus(test_id);
    })
    .keep();
}

/// Moves the focus to what is there already, by its id or `data-testid`, at once.
pub fn focus_now(name: &str) {
    browser::page::focus(name);
}

/// Moves the focus there as [`focus`] does, but only where it is nowhere: what had it was taken out of the page.
pub fn focus_if_lost(test_id: &'static str) {
    browser::time::after(0, move || {
        if browser::page::focus_is_lost() {
            let _ = browser::page::focus(test_id) || browser::page::focus("main");
        }
    })
    .keep();
}

/// Whether nothing has the focus: the page was just loaded, or what had it is gone.
pub fn focus_is_nowhere() -> bool {
    browser::page::focus_is_lost()
}

/// Shows a part of the page from its beginning, and moves the focus to it unless something in it has it already.
pub fn enter(test_id: &'static str) {
    browser::time::after(0, move || browser::page::enter(test_id)).keep();
}

/// Loads the page anew. Drafts are kept.
pub fn reload() {
    browser::page::reload();
}

/// Do lines run from right to left?
pub fn is_rtl() -> bool {
    browser::page::is_rtl()
}

/// Is this a Mac (for the names of keys)?
pub fn is_mac() -> bool {
    browser::page::is_mac()
}

/// Local time of a moment, short, in the interface's language.
pub fn format_time(at: wire::Millis, locale: &str) -> String {
    browser::intl::format_time(at, locale)
}

/// Local date and time of a moment, short.
pub fn format_date(at: wire::Millis, locale: &str) -> String {
    browser::intl::format_date_time(at, locale)
}

/// Month and year of a moment, by UTC.
pub fn format_month(at: wire::Millis, locale: &str) -> String {
    browser::intl::format_month(at, locale)
}

/// A number with the language's separators.
pub fn format_number(number: f64, locale: &str) -> String {
    browser::intl::format_number(number, locale)
}

/// The name of a language in the interface's language, when the browser knows it.
pub fn display_name(tag: &str, locale: &str) -> Option<String> {
    browser::intl::display_name(tag, locale)
}

/// This page's origin, for commands that must name it.
pub fn origin() -> String {
    browser::page::page_origin()
}

/// Sets the document's title.
pub fn set_title(title: &str) {
    browser::page::set_title(title);
}

/// Moves the focus to the first of these (a `data-testid` or an id) that can have it, on the next frame. What is far from
/// the reader's eyes is made some frames later: as long as the focus is nowhere, it is waited for.
pub fn focus_first(names: Vec<String>) {
    const FRAMES: u32 = 20;
    browser::time::after(0, move || focus_one_of(names, FRAMES)).keep();
}

fn focus_one_of(names: Vec<String>, frames: u32) {
    if names.iter().any(|name| browser::page::focus(name)) || !browser::page::focus_is_lost() {
        return;
    }
    if frames == 0 {
        browser::page::focus("main");
        return;
    }
    browser::time::next_frame(move || focus_one_of(names, frames - 1)).keep();
}

/// Is the main pointer a finger? Then Enter is most likely on a keyboard on the screen.
pub fn has_coarse_pointer() -> bool {
    browser::dom::has_coarse_pointer()
}

/// The style sheet of what is not in the first load: fetched at once, and there when the future ends. False where it could not
/// be fetched.
pub fn later_style() -> impl Future<Output = bool> {
    browser::style::later()
}

/// Calls `f` with every key, press, and file that is pasted or dropped: someone is there.
pub fn on_sign(f: impl Fn() + 'static) -> browser::Subscription {
    browser::given::on_sign(f)
}

/// Scrolls what this element is in, so that it is seen.
pub fn reveal(id: &str) {
    browser::page::reveal(id);
}

/// Opens what the element with this `data-testid` opens, and moves the focus to another.
pub fn press(test_id: &'static str, then: &'static str) {
    browser::time::after(0, move || {
        if !browser::page::focus(then) {
            browser::page::press(test_id);
            browser::page::focus(then);
        }
    })
    .keep();
}
