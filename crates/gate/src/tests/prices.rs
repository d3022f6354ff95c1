use super::*;

const OPENAI: &str = "https://api.openai.com";

fn found(origin: &str, model: &str) -> Option<(f64, PriceSource)> {
    PriceTable::builtin()
        .find(origin, false, model)
        .map(|(price, source)| (price.input, source))
}

#[test]
fn built_in_by_name_and_dated_name() {
    use PriceSource::BuiltIn;
    let table = [
        (OPENAI, "gpt-5", Some(1.25)),
        (OPENAI, "gpt-5-2025-08-07", Some(1.25)),
        (OPENAI, "gpt-5-mini", Some(0.25)),
        (OPENAI, "gpt-5-mini-2025-08-07", Some(0.25)),
        (OPENAI, "gpt-5-nano", Some(0.05)),
        (OPENAI, "gpt-4.1", Some(2.0)),
        (OPENAI, "gpt-4.1-mini-2025-04-14", Some(0.4)),
        (OPENAI, "gpt-4.1-nano", Some(0.1)),
        (OPENAI, "gpt-4o", Some(2.5)),
        (OPENAI, "gpt-4o-2024-11-20", Some(2.5)),
        (OPENAI, "gpt-4o-2024-05-13", Some(5.0)),
        (OPENAI, "gpt-4o-mini", Some(0.15)),
        (OPENAI, "o3", Some(2.0)),
        (OPENAI, "o3-2025-04-16", Some(2.0)),
        (OPENAI, "o4-mini", Some(1.1)),
        // Not the same model, whatever the beginning says.
        (OPENAI, "gpt-5-turbo-mini", None),
        (OPENAI, "gpt-55", None),
        (OPENAI, "gpt-5-", None),
        (OPENAI, "gpt-4o-audio-preview", None),
        (OPENAI, "gpt-4", None),
        (OPENAI, "", None),
        (
            "https://api.anthropic.com",
            "claude-sonnet-4-5-20250929",
            Some(3.0),
        ),
        ("https://api.anthropic.com", "claude-opus-5", Some(5.0)),
        ("https://api.anthropic.com", "claude-opus-5-5", Some(4.0)),
        ("https://api.anthropic.com", "claude-opus-5-6", None),
        (
            "https://generativelanguage.googleapis.com",
            "gemini-2.5-flash",
            Some(0.3),
        ),
        (
            "https://generativelanguage.googleapis.com",
            "models/gemini-2.5-flash-lite-001",
            Some(0.1),
        ),
        ("https://api.mistral.ai", "mistral-large-latest", Some(0.5)),
        ("https://api.mistral.ai", "mistral-large-2411", None),
        ("https://api.deepseek.com", "deepseek-chat", Some(0.28)),
        ("https://api.groq.com", "openai/gpt-oss-120b", Some(0.15)),
        // A model's name says nothing at another provider.
        ("https://api.groq.com", "gpt-5", None),
        ("https://api.openai.com.evil.example", "gpt-5", None),
        ("http://api.openai.com", "gpt-5", None),
    ];
    for (origin, model, expect) in table {
        assert_eq!(
            found(origin, model),
            expect.map(|input| (input, BuiltIn)),
            "{origin} {model}"
        );
    }
}

#[test]
fn every_built_in_row_is_sound_and_found() {
    let mut seen = std::collections::BTreeSet::new();
    for (origin, model, price) in PriceTable::builtin_rows() {
        assert!(price.input > 0.0 && price.output >= price.input, "{model}");
        assert!(
            price
                .cached
                .is_none_or(|cached| cached > 0.0 && cached < price.input),
            "{model}"
        );
        assert!(seen.insert((origin, model)), "{model} twice");
        assert_eq!(
            PriceTable::builtin().find(origin, false, model),
            Some((price, PriceSource::BuiltIn))
        );
    }
    assert!(seen.len() > 80);
    assert_eq!(PriceTable::DATE.len(), "2026-11".len());
}

#[test]
fn local_endpoints_that_run_their_models_are_free_and_only_they() {
    let local = [
        "http://localhost:11434",
        "http://LOCALHOST",
        "http://127.0.0.1:8080",
        "https://127.8.9.1",
        "http://10.0.0.7",
        "http://172.16.0.1",
        "http://172.31.255.255",
        "http://192.168.1.20:1234",
        "http://169.254.1.1",
        "http://models.localhost",
        "http://desk.local:1234",
        "http://box.lan:8080",
        "https://llm.internal",
        "http://nas.home.arpa",
        "http://100.64.0.9:11434",
        "http://gpu:8000",
    ];
    for origin in local {
        assert_eq!(
            PriceTable::builtin().find(origin, true, "any"),
            Some((Price::FREE, PriceSource::Local)),
            "{origin}"
        );
        // A proxy to a paid endpoint, for all that is known.
        assert_eq!(
            PriceTable::builtin().find(origin, false, "any"),
            None,
            "{origin}"
        );
    }
    let paid = [
        "https://api.example.com",
        "https://localhost.example.com",
        "https://10.0.0.1.example.com",
        "http://172.32.0.1",
        "http://11.0.0.1",
        "https://evil.example/localhost",
        "https://localhost@evil.example",
        "https://evil.example\\localhost",
        "localhost",
        "",
        "https://0x7f.0.0.1",
        "http://[::1]evil.example",
        "http://[::1]:1234",
    ];
    for origin in paid {
        assert_eq!(
            PriceTable::builtin().find(origin, true, "any"),
            None,
            "{origin}"
        );
    }
}

