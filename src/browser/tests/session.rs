//! The key: where it is, where it goes, and where it does not.

use super::{choose, clean};
use crate::browser::{
    endpoint,
    session::{self, ApiKey, Authorization, Home, KeyDoubt, KeyState},
};
use wasm_bindgen_test::wasm_bindgen_test;

const KEY: &str = "sk-canary-0123456789abcdef4f2a";
const OPENAI: &str = "https://api.openai.com/v1";

fn key(typed: &str) -> ApiKey {
    ApiKey::from_typed(typed.to_owned()).unwrap()
}

fn header(url: &str, allowed: &str) -> Option<String> {
    match session::authorization_for(url, allowed)? {
        Authorization::Header(value) => Some(value),
        Authorization::Unsendable => Some("unsendable".to_owned()),
    }
}

fn stored_everywhere() -> String {
    let window = web_sys::window().unwrap();
    let mut text = String::new();
    for storage in [window.local_storage(), window.session_storage()] {
        let storage = storage.unwrap().unwrap();
        for index in 0..storage.length().unwrap() {
            let name = storage.key(index).unwrap().unwrap();
            text += &storage.get_item(&name).unwrap().unwrap();
        }
    }
    text
}

#[wasm_bindgen_test]
fn what_is_typed_becomes_the_bare_key() {
    let check = |typed: &str| {
        clean();
        session::keep(key(typed), OPENAI, Home::Tab).unwrap();
        assert_eq!(
            header("https://api.openai.com/v1/models", OPENAI).unwrap(),
            format!("Bearer {KEY}"),
            "{typed:?}"
        );
    };
    check(KEY);
    check(&format!("  {KEY}\n"));
    check(&format!("\"{KEY}\""));
    check(&format!("“{KEY}”"));
    check(&format!("Bearer {KEY}"));
    check(&format!(" 'bearer  {KEY}' "));
    check(&format!("\u{feff}\u{200b}{KEY}\u{200b}\u{a0}"));
    for nothing in ["", "  ", "\"\"", "\u{200b}", "Bearer "] {
        assert!(
            ApiKey::from_typed(nothing.to_owned()).is_none(),
            "{nothing:?}"
        );
    }
}

#[wasm_bindgen_test]
fn debug_does_not_print_the_key() {
    assert_eq!(format!("{:?}", key(KEY)), "ApiKey(***)");
}

#[wasm_bindgen_test]
fn masks_show_the_ends_of_long_keys_only() {
    assert_eq!(key(KEY).masked(), "sk-…4f2a");
    assert_eq!(key("ollama").masked(), "••••");
    assert_eq!(key("0123456789").masked(), "••••");
}

#[wasm_bindgen_test]
fn doubts() {
    let check = |typed: &str, origin: &str, doubt: Option<KeyDoubt>| {
        assert_eq!(key(typed).suspicious(origin), doubt, "{typed} at {origin}");
    };
    let long = "abcdefghijklmnopqrstuvwxyz";
    check(long, OPENAI, None);
    check("abc", OPENAI, Some(KeyDoubt::TooShort));
    check("abc", "http://localhost:11434", None);
    check("abc", "http://127.0.0.1:8080", None);
    check("abc def", OPENAI, Some(KeyDoubt::HasSpaces));
    check("schlüssel", OPENAI, Some(KeyDoubt::NonAscii));
    check(OPENAI, OPENAI, Some(KeyDoubt::LooksLikeUrl));
    check(
        "sk-or-v1-0123456789abcdef",
        "https://openrouter.ai/api/v1",
        None,
    );
    check(
        "sk-or-v1-0123456789abcdef",
        OPENAI,
        Some(KeyDoubt::OtherProvider("OpenRouter")),
    );
    check(
        "gsk_0123456789abcdef0123",
        OPENAI,
        Some(KeyDoubt::OtherProvider("Groq")),
    );
    check("sk-ant-api03-0123456789", "https://api.anthropic.com", None);
    check(
        "sk-ant-api03-0123456789",
        "https://api.anthropic.com.evil.example",
        Some(KeyDoubt::OtherProvider("Anthropic")),
    );
    check(
        "sk-proj-0123456789abcdef",
        "https://notopenai.com",
        Some(KeyDoubt::OtherProvider("OpenAI")),
    );
}

