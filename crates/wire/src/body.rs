//! The JSON of a request, as one endpoint and model want it.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Value, json};

use crate::quirks::OPTIONAL_FORMAT;
use crate::{ChatMessage, ChatRequest, Content, Part, Quirk, Quirks, ResponseFormat, Role};

/// The request's JSON text, keys in the order a person would write them.
pub(crate) fn body(request: &ChatRequest, quirks: &Quirks) -> String {
    // Values and strings always serialise; an empty body would be refused with words.
    serde_json::to_string(&Body { request, quirks }).unwrap_or_default()
}

/// The names of the parameters that [`body`] puts in and that can be left out.
pub(crate) fn sent_parameters(request: &ChatRequest, quirks: &Quirks) -> Vec<&'static str> {
    let streams = streams(request, quirks);
    let candidates = [
        ("stream_options", streams),
        ("stream", streams),
        (
            limit_name(quirks),
            request.max_output_tokens.is_some() && sends_limit(quirks),
        ),
        ("temperature", request.temperature.is_some()),
        ("top_p", request.top_p.is_some()),
        ("reasoning_effort", request.reasoning_effort.is_some()),
        ("stop", !request.stop.is_empty()),
        ("seed", request.seed.is_some()),
        (
            "response_format",
            request.response_format.is_some()
                && !(request.format_optional && quirks.drops(OPTIONAL_FORMAT)),
        ),
        ("tools", !request.tools.is_empty()),
    ];
    candidates
        .into_iter()
        .filter(|(name, given)| *given && !quirks.drops(name))
        .map(|(name, _)| name)
        .collect()
}

/// Whether a stream is asked for.
pub(crate) fn streams(request: &ChatRequest, quirks: &Quirks) -> bool {
    request.stream && !quirks.drops("stream")
}

/// The limit on output tokens that is sent, under whichever name.
pub(crate) fn sent_limit(request: &ChatRequest, quirks: &Quirks) -> Option<u32> {
    let wanted = request.max_output_tokens.filter(|_| sends_limit(quirks))?;
    Some(
        quirks
            .output_limit()
            .map_or(wanted, |most| most.min(wanted)),
    )
}

fn limit_name(quirks: &Quirks) -> &'static str {
    if quirks.contains(&Quirk::OldMaxTokens) {
        "max_tokens"
    } else {
        "max_completion_tokens"
    }
}

/// Under either name, a limit once refused outright is not sent.
fn sends_limit(quirks: &Quirks) -> bool {
    !quirks.drops("max_completion_tokens") && !quirks.drops("max_tokens")
}

struct Body<'a> {
    request: &'a ChatRequest,
    quirks: &'a Quirks,
}

impl Serialize for Body<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Body { request, quirks } = *self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("model", &request.model)?;
        map.serialize_entry(
            "messages",
            &Messages {
                messages: &arrange(&request.messages, quirks),
                quirks,
            },
        )?;
        for name in sent_parameters(request, quirks) {
            match name {
                "stream" => map.serialize_entry(name, &true)?,
                "stream_options" => map.serialize_entry(name, &stream_options(quirks))?,
                "temperature" => map.serialize_entry(name, &request.temperature)?,
                "top_p" => map.serialize_entry(name, &request.top_p)?,
                "reasoning_effort" => map.serialize_entry(name, &request.reasoning_effort)?,
                "stop" => map.serialize_entry(name, &request.stop)?,
                "seed" => map.serialize_entry(name, &request.seed)?,
                "response_format" => {
                    map.serialize_entry(
                        name,
                        &request.response_format.as_ref().map(response_format),
                    )?;
                }
                "tools" => map.serialize_entry(name, &tools(request))?,
                _ => map.serialize_entry(name, &sent_limit(request, quirks))?,
            }
        }
        map.end()
    }
}

fn stream_options(quirks: &Quirks) -> Value {
    if quirks.drops("stream_options.include_obfuscation") {
        json!({"include_usage": true})
    } else {
        // Obfuscation pads every chunk against eavesdroppers; it doubles the bytes of a stream.
        json!({"include_usage": true, "include_obfuscation": false})
    }
}

#[derive(serde::Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Format<'a> {
    Text,
    JsonObject,
    JsonSchema { json_schema: Schema<'a> },
}

