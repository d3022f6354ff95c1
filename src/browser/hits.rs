//! What was searched for, lit where it stands in a message (CSS Custom Highlight API); without it, the message is outlined.

use super::{js, mirror::highlights};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement, Node, Range, Text};

const NAME: &str = "search-hit";
/// The attribute of a message that is outlined, or of a file in it.
const OUTLINED: &str = "data-found";
/// So many places are lit.
const MOST: usize = 500;

/// Whether it could be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lit {
    /// The message, or its text, is not on the screen yet.
    NotYet,
    /// It is there, lit or outlined, and in view.
    There,
}

/// Nothing is lit any more.
pub fn clear() {
    if let Some(highlights) = highlights() {
        js::call(&highlights, "delete", &[NAME.into()]);
    }
    clear_outline();
}

/// No message is outlined any more; what is lit stays lit.
pub fn clear_outline() {
    let outlined = document().and_then(|all| all.query_selector(&format!("[{OUTLINED}]")).ok()?);
    if let Some(message) = outlined {
        let _ = message.remove_attribute(OUTLINED);
    }
}

/// Lights these words in the message with this id, and nothing else, and brings the first into view.
pub fn light(message: &str, words: &[String]) -> Lit {
    let Some(article) = find(message) else {
        return Lit::NotYet;
    };
    let text = article.query_selector("[data-testid=message-text]");
    let text = text.ok().flatten();
    let Some(text) = text.filter(|text| text.has_child_nodes()) else {
        return Lit::NotYet;
    };
    clear();
    let ranges = ranges(&text, words);
    if !set(&ranges) {
        let _ = article.set_attribute(OUTLINED, "");
    }
    let first = ranges
        .first()
        .and_then(|range| range.start_container().ok());
    let target = first.and_then(|node| node.parent_element());
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Center);
    let target = match target {
        Some(target) => target,
        None => {
            options.set_block(web_sys::ScrollLogicalPosition::Start);
            article
        }
    };
    target.scroll_into_view_with_scroll_into_view_options(&options);
    Lit::There
}

/// Lights these words in a text that scrolls by itself, and nothing else, and brings the first into view.
pub fn light_in(text: &impl AsRef<Element>, words: &[String]) {
    let text = text.as_ref();
    clear();
    let ranges = ranges(text, words);
    set(&ranges);
    if let Some(first) = ranges.first() {
        let (at, seen) = (
            first.get_bounding_client_rect(),
            text.get_bounding_client_rect(),
        );
        let down = at.top() - seen.top() - seen.height() / 3.0;
        text.set_scroll_top(text.scroll_top() + down as i32);
    }
}

/// The places of the words in the texts below this element.
fn ranges(text: &Element, words: &[String]) -> Vec<Range> {
    let mut places = Vec::new();
    collect(text, words, &mut places);
    let ranges = places.into_iter().filter_map(|(node, from, to)| {
        let range = node.owner_document()?.create_range().ok()?;
        range.set_start(&node, from).ok()?;
        range.set_end(&node, to).ok()?;
        Some(range)
    });
    ranges.collect()
}

/// Lights these. False where there are none, or the browser cannot.
fn set(ranges: &[Range]) -> bool {
    let ranges: Vec<JsValue> = ranges.iter().map(|range| range.clone().into()).collect();
    let highlight = web_sys::window()
        .filter(|_| !ranges.is_empty())
        .and_then(|window| js::construct(&window, "Highlight", &ranges));
    match (highlights(), highlight) {
        (Some(highlights), Some(lit)) => {
            js::call(&highlights, "set", &[NAME.into(), lit]);
            true
        }
        _ => false,
    }
}

/// Outlines the chip of this file in the message with this id, and nothing else, and brings it into view.
pub fn outline_file(message: &str, file: &str) -> Lit {
    let Some(chip) = find(message).and_then(|article| chip(&article, file)) else {
        return Lit::NotYet;
    };
    clear();
    let _ = chip.set_attribute(OUTLINED, "");
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Center);
    chip.scroll_into_view_with_scroll_into_view_options(&options);
    // Whom the search left in the thread opens it with the next key.
    let active = document().and_then(|all| all.active_element());
    let in_thread = active.is_some_and(|active| {
        active.get_attribute("data-testid").as_deref() == Some("chat-thread")
    });
    let opens = chip.query_selector("button").ok().flatten();
    if let Some(opens) = opens.and_then(|it| it.dyn_into::<HtmlElement>().ok())
        && in_thread
    {
        let _ = opens.focus();
    }
    Lit::There
}

fn chip(article: &Element, file: &str) -> Option<Element> {
    let all = article.query_selector_all("[data-testid=message-file]");
    let all = all.ok()?;
    let mut all = (0..all.length()).filter_map(|at| all.item(at)?.dyn_into::<Element>().ok());
    all.find(|chip| chip.get_attribute("data-id").as_deref() == Some(file))
}

fn find(message: &str) -> Option<Element> {
    let all = document()?.query_selector_all("[data-testid=message]");
    let all = all.ok()?;
    let mut all = (0..all.length()).filter_map(|at| all.item(at)?.dyn_into::<Element>().ok());
    all.find(|article| article.get_attribute("data-id").as_deref() == Some(message))
}

/// The places of the words in the texts below this node, in UTF-16 units.
fn collect(node: &Node, words: &[String], places: &mut Vec<(Text, u32, u32)>) {
    let children = node.child_nodes();
    for at in 0..children.length() {
        let Some(child) = children.item(at).filter(|_| places.len() < MOST) else {
            return;
        };
        let Some(text) = child.dyn_ref::<Text>() else {
            collect(&child, words, places);
            continue;
        };
        let data = text.data();
        let units = |from: usize, to: usize| data[from..to].encode_utf16().count() as u32;
        // From place to place: a file may be one long text.
        let (mut at, mut before) = (0, 0);
        for (from, to) in places_in(&data, words) {
            before += units(at, from);
            at = from;
            places.push((text.clone(), before, before + units(from, to)));
            if places.len() == MOST {
                return;
            }
        }
    }
}

/// Where the words stand in a text, in bytes; whole words, where they are made of letters.
fn places_in(text: &str, words: &[String]) -> Vec<(usize, usize)> {
    let mut places = Vec::new();
    for word in words.iter().filter(|word| !word.is_empty()) {
        // Scripts without spaces have no whole words.
        let whole = |letter: Option<char>| {
            letter.is_some_and(|letter| letter.is_alphanumeric() && u32::from(letter) < 0xe00)
        };
        for (from, found) in text.match_indices(word.as_str()) {
            let to = from + found.len();
            let begins = whole(word.chars().next()) && whole(text[..from].chars().next_back());
            let ends = whole(word.chars().next_back()) && whole(text[to..].chars().next());
            if !begins && !ends {
                places.push((from, to));
            }
        }
    }
    places.sort_unstable();
    places
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}
