//! The frame in which a block of HTML or SVG is shown (preview.html).

use wasm_bindgen::JsValue;
use web_sys::HtmlIFrameElement;

/// Hands the frame its text. The frame has no origin that could be named; where it shows anything else than preview.html,
/// which the page's policy rules out, that would learn what a model wrote in this block and no more.
pub fn show(frame: &HtmlIFrameElement, text: &str) {
    if let Some(window) = frame.content_window() {
        let _ = window.post_message(&JsValue::from_str(text), "*");
    }
}
