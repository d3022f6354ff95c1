//! Small questions by a strict schema.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{post, server};
use serde_json::{Value, json};

fn object(properties: Value) -> Value {
    let keys: Vec<String> = properties.as_object().unwrap().keys().cloned().collect();
    json!({"type": "object", "properties": properties, "required": keys, "additionalProperties": false})
}

fn list(items: Value) -> Value {
    json!({"type": "array", "items": items})
}

fn text() -> Value {
    json!({"type": "string"})
}

/// The answer to a question with a schema of this name.
async fn asked(name: &str, schema: Value, to: &str, user: Value) -> Value {
    let server = server().await;
    let body = json!({"model": "practice", "stream": false,
        "messages": [{"role": "system", "content": format!("Answer.\nTarget language: Some ({to})")}, {"role": "user", "content": user}],
        "response_format": {"type": "json_schema", "json_schema": {"name": name, "strict": true, "schema": schema}}});
    let answer = post(&server.base_url(), &body).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let answer = answer.json();
    let content = answer["choices"][0]["message"]["content"].as_str().unwrap();
    serde_json::from_str(content).unwrap()
}

#[tokio::test]
async fn alternatives_differ_and_say_how() {
    let ways = json!({"enum": ["more formal", "more literal", "simpler", "shorter", "freer"], "type": "string"});
    let schema = object(
        json!({"alternatives": list(object(json!({"text": text(), "label": ways, "note": text(), "segment": text()})))}),
    );
    let user =
        "⟦segment w⟧\nGuten Tag.\n⟦/segment w⟧\n⟦phrase w⟧\nTag\n⟦/phrase w⟧\nGive alternatives.";
    let found = asked("alternatives", schema, "de", json!(user)).await;
    let list = found["alternatives"].as_array().unwrap();
    let texts: Vec<&str> = list
        .iter()
        .map(|one| one["text"].as_str().unwrap())
        .collect();
    assert_eq!(texts, ["Tagen", "Taga", "Tagis", "Tago"]);
    assert_eq!(list[1]["label"], json!("more literal"));
    assert_eq!(list[2]["note"], json!("simpler"));
    assert_eq!(list[1]["segment"], json!("Guten Taga."));
}

#[tokio::test]
async fn texts_are_improved_change_by_change() {
    let change = object(json!({"before": text(), "after": text(), "reason": text()}));
    let schema = object(json!({"text": text(), "changes": list(change)}));
    let user = "⟦text w⟧\nHe go to school 2.\n⟦/text w⟧\nImprove it.";
    let found = asked("improve", schema, "en", json!(user)).await;
    assert_eq!(found["text"], json!("Heen goa tois school 2."));
    assert_eq!(
        found["changes"][1],
        json!({"before": "go", "after": "goa", "reason": "Pretend reason 2"})
    );
}

#[tokio::test]
async fn translations_are_taken_back() {
    let back = object(json!({"text": text()}));
    let ask = async |target: &str| {
        let user = format!("⟦text w⟧\n{target}\n⟦/text w⟧\nTranslate.");
        let found = asked("back", back.clone(), "en", json!(user)).await;
        found["text"].as_str().unwrap().to_owned()
    };
    let target = practice::pretend_translation("Hello {x}, 12.", "de");
    assert_eq!(ask(&target).await, "Hello {x}, 12.");
    assert_eq!(ask("Да").await, "Éĝ");
    let keyed = object(json!({"1": text(), "2": text()}));
    let user = format!(
        "⟦texts w⟧\n{}\n⟦/texts w⟧\nTranslate.",
        json!({"1": target, "2": practice::pretend_translation("Bye.", "de")})
    );
    let found = asked("back", keyed, "en", json!(user)).await;
    assert_eq!(found, json!({"1": "Hello {x}, 12.", "2": "Bye."}));
}

