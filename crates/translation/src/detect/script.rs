//! Which script a text is in.

/// Scripts by what follows from them for the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Script {
    Latin,
    Cyrillic,
    Arabic,
    Hebrew,
    Devanagari,
    Bengali,
    Ethiopic,
    Han,
    Kana,
    /// A script (as good as) only this language is written in.
    Single(&'static str),
}

/// First and last code point of each script's letters.
const RANGES: &[(u32, u32, Script)] = &[
    (0x0041, 0x024f, Script::Latin),
    (0x0250, 0x02af, Script::Latin),
    (0x0370, 0x03ff, Script::Single("el")),
    (0x0400, 0x052f, Script::Cyrillic),
    (0x0531, 0x058f, Script::Single("hy")),
    (0x0590, 0x05ff, Script::Hebrew),
    (0x0600, 0x06ff, Script::Arabic),
    (0x0700, 0x074f, Script::Single("syr")),
    (0x0750, 0x077f, Script::Arabic),
    (0x0780, 0x07bf, Script::Single("dv")),
    (0x08a0, 0x08ff, Script::Arabic),
    (0x0900, 0x097f, Script::Devanagari),
    (0x0980, 0x09ff, Script::Bengali),
    (0x0a00, 0x0a7f, Script::Single("pa")),
    (0x0a80, 0x0aff, Script::Single("gu")),
    (0x0b00, 0x0b7f, Script::Single("or")),
    (0x0b80, 0x0bff, Script::Single("ta")),
    (0x0c00, 0x0c7f, Script::Single("te")),
    (0x0c80, 0x0cff, Script::Single("kn")),
    (0x0d00, 0x0d7f, Script::Single("ml")),
    (0x0d80, 0x0dff, Script::Single("si")),
    (0x0e00, 0x0e7f, Script::Single("th")),
    (0x0e80, 0x0eff, Script::Single("lo")),
    (0x0f00, 0x0fff, Script::Single("bo")),
    (0x1000, 0x109f, Script::Single("my")),
    (0x10a0, 0x10ff, Script::Single("ka")),
    (0x1100, 0x11ff, Script::Single("ko")),
    (0x1200, 0x139f, Script::Ethiopic),
    (0x1780, 0x17ff, Script::Single("km")),
    (0x1c50, 0x1c7f, Script::Single("sat")),
    (0x1e00, 0x1eff, Script::Latin),
    (0x1f00, 0x1fff, Script::Single("el")),
    (0x3005, 0x3007, Script::Han),
    (0x3040, 0x30ff, Script::Kana),
    (0x3130, 0x318f, Script::Single("ko")),
    (0x3400, 0x4dbf, Script::Han),
    (0x4e00, 0x9fff, Script::Han),
    (0xabc0, 0xabff, Script::Single("mni")),
    (0xac00, 0xd7af, Script::Single("ko")),
    (0xf900, 0xfaff, Script::Han),
    (0xfb1d, 0xfb4f, Script::Hebrew),
    (0xfb50, 0xfdff, Script::Arabic),
    (0xfe70, 0xfefc, Script::Arabic),
    (0xff66, 0xff9d, Script::Kana),
    (0x20000, 0x323af, Script::Han),
];

/// How many letters of each script there are.
pub(crate) fn count(text: &str) -> Vec<(Script, usize)> {
    let mut counts: Vec<(Script, usize)> = Vec::new();
    for script in text.chars().filter(|c| c.is_alphabetic()).filter_map(of) {
        match counts.iter_mut().find(|(known, _)| *known == script) {
            Some((_, n)) => *n += 1,
            None => counts.push((script, 1)),
        }
    }
    counts
}

/// The script most is written in, and its number of letters. A Chinese, Japanese or Korean character says as much as
/// several letters, and Latin names stand in texts of every script, so Latin counts for less.
pub(crate) fn main(counts: &[(Script, usize)]) -> Option<(Script, usize)> {
    let weight = |&(script, n): &(Script, usize)| match script {
        Script::Latin => n,
        Script::Han | Script::Kana | Script::Single("ko") => n * 4,
        _ => n * 2,
    };
    counts.iter().copied().max_by_key(weight)
}

/// The script of a letter; none for what is of none, or not known.
pub(crate) fn of(c: char) -> Option<Script> {
    let code = u32::from(c);
    let at = RANGES.partition_point(|&(_, last, _)| last < code);
    RANGES
        .get(at)
        .filter(|&&(first, _, _)| first <= code)
        .map(|&(_, _, script)| script)
}

/// Marks that are part of a word though no letters: vowel signs, viramas, joiners, points.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{9bc}'..='\u{9cd}' | '\u{200c}' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use super::RANGES;

    #[test]
    fn ranges_are_sorted_and_apart() {
        assert!(RANGES.windows(2).all(|pair| pair[0].1 < pair[1].0));
        assert!(RANGES.iter().all(|(first, last, _)| first <= last));
    }
}
