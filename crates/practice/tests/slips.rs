//! What goes wrong with batches of segments, under each model that `faults.rs` has for it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::batch::{FOUR, GOOD, Rung, WORD, asked, batch, numbered, values};
use common::{post, server, translation};
use serde_json::{Value, json};

/// What a model makes of four segments, and that two of them alone come right.
async fn check(model: &str, expected: [Option<&str>; 4]) {
    let server = server().await;
    for rung in [Rung::Schema, Rung::JsonObject] {
        let found = values(&asked(&server, model, rung, &FOUR).await);
        let expected: Vec<(String, String)> = (1..)
            .zip(expected)
            .filter_map(|(key, text): (usize, _)| Some((key.to_string(), text?.to_owned())))
            .collect();
        assert_eq!(found, expected, "{model} {rung:?}");
        let again = values(&asked(&server, model, rung, &FOUR[2..]).await);
        assert_eq!(again, numbered(&GOOD[2..]), "{model} {rung:?} again");
    }
    let lines = asked(&server, model, Rung::Lines, &FOUR).await.content();
    let third = expected[2].map(|text| format!("⟦3 {WORD}⟧\n{text}\n⟦/3 {WORD}⟧"));
    let all = third.is_none_or(|third| lines.contains(&third));
    assert!(all && lines.contains(GOOD[1]), "{model}: {lines}");
}

#[tokio::test]
async fn one_answer_of_a_batch_goes_wrong() {
    let [one, two, three, four] = GOOD;
    let third = async |model: &str, third: Option<&str>| {
        check(model, [Some(one), Some(two), third, Some(four)]).await;
    };
    third("practice-missing-id", None).await;
    third("practice-empty-value", Some("")).await;
    third("practice-echo", Some(FOUR[2])).await;
    third("practice-echo-other", Some(FOUR[3])).await;
    third("practice-wrong-script", Some("Тхрее %s!")).await;
    third("practice-invented-code", Some("Ţĥŕéé %s!⟦97⟧")).await;
    third(
        "practice-notes-inside",
        Some("Here is the translation: Ţĥŕéé %s!"),
    )
    .await;
    let rambling = "Ţĥŕéé %s! ".repeat(16);
    third("practice-rambles", Some(rambling.trim_end())).await;
    let markup = "<img src=x onerror=\"window.hurt=1\"><b>Ţĥŕéé %s!</b>";
    third("practice-markup", Some(markup)).await;
    let same = "Ţĥŕéé %s! ";
    let endless = same.repeat(60_000 / same.len());
    third("practice-runs-away", Some(&endless)).await;
    let lost = "Öñé ćàţ îš⟦/1⟧ 12.";
    check(
        "practice-lost-code",
        [Some(lost), Some(two), Some(three), Some(four)],
    )
    .await;
}

#[tokio::test]
async fn answers_are_merged_and_shifted() {
    let [one, two, _, four] = GOOD;
    let both = "Ţĥŕéé %s! Ƒöûŕ ḿéñ.";
    let merged = [Some(one), Some(two), Some(both), Some("")];
    check("practice-merged", merged).await;
    let twice = [Some(one), Some(two), Some(both), Some(both)];
    check("practice-merged-twice", twice).await;
    check(
        "practice-shifted",
        [Some(one), Some(two), Some(both), Some(four)],
    )
    .await;
    let server = server().await;
    let six = ["a", "b", "c", "d", "e", "f"];
    let found = values(&asked(&server, "practice-shifted", Rung::Schema, &six).await);
    assert_eq!(found, numbered(&["à", "ƀ", "ć", "đ é", "ƒ", "ƒ"]));
}

#[tokio::test]
async fn answers_are_renumbered() {
    let server = server().await;
    let ask = async |segments: &[(&str, &str)]| {
        let body = batch("practice-renumbered", Rung::Schema, "de", "", segments);
        let found = values(&post(&server.base_url(), &body).await);
        found.into_iter().map(|(key, _)| key).collect::<Vec<_>>()
    };
    assert_eq!(
        ask(&[("1", "a"), ("2", "b"), ("3", "c")]).await,
        ["0", "1", "2"]
    );
    assert_eq!(
        ask(&[("08", "a"), ("09", "b"), ("10", "c")]).await,
        ["01", "02", "03"]
    );
    assert_eq!(ask(&[("08", "a"), ("09", "b")]).await, ["08", "09"]);
}

#[tokio::test]
async fn envelopes_come_back() {
    let server = server().await;
    let model = "practice-schema-echo";
    let schema: Value =
        serde_json::from_str(&asked(&server, model, Rung::Schema, &FOUR).await.content()).unwrap();
    assert_eq!(schema["required"], json!(["1", "2", "3", "4"]));
    let object = asked(&server, model, Rung::JsonObject, &FOUR)
        .await
        .content();
    assert!(
        object.starts_with("{\"segments\":{\"1\": \"One cat"),
        "{object}"
    );
    let lines = asked(&server, model, Rung::Lines, &FOUR).await.content();
    assert!(
        lines.contains(FOUR[3]) && !lines.contains(GOOD[3]),
        "{lines}"
    );
    let one = values(&asked(&server, model, Rung::Schema, &["unmendable"]).await);
    assert!(one[0].1.starts_with("{\"type\":\"string\""), "{one:?}");
}

