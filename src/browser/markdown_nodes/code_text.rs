//! The text of a code block, which grows at its end: whole lines are coloured once and left alone, what is behind the last
//! line end is plain. So a piece costs what its own lines cost, however long the block is.

use super::drawn::ReadLine;
use super::kit::{Kit, Tag};
use code::{Class, Span};
use web_sys::{Element, Node, Text};

/// A text node of code is not made longer than this: appending to it copies it.
pub(super) const LONG_TEXT: u32 = 8_192;
/// A longer line stays plain: it is data, not something that is read.
const LONG_LINE: usize = 4_096;
/// What stands behind this many bytes of a block stays plain: each span is an element.
const MOST_COLOURED: usize = 256 * 1_024;

/// The text of one block.
pub(super) struct CodeText {
    code: Element,
    /// What is behind the last line end.
    tail: Text,
    /// The same, as long as it is in one node.
    line: String,
    /// The open line began in an earlier node.
    long: bool,
    colours: Colours,
    coloured: usize,
}

enum Colours {
    /// It has none.
    Plain,
    /// What makes them has yet to be fetched.
    Waiting,
    /// The lines before the tail are read, node by node, from the first on.
    Catching {
        read: ReadLine,
        done: Option<Node>,
        /// The line of the last node goes on in the next.
        broken: bool,
    },
    /// All lines are.
    Live(ReadLine),
}

impl CodeText {
    /// Fills `code`, which is empty. Without a reader it is plain, and waits for one where it `may_have` colours.
    pub(super) fn new(
        kit: &Kit,
        code: Element,
        read: Option<ReadLine>,
        may_have: bool,
        text: &str,
    ) -> Self {
        let tail = kit.text_in(&code, "");
        let colours = match read {
            Some(read) => Colours::Live(read),
            None if may_have => Colours::Waiting,
            None => Colours::Plain,
        };
        let mut made = CodeText {
            code,
            tail,
            line: String::new(),
            long: false,
            colours,
            coloured: 0,
        };
        made.append(kit, text);
        made
    }

    /// More of the text.
    pub(super) fn append(&mut self, kit: &Kit, text: &str) {
        let mut text = text;
        if self.long {
            let Some(end) = text.find('\n') else {
                return self.grow(kit, text);
            };
            let (line, rest) = text.split_at(end + 1);
            self.grow(kit, line);
            self.new_tail(kit);
            self.long = false;
            text = rest;
        }
        let Some(end) = text.rfind('\n') else {
            self.line.push_str(text);
            return self.grow(kit, text);
        };
        let (lines, rest) = text.split_at(end + 1);
        let mut whole = std::mem::take(&mut self.line);
        whole.push_str(lines);
        self.settle(kit, &whole);
        self.tail.set_data("");
        self.line.push_str(rest);
        self.grow(kit, rest);
    }

    fn grow(&mut self, kit: &Kit, text: &str) {
        if text.is_empty() {
            return;
        }
        if self.tail.length() > LONG_TEXT {
            self.new_tail(kit);
            self.long = true;
            self.line = String::new();
        }
        let _ = self.tail.append_data(text);
    }

    fn new_tail(&mut self, kit: &Kit) {
        self.tail = kit.text_in(&self.code, "");
    }

    // Whole lines, before the tail.
    fn settle(&mut self, kit: &Kit, lines: &str) {
        let made: Node = match &mut self.colours {
            Colours::Live(read) => coloured(kit, read, lines),
            _ => kit.text(lines).into(),
        };
        let _ = self.code.insert_before(&made, Some(&self.tail));
        self.count(lines.len());
    }

    fn count(&mut self, bytes: usize) {
        if matches!(self.colours, Colours::Live(_) | Colours::Catching { .. }) {
            self.coloured += bytes;
            if self.coloured > MOST_COLOURED {
                self.colours = Colours::Plain;
            }
        }
    }

    /// What makes the colours is here; `None` where it knows no such language.
    pub(super) fn take_reader(&mut self, read: Option<ReadLine>) {
        self.colours = match read {
            Some(read) => Colours::Catching {
                read,
                done: None,
                broken: false,
            },
            None => Colours::Plain,
        };
    }

    /// Colours one more node of plain lines. False when there is none left.
    pub(super) fn catch_up(&mut self, kit: &Kit) -> bool {
        let Colours::Catching { read, done, broken } = &mut self.colours else {
            return false;
        };
        let next = match done {
            Some(node) => node.next_sibling(),
            None => self.code.first_child(),
        };
        let tail: &Node = &self.tail;
        let Some(next) = next.filter(|next| next != tail) else {
            if let Colours::Catching { read, .. } =
                std::mem::replace(&mut self.colours, Colours::Plain)
            {
                self.colours = Colours::Live(read);
            }
            return false;
        };
        let text = next.text_content().unwrap_or_default();
        let ends = text.ends_with('\n');
        let bytes = text.len();
        if *broken || !ends {
            *broken = !ends;
            *done = Some(next);
            return true;
        }
        let made = coloured(kit, read, &text);
        let last = made.last_child();
        let _ = self.code.replace_child(&made, &next);
        *done = last;
        self.count(bytes);
        true
    }

    /// Whether it is in the page still.
    pub(super) fn is_there(&self) -> bool {
        self.code.is_connected()
    }
}

/// The lines as a fragment: spans, and the text between them.
fn coloured(kit: &Kit, read: &mut ReadLine, lines: &str) -> Node {
    let fragment = kit.fragment();
    let mut spans: Vec<Span> = Vec::new();
    let mut plain = String::new();
    for line in lines.split_inclusive('\n') {
        spans.clear();
        if line.len() <= LONG_LINE {
            read(line, &mut spans);
        }
        let mut at = 0;
        for span in &spans {
            let (Some(before), Some(text)) =
                (line.get(at..span.range.start), line.get(span.range.clone()))
            else {
                continue;
            };
            plain.push_str(before);
            if !plain.is_empty() {
                kit.text_in(&fragment, &plain);
                plain.clear();
            }
            kit.make_in(&fragment, tag_of(span.class))
                .set_text_content(Some(text));
            at = span.range.end;
        }
        plain.push_str(line.get(at..).unwrap_or_default());
    }
    if !plain.is_empty() {
        kit.text_in(&fragment, &plain);
    }
    fragment.into()
}

fn tag_of(class: Class) -> Tag {
    match class {
        Class::Keyword => Tag::CodeKeyword,
        Class::Type => Tag::CodeType,
        Class::Literal => Tag::CodeLiteral,
        Class::Number => Tag::CodeNumber,
        Class::String => Tag::CodeString,
        Class::Comment => Tag::CodeComment,
        Class::Function => Tag::CodeFunction,
        Class::Variable => Tag::CodeVariable,
        Class::Meta => Tag::CodeMeta,
        Class::Tag => Tag::CodeElement,
        Class::Property => Tag::CodeProperty,
        Class::Inserted => Tag::CodeInserted,
        Class::Deleted => Tag::CodeDeleted,
        Class::Heading => Tag::CodeHeading,
    }
}
