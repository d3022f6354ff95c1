//! Server-sent events by the WHATWG rules, as a push parser: bytes in, events out.
//!
//! Our own rather than a crate's: those at hand (`eventsource-stream`, `sseer`, `reqwest-eventsource`) are
//! adapters around a `Stream` and so tied to an async runtime, decode UTF-8 a chunk at a time or fail on bad
//! UTF-8, and bring dependencies. What is left once those are taken away is this file.
//!
//! Deviations from <https://html.spec.whatwg.org/multipage/server-sent-events.html>, each for a reason:
//! `id` and `retry` are read over, since a completion is never reconnected to; and [`SseParser::finish`] gives
//! the event that the end of the stream cut off, which the spec discards, because some endpoints end the
//! stream right after the last `data:` line. A line and an event have a size limit.

use std::borrow::Cow;

/// The most bytes of one line, and of one event's data: no event may be larger than an answer that is one JSON
/// text (`answer.rs`).
pub const LINE_LIMIT: usize = 8 << 20;

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// One event. Invalid UTF-8 in it has become U+FFFD.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SseEvent<'a> {
    /// The `event` field; empty means `message`.
    pub event: Cow<'a, str>,
    /// The `data` lines, joined with LF.
    pub data: Cow<'a, str>,
}

/// A line or an event went past [`LINE_LIMIT`]. The parser gives nothing more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

impl std::fmt::Display for TooLarge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the stream has a line of more than 8 MiB")
    }
}

impl std::error::Error for TooLarge {}

/// The parser. The same bytes give the same events, however they are cut into pushes.
#[derive(Debug, Default)]
pub struct SseParser {
    /// The line that the last push cut off.
    line: Vec<u8>,
    /// The last push ended in CR: an LF that comes first now belongs to it.
    after_cr: bool,
    /// Past the first line, where a BOM may stand.
    begun: bool,
    failed: bool,
    pending: Pending,
}

/// The event being put together.
#[derive(Debug, Default)]
struct Pending {
    event: Vec<u8>,
    data: Vec<u8>,
    has_data: bool,
}

impl SseParser {
    /// A parser at the start of a stream.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes bytes and hands each event they complete to `on_event`. Work is proportional to the bytes,
    /// and whole lines are read where they lie.
    pub fn push(
        &mut self,
        bytes: &[u8],
        on_event: &mut dyn FnMut(SseEvent<'_>),
    ) -> Result<(), TooLarge> {
        if self.failed {
            return Err(TooLarge);
        }
        let result = self.push_lines(bytes, on_event);
        if result.is_err() {
            self.failed = true;
            self.line = Vec::new();
            self.pending = Pending::default();
        }
        result
    }

    fn push_lines(
        &mut self,
        bytes: &[u8],
        on_event: &mut dyn FnMut(SseEvent<'_>),
    ) -> Result<(), TooLarge> {
        let mut rest = bytes;
        if self.after_cr && !rest.is_empty() {
            self.after_cr = false;
            rest = rest.strip_prefix(b"\n").unwrap_or(rest);
        }
        while let Some(end) = rest.iter().position(|&byte| byte == b'\n' || byte == b'\r') {
            let (line, tail) = rest.split_at(end);
            rest = match tail {
                [b'\r', b'\n', after @ ..] => after,
                [b'\r'] => {
                    self.after_cr = true;
                    &[]
                }
                [_, after @ ..] => after,
                [] => &[],
            };
            if self.line.len() + line.len() > LINE_LIMIT {
                return Err(TooLarge);
            }
            if self.line.is_empty() {
                take_line(&mut self.pending, &mut self.begun, line, on_event)?;
            } else {
                self.line.extend_from_slice(line);
                take_line(&mut self.pending, &mut self.begun, &self.line, on_event)?;
                self.line.clear();
            }
        }
        if self.line.len() + rest.len() > LINE_LIMIT {
            return Err(TooLarge);
        }
        self.line.extend_from_slice(rest);
        Ok(())
    }

    /// The stream has ended: hands over the event it cut off, if there is one with data. Its last line may be
    /// incomplete. The parser is as new afterwards.
    pub fn finish(&mut self, on_event: &mut dyn FnMut(SseEvent<'_>)) {
        let mut this = std::mem::take(self);
        if this.failed {
            return;
        }
        let line = std::mem::take(&mut this.line);
        if !line.is_empty()
            && take_line(&mut this.pending, &mut this.begun, &line, on_event).is_err()
        {
            return;
        }
        dispatch(&mut this.pending, on_event);
    }
}

fn take_line(
    pending: &mut Pending,
    begun: &mut bool,
    line: &[u8],
    on_event: &mut dyn FnMut(SseEvent<'_>),
) -> Result<(), TooLarge> {
    let line = if *begun {
        line
    } else {
        line.strip_prefix(BOM).unwrap_or(line)
    };
    *begun = true;
    if line.is_empty() {
        dispatch(pending, on_event);
        return Ok(());
    }
    let (field, value) = match line.iter().position(|&byte| byte == b':') {
        Some(colon) => {
            let (field, value) = line.split_at(colon);
            let value = value.get(1..).unwrap_or_default();
            (field, value.strip_prefix(b" ").unwrap_or(value))
        }
        None => (line, &b""[..]),
    };
    match field {
        b"data" => {
            if pending.data.len() + value.len() >= LINE_LIMIT {
                return Err(TooLarge);
            }
            if pending.has_data {
                pending.data.push(b'\n');
            }
            pending.has_data = true;
            pending.data.extend_from_slice(value);
        }
        b"event" => {
            pending.event.clear();
            pending.event.extend_from_slice(value);
        }
        // A comment has an empty field; `id`, `retry` and unknown fields say nothing to us.
        _ => {}
    }
    Ok(())
}

fn dispatch(pending: &mut Pending, on_event: &mut dyn FnMut(SseEvent<'_>)) {
    if !pending.data.is_empty() {
        // Decoding an event at a time is decoding the stream: line ends never lie inside a UTF-8 sequence.
        on_event(SseEvent {
            event: String::from_utf8_lossy(&pending.event),
            data: String::from_utf8_lossy(&pending.data),
        });
    }
    pending.event.clear();
    pending.data.clear();
    pending.has_data = false;
}
