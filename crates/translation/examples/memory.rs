//! How fast the translation memory is on this machine: `cargo run --release -p parlance-translation --example memory
//! [units]`. One thread, as in the browser, whose wasm is up to twice as slow: the goal of 20 ms there is 7 ms here.

#![allow(clippy::unwrap_used)]

use std::time::Instant;

use translation::{Memory, TranslationUnit, Wanted};

const WANTED: Wanted = Wanted {
    most: 5,
    at_least: 70,
};

fn main() {
    let units: usize = std::env::args()
        .nth(1)
        .and_then(|word| word.parse().ok())
        .unwrap_or(100_000);
    let mut dice = Dice(1);
    let sources: Vec<String> = (0..units).map(|_| sentence(&mut dice)).collect();
    let begun = Instant::now();
    let mut memory = Memory::default();
    for source in &sources {
        let target = source.to_uppercase();
        memory.add(TranslationUnit::imported("en", "de", source, &target));
    }
    println!(
        "memory: {} units in {:.2} s, {:.0} MB",
        memory.len(),
        begun.elapsed().as_secs_f64(),
        memory.bytes() as f64 / 1e6
    );
    let picked = |dice: &mut Dice| sources[dice.below(units)].clone();
    let near = |dice: &mut Dice| {
        let mut words: Vec<String> = picked(dice).split(' ').map(str::to_owned).collect();
        let at = dice.below(words.len());
        words[at] = WORDS[dice.below(WORDS.len())].to_owned();
        words.join(" ")
    };
    let kinds: [(&str, Asked); 5] = [
        ("the same", &picked),
        ("one word changed", &near),
        ("never seen", &sentence),
        ("two words", &|dice| {
            [0, 0].map(|_| WORDS[dice.below(WORDS.len())]).join(" ")
        }),
        ("4,000 characters", &|dice| {
            [(); 50].map(|()| sentence(dice)).join(" ")
        }),
    ];
    for (name, kind) in kinds {
        let mut times = Vec::new();
        let mut found = 0;
        for _ in 0..200 {
            let asked = kind(&mut dice);
            let begun = Instant::now();
            let matches = memory.look_up(&asked, Some("en"), "de", WANTED);
            times.push(begun.elapsed().as_secs_f64() * 1e3);
            found += usize::from(!matches.is_empty());
        }
        times.sort_by(f64::total_cmp);
        println!(
            "  {name}: median {:.2} ms, slowest of 200 {:.2} ms, {found} found",
            times[100], times[199]
        );
    }
}

/// Makes what is looked up.
type Asked<'a> = &'a dyn Fn(&mut Dice) -> String;

/// 4 to 24 words, common ones more often.
fn sentence(dice: &mut Dice) -> String {
    let words = 4 + dice.below(21);
    let word = |dice: &mut Dice| WORDS[dice.below(WORDS.len()).min(dice.below(WORDS.len()))];
    let words: Vec<&str> = (0..words).map(|_| word(dice)).collect();
    words.join(" ")
}

struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        // xorshift64
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap()
    }
}

#[rustfmt::skip]
const WORDS: &[&str] = &[
    "the", "of", "and", "to", "in", "a", "is", "for", "you", "file", "on", "with", "this", "be", "are", "or", "it", "from",
    "can", "not", "your", "settings", "by", "if", "an", "page", "user", "all", "open", "new", "please", "select", "when",
    "button", "delete", "will", "has", "message", "click", "network", "password", "account", "which", "connection", "server",
    "document", "printer", "window", "error", "failed", "cannot", "installation", "everyone", "right", "freedom", "without",
    "language", "religion", "education", "national", "international", "protection", "community", "development", "equal",
    "against", "discrimination", "nationality", "independent", "responsibility", "translation", "memory", "glossary",
    "temperature", "pressure", "valve", "maintenance", "instructions", "warranty", "replacement", "component", "assembly",
    "voltage", "circuit", "hydraulic", "safety", "operator", "emergency", "ventilation", "agreement", "contractor", "liability",
    "damages", "pursuant", "hereinafter", "termination", "confidential", "notwithstanding", "therapeutic", "patients", "dosage",
];
