//! A response's body as it arrives: a stream of events, or plain JSON though a stream was asked.

use std::mem;

use serde_json::Value;

use crate::classify::{classify_late, describe};
use crate::error_body::ErrorBody;
use crate::{
    Completion, CompletionChunk, Delta, FinishReason, Outcome, Problem, ProblemKind, ResponseHead,
    SseEvent, SseParser, TooLarge, ToolCallDelta,
};

/// The most bytes of what an answer says: text, reasoning, a refusal, tool calls. The longest output that any model is sold
/// with, 128,000 tokens or so, is under a third of it; and an endpoint that never ends would else fill the page until it
/// crashes.
pub const ANSWER_LIMIT: usize = 2 << 20;
/// The most bytes of an answer that is one JSON text: a letter may take six of them (`\u4e2d`), and is three at most.
const WHOLE_LIMIT: usize = 4 * ANSWER_LIMIT;
/// How much of the body's beginning is kept for a problem's details. 2,000 characters fit in any script.
const OPENING: usize = 8_000;

#[derive(Debug, Default)]
pub(crate) struct Answer {
    head: ResponseHead,
    form: Form,
    opening: Vec<u8>,
    chunk: CompletionChunk,
    /// A chunk or an answer has been read.
    begun: bool,
    /// `[DONE]` came, or a whole answer: nothing more counts.
    done: bool,
    failed: Option<Problem>,
    usage_proper: bool,
    /// Bytes of what has been said so far.
    said: usize,
}

/// What the body is, told by its first byte that is not blank: content types are not to be relied on.
#[derive(Debug)]
enum Form {
    Unknown(Vec<u8>),
    Events(SseParser),
    /// JSON or a page of HTML; read at its end.
    Whole(Vec<u8>),
}

impl Default for Form {
    fn default() -> Self {
        Form::Unknown(Vec::new())
    }
}

impl Answer {
    pub(crate) fn new(head: ResponseHead) -> Self {
        Answer {
            head,
            ..Answer::default()
        }
    }

    /// Whether part of an answer has been read, if only its frame: the endpoint took the request.
    pub(crate) fn has_begun(&self) -> bool {
        self.begun
    }

    /// Takes bytes; what they bring goes to `delta` and `completion` (all but the delta itself, which the caller
    /// applies). Gives the outcome when it is settled before the end.
    pub(crate) fn push(
        &mut self,
        bytes: &[u8],
        completion: &mut Completion,
        delta: &mut Delta,
    ) -> Option<Outcome> {
        if !self.begun {
            let room = OPENING.saturating_sub(self.opening.len());
            self.opening
                .extend_from_slice(bytes.get(..room).unwrap_or(bytes));
        }
        let mut form = mem::take(&mut self.form);
        let first;
        let mut bytes = bytes;
        if let Form::Unknown(held) = &mut form {
            held.extend_from_slice(bytes);
            match tell(held) {
                Some(told) => {
                    first = mem::take(held);
                    bytes = first.trim_ascii_start();
                    form = told;
                }
                None => {
                    self.form = form;
                    return None;
                }
            }
        }
        match &mut form {
            Form::Whole(whole) => {
                if whole.len() + bytes.len() > WHOLE_LIMIT {
                    whole.clear();
                    self.failed = Some(self.endless());
                } else {
                    whole.extend_from_slice(bytes);
                }
            }
            Form::Events(parser) => {
                let pushed = parser.push(bytes, &mut |event| {
                    self.take_event(&event, completion, delta, false)
                });
                if let Err(TooLarge) = pushed
                    && !self.done
                    && self.failed.is_none()
                {
                    self.failed = Some(self.endless());
                }
            }
            Form::Unknown(_) => {}
        }
        self.form = form;
        self.settled(completion, delta)
    }

    /// The body ended as it should.
    pub(crate) fn end(&mut self, completion: &mut Completion, delta: &mut Delta) -> Outcome {
        match mem::take(&mut self.form) {
            Form::Events(mut parser) => {
                parser.finish(&mut |event| self.take_event(&event, completion, delta, true));
            }
            Form::Whole(whole) => self.take_whole(&whole, completion, delta),
            Form::Unknown(_) => {}
        }
        self.end_halves(delta);
        self.settled(completion, delta)
            .unwrap_or_else(|| self.unsettled(completion, delta))
    }

    /// The body broke off, or nothing came for too long: the outcome if the answer was whole all the same.
    pub(crate) fn broke_off(&self, completion: &Completion) -> Option<Outcome> {
        completion
            .finish
            .is_some()
            .then(|| self.conclude(completion, &Delta::default()))
    }

