//! A text as the words that are searched for, with their places.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::fold::{dense, fold, is_dense};

/// So many letters of a word are compared: longer ones are no words, and the index would hold megabytes of them.
const MOST_LETTERS: usize = 64;

/// Calls `each` with every word (UAX #29) as it is compared, and its place in bytes. Where a script knows no spaces, words are
/// all pairs of neighbouring letters, and the last letter alone: whoever looks for one letter finds it as the beginning of
/// a pair. `each` says whether to go on.
pub(super) fn words(text: &str, mut each: impl FnMut(&str, Range<usize>) -> bool) {
    let mut folded = String::new();
    let mut run: Vec<(char, Range<usize>)> = Vec::new();
    for (at, segment) in text.split_word_bound_indices() {
        if segment.chars().next().is_some_and(is_dense) {
            run.extend(letters(at, segment));
            // A text of one run is not held twice.
            if run.len() > 4_096 && !pairs(&mut run, &mut each, false) {
                return;
            }
            continue;
        }
        if !pairs(&mut run, &mut each, true) {
            return;
        }
        if !segment.contains(char::is_alphanumeric) {
            continue;
        }
        folded.clear();
        for letter in segment.chars() {
            // Enough for so many letters, however long each is.
            if folded.len() >= 4 * MOST_LETTERS {
                break;
            }
            fold(letter, &mut folded);
        }
        if let Some((end, _)) = folded.char_indices().nth(MOST_LETTERS) {
            folded.truncate(end);
        }
        if !folded.is_empty() && !each(&folded, at..at + segment.len()) {
            return;
        }
    }
    pairs(&mut run, &mut each, true);
}

fn letters(at: usize, segment: &str) -> impl Iterator<Item = (char, Range<usize>)> {
    let letters = segment.char_indices();
    letters.map(move |(from, letter)| {
        let from = at + from;
        (dense(letter), from..from + letter.len_utf8())
    })
}

/// Gives the pairs of a run; the last letter alone where the run has ended, else it stays for what follows.
fn pairs(
    run: &mut Vec<(char, Range<usize>)>,
    each: &mut impl FnMut(&str, Range<usize>) -> bool,
    ended: bool,
) -> bool {
    let mut pair = String::new();
    for at in 0..run.len() {
        let (letter, place) = &run[at];
        pair.clear();
        pair.push(*letter);
        let mut end = place.end;
        match run.get(at + 1) {
            Some((next, place)) => {
                pair.push(*next);
                end = place.end;
            }
            None if ended => {}
            None => break,
        }
        if !each(&pair, place.start..end) {
            return false;
        }
    }
    if ended {
        run.clear();
    } else {
        run.drain(..run.len().saturating_sub(1));
    }
    true
}
