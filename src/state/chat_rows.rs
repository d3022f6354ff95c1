//! A message as a row of the thread.

use super::chat::{Answer, Row, RowLive};
use super::chat_edit::UnderWay;
use super::{App, bodies};
use chat::{Message, MessageState, Tree};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// What rows are made with.
pub(super) struct RowParts<'d> {
    pub lives: &'d mut BTreeMap<String, ArcRwSignal<RowLive>>,
    pub answers: &'d BTreeMap<String, Answer>,
    pub under_way: &'d UnderWay,
    /// Edits that are said already, though not written down yet.
    pub sent_edits: &'d BTreeMap<String, (String, String)>,
}

impl RowParts<'_> {
    /// Whether the person is editing this message.
    fn is_editing(&self, id: &str) -> bool {
        let is_sent = || self.sent_edits.values().any(|(edited, _)| edited == id);
        self.under_way.edits.contains_key(id) && !is_sent()
    }
}

impl App {
    /// The row of a message; what is shown of it is as it is now.
    pub(super) fn row_of(self, parts: &mut RowParts, tree: &Tree, message: &Message) -> Row {
        let (siblings, index) = tree.siblings(&message.id);
        let editing = parts.is_editing(&message.id);
        let live = parts
            .lives
            .entry(message.id.clone())
            .or_insert_with(|| ArcRwSignal::new(RowLive::of(message)));
        if !parts.answers.contains_key(&message.id) {
            // Not every trouble is one that is stored.
            let old = live.with_untracked(|live| live.trouble.clone());
            let old = old.filter(|_| message.state == MessageState::Failed);
            let fresh = RowLive {
                trouble: self.trouble_in(message).or(old),
                editing,
                ..RowLive::of(message)
            };
            if live.with_untracked(|live| *live != fresh) {
                live.set(fresh);
            }
        }
        Row {
            near_end: false,
            id: message.id.clone(),
            role: message.role,
            siblings: (index, siblings.len()),
            live: live.clone(),
        }
    }

    /// The answers that stand beside each other at the end of the path, as rows.
    pub(super) fn columns_of(
        self,
        parts: &mut RowParts,
        tree: &Tree,
        question: Option<&str>,
        leaf: &str,
    ) -> Vec<Row> {
        let columns = question.and_then(|question| chat::side_by_side(tree, question, leaf));
        let columns = columns.unwrap_or_default().into_iter();
        columns
            .map(|message| Row {
                near_end: true,
                // Others of the same model are reached once one is chosen.
                siblings: (0, 1),
                ..self.row_of(parts, tree, message)
            })
            .collect()
    }

    /// The row is gone from the screen: its nodes need not be fed any more.
    pub fn chat_detach(self, id: &str) {
        bodies::detach(id);
    }

    /// Texts on the screen that another tab went on with are shown anew.
    pub(super) fn refresh_texts(self, rows: &[Row]) {
        for row in rows.iter().filter(|row| bodies::is_shown(&row.id)) {
            let finished = self.with_message(&row.id, |message| {
                (message.state != MessageState::Streaming).then(|| message.text.clone())
            });
            if let Some(text) = finished.flatten() {
                bodies::refresh(&row.id, &text);
            }
        }
    }
}
