//! Keys as they are pressed, and as they are called.

use leptos::ev::KeyboardEvent;

/// What is held down beside a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum With {
    /// Nothing.
    Nothing,
    /// Shift.
    Shift,
    /// Ctrl, on a Mac ⌘.
    Command,
    /// Alt, on a Mac ⌥.
    Alt,
    /// Alt and Shift.
    AltShift,
}

/// Keys that are pressed together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chord {
    /// What is held down
    pub with: With,
    /// The key: what it says (`Enter`, `?`), or a letter
    pub key: &'static str,
}

impl Chord {
    /// Are these the keys of the event?
    pub fn is(self, event: &KeyboardEvent) -> bool {
        let letter = self.key.len() == 1 && self.key.as_bytes()[0].is_ascii_uppercase();
        let (shift, alt) = (event.shift_key(), event.alt_key());
        let command = event.ctrl_key() || event.meta_key();
        let held = match self.with {
            // A sign may need Shift on this keyboard, or not.
            With::Nothing if !letter && self.key.len() == 1 => !alt && !command,
            With::Command if !letter && self.key.len() == 1 => !alt && command,
            With::Nothing => !shift && !alt && !command,
            With::Shift => shift && !alt && !command,
            With::Command => !shift && !alt && command,
            With::Alt => !shift && alt && !command,
            With::AltShift => shift && alt && !command,
        };
        // With Alt a Mac's letters are other signs: there the place of the key counts.
        let same = match letter {
            true => {
                event.key().eq_ignore_ascii_case(self.key)
                    || event.code().strip_prefix("Key") == Some(self.key)
            }
            false => event.key() == self.key,
        };
        held && same
    }

    /// The names of its keys, in the order in which they are pressed.
    pub fn names(self, mac: bool) -> Vec<&'static str> {
        let mut names: Vec<&'static str> = match (self.with, mac) {
            (With::Nothing, _) => Vec::new(),
            (With::Shift, true) => vec!["⇧"],
            (With::Shift, false) => vec!["Shift"],
            (With::Command, true) => vec!["⌘"],
            (With::Command, false) => vec!["Ctrl"],
            (With::Alt, true) => vec!["⌥"],
            (With::Alt, false) => vec!["Alt"],
            (With::AltShift, true) => vec!["⌥", "⇧"],
            (With::AltShift, false) => vec!["Alt", "Shift"],
        };
        names.push(match self.key {
            "ArrowUp" => "↑",
            "ArrowDown" => "↓",
            "Escape" => "Esc",
            "Enter" => "Enter",
            key => key,
        });
        names
    }
}
