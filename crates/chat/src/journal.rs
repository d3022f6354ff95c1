//! What had arrived of an answer that was cut off.

use serde::{Deserialize, Serialize};

use crate::record::{Message, MessageState};

/// A piece of an answer, written down as it arrived.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct JournalPiece {
    /// The [`Message::id`] of the answer.
    pub message: String,
    /// 0, 1, 2, …
    pub seq: u32,
    /// Text to append.
    pub text: String,
    /// Reasoning to append.
    pub reasoning: String,
}

/// The answer with what its journal holds, after a reload or a crash.
///
/// A message that is not [`MessageState::Streaming`] was saved whole and is given back as it is, whatever the journal
/// says. Otherwise its pieces are appended in the order of `seq` (pieces of other messages and repeated ones are left
/// out, missing ones passed over), and it is marked [`MessageState::Truncated`].
pub fn recover(message: Message, pieces: Vec<JournalPiece>) -> Message {
    let mut message = so_far(message, pieces);
    if message.state == MessageState::Streaming {
        message.state = MessageState::Truncated;
    }
    message
}

/// The same for an answer that is still arriving, in another tab: with what its journal holds by now, and no mark.
pub fn so_far(mut message: Message, mut pieces: Vec<JournalPiece>) -> Message {
    if message.state != MessageState::Streaming {
        return message;
    }
    pieces.retain(|piece| piece.message == message.id);
    pieces.sort_by_key(|piece| piece.seq);
    pieces.dedup_by_key(|piece| piece.seq);
    for piece in pieces {
        message.text.push_str(&piece.text);
        message.reasoning.push_str(&piece.reasoning);
    }
    message
}
