//! Batches of segments, answered well, refused, and with a glossary.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::batch::{FOUR, GOOD, Rung, WORD, asked, batch, numbered, values};
use common::{error, post, server};
use serde_json::{Value, json};

#[tokio::test]
async fn batches_are_answered_on_every_rung() {
    let server = server().await;
    for rung in [Rung::Schema, Rung::JsonObject] {
        let answer = asked(&server, "practice", rung, &FOUR).await;
        assert_eq!(values(&answer), numbered(&GOOD), "{rung:?}");
        assert!(answer.events().len() > 4 && answer.done());
    }
    let answer = asked(&server, "practice", Rung::Lines, &FOUR[..2]).await;
    let expected = format!(
        "⟦1 {WORD}⟧\n{}\n⟦/1 {WORD}⟧\n⟦2 {WORD}⟧\n{}\n⟦/2 {WORD}⟧\n",
        GOOD[0], GOOD[1]
    );
    assert_eq!(answer.content(), expected);
}

#[tokio::test]
async fn keys_scripts_and_terms_are_those_asked_for() {
    let server = server().await;
    let system = "Brief:\nA story.\n\nGlossary (use exactly these):\n- cat → 猫 (animal)\n";
    let segments = [("09", "Cats!"), ("10", "A dog.")];
    for rung in [Rung::Schema, Rung::JsonObject] {
        let body = batch("practice", rung, "ja", system, &segments);
        let found = values(&post(&server.base_url(), &body).await);
        let expected = [("09", "猫！"), ("10", "あぬき。")];
        let expected = expected.map(|(k, v)| (k.to_owned(), v.to_owned()));
        assert_eq!(found, expected, "{rung:?}");
    }
}

#[tokio::test]
async fn a_glossary_is_obeyed_when_it_is_asked_again() {
    let server = server().await;
    let system = "Glossary (use exactly these):\n- dog → Hündin\n";
    let segments = [("1", "The dog."), ("2", "My unmendable dog.")];
    let body = batch("practice-glossary", Rung::Schema, "de", system, &segments);
    let mut targets = Vec::new();
    for _ in 0..2 {
        let found = values(&post(&server.base_url(), &body).await);
        targets.extend(
            found
                .into_iter()
                .map(|(_, target)| target.contains("Hündin")),
        );
    }
    assert_eq!(targets, [false, false, true, false]);
}

#[tokio::test]
async fn response_formats_are_refused() {
    let server = server().await;
    let refused = asked(&server, "practice-no-schema", Rung::Schema, &FOUR).await;
    assert_eq!(
        (refused.status, &error(&refused)["param"]),
        (400, &Value::Null)
    );
    assert!(
        error(&refused)["message"]
            .as_str()
            .unwrap()
            .contains("json_schema")
    );
    let object = asked(&server, "practice-no-schema", Rung::JsonObject, &FOUR).await;
    assert_eq!(values(&object), numbered(&GOOD));
    for rung in [Rung::Schema, Rung::JsonObject] {
        let refused = asked(&server, "practice-no-lines", rung, &FOUR).await;
        assert_eq!(error(&refused)["param"], json!("response_format"));
    }
    let lines = asked(&server, "practice-no-lines", Rung::Lines, &FOUR).await;
    assert_eq!(lines.content(), GOOD.join("\n"));
}
