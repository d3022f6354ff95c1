//! What is sent, and how it is shown as code.

#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};
use wire::*;

fn base() -> BaseUrl {
    BaseUrl::parse("https://api.example.com/v1").unwrap()
}

fn body(request: &ChatRequest, quirks: &[Quirk]) -> Value {
    let sent = chat_request(&base(), request, &quirks.iter().cloned().collect());
    serde_json::from_str(sent.body.as_deref().unwrap()).unwrap()
}

fn full() -> ChatRequest {
    ChatRequest {
        top_p: None,
        format_optional: false,
        model: "m".into(),
        messages: vec![
            ChatMessage::system("Be brief."),
            ChatMessage::user("Hi"),
            ChatMessage::assistant("Yes?"),
        ],
        stream: true,
        max_output_tokens: Some(64),
        temperature: Some(0.7),
        reasoning_effort: Some("low".into()),
        stop: vec!["END".into()],
        seed: Some(-3),
        response_format: Some(ResponseFormat::JsonSchema {
            name: "my answer!".into(),
            schema: json!({"type": "object"}),
            written: None,
            strict: true,
        }),
        tools: vec![Tool {
            name: "f".into(),
            description: "d".into(),
            parameters: json!({"type": "object"}),
        }],
    }
}

#[test]
fn all_of_it() {
    let sent = chat_request(&base(), &full(), &Quirks::default());
    assert_eq!(sent.method, Method::Post);
    assert_eq!(sent.url, "https://api.example.com/v1/chat/completions");
    assert_eq!(
        sent.headers,
        [("Content-Type".to_owned(), "application/json".to_owned())]
    );
    let text = sent.body.unwrap();
    assert!(
        text.starts_with(r#"{"model":"m","messages":[{"role":"system","content":"Be brief."}"#),
        "{text}"
    );
    assert!(
        text.contains(r#""temperature":0.7"#),
        "no 0.699999988: {text}"
    );
    assert_eq!(
        serde_json::from_str::<Value>(&text).unwrap(),
        json!({
            "model": "m",
            "messages": [
                {"role": "system", "content": "Be brief."},
                {"role": "user", "content": "Hi"},
                {"role": "assistant", "content": "Yes?"},
            ],
            "stream": true,
            "stream_options": {"include_usage": true, "include_obfuscation": false},
            "max_completion_tokens": 64,
            "temperature": serde_json::from_str::<Value>("0.7").unwrap(),
            "reasoning_effort": "low",
            "stop": ["END"],
            "seed": -3,
            "response_format": {"type": "json_schema", "json_schema": {"name": "my_answer_", "strict": true, "schema": {"type": "object"}}},
            "tools": [{"type": "function", "function": {"name": "f", "description": "d", "parameters": {"type": "object"}}}],
        })
    );
}

#[test]
fn nothing_that_was_not_asked_for() {
    let request = ChatRequest {
        model: "m".into(),
        messages: vec![ChatMessage::user("x")],
        ..ChatRequest::default()
    };
    assert_eq!(
        body(&request, &[]),
        json!({"model": "m", "messages": [{"role": "user", "content": "x"}]})
    );
}

#[test]
fn as_learned() {
    let without = |name: &str| Quirk::Without(name.into());
    for name in [
        "temperature",
        "reasoning_effort",
        "stop",
        "seed",
        "response_format",
        "tools",
        "stream_options",
        "max_completion_tokens",
    ] {
        let sent = body(&full(), &[without(name)]);
        assert!(sent.get(name).is_none(), "{name}");
        assert_eq!(
            sent.as_object().unwrap().len(),
            body(&full(), &[]).as_object().unwrap().len() - 1,
            "{name}"
        );
    }
    let sent = body(&full(), &[without("stream")]);
    assert!(sent.get("stream").is_none() && sent.get("stream_options").is_none());
    let sent = body(&full(), &[without("stream_options.include_obfuscation")]);
    assert_eq!(sent["stream_options"], json!({"include_usage": true}));
    let sent = body(&full(), &[Quirk::OldMaxTokens]);
    assert_eq!(sent["max_tokens"], 64);
    assert!(sent.get("max_completion_tokens").is_none());
    let sent = body(
        &full(),
        &[Quirk::OldMaxTokens, without("max_completion_tokens")],
    );
    assert!(sent.get("max_tokens").is_none() && sent.get("max_completion_tokens").is_none());
    let sent = body(&full(), &[Quirk::DeveloperRole]);
    assert_eq!(sent["messages"][0]["role"], "developer");
    let sent = body(&full(), &[Quirk::DeveloperRole, Quirk::NoSystemRole]);
    assert_eq!(
        sent["messages"][0],
        json!({"role": "user", "content": "Be brief.\n\nHi"})
    );
    assert_eq!(sent["messages"].as_array().unwrap().len(), 2);
    let alone = ChatRequest {
        messages: vec![ChatMessage::system("s")],
        ..ChatRequest::default()
    };
    assert_eq!(
        body(&alone, &[Quirk::NoSystemRole])["messages"],
        json!([{"role": "user", "content": "s"}])
    );
}

#[test]
fn images_and_tools() {
    let call = ToolCall {
        id: "c".into(),
        name: "f".into(),
        arguments: "{}".into(),
        extra_content: Some(json!({"google": {"thought_signature": "s"}})),
        index: Some(4),
    };
    let request = ChatRequest {
        messages: vec![
            ChatMessage {
                content: Content::Parts(vec![
                    Part::Text {
                        text: "look".into(),
                    },
                    Part::ImageUrl {
                        url: "data:image/png;base64,AA==".into(),
                        detail: Some("low".into()),
                    },
                    Part::ImageUrl {
                        url: "https://a.example/i".into(),
                        detail: None,
                    },
                ]),
                ..ChatMessage::user("")
            },
            ChatMessage {
                tool_calls: vec![call],
                ..ChatMessage::assistant("")
            },
            ChatMessage {
                role: Role::Tool,
                content: "r".into(),
                tool_call_id: Some("c".into()),
                ..ChatMessage::default()
            },
        ],
        ..ChatRequest::default()
    };
    let expect = json!([
        {"role": "user", "content": [
            {"type": "text", "text": "look"},
            {"type": "image_url", "image_url": {"url": "data:image/png;base64,AA==", "detail": "low"}},
            {"type": "image_url", "image_url": {"url": "https://a.example/i"}},
        ]},
        {"role": "assistant", "content": null, "tool_calls": [
            {"id": "c", "type": "function", "function": {"name": "f", "arguments": "{}"}, "extra_content": {"google": {"thought_signature": "s"}}},
        ]},
        {"role": "tool", "content": "r", "tool_call_id": "c"},
    ]);
    assert_eq!(body(&request, &[])["messages"], expect);
    let stored: ChatRequest =
        serde_json::from_str(&serde_json::to_string(&request).unwrap()).unwrap();
    assert_eq!(body(&stored, &[])["messages"], expect);
    let with_quirk = body(
        &ChatRequest {
            messages: [vec![ChatMessage::system("s")], request.messages].concat(),
            ..ChatRequest::default()
        },
        &[Quirk::NoSystemRole],
    );
    assert_eq!(
        with_quirk["messages"][0]["content"][0],
        json!({"type": "text", "text": "s"})
    );
}

#[test]
fn stored_and_read_again() {
    let text = serde_json::to_string(&full()).unwrap();
    assert_eq!(serde_json::from_str::<ChatRequest>(&text).unwrap(), full());
    assert_eq!(
        serde_json::from_str::<ChatRequest>("{}").unwrap(),
        ChatRequest::default()
    );
    let quirks: Quirks = [
        Quirk::OldMaxTokens,
        Quirk::Without("stop".into()),
        Quirk::OldMaxTokens,
    ]
    .into_iter()
    .collect();
    let text = serde_json::to_string(&quirks).unwrap();
    assert_eq!(text, r#"["old-max-tokens",{"without":"stop"}]"#);
    assert_eq!(serde_json::from_str::<Quirks>(&text).unwrap(), quirks);
    let quirks: Quirks = [Quirk::OutputLimit(8), Quirk::NoSystemRole]
        .into_iter()
        .collect();
    let text = serde_json::to_string(&quirks).unwrap();
    assert_eq!(text, r#"[{"output-limit":8},"no-system-role"]"#);
    assert_eq!(serde_json::from_str::<Quirks>(&text).unwrap(), quirks);
    let message: ChatMessage =
        serde_json::from_str(r#"{"role":"developer","content":null,"name":"x"}"#).unwrap();
    assert_eq!(message, ChatMessage::system(""));
}

/// A newer build has words that this one does not know; the rest of the record is kept.
#[test]
fn unknown_words_in_what_is_stored() {
    let quirks: Quirks = serde_json::from_str(
        r#"["old-max-tokens","no-such-quirk",{"no-such":{"a":[1]}},7,{"without":"stop"}]"#,
    )
    .unwrap();
    assert_eq!(
        quirks,
        [Quirk::OldMaxTokens, Quirk::Without("stop".into())]
            .into_iter()
            .collect()
    );
    for nothing in ["null", "{}", "\"x\"", "[]"] {
        assert_eq!(
            serde_json::from_str::<Quirks>(nothing).unwrap(),
            Quirks::default()
        );
    }
    for (role, read_as) in [
        ("\"critic\"", Role::Tool),
        ("{\"x\":1}", Role::Tool),
        ("null", Role::User),
        ("\"assistant\"", Role::Assistant),
        ("\"system\"", Role::System),
        ("\"tool\"", Role::Tool),
    ] {
        let stored = format!(r#"{{"role":{role},"content":"kept","new":true}}"#);
        let message: ChatMessage = serde_json::from_str(&stored).unwrap();
        assert_eq!((message.role, message.content), (read_as, "kept".into()));
    }
    for role in [Role::System, Role::User, Role::Assistant, Role::Tool] {
        let text = serde_json::to_string(&role).unwrap();
        assert_eq!(text, format!("\"{}\"", role.name()));
        assert_eq!(serde_json::from_str::<Role>(&text).unwrap(), role);
    }
}

#[test]
fn anthropic_gets_its_header() {
    let base = BaseUrl::parse("https://api.anthropic.com/v1").unwrap();
    let header = (
        "anthropic-dangerous-direct-browser-access".to_owned(),
        "true".to_owned(),
    );
    assert!(
        chat_request(&base, &full(), &Quirks::default())
            .headers
            .contains(&header)
    );
    assert_eq!(models_request(&base).headers, [header]);
    let models = models_request(&self::base());
    assert_eq!(
        (
            models.method,
            models.url.as_str(),
            models.headers.len(),
            models.body
        ),
        (Method::Get, "https://api.example.com/v1/models", 0, None)
    );
}

const HOSTILE: &str = "'; rm -rf ~ #\" $(id) `id` ${HOME} \\ \\' \"## \"### !! %s \r\n\0\u{1b}[2J \u{202e}txt\u{2066} '''\n\"\"\"\n{0} é漢😀 \\u{41}";

fn hostile() -> HttpRequest {
    let request = ChatRequest {
        messages: vec![ChatMessage::user(HOSTILE)],
        stream: true,
        ..full()
    };
    chat_request(&base(), &request, &Quirks::default())
}

/// Runs a program, if it is there, and gives what it prints.
fn output(program: &str, arguments: &[&str], input: &str) -> Option<String> {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let mut child = Command::new(program)
        .args(arguments)
        .env("TEST_KEY", "the key")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{program}: {input}");
    Some(String::from_utf8(output.stdout).unwrap())
}

#[test]
fn a_shell_reads_what_is_meant() {
    let text = snippet(&hostile(), Language::Curl, "TEST_KEY");
    assert!(
        text.contains("\"Authorization: Bearer $TEST_KEY\"")
            && !text.contains('\u{202e}')
            && !text.contains('\u{1b}')
    );
    let script = format!("curl() {{ printf '%s\\037' \"$@\"; }}\n{text}");
    let words = output("sh", &["-s"], &script).unwrap();
    let words: Vec<&str> = words.split('\u{1f}').collect();
    assert_eq!(words[2], "https://api.example.com/v1/chat/completions");
    assert_eq!(words[4], "Authorization: Bearer the key");
    assert_eq!(words[6], "Content-Type: application/json");
    assert_eq!(words[7], "--data-raw");
    assert_eq!(words.len(), 10);
    let sent: Value = serde_json::from_str(words[8]).unwrap();
    assert_eq!(
        sent,
        serde_json::from_str::<Value>(&hostile().body.unwrap()).unwrap()
    );
}

#[test]
fn python_reads_what_is_meant() {
    let text = snippet(&hostile(), Language::Python, "TEST_KEY");
    assert!(!text.contains('\u{202e}'));
    let stop = text.find("with urllib").unwrap();
    let script = format!(
        "{}\nimport sys\nsys.stdout.reconfigure(encoding='utf-8')\nprint(json.dumps([request.full_url, request.headers, request.method, json.loads(body)]))",
        &text[..stop]
    );
    let Some(out) = output("python3", &["-"], &script) else {
        // To the file descriptor, past the test harness, which keeps the words of tests that pass to itself.
        use std::io::Write;
        let skipped = "SKIPPED python_reads_what_is_meant: there is no python3 here\n";
        std::io::stderr().write_all(skipped.as_bytes()).unwrap();
        return;
    };
    let sent: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(sent[0], "https://api.example.com/v1/chat/completions");
    assert_eq!(sent[1]["Authorization"], "Bearer the key");
    assert_eq!(sent[2], "POST");
    assert_eq!(
        sent[3],
        serde_json::from_str::<Value>(&hostile().body.unwrap()).unwrap()
    );
}

#[test]
fn rust_reads_what_is_meant() {
    let text = snippet(&hostile(), Language::Rust, "TEST_KEY");
    assert!(!text.contains('\u{202e}') && text.contains("std::env::var(\"TEST_KEY\")"));
    // A quote followed by hashes needs one hash more around it. (JSON writes no raw hidden characters.)
    let start = text.find(".body(").unwrap() + 6;
    let literal = &text[start..text.find(")\n        .send").unwrap()];
    let hashes = literal[1..].find('"').unwrap();
    let end = format!("\"{}", "#".repeat(hashes));
    let raw = &literal[hashes + 2..];
    assert_eq!(raw.find(&end), Some(raw.len() - end.len()), "ends early");
    let sent: Value = serde_json::from_str(&raw[..raw.len() - end.len()]).unwrap();
    assert_eq!(
        sent,
        serde_json::from_str::<Value>(&hostile().body.unwrap()).unwrap()
    );
}

#[test]
fn a_hostile_name_of_a_variable() {
    for name in ["X; rm -rf ~", "", "1A", "A\"B", "Ä"] {
        for language in [Language::Curl, Language::Python, Language::Rust] {
            let text = snippet(&models_request(&base()), language, name);
            assert!(text.contains("OPENAI_API_KEY"), "{text}");
            assert!(!text.contains("rm -rf"));
        }
    }
}

#[test]
fn json_laid_out() {
    assert_eq!(
        pretty_json(
            "{\"b\":[1,{\"a\":\"x, \\\"y\\\": {\\u202e\"}],\"a\":{ },\"c\":[ ],\"d\":null, \"e\":-1.5e3}"
        ),
        "{\n  \"b\": [\n    1,\n    {\n      \"a\": \"x, \\\"y\\\": {\\u202e\"\n    }\n  ],\n  \"a\": {},\n  \"c\": [],\n  \"d\": null,\n  \"e\": -1.5e3\n}"
    );
    assert_eq!(pretty_json("not json {"), "not json {");
    assert_eq!(pretty_json("\"x\""), "\"x\"");
}

/// Models fill in the keys in the order of the schema: to reason before the answer, or after it.
#[test]
fn a_schema_goes_in_the_words_of_who_wrote_it() {
    let sent = |written: Option<&str>| {
        let request = ChatRequest {
            response_format: Some(ResponseFormat::JsonSchema {
                name: "answer".into(),
                schema: json!({"z": 1, "a": 2}),
                written: written.map(str::to_owned),
                strict: false,
            }),
            ..ChatRequest::default()
        };
        let sent = chat_request(&base(), &request, &Quirks::default());
        sent.body.unwrap()
    };
    assert!(sent(Some("{\n \"z\": 1, \"a\": 2}")).contains("\"schema\":{\n \"z\": 1, \"a\": 2}}"));
    // What is no JSON breaks nothing.
    for written in [None, Some("{"), Some(""), Some("{} {}")] {
        assert!(
            sent(written).contains(r#""schema":{"a":2,"z":1}}"#),
            "{written:?}"
        );
    }
}