// NextChat compared endpoints by their beginnings and sent the key to an attacker's host (TRA-2024-23).
#[wasm_bindgen_test]
fn the_header_is_given_to_the_keys_origin_alone() {
    clean();
    session::keep(key(KEY), OPENAI, Home::Tab).unwrap();
    let good = Some(format!("Bearer {KEY}"));
    assert_eq!(
        header("https://api.openai.com/v1/chat/completions", OPENAI),
        good
    );
    assert_eq!(header("HTTPS://API.OpenAI.com:443/v1", OPENAI), good);
    for other in [
        "https://api.openai.com.evil.example/v1",
        "https://api.openai.com@evil.example/v1",
        "https://evil.example/https://api.openai.com/v1",
        "https://evil.example#https://api.openai.com",
        "https://evil.example\\@api.openai.com/v1",
        "http://api.openai.com/v1",
        "https://api.openai.com:8443/v1",
        "https://openai.com/v1",
        "//api.openai.com/v1",
        "/v1/models",
        "data:text/plain,api.openai.com",
        "",
    ] {
        assert_eq!(header(other, OPENAI), None, "{other}");
    }
    // The key's own origin, but not the one allowed now.
    assert_eq!(header(OPENAI, "https://evil.example"), None);
    // The one allowed now, but not the key's.
    assert_eq!(
        header("https://evil.example/v1", "https://evil.example"),
        None
    );
}

#[wasm_bindgen_test]
fn a_key_that_no_header_can_carry_is_not_handed_to_fetch() {
    clean();
    session::keep(key("schlüssel-0123456789-0123"), OPENAI, Home::Tab).unwrap();
    assert_eq!(header(OPENAI, OPENAI).as_deref(), Some("unsendable"));
}

#[wasm_bindgen_test]
fn kept_in_one_place_and_forgotten_from_it() {
    clean();
    assert_eq!(session::state(OPENAI), KeyState::None);
    assert_eq!(
        session::keep(key(KEY), OPENAI, Home::Tab).unwrap(),
        Home::Tab
    );
    let held = KeyState::Held {
        masked: "sk-…4f2a".to_owned(),
        home: Home::Tab,
    };
    assert_eq!(session::state("https://api.openai.com"), held);
    assert_eq!(session::state("https://evil.example"), KeyState::None);
    let window = web_sys::window().unwrap();
    let tab = window.session_storage().unwrap().unwrap();
    assert!(tab.get_item("parlance.key").unwrap().unwrap().contains(KEY));
    assert_eq!(stored_everywhere().matches(KEY).count(), 1);
    session::forget();
    assert_eq!(session::state(OPENAI), KeyState::None);
    assert!(!stored_everywhere().contains(KEY));
}

#[wasm_bindgen_test]
fn memory_only_is_stored_nowhere() {
    clean();
    assert_eq!(
        session::keep(key(KEY), OPENAI, Home::Memory).unwrap(),
        Home::Memory
    );
    assert!(matches!(
        session::state(OPENAI),
        KeyState::Held {
            home: Home::Memory,
            ..
        }
    ));
    assert!(!stored_everywhere().contains(KEY));
    assert!(header(OPENAI, OPENAI).is_some());
    // Replaced by one in session storage: the old one is gone.
    session::keep(key("sk-another-0123456789-abcd"), OPENAI, Home::Tab).unwrap();
    assert_eq!(
        header(OPENAI, OPENAI).as_deref(),
        Some("Bearer sk-another-0123456789-abcd")
    );
    session::forget();
    assert_eq!(header(OPENAI, OPENAI), None);
}

#[wasm_bindgen_test]
fn another_origin_drops_the_key() {
    clean();
    choose(OPENAI);
    session::keep(key(KEY), OPENAI, Home::Tab).unwrap();
    choose("https://api.openai.com/v2");
    assert!(header(OPENAI, OPENAI).is_some(), "the same origin keeps it");
    choose("https://api.openai.com.evil.example/v1");
    assert!(!stored_everywhere().contains(KEY));
    session::keep(key(KEY), OPENAI, Home::Memory).unwrap();
    session::open("https://evil.example");
    assert_eq!(session::state(OPENAI), KeyState::None);
}

#[wasm_bindgen_test]
fn texts_are_scrubbed_of_the_key() {
    clean();
    let text = format!("Incorrect API key provided: {KEY}. See {KEY}");
    assert_eq!(session::scrub(&text), text);
    session::keep(key(KEY), OPENAI, Home::Tab).unwrap();
    assert_eq!(
        session::scrub(&text),
        "Incorrect API key provided: •••. See •••"
    );
}

#[wasm_bindgen_test]
fn the_tabs_endpoint_goes_before_the_last_one() {
    clean();
    assert_eq!(endpoint::chosen().base, OPENAI);
    choose("http://localhost:1234/v1");
    assert_eq!(endpoint::chosen().base, "http://localhost:1234/v1");
    let window = web_sys::window().unwrap();
    let tab = window.session_storage().unwrap().unwrap();
    tab.clear().unwrap();
    assert_eq!(
        endpoint::chosen().base,
        "http://localhost:1234/v1",
        "a new tab begins with the last one"
    );
    tab.set_item(
        "parlance.endpoint",
        r#"{"preset":"ollama","base":"http://localhost:11434/v1"}"#,
    )
    .unwrap();
    assert_eq!(endpoint::chosen().preset, "ollama");
    tab.set_item("parlance.endpoint", "nonsense").unwrap();
    assert_eq!(endpoint::chosen().base, "http://localhost:1234/v1");
    clean();
}
