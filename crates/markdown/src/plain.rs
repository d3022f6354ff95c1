//! Text that can be appended to what is shown without parsing anything again.
//!
//! Most of an answer is letters, spaces and commas in the middle of a paragraph. Such text cannot close or open
//! anything, provided the word it continues holds nothing special either. This follows the arriving characters and
//! says when that is so. It errs on the side of parsing; the tests hold it to "never wrong".

use crate::linkify::ends_address;

/// What the current word is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    /// It holds something special, or it may yet turn into a list marker or the like.
    Unclean,
    /// White space after such a word; what comes next begins a new one.
    Gap,
    /// Only plain characters (or white space after such a word).
    Clean,
}

/// Follows the characters of a text.
pub(crate) struct Plain {
    word: Word,
    /// False until the first character of the line that is not white space.
    line_begun: bool,
    previous: char,
    /// The line before is blank.
    after_blank: bool,
    /// The line begins at the margin with what may be a list marker.
    marked: bool,
    /// Since this was last cleared a line came that is likely to end a list item, a quote or the like.
    pub(crate) turned: bool,
    /// The word may hold a bare address.
    address: bool,
    /// There is a `](` in the unfinished piece: a bracket may close a link.
    pub(crate) link_open: bool,
}

impl Plain {
    pub(crate) fn new() -> Self {
        Plain {
            word: Word::Unclean,
            line_begun: false,
            previous: '\n',
            after_blank: true,
            marked: false,
            turned: false,
            address: false,
            link_open: false,
        }
    }

    /// Takes in `text`; true when all of it may simply be appended.
    pub(crate) fn take(&mut self, text: &str) -> bool {
        let mut all_plain = self.word == Word::Clean;
        for c in text.chars() {
            all_plain &= self.take_char(c);
            self.previous = c;
        }
        all_plain
    }

    fn take_char(&mut self, c: char) -> bool {
        if ends_address(c) {
            self.address = false;
        } else if matches!(c, '/' | '@') || (c == '.' && matches!(self.previous, 'w' | 'W')) {
            self.address = true;
        }
        if c == '\t' {
            // At the end of a heading the reader keeps a tab, elsewhere it does not.
            self.word = Word::Unclean;
            return false;
        }
        if c == ' ' {
            if self.line_begun && self.word == Word::Unclean {
                self.word = Word::Gap;
            }
            return true;
        }
        if c == '\n' {
            self.word = Word::Unclean;
            self.after_blank = !self.line_begun;
            self.turned |= self.marked;
            self.marked = false;
            self.line_begun = false;
            return false;
        }
        let first = !self.line_begun;
        if self.previous == '\n' {
            self.turned |= self.after_blank;
            self.marked = matches!(c, '-' | '+' | '*' | '0'..='9');
        }
        self.line_begun = true;
        if !self.is_plain(c) {
            self.word = Word::Unclean;
            return false;
        }
        // Letters of other scripts end what an address or an entity could be; and they use no spaces.
        let settles = if c.is_ascii() {
            first || self.word == Word::Gap
        } else {
            !self.address
        };
        if settles {
            // Behind `> ` or the like, digits may begin a list marker as at the start of a line.
            self.word = if c.is_ascii() && !c.is_ascii_alphabetic() {
                Word::Unclean
            } else {
                Word::Clean
            };
        }
        true
    }

    fn is_plain(&self, c: char) -> bool {
        match c {
            ',' | ';' | '?' | '!' | '"' | '\'' | '%' | '{' | '}' | ':' | '(' => true,
            // `www.` begins an address.
            '.' => !matches!(self.previous, 'w' | 'W'),
            ')' => !self.link_open,
            '-' => self.previous.is_ascii_alphanumeric(),
            _ if c.is_ascii() => c.is_ascii_alphanumeric(),
            _ => !c.is_whitespace() && !c.is_control(),
        }
    }
}
