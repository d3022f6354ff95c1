//! Markdown as DOM nodes: applies `markdown::Patch`es to an element. Built with `createElement` and text nodes
//! alone, so that nothing a model writes is ever read as HTML.

mod build;
mod clicks;
mod code_text;
mod drawn;
mod formula;
mod inline;
mod kit;
mod link;
mod running;
mod wrap;

pub use drawn::{CodePart, DrawFormula, ReadLine, give_code, give_math, on_preview, wanted};

use super::Subscription;
use build::Builder;
use clicks::answer_clicks;
use code_text::{CodeText, LONG_TEXT};
use kit::{Kit, Tag};
use markdown::{Align, Block, Patch};
use std::{cell::RefCell, collections::HashMap, rc::Rc};
use web_sys::{Element, Text};

/// The words in what is built, in the interface's language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkdownLabels {
    /// On the button of a code block: "Copy".
    pub copy: String,
    /// The same button after it did: "Copied".
    pub copied: String,
    /// The name of a code block: "Code".
    pub code: String,
    /// The name of a table that can be scrolled: "Table".
    pub table: String,
    /// Before an image that is not loaded: "Image".
    pub image: String,
    /// The name of a ticked box: "Done".
    pub done: String,
    /// The name of an empty box: "To do".
    pub to_do: String,
    /// Before a footnote's number: "Footnote".
    pub footnote: String,
    /// The name of the link back from a footnote: "Back to the text".
    pub back: String,
    /// On the button that lets long lines of code go on in the next: "Wrap".
    pub wrap: String,
    /// On the button that saves code as a file: "Save".
    pub save: String,
    /// On the button that shows what the code draws: "Preview".
    pub preview: String,
    /// Below a table: "Copy as CSV".
    pub csv: String,
    /// Below a table: "Copy for a spreadsheet".
    pub tsv: String,
    /// Said of a formula that stays as its source.
    pub formula: String,
}

/// The nodes of one Markdown text inside a container that nothing else writes to.
pub struct MarkdownNodes {
    container: Element,
    kit: Rc<Kit>,
    labels: Rc<MarkdownLabels>,
    prefix: String,
    /// One for each top-level block.
    tops: Vec<Top>,
    /// What holds the blocks, [`STRETCH`] in each: the browser leaves out the stretches that are off the screen (see
    /// style/chat.css), so that a long answer costs what is seen of it.
    stretches: Vec<Element>,
    /// So many of them, from the first on, are in bundles.
    bundled: usize,
    /// What [`Patch::Text`] appends to.
    last: Option<Last>,
    footnotes: HashMap<String, usize>,
    _clicks: Subscription,
}

/// A top-level node.
struct Top {
    node: Element,
    /// The list itself or the table's body, where items or rows are appended.
    inner: Option<Element>,
    /// How the table's columns are aligned.
    aligns: Vec<Align>,
}

/// A text that may grow.
enum Last {
    /// A piece of running text.
    Text(Text),
    /// Raw HTML, which may be long: it is continued in further nodes.
    Long(Text),
    /// Code.
    Code(Rc<RefCell<CodeText>>),
}

/// So many blocks make a stretch: about a screenful. Each one has a cost of its own in every frame.
const STRETCH: usize = 12;
/// So many stretches make a bundle, as soon as twice as many stand alone: an answer of megabytes has thousands, and the browser
/// looks at each of them in every frame. What it leaves out as a whole it need not look into.
const BUNDLE: usize = 64;

impl MarkdownNodes {
    /// Takes over `container` (what a `NodeRef` gives), empty. `prefix` is a text without spaces that no other
    /// message of the page has: its id.
    pub fn new(container: &impl AsRef<Element>, prefix: &str, labels: &MarkdownLabels) -> Self {
        Self::with(container.as_ref().clone(), prefix, labels)
    }

    fn with(container: Element, prefix: &str, labels: &MarkdownLabels) -> Self {
        container.set_text_content(None);
        let labels = Rc::new(labels.clone());
        let clicks = answer_clicks(&container, Rc::clone(&labels));
        Self {
            container,
            kit: Kit::shared(),
            labels,
            prefix: prefix.to_owned(),
            tops: Vec::new(),
            stretches: Vec::new(),
            bundled: 0,
            last: None,
            footnotes: HashMap::new(),
            _clicks: clicks,
        }
    }

    /// Shows a finished text, instead of whatever was shown.
    pub fn show(&mut self, blocks: &[Block]) {
        self.put(0, blocks);
    }

    /// Applies what a `markdown::Stream` gave, in order.
    pub fn apply(&mut self, patches: Vec<Patch>) {
        for patch in &patches {
            self.apply_one(patch);
        }
    }

    /// Takes everything out; a text may begin anew.
    pub fn clear(&mut self) {
        self.container.set_text_content(None);
        self.tops.clear();
        self.stretches.clear();
        self.bundled = 0;
        self.last = None;
        self.footnotes.clear();
    }

    /// Whether nothing is shown.
    pub fn is_empty(&self) -> bool {
        self.tops.is_empty()
    }

