//! A copy of what a text area shows, behind it, where parts of the text can be lit: in the area itself nothing can be.
//!
//! The copy has the area's font, width and scrolling, so that each letter is behind its own. It is lit with the CSS
//! Custom Highlight API, which changes no node. Places are UTF-16 units, as the area counts them.

use super::dom::on_resize;
use super::{Subscription, js, subscription::listen};
use std::cell::RefCell;
use std::ops::Range;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, HtmlElement, HtmlTextAreaElement, KeyboardEvent, MouseEvent, Text, Window};

/// A text area's copy. Taken out of the page when it is dropped.
pub struct Mirror {
    area: HtmlTextAreaElement,
    element: HtmlElement,
    text: Text,
}

/// A part of a line on the screen, in pixels of the window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

/// Something that happened at the area.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AreaEvent {
    /// The pointer (not a finger) is there, in pixels of the window.
    PointerAt(f64, f64),
    /// The pointer left.
    PointerGone,
    /// The caret may be elsewhere now, or the focus.
    CaretMoved,
    /// The person asks for what belongs to the caret: Alt with Enter, or with a click.
    Asked,
}

/// The shortcut of [`AreaEvent::Asked`].
const SHORTCUT: &str = "Alt+Enter";

/// What of the area's style decides where its letters are.
const STYLE: [&str; 28] = [
    "font-family",
    "font-size",
    "font-weight",
    "font-style",
    "font-stretch",
    "font-variant",
    "font-kerning",
    "font-feature-settings",
    "font-variation-settings",
    "font-size-adjust",
    "letter-spacing",
    "word-spacing",
    "line-height",
    "tab-size",
    "text-align",
    "text-indent",
    "text-rendering",
    "text-transform",
    "direction",
    "unicode-bidi",
    "word-break",
    "overflow-wrap",
    "line-break",
    "hyphens",
    "padding-top",
    "padding-right",
    "padding-bottom",
    "padding-left",
];

impl Mirror {
    /// Puts a copy, empty as yet, behind the area with this `data-testid`. `None` where there is no such area, or the
    /// browser cannot light a part of a text.
    pub fn behind(test_id: &str) -> Option<Mirror> {
        highlights()?;
        let document = window()?.document()?;
        let found = document.query_selector(&format!("textarea[data-testid={test_id}]"));
        let area: HtmlTextAreaElement = found.ok()??.dyn_into().ok()?;
        let element: HtmlElement = document.create_element("div").ok()?.dyn_into().ok()?;
        element.set_class_name("mirror");
        // It says nothing that the area does not say: not to a screen reader, a search in the page or a translator.
        for (name, value) in [("aria-hidden", "true"), ("inert", ""), ("translate", "no")] {
            element.set_attribute(name, value).ok()?;
        }
        let text = document.create_text_node("");
        element.append_child(&text).ok()?;
        area.parent_node()?
            .insert_before(&element, Some(area.as_ref()))
            .ok()?;
        let _ = area.set_attribute("aria-keyshortcuts", SHORTCUT);
        Some(Mirror {
            area,
            element,
            text,
        })
    }

    /// Copies the text as the area has it. What was lit in the old one is not any more. Says whether it was another.
    pub fn copy(&self) -> bool {
        // A line end at the end begins a line in an area, and does not in another element.
        let text = self.area.value() + "\u{200b}";
        let changed = text != self.text.data();
        if changed {
            self.text.set_data(&text);
        }
        changed
    }

    /// Takes the place, the style and the scrolling that the area has now.
    pub fn fit(&self) {
        let Some(style) = window().and_then(|w| w.get_computed_style(&self.area).ok().flatten())
        else {
            return;
        };
        let own = self.element.style();
        for name in STYLE {
            let value = style.get_property_value(name).unwrap_or_default();
            let _ = own.set_property(name, &value);
        }
        self.element.set_lang(&self.area.lang());
        let area = &self.area;
        for (name, pixels) in [
            ("left", area.offset_left() + area.client_left()),
            ("top", area.offset_top() + area.client_top()),
            ("width", area.client_width()),
            ("height", area.client_height()),
        ] {
            let _ = own.set_property(name, &format!("{pixels}px"));
        }
        self.follow();
    }

