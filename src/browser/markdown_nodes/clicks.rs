//! What can be clicked in a text: the tools of code blocks and tables, jumps to and from footnotes. One listener a message.

use super::formula::source_of;
use super::{MarkdownLabels, drawn, wrap};
use crate::browser::subscription::listen;
use crate::browser::{Subscription, page, time};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

pub(super) fn answer_clicks(container: &Element, labels: Rc<MarkdownLabels>) -> Subscription {
    let inside = container.clone();
    listen(container, "click", move |event| {
        let Some(target) = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
        else {
            return;
        };
        let closest = |selector: &str| target.closest(selector).ok().flatten();
        if let Some(link) = closest("a[data-jump]") {
            event.prevent_default();
            if let Some(to) = link.get_attribute("data-jump") {
                jump(&inside, &to);
            }
        } else if let Some(button) = closest("button[data-do]") {
            act(&button, &labels);
        }
    })
}

fn act(button: &Element, labels: &Rc<MarkdownLabels>) {
    match button.get_attribute("data-do").unwrap_or_default().as_str() {
        "copy" => copy(button, code_of(button), labels),
        "csv" => copy(button, markdown::csv(&rows_of(button)), labels),
        "tsv" => copy(button, markdown::tsv(&rows_of(button)), labels),
        "wrap" => wrap::toggle(),
        "save" => {
            let (language, text) = (language_of(button), code_of(button));
            let name = match drawn::code_part() {
                Some(part) => (part.file_name)(&language, &text),
                None => "code.txt".to_owned(),
            };
            page::download(&name, "text/plain", &text);
        }
        "preview" => {
            if let Some(show) = drawn::preview() {
                show(code_of(button));
            }
        }
        _ => {}
    }
}

fn figure_of(button: &Element) -> Option<Element> {
    button.closest("figure").ok().flatten()
}

fn code_of(button: &Element) -> String {
    figure_of(button)
        .and_then(|figure| figure.query_selector("pre").ok().flatten())
        .and_then(|pre| pre.text_content())
        .unwrap_or_default()
}

fn language_of(button: &Element) -> String {
    figure_of(button)
        .and_then(|figure| figure.get_attribute("data-language"))
        .unwrap_or_default()
}

/// The cells of the table that the button stands below.
fn rows_of(button: &Element) -> Vec<Vec<String>> {
    let place = button.closest("div.table-place").ok().flatten();
    let Some(rows) = place.and_then(|place| place.query_selector_all("tr").ok()) else {
        return Vec::new();
    };
    (0..rows.length())
        .filter_map(|at| rows.get(at)?.dyn_into::<Element>().ok())
        .map(|row| {
            let cells = row.children();
            (0..cells.length())
                .filter_map(|at| cells.item(at))
                .map(|cell| {
                    let mut text = String::new();
                    read(&cell, &mut text);
                    text
                })
                .collect()
        })
        .collect()
}

// Nested no deeper than blocks are (build.rs).
fn read(node: &Node, out: &mut String) {
    let mut next = node.first_child();
    while let Some(child) = next {
        let element = child.dyn_ref::<Element>();
        if let Some(source) = source_of(&child) {
            out.push_str(&source);
        } else if element.is_some_and(|element| element.tag_name() == "BR") {
            out.push('\n');
        } else if element.is_none() {
            out.push_str(&child.node_value().unwrap_or_default());
        } else if !element.is_some_and(|element| element.class_list().contains("link-host")) {
            read(&child, out);
        }
        next = child.next_sibling();
    }
}

fn copy(button: &Element, text: String, labels: &Rc<MarkdownLabels>) {
    let (button, labels) = (button.clone(), Rc::clone(labels));
    wasm_bindgen_futures::spawn_local(async move {
        let already = button.get_attribute("data-state").is_some();
        if page::copy_text(&text).await && !already {
            let before = button.text_content().unwrap_or_default();
            button.set_text_content(Some(&labels.copied));
            let _ = button.set_attribute("data-state", "copied");
            time::sleep(2_000).await;
            button.set_text_content(Some(&before));
            let _ = button.remove_attribute("data-state");
        }
    });
}

fn jump(container: &Element, to: &str) {
    // `to` is an id of ours, but holds the message's: quoted, with what would end the quotes taken out.
    let name: String = to.chars().filter(|c| !matches!(c, '"' | '\\')).collect();
    let found = container.query_selector(&format!("[id=\"{name}\"], [data-ref=\"{name}\"]"));
    if let Ok(Some(element)) = found {
        element.scroll_into_view();
        if let Some(element) = element.dyn_ref::<HtmlElement>() {
            let _ = element.focus();
        }
    }
}