    fn apply_one(&mut self, patch: &Patch) {
        match patch {
            Patch::Blocks { from, blocks } => self.put(*from, blocks),
            Patch::Text(text) => self.append_text(text),
            Patch::Items { from, tight, items } => {
                let Some(list) = self.tops.last().and_then(|top| top.inner.clone()) else {
                    return;
                };
                let _ = list.class_list().toggle_with_force("tight", *tight);
                cut(&list, *from);
                let fragment = self.kit.fragment();
                let mut builder = self.builder();
                for item in items {
                    builder.item(&fragment, item, 1);
                }
                let last = builder.into_last();
                self.finish(last);
                let _ = list.append_child(&fragment);
            }
            Patch::Rows { from, rows } => {
                let Some(top) = self.tops.last() else {
                    return;
                };
                let (Some(body), aligns) = (top.inner.clone(), top.aligns.clone()) else {
                    return;
                };
                cut(&body, *from);
                let fragment = self.kit.fragment();
                let mut builder = self.builder();
                for row in rows {
                    builder.row(&fragment, row, &aligns, Tag::Cell);
                }
                let last = builder.into_last();
                self.finish(last);
                let _ = body.append_child(&fragment);
            }
            Patch::Block { index, block } => self.replace(*index, block),
        }
    }

    fn put(&mut self, from: usize, blocks: &[Block]) {
        while self.tops.len() > from {
            if let Some(top) = self.tops.pop() {
                top.node.remove();
            }
        }
        while self.stretches.len() > self.tops.len().div_ceil(STRETCH) {
            if let Some(stretch) = self.stretches.pop() {
                let bundle = stretch.parent_element();
                stretch.remove();
                let empty =
                    |it: &Element| it.class_name() == "bundle" && it.child_element_count() == 0;
                bundle.filter(empty).inspect(Element::remove);
            }
        }
        self.bundled = self.bundled.min(self.stretches.len());
        let mut rest = blocks;
        while !rest.is_empty() {
            let room = STRETCH - self.tops.len() % STRETCH;
            let (now, later) = rest.split_at(room.min(rest.len()));
            self.append(now);
            rest = later;
        }
    }

    /// Blocks that fit into the last stretch, or into a new one where that is full.
    fn append(&mut self, blocks: &[Block]) {
        let fragment = self.kit.fragment();
        let mut tops = Vec::with_capacity(blocks.len());
        let mut builder = self.builder();
        for block in blocks {
            tops.push(builder.top(&fragment, block));
        }
        let last = builder.into_last();
        self.finish(last);
        match self.stretches.last() {
            Some(stretch) if !self.tops.len().is_multiple_of(STRETCH) => {
                let _ = stretch.append_child(&fragment);
            }
            _ => {
                let stretch = self.kit.make_one(Tag::Stretch);
                // In the page only when it is filled.
                let _ = stretch.append_child(&fragment);
                let _ = self.container.append_child(&stretch);
                self.stretches.push(stretch);
                self.bundle();
            }
        }
        self.tops.append(&mut tops);
    }

    /// Puts the first of the stretches that stand alone together, where there are many. What grows is in the last.
    fn bundle(&mut self) {
        if self.stretches.len() < self.bundled + 2 * BUNDLE {
            return;
        }
        let bundle = self.kit.make_one(Tag::Bundle);
        let Some(members) = self.stretches.get(self.bundled..self.bundled + BUNDLE) else {
            return;
        };
        if let Some(first) = members.first() {
            let _ = self.container.insert_before(&bundle, Some(first));
        }
        for stretch in members {
            let _ = bundle.append_child(stretch);
        }
        self.bundled += BUNDLE;
    }

    fn replace(&mut self, index: usize, block: &Block) {
        if index >= self.tops.len() {
            return;
        }
        let fragment = self.kit.fragment();
        let mut builder = self.builder();
        let top = builder.top(&fragment, block);
        let last = builder.into_last();
        // What grows is in the last node; a replaced earlier one does not take that over.
        if index + 1 == self.tops.len() {
            self.finish(last);
        }
        if let Some(place) = self.tops.get_mut(index) {
            if let Some(stretch) = place.node.parent_node() {
                let _ = stretch.replace_child(&fragment, &place.node);
            }
            *place = top;
        }
    }

    fn append_text(&mut self, text: &str) {
        match &self.last {
            None => {}
            Some(Last::Text(last)) => {
                let next = running::append(&self.kit, last, text);
                self.last = next.map(Last::Text).or_else(|| self.last.take());
            }
            Some(Last::Code(code)) => code.borrow_mut().append(&self.kit, text),
            Some(Last::Long(last)) if last.length() <= LONG_TEXT => {
                let _ = last.append_data(text);
            }
            Some(Last::Long(last)) => {
                let next = self.kit.text(text);
                if let Some(parent) = last.parent_node() {
                    let _ = parent.append_child(&next);
                }
                self.last = Some(Last::Long(next));
            }
        }
    }

    fn builder(&mut self) -> Builder<'_> {
        Builder::new(&self.kit, &self.labels, &self.prefix, &mut self.footnotes)
    }

    fn finish(&mut self, last: Option<Last>) {
        if last.is_some() {
            self.last = last;
        }
    }
}

// Removes the element children from index `from` on.
fn cut(parent: &Element, from: usize) {
    while parent.child_element_count() as usize > from {
        match parent.last_element_child() {
            Some(last) => last.remove(),
            None => return,
        }
    }
}
