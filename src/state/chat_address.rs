//! The address names the open conversation: `#/chat/<id>`, and a new one `#/chat/new`. So the browser's way back and forward
//! leads through what was open, and a conversation can be kept as a bookmark (of this browser: nobody else has it).
//!
//! `#/chat` alone is the Chat page as it was left.

use super::App;
use super::app::Raised;
use crate::browser::page;
use leptos::prelude::*;
use std::cell::OnceCell;

const CHAT: &str = "/chat";
const NEW: &str = "new";

thread_local! {
    // Not in `App`: the first load has nothing of this.
    static UNKNOWN: OnceCell<ArcRwSignal<bool>> = const { OnceCell::new() };
}

/// What the address says of the Chat page.
enum Named {
    /// Another page, or no more than this one
    Nothing,
    New,
    Conversation(String),
}

fn named() -> Named {
    let route = page::route();
    match route.strip_prefix("/chat/") {
        None | Some("") => Named::Nothing,
        Some(NEW) => Named::New,
        Some(id) => Named::Conversation(page::decoded(id)),
    }
}

/// The route of what is open.
fn route_to(conversation: Option<&str>) -> String {
    let id = match conversation {
        None => NEW.to_string(),
        // A file may bring one whose id is the word for a new one.
        Some(NEW) => "%6Eew".to_string(),
        Some(id) => page::encoded(id),
    };
    format!("{CHAT}/{id}")
}

impl App {
    /// The address names a conversation that is not here.
    pub fn chat_unknown(self) -> ArcRwSignal<bool> {
        UNKNOWN.with(|unknown| unknown.get_or_init(|| ArcRwSignal::new(false)).clone())
    }

    /// From now on what the address names is opened.
    pub(super) fn follow_address(self) {
        page::on_route_change(move |_| self.chat_take_address()).keep();
    }

    /// Opens what the address names; where it names nothing, it is made to name what is open.
    pub fn chat_take_address(self) {
        let open = self.chat.open.get_untracked();
        match named() {
            Named::Nothing if page::route() == CHAT && open.is_some() => {
                page::replace_route(&route_to(open.as_deref()));
            }
            Named::Nothing => {}
            Named::New if open.is_some() => self.chat_new(),
            Named::Conversation(id) if open.as_ref() != Some(&id) => {
                // Before the list is read nobody knows; then this is asked again.
                if !self.chat.loaded.get_untracked() {
                    return;
                }
                let here = self.conversation(&id).is_some();
                if !here && self.is_raised(Raised::Unread) {
                    // It may be there: what could not be read is told above.
                    return;
                }
                if here {
                    self.chat_open(id);
                } else {
                    page::replace_route(&route_to(None));
                    self.chat_new();
                }
                self.chat_unknown().set(!here);
            }
            Named::New | Named::Conversation(_) => {}
        }
    }

    /// What this tab had open was deleted for good while the tab was away: nothing can be said in it. What was typed goes on in a
    /// new one.
    pub(super) fn leave_missing(self) {
        let Some(open) = self.chat.open.get_untracked() else {
            return;
        };
        if self.conversation(&open).is_some() || self.is_raised(Raised::Unread) {
            return;
        }
        let typed = self.chat.draft.get_untracked();
        self.chat_new();
        self.typed_on(None, &typed);
        // One whose first message was not written down yet was never there: what was said is in the composer.
        self.chat_unknown().set(typed.trim().is_empty());
    }

    /// Another conversation is open now: that is a step in the browser's history.
    pub(super) fn name_in_address(self, conversation: Option<&str>) {
        let now = page::route();
        self.chat_unknown().set(false);
        let route = route_to(conversation);
        if now == route || !is_chat(&now) {
            return;
        }
        if now == CHAT {
            // The way back leads to the new one that was there.
            page::replace_route(&route_to(None));
        }
        page::set_route(&route);
    }

    /// The new conversation that is open has an id from now on.
    pub(super) fn begun_in_address(self, conversation: &str) {
        self.chat_unknown().set(false);
        if is_chat(&page::route()) {
            page::replace_route(&route_to(Some(conversation)));
        }
    }
}

fn is_chat(route: &str) -> bool {
    route == CHAT || route.starts_with("/chat/")
}
