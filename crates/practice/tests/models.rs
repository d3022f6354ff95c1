//! Each model does what the table in `faults.rs` says.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::collections::HashSet;
use std::time::Duration;

use common::{JSON, SAID, ask, error, open, post, read, say, server, streamed, translation, well};
use serde_json::{Value, json};
use tokio::io::AsyncReadExt;

#[tokio::test]
async fn plain_models_stream_by_the_specification() {
    for model in ["practice", "practice-large", "practice-burst"] {
        let answer = say(model).await;
        well(&answer);
        let events = answer.events();
        assert_eq!(
            events[0].pointer("/choices/0/delta/role"),
            Some(&json!("assistant"))
        );
        let last = events.last().unwrap();
        assert_eq!(last["choices"], json!([]));
        assert_eq!(
            last.pointer("/usage/prompt_tokens_details/cached_tokens"),
            Some(&json!(0))
        );
        assert!(answer.header("x-request-id").is_some());
        assert_eq!(
            answer.header("content-type"),
            Some("text/event-stream; charset=utf-8")
        );
    }
}

#[tokio::test]
async fn deltas_come_at_their_pace() {
    let server = server().await;
    let text = "say: ".to_owned() + &"one two three four ".repeat(50);
    let answer = ask(&server.base_url(), "practice-200", &text).await;
    let times: Vec<Duration> = answer.chunks.iter().map(|(when, _)| *when).collect();
    assert!(answer.events().len() > 50);
    let took = (*times.last().unwrap() - times[0]).as_secs_f64();
    let expected = (answer.chunks.len() - 1) as f64 * 0.005;
    // Never faster; slower only as far as a busy machine makes it.
    let fits = (-0.2..1.0).contains(&(took - expected));
    assert!(fits, "{took} s instead of {expected} s");

    let answer = ask(
        &server.base_url(),
        "practice-slow",
        "say: one two three four",
    )
    .await;
    assert!(answer.chunks[2].0 - answer.chunks[1].0 > Duration::from_millis(600));
}

#[tokio::test]
async fn burst_is_fast_and_whole() {
    let server = server().await;
    let answer = ask(&server.base_url(), "practice-burst", "markdown 64").await;
    assert_eq!(answer.content(), practice::sample_markdown(64 * 1024));
    assert!(answer.events().len() > 3_000);
}

#[tokio::test]
async fn silence_and_hanging() {
    let server = server().await;
    for (model, some) in [("practice-silent", false), ("practice-hang-mid", true)] {
        let body = streamed(model, &format!("say: {SAID}")).to_string();
        let mut socket = open(
            &server.base_url(),
            "POST",
            "/v1/chat/completions",
            &[JSON],
            &body,
        )
        .await;
        let answer = read(&mut socket, Duration::from_millis(600)).await;
        assert_eq!(answer.status, 200);
        assert!(!answer.complete);
        assert_eq!(!answer.content().is_empty(), some);
        assert!(SAID.starts_with(&answer.content()));
    }
    server.stop().await;
}

#[tokio::test]
async fn endless_goes_on_until_the_client_goes() {
    let server = server().await;
    let body = streamed("practice-endless", "say: on and on ").to_string();
    let base = server.base_url();
    let mut socket = open(&base, "POST", "/v1/chat/completions", &[JSON], &body).await;
    // Read for a while, then not at all: it waits, and others are answered meanwhile.
    let mut read = vec![0; 4 << 20];
    socket.read_exact(&mut read).await.unwrap();
    let read = String::from_utf8(read).unwrap();
    assert!(read.starts_with("HTTP/1.1 200") && read.matches("on and on").count() > 1_000);
    assert!(!read.contains("[DONE]") && !read.contains("\"stop\""));
    well(&ask(&base, "practice", &format!("say: {SAID}")).await);
    drop(socket);
    // One that is under way does not hold up the end.
    let mut other = open(&base, "POST", "/v1/chat/completions", &[JSON], &body).await;
    other.read_exact(&mut [0; 4096]).await.unwrap();
    tokio::time::timeout(Duration::from_secs(5), server.stop())
        .await
        .unwrap();
}

#[tokio::test]
async fn broken_streams_keep_their_beginning() {
    for (model, complete) in [("practice-cut", false), ("practice-no-done", true)] {
        let answer = say(model).await;
        assert_eq!(answer.complete, complete, "{model}");
        assert!(!answer.done() && answer.finish().is_none());
        assert!(!answer.content().is_empty() && SAID.starts_with(&answer.content()));
    }
}

