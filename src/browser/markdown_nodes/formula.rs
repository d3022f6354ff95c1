//! Formulas as MathML elements. What is made comes from a value whose names are of a fixed list (crates/math); no markup is
//! ever read. The source stays with the formula: as its title, and as an annotation, which what copies it takes along.

use super::build::Builder;
use super::drawn::{self, DrawFormula};
use super::kit::{Kit, Tag};
use math::MathNode;
use std::cell::RefCell;
use std::collections::HashMap;
use wasm_bindgen::JsCast;
use web_sys::{Element, Node};

/// A formula that is shown as its source, and will be drawn.
pub(super) struct Formula {
    place: Element,
    tex: String,
    display: bool,
    /// Said of one that cannot be read.
    unread: String,
}

/// So many are kept for those that are shown again: a paragraph that grows is made anew, with all formulas in it.
const KEPT: usize = 256;

type Kept = HashMap<(String, bool), Option<Element>>;

thread_local! {
    static KEPT_ONES: RefCell<Kept> = RefCell::new(Kept::new());
}

impl Builder<'_> {
    pub(super) fn formula(&mut self, parent: &Node, tex: &str, display: bool) {
        let place = self.kit.make_in(parent, Tag::Formula);
        if display {
            place.set_class_name("math display");
            // A wide one scrolls, by keys too.
            let _ = place.set_attribute("tabindex", "0");
        }
        let formula = Formula {
            place,
            tex: tex.to_owned(),
            display,
            unread: self.labels.formula.clone(),
        };
        match drawn::math_part() {
            Some(draw) => formula.draw(self.kit, draw),
            None => {
                formula.as_source(self.kit, Tag::Code);
                drawn::await_drawing(formula);
            }
        }
    }
}

impl Formula {
    /// Whether it is in the page still.
    pub(super) fn is_there(&self) -> bool {
        self.place.is_connected()
    }

    pub(super) fn draw(&self, kit: &Kit, draw: DrawFormula) {
        self.place.set_text_content(None);
        let drawn = KEPT_ONES.with_borrow_mut(|kept| {
            if kept.len() >= KEPT {
                kept.clear();
            }
            let of = (self.tex.clone(), self.display);
            let made = kept.entry(of).or_insert_with(|| {
                draw(&self.tex, self.display).and_then(|node| self.element(kit, &node))
            });
            made.as_ref()
                .and_then(|made| made.clone_node_with_deep(true).ok())
        });
        match drawn {
            Some(drawn) => {
                let _ = self.place.append_child(&drawn);
                let _ = self.place.set_attribute("data-state", "drawn");
                let _ = self.place.set_attribute("title", &self.tex);
            }
            None => {
                self.as_source(kit, Tag::Unread);
                let _ = self.place.set_attribute("data-state", "unread");
                let _ = self.place.set_attribute("title", &self.unread);
            }
        }
    }

    fn as_source(&self, kit: &Kit, tag: Tag) {
        kit.make_in(&self.place, tag)
            .set_text_content(Some(&self.tex));
        let _ = self.place.set_attribute("data-state", "source");
    }

    // The `math` element, with the source beside what is drawn.
    fn element(&self, kit: &Kit, node: &MathNode) -> Option<Element> {
        let MathNode::Element {
            name: "math",
            attributes,
            children,
        } = node
        else {
            return None;
        };
        let math = kit.math_element("math")?;
        for (name, value) in attributes {
            math.set_attribute(name, value).ok()?;
        }
        let semantics = kit.math_element("semantics")?;
        let row = kit.math_element("mrow")?;
        for child in children {
            append(kit, &row, child)?;
        }
        let annotation = kit.math_element("annotation")?;
        annotation
            .set_attribute("encoding", "application/x-tex")
            .ok()?;
        annotation.set_text_content(Some(&self.tex));
        semantics.append_child(&row).ok()?;
        semantics.append_child(&annotation).ok()?;
        math.append_child(&semantics).ok()?;
        Some(math)
    }
}

/// Nested no deeper than crates/math lets it be.
fn append(kit: &Kit, parent: &Element, node: &MathNode) -> Option<()> {
    match node {
        MathNode::Text(text) => {
            kit.text_in(parent, text);
        }
        MathNode::Element {
            name,
            attributes,
            children,
        } => {
            let element = kit.math_element(name)?;
            for (name, value) in attributes {
                element.set_attribute(name, value).ok()?;
            }
            for child in children {
                append(kit, &element, child)?;
            }
            parent.append_child(&element).ok()?;
        }
    }
    Some(())
}

/// The source of the formula that `node` is, if it is one.
pub(super) fn source_of(node: &Node) -> Option<String> {
    let element = node.dyn_ref::<Element>()?;
    if !element.class_list().contains("math") || element.tag_name() != "SPAN" {
        return None;
    }
    match element.query_selector("annotation").ok().flatten() {
        Some(annotation) => annotation.text_content(),
        None => element.text_content(),
    }
}
