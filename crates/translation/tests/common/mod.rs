//! A world for the job: a model that translates by a cipher, whatever goes wrong with it, and the loop that carries out
//! the job's effects and holds its promises against it.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

pub mod model;
pub mod world;

use translation::{BatchLimits, JobSegment, JobSettings, JobTerm, Rung};

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

pub fn term(source: &str, target: &str) -> JobTerm {
    JobTerm {
        source: source.into(),
        target: target.into(),
        ..JobTerm::default()
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
