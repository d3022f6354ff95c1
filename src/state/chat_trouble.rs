//! Why an answer failed, as it is stored and shown again.

use super::{App, Preset, Trouble, TroubleKind};
use chat::{Failure, Message};
use gate::{Cost, Period};
use wire::BaseUrl;

impl App {
    /// What is stored of why a message failed.
    pub(super) fn trouble_in(self, message: &Message) -> Option<Trouble> {
        let kind = match (&message.failure, &message.problem) {
            (Some(failure), _) => kind_of(failure),
            (None, Some(problem)) => TroubleKind::Wire(problem.kind.clone()),
            (None, None) => return None,
        };
        // Where it happened: by now another endpoint may be chosen.
        let preset = message
            .sent
            .as_ref()
            .and_then(|sent| BaseUrl::parse(&sent.base).ok())
            .and_then(|base| Preset::of_origin(&base.origin()));
        Some(Trouble {
            kind,
            problem: message.problem.clone(),
            preset: preset.unwrap_or_else(|| self.endpoint.preset()),
        })
    }
}

/// What is to be stored beside the problem. None where the problem says it all, or nothing of it can come from an answer.
pub(super) fn failure_of(trouble: &Trouble) -> Option<Failure> {
    Some(match trouble.kind {
        TroubleKind::OverCap {
            cap,
            spent,
            would_be,
            which,
        } => Failure::OverCap {
            cap: cap.0,
            spent: spent.0,
            would_be: would_be.0,
            month: which == Period::Month,
        },
        TroubleKind::NoKey => Failure::NoKey,
        TroubleKind::NoModel => Failure::NoModel,
        TroubleKind::Offline => Failure::Offline,
        TroubleKind::MixedContent => Failure::MixedContent,
        TroubleKind::LocalNetwork => Failure::LocalNetwork,
        TroubleKind::OtherEndpoint => Failure::OtherEndpoint,
        TroubleKind::PartMissing => Failure::PartMissing,
        TroubleKind::Wire(_)
        | TroubleKind::BadBase(_)
        | TroubleKind::Storage(_)
        | TroubleKind::Unusable(_)
        | TroubleKind::Import(_) => return None,
    })
}

fn kind_of(failure: &Failure) -> TroubleKind {
    match *failure {
        Failure::OverCap {
            cap,
            spent,
            would_be,
            month,
        } => TroubleKind::OverCap {
            cap: Cost(cap),
            spent: Cost(spent),
            would_be: Cost(would_be),
            which: if month { Period::Month } else { Period::Day },
        },
        Failure::NoKey => TroubleKind::NoKey,
        Failure::NoModel => TroubleKind::NoModel,
        Failure::Offline => TroubleKind::Offline,
        Failure::MixedContent => TroubleKind::MixedContent,
        Failure::LocalNetwork => TroubleKind::LocalNetwork,
        Failure::OtherEndpoint => TroubleKind::OtherEndpoint,
        Failure::PartMissing => TroubleKind::PartMissing,
    }
}