#[tokio::test]
async fn llamacpp_starts_with_null_and_knows_its_context() {
    let answer = say("practice-llamacpp").await;
    well(&answer);
    assert_eq!(
        answer.events()[0].pointer("/choices/0/delta/content"),
        Some(&Value::Null)
    );
    assert!(answer.events().last().unwrap()["timings"].is_object());
    let server = server().await;
    let long = ask(
        &server.base_url(),
        "practice-llamacpp",
        &"word ".repeat(5_000),
    )
    .await;
    assert_eq!(long.status, 400);
    assert_eq!(error(&long)["n_ctx"], json!(4096));
}

#[tokio::test]
async fn litellm_mistral_groq() {
    let answer = say("practice-litellm").await;
    well(&answer);
    let first = &answer.events()[0]["choices"][0];
    assert_eq!(first["delta"]["role"], json!("assistant"));
    assert!(!first["delta"]["content"].as_str().unwrap().is_empty());
    assert!(first.get("finish_reason").is_none());
    let last = answer.events().pop().unwrap();
    assert!(last["usage"].is_object() && last["choices"][0].is_object());

    let answer = say("practice-mistral").await;
    well(&answer);
    let empty = answer
        .events()
        .iter()
        .position(|event| event["choices"] == json!([]))
        .unwrap();
    assert!(empty < answer.events().len() - 3);

    let answer = say("practice-groq").await;
    well(&answer);
    assert!(answer.events()[0]["x_groq"].is_object());
    assert!(answer.events().last().unwrap()["x_groq"]["usage"].is_object());
}

#[tokio::test]
async fn reasoning_has_its_dialects() {
    let answer = say("practice-openrouter").await;
    well(&answer);
    assert!(answer.text().starts_with(": OPENROUTER PROCESSING\n"));
    assert!(answer.gathered("reasoning").contains("pretend"));
    let answer = say("practice-deepseek").await;
    well(&answer);
    assert!(answer.text().contains(": keep-alive"));
    assert!(answer.gathered("reasoning_content").contains("pretend"));
    let server = server().await;
    let plain =
        json!({"model": "practice-deepseek", "messages": [{"role": "user", "content": "say: x"}]});
    assert!(
        post(&server.base_url(), &plain)
            .await
            .text()
            .starts_with("\n\n\n{")
    );
}

#[tokio::test]
async fn gemini_wraps_errors_and_omits_the_index() {
    let server = server().await;
    let failed = ask(&server.base_url(), "practice-gemini", "fail: no such thing").await;
    assert_eq!(failed.status, 400);
    assert_eq!(failed.json()[0]["error"]["message"], json!("no such thing"));
    let mut body = streamed("practice-gemini", "Please use the tool.");
    body["tools"] = json!([{"type": "function", "function": {"name": "look_up", "parameters": {"type": "object", "properties": {"q": {"type": "string"}}}}}]);
    let answer = post(&server.base_url(), &body).await;
    let call = answer.events()[0]
        .pointer("/choices/0/delta/tool_calls/0")
        .unwrap()
        .clone();
    assert!(call.get("index").is_none() && call["extra_content"].is_object());
    assert_eq!(answer.finish().as_deref(), Some("stop"));
    well(
        &ask(
            &server.base_url(),
            "practice-gemini",
            &format!("say: {SAID}"),
        )
        .await,
    );
}

#[tokio::test]
async fn empty_finish_reasons_until_the_end() {
    let answer = say("practice-empty-finish").await;
    well(&answer);
    assert_eq!(
        answer.events()[1].pointer("/choices/0/finish_reason"),
        Some(&json!(""))
    );
}

#[tokio::test]
async fn bytes_are_split_everywhere() {
    let answer = say("practice-split-utf8").await;
    well(&answer);
    // A dash, three Han characters, and a parrot have 2+2·3+3 places inside.
    assert!(answer.chunks.len() > 11);
    assert!(
        answer
            .chunks
            .iter()
            .rev()
            .skip(1)
            .all(|(_, bytes)| std::str::from_utf8(bytes).is_err())
    );
    let answer = say("practice-bytes").await;
    well(&answer);
    assert!(answer.chunks.iter().all(|(_, bytes)| bytes.len() == 1));
}

