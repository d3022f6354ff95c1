//! Text that is shown without being parsed.

use super::Stream;
use crate::diff::last_text;
use crate::patch::Patch;

impl Stream {
    pub(super) fn append_plain(&mut self, from: usize, out: &mut Vec<Patch>) -> bool {
        // White space at the end of what is shown was left out; it counts once something follows.
        let begin = self.source[..from].trim_end_matches(' ').len();
        let end = self.source.trim_end_matches(' ').len();
        if end <= from {
            return true;
        }
        let more = &self.source[begin..end];
        let Some(text) = last_text(&mut self.shown) else {
            return false;
        };
        text.push_str(more);
        out.push(Patch::Text(more.to_owned()));
        true
    }

    /// While a large piece waits: shows what came as it stands, if it goes on in the last text that is shown.
    pub(super) fn append_raw(&mut self, from: usize, out: &mut Vec<Patch>) {
        let more = &self.source[from..];
        if (!self.appendable && !self.raw) || !self.text_ok || more.contains('\n') {
            // What follows cannot be appended either: something would be missing between.
            self.appendable = false;
            self.raw = false;
            return;
        }
        let begin = if self.raw {
            from
        } else {
            self.source[..from].trim_end_matches(' ').len()
        };
        let more = &self.source[begin..];
        if let Some(text) = last_text(&mut self.shown) {
            text.push_str(more);
            out.push(Patch::Text(more.to_owned()));
            self.raw = true;
            self.appendable = false;
        }
    }
}