#[tokio::test]
async fn turns_have_their_direction() {
    let tags = json!({"enum": ["en", "de"], "type": "string"});
    let schema = object(json!({"from": tags, "to": tags, "translation": text()}));
    let ask = async |turn: &str| {
        let user = format!("⟦turn w⟧\n{turn}\n⟦/turn w⟧\nTranslate it.");
        asked("turn", schema.clone(), "de", json!(user)).await
    };
    let found = ask("Good day").await;
    assert_eq!(
        found,
        json!({"from": "en", "to": "de", "translation": "Ĝööđ đàý"})
    );
    let found = ask("Schöner Tag").await;
    assert_eq!((&found["from"], &found["to"]), (&json!("de"), &json!("en")));
}

#[tokio::test]
async fn words_are_looked_up() {
    let example = object(json!({"source": text(), "target": text()}));
    let sense = object(
        json!({"translation": text(), "part_of_speech": text(), "gender": text(), "register": text(), "examples": list(example)}),
    );
    let schema = object(
        json!({"lemma": text(), "pronunciation": text(), "forms": list(text()), "senses": list(sense)}),
    );
    let found = asked(
        "dictionary",
        schema,
        "de",
        json!("⟦word w⟧\nBank\n⟦/word w⟧\nExplain."),
    )
    .await;
    assert_eq!(found["lemma"], json!("Bank"));
    assert_eq!(found["pronunciation"], json!("/bank/"));
    let senses = found["senses"].as_array().unwrap();
    assert_eq!(senses.len(), 3);
    assert_ne!(senses[0]["translation"], senses[1]["translation"]);
    assert_eq!(senses[1]["part_of_speech"], json!("verb"));
    assert!(
        senses[0]["examples"][2]["source"]
            .as_str()
            .unwrap()
            .contains("Bank")
    );
}

#[tokio::test]
async fn pictures_are_read_as_far_as_anybody_looks() {
    let schema = object(
        json!({"lines": list(object(json!({"text": text(), "heading": {"type": "boolean"}})))}),
    );
    let user = json!([{"type": "text", "text": "Read it."}, {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}]);
    let found = asked("image_text", schema, "de", user).await;
    let lines = found["lines"].as_array().unwrap();
    assert_eq!(lines.len(), 3);
    assert_ne!(lines[0]["text"], lines[1]["text"]);
}

#[tokio::test]
async fn any_other_schema_is_filled() {
    let schema = object(
        json!({"domain": text(), "terms": list(text()), "formal": {"type": "boolean"}, "kind": {"enum": ["a", "b"], "type": "string"}}),
    );
    let found = asked(
        "brief",
        schema.clone(),
        "de",
        json!("⟦text w⟧\nA text.\n⟦/text w⟧\nSay."),
    )
    .await;
    assert_eq!(found["domain"], json!("Pretend domain"));
    assert_eq!(found["terms"].as_array().unwrap().len(), 3);
    let found = asked("unheard_of", schema, "de", json!("Say.")).await;
    assert_eq!(
        found,
        json!({"domain": "[de] domain", "terms": ["[de] 0", "[de] 1", "[de] 2"], "formal": true, "kind": "a"})
    );
    let restyled = asked(
        "restyle",
        object(json!({"text": text()})),
        "de",
        json!("⟦target w⟧\nEin Haus.\n⟦/target w⟧\nShorter."),
    )
    .await;
    assert_eq!(restyled["text"], json!("Einen Haus."));
}

#[tokio::test]
async fn conversations_get_a_title_of_their_first_words() {
    let schema = object(json!({"title": text()}));
    let ask = async |question: &str| {
        let user = format!(
            "Write it.\n⟦question w⟧\n{question}\n⟦/question w⟧\n⟦answer w⟧\nOther words\n⟦/answer w⟧\nWrite it."
        );
        let found = asked("title", schema.clone(), "en", json!(user)).await;
        found["title"].as_str().unwrap().to_owned()
    };
    // In quotes, as models like to write them.
    assert_eq!(
        ask("how do rivers find the sea, and when?").await,
        "\"How do rivers find the\""
    );
    assert_eq!(
        ask("كيف تصل الأنهار إلى البحر؟").await,
        "\"كيف تصل الأنهار إلى البحر\""
    );
    assert_eq!(ask("?").await, "\"Nothing\"");
}
