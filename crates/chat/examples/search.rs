//! How long the search takes among 20,000 messages: `cargo run -p parlance-chat --release --example search`.

use std::time::Instant;

use chat::{Conversation, SearchIndex, SearchMessage};

const MESSAGES: usize = 20_000;
const SYLLABLES: [&str; 12] = [
    "ka", "ro", "mi", "ten", "sal", "ver", "ond", "ist", "pro", "lu", "an", "e",
];
const QUERIES: [&str; 8] = [
    "karo",
    "e",
    "k",
    "an e",
    "sal ver pro",
    "\"an e ka\"",
    "\"an e k",
    "verond is",
];

fn main() {
    let texts = texts();
    let began = Instant::now();
    let mut index = SearchIndex::default();
    for (at, text) in texts.into_iter().enumerate() {
        let conversation = (at / 20).to_string();
        index.take_conversation(&Conversation {
            id: conversation.clone(),
            title: "A title".into(),
            ..Conversation::default()
        });
        index.take_message(SearchMessage {
            id: format!("m{at}"),
            conversation,
            text,
            ..SearchMessage::default()
        });
    }
    let made = began.elapsed().as_millis();
    println!("index of {MESSAGES} messages: {made} ms");
    for query in QUERIES {
        let began = Instant::now();
        let total = index.find(query, 50).total;
        let took = began.elapsed().as_secs_f64() * 1e3;
        println!("{query}: {total} found, {took:.1} ms");
    }
}

/// Texts of 20 to 320 words, common ones more often; the same ones each time.
fn texts() -> Vec<String> {
    let mut seed = 1_u64;
    let mut dice = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (seed >> 33) as usize % below
    };
    let words: Vec<String> = (0..30_000)
        .map(|_| (0..1 + dice(4)).map(|_| SYLLABLES[dice(12)]).collect())
        .collect();
    let mut text = || {
        let words: Vec<&str> = (0..20 + dice(300))
            .map(|_| words[dice(30_000).min(dice(30_000)).min(dice(30_000))].as_str())
            .collect();
        words.join(" ")
    };
    (0..MESSAGES).map(|_| text()).collect()
}