    /// Halves of characters wait for the others no longer.
    fn end_halves(&mut self, delta: &mut Delta) {
        let (text, reasoning) = self.chunk.take_halves();
        delta.text.push_str(text);
        delta.reasoning.push_str(reasoning);
    }

    fn settled(&mut self, completion: &Completion, delta: &mut Delta) -> Option<Outcome> {
        if self.done || self.failed.is_some() {
            self.end_halves(delta);
        }
        if let Some(problem) = self.failed.take() {
            return Some(Outcome::Failed(problem));
        }
        self.done.then(|| self.conclude(completion, delta))
    }

    /// The end came without `[DONE]`.
    fn unsettled(&self, completion: &Completion, delta: &Delta) -> Outcome {
        if self.begun {
            return self.conclude(completion, delta);
        }
        let blank_or_comments = self
            .opening
            .split(|b| *b == b'\n' || *b == b'\r')
            .all(|l| l.is_empty() || l[0] == b':');
        let only_comments = blank_or_comments && self.opening.contains(&b':');
        Outcome::Failed(if only_comments {
            Problem {
                status: Some(self.head.status),
                ..Problem::new(ProblemKind::Interrupted)
            }
        } else {
            self.not_understood("")
        })
    }

    fn take_event(
        &mut self,
        event: &SseEvent<'_>,
        completion: &mut Completion,
        delta: &mut Delta,
        cut_off: bool,
    ) {
        if self.done
            || self.failed.is_some()
            || matches!(
                &*event.event,
                "ping" | "heartbeat" | "keep-alive" | "keepalive"
            )
        {
            return;
        }
        let data = event.data.trim();
        if data == "[DONE]" {
            self.done = true;
            self.begun = true;
            return;
        }
        if event.event == "error" {
            let value = serde_json::from_str(data).unwrap_or_else(|_| Value::from(data));
            let error = ErrorBody::of_root(&value).unwrap_or_else(|| ErrorBody::of_error(&value));
            self.failed = Some(classify_late(error, data, &self.head));
            return;
        }
        if data.is_empty() {
            return;
        }
        match self.chunk.read(data) {
            Ok(()) => self.take_chunk(data, completion, delta),
            // The event that the end of the stream cut off: a truncated answer, no nonsense.
            Err(_) if cut_off => {}
            Err(error) => {
                let kind = match self.begun {
                    true => ProblemKind::Garbled,
                    false => ProblemKind::NotUnderstood,
                };
                let mut problem = describe(kind, None, data);
                problem.status = Some(self.head.status);
                problem.message = crate::text::one_line(&error.message, 300);
                self.failed = Some(problem);
            }
        }
    }

    fn take_whole(&mut self, whole: &[u8], completion: &mut Completion, delta: &mut Delta) {
        let text = String::from_utf8_lossy(whole);
        match self.chunk.read(text.trim()) {
            Ok(()) => {
                self.take_chunk(&text, completion, delta);
                if self.begun {
                    self.done = true;
                } else if self.failed.is_none() {
                    self.failed = Some(
                        match serde_json::from_slice(whole)
                            .ok()
                            .and_then(|v| ErrorBody::of_root(&v))
                        {
                            Some(error) => classify_late(error, &text, &self.head),
                            None => self.not_understood(""),
                        },
                    );
                }
            }
            Err(error) if error.cut_short => {
                let mut problem = describe(ProblemKind::Interrupted, None, &text);
                problem.status = Some(self.head.status);
                problem.message = crate::text::one_line(&error.message, 300);
                self.failed = Some(problem);
            }
            Err(_) => self.failed = Some(self.not_understood("")),
        }
    }

