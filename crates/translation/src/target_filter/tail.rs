//! Third stage: what models put after a translation.

use super::notes::{Verdict, has_comments, is_comment};

/// Takes out the closing fence, trailing notes the source has no paragraph for, and white space at the end.
#[derive(Debug, Clone)]
pub(super) struct Tail {
    /// Paragraphs of the source; none where notes must be left alone because the source has its own.
    source_paragraphs: Option<usize>,
    keep_space: bool,
    fenced: bool,
    paragraphs: usize,
    /// White space that is target only if something follows.
    space: String,
    state: State,
}

#[derive(Debug, Clone)]
enum State {
    Text,
    /// At the start of a line, backticks that may be the closing fence.
    Fence(String),
    /// At the start of a paragraph the source has no counterpart for, what may become a note.
    Note(String),
    /// A note, to the end.
    Dropped,
}

impl Tail {
    pub(super) fn new(source: &str, so_far: &str) -> Tail {
        Tail {
            source_paragraphs: (!has_comments(source)).then(|| paragraphs(source)),
            keep_space: source.ends_with(char::is_whitespace),
            // What goes on may end with the closing fence of what came before.
            fenced: !so_far.is_empty() && !source.contains("```"),
            paragraphs: paragraphs(so_far),
            space: String::new(),
            state: State::Text,
        }
    }

    pub(super) fn push(&mut self, c: char, out: &mut String) {
        match &mut self.state {
            State::Dropped => {}
            State::Text if c.is_whitespace() => self.space.push(c),
            State::Text => self.text(c, out),
            State::Fence(held) if c == '`' && held.len() < 3 => held.push(c),
            State::Fence(held) => {
                if c.is_whitespace() && held.len() == 3 {
                    // The fence has gone; its line break still parts what follows.
                    self.fenced = false;
                    self.state = State::Text;
                    self.space.push(c);
                } else {
                    self.release(c, out);
                }
            }
            State::Note(held) => {
                held.push(c);
                self.note(out);
            }
        }
    }

    /// An opening fence was taken out.
    pub(super) fn expect_fence(&mut self) {
        self.fenced = true;
    }

    pub(super) fn finish(&mut self, out: &mut String) {
        match std::mem::replace(&mut self.state, State::Dropped) {
            State::Note(held) => self.emit(&held, out),
            State::Fence(held) if held.len() < 3 => self.emit(&held, out),
            State::Text | State::Fence(_) => {}
            State::Dropped => return,
        }
        if self.keep_space {
            out.push_str(&self.space);
        }
    }

    fn text(&mut self, c: char, out: &mut String) {
        let breaks = self.space.matches('\n').count();
        if self.fenced && c == '`' && breaks > 0 {
            self.state = State::Fence(String::from(c));
            return;
        }
        if self.paragraphs == 0 {
            self.paragraphs = 1;
        } else if breaks >= 2 {
            if self
                .source_paragraphs
                .is_some_and(|source| self.paragraphs >= source)
            {
                self.state = State::Note(String::from(c));
                return self.note(out);
            }
            self.paragraphs += 1;
        }
        self.emit_char(c, out);
    }

    fn note(&mut self, out: &mut String) {
        let State::Note(held) = &self.state else {
            return;
        };
        match is_comment(held) {
            Verdict::Open => {}
            Verdict::Yes => self.state = State::Dropped,
            Verdict::No => {
                let State::Note(held) = std::mem::replace(&mut self.state, State::Text) else {
                    return;
                };
                self.paragraphs += 1;
                self.emit(&held, out);
            }
        }
    }

    fn release(&mut self, c: char, out: &mut String) {
        let State::Fence(held) = std::mem::replace(&mut self.state, State::Text) else {
            return;
        };
        self.emit(&held, out);
        self.push(c, out);
    }

    /// Text that is target, with the white space that was waiting before it; its own last white space waits again.
    fn emit(&mut self, text: &str, out: &mut String) {
        for c in text.chars() {
            if c.is_whitespace() {
                self.space.push(c)
            } else {
                self.emit_char(c, out)
            }
        }
    }

    fn emit_char(&mut self, c: char, out: &mut String) {
        out.push_str(&self.space);
        self.space.clear();
        out.push(c);
    }
}

/// Blocks of lines with blank lines between them.
fn paragraphs(text: &str) -> usize {
    let mut count = 0;
    let mut inside = false;
    for line in text.lines() {
        let blank = line.trim().is_empty();
        count += usize::from(!blank && !inside);
        inside = !blank;
    }
    count
}
