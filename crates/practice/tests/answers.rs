//! What the endpoint says, and what it counts.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{ask, post, streamed, translation};
use practice::{Options, count_tokens, pretend_translation, sample_markdown, start};
use serde_json::{Value, json};

async fn content(body: &Value) -> String {
    let server = start(Options::default()).await.unwrap();
    post(&server.base_url(), body).await.content()
}

#[tokio::test]
async fn translations_are_visibly_pretend() {
    let source = "Hello <b>{name}</b>!\n\n人人生而自由。";
    let expected = "[practice · de] Ĥéĺĺö <b>{name}</b>!\n\ntótóvú mútúsá.";
    assert_eq!(
        content(&translation("practice", source, None)).await,
        expected
    );
    assert_eq!(pretend_translation(source, "de"), expected);
}

/// What answers with code, formulas and a table, for tests of how they are shown.
#[tokio::test]
async fn blocks_of_every_kind() {
    let text = content(&streamed("practice-burst", "blocks")).await;
    for part in [
        "```rust\n",
        "```python\n",
        "```html\n",
        "```svg\n",
        "```mermaid\n",
        "$$\n",
        "\\[\n",
        "|:-----",
        "$\\nosuchcommand{x}$",
    ] {
        assert!(text.contains(part), "{part}");
    }
}

#[tokio::test]
async fn a_translation_goes_on_where_it_ended() {
    let whole = pretend_translation("One two three.\n\nFour five.", "de");
    for cut in (0..whole.len()).filter(|cut| whole.is_char_boundary(*cut)) {
        let (so_far, rest) = whole.split_at(cut);
        let body = translation(
            "practice-burst",
            "One two three.\n\nFour five.",
            Some(so_far),
        );
        assert_eq!(content(&body).await, rest, "after {so_far:?}");
    }
}

#[tokio::test]
async fn the_chat_answer_says_what_it_is() {
    let server = start(Options::default()).await.unwrap();
    let answer = ask(&server.base_url(), "practice", "How are you?\nAnd this?").await;
    let text = answer.content();
    assert!(text.starts_with("This is the practice endpoint"));
    for part in [
        "> How are you?\n> And this?\n",
        "\n- ",
        "| Model |",
        "```rust",
    ] {
        assert!(text.contains(part), "no {part:?}");
    }
    let deltas = answer.events().len();
    assert!((40..120).contains(&deltas), "{deltas} deltas");
    let rtl = ask(
        &server.base_url(),
        "practice-burst",
        "say:  \n exactly\nthis ",
    )
    .await;
    assert_eq!(rtl.content(), " \n exactly\nthis ");
}

#[tokio::test]
async fn an_unfinished_answer_goes_on() {
    let whole = sample_markdown(2 * 1024);
    for (so_far, then) in [
        (700, "Continue exactly where you stopped."),
        (1_200, "go on"),
    ] {
        let so_far: String = whole.chars().take(so_far).collect();
        let body = json!({"model": "practice-burst", "stream": true, "messages": [{"role": "user", "content": "markdown 2"},
            {"role": "assistant", "content": so_far}, {"role": "user", "content": then}]});
        assert_eq!(so_far.clone() + &content(&body).await, whole);
        let prefilled = json!({"model": "practice-burst", "stream": true, "messages": [{"role": "user", "content": "markdown 2"},
            {"role": "assistant", "content": so_far}]});
        assert_eq!(so_far + &content(&prefilled).await, whole);
    }
    let twice = json!({"model": "practice-burst", "stream": true, "messages": [{"role": "user", "content": "say: one two three four"},
        {"role": "assistant", "content": "one"}, {"role": "user", "content": "continue"}, {"role": "assistant", "content": " two"},
        {"role": "user", "content": "continue"}]});
    assert_eq!(content(&twice).await, " three four");
}

#[tokio::test]
async fn output_limits_and_stops() {
    let server = start(Options::default()).await.unwrap();
    let mut body = streamed("practice", "say: one two three four five");
    body["max_completion_tokens"] = json!(3);
    let answer = post(&server.base_url(), &body).await;
    assert_eq!(
        (answer.content().as_str(), answer.finish().as_deref()),
        ("one two three", Some("length"))
    );
    assert_eq!(answer.usage().unwrap()["completion_tokens"], json!(3));
    let mut body = streamed("practice", "say: one two three four five");
    body["stop"] = json!(" four");
    assert_eq!(
        post(&server.base_url(), &body).await.content(),
        "one two three"
    );
}

