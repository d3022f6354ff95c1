//! Goes through a text once and finds the marks in it.

use std::ops::Range;

use super::braces::Braces;
use super::emphasis::{self, Ticks};
use super::markup::Markup;
use super::{addresses, percent};

/// Something that is code, or may be if another belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// Bytes of the text.
    pub(super) range: Range<usize>,
    pub(super) kind: Kind,
}

/// What a mark does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// Stands alone.
    Single,
    /// Opens something of this name.
    Open(Name),
    /// Closes it.
    Close(Name),
    /// Closes it if it is open, else opens it.
    Either(Name),
    /// Ends brackets that are no link.
    Unlinked(Name),
}

/// What opening and closing marks have in common.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Name {
    /// A tag, in lower case.
    Tag(String),
    /// A run of a character of Markdown, its length, and which paragraph it is in: it does not reach over blank lines.
    Emphasis(u8, usize, usize),
    /// `[…](…)`, and which paragraph it is in.
    Link(usize),
    /// `{count, plural, …}`.
    Argument,
    /// `one {…}`.
    Form,
}

impl Kind {
    /// Whether it is a code even without another half.
    pub(super) fn stands_alone(&self) -> bool {
        match self {
            Kind::Single => true,
            Kind::Unlinked(_) => false,
            Kind::Open(name) | Kind::Close(name) | Kind::Either(name) => {
                !matches!(name, Name::Emphasis(..) | Name::Link(_))
            }
        }
    }

    pub(super) fn name(&self) -> Option<&Name> {
        match self {
            Kind::Single => None,
            Kind::Open(name) | Kind::Close(name) | Kind::Either(name) | Kind::Unlinked(name) => {
                Some(name)
            }
        }
    }

    /// Whether it is a tag around paragraphs rather than in one.
    pub(super) fn is_block(&self) -> bool {
        const BLOCKS: &str = " html body main article section header footer nav aside div p ul ol li dl dt dd table thead \
             tbody tfoot tr td th caption h1 h2 h3 h4 h5 h6 blockquote figure figcaption form fieldset details summary \
             pre center ";
        matches!(self.name(), Some(Name::Tag(tag)) if BLOCKS.contains(&format!(" {tag} ")))
    }
}

/// All marks of a text, in order and apart.
pub(super) fn marks(text: &str) -> Vec<Mark> {
    let mut scan = Scan {
        text,
        at: 0,
        marks: Vec::new(),
        paragraph: 0,
        ticks: Ticks::default(),
        markup: Markup::new(text),
        braces: Braces::default(),
    };
    scan.run();
    scan.marks
}

struct Scan<'a> {
    text: &'a str,
    /// Everything before it has been looked at.
    at: usize,
    marks: Vec<Mark>,
    /// How many blank lines there were.
    paragraph: usize,
    ticks: Ticks,
    markup: Markup<'a>,
    braces: Braces,
}

impl Scan<'_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        while self.at < bytes.len() {
            if let Some(mark) = self.braces.planned(self.at) {
                self.push(mark);
                continue;
            }
            match self.mark(bytes[self.at]) {
                Some(mark) => self.push(mark),
                None => self.at += 1,
            }
        }
    }

    fn push(&mut self, mark: Mark) {
        self.at = mark.range.end;
        self.marks.push(mark);
    }

    fn single(&self, end: Option<usize>) -> Option<Mark> {
        self.of(end, Kind::Single)
    }

    fn of(&self, end: Option<usize>, kind: Kind) -> Option<Mark> {
        let range = self.at..end.filter(|end| *end > self.at)?;
        Some(Mark { range, kind })
    }

    /// Where the last mark ended: nothing that is found by looking back begins before it.
    fn floor(&self) -> usize {
        self.marks.last().map_or(0, |mark| mark.range.end)
    }

    /// The mark that begins here. May skip what only looks like one.
    fn mark(&mut self, byte: u8) -> Option<Mark> {
        let (text, at) = (self.text, self.at);
        let bytes = text.as_bytes();
        match byte {
            b'\n' => {
                let rest = text[at + 1..].trim_start_matches([' ', '\t', '\r']);
                if rest.starts_with('\n') {
                    self.paragraph += 1;
                    self.at = text.len() - rest.len() - 1;
                }
                None
            }
            b'\\' => {
                // `\*` is a star.
                if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) {
                    self.at += 1;
                }
                None
            }
            b'<' => self.markup.at(at),
            b'`' => {
                let run = run(bytes, at);
                match self.ticks.closing(text, at) {
                    Some(end) => self.single(Some(end)),
                    None => self.skip(run),
                }
            }
            b'*' | b'_' | b'~' => {
                let length = run(bytes, at);
                let name = Name::Emphasis(byte, length, self.paragraph);
                match emphasis::does(text, at, length) {
                    Some(does) => self.of(Some(at + length), does.kind(name)),
                    None => self.skip(length),
                }
            }
            b'!' if bytes.get(at + 1) == Some(&b'[') => {
                self.of(Some(at + 2), Kind::Open(Name::Link(self.paragraph)))
            }
            b'[' => match emphasis::footnote(text, at) {
                Some(end) => self.single(Some(end)),
                None => self.of(Some(at + 1), Kind::Open(Name::Link(self.paragraph))),
            },
            b']' => {
                let name = Name::Link(self.paragraph);
                match emphasis::link_end(text, at) {
                    Some(end) => self.of(Some(end), Kind::Close(name)),
                    None => self.of(Some(at + 1), Kind::Unlinked(name)),
                }
            }
            b'%' => self.single(percent::at(text, at)),
            b'$' => {
                let end = self.dollar();
                self.single(end)
            }
            b'#' if self.braces.in_plural() => self.single(Some(at + 1)),
            b'{' => self.braces.at(text, at),
            b':' if text[at..].starts_with("://") => {
                self.at = addresses::scheme(text, self.floor(), at)?;
                self.single(Some(addresses::end(text, at + 3)))
            }
            b'w' | b'W' => self.single(addresses::www(text, at)),
            b'm' | b't' => self.single(addresses::opaque(text, at)),
            b'@' => {
                let (start, end) = addresses::mail(text, self.floor(), at)?;
                self.at = start;
                self.single(Some(end))
            }
            _ => None,
        }
    }

    /// `${name}`, `$1`, `$name`; `{…}` is looked at with what stands before it.
    fn dollar(&mut self) -> Option<usize> {
        let bytes = self.text.as_bytes();
        match bytes.get(self.at + 1) {
            Some(b'{') => self.braces.expression(self.text, self.at + 1),
            _ => percent::dollar(self.text, self.at),
        }
    }

    fn skip(&mut self, length: usize) -> Option<Mark> {
        self.at += length - 1;
        None
    }
}

/// How often the byte is repeated from here on.
fn run(bytes: &[u8], at: usize) -> usize {
    bytes[at..]
        .iter()
        .take_while(|byte| **byte == bytes[at])
        .count()
}
