//! A language ready to read lines, and what is carried from line to line.

use crate::class::{Class, Span};
use crate::describe::{Habit, Kind, Language};
use crate::words::Words;
use crate::{engine, keyed, languages, lines, markup};

/// Reads the lines of one language.
pub struct Lexer {
    pub(crate) language: &'static Language,
    pub(crate) words: Words,
    /// For each byte of ASCII, what it may begin.
    pub(crate) begins: [u8; 128],
    /// What is written inside elements: for scripts, for styles.
    pub(crate) inside: Vec<Lexer>,
}

/// What is open at the end of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Nothing.
    #[default]
    Plain,
    /// A comment of the language's list, so many deep.
    Comment(u8, u32),
    /// A string of the language's list; whether a backslash is only a backslash in it.
    Quote(u8, bool),
    /// A string or comment that so many signs close.
    Counted(Class, char, u32),
    /// A string up to the line that says this.
    Heredoc(String),
    /// A text indented by more than this.
    Indented(u32),
    /// Inside a tag.
    Tag,
    /// Inside the value of an attribute, up to this quote.
    Value(char),
    /// In a script or style: which, and what is open in it.
    Inside(u8, Box<State>),
    /// Inside a tag behind which a script or style begins.
    TagOf(u8),
}

pub(crate) const WORD: u8 = 1;
pub(crate) const COMMENT: u8 = 2;
pub(crate) const QUOTE: u8 = 4;
pub(crate) const SIGIL: u8 = 8;
pub(crate) const DIGIT: u8 = 16;
/// Continues a word, begins none.
pub(crate) const SIGN: u8 = 32;

impl Lexer {
    /// By any of the names people write behind a fence; case does not count.
    pub fn new(name: &str) -> Option<Lexer> {
        languages::find(name).map(Lexer::of)
    }

    fn of(language: &'static Language) -> Lexer {
        let mut begins = [0_u8; 128];
        let mut mark = |byte: u8, what: u8| {
            if let Some(entry) = begins.get_mut(usize::from(byte)) {
                *entry |= what;
            }
        };
        for byte in 0..128_u8 {
            if byte.is_ascii_alphabetic() || byte == b'_' {
                mark(byte, WORD);
            } else if byte.is_ascii_digit() {
                mark(byte, DIGIT);
            }
        }
        let first = |text: &str| text.bytes().next().unwrap_or_default();
        (language.line_comments.iter()).for_each(|open| mark(first(open), COMMENT));
        (language.block_comments.iter()).for_each(|block| mark(first(block.open), COMMENT));
        (language.quotes.iter()).for_each(|quote| mark(first(quote.open), QUOTE));
        language.sigils.bytes().for_each(|byte| mark(byte, SIGIL));
        language
            .word_signs
            .bytes()
            .for_each(|byte| mark(byte, SIGN));
        let inside = if language.kind == Kind::Markup {
            ["javascript", "css"]
                .iter()
                .filter_map(|name| Lexer::new(name))
                .collect()
        } else {
            Vec::new()
        };
        Lexer {
            language,
            words: Words::new(language, language.habits.contains(&Habit::IgnoresCase)),
            begins,
            inside,
        }
    }

    /// The main name of the language.
    pub fn name(&self) -> &'static str {
        self.language.names.first().copied().unwrap_or_default()
    }

    /// Reads one line, with or without its end, that stands at `at` in the text: appends its spans and notes what is open
    /// behind it. A line that is still being written is read again from the state before it.
    pub fn line(&self, state: &mut State, line: &str, at: usize, out: &mut Vec<Span>) {
        let line = line.strip_suffix('\n').unwrap_or(line);
        let line = line.strip_suffix('\r').unwrap_or(line);
        let mut sink = Sink { at, out };
        match self.language.kind {
            Kind::Code => engine::line(self, state, line, 0, &mut sink),
            Kind::Markup => markup::line(self, state, line, &mut sink),
            Kind::Keyed(sign) => keyed::line(self, sign, state, line, &mut sink),
            Kind::Diff => lines::diff(line, &mut sink),
            Kind::Markdown => lines::markdown(state, line, &mut sink),
        }
    }

    pub(crate) fn has(&self, habit: Habit) -> bool {
        self.language.habits.contains(&habit)
    }
}

/// Takes the spans of a line.
pub(crate) struct Sink<'o> {
    /// Where the line stands.
    pub(crate) at: usize,
    pub(crate) out: &'o mut Vec<Span>,
}

impl Sink<'_> {
    pub(crate) fn add(&mut self, from: usize, to: usize, class: Class) {
        if from >= to {
            return;
        }
        let (from, to) = (self.at + from, self.at + to);
        match self.out.last_mut() {
            Some(last) if last.range.end == from && last.class == class => last.range.end = to,
            _ => self.out.push(Span {
                range: from..to,
                class,
            }),
        }
    }

    /// The same for a part of the line.
    pub(crate) fn from(&mut self, offset: usize) -> Sink<'_> {
        Sink {
            at: self.at + offset,
            out: self.out,
        }
    }
}
