//! Reads a chunk's JSON tolerantly and straight into place.
//!
//! Endpoints differ in which fields there are, where they stand and of what type they are. So no struct is
//! derived for the shape: one visitor walks whatever JSON comes, knows the [`Place`] it is at, picks up what
//! means something there and passes over the rest. Unknown fields cost a scan, known text one copy, and there is
//! one copy of the code in the wasm.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::usage::Counts;
use crate::{CompletionChunk, FinishReason, ToolCallDelta};

/// Where in the JSON the reader is.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Place {
    Root,
    Object,
    Id,
    Model,
    Choices,
    Choice,
    ChoiceText,
    Delta,
    Content,
    Thinking,
    ReasoningContent,
    Reasoning,
    Refusal,
    ToolCalls,
    ToolCall,
    FunctionCall,
    CallIndex,
    CallId,
    CallName,
    CallArguments,
    Finish,
    Groq,
    Usage,
    UsageDetails,
    Timings,
    Count(&'static str),
    TimingCount(&'static str),
}

/// The visitor: a place, and what to fill.
pub(crate) struct At<'a> {
    pub(crate) place: Place,
    pub(crate) into: &'a mut CompletionChunk,
}

impl At<'_> {
    fn number(self, number: u64) {
        let small = u32::try_from(number).ok();
        match self.place {
            Place::Count(name) => self.into.usage.set(name, number),
            Place::TimingCount(name) => self.into.timings.set(name, number),
            Place::CallIndex => self.into.call().index = small,
            Place::CallId => self.into.call().id = Some(number.to_string()),
            _ => {}
        }
    }
}

/// What a key means where it stands; `None` is passed over.
fn inside(place: Place, key: &str) -> Option<Place> {
    Some(match (place, key) {
        (Place::Root, "id") => Place::Id,
        (Place::Root, "object") => Place::Object,
        (Place::Root, "model") => Place::Model,
        (Place::Root, "choices") => Place::Choices,
        (Place::Root | Place::Choice | Place::Groq, "usage") => Place::Usage,
        (Place::Root, "x_groq") => Place::Groq,
        (Place::Root, "timings") => Place::Timings,
        (Place::Choice, "delta" | "message") => Place::Delta,
        (Place::Choice, "text") => Place::ChoiceText,
        (Place::Choice, "finish_reason") => Place::Finish,
        (Place::Delta, "content") | (Place::Content, "text") => Place::Content,
        (Place::Content, "thinking") | (Place::Thinking, "text") => Place::Thinking,
        (Place::Delta, "reasoning_content") => Place::ReasoningContent,
        (Place::Delta, "reasoning") => Place::Reasoning,
        (Place::Delta, "refusal") | (Place::Content, "refusal") => Place::Refusal,
        (Place::Delta, "tool_calls") => Place::ToolCalls,
        (Place::Delta, "function_call") => Place::FunctionCall,
        (Place::ToolCall, "function") => Place::FunctionCall,
        (Place::ToolCall, "index") => Place::CallIndex,
        (Place::ToolCall, "id") => Place::CallId,
        (Place::FunctionCall, "name") => Place::CallName,
        (Place::FunctionCall, "arguments") => Place::CallArguments,
        (Place::Usage, "prompt_tokens_details" | "completion_tokens_details") => {
            Place::UsageDetails
        }
        (Place::Usage, "input_tokens_details" | "output_tokens_details") => Place::UsageDetails,
        (Place::Usage | Place::UsageDetails, key) => Place::Count(Counts::name(key)?),
        (Place::Timings, key) => Place::TimingCount(Counts::timing_name(key)?),
        _ => return None,
    })
}

impl<'de> DeserializeSeed<'de> for At<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for At<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        self.number(number);
        Ok(())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        // `12.0` is twelve; the cast saturates, and NaN becomes 0.
        self.number(number.max(0.0) as u64);
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        let chunk = self.into;
        match self.place {
            Place::Object => chunk.object_is_error = text == "error",
            Place::Id => chunk.id.push_str(text),
            Place::Model => chunk.model.push_str(text),
            Place::Content | Place::ChoiceText => chunk.text.push_str(text),
            Place::ReasoningContent => chunk.reasoning.push_str(text),
            Place::Thinking | Place::Reasoning => chunk.other_reasoning.push_str(text),
            Place::Refusal => chunk.refusal.push_str(text),
            Place::CallId if !text.is_empty() => chunk.call().id = Some(text.to_owned()),
            Place::CallName if !text.is_empty() => chunk.call().name = Some(text.to_owned()),
            Place::CallArguments => chunk.call().arguments.push_str(text),
            Place::Finish => chunk.finish = FinishReason::read(text),
            place @ (Place::Count(_) | Place::TimingCount(_) | Place::CallIndex) => {
                if let Ok(number) = text.parse() {
                    At { place, into: chunk }.number(number);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let place = match self.place {
            // Gemini wraps an error in an array.
            Place::Root => Some(Place::Root),
            Place::Choices => Some(Place::Choice),
            Place::ToolCalls => Some(Place::ToolCall),
            place @ (Place::Content | Place::Thinking) => Some(place),
            _ => None,
        };
        match place {
            Some(place) => {
                while seq
                    .next_element_seed(At {
                        place,
                        into: &mut *self.into,
                    })?
                    .is_some()
                {}
            }
            None => while seq.next_element::<IgnoredAny>()?.is_some() {},
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let chunk = self.into;
        match self.place {
            Place::CallArguments => {
                // The arguments as an object where the text of one was due.
                let value = Value::deserialize(MapAccessDeserializer::new(map))?;
                chunk.call().arguments.push_str(&value.to_string());
                return Ok(());
            }
            Place::ToolCall => chunk.tool_calls.push(ToolCallDelta::default()),
            _ => {}
        }
        let mut other_choice = false;
        while let Some(key) = map.next_key::<Key<'de>>()? {
            let key = &*key.0;
            match (self.place, key) {
                (Place::Root, "error") => {
                    let error: Value = map.next_value()?;
                    if !matches!(error, Value::Null | Value::Bool(false)) {
                        chunk.error = Some(error);
                    }
                    continue;
                }
                (Place::ToolCall, "extra_content") => {
                    let extra: Value = map.next_value()?;
                    if !extra.is_null() {
                        chunk.call().extra_content = Some(extra);
                    }
                    continue;
                }
                (Place::Choice, "index") => {
                    let index: Value = map.next_value()?;
                    other_choice = index.as_u64().is_some_and(|index| index > 0);
                    continue;
                }
                (Place::Choice, "delta" | "message") => {
                    chunk.has_delta |= key == "delta";
                    chunk.has_message |= key == "message";
                    if key != chunk.said_in {
                        map.next_value::<IgnoredAny>()?;
                        continue;
                    }
                }
                (Place::Root, "choices" | "usage") => chunk.recognised = true,
                _ => {}
            }
            match inside(self.place, key) {
                Some(place) if !other_choice => map.next_value_seed(At {
                    place,
                    into: &mut *chunk,
                })?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// A key, borrowed from the JSON wherever it has no escapes.
struct Key<'de>(Cow<'de, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Keys;
        impl<'de> Visitor<'de> for Keys {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_borrowed_str<E: Error>(self, key: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(key)))
            }

            fn visit_str<E: Error>(self, key: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(key.to_owned())))
            }
        }
        deserializer.deserialize_str(Keys)
    }
}
