//! The page as a whole: its address, title, language, theme, clipboard, downloads, and what the browser says of it.

use super::{Subscription, js, subscription::listen};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, HtmlAnchorElement, HtmlElement, HtmlTextAreaElement, Window};

/// Light, dark, or as the system has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// The route: what follows `#` in the address ("/translate"), decoded no further; empty at the start.
pub fn route() -> String {
    window()
        .and_then(|window| window.location().hash().ok())
        .map(|hash| hash.trim_start_matches('#').to_owned())
        .unwrap_or_default()
}

/// What the address says after the route's `?` under this name, decoded; none where it says nothing.
pub fn route_value(name: &str) -> Option<String> {
    let route = route();
    let (_, query) = route.split_once('?')?;
    web_sys::UrlSearchParams::new_with_str(query)
        .ok()?
        .get(name)
}

/// A text as a part of a route: with nothing in it that means something there.
pub fn encoded(text: &str) -> String {
    String::from(js_sys::encode_uri_component(text))
}

/// What was [`encoded`]; as it is where it was not.
pub fn decoded(part: &str) -> String {
    js_sys::decode_uri_component(part).map_or_else(|_| part.to_owned(), String::from)
}

/// Goes to a route ("/chat"), with an entry in the history.
pub fn set_route(route: &str) {
    if let Some(window) = window() {
        let _ = window.location().set_hash(route);
    }
}

/// Puts a route in place of the one that is there, without an entry in the history. Listeners are not called.
pub fn replace_route(route: &str) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("#{route}")));
    }
}

/// Calls `f` with the new route whenever it changes.
pub fn on_route_change(mut f: impl FnMut(String) + 'static) -> Subscription {
    on_window("hashchange", move || f(route()))
}

/// Calls `f` when an input method begins and ends a composition, anywhere on the page.
pub fn on_composing(f: impl FnMut(bool) + 'static) -> Subscription {
    let Some(window) = window() else {
        return Subscription::none();
    };
    let f = std::rc::Rc::new(std::cell::RefCell::new(f));
    let ends = f.clone();
    let begun = listen(&window, "compositionstart", move |_| (f.borrow_mut())(true));
    let ended = listen(&window, "compositionend", move |_| {
        (ends.borrow_mut())(false)
    });
    Subscription::ending_with(move || drop((begun, ended)))
}

/// Sets the title of the window.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Sets the theme, and keeps it where boot.js finds it before the first paint.
pub fn set_theme(theme: Theme) {
    use super::storage::{self, Name};
    // Not worth a word to the person when it cannot be kept: the settings themselves are kept elsewhere.
    let _ = match theme {
        Theme::System => {
            storage::remove(Name::Appearance);
            Ok(())
        }
        Theme::Light => storage::save(Name::Appearance, "light"),
        Theme::Dark => storage::save(Name::Appearance, "dark"),
    };
    if let Some(root) = root() {
        let _ = match theme {
            Theme::System => root.remove_attribute("data-theme"),
            Theme::Light => root.set_attribute("data-theme", "light"),
            Theme::Dark => root.set_attribute("data-theme", "dark"),
        };
    }
}

/// Copies a text; false when the browser forbids it.
pub async fn copy_text(text: &str) -> bool {
    let Some(window) = window() else {
        return false;
    };
    // Absent on plain http pages.
    let clipboard = js::get(&window.navigator(), "clipboard");
    if let Some(clipboard) = clipboard.dyn_ref::<web_sys::Clipboard>()
        && JsFuture::from(clipboard.write_text(text)).await.is_ok()
    {
        return true;
    }
    copy_by_selection(text).unwrap_or(false)
}

fn copy_by_selection(text: &str) -> Option<bool> {
    let document = document()?;
    let before = document.active_element();
    let area: HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    area.set_value(text);
    let _ = area.set_attribute("class", "offscreen");
    // A modal dialog makes the rest of the page inert: the copy must come from inside it.
    let parent = document
        .query_selector("dialog[open]")
        .ok()
        .flatten()
        .or_else(|| document.body().map(Into::into))?;
    parent.append_child(&area).ok()?;
    area.select();
    let copied = js::call(&document, "execCommand", &[JsValue::from_str("copy")])
        .and_then(|copied| copied.as_bool())
        .unwrap_or(false);
    area.remove();
    if let Some(before) = before.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = before.focus();
    }
    Some(copied)
}

/// Lets the person print the page.
pub fn print() {
    if let Some(window) = window() {
        let _ = window.print();
    }
}

/// Saves a text as a file.
pub fn download(name: &str, mime: &str, text: &str) {
    let _ = try_download(name, mime, text);
}

fn try_download(name: &str, mime: &str, text: &str) -> Option<()> {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(mime);
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options).ok()?;
    download_blob(name, &blob)
}

pub(super) fn download_blob(name: &str, blob: &web_sys::Blob) -> Option<()> {
    let document = document()?;
    let url = web_sys::Url::create_object_url_with_blob(blob).ok()?;
    let link: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&url);
    link.set_download(name);
    document.body()?.append_child(&link).ok()?;
    link.click();
    link.remove();
    // Safari reads the blob after the click has returned.
    super::time::after(60_000, move || {
        let _ = web_sys::Url::revoke_object_url(&url);
    })
    .keep();
    Some(())
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = window() {
        let _ = window.location().reload();
    }
}

/// Opens an address in a new tab that knows nothing of this one. Anything but http and https is not opened.
pub fn open_external(url: &str) {
    if super::session::origin_of(url).is_some()
        && let Some(window) = window()
    {
        let _ = window.open_with_url_and_target_and_features(url, "_blank", "noopener,noreferrer");
    }
}

