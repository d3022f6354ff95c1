//! Characters at the end of sentences and around it, after Unicode's `SentenceBreakProperty.txt`.

/// What a character does at the end of a sentence; the surest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stop {
    /// May belong to an abbreviation or a number: `.` (UAX #29, ATerm), and the ellipsis.
    Maybe,
    /// `!`, `?` in scripts with spaces between sentences.
    Spaced,
    /// Ends one even where no space follows: `。`, `।`, and full-width ones.
    Always,
}

pub(super) fn stop(c: char, greek: bool) -> Option<Stop> {
    match c {
        '.' | '…' | '\u{2024}' | '\u{fe52}' => Some(Stop::Maybe),
        '!' | '?' | '‼' | '‽' | '\u{2047}'..='\u{2049}' => Some(Stop::Spaced),
        ';' | '\u{37e}' if greek => Some(Stop::Spaced),
        _ if c < '\u{589}' => None,
        _ if is_always(c) => Some(Stop::Always),
        _ => None,
    }
}

/// STerm of UAX #29 but for those above, in scripts that are in use; `．` too, as Japanese and Chinese use it.
fn is_always(c: char) -> bool {
    matches!(c,
        '\u{589}' | '\u{61d}'..='\u{61f}' | '\u{6d4}' | '\u{700}'..='\u{702}' | '\u{7f9}' | '\u{837}' | '\u{839}'
        | '\u{83d}' | '\u{83e}' | '\u{964}' | '\u{965}' | '\u{104a}' | '\u{104b}' | '\u{1362}' | '\u{1367}' | '\u{1368}'
        | '\u{166e}' | '\u{1735}' | '\u{1736}' | '\u{17d4}' | '\u{17d5}' | '\u{1803}' | '\u{1809}' | '\u{1944}'
        | '\u{1945}' | '\u{1aa8}'..='\u{1aab}' | '\u{1b5a}' | '\u{1b5b}' | '\u{1b5e}' | '\u{1b5f}' | '\u{1c3b}'
        | '\u{1c3c}' | '\u{1c7e}' | '\u{1c7f}' | '\u{2e2e}' | '\u{2e3c}' | '\u{3002}' | '\u{a4ff}' | '\u{a60e}'
        | '\u{a60f}' | '\u{a6f3}' | '\u{a6f7}' | '\u{a876}' | '\u{a877}' | '\u{a8ce}' | '\u{a8cf}' | '\u{a92f}'
        | '\u{a9c8}' | '\u{a9c9}' | '\u{aa5d}'..='\u{aa5f}' | '\u{aaf0}' | '\u{aaf1}' | '\u{abeb}' | '\u{fe12}'
        | '\u{fe15}' | '\u{fe16}' | '\u{fe56}' | '\u{fe57}' | '\u{ff01}' | '\u{ff0e}' | '\u{ff1f}' | '\u{ff61}')
}

/// What may stand between a stop and the space after it: closing brackets, quotation marks of any kind (each closes
/// somewhere), marks of Markdown.
pub(super) fn is_closing(c: char) -> bool {
    matches!(
        c,
        ')' | ']' | '}' | '"' | '\'' | '*' | '_' | '~' | '`' | '|'
    ) || is_quote(c)
        || is_wide_closing(c)
        || matches!(
            c,
            '\u{207e}' | '\u{208e}' | '⟩' | '⟧' | '\u{fe0e}' | '\u{fe0f}' | '\u{200d}'..='\u{200f}'
        )
}

pub(super) fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '«' | '»' | '\u{2018}'..='\u{201f}' | '‹' | '›'
    )
}

/// `」` and its kin.
pub(super) fn is_wide_closing(c: char) -> bool {
    matches!(
        c,
        '〉' | '》'
            | '」'
            | '』'
            | '】'
            | '〕'
            | '〗'
            | '〙'
            | '〛'
            | '〞'
            | '〟'
            | '）'
            | '］'
            | '｝'
            | '＂'
            | '＇'
            | '｣'
            | '｠'
    )
}

/// A sentence goes on with these (UAX #29, SContinue), and with a colon.
pub(super) fn goes_on(c: char) -> bool {
    matches!(
        c,
        ',' | '-'
            | ':'
            | ';'
            | '\u{55d}'
            | '\u{60c}'
            | '\u{60d}'
            | '\u{7f8}'
            | '\u{1802}'
            | '\u{1808}'
            | '\u{2013}'
            | '\u{2014}'
            | '\u{3001}'
            | '\u{fe10}'
            | '\u{fe11}'
            | '\u{fe13}'
            | '\u{fe31}'
            | '\u{fe32}'
            | '\u{fe50}'
            | '\u{fe51}'
            | '\u{fe55}'
            | '\u{fe58}'
            | '\u{fe63}'
            | '\u{ff0c}'
            | '\u{ff0d}'
            | '\u{ff1a}'
            | '\u{ff1b}'
            | '\u{ff64}'
    )
}

/// A small letter, as UAX #29 has it: those of Georgian are of no case.
pub(super) fn is_lower(c: char) -> bool {
    c.is_lowercase() && !matches!(c, '\u{10d0}'..='\u{10ff}')
}

/// Scripts that put no space after a stop.
pub(crate) fn is_cjk(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

/// Scripts that put spaces between sentences and clauses only, and no stop: Thai, Lao.
pub(crate) fn is_thai(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}')
}

/// What belongs to the character before it: marks, joiners, selectors, skin tones.
pub(crate) fn is_joined(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}'
        | '\u{981}'..='\u{983}' | '\u{9bc}'..='\u{9cd}' | '\u{e30}'..='\u{e3a}' | '\u{e45}'..='\u{e4e}'
        | '\u{eb0}'..='\u{ebc}' | '\u{ec8}'..='\u{ecd}' | '\u{102b}'..='\u{103e}' | '\u{17b4}'..='\u{17d3}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{200c}' | '\u{200d}' | '\u{20d0}'..='\u{20ff}'
        | '\u{3099}' | '\u{309a}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}' | '\u{1f3fb}'..='\u{1f3ff}'
        | '\u{e0000}'..='\u{e0fff}')
}
