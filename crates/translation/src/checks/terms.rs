//! Check: the target follows the glossary.

use super::finding::{Finding, FindingKind};
use crate::glossary::{TermIndex, ViolationKind};

pub(super) fn check(source: &str, target: &str, terms: &TermIndex) -> Vec<Finding> {
    let finding = |violation: crate::Violation| {
        let place = Some(violation.source.clone());
        match violation.kind {
            ViolationKind::Missing => {
                let wanted = violation.term.target;
                Finding::new(FindingKind::Term { wanted }, place, None)
            }
            ViolationKind::Forbidden(range) => {
                Finding::new(FindingKind::Forbidden, place, Some(range))
            }
            ViolationKind::Changed(range) => {
                let written = source.get(violation.source).unwrap_or_default();
                let changed = range.is_some();
                let finding = Finding::new(FindingKind::Keep, place, range);
                if changed {
                    finding.fixed_by(written)
                } else {
                    finding
                }
            }
        }
    };
    let found = terms.violations(source, target);
    found.into_iter().map(finding).collect()
}
