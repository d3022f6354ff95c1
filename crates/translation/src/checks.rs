//! What can be seen wrong with a translation without understanding it: numbers, codes, endings, letters. For a person to
//! look at, never for the text to be changed by itself.
//!
//! Where to start reading: [`check`] looks at one segment; [`Checks`] at all of a text, again and again while it changes.
//! A finding that is none is the worst fault here, since it teaches people not to look: what may be right is not told.

mod across;
mod balance;
mod codes;
mod doubled;
mod ending;
mod finding;
mod length;
mod letters;
mod numbers;
mod risk;
mod side;
mod spaces;
mod terms;

use crate::glossary::{Term, TermIndex};
use side::Side;

pub use across::{Checks, Found};
pub use finding::{Finding, FindingKind};
pub use risk::{BackDifference, Risk, back_difference, risk};

/// What the checks of a text go by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckSettings {
    /// Tag of the source's language, where it is known.
    pub from: Option<String>,
    /// Tag of the target's language.
    pub to: String,
    /// The most characters a target may have.
    pub limit: Option<usize>,
    /// The terms of the glossaries in use.
    pub terms: Vec<Term>,
}

impl CheckSettings {
    fn index(&self) -> Option<TermIndex<'static>> {
        let index = || TermIndex::new(self.terms.clone(), self.from.as_deref(), &self.to);
        (!self.terms.is_empty()).then(index)
    }
}

/// What there is to look at in the translation of a segment, in the order of the target where it has a place there. Nothing
/// for a segment that is not translated yet. The terms are made ready for each call: for many segments see [`Checks`].
pub fn check(source: &str, target: &str, settings: &CheckSettings) -> Vec<Finding> {
    check_with(source, target, settings, settings.index().as_ref())
}

/// The same with the terms made ready. Costs by the segment's length.
fn check_with(
    source: &str,
    target: &str,
    settings: &CheckSettings,
    terms: Option<&TermIndex>,
) -> Vec<Finding> {
    if source.trim().is_empty() || target.trim().is_empty() {
        return Vec::new();
    }
    let (from, to) = (settings.from.as_deref(), settings.to.as_str());
    let (source, target) = (Side::new(source, from), Side::new(target, Some(to)));
    let mut found = Vec::new();
    if let Some(echo) = letters::untranslated(&source, &target, (from, to)) {
        let whole = echo.target == Some(0..target.text.len());
        found.push(echo);
        // What is not translated has the source's numbers and ends as it does.
        if whole {
            return found;
        }
    }
    found.extend(
        terms
            .into_iter()
            .flat_map(|terms| terms::check(source.text, target.text, terms)),
    );
    found.extend(letters::script(&source, &target, to));
    found.extend(length::check(&source, &target, settings.limit));
    found.extend(codes::check(&source, &target));
    found.extend(numbers::check(&source, &target, (from, to)));
    found.extend(doubled::check(&source, &target));
    found.extend(balance::check(&source, &target));
    found.extend(ending::check(&source, &target));
    found.extend(spaces::check(&source, &target));
    found.sort_by_key(|finding| {
        let target = finding.target.as_ref().map(|range| range.start);
        (
            target.is_none(),
            target,
            finding.source.as_ref().map(|range| range.start),
        )
    });
    found
}

#[cfg(test)]
mod tests;
