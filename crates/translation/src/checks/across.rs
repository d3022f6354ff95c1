//! All segments of a text: looked at again only where something has changed, and compared with each other.

use std::collections::HashMap;
use std::ops::Range;

use super::finding::{Finding, FindingKind};
use super::{CheckSettings, check_with, length};
use crate::glossary::TermIndex;
use crate::job::guards::{plain, weight};

/// The findings of a text.
#[derive(Debug, Clone, Default)]
pub struct Checks {
    settings: CheckSettings,
    terms: Option<TermIndex<'static>>,
    segments: Vec<Segment>,
    /// What there is to say of the text as a whole, and of which segment it is told.
    whole: Option<(usize, Finding)>,
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
    looked: Option<Looked>,
}

/// What there is to say of a segment by itself.
#[derive(Debug, Clone)]
struct Looked {
    own: Vec<Finding>,
    /// The target as it is compared with others: see [`plain`].
    plain: String,
}

impl Segment {
    fn new(&(source, target): &(&str, &str)) -> Segment {
        Segment {
            source: source.to_owned(),
            target: target.to_owned(),
            looked: None,
        }
    }

    fn is(&self, (source, target): &(&str, &str)) -> bool {
        self.source == *source && self.target == *target
    }
}

impl Checks {
    /// Takes over a text's segments: source and target of each, the latter empty while there is none. What is known of those
    /// that have not changed stays known; [`look`](Self::look) looks at the others, a slice of a long text at a time.
    pub fn set(&mut self, settings: &CheckSettings, pairs: &[(&str, &str)]) {
        if self.settings != *settings {
            self.segments.clear();
            self.terms = settings.index();
            self.settings = settings.clone();
        }
        let unmoved = self.segments.iter().zip(pairs);
        let unmoved = unmoved
            .take_while(|(segment, pair)| segment.is(pair))
            .count();
        let mut rest: HashMap<(String, String), Option<Looked>> = self
            .segments
            .drain(unmoved..)
            .map(|segment| ((segment.source, segment.target), segment.looked))
            .collect();
        for pair in &pairs[unmoved..] {
            let mut segment = Segment::new(pair);
            let known = rest.get_mut(&(segment.source.clone(), segment.target.clone()));
            segment.looked = known.and_then(|looked| looked.clone());
            self.segments.push(segment);
        }
    }

    /// Takes over the whole target, where its segments stand in it (bytes, in order), and how many characters it may have.
    pub fn set_whole(&mut self, target: &str, places: &[Range<usize>], most: Option<usize>) {
        self.whole = most.and_then(|most| length::whole(target, places, most));
    }

    /// How many segments have not been looked at.
    pub fn waiting(&self) -> usize {
        let waits = |segment: &&Segment| segment.looked.is_none();
        self.segments.iter().filter(waits).count()
    }

    /// Looks at segments that have not been looked at, for as many bytes of text as `most`, but at one at least.
    pub fn look(&mut self, most: usize) {
        let mut bytes = 0;
        for segment in &mut self.segments {
            if segment.looked.is_some() {
                continue;
            }
            if bytes > 0 && bytes + segment.source.len() + segment.target.len() > most {
                break;
            }
            bytes += segment.source.len() + segment.target.len();
            let (source, target) = (&segment.source, &segment.target);
            segment.looked = Some(Looked {
                own: check_with(source, target, &self.settings, self.terms.as_ref()),
                plain: plain(target),
            });
        }
        self.found = self.collect();
    }

    /// Everything found, in the order of the segments.
    pub fn found(&self) -> &[Found] {
        &self.found
    }

    /// Whether a segment's source and target are those that were given last.
    pub fn is_of(&self, segment: usize, pair: (&str, &str)) -> bool {
        let segment = self.segments.get(segment);
        segment.is_some_and(|segment| segment.is(&pair))
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
            let own = segment.looked.iter().flat_map(|looked| &looked.own);
            let of_this = |(at, _): &&(usize, Finding)| *at == index;
            let mut ids: HashMap<String, usize> = HashMap::new();
            for finding in own.chain(between.get(&index).into_iter().flatten()).chain(
                self.whole
                    .iter()
                    .filter(of_this)
                    .map(|(_, finding)| finding),
            ) {
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
        let mut by_source: HashMap<&str, (usize, &str)> = HashMap::new();
        let mut by_target: HashMap<&str, (usize, &str)> = HashMap::new();
        for (index, segment) in self.segments.iter().enumerate() {
            let source = segment.source.trim();
            let target = segment.looked.as_ref().map_or("", |looked| &looked.plain);
            if target.is_empty() || !source.contains(char::is_alphanumeric) {
                continue;
            }
            let mut tell = |kind| {
                let (source, target) = (0..segment.source.len(), 0..segment.target.len());
                let finding = Finding::new(kind, Some(source), Some(target));
                found.entry(index).or_default().push(finding);
            };
            let (other, before) = *by_source.entry(source).or_insert((index, target));
            if before != target {
                tell(FindingKind::SameSource { other });
            }
            let (other, before) = *by_target.entry(target).or_insert((index, source));
            if before != source && plain(before) != plain(source) && says_much(&segment.target) {
                tell(FindingKind::SameTarget { other });
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