    /// Scrolls as the area is scrolled.
    pub fn follow(&self) {
        self.element.set_scroll_top(self.area.scroll_top());
    }

    /// Where a part of the text is on the screen, and a half of what is between two lines above and below it.
    pub fn lines(&self, part: &Range<u32>) -> Vec<Line> {
        let Some(rects) = self.range(part).and_then(|range| range.get_client_rects()) else {
            return Vec::new();
        };
        let style = self.element.style().get_property_value("line-height");
        let height = style
            .ok()
            .and_then(|value| value.trim_end_matches("px").parse::<f64>().ok());
        let rects = (0..rects.length()).filter_map(|index| rects.get(index));
        rects
            .map(|rect| {
                let between = height.map_or(0.0, |height| (height - rect.height()).max(0.0) / 2.0);
                Line {
                    left: rect.left(),
                    top: rect.top() - between,
                    right: rect.right(),
                    bottom: rect.bottom() + between,
                }
            })
            .collect()
    }

    /// The box around a part of the text, as far as it is in sight in the area. `None` where it is nowhere.
    pub fn around(&self, part: &Range<u32>) -> Option<Line> {
        self.follow();
        let lines = self.lines(part);
        let (first, last) = (lines.first()?, lines.last()?);
        let seen = box_of(&self.area);
        let least = |of: fn(&Line) -> f64| lines.iter().map(of).fold(f64::INFINITY, f64::min);
        let most = |of: fn(&Line) -> f64| lines.iter().map(of).fold(0.0, f64::max);
        Some(Line {
            left: least(|line| line.left).max(seen.left),
            top: first.top.clamp(seen.top, seen.bottom),
            right: most(|line| line.right).min(seen.right),
            bottom: last.bottom.clamp(seen.top, seen.bottom),
        })
    }

    /// Where the caret is; `None` while the area has not the focus.
    pub fn caret(&self) -> Option<u32> {
        let active = self.area.owner_document()?.active_element()?;
        let here = active.is_same_node(Some(self.area.as_ref()));
        here.then(|| super::dom::selection(&self.area).0)
    }

    /// Scrolls the area, and what it is in, so that this part of the text is seen. What is seen already stays.
    pub fn reveal(&self, part: &Range<u32>) {
        self.scroll_to(part);
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        self.area
            .scroll_into_view_with_scroll_into_view_options(&options);
    }

