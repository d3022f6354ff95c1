//! Which stretch of the target is the translation of which stretch of the source, kept true while the target is edited.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::segment::segments;

/// A segment as it stands in both texts. Ranges are bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// Where it stands in the source.
    pub source: Range<usize>,
    /// Where its translation stands in the target; empty at its place while there is none.
    pub target: Range<usize>,
    /// How far it is.
    pub state: PairState,
}

/// How far a segment is: the states of XLIFF 2, and what can keep it from them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PairState {
    /// Not translated yet.
    #[default]
    Initial,
    /// Translated by the model.
    Translated,
    /// Taken from the translation memory; nothing was asked.
    Memory,
    /// Changed, or approved, by the person.
    Reviewed,
    /// Could not be had: the target holds the source. The name of the reason.
    Failed(String),
}

/// All segments of a text, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Pairs(pub Vec<Pair>);

impl Pairs {
    /// The segment whose source holds this byte, or ends there.
    pub fn at_source(&self, byte: usize) -> Option<usize> {
        at(&self.0, byte, |pair| &pair.source)
    }

    /// The segment whose target holds this byte, or ends there.
    pub fn at_target(&self, byte: usize) -> Option<usize> {
        at(&self.0, byte, |pair| &pair.target)
    }

    /// Follows an edit of the target from `old` to `new`; gives the segments that it touched, which now are
    /// [`Reviewed`](PairState::Reviewed). What was typed between two segments belongs to neither.
    ///
    /// Where whole segments were replaced, nobody said which of the new sentences translates which. As many sentences as
    /// there were segments stand for them in order; any other number is the translation of all of them together. Both are
    /// guesses, so they are not reviewed, and do not go into the memory by themselves. `lang` is the target's language.
    pub fn target_edited(&mut self, old: &str, new: &str, lang: Option<&str>) -> Range<usize> {
        let (start, old_end, new_end) = changed(old, new);
        if old_end == start && new_end == start {
            return 0..0;
        }
        let moved = |byte: usize| byte - old_end + new_end;
        let typed = start == old_end;
        let emptied = self.emptied_at(start).filter(|_| typed);
        let mut swallowed = false;
        let mut touched: Option<Range<usize>> = None;
        for (index, pair) in self.0.iter_mut().enumerate() {
            let target = pair.target.clone();
            // A change that only meets a segment at its edge is of the space between. What is typed at an edge is not:
            // it is the segment's, and where two touch, the first one's.
            let before = target.end < start || (target.end == start && !typed);
            let after = target.start > old_end
                || (target.start == old_end && (!typed || touched.is_some()));
            if before {
                continue;
            }
            if after {
                pair.target = moved(target.start)..moved(target.end);
                continue;
            }
            let left = [old.get(target.start..start), old.get(old_end..target.end)];
            swallowed |= !target.is_empty() && !left.into_iter().flatten().any(has_words);
            // What a change over several put there is the first one's.
            let begin = match touched {
                _ if target.start <= start => target.start,
                None => start,
                Some(_) => new_end,
            };
            let end = if target.end >= old_end {
                moved(target.end)
            } else {
                new_end
            };
            pair.target = begin..end.max(begin);
            // What had not arrived whole is not whole for being changed.
            if pair.state != PairState::Initial {
                pair.state = PairState::Reviewed;
            }
            touched = Some(touched.map_or(index..index + 1, |range| range.start..index + 1));
        }
        let touched = touched.unwrap_or(0..0);
        match emptied {
            Some(emptied) if emptied.contains(&touched.start) => {
                self.pair_anew(emptied, new_end, new, lang)
            }
            _ if swallowed && touched.len() > 1 => self.pair_anew(touched, new_end, new, lang),
            _ => touched,
        }
    }

    /// The segments whose targets are empty and stand at this byte, where there are several.
    fn emptied_at(&self, byte: usize) -> Option<Range<usize>> {
        let there = |pair: &Pair| pair.target == (byte..byte);
        let first = self.0.iter().position(there)?;
        let count = self.0[first..]
            .iter()
            .take_while(|pair| there(pair))
            .count();
        (count > 1).then(|| first..first + count)
    }

