//! Placeholders in braces: `{name}`, `{{ name }}`, `${…}`, `{% … %}`, and the arguments of ICU messages.

use std::collections::BTreeMap;

use super::scan::{Kind, Mark, Name};

/// What is known of a text's braces.
#[derive(Default)]
pub(super) struct Braces {
    /// For each `{` its `}`, found when the first is met.
    closing: Option<BTreeMap<usize, usize>>,
    /// The marks of ICU arguments that are still to come.
    planned: BTreeMap<usize, Planned>,
    /// How many forms of plurals are open.
    plurals: usize,
}

struct Planned {
    end: usize,
    kind: Kind,
    /// Of a plural, where `#` is the number.
    plural: bool,
}

/// The longest expression in braces that is taken for one, in bytes.
const LONGEST: usize = 200;

impl Braces {
    /// The mark that begins here because something before it was an ICU argument.
    pub(super) fn planned(&mut self, at: usize) -> Option<Mark> {
        while self
            .planned
            .first_key_value()
            .is_some_and(|(start, _)| *start < at)
        {
            self.planned.pop_first();
        }
        let Planned { end, kind, plural } = self.planned.remove(&at)?;
        if plural {
            match kind {
                Kind::Open(_) => self.plurals += 1,
                _ => self.plurals = self.plurals.saturating_sub(1),
            }
        }
        Some(Mark {
            range: at..end,
            kind,
        })
    }

    /// Whether `#` is the number of a plural.
    pub(super) fn in_plural(&self) -> bool {
        self.plurals > 0
    }

    /// The mark that begins with the `{` at this byte.
    pub(super) fn at(&mut self, text: &str, at: usize) -> Option<Mark> {
        let close = self.close(text, at)?;
        let inside = &text[at + 1..close];
        let single = Some(Mark {
            range: at..close + 1,
            kind: Kind::Single,
        });
        if let Some(argument) = self.argument(text, at, close) {
            return Some(argument);
        }
        if inside.len() > LONGEST || inside.contains(['\n', '\r']) {
            return None;
        }
        let ends = |mark: char| inside.starts_with(mark) && inside.ends_with(mark);
        let doubled = inside.starts_with('{')
            && inside.ends_with('}')
            && self.close(text, at + 1) == Some(close - 1);
        if doubled || (inside.len() > 1 && (ends('%') || ends('#'))) {
            return single;
        }
        (is_argument(inside) && !is_of_tex(text, at))
            .then_some(single)
            .flatten()
    }

    /// Where the expression ends whose `{` is at this byte: any, as `${…}` has it.
    pub(super) fn expression(&mut self, text: &str, at: usize) -> Option<usize> {
        let close = self.close(text, at)?;
        let inside = &text[at + 1..close];
        (inside.len() <= LONGEST && !inside.contains(['\n', '\r'])).then_some(close + 1)
    }

    fn close(&mut self, text: &str, at: usize) -> Option<usize> {
        let closing = self.closing.get_or_insert_with(|| pairs(text));
        closing.get(&at).copied()
    }

    /// An argument of an ICU message that has forms. What is before the first form opens it, and each form is a pair of
    /// its own, so that their texts are translated and the skeleton is not.
    fn argument(&mut self, text: &str, at: usize, close: usize) -> Option<Mark> {
        let bytes = text.as_bytes();
        let name = skip_spaces(bytes, at + 1);
        let comma = skip_spaces(bytes, skip_word(bytes, name));
        if comma == name || bytes.get(comma) != Some(&b',') {
            return None;
        }
        let start = skip_spaces(bytes, comma + 1);
        let end = skip_word(bytes, start);
        let plural = match &text[start..end] {
            "plural" | "selectordinal" => true,
            "select" => false,
            _ => return None,
        };
        let comma = skip_spaces(bytes, end);
        if bytes.get(comma) != Some(&b',') {
            return None;
        }
        let mut from = comma + 1;
        let offset = skip_spaces(bytes, from);
        if text[offset..close].starts_with("offset:") {
            from = skip_word(bytes, skip_spaces(bytes, offset + 7));
        }
        let first = from;
        let mut forms = Vec::new();
        loop {
            let selector = skip_spaces(bytes, from);
            if selector == close {
                break;
            }
            let equals = selector + usize::from(bytes.get(selector) == Some(&b'='));
            let end = skip_word(bytes, equals);
            let open = skip_spaces(bytes, end);
            if end == equals || bytes.get(open) != Some(&b'{') {
                return None;
            }
            let last = self.close(text, open)?;
            forms.push((from, open + 1, last));
            from = last + 1;
        }
        if forms.is_empty() {
            return None;
        }
        for (start, open, last) in forms {
            let mut plan = |at, end, kind| self.planned.insert(at, Planned { end, kind, plural });
            plan(start, open, Kind::Open(Name::Form));
            plan(last, last + 1, Kind::Close(Name::Form));
        }
        let end = Planned {
            end: close + 1,
            kind: Kind::Close(Name::Argument),
            plural: false,
        };
        self.planned.insert(from, end);
        Some(Mark {
            range: at..first,
            kind: Kind::Open(Name::Argument),
        })
    }
}

/// Whether what is in braces names a value: `name`, `0`, `user.name`, `n, number`, `0:N2`, `x|upper`, or nothing.
fn is_argument(inside: &str) -> bool {
    let mut parts = inside.split([',', '|']);
    let name = parts.next().unwrap_or_default();
    let named = name
        .trim()
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"_.$@-#:[]()*%=+/".contains(&byte));
    // `{ }` and `{a}` in a sentence are looked at alike; `{see below}` is not one.
    let formatted = parts.all(|part| {
        let part = part.trim();
        !part.is_empty() && part.split(' ').count() < 3 && part.is_ascii()
    });
    inside.len() <= 100 && named && formatted && (inside.is_empty() || !name.trim().is_empty())
}

/// `\emph{word}`: the word is text.
fn is_of_tex(text: &str, at: usize) -> bool {
    let before = &text.as_bytes()[..at];
    let letters = before
        .iter()
        .rev()
        .take(30)
        .take_while(|byte| byte.is_ascii_alphabetic() || **byte == b'*')
        .count();
    letters > 0 && before[..at - letters].last() == Some(&b'\\')
}

/// For each `{` its `}`.
fn pairs(text: &str) -> BTreeMap<usize, usize> {
    let mut open = Vec::new();
    let mut pairs = BTreeMap::new();
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => open.push(at),
            b'}' => {
                if let Some(start) = open.pop() {
                    pairs.insert(start, at);
                }
            }
            _ => {}
        }
    }
    pairs
}

fn skip_spaces(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest
        .iter()
        .take_while(|byte| byte.is_ascii_whitespace())
        .count()
}

fn skip_word(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest
        .iter()
        .take(60)
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(**byte, b'_' | b'-' | b'.'))
        .count()
}
