//! A text area's copy: its place, its lines, what is lit in it.

use super::element;
use crate::browser::mirror::{Mirror, light};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlTextAreaElement};

const TEXT: &str = "One sentence. 🦜 Another one.\nThird";

fn area(test_id: &str) -> (Element, HtmlTextAreaElement) {
    let place = element();
    place
        .set_attribute("style", "position: relative; width: 200px")
        .unwrap();
    let area = place.owner_document().unwrap().create_element("textarea");
    let area: HtmlTextAreaElement = area.unwrap().dyn_into().unwrap();
    area.set_attribute("data-testid", test_id).unwrap();
    let style = "box-sizing: border-box; width: 200px; height: 300px; padding: 10px; border: 0; font: 16px/30px monospace";
    area.set_attribute("style", style).unwrap();
    area.set_value(TEXT);
    place.append_child(&area).unwrap();
    (place, area)
}

#[wasm_bindgen_test]
fn it_is_where_the_area_is() {
    let (place, area) = area("mirror-place");
    let mirror = Mirror::behind("mirror-place").unwrap();
    assert!(mirror.copy() && !mirror.copy());
    let copy = area.previous_element_sibling().unwrap();
    copy.unchecked_ref::<web_sys::HtmlElement>()
        .style()
        .set_css_text(
            "position: absolute; box-sizing: border-box; overflow: hidden; white-space: pre-wrap",
        );
    mirror.fit();
    assert_eq!(
        copy.text_content().unwrap().trim_end_matches('\u{200b}'),
        TEXT
    );
    let (own, its) = (
        copy.get_bounding_client_rect(),
        area.get_bounding_client_rect(),
    );
    assert_eq!((own.left(), own.top()), (its.left(), its.top()));
    assert_eq!(copy.scroll_height(), area.scroll_height());
    // "Third" is in the line after the others, alone, and as high as a line.
    let first = mirror.lines(&(0..13));
    let third = mirror.lines(&(30..35));
    assert_eq!(third.len(), 1);
    assert!(third[0].top >= first[0].bottom, "{first:?} {third:?}");
    assert_eq!(third[0].bottom - third[0].top, 30.0);
    assert_eq!(
        mirror
            .lines(&(900..950))
            .iter()
            .filter(|line| line.right > line.left)
            .count(),
        0
    );
    drop(mirror);
    assert!(area.previous_element_sibling().is_none());
    place.remove();
}

#[wasm_bindgen_test]
fn parts_are_lit_and_not_lit() {
    let (place, _area) = area("mirror-light");
    let mirror = Mirror::behind("mirror-light").unwrap();
    mirror.copy();
    let lit = || {
        let text =
            "Array.from(CSS.highlights.get('test-lit') ?? [], range => range.toString()).join('|')";
        js_sys::Function::new_no_args(&format!("return {text}"))
            .call0(&wasm_bindgen::JsValue::NULL)
            .unwrap()
            .as_string()
            .unwrap()
    };
    light("test-lit", [(&mirror, 0..13), (&mirror, 14..29)]);
    assert_eq!(lit(), "One sentence.|🦜 Another one.");
    light("test-lit", [(&mirror, 30..35)]);
    assert_eq!(lit(), "Third");
    light("test-lit", None);
    assert_eq!(lit(), "");
    place.remove();
}

#[wasm_bindgen_test]
fn there_is_none_without_an_area() {
    assert!(Mirror::behind("mirror-nowhere").is_none());
}
