//! Branches for the tests of what of a conversation goes, written as a letter a message; and what became of them.
#![allow(clippy::unwrap_used)]

use chat::{Asked, ContextRule, ContextSettings, Fate, Message, Plan, Tree};
use wire::Role;

/// A branch: `u` is a question, `a` an answer, `s` instructions, `e` an empty answer. Each message has ten tokens with its
/// envelope (but `e`), and is named by its place.
pub fn branch(shape: &str) -> Tree {
    let mut parent = None;
    let messages = shape.chars().enumerate().map(|(at, kind)| {
        let message = Message {
            id: format!("{kind}{at}"),
            parent: parent.clone(),
            role: match kind {
                'u' => Role::User,
                's' => Role::System,
                _ => Role::Assistant,
            },
            text: if kind == 'e' {
                String::new()
            } else {
                format!("text{at:02}")
            },
            created: at as u64,
            ..Message::default()
        };
        parent = Some(message.id.clone());
        message
    });
    Tree::from_messages(messages.collect())
}

pub fn count(_: &str, text: &str) -> u64 {
    text.chars().count() as u64
}

pub fn settings(rule: ContextRule) -> ContextSettings {
    ContextSettings {
        rule,
        reserve: Some(0),
        ..ContextSettings::default()
    }
}

pub fn asked<'a>(upto: &'a str, settings: &'a ContextSettings, window: u32) -> Asked<'a> {
    Asked {
        upto: Some(upto),
        system: "",
        settings,
        model: "",
        window: Some(window),
        answer: None,
        schema: "",
        next: None,
    }
}

pub fn fates(plan: &Plan) -> String {
    let letter = |fate| match fate {
        Fate::Goes => '+',
        Fate::LeftOut => '-',
        Fate::Dropped => 'd',
        Fate::Summarised => 'z',
        Fate::Silent => '.',
    };
    plan.lines.iter().map(|line| letter(line.fate)).collect()
}
