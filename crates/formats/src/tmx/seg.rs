//! The text of a `seg`, with what its inner codes stand for.

use super::MOST_SEGMENT_BYTES;

/// A segment's text on its way.
///
/// `bpt`, `ept`, `ph`, `it` and `ut` hold code of the format that the text was in. Where that is a tag or placeholder as people
/// write them into a text (`<b>`, `{name}`, `%s`, `&nbsp;`), it is kept, since in a text that is translated here it stands too;
/// what is of an editor's inside (RTF, a number) is left out. A line break becomes one. `hi` is passed through, and so is what
/// no version of TMX has; `sub` is another text, and left out.
#[derive(Debug, Default)]
pub(super) struct Seg {
    text: String,
    /// What the open code holds.
    code: String,
    /// The open elements, outermost first.
    open: Vec<Inner>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inner {
    Code,
    LineBreak,
    Sub,
    Through,
}

impl Seg {
    /// An element begins; its `type` where it has one.
    pub(super) fn start(&mut self, name: &str, kind: Option<&str>) {
        self.open.push(match name {
            "ph" | "it" | "ut" if kind == Some("lb") => Inner::LineBreak,
            "bpt" | "ept" | "ph" | "it" | "ut" => Inner::Code,
            "sub" => Inner::Sub,
            _ => Inner::Through,
        });
    }

    pub(super) fn text(&mut self, text: &str) {
        let of_code = |inner: &Inner| matches!(inner, Inner::Code | Inner::LineBreak);
        if self.open.contains(&Inner::Sub) {
            return;
        }
        let place = match self.open.iter().any(of_code) {
            true => &mut self.code,
            false => &mut self.text,
        };
        // One byte more than may be, to be known for too long.
        if place.len() <= MOST_SEGMENT_BYTES {
            place.push_str(text);
        }
    }

    /// The last begun element ends.
    pub(super) fn end(&mut self) {
        let ended = self.open.pop();
        let still = |inner: &Inner| *inner != Inner::Through;
        if self.open.iter().any(still) {
            return;
        }
        match ended {
            Some(Inner::LineBreak) => self.text.push('\n'),
            Some(Inner::Code) if is_markup(&self.code) => self.text.push_str(&self.code),
            _ => {}
        }
        self.code.clear();
    }

    pub(super) fn is_too_long(&self) -> bool {
        self.text.len() > MOST_SEGMENT_BYTES
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    pub(super) fn finish(self) -> String {
        self.text
    }
}

/// Whether a code is of a kind that stands in texts.
fn is_markup(code: &str) -> bool {
    let code = code.trim();
    let between = |open: char, close: char| code.starts_with(open) && code.ends_with(close);
    code.len() > 1
        && (between('<', '>')
            || between('{', '}')
            || between('[', ']')
            || between('&', ';')
            || between('$', '}')
            || code.starts_with('%'))
}
