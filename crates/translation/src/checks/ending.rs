//! Check: the target ends as the source does, each in its own script's marks.

use super::finding::{Finding, FindingKind};
use super::side::{CODE, Side};

/// How a text ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// With a letter, a digit, a sign.
    Open,
    Stop,
    Question,
    Exclamation,
    Colon,
    /// `…`.
    Ellipsis,
    /// With what differs between languages: a comma, a dash, a semicolon.
    Other,
    /// With a point that may be an abbreviation's or an ordinal's.
    PerhapsStop,
}

pub(super) fn check(source: &Side, target: &Side) -> Option<Finding> {
    if !source.has_words()
        || !target.has_words()
        || WITHOUT_STOPS.contains(&source.lang.as_str())
        || WITHOUT_STOPS.contains(&target.lang.as_str())
    {
        return None;
    }
    let (one, other) = (ending(source), ending(target));
    if may_be(one.ending, other.ending, &source.lang, &target.lang) {
        return None;
    }
    let finding = Finding::new(
        FindingKind::Ending,
        Some(one.place..one.place + one.length),
        Some(other.place..other.place + other.length),
    );
    Some(match mark(one.ending, &target.lang, target.text) {
        Some(mark) => finding.fixed_by(mark),
        None => finding,
    })
}

/// Their sentences end with a space, if with anything.
const WITHOUT_STOPS: [&str; 7] = ["th", "lo", "km", "my", "bo", "dz", "ii"];

struct Found {
    ending: Ending,
    /// Where the mark begins; without one where it would stand.
    place: usize,
    length: usize,
}

fn ending(side: &Side) -> Found {
    let text = without_closing(&side.plain);
    let mark_start = text.trim_end_matches(is_mark).len();
    let marks = &text[mark_start..];
    let has = |set: &[char]| marks.contains(set);
    let points = marks
        .chars()
        .filter(|c| matches!(c, '.' | '。' | '．'))
        .count();
    let ending = if has(&['?', '？', '؟', '⸮', '‽', '⁇', '⁈', '⁉', '՞', '፧'])
        || (side.lang == "el" && has(&[';', '\u{37e}']))
    {
        Ending::Question
    } else if has(&['!', '！', '‼', '՜']) {
        Ending::Exclamation
    } else if marks.contains('…') || points >= 3 {
        Ending::Ellipsis
    } else if has(&[':', '：', '﹕']) {
        Ending::Colon
    } else if marks == "." && may_be_abbreviation(&text[..mark_start]) {
        Ending::PerhapsStop
    } else if !marks.is_empty() && marks.chars().all(is_stop) {
        Ending::Stop
    } else if marks.is_empty() && text.ends_with(is_other) {
        Ending::Other
    } else if marks.is_empty() {
        Ending::Open
    } else {
        Ending::Other
    };
    Found {
        ending,
        place: mark_start,
        length: marks.len(),
    }
}

/// The text up to its last mark or letter: closing quotes and brackets, codes, emoji and spaces are passed over.
fn without_closing(text: &str) -> &str {
    text.trim_end_matches(|c: char| {
        c == CODE
            || c.is_whitespace()
            || matches!(c, ')' | ']' | '}' | '"' | '\'' | '*' | '_' | '`' | '~' | '>' | '<' | '«' | '»' | '‹' | '›' | '\u{200b}'..='\u{200f}' | '\u{2066}'..='\u{2069}' | '\u{202a}'..='\u{202e}' | '\u{feff}')
            || matches!(c, '\u{2018}'..='\u{201f}' | '」' | '』' | '】' | '）' | '》' | '〉' | '］' | '＂' | '〕' | '〞' | '〟')
            || matches!(c, '\u{fe0e}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}')
    })
}

fn is_mark(c: char) -> bool {
    is_stop(c)
        || matches!(
            c,
            '?' | '？'
                | '؟'
                | '⸮'
                | '‽'
                | '⁇'
                | '⁈'
                | '⁉'
                | '՞'
                | '፧'
                | '!'
                | '！'
                | '‼'
                | '՜'
                | '…'
                | ':'
                | '：'
                | '﹕'
                | ';'
                | '\u{37e}'
        )
}

