//! Parameters as they are typed, kept, and refused.
#![allow(clippy::unwrap_used)]

use chat::{AnswerFormat, Parameter, ParameterProblem, Parameters};
use proptest::prelude::*;
use wire::{OPTIONAL_FORMAT, Quirk, Quirks};

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
        (Format, "xml", Err(Unknown)),
    ] {
        let mut parameters = Parameters::default();
        let outcome = parameters.set(which, text);
        assert_eq!(outcome.err(), want.err(), "{which:?} {text}");
        assert_eq!(
            parameters.written(which),
            want.unwrap_or_default(),
            "{which:?} {text}"
        );
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
            format: Some(AnswerFormat::Text),
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
                // What cannot be sent changes nothing.
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
