//! After parsing: what may be appended from now on, and what references found at the end change.

use super::Stream;
use crate::diff::last_text;
use crate::fingerprint::{Folded, fingerprint};
use crate::patch::Patch;
use crate::read::parse;

impl Stream {
    /// After parsing: whether plain text may be appended to what is shown.
    pub(super) fn judge_plain(&mut self) {
        self.raw = false;
        self.plain.turned = false;
        let piece = &self.source[self.tail..];
        self.plain.link_open = piece.contains("](");
        let last = piece.trim_end_matches(' ').chars().next_back();
        // `]:` may be a definition, whose end is not seen in the tree.
        let fits = |text: &mut String| text.chars().next_back() == last;
        self.appendable =
            self.text_ok && !piece.contains("]:") && last_text(&mut self.shown).is_some_and(fits);
    }

    /// References may point to definitions that came later: compares with the whole text read at once.
    pub(super) fn resolve(&mut self, out: &mut Vec<Patch>) {
        self.parsed_bytes += self.source.len() as u64;
        let whole = parse(&self.source);
        if whole.len() != self.settled.len() {
            debug_assert!(false, "the pieces do not make the whole");
            out.push(Patch::Blocks {
                from: 0,
                blocks: whole,
            });
            return;
        }
        for (index, (block, known)) in whole.into_iter().zip(&self.settled).enumerate() {
            if known.is_some_and(|known| known != fingerprint(&block, Folded::new())) {
                out.push(Patch::Block { index, block });
            }
        }
    }
}
