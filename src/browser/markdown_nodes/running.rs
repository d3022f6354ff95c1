//! Running text that is too long to be laid out as one, in runs: see `browser/runs.rs`.

use super::{
    Last,
    build::Builder,
    kit::{Kit, Tag},
};
use crate::browser::runs::{RUN, cut_at_space, cut_to_join};
use markdown::Inline;
use web_sys::{Element, Node, Text};

/// An element costs as much as so many bytes of text.
const ELEMENT: usize = 64;
/// What is not longer stays as it is.
const LONG: usize = 2 * RUN;

impl Builder<'_> {
    /// Running text into `parent`: in runs where it is long.
    pub(super) fn running(&mut self, parent: &Node, content: &[Inline], depth: usize) {
        if weight_of(content) <= LONG {
            return self.inlines(parent, content, depth);
        }
        let mut run = self.kit.make_in(parent, Tag::Run);
        let mut spent = 0;
        for inline in content {
            if let Inline::Text(text) = inline {
                let mut rest = text.as_str();
                while !rest.is_empty() {
                    let cut = cut_at_space(rest, RUN.saturating_sub(spent));
                    let (now, later) = rest.split_at(cut);
                    self.last = Some(Last::Text(self.kit.text_in(&run, now)));
                    spent += now.len();
                    if !later.is_empty() {
                        run = self.kit.make_in(parent, Tag::Run);
                        spent = 0;
                    }
                    rest = later;
                }
            } else {
                // Rather behind a space than before an element.
                if spent > LONG {
                    run = self.kit.make_in(parent, Tag::Run);
                    spent = 0;
                }
                self.inline(&run, inline, depth);
                spent += weight(inline);
            }
        }
    }
}

/// More text behind the last one. Where that is long, the text goes on in a new run, whose text this gives.
pub(super) fn append(kit: &Kit, last: &Text, text: &str) -> Option<Text> {
    let cut = cut_to_join(text, last.length() as usize, LONG);
    let (now, later) = text.split_at(cut);
    let _ = last.append_data(now);
    if later.is_empty() {
        return None;
    }
    let parent = last.parent_element()?;
    let beside = parent
        .parent_element()
        .filter(|_| parent.class_name() == "text-run");
    let run: Element = kit.make_in(&beside.unwrap_or(parent), Tag::Run);
    Some(kit.text_in(&run, later))
}

fn weight_of(content: &[Inline]) -> usize {
    content.iter().map(weight).sum()
}

fn weight(inline: &Inline) -> usize {
    match inline {
        Inline::Text(text) => text.len(),
        Inline::Code(text) | Inline::Html(text) | Inline::Math { tex: text, .. } => {
            ELEMENT + text.len()
        }
        Inline::Emphasis(content)
        | Inline::Strong(content)
        | Inline::Strike(content)
        | Inline::Link { content, .. } => ELEMENT + weight_of(content),
        Inline::Image { alt, .. } => ELEMENT + alt.len(),
        Inline::FootnoteRef(_) => ELEMENT,
        Inline::SoftBreak | Inline::HardBreak => 1,
    }
}
