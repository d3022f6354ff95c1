//! Guessing the language of a text.
//!
//! The script decides first: many belong to one language. Where several share a script, their commonest words and
//! their letters vote. That is a few kilobytes instead of the megabytes of n-gram models, good for sentences and
//! honest about fragments: a guess that is thin says so, and none is made where nothing speaks for one.

pub(crate) mod script;
mod table;
mod words;

use script::Script;
use table::Table;

/// What a text seems to be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Detected {
    /// The tag of a language in [`crate::languages`].
    pub tag: &'static str,
    /// Whether the evidence is strong. A guess that is not sure is worth a question mark.
    pub sure: bool,
}

/// As much of a text as is looked at, in characters; more would not change the answer.
const LOOKED_AT: usize = 2_000;

/// The language of a text, or none where there is too little to go by.
pub fn detect(text: &str) -> Option<Detected> {
    let text = prose(text);
    let counts = script::count(&text);
    let (script, letters) = script::main(&counts)?;
    match script {
        Script::Han | Script::Kana => Some(han(&text, &counts)),
        Script::Latin => by_words(&text, &words::LATIN),
        Script::Cyrillic => by_words(&text, &words::CYRILLIC),
        Script::Arabic => by_words(&text, &words::ARABIC),
        Script::Devanagari => by_words(&text, &words::DEVANAGARI),
        Script::Hebrew => by_words(&text, &words::HEBREW),
        Script::Bengali => by_words(&text, &words::BENGALI),
        Script::Ethiopic => by_words(&text, &words::ETHIOPIC),
        Script::Single(tag) => Some(Detected {
            tag,
            sure: letters >= 2,
        }),
    }
}

/// The beginning of the text without what is in no language: addresses, tags, placeholders, code spans.
fn prose(text: &str) -> String {
    let mut out = String::new();
    for word in text
        .chars()
        .take(LOOKED_AT)
        .collect::<String>()
        .split_whitespace()
    {
        let strange = word.contains("://")
            || word.contains('@')
            || word.starts_with(['<', '{', '`', '%', '$', '\\', '/']);
        if !strange {
            out.extend(word.chars().flat_map(char::to_lowercase));
            out.push(' ');
        }
    }
    out
}

/// Chinese or Japanese. Kana make it Japanese; without them, short text in Han characters could be either.
fn han(text: &str, counts: &[(Script, usize)]) -> Detected {
    let of = |wanted: Script| {
        counts
            .iter()
            .find(|(script, _)| *script == wanted)
            .map_or(0, |&(_, n)| n)
    };
    let (han, kana) = (of(Script::Han), of(Script::Kana));
    if kana * 10 > han {
        return Detected {
            tag: "ja",
            sure: kana >= 2,
        };
    }
    let among = |set: &str| text.chars().filter(|c| set.contains(*c)).count();
    let (simplified, traditional, shinjitai) = (
        among(words::SIMPLIFIED),
        among(words::TRADITIONAL),
        among(words::SHINJITAI),
    );
    if shinjitai > simplified && shinjitai > traditional {
        return Detected {
            tag: "ja",
            sure: false,
        };
    }
    if among(words::CANTONESE) * 20 > han {
        return Detected {
            tag: "yue",
            sure: han >= 4,
        };
    }
    let tag = if traditional > simplified {
        "zh-Hant"
    } else {
        "zh-Hans"
    };
    Detected {
        tag,
        sure: simplified != traditional && han >= 4,
    }
}

/// The profile most words and letters vote for.
fn by_words(text: &str, table: &'static Table) -> Option<Detected> {
    let scores = table.score(text);
    let words = i32::try_from(text.split(' ').count()).unwrap_or(i32::MAX);
    let best = (0..scores.len()).max_by_key(|&i| (scores[i], std::cmp::Reverse(i)))?;
    let second = (0..scores.len())
        .filter(|&i| i != best)
        .map(|i| scores[i])
        .max()
        .unwrap_or(0)
        .max(0);
    let score = scores[best];
    (score >= 12).then(|| Detected {
        tag: table.tag(best),
        sure: score >= 36 && score * 3 >= second * 4 && score >= words * 2,
    })
}

#[cfg(test)]
mod tests;
