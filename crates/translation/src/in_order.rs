//! Segments come in any order and are shown in theirs: the target grows at its end only, and what comes early waits.

use std::ops::Range;

/// The target of a text of several segments, as it is shown while they arrive.
#[derive(Debug, Clone, Default)]
pub struct InOrder {
    /// What stands before each segment, and after the last: one more than there are segments.
    gaps: Vec<String>,
    texts: Vec<Text>,
    /// Where each segment begins that is shown, wholly or in part.
    starts: Vec<usize>,
    /// The first segment that is not shown to its end.
    open: usize,
    /// What of it is shown; none while not even the gap before it is.
    open_shown: Option<String>,
    /// How many bytes are shown in all.
    length: usize,
}

#[derive(Debug, Clone, Default)]
struct Text {
    text: String,
    settled: bool,
}

/// What has to happen to the text that is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// How many bytes at the end are taken away first; nearly always none.
    pub cut: usize,
    /// What comes at the end then.
    pub append: String,
}

impl InOrder {
    /// Nothing has arrived. `gaps` holds what stands before each segment and after the last.
    pub fn new(gaps: Vec<String>) -> InOrder {
        let texts = vec![Text::default(); gaps.len().saturating_sub(1)];
        InOrder {
            gaps,
            texts,
            ..InOrder::default()
        }
    }

    /// More of a segment has arrived.
    pub fn append(&mut self, segment: usize, more: &str) {
        if let Some(text) = self.texts.get_mut(segment).filter(|text| !text.settled) {
            text.text.push_str(more);
        }
    }

    /// What has arrived of a segment is void.
    pub fn restart(&mut self, segment: usize) {
        if let Some(text) = self.texts.get_mut(segment).filter(|text| !text.settled) {
            text.text.clear();
        }
    }

    /// A segment's final text.
    pub fn settle(&mut self, segment: usize, text: String) {
        if let Some(held) = self.texts.get_mut(segment) {
            held.text = text;
            held.settled = true;
        }
    }

    /// Has this segment its final text?
    pub fn is_settled(&self, segment: usize) -> bool {
        self.texts.get(segment).is_some_and(|text| text.settled)
    }

    /// What of all that can be shown is not shown yet: work by what is new.
    pub fn catch_up(&mut self) -> Change {
        let mut change = Change::default();
        while let Some(text) = self.texts.get(self.open) {
            if self.open_shown.is_none() {
                // The gap comes with the first of its segment, so that an unfinished target does not end in space.
                if text.text.is_empty() && !text.settled {
                    break;
                }
                let gap = self.gaps.get(self.open).map_or("", String::as_str);
                change.append.push_str(gap);
                self.length += gap.len();
                self.starts.push(self.length);
            }
            let shown = self.open_shown.get_or_insert_default();
            // What was shown of it and is void. Only of what an earlier call showed, so that nothing is appended yet.
            let keep = common(shown, &text.text);
            change.cut += shown.len() - keep;
            self.length -= shown.len() - keep;
            let rest = &text.text[keep..];
            change.append.push_str(rest);
            self.length += rest.len();
            shown.truncate(keep);
            shown.push_str(rest);
            if !text.settled {
                break;
            }
            self.open += 1;
            self.open_shown = None;
            if self.open == self.texts.len()
                && let Some(tail) = self.gaps.last()
            {
                change.append.push_str(tail);
                self.length += tail.len();
            }
        }
        change
    }

    /// How many segments are shown to their end: the first of the others is the one that is being shown.
    pub fn shown(&self) -> usize {
        self.open
    }

    /// No more comes: what has arrived is all there is. Segments of which nothing arrived are left out, and what is behind
    /// them is not held back any longer. [`catch_up`](Self::catch_up) then shows all of it.
    pub fn give_up(&mut self) {
        let last = self.texts.iter().rposition(|text| !text.text.is_empty());
        for text in self.texts.iter_mut().take(last.map_or(0, |last| last + 1)) {
            text.settled = true;
        }
    }

    /// Where a segment stands in the text that is shown: at its end, empty, while it is not.
    pub fn range(&self, segment: usize) -> Range<usize> {
        let start = self.starts.get(segment).copied();
        let start = start.unwrap_or(self.length);
        let length = match segment {
            _ if segment < self.open => self.texts.get(segment).map_or(0, |text| text.text.len()),
            _ if segment == self.open => self.open_shown.as_ref().map_or(0, String::len),
            _ => 0,
        };
        start..start + length
    }
}

/// How many bytes two texts have in common at their start, in whole characters.
fn common(one: &str, other: &str) -> usize {
    if other.starts_with(one) {
        return one.len();
    }
    one.char_indices()
        .zip(other.chars())
        .find(|((_, a), b)| a != b)
        .map_or(one.len().min(other.len()), |((at, _), _)| at)
}

#[cfg(test)]
mod tests;
