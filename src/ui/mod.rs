//! The views. Start at [`shell`]; a page each in `pages/`, what pages share in `parts/`, the key's form and doctor in `key/`.
//!
//! Views read signals of `crate::state` and call its methods; they never name the browser and never build a request.

mod bring;
mod chat;
mod conversation;
mod glossary;
mod key;
mod lazy;
mod memory;
mod pages;
mod parts;
mod prompts;
mod settings;
mod shell;
mod shortcuts;
mod tone;
mod translate;
mod usage;

/// Puts the page into the document, in the place of the static one.
pub fn mount() {
    crate::state::when_ready(|| leptos::mount::mount_to_body(shell::Root));
}
