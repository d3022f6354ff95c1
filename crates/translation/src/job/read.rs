//! What an answer has for each key, read while it arrives.

mod lines;
mod object;
mod think;

use crate::job::outcome::Reason;
use crate::target_filter::TargetFilter;

use lines::Lines;
use object::Object;

/// Reads the answer to one ask.
#[derive(Debug, Clone)]
pub(super) enum Reader {
    /// A JSON object.
    Object(Object),
    /// Tagged lines.
    Lines(Lines),
    /// Plain text.
    Alone(Box<Alone>),
}

/// What a piece of an answer brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// More of the value of the key at this place.
    Text(usize, String),
    /// The value of the key at this place does not hold.
    Dropped(usize),
}

/// A value of an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Value {
    /// As far as it has arrived.
    pub(super) text: String,
    pub(super) state: State,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum State {
    /// More may come.
    #[default]
    Growing,
    Complete,
    /// It cannot be trusted.
    Bad(Reason),
}

/// All that an answer had, at its end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Harvest {
    /// One for each key asked for, in their order.
    pub(super) values: Vec<Result<String, Reason>>,
    /// Whether there was anything in the form that was asked for.
    pub(super) readable: bool,
    /// The beginning of what stood outside of the form.
    pub(super) prose: String,
}

/// The values so far, and what else was seen.
#[derive(Debug, Clone, Default)]
pub(super) struct Values {
    keys: Vec<u32>,
    values: Vec<Option<Value>>,
    pieces: Vec<Piece>,
    prose: String,
    seen: Seen,
    /// Places of the values that came in the object which is open.
    fresh: Vec<usize>,
}

/// What the answer had besides values.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Seen {
    /// Numbers that were not asked for.
    other_numbers: bool,
    /// Words of the schema.
    schema: bool,
    /// The form at all.
    form: bool,
}

/// As much of the prose is kept, in characters: enough to know a refusal.
const PROSE_MOST: usize = 400;

impl Reader {
    /// For the answer to an ask with these keys, which stand in rising order.
    pub(super) fn object(keys: Vec<u32>) -> Reader {
        Reader::Object(Object::new(keys))
    }

    /// The same, for tagged lines whose tags have this word.
    pub(super) fn lines(keys: Vec<u32>, word: &str) -> Reader {
        Reader::Lines(Lines::new(keys, word))
    }

    /// For the answer to [`crate::prompt()`].
    pub(super) fn alone(word: &str, source: &str) -> Reader {
        Reader::Alone(Box::new(Alone {
            filter: TargetFilter::new(word, source),
            text: String::new(),
        }))
    }

    /// Takes the next piece of the answer.
    pub(super) fn push(&mut self, delta: &str) -> Vec<Piece> {
        match self {
            Reader::Object(reader) => reader.push(delta),
            Reader::Lines(reader) => reader.push(delta),
            Reader::Alone(reader) => reader.push(delta),
        }
    }

    /// The answer is over; `whole` where the model came to its end.
    pub(super) fn finish(self, whole: bool) -> Harvest {
        match self {
            Reader::Object(reader) => reader.finish(),
            Reader::Lines(reader) => reader.finish(),
            Reader::Alone(reader) => reader.finish(whole),
        }
    }
}

/// Plain text.
#[derive(Debug, Clone)]
pub(super) struct Alone {
    filter: TargetFilter,
    text: String,
}

impl Alone {
    fn push(&mut self, delta: &str) -> Vec<Piece> {
        let certain = self.filter.push(delta);
        let mut pieces = Vec::new();
        if certain.discard {
            self.text.clear();
            pieces.push(Piece::Dropped(0));
        }
        if !certain.text.is_empty() {
            self.text.push_str(&certain.text);
            pieces.push(Piece::Text(0, certain.text));
        }
        pieces
    }

    fn finish(mut self, whole: bool) -> Harvest {
        let rest = self.filter.finish();
        self.text.push_str(&rest);
        let value = if whole {
            Ok(self.text)
        } else {
            Err(Reason::Cut)
        };
        Harvest {
            values: vec![value],
            readable: true,
            prose: String::new(),
        }
    }
}

impl Values {
    fn new(keys: Vec<u32>) -> Values {
        Values {
            values: vec![None; keys.len()],
            keys,
            ..Values::default()
        }
    }

    fn place(&self, key: u32) -> Option<usize> {
        self.keys.binary_search(&key).ok()
    }

    fn get(&self, place: usize) -> Option<&Value> {
        self.values.get(place)?.as_ref()
    }

    /// A value begins.
    fn begin(&mut self, place: usize) {
        self.seen.form = true;
        if let Some(value) = self.values.get_mut(place) {
            *value = Some(Value::default());
        }
    }

    fn push(&mut self, place: usize, c: char) {
        let Some(Some(value)) = self.values.get_mut(place) else {
            return;
        };
        value.text.push(c);
        match self.pieces.last_mut() {
            Some(Piece::Text(last, text)) if *last == place => text.push(c),
            _ => self.pieces.push(Piece::Text(place, String::from(c))),
        }
    }

    fn end(&mut self, place: usize, state: State) {
        if let Some(Some(value)) = self.values.get_mut(place)
            && value.state == State::Growing
        {
            value.state = state;
        }
    }

    /// A value turned out not to be one after it had ended.
    fn spoil(&mut self, place: usize, reason: Reason) {
        if let Some(Some(value)) = self.values.get_mut(place) {
            value.state = State::Bad(reason);
        }
    }

    /// What came so far was a draft.
    fn drop_all(&mut self) {
        for (place, value) in self.values.iter_mut().enumerate() {
            if value.take().is_some() {
                self.pieces.push(Piece::Dropped(place));
            }
        }
    }

    fn prose(&mut self, c: char) {
        if self.prose.len() < PROSE_MOST && !(self.prose.is_empty() && c.is_whitespace()) {
            self.prose.push(c);
        }
    }

    fn take_pieces(&mut self) -> Vec<Piece> {
        std::mem::take(&mut self.pieces)
    }

    fn finish(self) -> Harvest {
        let absent = match self.seen {
            Seen { schema: true, .. } => Reason::SchemaEcho,
            Seen {
                other_numbers: true,
                ..
            } => Reason::Renumbered,
            Seen { form: true, .. } => Reason::Missing,
            Seen { .. } if self.prose.is_empty() => Reason::Missing,
            Seen { .. } => Reason::Unreadable,
        };
        let values = self.values.into_iter().map(|value| match value {
            None => Err(absent),
            // With one number wrong, none can be relied on.
            Some(_) if self.seen.other_numbers => Err(Reason::Renumbered),
            Some(Value { text, state }) => match state {
                State::Complete => Ok(text),
                State::Growing => Err(Reason::Cut),
                State::Bad(reason) => Err(reason),
            },
        });
        Harvest {
            values: values.collect(),
            readable: self.seen.form,
            prose: self.prose,
        }
    }
}

#[cfg(test)]
mod tests;
