//! One turn of a chat: what to write down, and when, so that no word is lost.
//!
//! Before anything is sent, the person's message and the empty answer are saved. What arrives is written to the
//! journal in batches. At the end the whole answer is saved, and only then is the journal cleared. So at any moment
//! the store holds everything up to the last batch: see [`crate::recover`].

use wire::{Millis, Problem, Usage};

use crate::journal::JournalPiece;
use crate::record::{Message, MessageState};

/// A batch is written when this long has passed since the last, …
pub const FLUSH_AFTER: Millis = 250;
/// … or when it holds this many bytes.
pub const FLUSH_BYTES: usize = 2048;

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum TurnEvent {
    /// More of the answer.
    Arrived {
        /// Text to append.
        text: String,
        /// Reasoning to append.
        reasoning: String,
    },
    /// Time has passed: send one at [`Turn::wake_at`].
    Tick,
    /// The answer is over.
    Ended {
        /// How. (`Streaming` is taken as `Truncated`.)
        state: MessageState,
        /// The endpoint's count.
        usage: Option<Usage>,
        /// Nano-dollars.
        cost: Option<i64>,
        /// Why it failed.
        problem: Option<Problem>,
    },
}

/// What to do, one after the other: each must be in the store before the next is begun.
#[derive(Clone, Debug, PartialEq)]
// A handful are made in a turn: their size does not matter.
#[allow(clippy::large_enum_variant)]
pub enum TurnEffect {
    /// Save this record in place of the one of its id.
    SaveMessage(Message),
    /// Add this to the journal.
    AppendJournal(JournalPiece),
    /// Drop what the journal holds of this message.
    ClearJournal {
        /// The [`Message::id`].
        message: String,
    },
}

/// One turn, from sending to the end of the answer.
#[derive(Clone, Debug)]
pub struct Turn {
    answer: Message,
    phase: Phase,
    text: String,
    reasoning: String,
    seq: u32,
    flushed: Millis,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    New,
    Open,
    Over,
}

impl Turn {
    /// A turn that will fill `answer`. When an answer is continued, it holds the text so far.
    pub fn new(mut answer: Message, now: Millis) -> Self {
        answer.state = MessageState::Streaming;
        answer.problem = None;
        Turn {
            answer,
            phase: Phase::New,
            text: String::new(),
            reasoning: String::new(),
            seq: 0,
            flushed: now,
        }
    }

    /// What to save before the request is sent: the person's message, if it is new, and the answer's record. An old
    /// journal of the answer is dropped first: all it held is in the record.
    pub fn begin(&mut self, user: Option<Message>) -> Vec<TurnEffect> {
        if self.phase != Phase::New {
            return Vec::new();
        }
        self.phase = Phase::Open;
        let mut effects: Vec<TurnEffect> = user.map(TurnEffect::SaveMessage).into_iter().collect();
        effects.push(self.clear());
        effects.push(TurnEffect::SaveMessage(self.answer.clone()));
        effects
    }

    /// Takes in what happened. After the end nothing has an effect any more.
    pub fn handle(&mut self, now: Millis, event: TurnEvent) -> Vec<TurnEffect> {
        if self.phase == Phase::Over {
            return Vec::new();
        }
        // A clock that was set back must not hold the journal up.
        self.flushed = self.flushed.min(now);
        let mut effects = self.begin(None);
        match event {
            TurnEvent::Arrived { text, reasoning } => {
                self.answer.text.push_str(&text);
                self.answer.reasoning.push_str(&reasoning);
                self.text.push_str(&text);
                self.reasoning.push_str(&reasoning);
                self.flush_when_due(now, &mut effects);
            }
            TurnEvent::Tick => self.flush_when_due(now, &mut effects),
            TurnEvent::Ended {
                state,
                usage,
                cost,
                problem,
            } => {
                self.phase = Phase::Over;
                self.answer.state = if state == MessageState::Streaming {
                    MessageState::Truncated
                } else {
                    state
                };
                self.answer.usage = usage;
                self.answer.cost = cost;
                self.answer.problem = problem;
                effects.push(TurnEffect::SaveMessage(self.answer.clone()));
                effects.push(self.clear());
            }
        }
        effects
    }

    /// The answer so far.
    pub fn answer(&self) -> &Message {
        &self.answer
    }

    /// When the next [`TurnEvent::Tick`] is due; `None` while nothing waits to be written.
    pub fn wake_at(&self) -> Option<Millis> {
        (self.phase == Phase::Open && self.waiting() > 0)
            .then(|| self.flushed.saturating_add(FLUSH_AFTER))
    }

    fn waiting(&self) -> usize {
        self.text.len() + self.reasoning.len()
    }

    fn flush_when_due(&mut self, now: Millis, effects: &mut Vec<TurnEffect>) {
        let waiting = self.waiting();
        if waiting == 0 || (waiting < FLUSH_BYTES && now.saturating_sub(self.flushed) < FLUSH_AFTER)
        {
            return;
        }
        effects.push(TurnEffect::AppendJournal(JournalPiece {
            message: self.answer.id.clone(),
            seq: self.seq,
            text: std::mem::take(&mut self.text),
            reasoning: std::mem::take(&mut self.reasoning),
        }));
        self.seq = self.seq.saturating_add(1);
        self.flushed = now;
    }

    fn clear(&self) -> TurnEffect {
        TurnEffect::ClearJournal {
            message: self.answer.id.clone(),
        }
    }
}
