//! Thoughts that a model writes into its answer: DeepSeek R1, Qwen and others on local servers begin it with `<think>…</think>`
//! where the server does not take that apart (`reasoning_content`). They are no part of the answer: they are folded away, and do
//! not go back to the model.

/// What thoughts are between.
const NAMES: [&str; 4] = ["think", "thinking", "thought", "reasoning"];

/// The most that is held back before a tag, in bytes: blank lines.
const MOST_HELD: usize = 256;

/// Takes the beginning of an answer apart as it arrives. What looks like such a tag further on is text: somebody may be writing
/// about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Thoughts(State);

#[derive(Clone, Debug, PartialEq, Eq)]
enum State {
    /// Nothing but this has arrived: it may become a tag.
    Start(String),
    /// Between the tags of this name; the end of what arrived may become the closing one.
    Inside(&'static str, String),
    /// Behind them: the answer begins with its first letter.
    Behind,
    /// In the answer.
    Answer,
}

impl Default for State {
    fn default() -> Self {
        State::Start(String::new())
    }
}

/// What arrived, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Apart {
    /// Of the answer.
    pub text: String,
    /// Of the thoughts.
    pub thoughts: String,
}

impl Thoughts {
    /// For an answer that goes on from where it has text already.
    pub fn behind_text() -> Self {
        Thoughts(State::Answer)
    }

    /// Takes what arrived. In time linear in it.
    pub fn push(&mut self, arrived: &str) -> Apart {
        let mut apart = Apart::default();
        let mut rest = arrived.to_owned();
        while !rest.is_empty() {
            let state = std::mem::replace(&mut self.0, State::Answer);
            (self.0, rest) = step(state, rest, &mut apart);
        }
        apart
    }

    /// Nothing more arrives: what was held back is what it looks like.
    pub fn finish(&mut self) -> Apart {
        match std::mem::replace(&mut self.0, State::Answer) {
            State::Start(text) => Apart {
                text,
                ..Apart::default()
            },
            State::Inside(_, thoughts) => Apart {
                thoughts,
                ..Apart::default()
            },
            State::Behind | State::Answer => Apart::default(),
        }
    }
}

/// Thoughts that were only closed: where a server's template has opened them already, the answer begins with thoughts and
/// a line that is nothing but `</think>` ends them (DeepSeek R1 and QwQ on vLLM and llama.cpp). What stands before that line, and
/// behind it. None where it is not so: the line is in a block of code, the tag was opened, or nothing is left as the answer.
pub fn closed_thoughts(text: &str) -> Option<(&str, &str)> {
    let mut in_code = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let word = line.trim();
        if word.starts_with("```") || word.starts_with("~~~") {
            in_code = !in_code;
        }
        if word == "</think>" && !in_code {
            if text[..at].contains("<think>") {
                return None;
            }
            let answer = text[at + line.len()..].trim_start();
            return (!answer.is_empty()).then_some((&text[..at], answer));
        }
        at += line.len();
    }
    None
}

/// The next state, and what is left for it.
fn step(state: State, rest: String, apart: &mut Apart) -> (State, String) {
    match state {
        State::Start(held) => {
            let held = held + &rest;
            let begun = held.trim_start();
            let opened = NAMES
                .into_iter()
                .find_map(|name| Some((name, begun.strip_prefix(&format!("<{name}>"))?)));
            if let Some((name, rest)) = opened {
                return (State::Inside(name, String::new()), rest.to_owned());
            }
            let may_be = NAMES
                .iter()
                .any(|name| format!("<{name}>").starts_with(begun));
            match may_be && held.len() <= MOST_HELD {
                true => (State::Start(held), String::new()),
                false => (State::Answer, held),
            }
        }
        State::Inside(name, held) => {
            let all = held + &rest;
            let close = format!("</{name}>");
            if let Some((thoughts, rest)) = all.split_once(&close) {
                apart.thoughts.push_str(thoughts);
                return (State::Behind, rest.to_owned());
            }
            let kept = held_back(&all, &close);
            apart.thoughts.push_str(&all[..kept]);
            (State::Inside(name, all[kept..].to_owned()), String::new())
        }
        State::Behind => match rest.trim_start() {
            "" => (State::Behind, String::new()),
            text => (State::Answer, text.to_owned()),
        },
        State::Answer => {
            apart.text.push_str(&rest);
            (State::Answer, String::new())
        }
    }
}

