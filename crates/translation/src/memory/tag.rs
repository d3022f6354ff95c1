//! Which languages count as the same, and which variety is wanted.

use crate::language::find;
use crate::language::tag::{self, subtag};

/// The language a tag is of, without region and script, under the name it has today (`iw` is `he`); lower case.
pub(super) fn primary(tag: &str) -> String {
    tag::primary(find(tag).map_or(tag, |language| language.tag))
}

/// How well a unit's variety of a language is the wanted one. Of the same language, in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Nearness {
    /// Another variety: pt-PT where pt-BR is wanted, Traditional where Simplified Chinese is.
    Other,
    /// One of them says no variety.
    Fits,
    /// The same.
    Same,
}

pub(super) fn nearness(has: &str, wanted: &str) -> Nearness {
    let (one, other) = (parts(has), parts(wanted));
    if one == other {
        Nearness::Same
    } else if one.0 == other.0 && (one.1.is_none() || other.1.is_none()) {
        Nearness::Fits
    } else {
        Nearness::Other
    }
}

/// Script and region. The script is that of the language as it is listed, since a bare `zh` is in one too; and a text in
/// another script is of no use, so it must be the same.
fn parts(tag: &str) -> (Option<String>, Option<String>) {
    let listed = find(tag).map_or(tag, |language| language.tag);
    let script = subtag(listed, 4).or_else(|| subtag(tag, 4));
    let script = script.or_else(|| (primary(tag) == "zh").then(|| "hant".to_owned()));
    (script, subtag(tag, 2).or_else(|| subtag(tag, 3)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_of_a_tag() {
        for (tag, wanted) in [
            ("de", "de"),
            ("de-AT", "de"),
            ("DE_at", "de"),
            ("iw-IL", "he"),
            ("no", "nb"),
            ("zh-TW", "zh"),
            ("tlh-Latn", "tlh"),
            ("", ""),
        ] {
            assert_eq!(primary(tag), wanted, "{tag}");
        }
    }

    #[test]
    fn varieties() {
        use Nearness::*;
        for (has, wanted, near) in [
            ("de", "de", Same),
            ("DE-de", "de-DE", Same),
            ("de-AT", "de", Fits),
            ("pt", "pt-PT", Fits),
            ("pt-BR", "pt-PT", Other),
            ("en-US", "en-GB", Other),
            ("es-419", "es-MX", Other),
            ("zh", "zh-Hans", Same),
            ("zh-CN", "zh-Hans", Fits),
            ("zh-TW", "zh-Hant", Fits),
            ("zh", "zh-Hant", Other),
            ("zh-HK", "zh-Hant", Fits),
            ("zh-HK", "zh-Hans", Other),
            ("sr-Latn", "sr", Other),
        ] {
            assert_eq!(nearness(has, wanted), near, "{has} {wanted}");
        }
    }
}
