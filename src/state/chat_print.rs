//! A conversation on paper: all of its rows have to be in the page before it is printed.

use super::{App, bodies};
use crate::browser::{page, time};
use leptos::prelude::*;
use wire::Millis;

/// How often it is looked whether all is there, and for how long at most.
const LOOK: Millis = 50;
const LOOKS: usize = 1_200;

impl App {
    /// Opens a conversation, waits until all of it is in the page, and prints.
    pub fn chat_print(self, id: String) {
        if self.chat.open.get_untracked().as_deref() != Some(&id) {
            self.chat_open(id.clone());
        }
        leptos::task::spawn_local(async move {
            for _ in 0..LOOKS {
                if self.chat.open.get_untracked().as_deref() != Some(&id) {
                    return;
                }
                let shown = self
                    .chat
                    .opened
                    .with_value(|opened| opened.as_deref() == Some(&id));
                if shown && self.chat.from.get_untracked() > 0 {
                    self.join_to(0);
                } else if shown {
                    bodies::hold_far_ones(false);
                    // The last rows are in the page by the next look.
                    time::sleep(LOOK).await;
                    if bodies::all_painted() {
                        return page::print();
                    }
                }
                time::sleep(LOOK).await;
            }
        });
    }
}
