//! Findings in words.

use crate::i18n::*;
use crate::state::CheckRow;
use crate::ui::parts::text::{Words, words};
use leptos_i18n::I18nContext;
use translation::FindingKind;

/// What kind of finding it is, in a word or two.
pub fn tag(kind: &FindingKind) -> Words {
    match kind {
        FindingKind::Number => words!(checks.tag_number),
        FindingKind::Placeholder => words!(checks.tag_placeholder),
        FindingKind::Tag => words!(checks.tag_tag),
        FindingKind::Address => words!(checks.tag_address),
        FindingKind::Term { .. } | FindingKind::Forbidden | FindingKind::Keep => {
            words!(checks.tag_glossary)
        }
        FindingKind::Untranslated => words!(checks.tag_untranslated),
        FindingKind::Script => words!(checks.tag_script),
        FindingKind::Doubled => words!(checks.tag_doubled),
        FindingKind::Ending => words!(checks.tag_ending),
        FindingKind::Bracket => words!(checks.tag_bracket),
        FindingKind::Quote => words!(checks.tag_quote),
        FindingKind::EdgeSpace | FindingKind::DoubleSpace => words!(checks.tag_space),
        FindingKind::Short
        | FindingKind::Long
        | FindingKind::Limit { .. }
        | FindingKind::LimitWhole { .. } => words!(checks.tag_length),
        FindingKind::SameSource { .. } | FindingKind::SameTarget { .. } => words!(checks.tag_same),
    }
}

/// What was found and where, in a sentence. Follows the interface's language in a reactive place.
pub fn said(i18n: I18nContext<Locale>, row: &CheckRow) -> String {
    let source = isolated(row.source.as_deref().unwrap_or_default());
    let target = isolated(row.target.as_deref().unwrap_or_default());
    let other = isolated(&row.other);
    let empty = |part: &Option<String>| part.as_ref().is_none_or(String::is_empty);
    match &row.kind {
        FindingKind::Number if row.fix.is_some() && row.source == row.target => {
            let fix = isolated(row.fix.as_deref().unwrap_or_default());
            t_string!(i18n, checks.number_written, target = target, fix = fix).to_string()
        }
        FindingKind::Number
        | FindingKind::Placeholder
        | FindingKind::Tag
        | FindingKind::Address => match (empty(&row.source), empty(&row.target)) {
            (false, false) => {
                t_string!(i18n, checks.instead, source = source, target = target).to_string()
            }
            (_, true) => t_string!(i18n, checks.lost, source = source).to_string(),
            (true, false) => t_string!(i18n, checks.extra, target = target).to_string(),
        },
        FindingKind::Term { wanted } => {
            let wanted = isolated(wanted);
            t_string!(i18n, checks.term, source = source, wanted = wanted).to_string()
        }
        FindingKind::Forbidden => {
            t_string!(i18n, checks.forbidden, source = source, target = target).to_string()
        }
        FindingKind::Keep => t_string!(i18n, checks.keep, source = source).to_string(),
        FindingKind::Untranslated => {
            t_string!(i18n, checks.untranslated, target = target).to_string()
        }
        FindingKind::Script => t_string!(i18n, checks.script, target = target).to_string(),
        FindingKind::Doubled => t_string!(i18n, checks.doubled, target = target).to_string(),
        FindingKind::Ending => match (empty(&row.source), empty(&row.target)) {
            (false, false) => {
                t_string!(i18n, checks.ending, source = source, target = target).to_string()
            }
            (_, true) => t_string!(i18n, checks.ending_source, source = source).to_string(),
            (true, false) => t_string!(i18n, checks.ending_target, target = target).to_string(),
        },
        FindingKind::Bracket | FindingKind::Quote => {
            t_string!(i18n, checks.unpaired, target = target).to_string()
        }
        FindingKind::EdgeSpace => t_string!(i18n, checks.edge_space).to_string(),
        FindingKind::DoubleSpace => t_string!(i18n, checks.double_space).to_string(),
        FindingKind::Short => t_string!(i18n, checks.short, target = target).to_string(),
        FindingKind::Long => t_string!(i18n, checks.long, target = target).to_string(),
        FindingKind::Limit { most, has } => {
            t_string!(i18n, checks.limit, has = has, most = most).to_string()
        }
        FindingKind::LimitWhole { most, has } => {
            t_string!(i18n, checks.limit_whole, has = has, most = most).to_string()
        }
        FindingKind::SameSource { .. } => {
            t_string!(i18n, checks.same_source, other = other).to_string()
        }
        FindingKind::SameTarget { .. } => {
            t_string!(i18n, checks.same_target, other = other).to_string()
        }
    }
}

/// A piece of a text in a sentence of the interface: its direction is its own (UAX #9), and what it has of controls does
/// not reach out of it.
fn isolated(piece: &str) -> String {
    let control = |c: &char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let piece: String = piece.chars().filter(|c| !control(c)).collect();
    format!("\u{2068}{piece}\u{2069}")
}