fn is_stop(c: char) -> bool {
    matches!(
        c,
        '.' | '。' | '．' | '｡' | '۔' | '।' | '॥' | '։' | '።' | '᙮' | '᠃' | '꓿'
    )
}

fn is_other(c: char) -> bool {
    matches!(
        c,
        ',' | '，' | '、' | '،' | '؛' | '；' | '-' | '–' | '—' | '/' | '―' | '~' | '～' | '·'
    )
}

/// Whether a point after this is perhaps not a sentence's: `U.S`, `Inc`, `3`, `p. m`.
fn may_be_abbreviation(before: &str) -> bool {
    const KNOWN: [&str; 44] = [
        "inc", "ltd", "co", "corp", "etc", "jr", "sr", "st", "no", "nr", "approx", "usw", "bzw",
        "ca", "dr", "mr", "mrs", "ms", "prof", "vs", "ing", "ecc", "ff", "al", "srl", "spa",
        "bros", "ave", "blvd", "str", "tel", "vol", "pp", "jh", "chr", "jhd", "гг", "вв", "др",
        "пр", "руб", "тыс", "itd", "itp",
    ];
    let word = before
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '/' | '-'))
        .next()
        .unwrap_or_default();
    let letters = word.chars().filter(|c| c.is_alphanumeric()).count();
    letters <= 1
        || word.contains('.')
        || word.ends_with(char::is_numeric)
        || KNOWN.contains(&word.to_lowercase().as_str())
}

/// Whether what a source ends with may become this.
fn may_be(source: Ending, target: Ending, from: &str, to: &str) -> bool {
    use Ending::{Colon, Ellipsis, Exclamation, Open, Other, PerhapsStop, Question, Stop};
    // Questions that end as statements do: 〜か。 They are told by words.
    let by_words = |lang: &str| ["ja", "ko", "zh", "yue", "hy"].contains(&lang);
    match (source, target) {
        (one, other) if one == other => true,
        (Other, _) | (_, Other) => true,
        (PerhapsStop, Stop | Open | Exclamation) | (Stop | Open | Exclamation, PerhapsStop) => true,
        // How loud a sentence is differs.
        (Stop, Exclamation) | (Exclamation, Stop) => true,
        (Question, Stop | Open | Exclamation) | (Stop | Open | Exclamation, Question) => {
            by_words(from) || by_words(to)
        }
        (Colon, Stop) | (Stop, Colon) => ["ja", "ko"].contains(&to) || ["ja", "ko"].contains(&from),
        (Ellipsis, PerhapsStop) | (PerhapsStop, Ellipsis) => true,
        _ => false,
    }
}

/// What such an ending is written as.
fn mark(ending: Ending, lang: &str, target: &str) -> Option<&'static str> {
    let wide = ["zh", "ja", "yue"].contains(&lang);
    let arabic = ["ar", "fa", "ur", "ps", "ckb", "sd", "ug"].contains(&lang);
    Some(match ending {
        Ending::Open => "",
        Ending::Stop => match lang {
            _ if wide => "。",
            "ur" => "۔",
            "hi" | "mr" | "ne" | "bn" | "as" | "or" | "pa" | "sa" if !target.contains('.') => "।",
            "hy" => "։",
            "am" | "ti" => "።",
            _ => ".",
        },
        Ending::Question => match lang {
            _ if wide => "？",
            _ if arabic => "؟",
            "el" => ";",
            "am" | "ti" => "፧",
            "hy" => return None,
            _ => "?",
        },
        Ending::Exclamation if wide => "！",
        Ending::Exclamation if lang != "hy" => "!",
        Ending::Colon if wide => "：",
        Ending::Colon if lang == "fr" => "\u{a0}:",
        Ending::Colon => ":",
        Ending::Ellipsis => "…",
        Ending::Exclamation | Ending::Other | Ending::PerhapsStop => return None,
    })
}