#[tokio::test]
async fn usage_counts_and_caches() {
    let server = start(Options::default()).await.unwrap();
    let prefix = "word ".repeat(1_500);
    let body = |end: &str| json!({"model": "practice", "messages": [{"role": "system", "content": prefix}, {"role": "user", "content": format!("say: {end}")}]});
    let first = post(&server.base_url(), &body("one")).await.json()["usage"].clone();
    let expected = count_tokens(&prefix) + count_tokens("say: one") + 4 * 2 + 3;
    assert_eq!(first["prompt_tokens"], json!(expected));
    assert_eq!(first["completion_tokens"], json!(1));
    assert_eq!(first["total_tokens"], json!(expected + 1));
    assert_eq!(first["prompt_tokens_details"]["cached_tokens"], json!(0));
    let second = post(&server.base_url(), &body("two")).await.json()["usage"].clone();
    assert!(
        second["prompt_tokens_details"]["cached_tokens"]
            .as_u64()
            .unwrap()
            >= 1024
    );
}

#[tokio::test]
async fn obfuscation_can_be_had_and_left_out() {
    let server = start(Options::default()).await.unwrap();
    let mut body = streamed("practice", "say: x");
    assert!(
        !post(&server.base_url(), &body)
            .await
            .text()
            .contains("obfuscation")
    );
    body["stream_options"] = json!({"include_usage": false, "include_obfuscation": true});
    let answer = post(&server.base_url(), &body).await;
    assert!(answer.events()[1]["obfuscation"].is_string() && answer.usage().is_none());
}

#[tokio::test]
async fn a_schema_is_satisfied_with_pretend_translations() {
    let server = start(Options::default()).await.unwrap();
    let schema = json!({"type": "object", "properties": {"1": {"type": "string"}, "2": {"type": "string"}}, "required": ["1", "2"], "additionalProperties": false});
    let segments = json!({"1": "Hello ⟦1⟧you⟦/1⟧", "2": "Bye %s"}).to_string();
    let mut body = translation("practice", &segments, None);
    body["stream"] = json!(false);
    body["response_format"] = json!({"type": "json_schema", "json_schema": {"name": "batch", "strict": true, "schema": schema}});
    let answer = post(&server.base_url(), &body).await.json();
    let content: Value =
        serde_json::from_str(answer["choices"][0]["message"]["content"].as_str().unwrap()).unwrap();
    assert_eq!(content, json!({"1": "Ĥéĺĺö ⟦1⟧ýöû⟦/1⟧", "2": "Ɓýé %s"}));
    body["response_format"] = json!({"type": "json_object"});
    body["messages"][0]["content"] = json!("Answer as JSON.\nTarget language: German (de)");
    let answer = post(&server.base_url(), &body).await.json();
    let content: Value =
        serde_json::from_str(answer["choices"][0]["message"]["content"].as_str().unwrap()).unwrap();
    assert_eq!(content["2"], json!("Ɓýé %s"));
}

#[tokio::test]
async fn a_tool_is_called_and_its_result_used() {
    let server = start(Options::default()).await.unwrap();
    let tools = json!([{"type": "function", "function": {"name": "get_weather", "parameters": {"type": "object",
        "properties": {"city": {"type": "string"}, "days": {"type": "integer", "minimum": 2}}, "required": ["city"]}}}]);
    let mut body = streamed("practice", "Please get weather for Oslo.");
    body["tools"] = tools.clone();
    let answer = post(&server.base_url(), &body).await;
    assert_eq!(answer.finish().as_deref(), Some("tool_calls"));
    let call = answer.events()[0]
        .pointer("/choices/0/delta/tool_calls/0")
        .unwrap()
        .clone();
    assert_eq!(
        (&call["index"], &call["function"]["name"]),
        (&json!(0), &json!("get_weather"))
    );
    let arguments: String = answer
        .events()
        .iter()
        .filter_map(|event| {
            event
                .pointer("/choices/0/delta/tool_calls/0/function/arguments")?
                .as_str()
                .map(str::to_owned)
        })
        .collect();
    assert_eq!(
        serde_json::from_str::<Value>(&arguments).unwrap()["days"],
        json!(2)
    );

    let history = body["messages"].as_array_mut().unwrap();
    history.push(json!({"role": "assistant", "content": null, "tool_calls": [{"id": call["id"], "type": "function",
        "function": {"name": "get_weather", "arguments": arguments}}]}));
    history.push(json!({"role": "tool", "tool_call_id": call["id"], "content": "sunny"}));
    let answer = post(&server.base_url(), &body).await;
    assert!(answer.content().contains("The tool returned `sunny`."));

    let mut unasked = streamed("practice", "say: hello");
    unasked["tools"] = tools;
    assert_eq!(post(&server.base_url(), &unasked).await.content(), "hello");
    unasked["tool_choice"] = json!("required");
    assert_eq!(
        post(&server.base_url(), &unasked).await.finish().as_deref(),
        Some("tool_calls")
    );
}
