//! What is asked of `calls`, and what it tells back.

use super::{SentView, Trouble};
use gate::{Cost, WaitReason, WorkKind};
use wire::{ChatMessage, ChatRequest, Completion, Content, Delta, Millis, Part, ResponseFormat};

/// A call that is wanted.
pub(super) struct Ask {
    pub request: ChatRequest,
    pub kind: WorkKind,
    /// Tokens out: the most that is asked for where a cap must hold, an estimate otherwise.
    pub output_tokens: u64,
}

impl Ask {
    /// Tokens in, estimated.
    pub fn input_tokens(&self) -> u64 {
        let messages = self.request.messages.iter();
        let messages = messages.map(|message| message_tokens(message, &self.request.model));
        messages.sum::<u64>() + schema_tokens(&self.request)
    }
}

/// Tokens of the schema that goes with a request: endpoints count it as what is said.
fn schema_tokens(request: &ChatRequest) -> u64 {
    match &request.response_format {
        Some(ResponseFormat::JsonSchema {
            schema, written, ..
        }) => match written {
            Some(written) => gate::estimate_tokens(written),
            None => gate::estimate_tokens(&schema.to_string()),
        },
        _ => 0,
    }
}

/// Tokens of a message as it is sent to this model, estimated: of an image by its own size, as the cap must hold.
pub(super) fn message_tokens(message: &ChatMessage, model: &str) -> u64 {
    /// Role and marks around a message.
    const ENVELOPE: u64 = 4;
    ENVELOPE
        + match &message.content {
            Content::Text(text) => gate::estimate_tokens(text),
            Content::Parts(parts) => parts
                .iter()
                .map(|part| match part {
                    Part::Text { text } => gate::estimate_tokens(text),
                    Part::ImageUrl { url, .. } => chat::image_url_tokens(model, url),
                    // By now its content stands in its place.
                    Part::Held { .. } => 0,
                })
                .sum(),
        }
}

/// What becomes of it.
pub(super) enum CallUpdate {
    /// It waits its turn.
    Waiting(WaitView),
    /// It left the page, without what is known to be refused.
    Sent(SentView, wire::Quirks),
    /// Something new of the answer.
    Arrived(Delta),
    /// It is over. Nothing comes after this.
    Ended(Box<CallEnd>),
}

impl CallUpdate {
    pub fn ended(how: HowEnded, completion: Completion, cost: Option<Cost>) -> CallUpdate {
        CallUpdate::Ended(Box::new(CallEnd {
            how,
            completion,
            cost,
        }))
    }
}

/// How a call ended, with all that arrived.
pub(super) struct CallEnd {
    pub how: HowEnded,
    pub completion: Completion,
    pub cost: Option<Cost>,
}

/// How a call ended.
pub(super) enum HowEnded {
    Complete,
    /// The limit on length, or a stream that ended without saying so.
    Truncated,
    /// The person stopped it.
    Stopped,
    Failed(Trouble),
}

/// Why a call has not been sent yet, for a line on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitView {
    /// What it waits for
    pub why: WaitReason,
    /// Until when, where that is known
    pub until: Option<Millis>,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cap was overshot: each image was reserved with 1,000 tokens, whoever was asked.
    #[test]
    fn an_image_is_reserved_as_the_model_counts_it() {
        let with = |model: &str, url: &str| Ask {
            request: ChatRequest {
                model: model.to_string(),
                messages: vec![ChatMessage {
                    role: wire::Role::User,
                    content: Content::Parts(vec![Part::ImageUrl {
                        url: url.to_string(),
                        detail: None,
                    }]),
                    ..ChatMessage::default()
                }],
                ..ChatRequest::default()
            },
            kind: WorkKind::Chat,
            output_tokens: 0,
        };
        // 1,024 by 768 pixels.
        let png = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAABAAAAAMACAYAAAC6uhUN";
        assert_eq!(with("gpt-4o", png).input_tokens(), 4 + 765);
        assert_eq!(with("gpt-4o-mini", png).input_tokens(), 4 + 25_501);
        let unknown = with("gpt-4o-mini", "data:image/png;base64,AAAA");
        assert_eq!(unknown.input_tokens(), 4 + 48_169);
    }
}
