//! Parameters as they are typed, kept, and refused.
#![allow(clippy::unwrap_used)]

use chat::{AnswerFormat, Parameter, ParameterProblem, Parameters};
use proptest::prelude::*;
use wire::{OPTIONAL_FORMAT, Quirk, Quirks, ResponseFormat};

#[test]
fn what_is_typed() {
    use Parameter::*;
    use ParameterProblem::*;
    for (which, text, want) in [
        (Temperature, "0.7", Ok("0.7")),
        (Temperature, " 0,7 ", Ok("0.7")),
        (Temperature, "٠٫٧", Ok("0.7")),
        (Temperature, "2", Ok("2")),
        (Temperature, "", Ok("")),
        (Temperature, "-0", Ok("0")),
        (Temperature, "2.1", Err(OutOfRange(0, 2))),
        (Temperature, "-1", Err(OutOfRange(0, 2))),
        (Temperature, "warm", Err(NotANumber)),
        (Temperature, "NaN", Err(NotANumber)),
        (Temperature, "inf", Err(NotANumber)),
        (TopP, "0.95", Ok("0.95")),
        (TopP, "1.5", Err(OutOfRange(0, 1))),
        (MaxOutputTokens, "800", Ok("800")),
        (MaxOutputTokens, "0", Err(OutOfRange(1, 4_294_967_295))),
        (MaxOutputTokens, "1.5", Err(NotWhole)),
        (
            MaxOutputTokens,
            "99999999999",
            Err(OutOfRange(1, 4_294_967_295)),
        ),
        (Seed, "−42", Ok("-42")),
        (Seed, "1e9", Err(NotWhole)),
        (
            Seed,
            "9007199254740992",
            Err(OutOfRange(-9_007_199_254_740_991, 9_007_199_254_740_991)),
        ),
        (Effort, "low", Ok("low")),
        (Effort, "a lot", Err(Unknown)),
        (Stop, "END\n\nEND\n###", Ok("END\n###")),
        (Stop, r"\n\n", Ok(r"\n\n")),
        (Stop, r"C:\temp\\", Ok(r"C:\temp\\")),
        (Stop, "1\n2\n3\n4\n5", Err(TooManyStops)),
        (Format, "json", Ok("json")),
        (Format, "text", Ok("text")),
        (Format, "schema", Ok("schema")),
        (Format, "xml", Err(Unknown)),
        (Schema, "{}", Ok("{}")),
        (
            Schema,
            "{\n  \"type\": \"object\"\n}\n",
            Ok("{\n  \"type\": \"object\"\n}"),
        ),
        (Schema, "  \n", Ok("")),
        (Schema, "[1]", Err(NotAnObject)),
        (Schema, "\"object\"", Err(NotAnObject)),
        (Schema, "{\n  \"type\": object\n}", Err(NotJson(2, 11))),
        // Characters, not bytes.
        (Schema, "{\"größe größe\": x}", Err(NotJson(1, 17))),
        (Schema, "{\"a\": 1", Err(NotJson(1, 7))),
        (Schema, "type: object", Err(NotJson(1, 2))),
    ] {
        let mut parameters = Parameters::default();
        let outcome = parameters.set(which, text);
        assert_eq!(outcome.err(), want.err(), "{which:?} {text}");
        // A schema is kept while it is being written; nothing is sent of it.
        let kept = if which == Schema { text } else { "" };
        assert_eq!(
            parameters.written(which),
            want.unwrap_or(kept),
            "{which:?} {text}"
        );
        assert!(want.is_ok() || parameters.response_format().is_none());
    }
    let mut parameters = Parameters::default();
    assert_eq!(parameters.set(Stop, &"x".repeat(201)), Err(StopTooLong));
    let endless: String = (0..300_000).map(|at| format!("{at}\n")).collect();
    assert_eq!(parameters.set(Stop, &endless), Err(TooManyStops));
    parameters.set(Stop, r"\n\n").unwrap();
    assert_eq!(parameters.stop, ["\n\n"]);
}

#[test]
fn what_is_refused_is_told() {
    let parameters = Parameters {
        temperature: Some(1.0),
        max_output_tokens: Some(9),
        seed: Some(1),
        format: Some(AnswerFormat::JsonObject),
        ..Parameters::default()
    };
    let quirks: Quirks = [
        "temperature",
        "stop",
        "max_completion_tokens",
        OPTIONAL_FORMAT,
    ]
    .into_iter()
    .map(|name| Quirk::Without(name.into()))
    .collect();
    assert_eq!(
        parameters.refused(&quirks),
        [
            Parameter::Temperature,
            Parameter::MaxOutputTokens,
            Parameter::Format
        ]
    );
    assert_eq!(parameters.refused(&Quirks::default()), []);
}

