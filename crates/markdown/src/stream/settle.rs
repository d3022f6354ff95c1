//! Parsing the unfinished piece, and settling what of it is complete.

use std::borrow::Cow;

use super::{EXTRA, GROWTH, LONG_HEAD, Open, Stream, is_blank, last_line, reference_key};
use crate::ast::Block;
use crate::diff::{Place, diff};
use crate::fingerprint::{Folded, fingerprint};
use crate::patch::Patch;
use crate::read::{Outcome, Span, read};

impl Stream {
    /// Whether a large piece has not grown enough to be parsed again.
    pub(super) fn must_wait(&mut self) -> bool {
        let parsed_to = self.parsed_to.max(self.tail);
        let known = parsed_to - self.tail;
        let grown = self.source.len() - parsed_to;
        if known + grown <= self.large || grown * GROWTH >= known {
            return false;
        }
        if self.extra < EXTRA && self.plain.turned {
            self.extra += 1;
            return false;
        }
        true
    }

    /// Parses the piece, tells what changed, and settles what can be.
    pub(super) fn reparse(&mut self, out: &mut Vec<Patch>) {
        let piece = &self.source[self.tail..];
        let (input, head) = match &self.open {
            Open::Table { lines, .. } => (Cow::Owned([lines, piece].concat()), lines.len()),
            _ => (Cow::Borrowed(piece), 0),
        };
        let known = &self.references;
        let outcome = read(&input, &mut |label| {
            known.get(&reference_key(label)).cloned()
        });
        let Outcome {
            mut blocks,
            mut spans,
            references,
            footnotes,
            joined,
            open,
            passes,
            ..
        } = outcome;
        self.parsed_bytes += input.len() as u64 * passes;
        let origin = self.tail;
        let place = |at: usize| origin + at.saturating_sub(head);
        for span in &mut spans {
            span.start = place(span.start);
            span.end = place(span.end);
            for part in &mut span.parts {
                part.start = place(part.start);
                part.end = place(part.end);
            }
        }
        self.joined = (joined.into_iter().filter(|range| range.start >= head))
            .map(|range| place(range.start)..place(range.end))
            .collect();
        self.formula = open.map(place);
        self.defines |= footnotes || !references.is_empty();
        if !self.continues(blocks.first_mut()) {
            return self.start_over(out);
        }
        self.tell(&blocks, out);
        self.settle(&mut blocks, &mut spans);
        self.shown = blocks;
        self.parsed_to = self.source.len();
        if self.tail != origin {
            self.extra = 0;
            for (label, url, title, at) in references {
                if place(at) < self.tail {
                    self.references
                        .entry(reference_key(&label))
                        .or_insert((url, title));
                }
            }
        }
        self.judge_plain();
    }

    /// Gives the first block what is known of it from before the piece. False if it is not that block at all.
    fn continues(&self, first: Option<&mut Block>) -> bool {
        match (&self.open, first) {
            (
                Open::List { start, tight, .. },
                Some(Block::List {
                    start: own_start,
                    tight: own_tight,
                    ..
                }),
            ) => {
                *own_start = *start;
                *own_tight &= *tight;
                true
            }
            (
                Open::Table { aligns, head, .. },
                Some(Block::Table {
                    aligns: own_aligns,
                    head: own_head,
                    ..
                }),
            ) => {
                // What the piece defines is not used in the head before the end of the text.
                own_head.clone_from(head);
                aligns == own_aligns
            }
            (Open::Nothing, _) => true,
            _ => false,
        }
    }

    /// Never needed as far as is known; it keeps the promise of [`Stream`] if the reader is less regular than thought.
    fn start_over(&mut self, out: &mut Vec<Patch>) {
        debug_assert!(
            false,
            "a piece was not read as what it continues: {:?}",
            &self.source[self.tail..]
        );
        self.tail = 0;
        self.settled.clear();
        self.shown.clear();
        self.open = Open::Nothing;
        out.push(Patch::Blocks {
            from: 0,
            blocks: Vec::new(),
        });
        self.reparse(out);
    }

    fn tell(&mut self, blocks: &[Block], out: &mut Vec<Patch>) {
        let parts = match &self.open {
            Open::List { done, .. } | Open::Table { done, .. } => *done,
            Open::Nothing | Open::Fence(_) => 0,
        };
        let before = out.len();
        let place = Place {
            node: self.settled.len(),
            parts,
            text_ok: self.text_ok,
        };
        diff(&self.shown, blocks, place, out);
        for patch in &out[before..] {
            self.text_ok = match patch {
                Patch::Blocks { blocks, .. } => !blocks.is_empty(),
                Patch::Items { items, .. } => !items.is_empty(),
                Patch::Rows { rows, .. } => !rows.is_empty(),
                Patch::Text(_) | Patch::Block { .. } => self.text_ok,
            };
        }
    }

