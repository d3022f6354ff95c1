//! The model for what is small: a title costs less than a word about it.

use crate::{Cost, Price};
use wire::Usage;

/// A model that an endpoint offers.
#[derive(Debug, Clone, PartialEq)]
pub struct Offered {
    /// What requests name it by.
    pub id: String,
    /// Its price there, where that is known.
    pub price: Option<Price>,
}

/// About what a title takes: a question and an answer, cut short, and a few words.
const TITLE: Usage = Usage {
    input: 600,
    output: 60,
    cached: 0,
    reasoning: 0,
};

/// What small models are called.
const SMALL: [&str; 7] = ["mini", "nano", "haiku", "flash", "small", "lite", "8b"];

/// What models are called that are made for something else than a few plain words, or think long before they say them.
const UNSUITED: [&str; 20] = [
    "reasoner",
    "reasoning",
    "thinking",
    "magistral",
    "r1",
    "qwq",
    "o1",
    "o3",
    "o4",
    "research",
    "search",
    "code",
    "coder",
    "codex",
    "codestral",
    "devstral",
    "math",
    "prover",
    "base",
    "computer",
];

/// Fewer parameters than so many billions: in most languages but English a title is no title.
const FEWEST_BILLIONS: f32 = 7.0;

/// The model for a title in a conversation with the model `own`: of the `listed` ones that chat the cheapest, where prices are
/// known; else one whose name says that it is small; else `own`. The `preferred` ones come first among equals.
///
/// Where `own` costs nothing it is taken, or a preferred one that costs nothing either: another may have to be loaded first.
/// A free one is never taken in place of one that is paid for, since those take something else for it (what is said, or the
/// right to be answered at all). Where names have their maker before them (`openai/gpt-5-mini`), that of `own` and those of
/// the preferred ones are asked, and nobody else: a conversation is not shown to a host that the person has not chosen.
pub fn small_model(own: Offered, preferred: &[&str], listed: Vec<Offered>) -> String {
    let is_preferred = |one: &Offered| preferred.contains(&one.id.as_str());
    let is_free = |one: &Offered| one.price.is_some_and(|price| price.is_free());
    if is_free(&own) {
        let mut listed = listed.into_iter();
        let found = listed.find(|one| is_preferred(one) && is_free(one));
        return found.unwrap_or(own).id;
    }
    let makers: Vec<Option<&str>> = preferred
        .iter()
        .copied()
        .chain([own.id.as_str()])
        .map(maker)
        .collect();
    let mut others: Vec<&Offered> = listed
        .iter()
        .filter(|one| !is_free(one) && suits(&one.id))
        .filter(|one| maker(&one.id).is_none() || makers.contains(&maker(&one.id)))
        .collect();
    // Preferred ones first, as the sort is stable.
    others.sort_by_key(|one| !is_preferred(one));
    let all = [&own].into_iter().chain(others);
    let cost = |one: &Offered| -> Option<Cost> { one.price.map(|price| price.cost(TITLE)) };
    // The first of the cheapest.
    let cheapest = all
        .clone()
        .filter_map(|one| Some((cost(one)?, one)))
        .min_by_key(|(cost, _)| *cost)
        .map(|(_, one)| one);
    let named = || all.clone().find(|one| is_small(&one.id));
    let found = cheapest.or_else(named).unwrap_or(&own);
    found.id.clone()
}

/// `openai` of `openai/gpt-5-mini`.
fn maker(id: &str) -> Option<&str> {
    id.rsplit_once('/').map(|(maker, _)| maker)
}

fn suits(id: &str) -> bool {
    let id = id.to_lowercase();
    let tiny = |word: &str| {
        let size = word.trim_start_matches('e');
        let billions = size.strip_suffix('b').and_then(|n| n.parse::<f32>().ok());
        let millions = size.strip_suffix('m').and_then(|n| n.parse::<f32>().ok());
        // `1m` is how much text it takes.
        millions.is_some_and(|n| n > 10.0) || billions.is_some_and(|n| n < FEWEST_BILLIONS)
    };
    wire::chats(&id) && !words(&id).any(|word| UNSUITED.contains(&word) || tiny(word))
}

fn is_small(id: &str) -> bool {
    let id = id.to_lowercase();
    words(&id).any(|word| SMALL.contains(&word))
}