/// Where the longest end of `all` begins that `close` begins with; its length where none does.
fn held_back(all: &str, close: &str) -> usize {
    let from = all.len().saturating_sub(close.len());
    (from..all.len())
        .filter(|at| all.is_char_boundary(*at))
        .find(|at| close.starts_with(&all[*at..]))
        .unwrap_or(all.len())
}

#[cfg(test)]
mod tests {
    use super::{Apart, Thoughts, closed_thoughts};
    use proptest::prelude::*;

    #[test]
    fn thoughts_that_are_only_closed() {
        assert_eq!(
            closed_thoughts("Hm.\nWell.\n</think>\n\nHello\n"),
            Some(("Hm.\nWell.\n", "Hello\n"))
        );
        assert_eq!(closed_thoughts("</think>\nHello"), Some(("", "Hello")));
        for none in [
            "",
            "Hello",
            "Hm.\n</think>\n \n",
            "It ends with </think> and\ngoes on",
            "```\n</think>\n```\nis a tag",
            "a\n</reasoning>\nb",
            "Sure:\n<think>\nwell\n</think>\nis how it looks",
        ] {
            assert_eq!(closed_thoughts(none), None, "{none:?}");
        }
    }

    fn apart(pieces: &[&str]) -> (String, String) {
        let mut thoughts = Thoughts::default();
        let mut all = Apart::default();
        let mut add = |apart: Apart| {
            all.text += &apart.text;
            all.thoughts += &apart.thoughts;
        };
        for piece in pieces {
            add(thoughts.push(piece));
        }
        add(thoughts.finish());
        (all.text, all.thoughts)
    }

    #[test]
    fn the_same_at_every_split() {
        for (whole, text, thoughts) in [
            ("", "", ""),
            ("Hello", "Hello", ""),
            ("<think>Hm.\n</think>\n\nHello", "Hello", "Hm.\n"),
            ("\n<think></think>Hello", "Hello", ""),
            (
                "<thinking>a < b </think></thinking> c",
                "c",
                "a < b </think>",
            ),
            ("<reasoning>é</reasoning>ü", "ü", "é"),
            // It was cut off.
            ("<think>Hm", "", "Hm"),
            ("<think>Hm</thi", "", "Hm</thi"),
            ("<thi", "<thi", ""),
            // Nothing of the kind.
            ("<b>x</b>", "<b>x</b>", ""),
            ("  indented", "  indented", ""),
            (
                "The tag <think>x</think> is…",
                "The tag <think>x</think> is…",
                "",
            ),
            (
                "<think>x</think>y<think>z</think>",
                "y<think>z</think>",
                "x",
            ),
        ] {
            let want = (text.to_owned(), thoughts.to_owned());
            assert_eq!(apart(&[whole]), want, "{whole:?}");
            for (at, _) in whole.char_indices() {
                let (a, b) = whole.split_at(at);
                assert_eq!(apart(&[a, b]), want, "{a:?} {b:?}");
            }
            let letters: Vec<String> = whole.chars().map(String::from).collect();
            let letters: Vec<&str> = letters.iter().map(String::as_str).collect();
            assert_eq!(apart(&letters), want, "{whole:?}, letter by letter");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost(pieces in prop::collection::vec("(<think>|</think>|<|think|>|/|[a-c é]){0,4}", 0..12)) {
            let whole: String = pieces.concat();
            let pieces: Vec<&str> = pieces.iter().map(String::as_str).collect();
            let (text, thoughts) = apart(&pieces);
            prop_assert_eq!(&(text.clone(), thoughts.clone()), &apart(&[&whole]));
            let letters = |text: &str| text.chars().filter(|c| "abcé".contains(*c)).collect::<String>();
            prop_assert_eq!(letters(&thoughts) + &letters(&text), letters(&whole));
        }
    }
}
