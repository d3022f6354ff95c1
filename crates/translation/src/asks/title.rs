//! A title for a conversation, of its first question and answer.

use super::answer::{object, text};
use super::question::{Question, cut, put};
use super::{AskSettings, Unreadable, Wanted, schema};

/// So much of the question and of the answer is sent, in bytes: a title needs no more.
const QUESTION_MOST: usize = 1_500;
const ANSWER_MOST: usize = 1_000;
/// More of a title is not read, in characters.
const TITLE_MOST: usize = 400;

const RULES: &str = "You name conversations for the list that they are found in.

Rules:
- Two to six words, at most 60 characters, that say what this conversation is about. Names, numbers and terms that it will be looked for by come first.
- In the language that the question is written in, whatever language the answer is in.
- No quotation marks, no full stop, no Markdown, no emoji, no word such as \u{201c}conversation\u{201d} or \u{201c}question\u{201d}.
";

/// Asks for a title. Of the settings only the mark is used: what language it is in, the question says.
pub fn title(boundary: &str, question: &str, answer: &str) -> Wanted {
    let settings = AskSettings {
        boundary,
        ..AskSettings::default()
    };
    let answer = cut(answer.trim(), ANSWER_MOST);
    let mut texts = vec![("question", cut(question.trim(), QUESTION_MOST).to_owned())];
    if !answer.is_empty() {
        texts.push(("answer", answer.to_owned()));
    }
    put(Question {
        name: "title",
        settings: &settings,
        rules: RULES,
        task: "Write the title of the conversation between the marks, in the language of its question.".to_owned(),
        texts,
        schema: schema::object([("title", schema::text("The title."))]),
        answer: 240,
    })
}

/// The title of an answer, as the model wrote it. One that wrote no JSON but a single line has written a title.
///
/// # Errors
///
/// Where there is none: see [`Unreadable`].
pub fn read_title(answer: &str) -> Result<String, Unreadable> {
    match object(answer, &["title"]) {
        Ok(map) => text(&map, &["title"], TITLE_MOST).ok_or(Unreadable::Missing),
        Err(Unreadable::NoObject) => {
            let mut lines = answer.lines().filter(|line| !line.trim().is_empty());
            match (lines.next(), lines.next()) {
                (Some(line), None) if line.len() <= TITLE_MOST => Ok(line.trim().to_owned()),
                _ => Err(Unreadable::NoObject),
            }
        }
        Err(other) => Err(other),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_little_of_both_is_sent() {
        let wanted = title("w", &"ä".repeat(9_000), &"ö".repeat(9_000));
        let sent: usize = wanted
            .messages
            .iter()
            .map(|message| serde_json::to_string(message).unwrap_or_default().len())
            .sum();
        assert!(sent < 5_500, "{sent}");
        let text = serde_json::to_string(&wanted.messages).unwrap();
        assert!(text.contains("⟦question w⟧") && text.contains("⟦answer w⟧"));
        assert!(!text.contains("Target language"));
        assert!(
            !serde_json::to_string(&title("w", "a", " ").messages)
                .unwrap()
                .contains("⟦answer")
        );
    }

    #[test]
    fn answers() {
        let check = |answer: &str, expect: Result<&str, Unreadable>| {
            assert_eq!(
                read_title(answer).as_deref(),
                expect.as_deref(),
                "{answer:?}"
            );
        };
        check(r#"{"title": "Rivers"}"#, Ok("Rivers"));
        check("```json\n{\"title\": \"Rivers\"}\n```", Ok("Rivers"));
        check("Rivers and seas\n", Ok("Rivers and seas"));
        check("", Err(Unreadable::NoObject));
        check("Sure.\nHere is one:\nRivers", Err(Unreadable::NoObject));
        check(r#"{"title": ""}"#, Err(Unreadable::Missing));
        check(r#"{"name": "x"}"#, Err(Unreadable::Missing));
    }
}
