//! The map of the open conversation's tree, and the way to a place on it.

use super::App;
use super::chat::desk;
use chat::{MapRow, TreeMap};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// What is seen of the map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChatMap {
    /// Its lines, from the first
    pub rows: Vec<MapRow>,
    /// There are more than these
    pub more: bool,
    /// How many messages there are
    pub messages: usize,
    /// At how many places there are several versions
    pub forks: usize,
}

impl App {
    /// The map of the open conversation: its first `most` lines, with these chains unfolded. For reactive places.
    pub fn chat_map(self, unfolded: &BTreeSet<String>, most: usize) -> ChatMap {
        // What it is made of is not in signals; these tell when it changed.
        self.chat.rows.track();
        self.chat.streaming.track();
        let Some(open) = self.chat.open.get() else {
            return ChatMap::default();
        };
        let leaf = untrack(|| self.leaf_of(&open));
        desk(|desk| {
            let tree = desk.trees.get(&open)?;
            let map = TreeMap::of(tree, leaf.as_deref());
            let (rows, more) = map.rows(tree, unfolded, most);
            Some(ChatMap {
                rows,
                more,
                messages: tree.len(),
                forks: map.forks(),
            })
        })
        .unwrap_or_default()
    }

    /// Shows a message: on the path that is shown where it is there, or else with what followed it last.
    pub fn chat_go_to(self, message: &str) {
        let shown = self
            .chat
            .rows
            .with_untracked(|rows| rows.iter().any(|row| row.id == message));
        if !shown {
            self.chat.stepped.set_value(Some(message.to_string()));
            self.chat_show_branch(message);
        }
        self.chat_show_message(message);
    }
}
