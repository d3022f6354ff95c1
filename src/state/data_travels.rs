//! What is kept here, as it travels, and the way back.

use super::{HistoryEntry, TalkFar, TalkTurn, TrStatus};
use chat::{MessageState, Stretch, StretchState, Translation, TravellingTurn};
use gate::Cost;
use translation::{Pair, PairState, Pairs};

impl HistoryEntry {
    pub(super) fn to_travel(&self) -> Translation {
        Translation {
            id: self.id.clone(),
            at: self.at,
            from: self.from.clone(),
            to: self.to.clone(),
            source: self.source.clone(),
            target: self.target.clone(),
            edited: self.edited,
            state: match self.state {
                TrStatus::Done => MessageState::Done,
                TrStatus::Stopped => MessageState::Stopped,
                TrStatus::Failed => MessageState::Failed,
                TrStatus::Idle | TrStatus::Running | TrStatus::Truncated => MessageState::Truncated,
            },
            model: self.model.clone(),
            usage: self.usage,
            cost: self.cost.map(|cost| cost.0),
            pinned: self.pinned,
            segments: self.stretches(),
        }
    }

    pub(super) fn arrived(translation: Translation) -> HistoryEntry {
        HistoryEntry {
            id: translation.id,
            at: translation.at,
            from: translation.from,
            detected: None,
            to: translation.to,
            source: translation.source,
            target: translation.target,
            edited: translation.edited,
            state: match translation.state {
                MessageState::Done => TrStatus::Done,
                MessageState::Stopped => TrStatus::Stopped,
                MessageState::Failed => TrStatus::Failed,
                MessageState::Streaming | MessageState::Truncated => TrStatus::Truncated,
            },
            model: translation.model,
            usage: translation.usage,
            cost: translation.cost.map(Cost),
            sent: None,
            live: false,
            pairs: Pairs(translation.segments.iter().map(pair).collect()),
            dismissed: Vec::new(),
            pinned: translation.pinned,
            improving: None,
        }
    }

    fn stretches(&self) -> Vec<Stretch> {
        let stretch = |pair: &Pair| {
            let (state, reason) = match &pair.state {
                PairState::Initial => (StretchState::Initial, None),
                PairState::Translated => (StretchState::Translated, None),
                PairState::Memory => (StretchState::Memory, None),
                PairState::Reviewed => (StretchState::Reviewed, None),
                PairState::Failed(reason) => (StretchState::Failed, Some(reason.clone())),
            };
            Some(Stretch {
                source: self.source.get(pair.source.clone())?.to_string(),
                target: self.target.get(pair.target.clone())?.to_string(),
                source_at: pair.source.start,
                target_at: pair.target.start,
                state,
                reason,
            })
        };
        // Some of them are no use: the others would be taken for all.
        let all: Option<Vec<Stretch>> = self.pairs.0.iter().map(stretch).collect();
        all.unwrap_or_default()
    }
}

fn pair(stretch: &Stretch) -> Pair {
    Pair {
        source: stretch.source_at..stretch.source_at + stretch.source.len(),
        target: stretch.target_at..stretch.target_at + stretch.target.len(),
        state: match stretch.state {
            StretchState::Initial => PairState::Initial,
            StretchState::Translated => PairState::Translated,
            StretchState::Memory => PairState::Memory,
            StretchState::Reviewed => PairState::Reviewed,
            StretchState::Failed => PairState::Failed(stretch.reason.clone().unwrap_or_default()),
        },
    }
}

impl TalkTurn {
    pub(super) fn travelling(self) -> TravellingTurn {
        TravellingTurn {
            id: self.id,
            at: self.at,
            said: self.said,
            from: self.from,
            languages: self.languages,
            translation: self.translation,
        }
    }

    pub(super) fn arrived(turn: TravellingTurn) -> TalkTurn {
        TalkTurn {
            far: if turn.translation.is_empty() {
                TalkFar::Failed(None)
            } else {
                TalkFar::Done
            },
            id: turn.id,
            at: turn.at,
            said: turn.said,
            from: turn.from,
            languages: turn.languages,
            translation: turn.translation,
        }
    }
}
