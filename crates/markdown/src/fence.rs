//! An open fenced code block at the top level: its lines are passed on as they come, and never parsed.

/// The open fence. CommonMark section 4.5, for a fence that is not indented.
pub(crate) struct Fence {
    mark: u8,
    len: usize,
    /// Where the current line begins.
    line: usize,
    /// What has been passed on ends here (at `line` or further in the same line).
    at: usize,
}

/// The longest opening line that is taken here, in bytes.
const LONGEST: usize = 512;

impl Fence {
    /// Reads the opening fence when `text[from..]` begins with a complete one.
    pub(crate) fn open(text: &str, from: usize) -> Option<Fence> {
        let rest = text.get(from..)?;
        let mark = *rest.as_bytes().first()?;
        if !matches!(mark, b'`' | b'~') {
            return None;
        }
        // This is asked with every piece until the line is complete. Longer ones are parsed like anything else.
        let line = rest.bytes().take(LONGEST);
        let len = line.clone().take_while(|byte| *byte == mark).count();
        if len < 3 {
            return None;
        }
        let end = line.clone().position(|byte| byte == b'\n')?;
        if mark == b'`' && rest[len..end].contains('`') {
            return None;
        }
        let line = from + end + 1;
        Some(Fence {
            mark,
            len,
            line,
            at: line,
        })
    }

    /// Where the code begins, as long as nothing was taken.
    pub(crate) fn start(&self) -> usize {
        self.line
    }

    /// Takes what is new in `text`: the code to append, and where the text goes on once the fence is closed.
    /// A line that may still become the closing fence is held back unless `last`.
    pub(crate) fn take<'a>(&mut self, text: &'a str, last: bool) -> (&'a str, Option<usize>) {
        let begin = self.at;
        loop {
            let whole_line = self.at == self.line;
            let Some(end) = text[self.at..].find('\n').map(|found| self.at + found) else {
                let rest = &text[self.line..];
                if whole_line && last && self.closes(rest, true) {
                    return (&text[begin..self.at], Some(text.len()));
                }
                if last || !whole_line || !self.may_close(rest) {
                    self.at = text.len();
                }
                return (&text[begin..self.at], None);
            };
            if whole_line && self.closes(&text[self.line..end], false) {
                return (&text[begin..self.at], Some(end + 1));
            }
            self.line = end + 1;
            self.at = end + 1;
        }
    }

    /// Whether the complete line is a closing fence. (The end of the text closes too.)
    fn closes(&self, line: &str, at_end: bool) -> bool {
        let rest = line.trim_start_matches(' ');
        let marks = rest.bytes().take_while(|byte| *byte == self.mark).count();
        let closing = marks >= self.len && rest[marks..].bytes().all(|byte| byte == b' ');
        line.len() - rest.len() <= 3 && (closing || (at_end && rest.is_empty()))
    }

    /// Whether the beginning of a line can become one.
    fn may_close(&self, line: &str) -> bool {
        let rest = line.trim_start_matches(' ');
        let marks = rest.bytes().take_while(|byte| *byte == self.mark).count();
        let tail = &rest[marks..];
        line.len() - rest.len() <= 3
            && (tail.is_empty() || (marks >= self.len && tail.bytes().all(|byte| byte == b' ')))
    }
}
