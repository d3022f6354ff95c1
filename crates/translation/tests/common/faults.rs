//! What goes wrong with answers, each as one change of a good one.

use translation::AskEnd;

use super::model::{Form, Line, Question, cipher};
use super::world::Said;

/// One kind of fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    Missing,
    Empty,
    Merged,
    MergedTwice,
    Shifted,
    LeftOut,
    Renumbered,
    TwoOfOne,
    Echo,
    EchoOther,
    Swapped,
    Envelope,
    FormInside,
    WrongScript,
    LostCode,
    InventedCode,
    CodeTwice,
    NoteBefore,
    NoteAfter,
    ThoughtsInside,
    Rambles,
    TooShort,
    LineRefused,
    RefusesLine,
    Filtered,
    Prose,
    ProseRefusal,
    Cut,
    EndsEarly,
    BareQuotes,
    Glossary,
    Silent,
}

pub const ALL: [Fault; 32] = [
    Fault::Missing,
    Fault::Empty,
    Fault::Merged,
    Fault::MergedTwice,
    Fault::Shifted,
    Fault::LeftOut,
    Fault::Renumbered,
    Fault::TwoOfOne,
    Fault::Echo,
    Fault::EchoOther,
    Fault::Swapped,
    Fault::Envelope,
    Fault::FormInside,
    Fault::WrongScript,
    Fault::LostCode,
    Fault::InventedCode,
    Fault::CodeTwice,
    Fault::NoteBefore,
    Fault::NoteAfter,
    Fault::ThoughtsInside,
    Fault::Rambles,
    Fault::TooShort,
    Fault::LineRefused,
    Fault::RefusesLine,
    Fault::Filtered,
    Fault::Prose,
    Fault::ProseRefusal,
    Fault::Cut,
    Fault::EndsEarly,
    Fault::BareQuotes,
    Fault::Glossary,
    Fault::Silent,
];

const SORRY: &str = "I'm sorry, but I can't help with that.";

impl Fault {
    /// An answer with this fault at the line `at`.
    pub fn answer(self, question: &Question, at: usize) -> Said {
        let mut lines = question.lines();
        let at = at.min(lines.len() - 1);
        self.change(question, at, &mut lines);
        let written = question.write(&lines);
        // In the middle of the line.
        let begin: String = lines[at]
            .1
            .iter()
            .flat_map(|text| text.chars().take(12))
            .collect();
        let middle = written.find(&begin).map_or(0, |found| found + begin.len());
        let half = written[..middle].to_owned();
        match self {
            Fault::Envelope if question.form != Form::Alone => {
                (envelope(question), AskEnd::Complete)
            }
            Fault::RefusesLine | Fault::Silent => (String::new(), AskEnd::Refused),
            Fault::Filtered => (half, AskEnd::Refused),
            Fault::Prose if question.form != Form::Alone => (
                "Sure! In short, they say that it rained.".into(),
                AskEnd::Complete,
            ),
            Fault::ProseRefusal => (SORRY.into(), AskEnd::Complete),
            Fault::Cut => (half, AskEnd::Truncated),
            Fault::EndsEarly if question.form != Form::Alone => (half, AskEnd::Complete),
            Fault::BareQuotes if question.form == Form::Json => {
                let text = lines[at].1.clone().unwrap();
                let quoted = text.replacen(' ', " \" ", 1);
                let (good, bad) = (serde_json::json!(text).to_string(), format!("\"{quoted}\""));
                (written.replacen(&good, &bad, 1), AskEnd::Complete)
            }
            _ => (written, AskEnd::Complete),
        }
    }

    fn change(self, question: &Question, at: usize, lines: &mut Vec<Line>) {
        let source = &question.segments[at].1;
        let good = |place: usize| cipher(&question.segments[place].1, &question.terms);
        let next = (at + 1 < lines.len()).then_some(at + 1);
        let both = next.map(|next| format!("{} {}", good(at), good(next)));
        let single = lines.len() == 1;
        let mut set = |text: String| lines[at].1 = Some(text);
        match (self, next) {
            (Fault::Missing, _) => lines[at].1 = None,
            (Fault::Empty | Fault::Prose | Fault::Envelope | Fault::EndsEarly, _) if single => {
                set(String::new())
            }
            (Fault::Empty, _) => set(String::new()),
            (Fault::Merged | Fault::MergedTwice | Fault::Shifted, Some(next)) => {
                set(both.clone().unwrap());
                match self {
                    Fault::Merged => lines[next].1 = Some(String::new()),
                    Fault::MergedTwice => lines[next].1 = both,
                    _ => (next..lines.len() - 1)
                        .for_each(|place| lines[place].1 = Some(good(place + 1))),
                }
            }
            (Fault::LeftOut, Some(_)) => {
                (at..lines.len() - 1).for_each(|place| lines[place].1 = Some(good(place + 1)));
                lines.pop();
            }
            (Fault::Merged | Fault::MergedTwice | Fault::Shifted | Fault::LeftOut, None) => {
                set(String::new())
            }
            (Fault::Renumbered, _) => {
                let from = usize::from(lines[0].0.parse() != Ok(1));
                for (place, line) in lines.iter_mut().enumerate() {
                    line.0 = (place + from).to_string();
                }
            }
            (Fault::TwoOfOne, _) => {
                let line = (lines[at].0.clone(), Some(good(at) + " olsz"));
                lines.insert(at + 1, line);
            }
            (Fault::Echo, _) => set(source.clone()),
            (Fault::EchoOther, Some(next)) => set(question.segments[next].1.clone()),
            (Fault::Swapped, Some(next)) => {
                set(good(next));
                lines[next].1 = Some(good(at));
            }
            (Fault::EchoOther | Fault::Swapped, None) => set(source.clone()),
            (Fault::FormInside, _) => set("{\"type\":\"string\"}".into()),
            (Fault::WrongScript, _) => {
                set("Совсем другие буквы стоят в этом ответе на вопрос.".into())
            }
            (Fault::LostCode, _) => set(good(at).replacen("⟦1⟧", "", 1)),
            (Fault::InventedCode, _) => set(good(at).replacen("⟦1⟧", "⟦1⟧⟦9⟧", 1)),
            (Fault::CodeTwice, _) => set(good(at).replacen("⟦1⟧", "⟦1⟧⟦1⟧", 1)),
            (Fault::NoteBefore, _) => set(format!("Here is the translation:\n{}", good(at))),
            (Fault::NoteAfter, _) => set(format!("{} (Note: rather formal)", good(at))),
            (Fault::ThoughtsInside, _) => {
                set(format!("<think>Hm, what is this?</think>{}", good(at)))
            }
            (Fault::Rambles, _) => set(good(at).repeat(9)),
            (Fault::TooShort, _) => set("Ol.".into()),
            (Fault::LineRefused, _) => set(SORRY.into()),
            (Fault::Glossary, _) => set(cipher(source, &[])),
            _ => {}
        }
    }
}

/// The question instead of an answer.
fn envelope(question: &Question) -> String {
    let properties = question.segments.iter().map(|(key, _)| {
        (
            key.clone(),
            serde_json::json!({"type": "string", "description": "Segment in German"}),
        )
    });
    let properties: serde_json::Map<String, serde_json::Value> = properties.collect();
    match question.form {
        Form::Json => serde_json::json!({"type": "object", "properties": properties}).to_string(),
        _ => question.write(
            &question
                .segments
                .iter()
                .map(|(k, s)| (k.clone(), Some(s.clone())))
                .collect::<Vec<_>>(),
        ),
    }
}
