//! A segment of the translation, said another way.

use crate::inline::{protect, restore};

use super::alternatives::CONTEXT_MOST;
use super::answer::{has_marks, object, text};
use super::question::{Question, cut, cut_front, put};
use super::{AskSettings, SEGMENT_MOST, Unreadable, Wanted, schema};

/// What is to be said another way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestyleRequest<'a> {
    /// The source of the segment; empty where it is not known.
    pub source: &'a str,
    /// The segment's translation as it is.
    pub target: &'a str,
    /// Which way.
    pub way: Way<'a>,
    /// The translation before the segment, as context; only its end is sent.
    pub before: &'a str,
    /// The translation after it; only its beginning is sent.
    pub after: &'a str,
}

/// A way to say something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way<'a> {
    /// In fewer words.
    Shorter,
    /// In words that everybody understands.
    Simpler,
    /// Closer to the source.
    MoreLiteral,
    /// More formal.
    MoreFormal,
    /// As the person says.
    Free(&'a str),
}

/// The longest instruction, in bytes.
const INSTRUCTION_MOST: usize = 2_000;

const RULES: &str = "You are a professional translator who revises a translation.

Rules:
- Say all that the segment says: only the way of saying it changes.
- What the wish does not concern stays as it is.
- The result is in the target language and fits between what stands before and after it.
";

impl RestyleRequest<'_> {
    /// Whether it can be asked: there is a segment, it is not too long, and an instruction says something.
    pub fn fits(&self) -> bool {
        let way = match self.way {
            Way::Free(wish) => !wish.trim().is_empty() && wish.len() <= INSTRUCTION_MOST,
            _ => true,
        };
        way && !self.target.trim().is_empty()
            && self.target.len() <= SEGMENT_MOST
            && self.source.len() <= SEGMENT_MOST
    }
}

/// Asks for it.
pub fn restyle(settings: &AskSettings, request: &RestyleRequest) -> Wanted {
    let target = protect(request.target).text;
    let mut texts = Vec::new();
    if !request.before.trim().is_empty() {
        let before = cut_front(request.before.trim(), CONTEXT_MOST).to_owned();
        texts.push(("before", before));
    }
    if !request.after.trim().is_empty() {
        texts.push(("after", cut(request.after.trim(), CONTEXT_MOST).to_owned()));
    }
    if !request.source.is_empty() {
        texts.push(("source", request.source.to_owned()));
    }
    let task = task(request.way);
    let answer = target.len() * 2;
    texts.push(("target", target));
    put(Question {
        name: "restyle",
        settings,
        rules: RULES,
        task,
        texts,
        schema: schema::object([("text", schema::text("The whole segment, rewritten."))]),
        answer,
    })
}

fn task(way: Way) -> String {
    let wish = match way {
        Way::Shorter => "shorter: in fewer words, with nothing of importance lost",
        Way::Simpler => "simpler: in plain, everyday words and short sentences",
        Way::MoreLiteral => "more literal: as close to the source's wording as the language allows",
        Way::MoreFormal => "more formal: in a register fit for official writing",
        Way::Free(wish) => {
            let wish = cut(wish.trim(), INSTRUCTION_MOST);
            return [
                "Rewrite the translation between the target marks as the person who asks for it wishes: ",
                wish,
                if wish.ends_with(['.', '!', '?', '。']) { "" } else { "." },
            ]
            .concat();
        }
    };
    [
        "Rewrite the translation between the target marks so that it is ",
        wish,
        ".",
    ]
    .concat()
}

/// The segment as rewritten, inline codes restored.
///
/// # Errors
///
/// See [`Unreadable`]; [`Same`](Unreadable::Same) where nothing was changed.
pub fn read_restyle(request: &RestyleRequest, answer: &str) -> Result<String, Unreadable> {
    const KEYS: [&str; 5] = ["text", "segment", "target", "translation", "result"];
    let map = object(answer, &KEYS)?;
    let text = text(&map, &KEYS, SEGMENT_MOST * 2).ok_or(Unreadable::Missing)?;
    let text = restore(&protect(request.target), &text).map_err(|_| Unreadable::Codes)?;
    if has_marks(&text, request.target) {
        return Err(Unreadable::Codes);
    }
    if text
        .split_whitespace()
        .eq(request.target.split_whitespace())
    {
        return Err(Unreadable::Same);
    }
    Ok(text)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn request<'a>(target: &'a str, way: Way<'a>) -> RestyleRequest<'a> {
        RestyleRequest {
            source: "A house.",
            target,
            way,
            before: "",
            after: "",
        }
    }

    #[test]
    fn the_segment_and_the_wish_are_sent() {
        let settings = AskSettings {
            to: "de",
            boundary: "w7",
            ..AskSettings::default()
        };
        let check = |way: Way, expect: &str| {
            let wanted = restyle(&settings, &request("Ein <b>Haus</b>.", way));
            let text = wanted.messages[1].content.to_text();
            assert!(text.contains(expect), "{text}");
            assert!(
                text.contains("⟦target w7⟧\nEin ⟦1⟧Haus⟦/1⟧.\n⟦/target w7⟧\n"),
                "{text}"
            );
            assert_eq!(wanted.name, "restyle");
        };
        check(Way::Shorter, "shorter");
        check(Way::Simpler, "simpler");
        check(Way::MoreLiteral, "more literal");
        check(Way::MoreFormal, "more formal");
        check(Way::Free(" like a pirate "), "wishes: like a pirate.\n");
    }

    #[test]
    fn what_cannot_be_asked() {
        let check =
            |target: &str, way: Way, expect: bool| assert_eq!(request(target, way).fits(), expect);
        check("Ein Haus.", Way::Shorter, true);
        check("Ein Haus.", Way::Free("a"), true);
        check("Ein Haus.", Way::Free(" "), false);
        check("Ein Haus.", Way::Free(&"a".repeat(3_000)), false);
        check(" ", Way::Shorter, false);
        check(&"a".repeat(SEGMENT_MOST + 1), Way::Shorter, false);
    }

    #[test]
    fn answers() {
        let check = |answer: &str, expect: Result<&str, Unreadable>| {
            let found = read_restyle(&request("Ein <b>Haus</b>.", Way::Shorter), answer);
            assert_eq!(found, expect.map(str::to_owned), "{answer}");
        };
        check("{\"text\":\"⟦1⟧Haus⟦/1⟧.\"}", Ok("<b>Haus</b>."));
        check(
            "```\n{\"text\":\" ⟦1⟧Haus⟦/1⟧. \"}\n```",
            Ok("<b>Haus</b>."),
        );
        check(
            "{\"segment\":\"⟦1⟧Bau⟦/1⟧\",\"more\":[1]}",
            Ok("<b>Bau</b>"),
        );
        check("{\"restyle\":{\"text\":\"⟦1⟧Bau⟦/1⟧\"}}", Ok("<b>Bau</b>"));
        check("{\"text\":\"Haus.\"}", Err(Unreadable::Codes));
        check("{\"text\":\"⟦1⟧Haus⟦/1⟧ ⟦7⟧\"}", Err(Unreadable::Codes));
        check("{\"text\":\"Ein  ⟦1⟧Haus⟦/1⟧.\"}", Err(Unreadable::Same));
        check("{\"text\":\"\"}", Err(Unreadable::Missing));
        check("{\"text\":null}", Err(Unreadable::Missing));
        check("{\"type\":\"object\"}", Err(Unreadable::Missing));
        check("Haus.", Err(Unreadable::NoObject));
    }
}
