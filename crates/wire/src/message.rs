//! What is said in a chat: messages, their roles and their content.

use serde::de::{self, Deserializer, SeqAccess, Visitor};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ToolCall;

/// Who speaks. (OpenAPI: `ChatCompletionRequestMessage.role`.)
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", from = "Value")]
pub enum Role {
    /// Instructions. Read from `developer` too; sent as `developer` where the endpoint wants that.
    System,
    /// The person.
    #[default]
    User,
    /// The model.
    Assistant,
    /// The result of a tool call; also what a role is read as that this build does not know, so that one new word does
    /// not make a whole stored record unreadable: nobody is made to have said it, and it is not sent again by itself.
    Tool,
}

impl From<Value> for Role {
    fn from(stored: Value) -> Self {
        match stored.as_str() {
            Some("system" | "developer") => Role::System,
            Some("user") => Role::User,
            Some("assistant") => Role::Assistant,
            None if stored.is_null() => Role::default(),
            _ => Role::Tool,
        }
    }
}

impl Role {
    /// The name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Role::System => "system",
            Role::User => "user",
            Role::Assistant => "assistant",
            Role::Tool => "tool",
        }
    }
}

/// One message of a chat, in the shape the wire has it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ChatMessage {
    /// Who speaks.
    #[serde(default)]
    pub role: Role,
    /// What is said.
    #[serde(default)]
    pub content: Content,
    /// Tools the assistant asked for; empty for every other role.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tool_calls: Vec<ToolCall>,
    /// For [`Role::Tool`]: the id of the call this answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tool_call_id: Option<String>,
}

impl ChatMessage {
    /// Instructions for the model.
    pub fn system(text: impl Into<String>) -> Self {
        Self::text(Role::System, text.into())
    }

    /// Something the person says.
    pub fn user(text: impl Into<String>) -> Self {
        Self::text(Role::User, text.into())
    }

    /// Something the model said.
    pub fn assistant(text: impl Into<String>) -> Self {
        Self::text(Role::Assistant, text.into())
    }

    fn text(role: Role, text: String) -> Self {
        ChatMessage {
            role,
            content: Content::Text(text),
            ..ChatMessage::default()
        }
    }
}

/// The content of a message: plain text, or parts where images are among it.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Plain text; a JSON string on the wire.
    Text(String),
    /// Text and images; a JSON array on the wire.
    Parts(Vec<Part>),
}

impl Content {
    /// All text of the content; images are passed over.
    pub fn to_text(&self) -> String {
        match self {
            Content::Text(text) => text.clone(),
            Content::Parts(parts) => parts
                .iter()
                .filter_map(|part| match part {
                    Part::Text { text } => Some(text.as_str()),
                    Part::ImageUrl { .. } | Part::Held { .. } => None,
                })
                .collect(),
        }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        match self {
            Content::Text(text) => text.is_empty(),
            Content::Parts(parts) => parts.is_empty(),
        }
    }
}

impl Default for Content {
    fn default() -> Self {
        Content::Text(String::new())
    }
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        Content::Text(text)
    }
}

impl From<&str> for Content {
    fn from(text: &str) -> Self {
        Content::Text(text.to_owned())
    }
}

impl Serialize for Content {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Content::Text(text) => serializer.serialize_str(text),
            Content::Parts(parts) => parts.serialize(serializer),
        }
    }
}

// By hand rather than `untagged`, which buffers the value and costs more code.
impl<'de> Deserialize<'de> for Content {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ContentVisitor)
    }
}

struct ContentVisitor;

impl<'de> Visitor<'de> for ContentVisitor {
    type Value = Content;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("text or a list of parts")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Content, E> {
        Ok(Content::Text(text.to_owned()))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Content, E> {
        Ok(Content::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Content, A::Error> {
        let mut parts = Vec::new();
        while let Some(part) = seq.next_element()? {
            parts.push(part);
        }
        Ok(Content::Parts(parts))
    }
}

/// One part of a message's content. (OpenAPI: `ChatCompletionRequestMessageContentPart…`.)
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "PartShape", into = "PartShape")]
pub enum Part {
    /// Text.
    Text {
        /// The text.
        text: String,
    },
    /// An image, by address or as a `data:` URL.
    ImageUrl {
        /// `https:` or `data:`.
        url: String,
        /// `low`, `high` or `auto`; left to the endpoint when absent.
        detail: Option<String>,
    },
    /// Something that is kept elsewhere and put in before this is sent. Sent as it is, only its name would go.
    Held {
        /// What it is kept under.
        id: String,
        /// Its name.
        name: String,
    },
}

#[derive(Clone, Serialize, Deserialize)]
struct PartShape {
    r#type: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    image_url: Option<ImageShape>,
}

#[derive(Clone, Serialize, Deserialize)]
struct ImageShape {
    url: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
}

impl From<PartShape> for Part {
    fn from(shape: PartShape) -> Self {
        match shape.image_url {
            Some(ImageShape { url, detail }) => Part::ImageUrl { url, detail },
            None => Part::Text {
                text: shape.text.unwrap_or_default(),
            },
        }
    }
}

impl From<Part> for PartShape {
    fn from(part: Part) -> Self {
        match part {
            Part::Text { text } | Part::Held { name: text, .. } => PartShape {
                r#type: "text".to_owned(),
                text: Some(text),
                image_url: None,
            },
            Part::ImageUrl { url, detail } => PartShape {
                r#type: "image_url".to_owned(),
                text: None,
                image_url: Some(ImageShape { url, detail }),
            },
        }
    }
}
