//! What goes wrong in batches of segments: one slip for each guard that a translator needs.
//!
//! Most happen in batches of more than [`FEW`] segments only, so that asking again for the failed ones mends them;
//! a source with the word `unmendable` goes wrong however it is asked for.

use crate::alphabets::alphabet;
use crate::memory::hash;
use crate::pseudo::pseudo;
use crate::said::Line;

mod rolls;

/// What goes wrong; the table in `faults.rs` says what each is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Slip {
    MissingId,
    EmptyValue,
    Merged,
    MergedTwice,
    Shifted,
    Renumbered,
    Echo,
    EchoOther,
    SchemaEcho,
    WrongScript,
    LostCode,
    InventedCode,
    NotesInside,
    Rambles,
    RunsAway,
    Markup,
    LineRefusal,
    RefusesLine,
    RefusesCall,
    Glossary,
    CutJson,
    NotJson,
    Faulty,
}

/// What goes wrong with an answer as a whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Twist {
    None,
    /// Ends early, with this finish reason.
    Cut(&'static str),
    /// Prose instead of what was asked for.
    Prose,
    /// The question instead of an answer.
    Envelope,
    /// A refusal instead of an answer.
    Refused,
}

pub(crate) const REFUSAL: &str = "I'm sorry, but I can't help with that.";

/// Batches of so many segments go well.
const FEW: usize = 2;

/// Whether this source goes wrong however it is asked for.
pub(crate) fn stays(source: &str) -> bool {
    source.contains("unmendable")
}

fn forbidden(source: &str) -> bool {
    source.contains("forbidden")
}

/// Spoils a good answer; `attempts` says of each line how often it was asked for before.
pub(crate) fn spoil(slip: Slip, to: &str, attempts: &[u32], lines: &mut [Line]) -> Twist {
    if slip == Slip::Faulty {
        return rolls::spoil(to, attempts, lines);
    }
    let many = lines.len() > FEW;
    let twist = match slip {
        Slip::LineRefusal => Twist::None,
        Slip::RefusesLine if lines.iter().any(|line| forbidden(&line.source)) => Twist::Refused,
        Slip::Glossary | Slip::RefusesLine => return Twist::None,
        _ if many => apply(slip, victim(slip, lines), to, lines),
        _ if lines.iter().any(|line| stays(&line.source)) => of_the_whole(slip),
        _ => Twist::None,
    };
    for line in lines.iter_mut() {
        let refused = slip == Slip::LineRefusal && forbidden(&line.source);
        if refused || stays(&line.source) {
            line.target = spoilt(slip, line, to);
        }
    }
    twist
}

/// The line that a slip happens to: in the middle; where codes are lost, the first that has some.
fn victim(slip: Slip, lines: &[Line]) -> usize {
    let coded = |line: &Line| {
        line.target
            .as_deref()
            .is_some_and(|t| first_code(t).is_some())
    };
    match slip {
        Slip::LostCode => lines.iter().position(coded).unwrap_or(lines.len() / 2),
        _ => lines.len() / 2,
    }
}

/// Lets `slip` happen to the line at `at`.
fn apply(slip: Slip, at: usize, to: &str, lines: &mut [Line]) -> Twist {
    let text = |lines: &[Line], at: usize| lines[at].target.clone().unwrap_or_default();
    let next = (at + 1 < lines.len()).then_some(at + 1);
    match (slip, next) {
        (Slip::Merged | Slip::MergedTwice | Slip::Shifted, Some(next)) => {
            let both = format!("{} {}", text(lines, at), text(lines, next));
            lines[at].target = Some(both.clone());
            match slip {
                Slip::Merged => lines[next].target = Some(String::new()),
                Slip::MergedTwice => lines[next].target = Some(both),
                _ => {
                    for index in next..lines.len() - 1 {
                        lines[index].target = lines[index + 1].target.clone();
                    }
                }
            }
        }
        (Slip::EchoOther, Some(next)) => lines[at].target = Some(lines[next].source.clone()),
        (Slip::Renumbered, _) => renumber(lines),
        (Slip::RefusesCall | Slip::CutJson | Slip::NotJson | Slip::RefusesLine, _) => {
            return of_the_whole(slip);
        }
        (Slip::SchemaEcho, _) => return Twist::Envelope,
        _ => lines[at].target = spoilt(slip, &lines[at], to),
    }
    Twist::None
}

fn of_the_whole(slip: Slip) -> Twist {
    match slip {
        Slip::RefusesCall => Twist::Cut("content_filter"),
        Slip::CutJson => Twist::Cut("length"),
        Slip::NotJson => Twist::Prose,
        Slip::RefusesLine => Twist::Refused,
        _ => Twist::None,
    }
}

fn renumber(lines: &mut [Line]) {
    let from = usize::from(lines.first().is_some_and(|line| line.key.parse() != Ok(1)));
    for (at, line) in lines.iter_mut().enumerate() {
        let width = line.key.len();
        line.key = format!("{:0width$}", at + from);
    }
}

/// What a slip makes of one answer by itself.
fn spoilt(slip: Slip, line: &Line, to: &str) -> Option<String> {
    let good = line.target.clone().unwrap_or_default();
    Some(match slip {
        Slip::MissingId => return None,
        Slip::Echo | Slip::EchoOther => line.source.clone(),
        Slip::SchemaEcho => format!(
            "{{\"type\":\"string\",\"description\":\"Segment {} in {to}\"}}",
            line.key
        ),
        Slip::WrongScript => {
            let other = if alphabet(to).is_some() { "de" } else { "ru" };
            pseudo(&line.source, other, &[])
        }
        Slip::LostCode => match first_code(&good) {
            Some((start, end)) => format!("{}{}", &good[..start], &good[end..]),
            None => good,
        },
        Slip::InventedCode => format!("{good}⟦97⟧"),
        Slip::NotesInside => format!("Here is the translation: {good}"),
        Slip::Rambles => format!("{good} ")
            .repeat(6 + 150 / (good.len() + 1))
            .trim_end()
            .to_owned(),
        Slip::RunsAway => format!("{good} ").repeat(60_000 / (good.len() + 1)),
        Slip::Markup => format!("<img src=x onerror=\"window.hurt=1\"><b>{good}</b>"),
        Slip::LineRefusal => REFUSAL.to_owned(),
        Slip::Glossary | Slip::Faulty => pseudo(&line.source, to, &[]),
        _ => String::new(),
    })
}

/// The bytes of the first inline code: `⟦1⟧` or `⟦/1⟧`, in whatever brackets.
fn first_code(text: &str) -> Option<(usize, usize)> {
    const BRACKETS: [(char, char); 7] = [
        ('⟦', '⟧'),
        ('⟪', '⟫'),
        ('⦃', '⦄'),
        ('⟬', '⟭'),
        ('⦗', '⦘'),
        ('〚', '〛'),
        ('⦅', '⦆'),
    ];
    BRACKETS.iter().find_map(|(open, close)| {
        text.match_indices(*open).find_map(|(start, _)| {
            let inner = &text[start + open.len_utf8()..];
            let length = inner.find(*close)?;
            let number = inner[..length]
                .strip_prefix('/')
                .unwrap_or(&inner[..length]);
            let coded = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
            let end = start + open.len_utf8() + length + close.len_utf8();
            coded.then_some((start, end))
        })
    })
}
