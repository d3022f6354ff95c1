//! What leaves a conversation between two people: a turn read aloud, all of them as a file.

use super::{App, Listening, TalkTurn};
use crate::browser::page;
use leptos::prelude::*;
use translation::TranscriptTurn;
use wire::Millis;

impl App {
    /// Reads a turn's translation aloud.
    pub fn talk_listen(self, turn: &TalkTurn) {
        let Some(to) = turn.to() else {
            return;
        };
        // Each reading has its own: the end of the one before may be heard late.
        let state = ArcRwSignal::new(Listening::Silent);
        let now = (turn.id.clone(), state.clone());
        self.talk().read_aloud.set(Some(now));
        self.listen_to(turn.translation.clone(), to.to_string(), state);
    }

    /// Ends the reading.
    pub fn talk_hush(self) {
        self.translate_hush();
        self.talk().read_aloud.set(None);
    }

    /// Hands the conversation over as a file in Markdown; with its title, and what languages and moments are called.
    pub fn talk_export(
        self,
        title: &str,
        language: &dyn Fn(&str) -> String,
        moment: &dyn Fn(Millis) -> String,
    ) {
        let turns = self.talk().turns.get_untracked();
        let names: Vec<(String, String)> = turns
            .iter()
            .map(|turn| {
                let from = turn.from.as_deref().map(language);
                (from.unwrap_or_default(), moment(turn.at))
            })
            .collect();
        let lines: Vec<TranscriptTurn> = turns
            .iter()
            .zip(&names)
            .map(|(turn, (from, at))| TranscriptTurn {
                from,
                at,
                said: &turn.said,
                translation: &turn.translation,
            })
            .collect();
        let text = translation::transcript(title, &lines);
        page::download("parlance-conversation.md", "text/markdown", &text);
    }
}
