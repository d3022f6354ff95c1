//! Second stage: what models put before a translation.

use super::notes::{Verdict, begins_alike, is_lead_note};
use crate::fold::fold;

/// How much (in characters) is held back while it could be quotes around the whole target. Models quote short texts;
/// a longer one is shown as it comes.
const QUOTED_MOST: usize = 400;

/// Takes out an opening code fence, a leading note and quotes around the whole, where the source has none.
#[derive(Debug, Clone)]
pub(super) struct Lead {
    keep_space: bool,
    fences: bool,
    fence_taken: bool,
    notes: bool,
    quotes: bool,
    source: LeadOfSource,
    space: String,
    held: String,
    state: State,
}

/// What the source begins with, as far as it decides whether the target may begin so.
#[derive(Debug, Clone)]
pub(super) struct LeadOfSource {
    /// It may well be translated to what looks like a note.
    pub(super) like_a_note: bool,
    /// Its first line ends with a colon.
    pub(super) colon: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// What comes may still be a fence, a note or a quote.
    Undecided,
    /// Between quotes; after the closing one when `closed`.
    Quoted {
        close: char,
        chars: usize,
        closed: bool,
    },
    /// Everything from here on is target.
    Passed,
}

impl Lead {
    pub(super) fn new(source: &str) -> Lead {
        let trimmed = source.trim_start();
        let line = trimmed
            .lines()
            .next()
            .unwrap_or_default()
            .trim_end_matches(['*', '_', ' ']);
        let quoted = source.contains(|c| {
            matches!(
                c,
                '"' | '“'
                    | '”'
                    | '„'
                    | '«'
                    | '»'
                    | '「'
                    | '」'
                    | '『'
                    | '』'
                    | '‹'
                    | '›'
                    | '《'
            )
        });
        Lead {
            keep_space: source.starts_with(char::is_whitespace),
            fences: !source.contains("```"),
            fence_taken: false,
            notes: true,
            // A dash opens direct speech, which other languages put in quotes.
            quotes: !quoted && !trimmed.starts_with(['—', '–', '-', '―', '\'', '‘', '’', '‚']),
            source: LeadOfSource {
                like_a_note: begins_alike(&fold(&trimmed.chars().take(240).collect::<String>())),
                colon: line.ends_with([':', '：']),
            },
            space: String::new(),
            held: String::new(),
            state: State::Undecided,
        }
    }

    pub(super) fn continuing(source: &str) -> Lead {
        Lead {
            keep_space: true,
            notes: false,
            quotes: false,
            ..Lead::new(source)
        }
    }

    pub(super) fn push(&mut self, c: char, next: &mut dyn FnMut(char)) {
        match self.state {
            State::Passed => next(c),
            State::Quoted { .. } => self.quoted(c, next),
            State::Undecided if self.held.is_empty() && c.is_whitespace() => self.space.push(c),
            State::Undecided => {
                self.held.push(c);
                self.decide(next);
            }
        }
    }

    pub(super) fn finish(&mut self, next: &mut dyn FnMut(char)) {
        if let State::Quoted { closed: true, .. } = self.state {
            let text = self.held.trim_end();
            let inner = text.chars().count().saturating_sub(2);
            let inner: String = text.chars().skip(1).take(inner).collect();
            self.held = inner.trim().to_string();
        }
        self.pass(next);
    }

    /// Whether an opening fence has just been taken out, so that its closing one must go, too.
    pub(super) fn take_fence(&mut self) -> bool {
        std::mem::take(&mut self.fence_taken)
    }

    fn decide(&mut self, next: &mut dyn FnMut(char)) {
        if self.fences && self.held.starts_with('`') {
            match fence(&self.held) {
                Verdict::Open => {}
                Verdict::No => self.pass(next),
                Verdict::Yes => {
                    self.fences = false;
                    self.fence_taken = true;
                    self.skip();
                }
            }
            return;
        }
        if self.quotes
            && self.held.chars().count() == 1
            && let Some(close) = self.held.chars().next().and_then(closing_quote)
        {
            self.state = State::Quoted {
                close,
                chars: 1,
                closed: false,
            };
            return;
        }
        if !self.notes {
            return self.pass(next);
        }
        match is_lead_note(&self.held, &self.source) {
            Verdict::Open => {}
            Verdict::No => self.pass(next),
            Verdict::Yes => {
                self.notes = false;
                self.skip();
            }
        }
    }

    fn quoted(&mut self, c: char, next: &mut dyn FnMut(char)) {
        let State::Quoted {
            close,
            chars,
            closed,
        } = self.state
        else {
            return;
        };
        self.held.push(c);
        let chars = chars + 1;
        let is_close = c == close || (close == '“' && c == '”');
        if chars > QUOTED_MOST || (closed && !c.is_whitespace()) {
            return self.pass(next);
        }
        self.state = State::Quoted {
            close,
            chars,
            closed: closed || (is_close && chars > 2),
        };
    }

    /// What is held was no target.
    fn skip(&mut self) {
        self.held.clear();
        self.space.clear();
        self.keep_space = false;
    }

    /// What is held is target, and all that follows.
    fn pass(&mut self, next: &mut dyn FnMut(char)) {
        self.state = State::Passed;
        let space = std::mem::take(&mut self.space);
        if self.keep_space {
            space.chars().for_each(&mut *next);
        }
        std::mem::take(&mut self.held).chars().for_each(next);
    }
}

/// Whether this is the line that opens a code fence: backticks, perhaps a language, nothing else.
fn fence(held: &str) -> Verdict {
    let Some(info) = held.strip_prefix("```") else {
        return if "```".starts_with(held) {
            Verdict::Open
        } else {
            Verdict::No
        };
    };
    let line = info.split('\n').next().unwrap_or_default();
    let plain = line
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '+' | '.' | ' ' | '\r'));
    match (plain && line.len() <= 24, info.contains('\n')) {
        (false, _) => Verdict::No,
        (true, true) => Verdict::Yes,
        (true, false) => Verdict::Open,
    }
}

fn closing_quote(open: char) -> Option<char> {
    Some(match open {
        '"' => '"',
        '“' => '”',
        '„' => '“',
        '«' => '»',
        '»' => '«',
        '「' => '」',
        '『' => '』',
        _ => return None,
    })
}
