//! Letting words and letters vote for the languages of one script.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::script::is_mark;

/// What speaks for a language. Lists are separated by spaces.
#[derive(Debug)]
pub(super) struct Profile {
    /// Its tag.
    pub(super) tag: &'static str,
    /// Common words, lower case.
    pub(super) words: &'static str,
    /// Letters few others write: they vote.
    pub(super) letters: &'static str,
    /// Other letters that are at home in it: they do not speak against it.
    pub(super) usual: &'static str,
    /// Parts of words (`_` is a word's edge); weaker than words, but short texts may have nothing else.
    pub(super) bits: &'static str,
}

/// The profiles of one script (at most 64), and an index of them that is made when first needed.
#[derive(Debug)]
pub(super) struct Table {
    profiles: &'static [Profile],
    index: OnceLock<Index>,
}

/// Which profiles have a thing: bit i stands for profile i.
type Set = u64;

#[derive(Debug, Default)]
struct Index {
    words: BTreeMap<&'static str, Set>,
    /// Those a letter votes for, and those it is at home in.
    letters: BTreeMap<char, (Set, Set)>,
    bits: Vec<(String, Set)>,
}

const WORD: i32 = 24;
const LETTER: i32 = 12;
const FOREIGN_LETTER: i32 = -6;
const BIT: i32 = 6;

impl Table {
    pub(super) const fn new(profiles: &'static [Profile]) -> Table {
        Table {
            profiles,
            index: OnceLock::new(),
        }
    }

    pub(super) fn tag(&self, profile: usize) -> &'static str {
        self.profiles.get(profile).map_or("", |profile| profile.tag)
    }

    /// Each profile's votes. A thing gives each language that has it a vote, the greater the fewer have it. A letter
    /// that only some of the languages write also votes against all others.
    pub(super) fn score(&self, text: &str) -> Vec<i32> {
        let index = self.index.get_or_init(|| Index::new(self.profiles));
        let mut scores = vec![0; self.profiles.len()];
        for word in text
            .split(|c: char| !(c.is_alphabetic() || is_mark(c)))
            .filter(|word| !word.is_empty())
        {
            if let Some(&set) = index.words.get(word) {
                vote(&mut scores, set, shared(WORD, set));
            }
            for c in word.chars() {
                if let Some(&(votes, home)) = index.letters.get(&c) {
                    vote(&mut scores, votes, shared(LETTER, votes));
                    vote(&mut scores, !home, FOREIGN_LETTER);
                }
            }
            let padded = ["_", word, "_"].concat();
            for (bit, set) in &index.bits {
                if padded.contains(bit.as_str()) {
                    vote(&mut scores, *set, shared(BIT, *set));
                }
            }
        }
        scores
    }
}

impl Index {
    fn new(profiles: &'static [Profile]) -> Index {
        let mut index = Index::default();
        for (i, profile) in profiles.iter().enumerate() {
            let set: Set = 1 << i;
            for word in profile.words.split(' ') {
                *index.words.entry(word).or_default() |= set;
            }
            for c in profile.letters.chars() {
                let entry = index.letters.entry(c).or_default();
                *entry = (entry.0 | set, entry.1 | set);
            }
            for c in profile.usual.chars() {
                index.letters.entry(c).or_default().1 |= set;
            }
            for bit in profile.bits.split(' ').filter(|bit| !bit.is_empty()) {
                match index.bits.iter_mut().find(|(known, _)| known == bit) {
                    Some((_, known)) => *known |= set,
                    None => index.bits.push((bit.to_string(), set)),
                }
            }
        }
        index
    }
}

fn vote(scores: &mut [i32], set: Set, worth: i32) {
    for (i, score) in scores.iter_mut().enumerate() {
        if set & (1 << i) != 0 {
            *score += worth;
        }
    }
}

/// What each gets of a vote.
fn shared(worth: i32, set: Set) -> i32 {
    match set.count_ones() {
        0 | 1 => worth,
        2 => worth * 2 / 3,
        3 => worth / 2,
        _ => worth / 4,
    }
}

#[cfg(test)]
mod tests {
    use super::super::words;
    use crate::find;

    #[test]
    fn profiles_fit_and_name_known_languages() {
        let tables = [
            &words::LATIN,
            &words::CYRILLIC,
            &words::ARABIC,
            &words::DEVANAGARI,
            &words::HEBREW,
            &words::BENGALI,
            &words::ETHIOPIC,
        ];
        for table in tables {
            assert!(table.profiles.len() <= 64);
            for profile in table.profiles {
                assert_eq!(
                    find(profile.tag).map(|language| language.tag),
                    Some(profile.tag)
                );
                assert!(
                    profile
                        .words
                        .split(' ')
                        .all(|word| word == word.to_lowercase() && !word.is_empty()),
                    "{}",
                    profile.tag
                );
            }
        }
    }
}
