//! Guard: remarks of the model in the translation, after what [`crate::TargetFilter`] takes out.

use crate::target_filter::{Verdict, has_comments, is_announced, is_comment};

/// Whether the answer has a comment that the source has none of: before the translation, at the beginning of a line, or in
/// brackets at the end.
pub(super) fn has_notes(source: &str, answer: &str) -> bool {
    if has_comments(source) {
        return false;
    }
    has_comments(answer) && answer.lines().count() > source.lines().count()
        || is_announced(source, answer)
        || in_brackets(answer)
            .is_some_and(|inside| comments(inside) && in_brackets(source).is_none())
        || (answer.contains("```") && !source.contains("```"))
        || (tagged(answer, "<think") && !tagged(source, "<think"))
}

/// What stands in brackets at the end.
fn in_brackets(text: &str) -> Option<&str> {
    let text = text.trim_end().trim_end_matches('.');
    let text = text.strip_suffix([')', ']', '）', '】'])?;
    let at = text.rfind(['(', '[', '（', '【'])?;
    let mut inside = text[at..].chars();
    inside.next();
    Some(inside.as_str())
}

fn comments(text: &str) -> bool {
    let mut so_far = String::new();
    for c in text.chars().take(60) {
        so_far.push(c);
        match is_comment(&so_far) {
            Verdict::Yes => return true,
            Verdict::No => return false,
            Verdict::Open => {}
        }
    }
    false
}

fn tagged(text: &str, tag: &str) -> bool {
    text.to_ascii_lowercase().contains(tag)
}
