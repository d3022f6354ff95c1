//! Why a segment could not be had, in words.

use super::text::{Words, words};

/// Why a translation could not be had, by the reason's name.
pub fn reason_words(reason: &str) -> Words {
    match reason {
        "missing" | "empty" => words!(translate.why_missing),
        "echo" => words!(translate.why_echo),
        "merged" | "renumbered" | "displaced" => words!(translate.why_mixed),
        "length" => words!(translate.why_length),
        "script" => words!(translate.why_script),
        "codes" => words!(translate.why_codes),
        "refused" => words!(translate.why_refused),
        "cut" => words!(translate.why_cut),
        _ => words!(translate.why_form),
    }
}
