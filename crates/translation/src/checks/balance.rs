//! Check: brackets and quotation marks of the target come in twos, as those of the source do.

use super::finding::{Finding, FindingKind};
use super::side::Side;

pub(super) fn check(source: &Side, target: &Side) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut tell = |kind: FindingKind, one: &dyn Fn(&Side) -> Option<usize>| {
        // A quotation that goes on in the next segment is open in both.
        if one(source).is_none()
            && let Some(at) = one(target)
        {
            let length = target.plain[at..].chars().next().map_or(0, char::len_utf8);
            found.push(Finding::new(kind, None, Some(at..at + length)));
        }
    };
    for (open, close) in BRACKETS {
        tell(FindingKind::Bracket, &|side| {
            alone(&side.plain, open, close)
        });
    }
    for (open, close) in QUOTES {
        tell(FindingKind::Quote, &|side| alone(&side.plain, open, close));
    }
    // Languages differ in which of them open and which close: „ “, “ ”, ” ”, „ ”.
    tell(FindingKind::Quote, &odd_quote);
    found
}

/// Full-width ones stand for the others.
const BRACKETS: [(&[char], &[char]); 4] = [
    (&['(', '（', '﴿'], &[')', '）', '﴾']),
    (&['[', '［'], &[']', '］']),
    (&['{', '｛'], &['}', '｝']),
    (&['【', '〔', '〖'], &['】', '〕', '〗']),
];

/// Those whose direction is the same in every language.
const QUOTES: [(&[char], &[char]); 3] = [
    (&['「', '｢'], &['」', '｣']),
    (&['『'], &['』']),
    (&['《'], &['》']),
];

/// The first mark without its other.
fn alone(text: &str, open: &[char], close: &[char]) -> Option<usize> {
    if !text.contains(open) && !text.contains(close) {
        return None;
    }
    let mut opened = Vec::new();
    let mut last = ' ';
    for (at, c) in text.char_indices() {
        let face = matches!(last, ':' | ';' | '-' | '=' | '^');
        if open.contains(&c) && !face {
            opened.push(at);
        } else if close.contains(&c) && opened.pop().is_none() && !face && !is_of_list(&text[..at])
        {
            return Some(at);
        }
        last = c;
    }
    opened.first().copied()
}

/// `a)`, `12)` at the beginning.
fn is_of_list(before: &str) -> bool {
    let label = before.rsplit('\n').next().unwrap_or_default().trim_start();
    let label = label.trim_start_matches(['-', '*', '•', ' ']);
    (1..=3).contains(&label.chars().count()) && label.chars().all(char::is_alphanumeric)
}

/// The last double quotation mark, if there is an odd number of them.
fn odd_quote(side: &Side) -> Option<usize> {
    let text = side.plain.as_str();
    let mut found = Vec::new();
    let mut perhaps = false;
    let mut before = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map_or(' ', |(_, c)| *c);
        match c {
            // Hebrew abbreviations: צה"ל.
            '"' | '\u{201d}'
                if before.is_alphabetic() && after.is_alphabetic() && side.lang == "he" => {}
            '"' | '\u{201d}' | '″' if before.is_numeric() => {
                // Inches, or the end of what is quoted.
                perhaps = true;
                found.push(at);
            }
            '"' | '\u{201c}'..='\u{201f}' | '＂' | '«' | '»' | '〝' | '〞' | '〟' => {
                found.push(at)
            }
            _ => {}
        }
        before = c;
    }
    let odd = found.len() % 2 == 1 && !perhaps;
    found.last().copied().filter(|_| odd)
}