#[test]
fn a_schema_is_sent_as_strictly_as_it_is() {
    for (schema, strict) in [
        (
            r#"{"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"], "additionalProperties": false}"#,
            true,
        ),
        (
            r#"{"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}"#,
            false,
        ),
        (
            r#"{"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": false}"#,
            false,
        ),
        (
            r#"{"type": "object", "properties": {}, "additionalProperties": false}"#,
            true,
        ),
        (r#"{"type": "array", "items": {"type": "string"}}"#, false),
        (r#"{}"#, false),
        // What is inside counts too.
        (
            r#"{"type": "object", "properties": {"a": {"type": "array", "items": {"type": "object"}}}, "required": ["a"], "additionalProperties": false}"#,
            false,
        ),
        (
            r#"{"type": "object", "properties": {"a": {"anyOf": [{"type": "null"}, {"type": "object", "additionalProperties": false}]}}, "required": ["a"], "additionalProperties": false}"#,
            true,
        ),
        (
            r#"{"type": "object", "properties": {"a": {"allOf": []}}, "required": ["a"], "additionalProperties": false}"#,
            false,
        ),
        (
            r##"{"type": "object", "properties": {"a": {"$ref": "#/$defs/b"}}, "required": ["a"], "additionalProperties": false, "$defs": {"b": {"type": ["object", "null"]}}}"##,
            false,
        ),
    ] {
        let mut parameters = Parameters::default();
        parameters.set(Parameter::Schema, schema).unwrap();
        assert_eq!(parameters.response_format(), None, "not chosen");
        parameters.set(Parameter::Format, "schema").unwrap();
        assert!(!parameters.lacks_schema());
        let format = parameters.response_format();
        let Some(ResponseFormat::JsonSchema {
            name,
            schema: sent,
            written,
            strict: is,
        }) = format
        else {
            panic!("{format:?}");
        };
        assert_eq!((name.as_str(), is), ("answer", strict), "{schema}");
        assert_eq!(written.as_deref(), Some(schema));
        assert_eq!(
            sent,
            serde_json::from_str::<serde_json::Value>(schema).unwrap()
        );
    }
    let mut parameters = Parameters::default();
    parameters.set(Parameter::Format, "schema").unwrap();
    assert!(parameters.lacks_schema());
    assert_eq!(parameters.response_format(), None);
    parameters
        .set(Parameter::Schema, r#"{"title": "Weather"}"#)
        .unwrap();
    let format = parameters.response_format();
    assert!(matches!(format, Some(ResponseFormat::JsonSchema { name, .. }) if name == "Weather"));
    let long = format!(
        "{{\"title\": \"{}\"}}",
        "x".repeat(chat::MOST_SCHEMA_LETTERS)
    );
    assert_eq!(
        parameters.set(Parameter::Schema, &long),
        Err(ParameterProblem::SchemaTooLong)
    );
    // Nested without end, it is refused and not followed.
    let deep = "{\"a\":".repeat(10_000);
    assert!(matches!(
        parameters.set(Parameter::Schema, &deep),
        Err(ParameterProblem::NotJson(1, _))
    ));
}

#[test]
fn records_without_a_schema_read_and_damaged_ones_send_none() {
    let read = |text: &str| -> Parameters {
        let text = format!("{{\"id\": \"c\", \"parameters\": {text}}}");
        serde_json::from_str::<chat::Conversation>(&text)
            .unwrap()
            .parameters
    };
    let old = read(r#"{"seed": 7, "format": "json-object"}"#);
    assert_eq!(
        (old.seed, old.format),
        (Some(7), Some(AnswerFormat::JsonObject))
    );
    assert_eq!(old.schema, None);
    let damaged = read(r#"{"seed": 7, "format": "json-schema", "schema": "{"}"#);
    assert_eq!(
        (damaged.seed, damaged.format),
        (Some(7), Some(AnswerFormat::JsonSchema))
    );
    assert_eq!(damaged.schema.as_deref(), Some("{"));
    assert!(damaged.lacks_schema());
    let mut sent = damaged;
    sent.format = None;
    sent.drop_unsent();
    assert_eq!((sent.seed, sent.schema), (Some(7), None));
}

proptest! {
    /// What is shown of a parameter, typed again, is the same; what is stored reads as the same.
    #[test]
    fn round_trips(temperature in prop::option::of(0f32..=2.0), top_p in prop::option::of(0f32..=1.0), tokens in prop::option::of(1u32..),
        seed in prop::option::of(-9_007_199_254_740_991i64..=9_007_199_254_740_991), stop in prop::collection::btree_set("[a\\\\nrt\n\t é]{1,9}", 0..=4))
    {
        let all = Parameters {
            temperature, top_p, max_output_tokens: tokens, seed,
            stop: stop.into_iter().collect(),
            effort: Some("high".into()),
            format: Some(AnswerFormat::JsonSchema),
            schema: Some("{\n \"type\": \"object\" }".into()),
        };
        let mut again = Parameters::default();
        for which in Parameter::ALL {
            again.set(which, &all.written(which)).unwrap();
        }
        prop_assert_eq!(&again, &all);
        let conversation = chat::Conversation { parameters: all.clone(), ..Default::default() };
        let text = serde_json::to_string(&conversation).unwrap();
        let read: chat::Conversation = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(read.parameters, all);
    }

    #[test]
    fn nothing_typed_panics(text in "\\PC{0,40}") {
        for which in Parameter::ALL {
            let mut parameters = Parameters::default();
            match parameters.set(which, &text) {
                // What cannot be sent changes nothing; a schema is kept, and not sent.
                Err(_) if which == Parameter::Schema => {
                    prop_assert_eq!(parameters.written(which), text.trim_end());
                    parameters.format = Some(AnswerFormat::JsonSchema);
                    prop_assert!(parameters.lacks_schema());
                }
                Err(_) => prop_assert_eq!(parameters, Parameters::default()),
                // What can is stored, and reads as the same.
                Ok(()) => {
                    let stored = serde_json::to_string(&parameters).unwrap();
                    let read: Parameters = serde_json::from_str(&stored).unwrap();
                    prop_assert_eq!(read, parameters);
                }
            }
        }
    }
}
