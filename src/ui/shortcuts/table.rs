//! The table of keyboard shortcuts. What has an action is understood by it (`meant`); what has none is understood where it
//! stands, and listed here so that the sheet tells the truth.
//!
//! None of them is the browser's own (Ctrl or ⌘ with a letter, Alt with ← and →, F-keys), a screen reader's (Insert, Caps Lock,
//! ⌃⌥) or takes a letter from someone who types: those without Ctrl or Alt work only outside of fields, and on a Mac, where ⌥
//! types signs, those with Alt do in a field only as long as it is empty.

use super::keys::{Chord, With};
use crate::state::{Focus, Route};
use crate::ui::parts::keys::composing;
use crate::ui::parts::text::{Words, words};
use leptos::ev::KeyboardEvent;

/// What a shortcut does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Shows the sheet
    Sheet,
    /// Looks for something in the conversations
    Search,
    /// Begins a conversation
    New,
    /// Goes to the composer
    Write,
    /// Opens the conversation above
    Before,
    /// Opens the conversation below
    After,
    /// Edits the last question
    Edit,
    /// Asks anew for the last answer
    Again,
    /// Copies the last answer
    Copy,
    /// Translates the last answer beside itself
    Translate,
    /// Goes to the end of the thread
    Jump,
    /// Opens the prompt library
    Prompts,
}

/// Where a shortcut works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// On every page
    Everywhere,
    /// On the Translate page
    Translate,
    /// On the Chat page
    Chat,
    /// In the chat's composer
    Composer,
    /// In a message that is being edited
    Editing,
}

impl Place {
    /// All of them, as the sheet shows them.
    pub const ALL: [Place; 5] = [
        Place::Everywhere,
        Place::Chat,
        Place::Composer,
        Place::Editing,
        Place::Translate,
    ];

    /// What it is called.
    pub fn words(self) -> Words {
        match self {
            Place::Everywhere => words!(write.in_all),
            Place::Translate => words!(write.in_translate),
            Place::Chat => words!(write.in_chat),
            Place::Composer => words!(write.in_composer),
            Place::Editing => words!(write.in_editor),
        }
    }
}

/// A line of the table.
#[derive(Clone, Copy)]
pub struct Shortcut {
    /// Where it works
    pub place: Place,
    /// The keys; any of these
    pub chords: &'static [Chord],
    /// What it does, in words
    pub words: Words,
    /// What it does, where this table is what understands it
    pub action: Option<Action>,
}

/// Keys, any of which will do.
macro_rules! keys {
    ($($with:ident $key:literal),+) => { &[$(Chord { with: With::$with, key: $key }),+] };
}

/// All of them.
pub fn table() -> Vec<Shortcut> {
    use Place::{Chat, Composer, Editing, Everywhere, Translate};
    let line = |place, chords, words, action| Shortcut {
        place,
        chords,
        words,
        action,
    };
    let acts = |place, chords, words, action| line(place, chords, words, Some(action));
    let told = |place, chords, words| line(place, chords, words, None);
    vec![
        acts(
            Everywhere,
            keys!(Nothing "?", Command "/"),
            words!(write.key_sheet),
            Action::Sheet,
        ),
        acts(
            Everywhere,
            keys!(Command "K"),
            words!(write.key_search),
            Action::Search,
        ),
        told(Everywhere, keys!(Nothing "Escape"), words!(write.key_close)),
        acts(Chat, keys!(AltShift "N"), words!(chat.new), Action::New),
        acts(
            Chat,
            keys!(AltShift "W"),
            words!(write.key_write),
            Action::Write,
        ),
        acts(
            Chat,
            keys!(Alt "ArrowUp"),
            words!(write.key_before),
            Action::Before,
        ),
        acts(
            Chat,
            keys!(Alt "ArrowDown"),
            words!(write.key_after),
            Action::After,
        ),
        acts(
            Chat,
            keys!(AltShift "R"),
            words!(write.key_again),
            Action::Again,
        ),
        acts(
            Chat,
            keys!(AltShift "C"),
            words!(write.key_copy),
            Action::Copy,
        ),
        acts(
            Chat,
            keys!(AltShift "L"),
            words!(write.key_translate),
            Action::Translate,
        ),
        acts(Chat, keys!(AltShift "J"), words!(chat.jump), Action::Jump),
        acts(
            Chat,
            keys!(AltShift "P"),
            words!(write.library),
            Action::Prompts,
        ),
        told(
            Composer,
            keys!(Nothing "Enter", Command "Enter"),
            words!(chat.send),
        ),
        told(Composer, keys!(Shift "Enter"), words!(write.key_line)),
        told(Composer, keys!(Nothing "/"), words!(write.key_slash)),
        told(Composer, keys!(Nothing "@"), words!(write.key_at)),
        acts(
            Composer,
            keys!(Nothing "ArrowUp"),
            words!(write.key_edit),
            Action::Edit,
        ),
        told(Composer, keys!(Nothing "Escape"), words!(write.key_stop)),
        told(
            Editing,
            keys!(Nothing "Enter", Command "Enter"),
            words!(chat.resend),
        ),
        told(Editing, keys!(Nothing "Escape"), words!(write.key_leave)),
        told(Translate, keys!(Command "Enter"), words!(translate.run)),
        told(
            Translate,
            keys!(Nothing "Escape"),
            words!(write.key_stop_translation),
        ),
        told(Translate, keys!(Command "."), words!(write.key_other_words)),
        told(Translate, keys!(Alt "Enter"), words!(write.key_find)),
    ]
}

thread_local! {
    static TABLE: Vec<Shortcut> = table();
}

/// What is meant by a key that was pressed on this page, with the focus there; none where it is someone else's. The focus is
/// looked for only where a shortcut has that key: this is asked with every letter that is typed.
pub fn meant(
    event: &KeyboardEvent,
    route: Route,
    focus: impl FnOnce() -> Option<Focus>,
    in_composer: impl Fn() -> bool,
    mac: bool,
) -> Option<Action> {
    if event.default_prevented() || composing(event) || event.repeat() {
        return None;
    }
    let there = |place: Place| match place {
        Place::Everywhere => true,
        Place::Chat => route == Route::Chat,
        Place::Composer => route == Route::Chat && in_composer(),
        Place::Translate | Place::Editing => false,
    };
    let found = TABLE.with(|table| {
        table.iter().find_map(|shortcut| {
            let action = shortcut.action?;
            let chord = shortcut.chords.iter().find(|chord| chord.is(event))?;
            there(shortcut.place).then_some((shortcut.place, action, chord.with))
        })
    });
    let (place, action, with) = found?;
    let free = match (with, focus()?) {
        // The arrow upwards has something else to do in a text.
        (With::Nothing, Focus::EmptyField) => place == Place::Composer,
        (With::Nothing | With::Shift, focus) => focus == Focus::Elsewhere,
        (With::Alt, Focus::Choice) => false,
        (With::Alt | With::AltShift, Focus::Field) => !mac,
        _ => true,
    };
    free.then_some(action)
}