#[derive(serde::Serialize)]
struct Schema<'a> {
    name: String,
    strict: bool,
    schema: Cow<'a, RawValue>,
}

fn response_format(format: &ResponseFormat) -> Format<'_> {
    match format {
        ResponseFormat::Text => Format::Text,
        ResponseFormat::JsonObject => Format::JsonObject,
        ResponseFormat::JsonSchema {
            name,
            schema,
            written,
            strict,
        } => {
            let mut name: String = name
                .chars()
                .take(64)
                .map(|char| {
                    if char.is_ascii_alphanumeric() || char == '-' {
                        char
                    } else {
                        '_'
                    }
                })
                .collect();
            if name.is_empty() {
                name.push_str("answer");
            }
            let written = written.as_deref().map(serde_json::from_str::<&RawValue>);
            let schema = match written {
                Some(Ok(written)) => Cow::Borrowed(written),
                // A value always serialises.
                _ => Cow::Owned(to_raw_value(schema).unwrap_or_default()),
            };
            Format::JsonSchema {
                json_schema: Schema {
                    name,
                    strict: *strict,
                    schema,
                },
            }
        }
    }
}

fn tools(request: &ChatRequest) -> Vec<Value> {
    let tool = |tool: &crate::Tool| {
        let mut function = serde_json::Map::new();
        function.insert("name".to_owned(), Value::from(tool.name.as_str()));
        if !tool.description.is_empty() {
            function.insert(
                "description".to_owned(),
                Value::from(tool.description.as_str()),
            );
        }
        if !tool.parameters.is_null() {
            function.insert("parameters".to_owned(), tool.parameters.clone());
        }
        json!({"type": "function", "function": function})
    };
    request.tools.iter().map(tool).collect()
}

/// The messages as this model takes them: where it knows no system role, the instructions go to the head of the
/// first message of the person.
fn arrange<'a>(messages: &'a [ChatMessage], quirks: &Quirks) -> Vec<Cow<'a, ChatMessage>> {
    let is_system = |message: &&ChatMessage| message.role == Role::System;
    if !quirks.contains(&Quirk::NoSystemRole) || !messages.iter().any(|message| is_system(&message))
    {
        return messages.iter().map(Cow::Borrowed).collect();
    }
    let instructions: Vec<String> = messages
        .iter()
        .filter(is_system)
        .map(|m| m.content.to_text())
        .collect();
    let instructions = instructions.join("\n\n");
    let mut arranged: Vec<Cow<'a, ChatMessage>> = messages
        .iter()
        .filter(|message| !is_system(message))
        .map(Cow::Borrowed)
        .collect();
    match arranged
        .iter_mut()
        .find(|message| message.role == Role::User)
    {
        Some(first) => match &mut first.to_mut().content {
            Content::Text(text) => *text = format!("{instructions}\n\n{text}"),
            Content::Parts(parts) => parts.insert(0, Part::Text { text: instructions }),
        },
        None => arranged.insert(0, Cow::Owned(ChatMessage::user(instructions))),
    }
    arranged
}

struct Messages<'a> {
    messages: &'a [Cow<'a, ChatMessage>],
    quirks: &'a Quirks,
}

impl Serialize for Messages<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.messages.len()))?;
        for message in self.messages {
            list.serialize_element(&Message {
                message,
                quirks: self.quirks,
            })?;
        }
        list.end()
    }
}

struct Message<'a> {
    message: &'a ChatMessage,
    quirks: &'a Quirks,
}

impl Serialize for Message<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let message = self.message;
        let role = match message.role {
            Role::System if self.quirks.contains(&Quirk::DeveloperRole) => "developer",
            role => role.name(),
        };
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("role", role)?;
        if message.content.is_empty() && !message.tool_calls.is_empty() {
            map.serialize_entry("content", &())?;
        } else {
            map.serialize_entry("content", &message.content)?;
        }
        if !message.tool_calls.is_empty() {
            map.serialize_entry("tool_calls", &message.tool_calls)?;
        }
        if let Some(id) = &message.tool_call_id {
            map.serialize_entry("tool_call_id", id)?;
        }
        map.end()
    }
}
