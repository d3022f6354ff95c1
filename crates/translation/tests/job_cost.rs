//! What a job costs: bytes of prompt, and time for each delta.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::time::{Duration, Instant};

use common::model::Question;
use common::world::{Said, World};
use common::{segments, sentences, settings, term};
use translation::{AskEnd, BatchLimits, Job, JobEffect, JobEvent, JobSegment, JobSettings, Rung};

fn good(question: &Question) -> Said {
    (question.write(&question.lines()), AskEnd::Complete)
}

#[test]
fn prompts_are_a_few_times_the_text() {
    let sources = sentences(1_000);
    let bytes: usize = sources.iter().map(String::len).sum();
    for (rung, most) in [(Rung::Schema, 4.0), (Rung::Lines, 4.5)] {
        let limits = BatchLimits::default();
        let settings = JobSettings {
            limits,
            ..settings(rung)
        };
        let world = World::new(segments(&sources), settings, good).run();
        let ratio = world.seen.prompt_bytes as f64 / bytes as f64;
        println!(
            "{rung:?}: {ratio:.2} prompt bytes a source byte, {} asks",
            world.seen.asks
        );
        assert!(ratio < most, "{rung:?}: {ratio}");
        assert!(world.seen.asks <= 1_000 / 10);
    }
}

/// The first ask of a job with one batch.
fn begun(rung: Rung, segments: Vec<JobSegment>) -> (Job, translation::AskId) {
    let limits = BatchLimits {
        segments: 30,
        source_tokens: usize::MAX,
        parallel: 1,
    };
    let mut job = Job::new(
        segments,
        JobSettings {
            limits,
            ..settings(rung)
        },
    );
    let effects = job.handle(JobEvent::Start);
    let JobEffect::Ask(ask) = &effects[0] else {
        panic!("it asks");
    };
    let id = ask.id;
    (job, id)
}

#[test]
fn deltas_cost_the_same_at_the_end_as_at_the_start() {
    let cost = |rung: Rung, piece: &str, length: usize| {
        let source = "All of the words in this text. "
            .repeat(length / 31)
            .trim()
            .to_owned();
        let opening = match rung {
            Rung::Schema | Rung::JsonObject => "{\"1\":\"",
            Rung::Lines => "⟦1 k3v9q7⟧\n",
            Rung::Alone => "",
        };
        let once = || {
            let (mut job, ask) = begun(rung, segments(&[source.as_str()]));
            let text = |delta: &str| JobEvent::Text {
                ask,
                delta: delta.to_owned(),
            };
            let began = Instant::now();
            job.handle(text(opening));
            for _ in 0..length / piece.len() {
                job.handle(text(piece));
            }
            let end = AskEnd::Complete;
            job.handle(JobEvent::Ended { ask, end });
            began.elapsed()
        };
        // The quickest of a few: a busy machine only ever makes it slower.
        (0..5).map(|_| once()).min().unwrap()
    };
    for rung in [Rung::Schema, Rung::Lines, Rung::Alone] {
        for piece in ["word ", "\\u00e4", "⟦", "\\\"", "{\"1\":", "<think>", "\n"] {
            let (short, long) = (cost(rung, piece, 4_000), cost(rung, piece, 32_000));
            // Eight times as much, and five times that for a busy machine; what grew with the square would take sixty-four.
            let most = short * 8 * 5 + Duration::from_millis(60);
            assert!(
                long < most,
                "{rung:?} {piece:?}: {short:?}, then {long:?} for eight times as much"
            );
        }
    }
}

#[test]
fn a_large_job_with_a_large_glossary_begins_at_once() {
    let sources = sentences(5_000);
    let mut settings = settings(Rung::Schema);
    // Terms that begin in many ways.
    let letter = |at: usize| char::from(b'a' + (at % 26) as u8);
    settings.glossary = (0..10_000)
        .map(|at| term(&format!("{}{}{at} more", letter(at), letter(at / 26)), "x"))
        .collect();
    settings.glossary.push(term("letter", "Brief"));
    let began = Instant::now();
    let mut job = Job::new(segments(&sources), settings);
    let effects = job.handle(JobEvent::Start);
    let took = began.elapsed();
    assert_eq!(effects.len(), 3);
    println!("5000 segments, 10000 terms: {took:?}");
    assert!(took < Duration::from_secs(30), "{took:?}");
}

#[test]
fn one_long_line_is_one_ask() {
    let line = "A long line without any end, and another word. ".repeat(1_100);
    let world = World::new(segments(&[line.trim()]), settings(Rung::Schema), good).run();
    assert_eq!(world.seen.asks, 1);
}
