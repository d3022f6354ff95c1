//! What small questions are asked with: languages, the person's wishes, and the terms of what is asked about.

use super::App;
use crate::browser::{page, random};
use leptos::prelude::*;
use translation::asks::{self, AskSettings, TurnRequest};

/// What [`AskSettings`] borrows.
pub(super) struct Owned {
    pub(super) from: Option<String>,
    pub(super) to: String,
    pub(super) words_in: String,
    pub(super) wishes: String,
    /// Lines of the terms that are in what is asked about.
    pub(super) terms: String,
    pub(super) boundary: String,
}

impl Owned {
    /// With the terms of the person's glossaries that this text has, as soon as those are read.
    pub(super) async fn with_terms_of(mut self, app: App, text: &str) -> Owned {
        app.glossaries_ready().await;
        self.terms = app.term_lines(text, self.from.as_deref(), &self.to);
        self
    }

    pub(super) fn settings(&self) -> AskSettings<'_> {
        AskSettings {
            from: self.from.as_deref(),
            to: &self.to,
            words_in: &self.words_in,
            wishes: &self.wishes,
            terms: &self.terms,
            boundary: &self.boundary,
        }
    }
}

impl App {
    /// What questions about the panes are asked with.
    pub(super) fn ask_settings(self) -> Owned {
        let translate = self.translate;
        let from = translate.from.get_untracked();
        Owned {
            from: from.or_else(|| translate.detected.get_untracked()),
            to: translate.to.get_untracked(),
            words_in: page::language(),
            wishes: self.tone_lines(&translate.to.get_untracked()),
            terms: String::new(),
            boundary: random::boundary(),
        }
    }

    /// What a turn is asked with: the tone of the language it goes into and its terms; of both, where that is not known.
    pub(super) fn talk_settings(self, request: &TurnRequest) -> Owned {
        let mut settings = self.ask_settings();
        let ways = asks::turn_ways(request);
        let languages: Vec<&str> = ways.iter().map(|[_, to]| *to).collect();
        settings.wishes = match languages[..] {
            [to] => self.tone_lines(to),
            _ => self.tone_lines_of(&languages),
        };
        let terms = ways
            .iter()
            .map(|[from, to]| self.term_lines(request.said, Some(from), to));
        settings.terms = terms.collect();
        settings
    }
}