#[tokio::test]
async fn line_ends_and_the_mark() {
    let crlf = say("practice-crlf").await;
    well(&crlf);
    assert!(crlf.text().contains("\r\n\r\n") && !crlf.text().replace("\r\n", "").contains('\n'));
    let cr = say("practice-cr").await;
    well(&cr);
    assert!(cr.text().contains("\r\r") && !cr.text().contains('\n'));
    let bom = say("practice-bom").await;
    well(&bom);
    assert!(bom.body.starts_with(b"\xEF\xBB\xBFdata: "));
}

#[tokio::test]
async fn errors_in_mid_stream() {
    for (model, event) in [
        ("practice-error-mid", false),
        ("practice-error-event", true),
    ] {
        let answer = say(model).await;
        assert!(!answer.content().is_empty() && !answer.done());
        assert!(answer.events().last().unwrap()["error"].is_object());
        assert_eq!(answer.text().contains("event: error\ndata: "), event);
    }
}

#[tokio::test]
async fn json_although_a_stream_was_asked_for() {
    let answer = say("practice-json").await;
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert_eq!(
        answer.json()["choices"][0]["message"]["content"],
        json!(SAID)
    );
}

#[tokio::test]
async fn chatter_around_the_answer() {
    let server = server().await;
    for (model, start, end) in [
        (
            "practice-think",
            "<think>\n",
            "</think>\n\n[practice · de] Ĥî",
        ),
        (
            "practice-think-unopened",
            "The user wants",
            "</think>\n\n[practice · de] Ĥî",
        ),
        ("practice-fence", "```\n", "[practice · de] Ĥî\n```"),
        (
            "practice-notes",
            "Here is the translation:\n\n",
            "[practice · de] Ĥî",
        ),
    ] {
        let answer = post(&server.base_url(), &translation(model, "Hi", None)).await;
        assert!(answer.content().starts_with(start), "{model}");
        assert!(answer.content().ends_with(end), "{}", answer.content());
    }
    assert!(say("practice-xss").await.content().contains("<script>"));
}

#[tokio::test]
async fn refused_filtered_and_cut_short() {
    let answer = say("practice-refusal").await;
    assert!(answer.gathered("refusal").starts_with("I'm sorry"));
    assert_eq!(answer.content(), "");
    for (model, finish) in [
        ("practice-filter", "content_filter"),
        ("practice-length", "length"),
    ] {
        let answer = say(model).await;
        assert_eq!(answer.finish().as_deref(), Some(finish));
        assert!(SAID.starts_with(&answer.content()) && answer.content().len() < SAID.len());
        assert!(answer.done());
    }
}

#[tokio::test]
async fn usage_missing_and_empty() {
    let answer = say("practice-no-usage").await;
    well(&answer);
    assert!(!answer.text().contains("\"usage\""));
    let answer = say("practice-usage-empty").await;
    well(&answer);
    assert_eq!(answer.usage(), Some(json!({})));
    assert!(answer.events()[0]["usage"].is_null() && answer.text().contains("\"usage\":null"));
}

#[tokio::test]
async fn data_over_many_lines() {
    let answer = say("practice-multi-line").await;
    let events: Vec<Value> = answer
        .text()
        .split("\n\n")
        .map(|event| event.replace("data: ", ""))
        .filter_map(|event| serde_json::from_str(&event).ok())
        .collect();
    let content: String = events
        .iter()
        .filter_map(|event| event.pointer("/choices/0/delta/content")?.as_str())
        .collect();
    assert_eq!(content, SAID);
    assert!(answer.done() && answer.text().contains("data: {\ndata:   \""));
}

#[tokio::test]
async fn done_without_a_reason() {
    let answer = say("practice-done-no-reason").await;
    assert!(answer.done() && answer.complete && answer.finish().is_none());
    assert_eq!(answer.content(), SAID);
}

/// A model added to the table without a line in one of these files would go untested.
#[test]
fn every_model_is_named_here() {
    let tests = concat!(
        include_str!("audio.rs"),
        include_str!("batches.rs"),
        include_str!("models.rs"),
        include_str!("parameters.rs"),
        include_str!("refusals.rs"),
        include_str!("slips.rs")
    );
    let named: HashSet<&str> = tests.split('"').collect();
    for model in practice::faults::MODELS {
        assert!(named.contains(model.name), "{} has no test", model.name);
    }
}