    /// Takes what was read into `self.chunk`; `raw` is its text.
    fn take_chunk(&mut self, raw: &str, completion: &mut Completion, delta: &mut Delta) {
        let chunk = &mut self.chunk;
        let mut room = ANSWER_LIMIT - self.said;
        let mut over = take_text(&mut delta.reasoning, &chunk.reasoning, &mut room);
        over |= take_text(&mut delta.text, &chunk.text, &mut room);
        over |= take_text(&mut delta.refusal, &chunk.refusal, &mut room);
        if !chunk.tool_calls.is_empty() {
            // Names, ids and frames take room too: each counts with all that it came in.
            over |= raw.len() > room;
            room = room.saturating_sub(raw.len());
        }
        for piece in chunk.tool_calls.drain(..).filter(|_| !over) {
            add_piece(&mut delta.tool_calls, piece);
        }
        self.said = ANSWER_LIMIT - room;
        if completion.id.is_none() && !chunk.id.is_empty() {
            completion.id = Some(chunk.id.clone());
        }
        if completion.model.is_none() && !chunk.model.is_empty() {
            completion.model = Some(chunk.model.clone());
        }
        if let Some(usage) = chunk.usage() {
            let proper = chunk.has_usage_proper();
            if proper || !self.usage_proper {
                completion.usage = Some(usage);
                self.usage_proper |= proper;
            }
        }
        if chunk.finish.is_some() {
            completion.finish = chunk.finish.take();
        }
        self.begun |= chunk.recognised;
        if let Some(error) = chunk.error.take() {
            self.failed = Some(classify_late(ErrorBody::of_error(&error), raw, &self.head));
        } else if over {
            self.failed = Some(self.endless());
        }
    }

    fn endless(&self) -> Problem {
        Problem {
            status: Some(self.head.status),
            request_id: self.head.request_id.clone(),
            ..Problem::new(ProblemKind::Endless)
        }
    }

    /// The outcome of an answer whose end came. `delta` is what `completion` does not hold yet.
    fn conclude(&self, completion: &Completion, delta: &Delta) -> Outcome {
        let fail = |kind, message: &str| {
            let said = ErrorBody {
                message: message.to_owned(),
                ..ErrorBody::default()
            };
            Outcome::Failed(Problem {
                status: Some(self.head.status),
                ..describe(kind, Some(said), "")
            })
        };
        match &completion.finish {
            Some(FinishReason::ContentFilter) => return fail(ProblemKind::Refused, ""),
            Some(FinishReason::Other(word)) if word == "error" => {
                return fail(ProblemKind::Interrupted, "");
            }
            Some(reason) if *reason == FinishReason::Length || reason.is_interruption() => {
                return Outcome::Truncated(completion.finish.clone());
            }
            // `[DONE]` says that a stream is whole even where no reason was given; with no content either, it is not.
            None if !self.done || (completion.is_empty() && delta.is_empty()) => {
                return Outcome::Truncated(None);
            }
            _ => {}
        }
        let refusal = format!("{}{}", completion.refusal, delta.refusal);
        let has_text = !completion.text.is_empty() || !delta.text.is_empty();
        if has_text || refusal.is_empty() {
            Outcome::Complete
        } else {
            fail(ProblemKind::Refused, &refusal)
        }
    }

    fn not_understood(&self, message: &str) -> Problem {
        let raw = if self.begun {
            Default::default()
        } else {
            String::from_utf8_lossy(&self.opening)
        };
        let mut problem = describe(ProblemKind::NotUnderstood, None, &raw);
        if !message.is_empty() {
            problem.message = message.to_owned();
        }
        problem.status = Some(self.head.status);
        problem.request_id.clone_from(&self.head.request_id);
        problem
    }
}

/// Tells the form from the beginning, once there is a byte that says it. A BOM and blank bytes (DeepSeek sends blank
/// lines before JSON for minutes) are taken away.
fn tell(held: &mut Vec<u8>) -> Option<Form> {
    const BOM: &[u8] = b"\xEF\xBB\xBF";
    if held.starts_with(BOM) {
        held.drain(..BOM.len());
    } else if BOM.starts_with(held) {
        return None;
    }
    match held.trim_ascii_start().first() {
        None => {
            held.clear();
            None
        }
        Some(b'{' | b'[' | b'<') => Some(Form::Whole(Vec::new())),
        Some(_) => Some(Form::Events(SseParser::new())),
    }
}

/// Adds as much of a text as there is room for; true when that is not all of it.
fn take_text(to: &mut String, text: &str, room: &mut usize) -> bool {
    let taken = text.floor_char_boundary(*room);
    to.push_str(text.get(..taken).unwrap_or_default());
    *room -= taken;
    taken < text.len()
}

/// Adds a piece of a tool call; bare arguments that go on with the last piece are joined to it.
fn add_piece(pieces: &mut Vec<ToolCallDelta>, piece: ToolCallDelta) {
    match pieces.last_mut() {
        Some(last)
            if last.index == piece.index
                && piece.id.is_none()
                && piece.name.is_none()
                && piece.extra_content.is_none() =>
        {
            last.arguments.push_str(&piece.arguments);
        }
        _ => pieces.push(piece),
    }
}
