//! What stands between two segments of the target: mostly what stands between them in the source.

/// What stands between two segments in the target, where `gap` stands between them in the source and the target is in this
/// language. Line breaks and what else is there stay as they are; only the space between two sentences of a line follows the
/// language: Chinese and Japanese write none, most others do.
pub fn target_gap(gap: &str, to: &str) -> String {
    let breaks = |c: char| matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
    if gap.contains(breaks) || gap.contains('\t') || !gap.chars().all(char::is_whitespace) {
        return gap.to_string();
    }
    let primary = to.split(['-', '_']).next().unwrap_or_default();
    let unspaced = ["zh", "ja", "yue", "wuu", "lzh"];
    if unspaced.iter().any(|tag| primary.eq_ignore_ascii_case(tag)) {
        String::new()
    } else if gap.is_empty() || gap == "\u{3000}" {
        " ".to_string()
    } else {
        gap.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::target_gap;

    fn check(gap: &str, to: &str, expect: &str) {
        assert_eq!(target_gap(gap, to), expect, "{gap:?} to {to}");
    }

    #[test]
    fn the_space_between_sentences_follows_the_language() {
        check(" ", "de", " ");
        check("  ", "en-GB", "  ");
        check(" ", "ja", "");
        check(" ", "zh-Hant", "");
        check("", "en", " ");
        check("\u{3000}", "fr", " ");
        check("", "ja", "");
        check(" ", "ko", " ");
        check(" ", "th", " ");
    }

    #[test]
    fn lines_and_what_else_stands_there_stay() {
        check("\n", "ja", "\n");
        check("\r\n\r\n  ", "de", "\r\n\r\n  ");
        check(" \u{2028}", "zh", " \u{2028}");
        check("\n```\nlet x = 1;\n```\n", "ja", "\n```\nlet x = 1;\n```\n");
        check(" - ", "ja", " - ");
        // Columns of a table.
        check("\t", "ja", "\t");
    }
}