/// Whether the browser believes to be online. "Yes" proves nothing.
pub fn online() -> bool {
    window().is_none_or(|window| window.navigator().on_line())
}

/// Calls `f` when the browser goes online or offline.
pub fn on_online_change(f: impl FnMut(bool) + 'static) -> Subscription {
    let f = std::rc::Rc::new(std::cell::RefCell::new(f));
    let other = std::rc::Rc::clone(&f);
    let came = on_window("online", move || (*f.borrow_mut())(true));
    let went = on_window("offline", move || (*other.borrow_mut())(false));
    Subscription::ending_with(move || drop((came, went)))
}

/// Calls `f` when the page is hidden or left: the last moment at which something is sure to be saved.
pub fn on_page_hide(f: impl FnMut() + 'static) -> Subscription {
    let f = std::rc::Rc::new(std::cell::RefCell::new(f));
    let other = std::rc::Rc::clone(&f);
    let left = on_window("pagehide", move || (*f.borrow_mut())());
    let covered = match document() {
        Some(document) => listen(&document, "visibilitychange", move |_| {
            if hidden() {
                (*other.borrow_mut())();
            }
        }),
        None => Subscription::none(),
    };
    Subscription::ending_with(move || drop((left, covered)))
}

/// Whether the page cannot be seen now.
pub fn hidden() -> bool {
    document().is_some_and(|document| document.hidden())
}

/// Puts the focus on the element with this `data-testid` or id. False when there is none, or it cannot have it: it is
/// hidden or disabled.
pub fn focus(name: &str) -> bool {
    let Some(element) = find(name).and_then(|element| element.dyn_into::<HtmlElement>().ok())
    else {
        return false;
    };
    let _ = element.focus();
    document()
        .and_then(|document| document.active_element())
        .is_some_and(|active| active.is_same_node(Some(&element)))
}

/// Does what a click on the element with this `data-testid` or id does.
pub fn press(name: &str) {
    if let Some(element) = find(name).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        element.click();
    }
}

/// Whether nothing has the focus: what had it is gone, or nothing ever had it.
pub fn focus_is_lost() -> bool {
    let Some(document) = document() else {
        return false;
    };
    let (active, body) = (document.active_element(), document.body());
    active.is_none_or(|active| body.is_some_and(|body| *body == active))
}

/// Whether the pointer or the focus is in what this selector finds.
pub fn is_pointed_at(css: &str) -> bool {
    let css = format!("{css}:is(:hover, :focus-within)");
    document().is_some_and(|document| matches!(document.query_selector(&css), Ok(Some(_))))
}

/// Scrolls the element with this `data-testid` or id to its beginning, and puts the focus on it unless something in it
/// has it already.
pub fn enter(name: &str) {
    let Some(element) = find(name).and_then(|element| element.dyn_into::<HtmlElement>().ok())
    else {
        return;
    };
    let active = document().and_then(|document| document.active_element());
    if active.is_some_and(|active| {
        !active.is_same_node(Some(&element)) && element.contains(Some(&active))
    }) {
        return;
    }
    element.set_scroll_top(0);
    let _ = element.focus();
}

pub(super) fn find(name: &str) -> Option<Element> {
    let document = document()?;
    // Both are names of ours; what would need escaping is none of them.
    if !name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    {
        return document.get_element_by_id(name);
    }
    document
        .query_selector(&format!("[data-testid='{name}']"))
        .ok()
        .flatten()
        .or_else(|| document.get_element_by_id(name))
}

/// The tag of the language that the interface is in.
pub fn language() -> String {
    let root = document().and_then(|document| document.document_element());
    root.and_then(|root| root.get_attribute("lang"))
        .filter(|tag| !tag.is_empty())
        .unwrap_or_else(|| "en".to_string())
}

/// The person's languages, the dearest first.
pub fn languages() -> Vec<String> {
    window()
        .map(|window| {
            window
                .navigator()
                .languages()
                .iter()
                .filter_map(|tag| tag.as_string())
                .collect()
        })
        .unwrap_or_default()
}

/// Whether lines run from right to left.
pub fn is_rtl() -> bool {
    let root = document().and_then(|document| document.document_element());
    root.is_some_and(|root| root.get_attribute("dir").as_deref() == Some("rtl"))
}

/// Whether ⌘ rather than Ctrl is the key for commands.
pub fn is_mac() -> bool {
    window()
        .and_then(|window| window.navigator().platform().ok())
        .is_some_and(|platform| platform.starts_with("Mac") || platform.starts_with("iP"))
}

/// The origin this page was loaded from, as an endpoint's CORS setting wants it.
pub fn page_origin() -> String {
    window()
        .and_then(|window| window.location().origin().ok())
        .unwrap_or_default()
}

/// Whether the page itself came by https: then http endpoints other than loopback are mixed content.
pub fn is_https() -> bool {
    page_origin().starts_with("https:")
}

fn on_window(name: &'static str, mut f: impl FnMut() + 'static) -> Subscription {
    match window() {
        Some(window) => listen(&window, name, move |_| f()),
        None => Subscription::none(),
    }
}

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}

fn root() -> Option<Element> {
    document()?.document_element()
}

/// Scrolls what the element of this id is in, so that it is seen. What is seen already stays.
pub fn reveal(id: &str) {
    let found = document().and_then(|document| document.get_element_by_id(id));
    if let Some(element) = found {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}
