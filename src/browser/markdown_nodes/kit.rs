//! Empty elements to copy. `cloneNode` is one call into the browser, where `createElement` and `setAttribute` are
//! several, each with a text to decode.

use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Document, DocumentFragment, Element, Node, Text};

macro_rules! tags {
    ($($name:ident $tag:literal [$($attribute:literal = $value:literal),*])*) => {
        /// What can be copied.
        #[derive(Clone, Copy)]
        pub(super) enum Tag { $($name),* }

        // In the order of `Tag`, which indexes it.
        const PROTOTYPES: &[(&str, &[(&str, &str)])] =
            &[$(($tag, &[$(($attribute, $value)),*])),*];
    };
}

tags! {
    Stretch "div" []
    Bundle "div" ["class" = "bundle"]
    Paragraph "p" []
    Run "span" ["class" = "text-run"]
    H3 "h3" []
    H4 "h4" []
    H5 "h5" []
    H6 "h6" []
    Bullets "ul" []
    Numbers "ol" []
    Item "li" []
    Quote "blockquote" []
    Rule "hr" []
    Html "pre" ["class" = "html", "tabindex" = "0"]
    Table "table" []
    TableFrame "div" ["class" = "table", "tabindex" = "0", "role" = "group"]
    Head "thead" []
    Body "tbody" []
    Row "tr" []
    HeadCell "th" ["scope" = "col"]
    Cell "td" []
    Emphasis "em" []
    Strong "strong" []
    Strike "s" []
    Code "code" ["dir" = "ltr"]
    Break "br" []
    Link "a" ["rel" = "noopener noreferrer", "target" = "_blank"]
    Image "a" ["class" = "image-link", "rel" = "noopener noreferrer", "target" = "_blank"]
    LinkHost "span" ["class" = "link-host", "dir" = "ltr"]
    TaskBox "input" ["type" = "checkbox", "disabled" = ""]
    NoteRef "sup" ["class" = "fn-ref"]
    Footnote "div" ["class" = "footnote", "role" = "doc-footnote", "tabindex" = "-1"]
    FootnoteNumber "span" ["class" = "fn-number"]
    Figure "figure" ["class" = "code"]
    Caption "figcaption" []
    CodeName "span" ["class" = "code-lang"]
    Tool "button" ["type" = "button"]
    Pre "pre" ["tabindex" = "0", "dir" = "ltr"]
    TablePlace "div" ["class" = "table-place"]
    TableTools "div" ["class" = "table-tools"]
    Formula "span" ["class" = "math", "dir" = "ltr"]
    Unread "code" ["class" = "tex"]
    CodeKeyword "span" ["class" = "c-keyword"]
    CodeType "span" ["class" = "c-type"]
    CodeLiteral "span" ["class" = "c-literal"]
    CodeNumber "span" ["class" = "c-number"]
    CodeString "span" ["class" = "c-string"]
    CodeComment "span" ["class" = "c-comment"]
    CodeFunction "span" ["class" = "c-function"]
    CodeVariable "span" ["class" = "c-variable"]
    CodeMeta "span" ["class" = "c-meta"]
    CodeElement "span" ["class" = "c-tag"]
    CodeProperty "span" ["class" = "c-property"]
    CodeInserted "span" ["class" = "c-inserted"]
    CodeDeleted "span" ["class" = "c-deleted"]
    CodeHeading "span" ["class" = "c-heading"]
}

/// The document, and one empty element of each kind.
pub(super) struct Kit {
    document: Document,
    prototypes: Vec<Element>,
    code: Element,
}

/// The parts of a copied code block.
pub(super) struct CodeBlock {
    /// The block itself.
    pub(super) figure: Element,
    /// Where the language's name goes.
    pub(super) name: Element,
    /// The buttons: wrap, save, copy.
    pub(super) tools: [Element; 3],
    /// Where the text goes.
    pub(super) code: Element,
}

thread_local! {
    static KIT: Rc<Kit> = Rc::new(Kit::make());
}

