//! All segments of a text: looked at again only where something has changed, and compared with each other.

use std::collections::HashMap;

use super::finding::{Finding, FindingKind};
use super::{CheckSettings, check_with};
use crate::glossary::TermIndex;
use crate::job::guards::{plain, weight};

/// The findings of a text.
#[derive(Debug, Clone, Default)]
pub struct Checks {
    settings: CheckSettings,
    terms: Option<TermIndex<'static>>,
    segments: Vec<Segment>,
    found: Vec<Found>,
}

/// A finding, and which segment it is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The segment's index.
    pub segment: usize,
    /// See [`Finding::id`].
    pub id: String,
    /// What was found; its ranges are of the segment's texts.
    pub finding: Finding,
}

#[derive(Debug, Clone)]
struct Segment {
    source: String,
    target: String,
    own: Vec<Finding>,
}

impl Checks {
    /// Looks at a text's segments: source and target of each, the latter empty while there is none. Gives how many of
    /// them had to be looked at; the others are as they were the last time.
    pub fn update(&mut self, settings: &CheckSettings, pairs: &[(&str, &str)]) -> usize {
        if self.settings != *settings {
            self.segments.clear();
            self.terms = settings.index();
            self.settings = settings.clone();
        }
        let mut before: HashMap<(String, String), Vec<Finding>> = HashMap::new();
        for segment in self.segments.drain(..) {
            before.insert((segment.source, segment.target), segment.own);
        }
        let mut looked_at = 0;
        for &(source, target) in pairs {
            let key = (source.to_owned(), target.to_owned());
            let own = before.get(&key).cloned().unwrap_or_else(|| {
                looked_at += 1;
                let own = check_with(source, target, settings, self.terms.as_ref());
                before.insert(key.clone(), own.clone());
                own
            });
            let (source, target) = key;
            self.segments.push(Segment {
                source,
                target,
                own,
            });
        }
        self.found = self.collect();
        looked_at
    }

    /// Everything found, in the order of the segments.
    pub fn found(&self) -> &[Found] {
        &self.found
    }

    /// The findings of a segment.
    pub fn of_segment(&self, segment: usize) -> &[Found] {
        let start = self.found.partition_point(|found| found.segment < segment);
        let end = self.found.partition_point(|found| found.segment <= segment);
        &self.found[start..end]
    }

    fn collect(&self) -> Vec<Found> {
        let between = self.between();
        let mut times: HashMap<&str, usize> = HashMap::new();
        let mut found = Vec::new();
        for (index, segment) in self.segments.iter().enumerate() {
            let seen = times.entry(&segment.source).or_default();
            let nth = *seen;
            *seen += 1;
            let mut ids: HashMap<String, usize> = HashMap::new();
            let own = segment.own.iter();
            for finding in own.chain(between.get(&index).into_iter().flatten()) {
                let id = finding.id(&segment.source, &segment.target, nth);
                let again = ids.entry(id.clone()).or_default();
                *again += 1;
                let id = match *again {
                    1 => id,
                    more => format!("{id}-{more}"),
                };
                found.push(Found {
                    segment: index,
                    id,
                    finding: finding.clone(),
                });
            }
        }
        found
    }

    /// What is told of segments beside each other, each compared with the first of its like.
    fn between(&self) -> HashMap<usize, Vec<Finding>> {
        let mut found: HashMap<usize, Vec<Finding>> = HashMap::new();
        let mut by_source: HashMap<String, (usize, String)> = HashMap::new();
        let mut by_target: HashMap<String, (usize, String)> = HashMap::new();
        for (index, segment) in self.segments.iter().enumerate() {
            let source = segment.source.trim().to_owned();
            let target = plain(&segment.target);
            if plain(&source).is_empty() || target.is_empty() {
                continue;
            }
            let mut tell = |kind| {
                let (source, target) = (0..segment.source.len(), 0..segment.target.len());
                let finding = Finding::new(kind, Some(source), Some(target));
                found.entry(index).or_default().push(finding);
            };
            match by_source.get(&source) {
                None => {
                    by_source.insert(source.clone(), (index, target.clone()));
                }
                Some((other, before)) if *before != target => {
                    tell(FindingKind::SameSource { other: *other });
                }
                Some(_) => {}
            }
            match by_target.get(&target) {
                None => {
                    by_target.insert(target, (index, source));
                }
                Some((other, before))
                    if plain(before) != plain(&segment.source) && says_much(&segment.target) =>
                {
                    tell(FindingKind::SameTarget { other: *other });
                }
                Some(_) => {}
            }
        }
        found
    }
}

/// Different short things are rightly called the same: `Yes.` and `Yeah.`
fn says_much(target: &str) -> bool {
    const MUCH: f32 = 20.0;
    weight(target) >= MUCH
}
