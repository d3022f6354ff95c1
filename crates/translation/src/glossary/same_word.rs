//! Whether two words are forms of one word.

use super::endings::{Inflection, Ways};
use super::tokens::{Token, TokenKind};

/// The least letters of what two forms share.
const SHORTEST_STEM: usize = 3;

/// Whether a word of a text is the term's word, perhaps inflected. Strict, since it says that a text has a term.
pub(super) fn same_word(term: &Token, text: &Token, ways: &Ways, verb: bool) -> bool {
    if term.kind != text.kind {
        return false;
    }
    let accents_vary = term.accents_vary || text.accents_vary || ways.accents_inflect;
    if term.text == text.text || (accents_vary && term.folded == text.folded) {
        return true;
    }
    if term.kind != TokenKind::Word || term.folded == text.folded {
        return false;
    }
    let inflected = match ways.inflection {
        Inflection::None => false,
        Inflection::Endings(sets) => share_stem(&term.folded, &text.folded, sets),
        Inflection::Suffixes => suffixed(&term.folded, &text.folded),
        Inflection::LastLetters => last_letters_differ(&term.folded, &text.folded),
        Inflection::Semitic => semitic(&term.folded, &text.folded, ways),
    };
    inflected || (verb && share_stem(&term.folded, &text.folded, ways.verbs))
}

/// Whether a word of a translation may be a form of the wanted one. Lenient, since it says that a translator was wrong:
/// the beginning is enough, and inside of a longer word where a language joins them.
pub(super) fn may_be(wanted: &Token, text: &Token, ways: &Ways) -> bool {
    if same_word(wanted, text, ways, true) || wanted.folded == text.folded {
        return true;
    }
    if wanted.kind != TokenKind::Word || text.kind != TokenKind::Word {
        return false;
    }
    let (stem, letters) = stem(&wanted.folded);
    let longest = 3 * letters.max(4);
    let begins = text.folded.starts_with(stem) && text.folded.chars().count() <= longest;
    begins
        || (ways.compounds && letters >= 4 && text.folded.contains(stem))
        || (ways.inflection == Inflection::Semitic
            && consonants(&wanted.folded).chars().count() >= 3
            && consonants(&text.folded).contains(&consonants(&wanted.folded)))
}

/// All beginnings of a word under which a term can be looked up: as it is, and without the small words that are
/// written before it.
pub(super) fn variants<'a>(word: &'a str, ways: &Ways) -> Vec<&'a str> {
    let mut found = vec![word];
    if ways.inflection == Inflection::Semitic {
        let mut rest = word;
        for _ in 0..4 {
            let Some(shorter) = rest.strip_prefix(BEFORE_WORDS) else {
                break;
            };
            if shorter.chars().count() < SHORTEST_STEM {
                break;
            }
            found.push(shorter);
            rest = shorter;
        }
    }
    found
}

/// What the forms of a word begin with: whatever [`same_word`] takes for the word begins with one of these, or one of its
/// [`variants`] does.
pub(super) fn beginnings<'a>(word: &'a str, ways: &Ways, verb: bool) -> Vec<&'a str> {
    let mut found = vec![word];
    let mut stems_of = |sets: &[&str]| {
        for ending in sets.iter().flat_map(|set| set.split(' ')) {
            found.extend(word.strip_suffix(ending));
        }
    };
    match ways.inflection {
        Inflection::None => {}
        Inflection::Endings(sets) => stems_of(sets),
        Inflection::Suffixes | Inflection::LastLetters => {
            found.extend(
                word.char_indices()
                    .next_back()
                    .map(|(last, _)| &word[..last]),
            );
        }
        Inflection::Semitic => {
            let bare = without(word, word.strip_prefix("ال"));
            found.extend([bare, feminine_stem(bare)]);
        }
    }
    if verb {
        for ending in ways.verbs.iter().flat_map(|set| set.split(' ')) {
            found.extend(word.strip_suffix(ending));
        }
    }
    found.retain(|stem| *stem == word || stem.chars().count() >= SHORTEST_STEM);
    found.sort_unstable();
    found.dedup();
    found
}

