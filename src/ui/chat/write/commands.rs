//! The commands behind `/`.

use crate::i18n::Locale;
use crate::state::{App, page};
use crate::ui::parts::announce::Announcer;
use crate::ui::parts::text::{Words, words};
use leptos::prelude::*;
use wire::Role;

/// A command that is built in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Begins a conversation
    New,
    /// Translates the last answer beside itself
    Translate,
    /// Asks anew for the last answer
    Again,
    /// Edits the last question
    Edit,
    /// Copies the last answer
    Copy,
    /// Opens the instructions
    System,
    /// Goes to the choice of the model
    Model,
    /// Chooses models to compare
    Compare,
    /// Puts an earlier conversation in
    Conversation,
    /// Puts a text file in
    File,
    /// Opens the prompt library
    Prompts,
    /// Opens the sheet of shortcuts
    Shortcuts,
}

impl Command {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Command; 12] = [
        Command::New,
        Command::Translate,
        Command::Again,
        Command::Edit,
        Command::Copy,
        Command::System,
        Command::Model,
        Command::Compare,
        Command::Conversation,
        Command::File,
        Command::Prompts,
        Command::Shortcuts,
    ];

    /// What is typed: the same in every language.
    pub fn name(self) -> &'static str {
        match self {
            Command::New => "new",
            Command::Translate => "translate",
            Command::Again => "regenerate",
            Command::Edit => "edit",
            Command::Copy => "copy",
            Command::System => "system",
            Command::Model => "model",
            Command::Compare => "compare",
            Command::Conversation => "conversation",
            Command::File => "file",
            Command::Prompts => "prompts",
            Command::Shortcuts => "shortcuts",
        }
    }

    /// What it does.
    pub fn words(self) -> Words {
        match self {
            Command::New => words!(chat.new),
            Command::Translate => words!(write.key_translate),
            Command::Again => words!(write.key_again),
            Command::Edit => words!(write.key_edit),
            Command::Copy => words!(write.key_copy),
            Command::System => words!(write.cmd_system),
            Command::Model => words!(write.cmd_model),
            Command::Compare => words!(compare.title),
            Command::Conversation => words!(write.quote),
            Command::File => words!(write.file),
            Command::Prompts => words!(write.library),
            Command::Shortcuts => words!(write.shortcuts),
        }
    }

    /// Is there something that it can be done to?
    pub fn is_there(self, app: App) -> bool {
        match self {
            Command::Again => app.chat.rows.with(|rows| !rows.is_empty()),
            Command::Translate | Command::Copy => app
                .chat
                .rows
                .with(|rows| rows.iter().any(|row| row.role == Role::Assistant)),
            Command::Edit => app
                .chat
                .rows
                .with(|rows| rows.iter().any(|row| row.role == Role::User)),
            _ => true,
        }
    }
}

/// Edits the last question. False where there is none.
pub fn edit_last(app: App) -> bool {
    let Some(id) = app.chat_last(Role::User) else {
        return false;
    };
    app.chat_edit_begin(&id);
    page::focus_first(vec![format!("editor-{id}")]);
    true
}

/// Asks anew for the last answer, or for that to a question that has none.
pub fn ask_again(app: App) {
    if let Some(id) = app.chat_last_asked() {
        app.chat_regenerate(&id);
    }
}

/// Translates the last answer beside itself.
pub fn translate_last(app: App) {
    if let Some(id) = app.chat_last(Role::Assistant) {
        app.beside_open(&id);
    }
}

/// Copies the last answer, and says whether that worked.
pub fn copy_last(app: App, announcer: Announcer, locale: Locale) {
    if let Some(id) = app.chat_last(Role::Assistant) {
        page::copy_text(app.chat_text(&id), move |worked| {
            let words = match worked {
                true => words!(common.copied),
                false => words!(common.copy_failed),
            };
            announcer.say(words(locale));
        });
    }
}
