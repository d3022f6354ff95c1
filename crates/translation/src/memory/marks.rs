//! A fingerprint of a text's pairs of letters: what rules most units out before a distance is reckoned.

/// 512 bits, one set for each pair of neighbouring characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marks {
    bits: [u64; WORDS],
    /// How many of them are set.
    set: u32,
    /// Length of the text, in characters.
    pub(super) length: u32,
}

const WORDS: usize = 8;

impl Marks {
    /// Of a text as [`folded`] gives it.
    pub(super) fn of(chars: impl Iterator<Item = char>) -> Marks {
        let mut bits = [0_u64; WORDS];
        let (mut length, mut before) = (0_u32, None);
        for c in chars {
            length = length.saturating_add(1);
            if let Some(before) = before.replace(c) {
                let bit = bit_of(before, c);
                bits[bit / 64] |= 1 << (bit % 64);
            }
        }
        let set = bits.iter().map(|word| word.count_ones()).sum();
        Marks { bits, set, length }
    }

    /// No edit distance between the two texts is below this. An edit touches at most two pairs of either text, so
    /// half of those that only one of them has is too little; and lengths differ by no more than the edits. Pairs that share a
    /// bit only make it lower.
    pub(super) fn compared(&self, other: &Marks) -> Compared {
        let pairs = self.bits.iter().zip(&other.bits);
        let common: u32 = pairs.map(|(a, b)| (a & b).count_ones()).sum();
        let only = self.set.max(other.set) - common;
        let lengths = self.length.abs_diff(other.length);
        Compared {
            distance_at_least: lengths.max(only.div_ceil(2)),
            alike: common * 2_000 / (self.set + other.set).max(1),
        }
    }
}

/// What two fingerprints say of their texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Compared {
    /// No edit distance is below this.
    pub(super) distance_at_least: u32,
    /// How alike they seem, 0 to 1,000: Dice's coefficient.
    pub(super) alike: u32,
}

fn bit_of(one: char, other: char) -> usize {
    let mixed = (one as u32).wrapping_mul(0x9e37_79b1) ^ (other as u32).wrapping_mul(0x85eb_ca6b);
    // The upper bits of a product are the ones that are mixed.
    (mixed.wrapping_mul(0xc2b2_ae35) >> 23) as usize
}

/// A text's characters as they are compared: lower case, white space as one space, none at the ends.
pub(super) fn folded(text: &str) -> impl Iterator<Item = char> {
    text.split_whitespace()
        .enumerate()
        .flat_map(|(at, word)| (at > 0).then_some(' ').into_iter().chain(word.chars()))
        .flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_and_case_fall_away() {
        let text: String = folded("  Ein\u{a0}\n\tÜBUNGS-Text ").collect();
        assert_eq!(text, "ein übungs-text");
        assert_eq!(folded("").count(), 0);
    }

    #[test]
    fn a_text_is_like_itself() {
        let marks = Marks::of(folded("the quick brown fox"));
        let same = marks.compared(&marks);
        assert_eq!((same.distance_at_least, same.alike), (0, 1_000));
        let nothing = Marks::of("".chars());
        assert_eq!(nothing.compared(&nothing).distance_at_least, 0);
        assert_eq!(nothing.compared(&marks).distance_at_least, marks.length);
    }
}
