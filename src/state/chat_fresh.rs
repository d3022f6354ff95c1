//! What is set for the new conversation before its first message: instructions, parameters, the rule of its context. As its
//! draft, it outlives a reload and a look at other conversations; it is the conversation's from the first message on.

use super::App;
use super::chat::desk;
use chat::{ContextSettings, Parameters};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::cell::OnceCell;

/// What is set for it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Fresh {
    pub system: String,
    pub parameters: Parameters,
    pub context: ContextSettings,
}

thread_local! {
    // Not in `App`: the first load has nothing of this.
    static FRESH: OnceCell<ArcRwSignal<Fresh>> = const { OnceCell::new() };
}

impl App {
    /// What is set for the new conversation.
    pub(super) fn fresh(self) -> ArcRwSignal<Fresh> {
        let kept = || desk(|desk| desk.under_way.fresh.clone());
        FRESH.with(|fresh| fresh.get_or_init(|| ArcRwSignal::new(kept())).clone())
    }

    /// Sets something for it, and keeps it.
    pub(super) fn change_fresh(self, change: impl FnOnce(&mut Fresh)) {
        let fresh = self.fresh();
        fresh.update(change);
        self.keep_under_way(|kept| kept.fresh = fresh.get_untracked());
    }

    /// The conversation begins: what was set for it is its own from now on.
    pub(super) fn take_fresh(self) -> Fresh {
        let fresh = self.fresh();
        let taken = fresh.get_untracked();
        fresh.set(Fresh::default());
        self.keep_under_way(|kept| kept.fresh = Fresh::default());
        taken
    }

    /// A new conversation is open, or nothing has been said in it yet.
    pub(super) fn show_fresh(self) {
        let system = self.fresh().with_untracked(|fresh| fresh.system.clone());
        self.chat.system.set(system);
    }
}