#[tokio::test]
async fn whole_answers_go_wrong() {
    let server = server().await;
    for rung in [Rung::Schema, Rung::JsonObject, Rung::Lines] {
        for (model, finish) in [
            ("practice-refuses-call", "content_filter"),
            ("practice-cut-json", "length"),
        ] {
            let answer = asked(&server, model, rung, &FOUR).await;
            assert_eq!(answer.finish().as_deref(), Some(finish), "{model}");
            let content = answer.content();
            assert!(
                content.contains(GOOD[0]) && !content.contains(GOOD[3]),
                "{content}"
            );
            assert!(answer.done());
        }
        let prose = asked(&server, "practice-not-json", rung, &FOUR)
            .await
            .content();
        assert!(
            prose.starts_with("Sure!") && !prose.contains('{'),
            "{prose}"
        );
        for model in [
            "practice-refuses-call",
            "practice-cut-json",
            "practice-not-json",
        ] {
            let two = asked(&server, model, rung, &FOUR[..2]).await;
            assert_eq!(two.finish().as_deref(), Some("stop"), "{model}");
            assert!(two.content().contains(GOOD[1]), "{model}");
        }
    }
}

#[tokio::test]
async fn lines_are_refused() {
    let server = server().await;
    let sources = ["One.", "A forbidden line."];
    let inside = asked(&server, "practice-line-refusal", Rung::Schema, &sources).await;
    assert_eq!(values(&inside)[0].1, "Öñé.");
    assert!(values(&inside)[1].1.starts_with("I'm sorry"));
    let whole = asked(&server, "practice-refuses-line", Rung::Schema, &sources).await;
    assert!(whole.gathered("refusal").starts_with("I'm sorry") && whole.content().is_empty());
    let rest = asked(
        &server,
        "practice-refuses-line",
        Rung::Schema,
        &sources[..1],
    )
    .await;
    assert_eq!(values(&rest), numbered(&["Öñé."]));
    let alone = translation("practice-refuses-line", sources[1], None);
    let alone = post(&server.base_url(), &alone).await;
    assert!(alone.gathered("refusal").starts_with("I'm sorry"));
}

#[tokio::test]
async fn what_cannot_be_mended_stays_so() {
    let server = server().await;
    const SOURCE: &str = "An unmendable ⟦1⟧ line.";
    const TARGET: &str = "Àñ ûñḿéñđàƀĺé ⟦1⟧ ĺîñé.";
    for name in [
        "missing-id",
        "empty-value",
        "merged",
        "merged-twice",
        "shifted",
        "renumbered",
        "echo",
        "echo-other",
        "schema-echo",
        "wrong-script",
        "lost-code",
        "invented-code",
        "notes-inside",
        "rambles",
        "runs-away",
        "markup",
        "refuses-call",
        "cut-json",
        "not-json",
        "faulty",
    ] {
        let model = format!("practice-{name}");
        let alone = post(&server.base_url(), &translation(&model, SOURCE, None)).await;
        assert_ne!(
            alone.content(),
            format!("[practice · de] {TARGET}"),
            "{model}"
        );
        for _ in 0..3 {
            let answer = asked(&server, &model, Rung::JsonObject, &[SOURCE]).await;
            let good = format!("{{\"1\": \"{TARGET}\"}}");
            assert_ne!(answer.content(), good, "{model}");
        }
    }
}

#[tokio::test]
async fn the_faulty_model_goes_wrong_now_and_then_and_is_mended() {
    let server = server().await;
    let sources: Vec<String> = (0..150)
        .map(|n| format!("Line {n} of a ⟦1⟧ long text."))
        .collect();
    let good = |source: &str| {
        let whole = practice::pretend_translation(source, "de");
        whole.trim_start_matches("[practice · de] ").to_owned()
    };
    let mut wrong: Vec<&String> = sources.iter().collect();
    let mut left = Vec::new();
    for _ in 0..5 {
        let mut still = Vec::new();
        for source in &wrong {
            let mut body = batch(
                "practice-faulty",
                Rung::Schema,
                "de",
                "",
                &[("1", source.as_str())],
            );
            body["stream"] = json!(false);
            let answer = post(&server.base_url(), &body).await.json();
            let content = &answer["choices"][0]["message"]["content"];
            let right = serde_json::from_str::<Value>(content.as_str().unwrap_or_default())
                .is_ok_and(|object| object["1"] == json!(good(source)));
            if !right {
                still.push(*source);
            }
        }
        wrong = still;
        left.push(wrong.len());
    }
    assert!((70..130).contains(&left[0]), "{left:?}");
    assert!(left[1] < left[0] / 2 && left[4] <= 2, "{left:?}");
}