/// And, so, in, as, to, the, from, that: in Arabic and Hebrew.
const BEFORE_WORDS: [char; 12] = ['و', 'ف', 'ب', 'ك', 'ل', 'ا', 'ה', 'ו', 'ב', 'ל', 'מ', 'ש'];

fn share_stem(one: &str, other: &str, sets: &[&str]) -> bool {
    sets.iter().any(|set| {
        let endings = || {
            set.split(' ')
                .map(|ending| if ending == "-" { "" } else { ending })
        };
        let stems = endings().filter_map(|ending| one.strip_suffix(ending));
        stems
            .filter(|stem| stem.chars().count() >= SHORTEST_STEM)
            .any(|stem| {
                let rest = other.strip_prefix(stem);
                rest.is_some_and(|rest| endings().any(|ending| ending == rest))
            })
    })
}

fn suffixed(term: &str, text: &str) -> bool {
    let hangul = term.chars().all(|c| ('\u{ac00}'..='\u{d7a3}').contains(&c));
    let (shortest, longest) = if hangul { (2, 4) } else { (SHORTEST_STEM, 12) };
    let letters = term.chars().count();
    if letters < shortest {
        return false;
    }
    if text
        .strip_prefix(term)
        .is_some_and(|rest| rest.chars().count() <= longest)
    {
        return true;
    }
    // The last letter changes before a suffix: kitap, kitabı.
    let stem = term
        .char_indices()
        .next_back()
        .map_or("", |(last, _)| &term[..last]);
    let rest = text.strip_prefix(stem).map(|rest| rest.chars().count());
    !hangul && letters >= 5 && rest.is_some_and(|rest| (2..=longest).contains(&rest))
}

fn last_letters_differ(one: &str, other: &str) -> bool {
    let shared = one
        .chars()
        .zip(other.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let rest = |word: &str| word.chars().count() - shared;
    shared >= SHORTEST_STEM && rest(one) <= 1 && rest(other) <= 3
}

/// With small words before and endings behind: `والكتاب`, `كتابها`.
fn semitic(term: &str, text: &str, ways: &Ways) -> bool {
    const AFTER: &str =
        "ه ها هم هن ي ك كم نا ة ات ين ون ان ا ت ים ות ה י ו ת ך נו הם ם ון ها ی های ام";
    let term = without(term, term.strip_prefix("ال"));
    let stem = feminine_stem(term);
    let ends = |rest: &str| AFTER.split(' ').any(|after| after == rest);
    variants(text, ways).into_iter().any(|text| {
        let rest = text.strip_prefix(stem);
        text == term
            || rest.is_some_and(ends)
            || rest
                .and_then(|rest| rest.strip_prefix('ت'))
                .is_some_and(ends)
    })
}

/// Without the ending of a feminine noun, which other endings replace.
fn feminine_stem(word: &str) -> &str {
    without(word, word.strip_suffix(['ة', 'ה']))
}

/// The shorter one where it is still long enough.
fn without<'a>(word: &'a str, shorter: Option<&'a str>) -> &'a str {
    shorter
        .filter(|rest| rest.chars().count() >= SHORTEST_STEM)
        .unwrap_or(word)
}

/// What of a word stays when it is inflected, roughly, and how many letters that is.
fn stem(word: &str) -> (&str, usize) {
    let letters = word.chars().count();
    let stays = letters
        - match letters {
            0..=3 => 0,
            4..=6 => 1,
            _ => 2,
        };
    let end = word.char_indices().nth(stays);
    (end.map_or(word, |(end, _)| &word[..end]), stays)
}

/// Without the letters that stand for vowels and come and go: `كتاب` and `كتب` are one.
fn consonants(word: &str) -> String {
    word.chars()
        .filter(|c| !['ا', 'و', 'ي', 'ة', 'ه', 'ו', 'י', 'ה', 'א'].contains(c))
        .collect()
}

#[cfg(test)]
mod tests;
