//! What in a text is code and not words: tags, marks, placeholders, addresses. It goes to the model as opaque tokens and
//! comes back as it was.

mod addresses;
mod braces;
mod emphasis;
mod markup;
mod next;
mod pairing;
mod percent;
mod restoring;
mod scan;
mod tokens;

use std::ops::Range;

use pairing::Role;
use tokens::{Brackets, Token};

/// A text whose codes are tokens: `⟦1⟧…⟦/1⟧` around what a pair stands around, `⟦2⟧` for one that stands alone. Where the
/// source has such brackets, they are others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Protected {
    /// What the model gets.
    pub text: String,
    /// What the tokens stand for: the token with number 1 for the first.
    pub codes: Vec<InlineCode>,
    brackets: Option<Brackets>,
}

/// What a token stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InlineCode {
    /// A code that stands alone, as the source has it.
    Single(String),
    /// Two that belong together, with text between them.
    Paired {
        /// The first of them.
        open: String,
        /// The last of them.
        close: String,
        /// The number of the code that it must be directly in, and where nothing else may be: the forms of an ICU
        /// `plural` are in theirs.
        within: Option<usize>,
    },
}

/// What is wrong with the tokens of an answer. Numbers are those of the tokens.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum CodeFault {
    /// It is missing, or one half of it is.
    Lost(usize),
    /// It is there more than once.
    Repeated(usize),
    /// What looks like a token and is none, as it stands in the answer.
    Invented(String),
    /// It is closed before it is opened, it crosses another, there is nothing in it though there is in the source, or it
    /// is not in the one it belongs in.
    Nesting(usize),
}

/// Makes the source's codes tokens. A source without codes stays as it is.
pub fn protect(source: &str) -> Protected {
    let plain = Protected {
        text: source.to_owned(),
        codes: Vec::new(),
        brackets: Brackets::not_in(source),
    };
    // A text that has every one of the brackets goes as it is.
    let Some(brackets) = plain.brackets else {
        return plain;
    };
    let found = pairing::codes(scan::marks(source));
    if found.is_empty() {
        return plain;
    }
    let mut text = String::with_capacity(source.len() + found.len() * 8);
    let mut codes: Vec<InlineCode> = Vec::new();
    let mut after = 0;
    for code in found {
        text.push_str(&source[after..code.range.start]);
        after = code.range.end;
        let written = source[code.range].to_owned();
        let (number, closing) = match code.role {
            Role::Single => {
                codes.push(InlineCode::Single(written));
                (codes.len(), false)
            }
            Role::Open { within } => {
                codes.push(InlineCode::Paired {
                    open: written,
                    close: String::new(),
                    within,
                });
                (codes.len(), false)
            }
            Role::Close { number } => {
                if let Some(InlineCode::Paired { close, .. }) = codes.get_mut(number - 1) {
                    *close = written;
                }
                (number, true)
            }
        };
        brackets.push(&mut text, Token { number, closing });
    }
    text.push_str(&source[after..]);
    Protected {
        text,
        codes,
        brackets: Some(brackets),
    }
}

/// A source whose codes stay as they are, as it goes to a model that streams: only tokens that it has not can be wrong.
pub(crate) fn unprotected(source: &str) -> Protected {
    Protected {
        text: source.to_owned(),
        codes: Vec::new(),
        brackets: Brackets::not_in(source),
    }
}

/// Whether there is a tag of HTML in a text: one with a name that HTML has, or with attributes.
pub(crate) fn has_tags(text: &str) -> bool {
    markup::has_tags(text)
}

impl Protected {
    /// Whether the source has anything that looks like a tag.
    pub(crate) fn has_something_like_tags(&self) -> bool {
        let code = |code: &InlineCode| match code {
            InlineCode::Single(code) => code.contains('<'),
            InlineCode::Paired { open, close, .. } => open.contains('<') || close.contains('<'),
        };
        let like = |(at, _): (usize, &str)| {
            let next = self.text[at + 1..].chars().next();
            next.is_some_and(|c| c.is_alphabetic() || matches!(c, '/' | '!' | '?'))
        };
        self.codes.iter().any(code) || self.text.match_indices('<').any(like)
    }
}

/// The answer with the codes in the place of its tokens.
///
/// White space and other digits in a token do not matter, and what was put between the tokens of a pair and the text in
/// it goes outside (else `** bold **`).
///
/// # Errors
///
/// The first of the [`faults`](Protected::faults).
pub fn restore(protected: &Protected, answer: &str) -> Result<String, CodeFault> {
    let Some(brackets) = protected.brackets else {
        return Ok(answer.to_owned());
    };
    let pieces = brackets.pieces(answer);
    let source = brackets.pieces(&protected.text);
    let fault = restoring::faults(&protected.codes, &source, &pieces)
        .into_iter()
        .next();
    match fault {
        Some(fault) => Err(fault),
        None => Ok(restoring::written(&protected.codes, &source, pieces)),
    }
}

impl Protected {
    /// Everything that is wrong with the tokens of an answer, what is missing first; empty where [`restore`] succeeds.
    pub fn faults(&self, answer: &str) -> Vec<CodeFault> {
        match self.brackets {
            Some(brackets) => restoring::faults(
                &self.codes,
                &brackets.pieces(&self.text),
                &brackets.pieces(answer),
            ),
            None => Vec::new(),
        }
    }
}

impl CodeFault {
    /// What is wrong, for the model that is asked again: names the token as the text has it and what it stands for.
    pub fn tell(&self, protected: &Protected) -> String {
        let Some(brackets) = protected.brackets else {
            return String::new();
        };
        let token = |number, closing| {
            let mut text = String::new();
            brackets.push(&mut text, Token { number, closing });
            text
        };
        let named = |number: usize| match protected.codes.get(number.wrapping_sub(1)) {
            Some(InlineCode::Paired { open, close, .. }) => {
                let (first, last) = (token(number, false), token(number, true));
                let (open, close) = (short(open), short(close));
                format!("{first}…{last} (stands for `{open}`…`{close}`)")
            }
            Some(InlineCode::Single(code)) => {
                format!("{} (stands for `{}`)", token(number, false), short(code))
            }
            None => token(number, false),
        };
        match self {
            CodeFault::Lost(number) => format!("{} is missing", named(*number)),
            CodeFault::Repeated(number) => {
                format!("{} is there more than once", named(*number))
            }
            CodeFault::Invented(written) => {
                format!("{} is not in the source", short(written))
            }
            CodeFault::Nesting(number) => {
                format!(
                    "{} does not stand around the words it belongs to",
                    named(*number)
                )
            }
        }
    }
}

/// Where a text must not be cut: in its codes, and in pairs that stand in a sentence. In order, and apart.
pub(crate) fn unbroken(text: &str) -> Vec<Range<usize>> {
    pairing::unbroken(&scan::marks(text))
}

/// Where a text has codes, in order and apart: of a pair both halves.
pub(crate) fn places(text: &str) -> Vec<Range<usize>> {
    let codes = pairing::codes(scan::marks(text));
    codes.into_iter().map(|code| code.range).collect()
}

/// Enough of a code to know it by.
fn short(code: &str) -> String {
    let mut chars = code.chars().map(|c| if c.is_control() { ' ' } else { c });
    let mut text: String = chars.by_ref().take(60).collect();
    if chars.next().is_some() {
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests;
