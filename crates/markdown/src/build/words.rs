//! The reader's words in ours.

use pulldown_cmark::{Alignment, HeadingLevel};

use crate::ast::{Align, Inline};

pub(super) fn plain_text(inlines: Vec<Inline>) -> String {
    inlines
        .into_iter()
        .map(|inline| {
            if let Inline::Text(text) = inline {
                text
            } else {
                String::new()
            }
        })
        .collect()
}

/// `<br>` is what models write for a line break in a table cell.
pub(super) fn is_break(html: &str) -> bool {
    let inner = html
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'))
        .unwrap_or_default();
    inner
        .trim_end_matches(['/', ' '])
        .eq_ignore_ascii_case("br")
}

/// The first word of an info string.
pub(super) fn language(info: &str) -> Option<String> {
    info.split([' ', '\t', ','])
        .find(|word| !word.is_empty())
        .map(str::to_owned)
}

pub(super) fn level_of(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

pub(super) fn align(alignment: Alignment) -> Align {
    match alignment {
        Alignment::None => Align::None,
        Alignment::Left => Align::Left,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::Right,
    }
}
