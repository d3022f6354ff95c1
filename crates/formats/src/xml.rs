//! XML as the formats here read it: elements and text, with the entities resolved that every XML has, and nothing else.
//!
//! quick-xml does the parsing. What it leaves to those who call it is done here: that the file does not end within an element,
//! that nothing nests without end, which characters are allowed, where a fault is.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::errors::IllFormedError;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use crate::problem::{FormatFault, FormatProblem};

mod out;

pub(crate) use out::Out;

/// Deepest nesting that is read. Real files have about ten levels.
const DEEPEST: usize = 100;

/// A text being read.
pub(crate) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    text: &'a str,
    depth: usize,
    /// Where the last node began.
    at: usize,
}

/// What comes next.
pub(crate) enum Node<'a> {
    /// An element begins.
    Start(Element<'a>),
    /// The last begun one ends.
    End,
    /// Text, line ends as `\n`.
    Text(Cow<'a, str>),
    /// Nothing more.
    Eof,
}

/// An element's beginning.
pub(crate) struct Element<'a> {
    start: BytesStart<'a>,
}

impl Element<'_> {
    /// Its name without a prefix.
    pub(crate) fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// An attribute by the end of its name (`lang` is `xml:lang` too); one with a prefix comes first.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let mut found = None;
        for attribute in self.start.attributes().with_checks(false).flatten() {
            let key = attribute.key;
            if key.local_name().into_inner() != name {
                continue;
            }
            // Checked when the element was read.
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
            let value: String = value.chars().filter(|&c| allowed(c)).collect();
            if key.prefix().is_some() {
                return Some(value);
            }
            found = Some(value);
        }
        found
    }
}

impl<'a> Xml<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Xml {
            reader,
            text,
            depth: 0,
            at: 0,
        }
    }

    /// How many bytes have been read.
    pub(crate) fn read(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// The next node. Comments, processing instructions and document types are passed over.
    pub(crate) fn next(&mut self) -> Result<Node<'a>, FormatProblem> {
        loop {
            self.at = self.read();
            let event = self.reader.read_event();
            let event = event.map_err(|error| self.broken(&error))?;
            match event {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        return Err(self.problem(FormatFault::TooDeep));
                    }
                    self.check_attributes(&start)?;
                    return Ok(Node::Start(Element { start }));
                }
                Event::End(_) => {
                    self.depth -= 1;
                    return Ok(Node::End);
                }
                Event::Text(text) => return self.text(text.xml10_content()),
                Event::CData(text) => return self.text(text.xml10_content()),
                Event::GeneralRef(name) => return self.reference(&name),
                Event::Eof if self.depth > 0 => {
                    self.at = self.text.len();
                    return Err(self.problem(FormatFault::Truncated));
                }
                Event::Eof => return Ok(Node::Eof),
                // Expanded to a start and an end.
                Event::Empty(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_) => {}
            }
        }
    }

    /// What is wrong where the last node began.
    pub(crate) fn problem(&self, fault: FormatFault) -> FormatProblem {
        FormatProblem::at(self.text, self.at, fault)
    }

    /// The byte at which the last node began.
    pub(crate) fn start(&self) -> usize {
        self.at
    }

    /// The line of a byte, from 1.
    pub(crate) fn line(&self, byte: usize) -> usize {
        FormatProblem::at(self.text, byte, FormatFault::Truncated).line
    }

    /// Text as it is given on. A NUL is a sign that this is no text file; the other characters that XML does not allow are
    /// known from careless tools, and fall away.
    fn text(&self, text: Cow<'a, str>) -> Result<Node<'a>, FormatProblem> {
        if self.depth == 0 && !text.trim().is_empty() {
            let fault = FormatFault::OtherFormat(String::new());
            return Err(self.problem(fault));
        }
        if text.contains('\0') {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let at = self.at + rest.find('\0').unwrap_or(0);
            let fault = FormatFault::Character('\0');
            return Err(FormatProblem::at(self.text, at, fault));
        }
        let text = if text.chars().all(allowed) {
            text
        } else {
            Cow::Owned(text.chars().filter(|&c| allowed(c)).collect())
        };
        Ok(Node::Text(text))
    }

    fn reference(&self, name: &BytesRef) -> Result<Node<'a>, FormatProblem> {
        let unknown = || self.problem(FormatFault::Entity(shortened(name)));
        if name.is_char_ref() {
            let c = name.resolve_char_ref().ok().flatten().ok_or_else(unknown)?;
            let text = if allowed(c) {
                String::from(c)
            } else {
                String::new()
            };
            return Ok(Node::Text(Cow::Owned(text)));
        }
        let text = quick_xml::escape::resolve_predefined_entity(name).ok_or_else(unknown)?;
        Ok(Node::Text(Cow::Borrowed(text)))
    }

    fn check_attributes(&self, start: &BytesStart) -> Result<(), FormatProblem> {
        // Without its check for two of a name, which takes the square of their number.
        for attribute in start.attributes().with_checks(false) {
            let malformed = |what: String| self.problem(FormatFault::Malformed(what));
            let attribute = attribute.map_err(|error| malformed(error.to_string()))?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            let value = value.map_err(|error| malformed(error.to_string()))?;
            if value.contains('\0') {
                return Err(self.problem(FormatFault::Character('\0')));
            }
        }
        Ok(())
    }

    fn broken(&self, error: &quick_xml::Error) -> FormatProblem {
        let at = usize::try_from(self.reader.error_position()).unwrap_or(self.at);
        let fault = match error {
            // What is not closed is so because the file ends.
            quick_xml::Error::Syntax(_) => FormatFault::Truncated,
            quick_xml::Error::IllFormed(IllFormedError::UnclosedReference) => {
                FormatFault::Malformed("& stands alone: it should be &amp;".to_owned())
            }
            other => FormatFault::Malformed(other.to_string()),
        };
        FormatProblem::at(self.text, at, fault)
    }
}

/// Whether XML 1.0 allows a character (production `Char`).
pub(crate) fn allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..)
}

/// As much of a name as a message has room for.
fn shortened(name: &str) -> String {
    name.chars().take(40).collect()
}