/// A size may have a fraction: `1.5b`.
fn words(id: &str) -> impl Iterator<Item = &str> {
    id.split(|c: char| !c.is_alphanumeric() && c != '.')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::PriceTable;
    use proptest::prelude::*;

    fn offered(origin: &str, runs_models: bool, id: &str) -> Offered {
        let price = PriceTable::builtin().find(origin, runs_models, id);
        Offered {
            id: id.to_owned(),
            price: price.map(|(price, _)| price),
        }
    }

    #[track_caller]
    fn check(origin: &str, own: &str, preferred: &[&str], listed: &[&str], expect: &str) {
        let of = |id: &str| offered(origin, false, id);
        let all = listed.iter().map(|id| of(id)).collect();
        assert_eq!(small_model(of(own), preferred, all), expect, "{listed:?}");
    }

    #[test]
    fn the_cheapest_of_known_price_comes_first() {
        // Sonnet, the preferred one, was asked before Haiku, and Medium before Small.
        check(
            "https://api.anthropic.com",
            "claude-opus-4-5",
            &["claude-sonnet-4-5", "claude-haiku-4-5"],
            &[
                "claude-opus-4-5",
                "claude-sonnet-4-5-20250929",
                "claude-haiku-4-5-20251001",
            ],
            "claude-haiku-4-5-20251001",
        );
        check(
            "https://api.mistral.ai",
            "mistral-medium-latest",
            &["mistral-medium-latest", "mistral-small-latest"],
            &[
                "mistral-large-latest",
                "mistral-medium-latest",
                "mistral-small-latest",
                "ministral-3b-latest",
                "codestral-latest",
            ],
            "mistral-small-latest",
        );
        // What thinks, listens or makes vectors is none, however cheap.
        check(
            "https://api.openai.com",
            "gpt-5",
            &["gpt-5-mini"],
            &[
                "text-embedding-3-small",
                "gpt-4o-mini-tts",
                "o4-mini",
                "gpt-5",
                "gpt-4.1-nano",
                "gpt-4o-mini",
                "gpt-5-mini",
            ],
            "gpt-4.1-nano",
        );
    }

    #[test]
    fn the_conversations_own_where_nothing_is_cheaper() {
        let mistral = "https://api.mistral.ai";
        check(
            mistral,
            "mistral-small-2603",
            &["mistral-small-latest"],
            &["mistral-small-latest", "mistral-small-2603"],
            "mistral-small-2603",
        );
        // Not listed, and chosen all the same.
        check(
            mistral,
            "ministral-3b-latest",
            &[],
            &["mistral-small-latest"],
            "ministral-3b-latest",
        );
        check(
            "https://api.deepseek.com",
            "deepseek-chat",
            &[],
            &["deepseek-reasoner", "deepseek-chat"],
            "deepseek-chat",
        );
    }

    #[test]
    fn a_preferred_one_among_equals() {
        let mistral = "https://api.mistral.ai";
        let all = ["mistral-small-2603", "mistral-small-latest"];
        check(
            mistral,
            "mistral-large-4",
            &["mistral-small-latest"],
            &all,
            "mistral-small-latest",
        );
        check(mistral, "mistral-large-4", &[], &all, "mistral-small-2603");
    }

    #[test]
    fn names_tell_where_prices_are_not_known() {
        let own = "https://models.example.org";
        for (of, listed, expect) in [
            (
                "big",
                vec!["big", "text-embedding-3-small", "whisper-mini", "acme-mini"],
                "acme-mini",
            ),
            (
                "big",
                vec!["big", "Llama-3.1-8B-Instruct"],
                "Llama-3.1-8B-Instruct",
            ),
            // Gemini, and what is like it in nothing but its letters.
            (
                "gemini-pro",
                vec!["gemini-pro", "gemini-flash"],
                "gemini-flash",
            ),
            (
                "gemini-pro",
                vec!["gemini-pro", "gemini-ultra", "nanotron"],
                "gemini-pro",
            ),
            // Small, but not for this.
            (
                "big",
                vec![
                    "big",
                    "qwen-coder-8b",
                    "acme-1.5b-mini",
                    "deepseek-r1-8b",
                    "gemma-e4b-lite",
                ],
                "big",
            ),
            // The own one is small enough.
            ("acme-lite", vec!["acme-mini", "acme-lite"], "acme-lite"),
            ("big", vec![], "big"),
            ("", vec![], ""),
        ] {
            check(own, of, &[], &listed, expect);
        }
    }

    #[test]
    fn what_costs_nothing_stays_with_its_own() {
        let here = "http://localhost:11434";
        let of = |id: &str| offered(here, true, id);
        let all = || vec![of("llama3.2:1b"), of("qwen3:8b"), of("gpt-oss:120b")];
        assert_eq!(small_model(of("gpt-oss:120b"), &[], all()), "gpt-oss:120b");
        assert_eq!(
            small_model(of("gpt-oss:120b"), &["qwen3:8b"], all()),
            "qwen3:8b"
        );
        assert_eq!(
            small_model(of("gpt-oss:120b"), &["gone"], all()),
            "gpt-oss:120b"
        );
    }

    #[test]
    fn with_a_router_nobody_else_hears_of_it_and_nothing_for_free() {
        let priced = |id: &str, price: f64| Offered {
            id: id.to_owned(),
            price: Some(Price {
                input: price,
                cached: None,
                output: price,
            }),
        };
        let all = || {
            vec![
                priced("acme/tale-teller-8b", 0.02),
                priced("openai/gpt-oss-20b:free", 0.0),
                priced("openai/gpt-5-nano", 0.05),
                priced("anthropic/claude-haiku-4.5", 1.0),
                priced("anthropic/claude-opus-4.5", 5.0),
            ]
        };
        let own = || priced("anthropic/claude-opus-4.5", 5.0);
        assert_eq!(small_model(own(), &[], all()), "anthropic/claude-haiku-4.5");
        assert_eq!(
            small_model(own(), &["openai/gpt-5-mini"], all()),
            "openai/gpt-5-nano"
        );
        let free = priced("openai/gpt-oss-20b:free", 0.0);
        assert_eq!(
            small_model(free, &["openai/gpt-5-mini"], all()),
            "openai/gpt-oss-20b:free"
        );
    }

    proptest! {
        /// What is taken is offered or the own one, and never dearer than that.
        #[test]
        fn never_dearer(own in 0_u32..5, prices in prop::collection::vec(prop::option::of(0_u32..5), 0..6)) {
            let one = |id: String, price: Option<u32>| Offered {
                id,
                price: price.map(|p| Price { input: p.into(), cached: None, output: p.into() }),
            };
            let listed: Vec<Offered> = prices.iter().enumerate().map(|(at, price)| one(format!("m{at}-mini"), *price)).collect();
            let own = one("own".to_owned(), Some(own));
            let found = small_model(own.clone(), &["m1-mini"], listed.clone());
            let all = [own.clone()].into_iter().chain(listed).find(|one| one.id == found).unwrap();
            prop_assert!(all.price.unwrap().input <= own.price.unwrap().input);
        }
    }
}
