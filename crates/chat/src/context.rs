//! What of a conversation is going to be sent, message by message, and why what is left out is left out.
//!
//! [`plan`] is the one that decides. What it decided is a [`Selection`], which is kept with the answer, so that what was
//! sent can be told afterwards. Tokens are counted by whoever asks: they know how, and remember.

mod bound;
mod prefix;
mod selection;
mod settings;
mod summarise;
mod windows;

pub use bound::{ANSWER_BOUND, answer_bound, bound_sent};
pub use prefix::{Broken, BrokenAt, broken_by_edit, broken_prefix};
pub use selection::Selection;
pub(crate) use selection::{Part, parts};
pub use settings::{ContextRule, ContextSettings, Summary, default_reserve};
pub use summarise::{ToSummarise, summary_messages, to_summarise};
pub use windows::known_window;

use crate::attach::attachment_tokens;
use crate::record::Message;
use crate::tree::Tree;
use std::collections::BTreeSet;
use wire::Role;

/// Role and marks around a message, in tokens.
pub const ENVELOPE: u64 = 4;

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The last message of the branch that goes; none at the start of a conversation.
    pub upto: Option<&'a str>,
    /// The system prompt.
    pub system: &'a str,
    /// The rule and what belongs to it.
    pub settings: &'a ContextSettings,
    /// The model that is asked: an image counts differently for each.
    pub model: &'a str,
    /// The model's context window in tokens, where it is known.
    pub window: Option<u32>,
    /// The longest answer that the request asks for, in tokens; none where it names none. Endpoints refuse what leaves no room
    /// for it in the window, however short the answer would be.
    pub answer: Option<u32>,
    /// The schema that the answer has to follow; empty for none. Endpoints count it as what is said.
    pub schema: &'a str,
    /// The tokens of a question that is not in the tree yet and follows. Without one, the last question of the branch is the
    /// one that is asked.
    pub next: Option<u64>,
}

/// What goes, what does not, and what it comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// All there is of the branch, in the order it is sent.
    pub lines: Vec<Line>,
    /// What of it is chosen.
    pub selection: Selection,
    /// Tokens of all that goes.
    pub tokens: u64,
    /// Tokens kept free for the answer.
    pub reserve: u64,
    /// The model's window, where it is known.
    pub window: Option<u64>,
    /// The question that is asked is in the tree, and not one that follows.
    pub asks_in_tree: bool,
}

/// One message, as far as it concerns what is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Which.
    pub of: LineOf,
    /// Who says it.
    pub role: Role,
    /// Its tokens with its envelope, whether it goes or not.
    pub tokens: u64,
    /// How many of them are its attachments'.
    pub attached: u64,
    /// How many of these are its images'.
    pub images: u64,
    /// Whether it goes, and why not.
    pub fate: Fate,
}

/// What a line is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineOf {
    /// The system prompt.
    System,
    /// The summary that stands for what came before.
    Summary,
    /// The schema that the answer has to follow.
    Schema,
    /// A message of the tree.
    Message(String),
    /// The question that follows.
    Next,
}

/// Why what goes has no room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// The next message alone is longer than the window.
    Next,
    /// All of it together is.
    Together,
    /// It has room, and the answer has not as much as is kept for it.
    Reserve,
}

/// Whether a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It goes.
    Goes,
    /// The person left it out.
    LeftOut,
    /// It is of the oldest, which would not fit.
    Dropped,
    /// The summary stands for it.
    Summarised,
    /// It says nothing: an answer that failed before anything came.
    Silent,
}

impl Plan {
    /// Whether all that goes, and the answer, have room in the window, as far as that is known.
    pub fn fits(&self) -> bool {
        self.over().is_none()
    }

    /// Why it has no room; none where it has.
    pub fn over(&self) -> Option<Over> {
        let window = self.window?;
        if self.tokens.saturating_add(self.reserve) <= window {
            return None;
        }
        let next = self.lines.iter().find(|line| line.of == LineOf::Next);
        Some(match self.tokens <= window {
            true => Over::Reserve,
            false if next.is_some_and(|next| next.tokens > window) => Over::Next,
            false => Over::Together,
        })
    }

    /// How many messages do not go because they would not fit.
    pub fn dropped(&self) -> usize {
        let dropped = self.lines.iter().filter(|line| line.fate == Fate::Dropped);
        dropped.count()
    }

    /// The last message of those that do not go because they would not fit; with it ends what is dropped, the empty and the
    /// left out among it too. None where all fits.
    pub fn dropped_upto(&self) -> Option<&str> {
        if self.dropped() == 0 {
            return None;
        }
        let mut last = None;
        for line in &self.lines {
            let LineOf::Message(id) = &line.of else {
                continue;
            };
            if self.selection.from.as_ref() == Some(id) {
                break;
            }
            last = Some(id.as_str());
        }
        last
    }

    /// Tokens of the attachments that go.
    pub fn attached(&self) -> u64 {
        let goes = self.lines.iter().filter(|line| line.fate == Fate::Goes);
        goes.fold(0, |sum, line| sum.saturating_add(line.attached))
    }

