//! A world for the job: a model that translates by a cipher, whatever goes wrong with it, and the loop that carries out
//! the job's effects and holds its promises against it.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

pub mod faults;
pub mod model;
pub mod world;

use translation::{BatchLimits, JobSegment, JobSettings, Rung, Term};

/// Segments with these sources, each its own paragraph of five.
pub fn segments<S: AsRef<str>>(sources: &[S]) -> Vec<JobSegment> {
    let sources = sources.iter().enumerate();
    sources
        .map(|(at, source)| JobSegment {
            source: source.as_ref().to_owned(),
            paragraph: at / 5,
            ..JobSegment::default()
        })
        .collect()
}

/// English to German, as the tests want it.
pub fn settings(rung: Rung) -> JobSettings {
    JobSettings {
        from: Some("en".into()),
        to: "de".into(),
        rung,
        limits: BatchLimits {
            segments: 12,
            source_tokens: 600,
            parallel: 3,
        },
        boundary: "k3v9q7".into(),
        ..JobSettings::default()
    }
}

pub fn term(source: &str, target: &str) -> Term {
    Term {
        source: source.into(),
        target: target.into(),
        ..Term::default()
    }
}

/// So many different sentences of different lengths, some with tags and numbers.
pub fn sentences(count: usize) -> Vec<String> {
    const PARTS: [&str; 9] = [
        "the lamp on the table was still burning",
        "nobody had seen the letter",
        "we crossed the river before noon",
        "her brother kept bees behind the church",
        "it rained",
        "the price of bread had doubled since the war",
        "a dog barked in the next yard and then another",
        "they sang",
        "the old road to the coast was closed for repairs all winter",
    ];
    let sentence = |at: usize| {
        let (one, other) = (PARTS[at % 9], PARTS[(at / 9 + at * 4 + 1) % 9]);
        match at % 7 {
            0 => format!("In {} {one}, and <b>{other}</b>.", 1700 + at),
            1 => {
                format!("{one} {}", "again ".repeat(at / 63 + 1))
                    .trim()
                    .to_owned()
                    + "."
            }
            3 => format!("{{name}} said that {one} while {other} {at} times."),
            _ => format!("When {one}, {other}; so it was {at} times."),
        }
    };
    (0..count).map(sentence).collect()
}

/// Chance without chance: the same numbers for the same seed (splitmix64).
pub struct Dice(pub u64);

impl Dice {
    /// A number below `most`, which is not 0.
    pub fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % most as u64) as usize
    }

    /// True so many times in a hundred.
    pub fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}
