//! The translation translated back, by a request that has not seen the source: some segments at a time, as it costs.

use super::App;
use super::wanted::Question;
use crate::browser::page;
use leptos::prelude::*;
use translation::PairState;
use translation::asks;

/// A segment and what came back of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackRow {
    /// Which segment.
    pub segment: usize,
    /// What the source says.
    pub source: String,
    /// What the translation says.
    pub target: String,
    /// What that means in the source's language; none where the answer had nothing for it.
    pub back: Option<String>,
}

impl App {
    /// Asks for the segments from this one on, as many as go into one request. What comes are their rows.
    pub fn ask_back(self, question: Question<Vec<BackRow>>, from: usize) {
        let mut rows = self.rows_from(from);
        if rows.is_empty() || !self.ready_for_question() {
            return;
        }
        let targets: Vec<&str> = rows.iter().map(|row| row.target.as_str()).collect();
        let first = asks::back_batches(&targets)
            .first()
            .map_or(0, |batch| batch.len());
        rows.truncate(first);
        let targets: Vec<&str> = rows.iter().map(|row| row.target.as_str()).collect();
        if !asks::back_fits(&targets) {
            return;
        }
        let mut settings = self.ask_settings();
        let source = settings.from.take().unwrap_or_else(page::language);
        settings.from = Some(std::mem::replace(&mut settings.to, source));
        // A tone that was wished for is the translation's, and would hide what it says.
        settings.wishes.clear();
        settings.words_in.clear();
        let wanted = std::future::ready(asks::back(&settings.settings(), &targets));
        question.ask(self, wanted, move |answer| {
            let targets: Vec<&str> = rows.iter().map(|row| row.target.as_str()).collect();
            let found = asks::read_back(&targets, answer)?;
            let rows = rows.into_iter().zip(found);
            Ok(rows.map(|(row, back)| BackRow { back, ..row }).collect())
        });
    }

    /// Are there segments from this one on to ask for?
    pub fn has_back(self, from: usize) -> bool {
        !self.rows_from(from).is_empty()
    }

    fn rows_from(self, from: usize) -> Vec<BackRow> {
        /// More are never asked for at once.
        const MOST: usize = 30;
        let translate = self.translate;
        let states = translate.pairs.with_untracked(|pairs| {
            let later = pairs.0.iter().enumerate().skip(from);
            let translated = later.filter(|(_, pair)| {
                !matches!(pair.state, PairState::Initial | PairState::Failed(_))
            });
            translated
                .map(|(index, _)| index)
                .take(MOST)
                .collect::<Vec<_>>()
        });
        let rows = states.into_iter().filter_map(|segment| {
            let (source, target) = self.translate_segment(segment)?;
            let row = BackRow {
                segment,
                source,
                target,
                back: None,
            };
            (!row.target.trim().is_empty()).then_some(row)
        });
        rows.collect()
    }
}
