//! Every failure a person can see, in one shape.

use super::Preset;
use crate::browser::storage::StorageProblem;
use gate::{Cost, Period, Refusal};
use wire::{BaseUrl, BaseUrlProblem, Problem, ProblemKind, Reach, Remedy};

/// A failure: what kind, and what the endpoint said about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Trouble {
    /// What happened.
    pub kind: TroubleKind,
    /// The endpoint's side of it, for the folded details; already scrubbed of the key.
    pub problem: Option<Problem>,
    /// The endpoint it happened with.
    pub preset: Preset,
}

/// What can go wrong, by what the person can do about it.
#[derive(Clone, Debug, PartialEq)]
pub enum TroubleKind {
    /// The endpoint answered, or could not be reached for a reason that the browser hides.
    Wire(ProblemKind),
    /// The call would have passed the cap and was not sent.
    OverCap {
        /// The cap
        cap: Cost,
        /// Spent in the period so far
        spent: Cost,
        /// What it would have come to, at most
        would_be: Cost,
        /// Which cap
        which: Period,
    },
    /// No key is held for the endpoint.
    NoKey,
    /// No model is chosen and the endpoint lists none.
    NoModel,
    /// The browser says that it is offline.
    Offline,
    /// An https page may not call http addresses that are not on this machine.
    MixedContent,
    /// The browser asks before a page on the internet may call this machine or the local network.
    LocalNetwork,
    /// The page's own policy allows another endpoint: it has to be loaded anew.
    OtherEndpoint,
    /// The address typed cannot be used.
    BadBase(BaseUrlProblem),
    /// Something could not be written down.
    Storage(StorageTrouble),
    /// A file could not be taken in; the text names the place.
    Import(String),
    /// A part of this page itself could not be fetched from where the page is hosted.
    PartMissing,
    /// The model answered, and nothing of it can be taken for a translation. The name of the commonest reason.
    Unusable(String),
}

/// Why storage failed.
#[derive(Clone, Debug, PartialEq)]
pub enum StorageTrouble {
    /// The browser's quota is used up.
    Full,
    /// Another tab with an older version holds the database.
    Blocked,
    /// Another tab with a newer version holds the database.
    Outdated,
    /// Something else than this page deleted what was kept. What is written from then on is kept.
    Emptied,
    /// The browser offers no storage (a private window, a setting).
    Unavailable(String),
}

impl Trouble {
    /// A failure that the endpoint said nothing about.
    pub fn new(kind: TroubleKind, preset: Preset) -> Trouble {
        Trouble {
            kind,
            problem: None,
            preset,
        }
    }

    /// A stable name, for `data-kind`.
    pub fn name(&self) -> &'static str {
        match &self.kind {
            TroubleKind::Wire(kind) => kind.name(),
            TroubleKind::OverCap { .. } => "over-cap",
            TroubleKind::NoKey => "no-key",
            TroubleKind::NoModel => "no-model",
            TroubleKind::Offline => "offline",
            TroubleKind::MixedContent => "mixed-content",
            TroubleKind::LocalNetwork => "local-network",
            TroubleKind::OtherEndpoint => "other-endpoint",
            TroubleKind::BadBase(_) => "bad-base",
            TroubleKind::Storage(_) => "storage",
            TroubleKind::Import(_) => "import",
            TroubleKind::PartMissing => "part-missing",
            TroubleKind::Unusable(_) => "unusable",
        }
    }

    /// What the person can do, the most helpful first.
    pub fn remedies(&self) -> Vec<Remedy> {
        match &self.kind {
            TroubleKind::Wire(kind) => kind.remedies().to_vec(),
            TroubleKind::OverCap { .. } => vec![Remedy::OpenSettings, Remedy::Retry],
            TroubleKind::NoKey | TroubleKind::BadBase(_) => vec![Remedy::ReplaceKey],
            TroubleKind::NoModel => vec![Remedy::PickModel, Remedy::Retry],
            TroubleKind::Offline | TroubleKind::PartMissing => vec![Remedy::Retry],
            TroubleKind::MixedContent | TroubleKind::OtherEndpoint => {
                vec![Remedy::ReplaceKey, Remedy::Retry]
            }
            TroubleKind::LocalNetwork => vec![Remedy::Retry, Remedy::ReplaceKey],
            TroubleKind::Unusable(_) => vec![Remedy::Retry, Remedy::PickModel],
            // The panel itself has the one thing that helps.
            TroubleKind::Storage(StorageTrouble::Outdated) => Vec::new(),
            TroubleKind::Storage(_) | TroubleKind::Import(_) => vec![Remedy::OpenSettings],
        }
    }

    /// From a cap's refusal.
    pub(super) fn refused(refusal: &Refusal, preset: Preset) -> Trouble {
        let Refusal::OverCap {
            cap,
            spent,
            would_be,
            which,
        } = *refusal;
        Trouble::new(
            TroubleKind::OverCap {
                cap,
                spent,
                would_be,
                which,
            },
            preset,
        )
    }

    /// From what storage said.
    pub(super) fn storage(problem: &StorageProblem, preset: Preset) -> Trouble {
        let kind = match problem {
            StorageProblem::Quota => StorageTrouble::Full,
            StorageProblem::Blocked => StorageTrouble::Blocked,
            StorageProblem::Outdated => StorageTrouble::Outdated,
            StorageProblem::Unavailable(why) | StorageProblem::Broken(why) => {
                StorageTrouble::Unavailable(why.clone())
            }
        };
        Trouble::new(TroubleKind::Storage(kind), preset)
    }

    /// From the wire's classification, refined by what only the page knows: a fetch that rejects says nothing of why.
    pub(super) fn from_problem(problem: Problem, page: &PageFacts, preset: Preset) -> Trouble {
        let kind = match problem.kind.clone() {
            ProblemKind::Unreachable => page.why_unreachable(),
            other => TroubleKind::Wire(other),
        };
        Trouble {
            kind,
            problem: Some(problem),
            preset,
        }
    }
}

/// What the page knows that decides why a request never got an answer.
pub(super) struct PageFacts {
    pub online: bool,
    pub page_is_https: bool,
    pub page_is_local: bool,
    /// The origin that the page's Content-Security-Policy allows
    pub enforced: Option<String>,
    pub base: Option<BaseUrl>,
}

impl PageFacts {
    fn why_unreachable(&self) -> TroubleKind {
        let Some(base) = &self.base else {
            return TroubleKind::Wire(ProblemKind::Unreachable);
        };
        if self
            .enforced
            .as_deref()
            .is_some_and(|enforced| enforced != base.origin())
        {
            return TroubleKind::OtherEndpoint;
        }
        match base.reach() {
            Reach::Https if !self.online => TroubleKind::Offline,
            Reach::Private if self.page_is_https && base.as_str().starts_with("http:") => {
                TroubleKind::MixedContent
            }
            Reach::Loopback | Reach::Private if self.page_is_https && !self.page_is_local => {
                TroubleKind::LocalNetwork
            }
            _ => TroubleKind::Wire(ProblemKind::Unreachable),
        }
    }
}