#[test]
fn yours_before_listed_before_local_before_built_in() {
    use PriceSource::{BuiltIn, Listed, Local, Yours};
    const OLLAMA: &str = "http://localhost:11434";
    let price = |dollars| Price {
        input: dollars,
        cached: None,
        output: dollars,
    };
    let source = |table: &PriceTable, origin, runs_models, model| {
        table
            .find(origin, runs_models, model)
            .map(|(price, source)| (price.input, source))
    };
    let mut table = PriceTable::builtin();
    table.set_listed("gpt-5", price(2.0));
    assert_eq!(source(&table, OPENAI, false, "gpt-5"), Some((2.0, Listed)));
    assert_eq!(source(&table, OLLAMA, true, "gpt-5"), Some((2.0, Listed)));
    assert_eq!(source(&table, OLLAMA, true, "llama"), Some((0.0, Local)));
    let table = table
        .with_override("gpt-5", price(1.0))
        .with_override("practice", price(3.0));
    for model in ["gpt-5", "gpt-5-2025-08-07"] {
        assert_eq!(source(&table, OPENAI, false, model), Some((1.0, Yours)));
    }
    assert_eq!(source(&table, OLLAMA, true, "practice"), Some((3.0, Yours)));
    assert_eq!(
        source(&table, OLLAMA, true, "practice-429"),
        Some((0.0, Local))
    );
    assert_eq!(
        source(&PriceTable::builtin(), OPENAI, false, "gpt-5"),
        Some((1.25, BuiltIn))
    );
}

/// LiteLLM on this machine, in front of OpenAI, was said to cost nothing.
#[test]
fn a_proxy_on_this_machine_costs_what_it_lists() {
    const LITELLM: &str = "http://localhost:4000";
    let mut table = PriceTable::builtin();
    assert_eq!(table.find(LITELLM, false, "gpt-5"), None);
    table.set_listed("gpt-5", PRICE);
    assert_eq!(
        table.find(LITELLM, false, "gpt-5"),
        Some((PRICE, PriceSource::Listed))
    );
}

/// `practice-429` is a model, not version 429 of `practice`; nobody's money hangs on it, but three
/// digits are a version elsewhere.
#[test]
fn three_digits_are_a_version_only_with_a_leading_zero() {
    let table = PriceTable::builtin().with_override("gemini-x", PRICE);
    assert!(
        table
            .find("https://x.example", false, "gemini-x-001")
            .is_some()
    );
    assert!(
        table
            .find("https://x.example", false, "gemini-x-429")
            .is_none()
    );
}

#[test]
fn nonsense_prices_are_ignored() {
    let mut table = PriceTable::builtin();
    for bad in [-1.0, f64::NAN, f64::INFINITY] {
        table.set_listed(
            "auto",
            Price {
                input: bad,
                cached: None,
                output: 1.0,
            },
        );
        table.set_override(
            "auto",
            Price {
                input: 1.0,
                cached: Some(bad),
                output: 1.0,
            },
        );
        table.set_override(
            "auto",
            Price {
                input: 1.0,
                cached: None,
                output: bad,
            },
        );
    }
    assert_eq!(table.find("https://openrouter.ai", false, "auto"), None);
}

#[test]
fn only_your_own_prices_are_stored() {
    let mut table = PriceTable::builtin().with_override("m", PRICE);
    table.set_listed("n", PRICE);
    let json = serde_json::to_string(&table).unwrap();
    assert_eq!(
        json,
        r#"{"yours":{"m":{"input":2.0,"cached":0.5,"output":8.0}}}"#
    );
    let back: PriceTable = serde_json::from_str(&json).unwrap();
    assert_eq!(back.overrides(), table.overrides());
    assert_eq!(
        serde_json::from_str::<PriceTable>("{}").unwrap(),
        PriceTable::builtin()
    );
}

#[test]
fn cost_of_usage() {
    let cost = |input, cached, output| {
        PRICE
            .cost(Usage {
                input,
                cached,
                output,
                reasoning: output,
            })
            .0
    };
    assert_eq!(cost(0, 0, 0), 0);
    assert_eq!(cost(1, 0, 0), 2_000);
    assert_eq!(cost(1_000, 0, 1_000), 10_000_000);
    assert_eq!(cost(1_000, 400, 0), 600 * 2_000 + 400 * 500);
    // More cached than sent is nonsense, and must not make input free.
    assert_eq!(cost(10, 1_000, 0), 10 * 500);
    assert_eq!(cost(u64::MAX, 0, u64::MAX), i64::MAX);
    let plain = Price {
        cached: None,
        ..PRICE
    };
    assert_eq!(
        plain
            .cost(Usage {
                input: 10,
                cached: 10,
                ..Usage::default()
            })
            .0,
        20_000
    );
    // OpenRouter's "0.00000015" per token.
    let small = Price {
        input: 0.15,
        cached: None,
        output: 0.6,
    };
    assert_eq!(
        small.cost(Usage {
            input: 1,
            ..Usage::default()
        }),
        Cost(150)
    );
}

/// An upper bound must not count on a discount, and a cache that costs extra is part of it.
#[test]
fn upper_bound_takes_the_dearer_input() {
    let mut meta = meta();
    assert_eq!(meta.upper_bound(), Cost(10_000_000));
    meta.price = Some(Price {
        cached: Some(4.0),
        ..PRICE
    });
    assert_eq!(meta.upper_bound(), Cost(12_000_000));
    meta.price = None;
    assert_eq!(meta.upper_bound(), Cost::ZERO);
}
