//! Which languages a glossary is for.

use crate::language::find;
use crate::language::tag::{primary, subtag};

/// Whether terms in one language are found in texts of another (`None`: not known); an empty tag is any language.
pub(super) fn source_fits(of: &str, text: Option<&str>) -> bool {
    let (Some(text), false) = (text, of.trim().is_empty()) else {
        return true;
    };
    let (of, text) = (Parts::of(of), Parts::of(text));
    of.language == text.language && of.script == text.script
}

/// Whether translations in one language are right in a text of another; an empty tag is any language.
pub(super) fn target_fits(of: &str, text: &str) -> bool {
    if of.trim().is_empty() {
        return true;
    }
    let (of, text) = (Parts::of(of), Parts::of(text));
    let region = of.region.is_none() || text.region.is_none() || of.region == text.region;
    of.language == text.language && of.script == text.script && region
}

/// The parts of a tag (RFC 5646) that make a difference, in lower case.
struct Parts {
    language: String,
    /// The language's usual one is none, so that `zh-Hans` is `zh`.
    script: Option<String>,
    region: Option<String>,
}

impl Parts {
    fn of(tag: &str) -> Parts {
        // Under its present name (`iw` is `he`), and with the script that its region writes (`zh-TW` is `zh-Hant`).
        let listed = find(tag).map_or(tag.trim(), |language| language.tag);
        let language = primary(listed);
        let script = subtag(tag, 4)
            .or_else(|| subtag(listed, 4))
            .or_else(|| (listed == "zh-HK").then(|| "hant".to_owned()));
        let usual = [("zh", "hans"), ("sr", "cyrl"), ("uz", "latn")];
        let is_usual = |script: &String| {
            usual
                .iter()
                .any(|(of, usual)| *of == language && usual == script)
        };
        Parts {
            script: script.filter(|script| !is_usual(script)),
            region: subtag(tag, 2).or_else(|| subtag(tag, 3)),
            language,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets() {
        for (of, text, fits) in [
            ("", "de", true),
            ("de", "de", true),
            ("de", "de-AT", true),
            ("DE_de", "de", true),
            ("de-AT", "de-CH", false),
            ("de", "nl", false),
            ("pt", "pt-BR", true),
            ("pt", "pt-PT", true),
            ("pt-BR", "pt-PT", false),
            ("zh-Hans", "zh", true),
            ("zh", "zh-Hant", false),
            ("zh-TW", "zh-Hant", true),
            ("zh-HK", "zh-Hant", true),
            ("zh-CN", "zh-Hans", true),
            ("zh-TW", "zh-HK", false),
            ("es-419", "es", true),
            ("es-419", "es-ES", false),
            ("sr-Latn", "sr", false),
            ("iw", "he", true),
            ("no", "nb", true),
            ("tlh", "tlh-Latn", false),
        ] {
            assert_eq!(target_fits(of, text), fits, "{of} for {text}");
        }
    }

    #[test]
    fn sources() {
        for (of, text, fits) in [
            ("en-GB", Some("en-US"), true),
            ("en", Some("en-GB"), true),
            ("en", None, true),
            ("", Some("fr"), true),
            ("en", Some("fr"), false),
            ("zh-Hans", Some("zh-Hant"), false),
            ("zh-HK", Some("zh-TW"), true),
        ] {
            assert_eq!(source_fits(of, text), fits, "{of} for {text:?}");
        }
    }
}
