//! A JSON string, one character at a time.

/// Reads a string from after its opening quote.
#[derive(Debug, Clone, Default)]
pub(super) struct Text {
    escape: Escape,
    /// The first half of a surrogate pair.
    high: Option<u32>,
}

#[derive(Debug, Clone, Copy, Default)]
enum Escape {
    #[default]
    None,
    Begun,
    /// Digits of `\u` so far.
    Unicode {
        unit: u32,
        digits: u8,
    },
}

/// What a character brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Up to two characters of the string.
    Chars(Option<char>, Option<char>),
    /// The closing quote. What was held back before it is lost: half a surrogate pair is no character.
    End,
}

impl Step {
    pub(super) fn chars(self) -> impl Iterator<Item = char> {
        let (first, second) = match self {
            Step::Chars(first, second) => (first, second),
            Step::End => (None, None),
        };
        first.into_iter().chain(second)
    }
}

impl Text {
    pub(super) fn push(&mut self, c: char) -> Step {
        match self.escape {
            Escape::None if c == '"' => Step::End,
            Escape::None if c == '\\' => {
                self.escape = Escape::Begun;
                Step::Chars(None, None)
            }
            Escape::None => self.give(c),
            Escape::Begun if c == 'u' => {
                self.escape = Escape::Unicode { unit: 0, digits: 0 };
                Step::Chars(None, None)
            }
            Escape::Begun => {
                self.escape = Escape::None;
                self.give(match c {
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    'b' => '\u{8}',
                    'f' => '\u{c}',
                    // `\"`, `\\`, `\/`, and what models escape without need.
                    c => c,
                })
            }
            Escape::Unicode { unit, digits } => match c.to_digit(16) {
                Some(digit) if digits == 3 => {
                    self.escape = Escape::None;
                    self.unit(unit * 16 + digit)
                }
                Some(digit) => {
                    self.escape = Escape::Unicode {
                        unit: unit * 16 + digit,
                        digits: digits + 1,
                    };
                    Step::Chars(None, None)
                }
                None => {
                    self.escape = Escape::None;
                    self.high = Some(0);
                    self.push(c)
                }
            },
        }
    }

    /// A UTF-16 unit.
    fn unit(&mut self, unit: u32) -> Step {
        match (self.high, unit) {
            (Some(high @ 0xd800..), 0xdc00..=0xdfff) => {
                self.high = None;
                let code = 0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00);
                Step::Chars(char::from_u32(code), None)
            }
            (_, 0xd800..=0xdbff) => {
                let alone = self.high.replace(unit).map(|_| char::REPLACEMENT_CHARACTER);
                Step::Chars(alone, None)
            }
            (_, unit) => self.give(char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)),
        }
    }

    fn give(&mut self, c: char) -> Step {
        match self.high.take() {
            // Half of a pair, or no escape at all.
            Some(_) => Step::Chars(Some(char::REPLACEMENT_CHARACTER), Some(c)),
            None => Step::Chars(Some(c), None),
        }
    }
}
