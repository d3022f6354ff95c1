//! Formulas where the reader saw only their shadows: see `math.rs`.

use std::ops::Range;

use super::Builder;
use super::frame::{Frame, Open};
use crate::ast::Inline;
use crate::math::{is_shadowed, restored};

impl Builder<'_> {
    /// Text in which shadows may be.
    pub(super) fn shadowed_text(&mut self, text: &str, range: Range<usize>) {
        let (source, shadow, formulas) = (self.text, self.shadow, self.formulas);
        let first = formulas.partition_point(|formula| formula.range.end <= range.start);
        let inside = formulas[first..]
            .iter()
            .take_while(|formula| formula.range.start < range.end);
        // What the reader made up (spaces of a tab, an entity's character) holds none.
        if shadow.get(range.clone()) != Some(text) {
            return self.text(text, range.start);
        }
        let mut at = range.start;
        for formula in inside {
            if at < formula.range.start {
                self.text(&shadow[at..formula.range.start], at);
            }
            let begin = formula.range.start.max(range.start);
            at = formula.range.end.min(range.end);
            let begins_here = begin == formula.range.start;
            self.drawn += usize::from(begins_here && formula.pair);
            if self.images > 0 || self.is_literal() {
                self.text(source.get(begin..at).unwrap_or_default(), begin);
            } else if begins_here {
                let in_cell = self
                    .frames
                    .iter()
                    .any(|frame| matches!(frame.open, Open::Cell));
                let tex = formula.tex(source, self.quotes, in_cell);
                let display = formula.mark.display();
                self.inline(Inline::Math { tex, display }, begin);
            }
        }
        if at < range.end {
            self.text(&text[at - range.start..], at);
        }
    }

    fn is_literal(&self) -> bool {
        matches!(
            self.frames.last(),
            Some(Frame {
                open: Open::Code(_) | Open::Html,
                ..
            })
        )
    }

    /// Whether something begins inside a formula, which has it in its own source.
    pub(super) fn in_formula(&self, at: usize) -> bool {
        let after = self
            .formulas
            .partition_point(|formula| formula.range.end <= at);
        self.formulas
            .get(after)
            .is_some_and(|formula| formula.range.start < at)
    }

    /// What was written where the reader found this.
    pub(super) fn restored(&self, shadowed: &str, near: &Range<usize>) -> String {
        if self.formulas.is_empty() || !is_shadowed(shadowed) {
            shadowed.to_owned()
        } else {
            restored(shadowed, self.text, self.formulas, near)
        }
    }
}
