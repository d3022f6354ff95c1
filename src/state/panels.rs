//! Dialogs that keys and commands open from anywhere, and what has the focus meanwhile.

use super::App;
use crate::browser::typing;
pub use crate::browser::typing::Focus;
use leptos::prelude::*;
use std::cell::OnceCell;

/// Which of them are open.
#[derive(Clone, Default)]
pub struct Panels {
    /// The sheet of keyboard shortcuts.
    pub shortcuts: ArcRwSignal<bool>,
    /// The prompt library.
    pub prompts: ArcRwSignal<bool>,
}

thread_local! {
    static PANELS: OnceCell<Panels> = const { OnceCell::new() };
}

impl App {
    /// The signals.
    pub fn panels(self) -> Panels {
        PANELS.with(|panels| panels.get_or_init(Panels::default).clone())
    }

    /// What has the focus. None where a dialog or a menu is open, whose keys are its own.
    pub fn key_focus(self) -> Option<Focus> {
        (!typing::is_covered()).then(typing::focus)
    }

    /// Is the focus in the chat's composer?
    pub fn is_composing(self) -> bool {
        typing::is_on("chat-input")
    }
}
