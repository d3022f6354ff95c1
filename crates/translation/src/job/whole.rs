//! A text that is asked for as one piece and streams, held to what a segment of a job is held to.
//!
//! It is judged when all of it is there. What is only doubtful (a name that stays as it is, a wordy heading that became one
//! word) passes at once: of one text that a person has before their eyes, a false alarm is worse than a miss.

use wire::ChatMessage;

use super::guards::{Languages, check, letters, weight};
use super::outcome::Reason;
use crate::detect;
use crate::inline::unprotected;
use crate::prompt::{TranslateRequest, named, prompt};

/// Whether this may be the translation of the source.
///
/// # Errors
///
/// Why it plainly is none.
pub fn judge_whole(request: &TranslateRequest, target: &str) -> Result<(), Reason> {
    let languages = Languages {
        from: request.from,
        to: request.to,
        letters: letters(request.to, request.instructions),
    };
    let source = unprotected(request.source.trim());
    let fault = match check(languages, &source, &[], target.trim().to_owned()) {
        Err(fault) if fault.perhaps.is_none() => fault.reason,
        _ => return Ok(()),
    };
    let wishes = request.instructions.to_lowercase();
    let excused = match fault {
        // In a language that nobody knows, it may be the wanted one.
        Reason::Echo => request.from.is_none() && detect(request.source).is_none(),
        Reason::Codes => wishes.contains("html") || wishes.contains('<'),
        _ => false,
    };
    if excused { Ok(()) } else { Err(fault) }
}

/// The messages that ask once more, when what came was no translation.
pub fn prompt_again(request: &TranslateRequest, fault: Reason) -> Vec<ChatMessage> {
    let was = match fault {
        Reason::Refused => "An earlier answer declined",
        Reason::Echo => "An earlier answer repeated the text instead of translating it",
        Reason::Length => "An earlier answer was far too short or too long",
        Reason::Script => "An earlier answer was in another script than the target language's",
        Reason::Codes => "An earlier answer had tags or marks in it that the text has not",
        Reason::Empty => "An earlier answer was empty",
        _ => "An earlier answer had something other than the translation in it",
    };
    let to = named(request.to);
    let strict = [
        was,
        ". Answer with the translation of the text into ",
        &to,
        ", all of it, once, and with nothing else.",
    ];
    let instructions = [request.instructions.trim(), "\n", &strict.concat()].concat();
    prompt(&TranslateRequest {
        instructions: instructions.trim(),
        ..*request
    })
}

/// Tells, while an answer streams, when it has become hopeless: then nothing more of it should be paid for.
#[derive(Debug, Clone)]
pub struct Runaway {
    /// More than this is none, whatever it is.
    most: f32,
    so_far: f32,
    /// The end of what came, in characters.
    tail: Vec<char>,
    /// How much came since it was last looked at.
    unseen: usize,
}

impl Runaway {
    /// For the answer to a request with this source.
    pub fn of(source: &str) -> Runaway {
        /// So many times the source is no translation, and so much is free of that.
        const TIMES: f32 = 8.0;
        const FREE: f32 = 1_000.0;
        Runaway {
            most: weight(source) * TIMES + FREE,
            so_far: 0.0,
            tail: Vec::new(),
            unseen: 0,
        }
    }

    /// More of the target arrived; whether to stop here.
    pub fn push(&mut self, text: &str) -> bool {
        /// What comes first may be thoughts that nobody opened; they are taken out when their end comes.
        const THOUGHTS: f32 = 32_000.0;
        /// How much is looked at, and how often.
        const TAIL: usize = 800;
        self.so_far += weight(text);
        self.tail.extend(text.chars());
        self.unseen += text.chars().count();
        if self.tail.len() > 2 * TAIL {
            self.tail.drain(..self.tail.len() - TAIL);
        }
        if self.so_far <= self.most || self.unseen < TAIL {
            return false;
        }
        self.unseen = 0;
        self.so_far > self.most.max(THOUGHTS) || says_one_thing(&self.tail)
    }

    /// What had come was no target.
    pub fn discard(&mut self) {
        self.so_far = 0.0;
        self.tail.clear();
        self.unseen = 0;
    }
}

/// Whether a text is the same few words again and again.
fn says_one_thing(text: &[char]) -> bool {
    const LONGEST: usize = 200;
    (1..=LONGEST.min(text.len() / 4)).any(|step| {
        let again = text.iter().zip(text.iter().skip(step));
        again.clone().count() > 0 && again.into_iter().all(|(one, other)| one == other)
    })
}

#[cfg(test)]
mod tests;
