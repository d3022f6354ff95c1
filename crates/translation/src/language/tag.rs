//! The parts of a language tag (RFC 5646), whoever asks.

/// The language of a tag, without what follows it, in lower case; under the name that the tag has for it (`iw` stays `iw`).
pub(crate) fn primary(tag: &str) -> String {
    let first = tag.trim().split(['-', '_']).next();
    first.unwrap_or_default().to_ascii_lowercase()
}

/// The first subtag of so many characters behind the language, in lower case: a script has four letters, a region two, or
/// three digits.
pub(crate) fn subtag(tag: &str, length: usize) -> Option<String> {
    let mut subtags = tag.trim().split(['-', '_']).skip(1);
    let found = subtags.find(|subtag| {
        let digits = subtag.starts_with(|c: char| c.is_ascii_digit());
        subtag.len() == length && digits == (length == 3)
    });
    found.map(str::to_ascii_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts() {
        let check = |tag: &str, language: &str, script: Option<&str>, region: Option<&str>| {
            let found = (
                primary(tag),
                subtag(tag, 4),
                subtag(tag, 2).or_else(|| subtag(tag, 3)),
            );
            let expect = (
                language.to_owned(),
                script.map(str::to_owned),
                region.map(str::to_owned),
            );
            assert_eq!(found, expect, "{tag}");
        };
        check("de", "de", None, None);
        check(" DE_at ", "de", None, Some("at"));
        check("zh-Hant-TW", "zh", Some("hant"), Some("tw"));
        check("es-419", "es", None, Some("419"));
        // Variants are neither: one of four characters begins with a digit, a language of three letters may follow.
        check("de-1996", "de", None, None);
        check("zh-yue-HK", "zh", None, Some("hk"));
        check("", "", None, None);
    }
}