impl Kit {
    /// The page's one kit.
    pub(super) fn shared() -> Rc<Self> {
        KIT.with(Rc::clone)
    }

    #[allow(
        clippy::expect_used,
        reason = "the page has a document and can make elements, or nothing runs at all"
    )]
    fn make() -> Self {
        let document = web_sys::window()
            .and_then(|window| window.document())
            .expect("a document");
        let prototypes: Vec<Element> = PROTOTYPES
            .iter()
            .map(|(tag, attributes)| {
                let element = document.create_element(tag).expect("a known element");
                for (name, value) in *attributes {
                    let _ = element.set_attribute(name, value);
                }
                element
            })
            .collect();
        let kit = Self {
            document,
            code: prototypes[Tag::Figure as usize].clone(),
            prototypes,
        };
        let caption = kit.make_in(&kit.code, Tag::Caption);
        kit.make_in(&caption, Tag::CodeName);
        let wrap = kit.tool_in(&caption, "wrap");
        super::wrap::press(&wrap, super::wrap::begin(&kit.document));
        kit.tool_in(&caption, "save");
        kit.tool_in(&caption, "copy");
        let pre = kit.make_in(&kit.code, Tag::Pre);
        let code = kit.make_in(&pre, Tag::Code);
        let _ = code.remove_attribute("dir");
        kit
    }

    /// An element.
    pub(super) fn make_one(&self, tag: Tag) -> Element {
        let prototype = &self.prototypes[tag as usize];
        prototype
            .clone_node()
            .map_or_else(|_| prototype.clone(), JsCast::unchecked_into)
    }

    /// An element at the end of `parent`.
    pub(super) fn make_in(&self, parent: &Node, tag: Tag) -> Element {
        let element = self.make_one(tag);
        let _ = parent.append_child(&element);
        element
    }

    /// A code block, empty.
    pub(super) fn code_block(&self) -> Option<CodeBlock> {
        let figure: Element = self.code.clone_node_with_deep(true).ok()?.unchecked_into();
        let caption = figure.first_element_child()?;
        let name = caption.first_element_child()?;
        let wrap = name.next_element_sibling()?;
        let save = wrap.next_element_sibling()?;
        let copy = save.next_element_sibling()?;
        Some(CodeBlock {
            name,
            tools: [wrap, save, copy],
            code: figure.last_child()?.first_child()?.unchecked_into(),
            figure,
        })
    }

    /// A button that does this (clicks.rs), at the end of `parent`.
    pub(super) fn tool_in(&self, parent: &Node, does: &str) -> Element {
        let button = self.tool(does);
        let _ = parent.append_child(&button);
        button
    }

    /// The same, anywhere.
    pub(super) fn tool(&self, does: &str) -> Element {
        let button = self.make_one(Tag::Tool);
        let _ = button.set_attribute("data-do", does);
        let _ = button.set_attribute("data-testid", &format!("block-{does}"));
        button
    }

    /// Blocks that are made from now on tell this of their lines.
    pub(super) fn wrap_chosen(&self, wraps: bool) {
        if let Ok(Some(button)) = self.code.query_selector("[data-do=wrap]") {
            super::wrap::press(&button, wraps);
        }
    }

    /// An element of a formula.
    pub(super) fn math_element(&self, name: &str) -> Option<Element> {
        const MATHML: &str = "http://www.w3.org/1998/Math/MathML";
        self.document.create_element_ns(Some(MATHML), name).ok()
    }

    /// A text node.
    pub(super) fn text(&self, text: &str) -> Text {
        self.document.create_text_node(text)
    }

    /// A text node at the end of `parent`.
    pub(super) fn text_in(&self, parent: &Node, text: &str) -> Text {
        let node = self.text(text);
        let _ = parent.append_child(&node);
        node
    }

    /// An empty fragment.
    pub(super) fn fragment(&self) -> DocumentFragment {
        self.document.create_document_fragment()
    }
}
