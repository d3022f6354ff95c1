//! Formulas in running text.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Mark, Segment};

/// Follows the reader's events and finds the formulas in them.
pub(crate) struct Pairs<'t> {
    /// What the reader was given.
    text: &'t str,
    found: Vec<Segment>,
    round: Option<usize>,
    square: Option<usize>,
    dollar: Option<usize>,
    dollars: Option<usize>,
    /// In code or HTML.
    literal: bool,
    /// Where the last text ended.
    last_end: usize,
}

impl<'t> Pairs<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Pairs {
            text,
            found: Vec::new(),
            round: None,
            square: None,
            dollar: None,
            dollars: None,
            literal: false,
            last_end: usize::MAX,
        }
    }

    pub(crate) fn into_found(self) -> Vec<Segment> {
        self.found
    }

    pub(crate) fn take(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough)
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => {}
            Event::Start(tag) => {
                self.literal = matches!(tag, Tag::CodeBlock(_) | Tag::HtmlBlock);
                self.clear();
            }
            Event::End(_) => {
                self.literal = false;
                self.clear();
            }
            Event::Code(_) => {
                self.dollar = None;
                self.dollars = None;
            }
            Event::Text(text) if !self.literal && text.len() == range.len() => {
                self.text(range);
                self.last_end = range.end;
            }
            _ => {}
        }
    }

    fn clear(&mut self) {
        self.round = None;
        self.square = None;
        self.dollar = None;
        self.dollars = None;
    }

    fn text(&mut self, range: &Range<usize>) {
        let bytes = self.text.as_bytes();
        let mut at = range.start;
        let escaped = at > 0 && bytes[at - 1] == b'\\' && self.last_end != at;
        if escaped {
            self.escaped(at);
            at += 1;
        }
        while at < range.end {
            if bytes[at] != b'$' {
                at += 1;
                continue;
            }
            let run = bytes[at..range.end]
                .iter()
                .take_while(|byte| **byte == b'$')
                .count();
            match run {
                1 => self.dollar(at),
                2 if self.dollar.is_some() && self.closes(at) => {
                    self.dollar(at);
                    self.dollar(at + 1);
                }
                2 => self.dollars(at),
                _ => {
                    self.dollar = None;
                    self.dollars = None;
                }
            }
            at += run;
        }
    }

    /// A character behind a backslash.
    fn escaped(&mut self, at: usize) {
        let (open, mark) = match self.text.as_bytes().get(at) {
            Some(b'(') => return self.round = Some(at - 1),
            Some(b'[') => return self.square = Some(at - 1),
            Some(b')') => (self.round.take(), Mark::Round),
            Some(b']') => (self.square.take(), Mark::Square),
            _ => return,
        };
        let Some(start) = open else {
            return;
        };
        let content = &self.text[start + 2..at - 1];
        let meant = match mark {
            Mark::Square => {
                content.contains(is_sign)
                    || (content.starts_with(char::is_whitespace)
                        && content.ends_with(char::is_whitespace))
            }
            _ => !is_prose(content),
        };
        if meant && content.contains(char::is_alphanumeric) {
            self.add(start..at + 1, mark);
        }
    }

    fn dollars(&mut self, at: usize) {
        self.dollar = None;
        match self.dollars.take() {
            Some(start) if !self.text[start + 2..at].trim().is_empty() => {
                self.add(start..at + 2, Mark::Dollars);
            }
            _ => self.dollars = Some(at),
        }
    }

    fn dollar(&mut self, at: usize) {
        if self.closes(at)
            && let Some(start) = self.dollar
        {
            self.add(start..at + 1, Mark::Dollar);
            self.dollar = None;
        } else if self.opens(at) {
            self.dollar = Some(at);
        }
    }

    /// Pandoc's rules: no space inside, no digit behind; and the text between is no prose about money.
    fn closes(&self, at: usize) -> bool {
        let Some(start) = self.dollar else {
            return false;
        };
        let content = &self.text[start + 1..at];
        let after = &self.text.as_bytes()[at + 1..];
        let letters = after
            .iter()
            .take(4)
            .take_while(|byte| byte.is_ascii_alphabetic());
        !content.is_empty()
            && !content.ends_with(char::is_whitespace)
            && !after.first().is_some_and(u8::is_ascii_digit)
            // `$n$th` is meant, `$HOME/$USER` is not.
            && letters.count() < 4
            && !is_money(content)
    }

    fn opens(&self, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        let after = bytes.get(at + 1);
        !before.is_some_and(|byte| byte.is_ascii_alphanumeric())
            && after.is_some_and(|byte| !byte.is_ascii_whitespace() && *byte != b'$')
            && !self.in_address(at)
    }

    /// Whether the word around belongs to a bare address.
    fn in_address(&self, at: usize) -> bool {
        let from = at.saturating_sub(LONGEST_ADDRESS);
        let before = &self.text.as_bytes()[from..at];
        let word = before
            .iter()
            .rposition(u8::is_ascii_whitespace)
            .map_or(0, |found| found + 1);
        let word = &before[word..];
        word.windows(3).any(|part| part == b"://") || word.starts_with(b"www.")
    }

    fn add(&mut self, range: Range<usize>, mark: Mark) {
        while self
            .found
            .last()
            .is_some_and(|last| last.range.start >= range.start)
        {
            self.found.pop();
        }
        let inside = |open: Option<usize>| open.filter(|open| *open < range.start);
        self.dollar = inside(self.dollar);
        self.dollars = inside(self.dollars);
        self.round = inside(self.round);
        self.square = inside(self.square);
        self.found.push(Segment {
            range,
            mark,
            pair: true,
        });
    }
}

/// How far back an address is looked for.
const LONGEST_ADDRESS: usize = 200;

/// What prose in brackets has not.
pub(super) fn is_sign(c: char) -> bool {
    matches!(
        c,
        '\\' | '^' | '_' | '=' | '{' | '}' | '<' | '>' | '+' | '*' | '/' | '|'
    )
}

/// `\(see below\)`: more than one word, and nothing but words.
fn is_prose(content: &str) -> bool {
    let mut words = content.split_whitespace();
    let is_word = |word: &str| word.chars().count() > 1 && word.chars().all(char::is_alphabetic);
    words.clone().count() > 1 && words.all(is_word)
}

/// `100 for this, and 200`, between two dollar signs.
fn is_money(content: &str) -> bool {
    content.starts_with(|c: char| c.is_ascii_digit())
        && content.contains(char::is_whitespace)
        && !content.contains(is_sign)
}
