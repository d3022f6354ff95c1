//! Which way a language or a text runs.

use crate::table::LANGUAGES;

/// Whether text in this language runs from right to left. A script in the tag decides over the language:
/// `ku-Arab` does, `sd-Deva` does not.
pub fn is_rtl_tag(tag: &str) -> bool {
    let mut parts = tag.trim().split(['-', '_']);
    let language = parts.next().unwrap_or_default();
    if let Some(script) =
        parts.find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic()))
    {
        return RTL_SCRIPTS
            .iter()
            .any(|rtl| rtl.eq_ignore_ascii_case(script));
    }
    LANGUAGES
        .iter()
        .any(|known| known.rtl && known.tag.eq_ignore_ascii_case(language))
        || RTL_LANGUAGES
            .iter()
            .any(|rtl| rtl.eq_ignore_ascii_case(language))
}

/// ISO 15924 codes of the scripts in use today that run from right to left.
const RTL_SCRIPTS: &[&str] = &[
    "Arab", "Aran", "Hebr", "Syrc", "Syre", "Syrj", "Syrn", "Thaa", "Nkoo", "Adlm", "Rohg", "Mand",
    "Samr",
];

/// Languages written from right to left which are not in the list of languages, and old codes of those that are.
const RTL_LANGUAGES: &[&str] = &[
    "arc", "aii", "arz", "apc", "ary", "arb", "azb", "bal", "bqi", "glk", "iw", "ji", "lrc", "mzn",
    "nqo", "pbt", "pbu", "pes", "rhg", "sdh", "skr", "ydd",
];

/// Whether the first strong character of the text runs from right to left, as HTML's `dir="auto"` decides it
/// (UAX #9, rule P2). Text without a strong character does not.
pub fn is_rtl_text(text: &str) -> bool {
    text.chars().find_map(strong_direction).unwrap_or(false)
}

/// Right to left, left to right, or neither (digits, punctuation, spaces).
fn strong_direction(c: char) -> Option<bool> {
    match c {
        '\u{200f}' => Some(true),
        '\u{200e}' => Some(false),
        _ if !c.is_alphabetic() => None,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => Some(true),
        '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}' => Some(true),
        _ => Some(false),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_rtl_tag, is_rtl_text};

    #[test]
    fn tags() {
        for tag in
            "ar ar-EG fa he iw ur ps sd ug yi dv ckb arc syr ks pnb prs ku-Arab pa-Arab-PK AR ar_SA"
                .split(' ')
        {
            assert!(is_rtl_tag(tag), "{tag}");
        }
        for tag in "en de ku tr az-Latn sd-Deva yi-Latn zh-Hans uz hi xx"
            .split(' ')
            .chain([""])
        {
            assert!(!is_rtl_tag(tag), "{tag}");
        }
    }

    #[test]
    fn texts() {
        for text in [
            "שלום",
            "123 مرحبا",
            "«سلام» hello",
            "\u{200f}abc",
            "ދިވެހި",
            "(١٢) سلام",
        ] {
            assert!(is_rtl_text(text), "{text}");
        }
        for text in [
            "hello שלום",
            "",
            "123 !?",
            "中文 שלום",
            "١٢٣",
            "\u{200e}שלום",
        ] {
            assert!(!is_rtl_text(text), "{text}");
        }
    }
}