    /// Scrolls the area alone, so that this part of the text is seen in it. What is seen already stays.
    pub fn scroll_to(&self, part: &Range<u32>) {
        self.follow();
        let lines = self.lines(part);
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
            return;
        };
        let own = self.element.get_bounding_client_rect();
        if first.top < own.top() || last.bottom > own.bottom() {
            // A third from the top: what comes before it is seen as well.
            let by = first.top - own.top() - own.height() / 3.0;
            self.area
                .set_scroll_top(self.area.scroll_top() + by.round() as i32);
            self.follow();
        }
    }

    /// Calls `f` for what happens at the area, until the subscription is dropped.
    pub fn on_event(&self, f: impl FnMut(AreaEvent) + 'static) -> Subscription {
        let f = std::rc::Rc::new(RefCell::new(f));
        let tell = |name: &'static str, read: fn(&Event) -> Option<AreaEvent>| {
            let f = f.clone();
            listen(&self.area, name, move |event| {
                if let Some(event) = read(&event) {
                    (f.borrow_mut())(event);
                }
            })
        };
        let mut all = vec![
            tell("pointermove", pointer),
            tell("pointerleave", |_| Some(AreaEvent::PointerGone)),
            tell("keyup", |_| Some(AreaEvent::CaretMoved)),
            tell("pointerup", |_| Some(AreaEvent::CaretMoved)),
            tell("focus", |_| Some(AreaEvent::CaretMoved)),
            tell("blur", |_| Some(AreaEvent::CaretMoved)),
            tell("keydown", asked_by_key),
            tell("click", asked_by_click),
        ];
        if let Some(document) = self.area.owner_document() {
            let (f, area) = (f.clone(), self.area.clone());
            all.push(listen(&document, "selectionchange", move |event| {
                let document = event.current_target();
                let document =
                    document.and_then(|target| target.dyn_into::<web_sys::Document>().ok());
                let active = document.and_then(|document| document.active_element());
                if active.is_some_and(|active| active.is_same_node(Some(area.as_ref()))) {
                    (f.borrow_mut())(AreaEvent::CaretMoved);
                }
            }));
        }
        Subscription::ending_with(move || drop(all))
    }

    /// Calls `f` when the area has another size.
    pub fn on_resize(&self, f: impl FnMut() + 'static) -> Subscription {
        on_resize(&[&self.area], f)
    }

    /// Scrolls with the area until the subscription is dropped.
    pub fn keep_scrolled(&self) -> Subscription {
        let (area, element) = (self.area.clone(), self.element.clone());
        listen(&self.area, "scroll", move |_| {
            element.set_scroll_top(area.scroll_top());
        })
    }

    fn range(&self, part: &Range<u32>) -> Option<web_sys::Range> {
        let end = self.text.length();
        let range = self.text.owner_document()?.create_range().ok()?;
        range.set_start(&self.text, part.start.min(end)).ok()?;
        range.set_end(&self.text, part.end.min(end)).ok()?;
        Some(range)
    }
}

impl Drop for Mirror {
    fn drop(&mut self) {
        let _ = self.area.remove_attribute("aria-keyshortcuts");
        self.element.remove();
    }
}

/// Where a text area is, in pixels of the window.
pub fn box_of(area: &HtmlTextAreaElement) -> Line {
    let rect = area.get_bounding_client_rect();
    Line {
        left: rect.left(),
        top: rect.top(),
        right: rect.right(),
        bottom: rect.bottom(),
    }
}

/// Lights these parts of texts, and nothing else, as `::highlight(name)` says.
pub fn light<'a>(name: &str, parts: impl IntoIterator<Item = (&'a Mirror, Range<u32>)>) {
    let (Some(window), Some(highlights)) = (window(), highlights()) else {
        return;
    };
    let ranges = parts
        .into_iter()
        .filter_map(|(mirror, part)| mirror.range(&part).map(JsValue::from));
    let ranges: Vec<JsValue> = ranges.collect();
    if ranges.is_empty() {
        js::call(&highlights, "delete", &[name.into()]);
    } else if let Some(lit) = js::construct(&window, "Highlight", &ranges) {
        js::call(&highlights, "set", &[name.into(), lit]);
    }
}

/// The highlights of the page.
pub(super) fn highlights() -> Option<JsValue> {
    let all = js::get(&js::get(window()?.as_ref(), "CSS"), "highlights");
    all.is_object().then_some(all)
}

fn pointer(event: &Event) -> Option<AreaEvent> {
    let finger = js::get(event, "pointerType").as_string().as_deref() == Some("touch");
    let event = event.dyn_ref::<MouseEvent>().filter(|_| !finger)?;
    Some(AreaEvent::PointerAt(
        f64::from(event.client_x()),
        f64::from(event.client_y()),
    ))
}

fn asked_by_key(event: &Event) -> Option<AreaEvent> {
    let key = event.dyn_ref::<KeyboardEvent>()?;
    let plain = !key.ctrl_key() && !key.meta_key() && !key.shift_key() && !key.is_composing();
    if !(key.alt_key() && plain && key.key() == "Enter") {
        return None;
    }
    event.prevent_default();
    Some(AreaEvent::Asked)
}

fn asked_by_click(event: &Event) -> Option<AreaEvent> {
    let event = event.dyn_ref::<MouseEvent>()?;
    event.alt_key().then_some(AreaEvent::Asked)
}

fn window() -> Option<Window> {
    web_sys::window()
}
