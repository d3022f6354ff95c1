//! How much a segment asks to be looked at.

use super::finding::{Finding, FindingKind};
use super::numbers;
use super::side::Side;
use crate::diff::{Edit, diff, differing_share};
use crate::fold::fold;

/// A mark on a segment. It says what to look at first, and nothing of how good a translation is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Risk {
    /// Nothing was found.
    #[default]
    None,
    /// Worth a look.
    Look,
    /// Something the reader would take for true may be wrong or missing.
    High,
}

/// How a text that was translated back differs from the source.
#[derive(Debug, Clone, PartialEq)]
pub struct BackDifference {
    /// The differences, source first.
    pub edits: Vec<Edit>,
    /// How much differs, from 0 to 1; other words for the same are usual.
    pub share: f32,
    /// The numbers differ, or one text denies what the other says.
    pub telling: bool,
}

/// Compares a source with its translation translated back; both in the language with this tag.
pub fn back_difference(source: &str, back: &str, lang: Option<&str>) -> BackDifference {
    let edits = diff(source, back);
    let sides = (Side::new(source, lang), Side::new(back, lang));
    let numbers = numbers::check(&sides.0, &sides.1, (lang, lang.unwrap_or_default()));
    let denied = |text: &str| denials(text, &sides.0.lang);
    BackDifference {
        share: differing_share(source, back, &edits),
        telling: !numbers.is_empty() || denied(source) != denied(back),
        edits,
    }
}

/// The mark of a segment with these findings, and what became of it translated back, where that was asked for.
pub fn risk(findings: &[Finding], back: Option<&BackDifference>) -> Risk {
    let of_back = back.map_or(Risk::None, |back| {
        // Two thirds other words is more than a paraphrase.
        match (back.telling, back.share > 0.66) {
            (true, true) => Risk::High,
            (true, false) | (false, true) => Risk::Look,
            (false, false) => Risk::None,
        }
    });
    findings.iter().map(of).fold(of_back, Risk::max)
}

fn of(finding: &Finding) -> Risk {
    match &finding.kind {
        FindingKind::Number
        | FindingKind::Placeholder
        | FindingKind::Tag
        | FindingKind::Address
        | FindingKind::Term { .. }
        | FindingKind::Forbidden
        | FindingKind::Keep
        | FindingKind::Untranslated
        | FindingKind::Script
        | FindingKind::Short => Risk::High,
        FindingKind::Doubled
        | FindingKind::Ending
        | FindingKind::Bracket
        | FindingKind::Quote
        | FindingKind::EdgeSpace
        | FindingKind::DoubleSpace
        | FindingKind::Long
        | FindingKind::Limit { .. }
        | FindingKind::LimitWhole { .. }
        | FindingKind::SameSource { .. }
        | FindingKind::SameTarget { .. } => Risk::Look,
    }
}

/// Whether a text denies something, in languages where that is a word.
fn denials(text: &str, lang: &str) -> bool {
    let words = match lang {
        "en" => {
            "not no never none nothing nobody nowhere neither nor without cannot cant dont doesnt didnt isnt arent wasnt \
                 werent wont wouldnt shouldnt couldnt hasnt havent hadnt mustnt neednt"
        }
        "de" => {
            "nicht kein keine keinen keinem keiner keines nie niemals nichts niemand nirgends weder ohne nein"
        }
        "fr" => "ne n pas jamais rien personne aucun aucune sans ni non",
        "es" => "no nunca jamas nada nadie ningun ninguna ninguno sin ni tampoco",
        "it" => "non no mai nessuno nessuna nessun niente nulla senza ne",
        "pt" => "nao nunca jamais nada ninguem nenhum nenhuma sem nem",
        "nl" => "niet geen nooit niets niemand nergens zonder nee noch",
        "ru" => "не нет ни никогда ничего никто нигде без нельзя",
        _ => return false,
    };
    let folded = fold(text);
    folded
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| words.split(' ').any(|denial| denial == word))
}
