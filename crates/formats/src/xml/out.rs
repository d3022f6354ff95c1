//! Writing XML.

use super::allowed;

/// XML being written, a line an element.
#[derive(Debug, Default)]
pub(crate) struct Out {
    text: String,
}

impl Out {
    /// What is written as it is: marks of our own.
    pub(crate) fn raw(&mut self, markup: &str) -> &mut Self {
        self.text.push_str(markup);
        self
    }

    /// Text between marks. Characters that XML does not allow are left out; a carriage return is written as a number, since
    /// a reader would make a line feed of it.
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        self.escaped(text, |c| matches!(c, '\r'))
    }

    /// An attribute's value, for between double quotes.
    pub(crate) fn value(&mut self, value: &str) -> &mut Self {
        self.escaped(value, |c| matches!(c, '\r' | '\n' | '\t' | '"'))
    }

    /// How many bytes there are.
    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    pub(crate) fn finish(self) -> String {
        self.text
    }

    fn escaped(&mut self, text: &str, by_number: fn(char) -> bool) -> &mut Self {
        for c in text.chars().filter(|&c| allowed(c)) {
            match c {
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '&' => self.text.push_str("&amp;"),
                c if by_number(c) => self.text.push_str(&format!("&#{};", u32::from(c))),
                c => self.text.push(c),
            }
        }
        self
    }
}