    /// Tokens of the images that go.
    pub fn images(&self) -> u64 {
        let goes = self.lines.iter().filter(|line| line.fate == Fate::Goes);
        goes.fold(0, |sum, line| sum.saturating_add(line.images))
    }
}

/// Tokens of a message's text: given its id (empty where it has none) and the text.
pub type Count<'a> = dyn FnMut(&str, &str) -> u64 + 'a;

/// Decides what goes. The system prompt always does, and so does the last question. What does not fit is dropped in whole
/// exchanges, a question with its answers, from the oldest on. In time linear in the branch.
pub fn plan(tree: &Tree, asked: Asked<'_>, count: &mut Count<'_>) -> Plan {
    let path = asked
        .upto
        .map(|upto| tree.path_to(upto))
        .unwrap_or_default();
    let protected = match asked.next {
        Some(_) => path.len(),
        None => last_question(&path).unwrap_or(path.len()),
    };
    let summary = asked.settings.summary_before(&path, protected);
    let mut lines = Vec::with_capacity(path.len() + 3);
    for (at, message) in path.iter().enumerate() {
        lines.push(line_of(message, at == protected, asked.model, count));
        if let Some((_, upto)) = summary
            && at <= upto
            && lines[at].fate == Fate::Goes
            && message.role != Role::System
        {
            lines[at].fate = Fate::Summarised;
        }
    }
    let mut around = Vec::new();
    if !asked.system.trim().is_empty() {
        around.push(own(LineOf::System, Role::System, count("", asked.system)));
    }
    if let Some((summary, _)) = summary {
        around.push(own(LineOf::Summary, Role::System, count("", &summary.text)));
    }
    if !asked.schema.is_empty() {
        // It stands in no message.
        around.push(Line {
            tokens: count("", asked.schema),
            ..own(LineOf::Schema, Role::System, 0)
        });
    }
    let before = around.len();
    if let Some(next) = asked.next.filter(|next| *next > 0) {
        around.push(own(LineOf::Next, Role::User, next));
    }
    let reserve = asked.settings.reserve_for(asked.answer, asked.window);
    let window = asked.window.map(u64::from);
    let budget = window.map(|window| window.saturating_sub(reserve));
    let fixed = goes(&around);
    let mut cut = summary.map_or(0, |(_, upto)| upto + 1);
    let mut tokens = fixed + goes(&lines);
    if asked.settings.rule != ContextRule::All {
        while let Some(budget) = budget
            && tokens > u128::from(budget)
            && cut < protected
        {
            let end = exchange_end(&path, cut, protected);
            for (line, message) in lines[cut..end].iter_mut().zip(&path[cut..end]) {
                if line.fate == Fate::Goes && message.role != Role::System {
                    line.fate = Fate::Dropped;
                    tokens -= u128::from(line.tokens);
                }
            }
            cut = end;
        }
    }
    let left_out: BTreeSet<String> = lines
        .iter()
        .zip(&path)
        .filter(|(line, _)| line.fate == Fate::LeftOut)
        .map(|(_, message)| message.id.clone())
        .collect();
    let selection = Selection {
        left_out,
        from: (cut > 0).then(|| {
            path.get(cut)
                .map(|first| first.id.clone())
                .unwrap_or_default()
        }),
        summary: summary
            .map(|(summary, _)| summary.text.clone())
            .unwrap_or_default(),
    };
    let next = around.split_off(before);
    around.extend(lines);
    around.extend(next);
    Plan {
        lines: around,
        selection,
        tokens: u64::try_from(tokens).unwrap_or(u64::MAX),
        reserve,
        window,
        asks_in_tree: asked.next.is_none(),
    }
}

/// The last question of a branch.
fn last_question(path: &[&Message]) -> Option<usize> {
    path.iter().rposition(|message| message.role == Role::User)
}

fn line_of(message: &Message, is_asked: bool, model: &str, count: &mut Count<'_>) -> Line {
    let (attached, images) = attachment_tokens(message, model);
    let silent = selection::is_silent(message);
    let fate = match (silent, message.left_out && !is_asked) {
        (true, _) => Fate::Silent,
        (false, true) => Fate::LeftOut,
        (false, false) => Fate::Goes,
    };
    let tokens = match silent {
        true => 0,
        false => ENVELOPE
            .saturating_add(count(&message.id, &message.text))
            .saturating_add(attached),
    };
    Line {
        of: LineOf::Message(message.id.clone()),
        role: message.role,
        tokens,
        attached,
        images,
        fate,
    }
}

fn own(of: LineOf, role: Role, tokens: u64) -> Line {
    Line {
        of,
        role,
        tokens: tokens.saturating_add(ENVELOPE),
        attached: 0,
        images: 0,
        fate: Fate::Goes,
    }
}

/// Wider than any of them: of what is too much, parts are taken away again.
fn goes(lines: &[Line]) -> u128 {
    let goes = lines.iter().filter(|line| line.fate == Fate::Goes);
    goes.map(|line| u128::from(line.tokens)).sum()
}

/// Where the exchange that begins here ends: at the next question.
fn exchange_end(path: &[&Message], start: usize, protected: usize) -> usize {
    let next = (start + 1..protected).find(|at| path[*at].role == Role::User);
    next.unwrap_or(protected)
}