    /// These segments were replaced as a whole, by what stands from the first one's beginning to the last one's end, or to
    /// `new_end`. Gives those that stand for them now.
    fn pair_anew(
        &mut self,
        replaced: Range<usize>,
        new_end: usize,
        new: &str,
        lang: Option<&str>,
    ) -> Range<usize> {
        let pairs = &mut self.0[replaced.clone()];
        let (Some(first), Some(last)) = (pairs.first(), pairs.last()) else {
            return replaced;
        };
        let begin = first.target.start;
        let end = last.target.end.max(new_end);
        let source = first.source.start..last.source.end;
        let text = new.get(begin..end).unwrap_or_default();
        // What has not arrived yet is still to be asked for, each by itself.
        let asked_for = |pair: &Pair| pair.state == PairState::Initial;
        if text.trim().is_empty() || pairs.iter().any(asked_for) {
            return replaced;
        }
        let found = segments(text, lang);
        if found.len() == pairs.len() {
            for (pair, found) in pairs.iter_mut().zip(&found) {
                pair.target = begin + found.range.start..begin + found.range.end;
                pair.state = PairState::Translated;
            }
            return replaced;
        }
        let all = Pair {
            source,
            target: begin..end,
            state: PairState::Translated,
        };
        let at = replaced.start;
        self.0.splice(replaced, [all]);
        at..at + 1
    }

    /// The target of a segment was replaced: its range follows, and those after it move. Gives the new whole text.
    pub fn replace(&mut self, target: &str, index: usize, with: &str) -> Option<String> {
        let range = self.0.get(index)?.target.clone();
        let (before, after) = (target.get(..range.start)?, target.get(range.end..)?);
        let text = [before, with, after].concat();
        let end = range.start + with.len();
        for pair in self.0.iter_mut().skip(index + 1) {
            let Range { start, end: old } = pair.target;
            pair.target = (start - range.end + end)..(old - range.end + end);
        }
        if let Some(pair) = self.0.get_mut(index) {
            pair.target = range.start..end;
        }
        Some(text)
    }

    /// Where not one could be had: the reason of most of them.
    pub fn commonest_failure(&self) -> Option<&str> {
        let mut counts: Vec<(&str, usize)> = Vec::new();
        for pair in &self.0 {
            let PairState::Failed(reason) = &pair.state else {
                return None;
            };
            match counts.iter_mut().find(|(known, _)| known == reason) {
                Some((_, count)) => *count += 1,
                None => counts.push((reason, 1)),
            }
        }
        // The first of equals.
        let most = counts.iter().rev().max_by_key(|(_, count)| *count);
        most.map(|(reason, _)| *reason)
    }

    /// How many could not be had.
    pub fn failed(&self) -> usize {
        let failed = |pair: &&Pair| matches!(pair.state, PairState::Failed(_));
        self.0.iter().filter(failed).count()
    }
}

fn has_words(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

fn at(pairs: &[Pair], byte: usize, range: fn(&Pair) -> &Range<usize>) -> Option<usize> {
    let index = pairs.partition_point(|pair| range(pair).end < byte);
    let pair = pairs.get(index)?;
    let found = range(pair);
    // Where one ends as the next begins, the caret is at the beginning of the next.
    let next = pairs.get(index + 1).filter(|next| {
        let next = range(next);
        found.end == byte && next.start == byte && !next.is_empty()
    });
    if next.is_some() {
        return Some(index + 1);
    }
    (found.start <= byte && !found.is_empty()).then_some(index)
}

/// Where two texts differ: the byte where the difference starts, and where it ends in each.
fn changed(old: &str, new: &str) -> (usize, usize, usize) {
    let mut start = common(old.bytes(), new.bytes());
    while !old.is_char_boundary(start) || !new.is_char_boundary(start) {
        start -= 1;
    }
    let (rest_old, rest_new) = (&old[start..], &new[start..]);
    let mut same = common(rest_old.bytes().rev(), rest_new.bytes().rev());
    while !rest_old.is_char_boundary(rest_old.len() - same)
        || !rest_new.is_char_boundary(rest_new.len() - same)
    {
        same -= 1;
    }
    (start, old.len() - same, new.len() - same)
}

fn common(one: impl Iterator<Item = u8>, other: impl Iterator<Item = u8>) -> usize {
    one.zip(other).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests;
