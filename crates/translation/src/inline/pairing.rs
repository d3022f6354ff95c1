//! Which marks belong together.

use std::collections::HashMap;
use std::ops::Range;

use super::scan::{Kind, Mark, Name};

/// A code of the text, in its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Code {
    pub(super) range: Range<usize>,
    pub(super) role: Role,
}

/// Numbers are those of the tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Single,
    Open {
        /// The number of the code that this one must be directly in.
        within: Option<usize>,
    },
    Close {
        /// The number of the code that it closes.
        number: usize,
    },
}

/// The codes among the marks. A tag without its other half stands alone; a mark of Markdown without it is no mark.
pub(super) fn codes(marks: Vec<Mark>) -> Vec<Code> {
    let partners = partners(&marks);
    let mut numbers: Vec<usize> = vec![0; marks.len()];
    // The pairs that are open: number, and whether it is an ICU argument.
    let mut open: Vec<(usize, bool)> = Vec::new();
    let mut next = 0;
    let mut found = Vec::new();
    for (index, mark) in marks.into_iter().enumerate() {
        let role = match partners[index] {
            Some(partner) if partner > index => {
                let within = match mark.kind.name() {
                    Some(Name::Form) => open.last().filter(|(_, holds)| *holds),
                    _ => None,
                };
                let within = within.map(|(number, _)| *number);
                next += 1;
                open.push((next, mark.kind.name() == Some(&Name::Argument)));
                numbers[index] = next;
                Role::Open { within }
            }
            Some(partner) => {
                open.pop();
                Role::Close {
                    number: numbers[partner],
                }
            }
            None if mark.kind.stands_alone() => {
                next += 1;
                Role::Single
            }
            None => continue,
        };
        found.push(Code {
            range: mark.range,
            role,
        });
    }
    found
}

/// Where the text must not be cut, in order and apart: in a code, and in a pair unless it is long, or of tags that stand
/// around whole paragraphs.
pub(super) fn unbroken(marks: &[Mark]) -> Vec<Range<usize>> {
    let partners = partners(marks);
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (index, mark) in marks.iter().enumerate() {
        let end = match partners[index] {
            Some(partner) if partner > index && holds_together(mark, &marks[partner]) => {
                marks[partner].range.end
            }
            None if !mark.kind.stands_alone() => continue,
            _ => mark.range.end,
        };
        match ranges.last_mut() {
            Some(last) if mark.range.start < last.end => last.end = last.end.max(end),
            _ => ranges.push(mark.range.start..end),
        }
    }
    ranges
}

/// A longer pair, in bytes, is of more than a sentence.
const LONGEST_UNBROKEN: usize = 1_000;

fn holds_together(open: &Mark, close: &Mark) -> bool {
    let length = close.range.end - open.range.start;
    open.kind.name() == Some(&Name::Argument)
        || (!open.kind.is_block() && length <= LONGEST_UNBROKEN)
}

/// For each mark the one it makes a pair with. Pairs are nested: one that would cross another is none.
fn partners(marks: &[Mark]) -> Vec<Option<usize>> {
    let mut partners = vec![None; marks.len()];
    let mut open: Vec<(usize, &Name)> = Vec::new();
    // How many of each name are open, so that a mark that closes nothing costs one look.
    let mut counts: HashMap<&Name, usize> = HashMap::new();
    for (index, mark) in marks.iter().enumerate() {
        let (name, opens, closes) = match &mark.kind {
            Kind::Single => continue,
            Kind::Open(name) => (name, true, false),
            Kind::Close(name) => (name, false, true),
            Kind::Either(name) => (name, true, true),
            Kind::Unlinked(name) => (name, false, true),
        };
        if closes && counts.get(name).is_some_and(|count| *count > 0) {
            while let Some((partner, opened)) = open.pop() {
                if let Some(count) = counts.get_mut(opened) {
                    *count -= 1;
                }
                if opened == name {
                    if !matches!(mark.kind, Kind::Unlinked(_)) {
                        partners[index] = Some(partner);
                        partners[partner] = Some(index);
                    }
                    break;
                }
            }
        } else if opens {
            open.push((index, name));
            *counts.entry(name).or_default() += 1;
        }
    }
    partners
}
