//! What stands between the library's parser and its writer.

use std::io;

use pulldown_latex::Parser;
use pulldown_latex::event::{Content, Event};
use pulldown_latex::parser::error::ParserError;

use crate::{DEEPEST, Unreadable};

/// How many events a formula may make: a page full of signs.
const MOST_EVENTS: usize = 20_000;
/// How much the writer may write, in bytes.
const MOST_BYTES: usize = 1024 * 1024;
/// How many commands may follow each other without anything between, `\sqrt\sqrt…`: for each the parser may go down a
/// step.
const LONGEST_RUN: usize = 64;

/// Commands that are not drawn. Macros: a formula needs none, and they are how little text makes much work. Codes of
/// characters: the library panics on some.
const REFUSED: &[&str] = &[
    "def",
    "gdef",
    "edef",
    "xdef",
    "let",
    "futurelet",
    "newcommand",
    "renewcommand",
    "providecommand",
    "char",
];

/// Refuses what is nested too deep, or not to be read at all, before anything walks down into it.
pub(crate) fn check(tex: &str) -> Result<(), Unreadable> {
    let (mut depth, mut run) = (0_usize, 0_usize);
    let mut rest = tex;
    while let Some(first) = rest.chars().next() {
        rest = &rest[first.len_utf8()..];
        match first {
            '\\' => {
                let name = command(rest);
                rest = &rest[name.len()..];
                run += 1;
                match name {
                    "left" | "begin" => depth += 1,
                    "right" | "end" => depth = depth.saturating_sub(1),
                    _ if REFUSED.contains(&name) => {
                        return Err(Unreadable::Syntax(format!("\\{name} is not drawn")));
                    }
                    _ => {}
                }
            }
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if first != '\\' && !first.is_whitespace() {
            run = 0;
        }
        if depth > DEEPEST || run > LONGEST_RUN {
            return Err(Unreadable::TooDeep);
        }
    }
    Ok(())
}

/// The name behind a backslash: letters, or one other character.
pub(crate) fn command(rest: &str) -> &str {
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let one = rest.chars().next().map_or(0, char::len_utf8);
    &rest[..if letters > 0 { letters } else { one }]
}

/// The parser's events up to the first error.
pub(crate) struct Guard<'s, 'r> {
    parser: Parser<'s>,
    refused: &'r mut Option<Unreadable>,
    count: usize,
}

impl<'s, 'r> Guard<'s, 'r> {
    pub(crate) fn new(parser: Parser<'s>, refused: &'r mut Option<Unreadable>) -> Self {
        Guard {
            parser,
            refused,
            count: 0,
        }
    }
}

impl<'s> Iterator for Guard<'s, '_> {
    type Item = Result<Event<'s>, ParserError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.refused.is_some() {
            return None;
        }
        self.count += 1;
        if self.count > MOST_EVENTS {
            *self.refused = Some(Unreadable::TooMuch);
            return None;
        }
        match self.parser.next()? {
            // The writer does not escape the names of functions; it does escape text.
            Ok(Event::Content(Content::Function(name))) if name.contains(['<', '>', '&']) => {
                Some(Ok(Event::Content(Content::Text(name))))
            }
            Ok(event) => Some(Ok(event)),
            Err(error) => {
                *self.refused = Some(Unreadable::Syntax(first_line(&error.to_string())));
                None
            }
        }
    }
}

fn first_line(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    let line = line.rsplit("error: ").next().unwrap_or(line);
    line.chars().take(200).collect()
}

/// Takes what is written, up to a size.
#[derive(Default)]
pub(crate) struct Bounded(Vec<u8>);

impl Bounded {
    pub(crate) fn into_text(self) -> Option<String> {
        String::from_utf8(self.0).ok()
    }
}

impl io::Write for &mut Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > MOST_BYTES {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
