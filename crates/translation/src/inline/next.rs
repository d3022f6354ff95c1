//! Looking for the same thing again and again, in linear time.

/// The next place of a needle. Remembered, so that a text full of beginnings without an end is looked through once.
pub(super) struct Next<'a> {
    text: &'a str,
    needle: &'static str,
    from: usize,
    at: Option<usize>,
    looked: bool,
}

impl<'a> Next<'a> {
    pub(super) fn new(text: &'a str, needle: &'static str) -> Self {
        Self {
            text,
            needle,
            from: 0,
            at: None,
            looked: false,
        }
    }

    /// Where the needle is next, at this byte or after it.
    pub(super) fn from(&mut self, byte: usize) -> Option<usize> {
        let known = self.looked && self.from <= byte && self.at.is_none_or(|at| byte <= at);
        if !known {
            self.at = self
                .text
                .get(byte..)
                .and_then(|rest| rest.find(self.needle))
                .map(|at| at + byte);
            self.from = byte;
            self.looked = true;
        }
        self.at
    }
}