    /// Settles what nothing to come can change, and drops it from `blocks`.
    fn settle(&mut self, blocks: &mut Vec<Block>, spans: &mut Vec<Span>) {
        let closed = self.closed(blocks, spans);
        for (block, span) in blocks.drain(..closed).zip(spans.drain(..closed)) {
            let folded = match std::mem::replace(&mut self.open, Open::Nothing) {
                Open::List { folded, .. } | Open::Table { folded, .. } => folded,
                Open::Nothing | Open::Fence(_) => Folded::new(),
            };
            self.settled.push(Some(fingerprint(&block, folded)));
            self.tail = self.tail.max(self.line_after(&span));
        }
        if let (Some(block), Some(span)) = (blocks.first_mut(), spans.first()) {
            self.settle_items(block, span);
            self.settle_rows(block, span);
        }
    }

    /// How many of the blocks are complete.
    fn closed(&self, blocks: &[Block], spans: &[Span]) -> usize {
        if self.finished {
            return blocks.len();
        }
        let complete = self.complete();
        let certain = |index: &usize| {
            let start = spans[*index].start;
            // Whether a table begins here, and so cuts a paragraph short, is seen by the second line only.
            let table = matches!(blocks[*index], Block::Table { .. })
                || self.source[start..].starts_with('|');
            let line = if table { self.next_line(start) } else { start };
            let goes_on = *index == 0 && !matches!(self.open, Open::Nothing);
            goes_on || line < complete
        };
        let Some(last) = (0..blocks.len()).rev().find(certain) else {
            return 0;
        };
        let ended = match (&blocks[last], spans.get(last + 1)) {
            // The line that is being written stands at the margin after a blank one: it can only be a new block, or
            // the list's next item.
            (block, Some(next)) => {
                let at = self.line_start(next.start);
                let line = &self.source[at..];
                let item = matches!(block, Block::List { .. }) && line.starts_with(may_mark_item);
                is_blank(last_line(&self.source[..at])) && !line.starts_with([' ', '\t']) && !item
            }
            (Block::Paragraph(_) | Block::Quote(_) | Block::Table { .. }, None) => {
                complete > self.tail && is_blank(last_line(&self.source[self.tail..complete]))
            }
            (Block::Heading { .. } | Block::Rule, None) => spans[last].end <= complete,
            _ => false,
        };
        let mut closed = if ended { last + 1 } else { last };
        while closed > 0 && closed < blocks.len() && !self.parts(blocks, spans, closed) {
            closed -= 1;
        }
        closed
    }

    /// Whether the text can be cut before this block, so that what follows reads the same by itself.
    fn parts(&self, blocks: &[Block], spans: &[Span], next: usize) -> bool {
        let start = spans[next].start;
        // Footnotes are the exception: several can begin on one line, or indented as if inside the one before.
        let apart = start >= self.line_after(&spans[next - 1]);
        let line = &self.source[self.line_start(start)..];
        apart && !(matches!(blocks[next], Block::Footnote { .. }) && line.starts_with([' ', '\t']))
    }

    /// Of a list, settles the items before the last one that began on a complete line.
    fn settle_items(&mut self, block: &mut Block, span: &Span) {
        let complete = self.complete();
        let Block::List { start, items, .. } = block else {
            return;
        };
        let Some(last) = span
            .parts
            .iter()
            .rposition(|part| part.start < complete)
            .filter(|last| *last > 0)
        else {
            return;
        };
        let (mut tight, done, mut folded) = match &self.open {
            Open::List {
                tight,
                done,
                folded,
                ..
            } => (*tight, *done, *folded),
            _ => (true, 0, Folded::new()),
        };
        tight &= !span.parts[..last].iter().any(|part| part.inner_gap);
        tight &= !span.parts[1..=last].iter().any(|part| part.gap);
        self.tail = span.parts[last].start;
        folded.items(&items[..last]);
        items.drain(..last);
        self.open = Open::List {
            start: *start,
            tight,
            done: done + last,
            folded,
        };
    }

    /// Of a table, settles the rows whose lines are complete.
    fn settle_rows(&mut self, block: &mut Block, span: &Span) {
        let complete = self.complete();
        let Block::Table { aligns, head, rows } = block else {
            return;
        };
        let count = span
            .parts
            .iter()
            .take_while(|part| part.end <= complete)
            .count();
        let Some(last) = count.checked_sub(1).and_then(|last| span.parts.get(last)) else {
            return;
        };
        let (lines, done, mut folded) = match &mut self.open {
            Open::Table {
                lines,
                done,
                folded,
                ..
            } => (std::mem::take(lines), *done, *folded),
            _ => {
                let begin = self.line_start(span.start);
                let lines = &self.source[begin..self.line_start(span.parts[0].start)];
                if lines.len() > LONG_HEAD {
                    return;
                }
                (lines.to_owned(), 0, Folded::new())
            }
        };
        self.tail = self.next_line(last.start);
        folded.rows(&rows[..count]);
        rows.drain(..count);
        self.open = Open::Table {
            aligns: aligns.clone(),
            head: head.clone(),
            lines,
            done: done + count,
            folded,
        };
    }
}

fn may_mark_item(c: char) -> bool {
    matches!(c, '-' | '+' | '*' | '0'..='9')
}
