//! Where lines begin and end; a formula over several lines counts as one.

use std::ops::Range;

use super::{Stream, is_blank};
use crate::read::Span;

impl Stream {
    /// Where the first line behind a block begins.
    pub(super) fn line_after(&self, span: &Span) -> usize {
        // The end may stand before the line end, or in the indentation of what follows.
        let line = self.line_start(span.end);
        if is_blank(&self.source[line..span.end]) {
            line
        } else {
            self.next_line(line)
        }
    }

    /// Where the incomplete last line begins.
    pub(super) fn complete(&self) -> usize {
        if self.finished {
            self.source.len()
        } else {
            let line = self.line_start(self.source.len());
            self.formula.map_or(line, |begin| begin.min(line))
        }
    }

    /// Where the line of `at` begins.
    pub(super) fn line_start(&self, at: usize) -> usize {
        let mut at = at;
        loop {
            let Some(end) = self.source[..at].rfind('\n') else {
                return 0;
            };
            match self.formula_at(end) {
                Some(formula) => at = formula.start,
                None => return end + 1,
            }
        }
    }

    /// Where the line after that of `at` begins.
    pub(super) fn next_line(&self, at: usize) -> usize {
        let mut at = at;
        loop {
            let Some(end) = self.source[at..].find('\n').map(|found| at + found) else {
                return self.source.len();
            };
            match self.formula_at(end) {
                Some(formula) => at = formula.end,
                None => return end + 1,
            }
        }
    }

    /// The formula over several lines that a place is in.
    pub(super) fn formula_at(&self, at: usize) -> Option<&Range<usize>> {
        let next = self.joined.partition_point(|formula| formula.end <= at);
        self.joined.get(next).filter(|formula| formula.start <= at)
    }
}
