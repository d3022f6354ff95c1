//! What the practice endpoint makes of a text that the page sends it segment by segment.

use practice::{pretend_segment, pretend_translation};
use translation::{protect, restore, segments, tail, target_gap};

/// The target that the page shows for a source whose language it detects.
pub fn pretended(source: &str, to: &str) -> String {
    let from = translation::detect(source).map(|found| found.tag);
    let all = segments(source, from);
    if all.len() == 1 && protect(source).codes.is_empty() {
        return pretend_translation(source, to);
    }
    let mut target = String::new();
    let mut end = 0;
    for (index, segment) in all.iter().enumerate() {
        let gap = &source[end..segment.range.start];
        target += &match index {
            0 => gap.to_owned(),
            _ => target_gap(gap, to),
        };
        target += &of_segment(&source[segment.range.clone()], to);
        end = segment.range.end;
    }
    target + tail(source, &all)
}

/// What has nothing to translate is never asked for.
fn of_segment(source: &str, to: &str) -> String {
    if !source.chars().any(char::is_alphanumeric) {
        return source.to_owned();
    }
    let protected = protect(source);
    let answer = pretend_segment(&protected.text, to);
    restore(&protected, &answer).unwrap_or(answer)
}
