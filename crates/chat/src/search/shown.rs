//! What is shown of a hit: its surroundings, with what was found marked.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::files::parts;
use super::query::Clause;
use super::words::words;

/// A part of a text that is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// The text; white space became one space.
    pub text: String,
    /// It was looked for.
    pub hit: bool,
}

/// So much of a text is read for its surroundings, in bytes: one of megabytes would take its time.
const READ: usize = 200_000;
/// How far the places may be apart that are shown together, in bytes.
const TOGETHER: usize = 120;
/// How much is shown before the first, in bytes, and in all.
const BEFORE: usize = 40;
const IN_ALL: usize = 200;
/// So many different writings are told.
const WRITTEN: usize = 20;

/// A hit, cut out.
pub(super) struct Shown {
    pub pieces: Vec<Piece>,
    pub written: Vec<String>,
}

/// A text that is shown as it is.
pub(super) fn whole(text: &str) -> Vec<Piece> {
    vec![Piece {
        text: spaced(text),
        hit: false,
    }]
}

/// What of a text is shown, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// All of it, as it is: a title.
    Whole,
    /// The same, and what is found in its parts: a file's name.
    Name,
    /// The surroundings, without marks of Markdown.
    Message,
    /// The surroundings, as they are: in a program, such marks mean something.
    File,
}

impl Shown {
    /// Of a text.
    pub fn of(text: &str, clauses: &[Clause], how: How) -> Shown {
        let text = &text[..text.floor_char_boundary(READ)];
        let mut found = places(text, clauses);
        if how == How::Name {
            found.extend(places(&parts(text), clauses));
        }
        let hits = apart(found);
        let mut written: Vec<String> = Vec::new();
        for hit in &hits {
            let as_written = &text[hit.clone()];
            if written.len() < WRITTEN && !written.iter().any(|known| known == as_written) {
                written.push(as_written.to_owned());
            }
        }
        let window = match how {
            How::Whole | How::Name => 0..text.len(),
            How::Message | How::File => window(text, &hits),
        };
        let as_shown = match how {
            How::Message => unmarked,
            How::Whole | How::Name | How::File => spaced,
        };
        Shown {
            pieces: pieces(text, window, &hits, as_shown),
            written,
        }
    }
}

/// The places of all clauses.
fn places(text: &str, clauses: &[Clause]) -> Vec<Range<usize>> {
    let mut all: Vec<(String, Range<usize>)> = Vec::new();
    words(text, |word, at| {
        all.push((word.to_owned(), at));
        true
    });
    let mut hits: Vec<Range<usize>> = Vec::new();
    for clause in clauses {
        let last = clause.words.len().saturating_sub(1);
        for at in 0..all.len() {
            let is_there = |(which, (word, offset)): (usize, &(String, u32))| {
                let there = all.get(at + *offset as usize);
                there.is_some_and(|(there, _)| match clause.open && which == last {
                    true => there.starts_with(word.as_str()),
                    false => there == word,
                })
            };
            if clause.words.iter().enumerate().all(is_there) {
                let end = clause.words.get(last).map_or(0, |(_, offset)| *offset);
                hits.push(all[at].1.start..hit_end(text, &all[at + end as usize], clause));
            }
        }
    }
    hits
}

/// The same in order, those that overlap as one.
fn apart(mut hits: Vec<Range<usize>>) -> Vec<Range<usize>> {
    hits.sort_unstable_by_key(|hit| (hit.start, hit.end));
    let mut apart: Vec<Range<usize>> = Vec::with_capacity(hits.len());
    for hit in hits {
        match apart.last_mut().filter(|before| hit.start < before.end) {
            Some(before) => before.end = before.end.max(hit.end),
            None => apart.push(hit),
        }
    }
    apart
}

/// Of a single letter that was looked for, the pair it begins is not lit.
fn hit_end(text: &str, (word, place): &(String, Range<usize>), clause: &Clause) -> usize {
    match clause.words.last() {
        Some((wanted, _))
            if clause.open && wanted.chars().count() == 1 && word.chars().count() == 2 =>
        {
            // The text's own letter: as it is compared it may be longer.
            let first = text[place.clone()].chars().next();
            first
                .filter(|first| super::fold::is_dense(*first))
                .map_or(place.end, |first| place.start + first.len_utf8())
        }
        _ => place.end,
    }
}

/// The part of the text with the most hits near each other, and something around it.
fn window(text: &str, hits: &[Range<usize>]) -> Range<usize> {
    let near = |from: usize| {
        let begin = hits[from].start;
        hits[from..]
            .iter()
            .take_while(|hit| hit.end <= begin + TOGETHER)
            .count()
    };
    // The first of those with the most; far ones of a long text do not matter.
    let best = (0..hits.len().min(200))
        .rev()
        .max_by_key(|from| near(*from));
    let begin = best.map_or(0, |best| hits[best].start);
    let mut from = text.floor_char_boundary(begin.saturating_sub(BEFORE));
    if from > 0
        && let Some(space) = text[from..begin].find(char::is_whitespace)
    {
        from += space;
    }
    let mut to = text.floor_char_boundary((from + IN_ALL).min(text.len()));
    let held = best.map_or(from, |best| hits[best].end);
    if to < text.len()
        && to > held
        && let Some(space) = text[held..to].rfind(char::is_whitespace)
        && space > 0
    {
        to = held + space;
    }
    from..to.max(from)
}

/// Cut out at the places in the text as it is written, then each part as it is shown: so nothing that is left out moves a place.
fn pieces(
    text: &str,
    window: Range<usize>,
    hits: &[Range<usize>],
    as_shown: fn(&str) -> String,
) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut push = |part: &str, hit: bool| {
        let text = as_shown(part);
        if !text.is_empty() {
            pieces.push(Piece { text, hit });
        }
    };
    if window.start > 0 {
        push("…", false);
    }
    let mut at = window.start;
    for hit in hits {
        let (start, end) = (hit.start.max(at), hit.end.min(window.end));
        if start >= end {
            continue;
        }
        push(&text[at..start], false);
        push(&text[start..end], true);
        at = end;
    }
    push(&text[at..window.end], false);
    if window.end < text.len() {
        push("…", false);
    }
    pieces
}

/// The same without Markdown's marks of code and of strong words. Asterisks between spaces are no marks.
fn unmarked(text: &str) -> String {
    let mut rest = text;
    let mut kept = String::with_capacity(text.len());
    while let Some(at) = rest.find(['`', '*']) {
        kept.push_str(&rest[..at]);
        let mark = &rest[at..at + 1];
        let run = rest[at..].len() - rest[at..].trim_start_matches(mark).len();
        let after = &rest[at + run..];
        let alone = kept.ends_with(char::is_whitespace) && after.starts_with(char::is_whitespace);
        if mark == "*" && (run == 1 || alone) {
            kept.push_str(&rest[at..at + run]);
        }
        rest = after;
    }
    kept.push_str(rest);
    spaced(&kept)
}

/// White space as one space.
fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter.is_whitespace() {
            true if spaced.ends_with(' ') => {}
            true => spaced.push(' '),
            false => spaced.push(letter),
        }
    }
    spaced
}
