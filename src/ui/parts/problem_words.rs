//! What each failure is called and why it happens, in the interface's language.

use super::format::use_format;
use super::reasons::reason_words;
use super::text::{Words, words};
use crate::i18n::*;
use crate::state::{ModelsState, Preset, StorageTrouble, Trouble, TroubleKind, page, use_app};
use gate::Period;
use leptos::prelude::With;
use wire::{BaseUrlProblem, ProblemKind, Remedy};

/// What happened, in a few words.
pub(super) fn title(trouble: &Trouble) -> String {
    let i18n = use_i18n();
    if let TroubleKind::OverCap { cap, which, .. } = &trouble.kind {
        let cap = use_format().money(*cap);
        return match which {
            Period::Day => t_string!(i18n, problem.over_day, cap = cap),
            Period::Month => t_string!(i18n, problem.over_month, cap = cap),
        };
    }
    fixed_title(&trouble.kind)(i18n.get_locale()).to_string()
}

fn fixed_title(kind: &TroubleKind) -> Words {
    match kind {
        TroubleKind::Wire(kind) => match kind {
            ProblemKind::Unreachable => words!(problem.unreachable_title),
            ProblemKind::KeyRefused => words!(problem.key_refused_title),
            ProblemKind::NoMoney => words!(problem.money_title),
            ProblemKind::Forbidden => words!(problem.forbidden_title),
            ProblemKind::OriginRefused => words!(problem.cors_title),
            ProblemKind::ModelNotFound => words!(problem.model_title),
            ProblemKind::TooLong { .. } => words!(problem.too_long_title),
            ProblemKind::RateLimited => words!(problem.rate_title),
            ProblemKind::ServerTrouble => words!(problem.server_title),
            ProblemKind::Timeout => words!(problem.timeout_title),
            ProblemKind::BadRequest => words!(problem.bad_request_title),
            ProblemKind::Refused => words!(problem.refused_title),
            ProblemKind::NotUnderstood => words!(problem.not_understood_title),
            ProblemKind::NotFound => words!(problem.not_found_title),
            ProblemKind::Garbled => words!(problem.garbled_title),
            ProblemKind::Endless => words!(problem.endless_title),
            ProblemKind::Formless => words!(problem.formless_title),
            ProblemKind::Empty => words!(problem.empty_title),
            ProblemKind::OutputLimit => words!(problem.output_limit_title),
            ProblemKind::Interrupted => words!(problem.interrupted_title),
        },
        TroubleKind::OverCap { .. } => words!(usage.cap),
        TroubleKind::NoKey => words!(problem.no_key_title),
        TroubleKind::NoModel => words!(problem.no_model_title),
        TroubleKind::Offline => words!(problem.offline_title),
        TroubleKind::MixedContent => words!(problem.mixed_title),
        TroubleKind::LocalNetwork => words!(problem.local_network_title),
        TroubleKind::OtherEndpoint => words!(problem.other_endpoint_title),
        TroubleKind::BadBase(_) => words!(problem.bad_base_title),
        TroubleKind::Storage(StorageTrouble::Full) => words!(problem.quota_title),
        TroubleKind::Storage(StorageTrouble::Blocked) => words!(problem.blocked_title),
        TroubleKind::Storage(StorageTrouble::Outdated) => words!(problem.outdated_title),
        TroubleKind::Storage(StorageTrouble::Emptied) => words!(problem.emptied_title),
        TroubleKind::Storage(StorageTrouble::Unavailable(_)) => words!(problem.unavailable_title),
        TroubleKind::Import(_) => words!(problem.import_title),
        TroubleKind::PartMissing => words!(problem.part_title),
        TroubleKind::Unusable(_) => words!(problem.unusable_title),
    }
}

/// Why, and what helps.
pub(super) fn why(trouble: &Trouble) -> String {
    let i18n = use_i18n();
    match &trouble.kind {
        TroubleKind::OverCap {
            spent, would_be, ..
        } => {
            t_string!(
                i18n,
                problem.over_why,
                spent = use_format().money(*spent),
                total = use_format().money(*would_be)
            )
        }
        TroubleKind::Wire(ProblemKind::TooLong { limit: Some(limit) }) => {
            t_string!(
                i18n,
                problem.too_long_limit,
                limit = use_format().number(*limit)
            )
        }
        // Without a command to give, the address is what has to be known.
        TroubleKind::Wire(ProblemKind::OriginRefused)
            if trouble.preset.cors_command().is_none() =>
        {
            let origin = use_format().isolated(page::origin());
            t_string!(i18n, problem.cors_why_other, origin = origin)
        }
        TroubleKind::LocalNetwork if trouble.preset.cors_command().is_none() => {
            let origin = use_format().isolated(page::origin());
            t_string!(i18n, problem.local_network_why_other, origin = origin)
        }
        TroubleKind::NoModel => no_model_why()(i18n.get_locale()).to_string(),
        kind => fixed_why(kind)(i18n.get_locale()).to_string(),
    }
}

/// There is no model: because none is listed, or because the list is still to come.
fn no_model_why() -> Words {
    use_app()
        .endpoint
        .models
        .with(|models| match (models.state, models.list.is_empty()) {
            (ModelsState::Loading, _) => words!(problem.no_model_loading),
            (_, false) => words!(problem.no_model_now),
            (ModelsState::Failed, _) => words!(problem.no_model_failed),
            (_, true) => words!(problem.no_model_why),
        })
}

fn fixed_why(kind: &TroubleKind) -> Words {
    match kind {
        TroubleKind::Wire(kind) => match kind {
            ProblemKind::Unreachable => words!(problem.causes),
            ProblemKind::KeyRefused => words!(problem.key_refused_why),
            ProblemKind::NoMoney => words!(problem.money_why),
            ProblemKind::Forbidden => words!(problem.forbidden_why),
            ProblemKind::OriginRefused => words!(problem.cors_why),
            ProblemKind::ModelNotFound => words!(problem.model_why),
            ProblemKind::TooLong { .. } => words!(problem.too_long_why),
            ProblemKind::RateLimited => words!(problem.rate_why),
            ProblemKind::ServerTrouble => words!(problem.server_why),
            ProblemKind::Timeout => words!(problem.timeout_why),
            ProblemKind::BadRequest => words!(problem.bad_request_why),
            ProblemKind::Refused => words!(problem.refused_why),
            ProblemKind::NotUnderstood => words!(problem.not_understood_why),
            ProblemKind::NotFound => words!(problem.not_found_why),
            ProblemKind::Garbled => words!(problem.garbled_why),
            ProblemKind::Endless => words!(problem.endless_why),
            ProblemKind::Formless => words!(problem.formless_why),
            ProblemKind::Empty => words!(problem.empty_why),
            ProblemKind::OutputLimit => words!(problem.output_limit_why),
            ProblemKind::Interrupted => words!(problem.interrupted_why),
        },
        TroubleKind::OverCap { .. } => words!(usage.cap_explain),
        TroubleKind::NoKey => words!(problem.no_key_why),
        TroubleKind::NoModel => words!(problem.no_model_why),
        TroubleKind::Offline => words!(problem.offline_why),
        TroubleKind::MixedContent => words!(problem.mixed_why),
        TroubleKind::LocalNetwork => words!(problem.local_network_why),
        TroubleKind::OtherEndpoint => words!(problem.other_endpoint_why),
        TroubleKind::BadBase(problem) => base_problem(*problem),
        TroubleKind::Storage(StorageTrouble::Full) => words!(problem.quota_why),
        TroubleKind::Storage(StorageTrouble::Blocked) => words!(problem.blocked_why),
        TroubleKind::Storage(StorageTrouble::Outdated) => words!(problem.outdated_why),
        TroubleKind::Storage(StorageTrouble::Emptied) => words!(problem.emptied_why),
        TroubleKind::Storage(StorageTrouble::Unavailable(_)) => words!(problem.unavailable_why),
        TroubleKind::Import(_) => words!(problem.import_why),
        TroubleKind::PartMissing => words!(problem.part_why),
        TroubleKind::Unusable(reason) => reason_words(reason),
    }
}

/// Why an address cannot be used.
pub fn base_problem(problem: BaseUrlProblem) -> Words {
    match problem {
        BaseUrlProblem::Empty => words!(key.base_empty),
        BaseUrlProblem::Key => words!(key.base_key),
        BaseUrlProblem::Scheme => words!(key.base_scheme),
        BaseUrlProblem::UserInfo => words!(key.base_userinfo),
        BaseUrlProblem::Query | BaseUrlProblem::Fragment => words!(key.base_query),
        BaseUrlProblem::Ipv6 => words!(key.base_ipv6),
        BaseUrlProblem::Host | BaseUrlProblem::Unspecified => words!(key.base_host),
        BaseUrlProblem::Port => words!(key.base_port),
        BaseUrlProblem::InsecureHttp => words!(key.base_http_public),
        BaseUrlProblem::Characters | BaseUrlProblem::NotAscii | BaseUrlProblem::Path => {
            words!(key.base_strange)
        }
    }
}

/// Why an endpoint may be out of reach, the likeliest first.
pub(super) fn causes(preset: Preset) -> &'static [Cause] {
    match preset {
        Preset::Ollama | Preset::LmStudio => &[
            Cause::NotRunning,
            Cause::CorsLocal,
            Cause::Permission,
            Cause::Address,
        ],
        Preset::LlamaCpp | Preset::Practice => {
            &[Cause::NotRunning, Cause::Permission, Cause::Address]
        }
        // Checked or documented as open to web pages: a CORS refusal is unlikely there.
        Preset::OpenAi
        | Preset::OpenRouter
        | Preset::Groq
        | Preset::Together
        | Preset::Mistral
        | Preset::Anthropic => &[Cause::Network, Cause::Blocker, Cause::Down],
        Preset::DeepSeek | Preset::Gemini => &[
            Cause::Network,
            Cause::Blocker,
            Cause::CorsRemote,
            Cause::Down,
        ],
        Preset::Custom => &[
            Cause::Address,
            Cause::CorsRemote,
            Cause::Permission,
            Cause::Network,
            Cause::Blocker,
        ],
    }
}

/// A reason why an endpoint is out of reach.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    NotRunning,
    CorsLocal,
    Permission,
    Address,
    Network,
    Blocker,
    CorsRemote,
    Down,
}

impl Cause {
    pub(super) fn words(self) -> Words {
        match self {
            Cause::NotRunning => words!(problem.cause_not_running),
            Cause::CorsLocal => words!(problem.cause_cors_local),
            Cause::Permission => words!(problem.cause_permission),
            Cause::Address => words!(problem.cause_address),
            Cause::Network => words!(problem.cause_network),
            Cause::Blocker => words!(problem.cause_blocker),
            Cause::CorsRemote => words!(problem.cause_cors_remote),
            Cause::Down => words!(problem.cause_down),
        }
    }
}

/// The verb on a remedy's button, and its stable name.
pub(super) fn remedy(remedy: Remedy) -> (Words, &'static str) {
    match remedy {
        Remedy::Retry => (words!(problem.act_retry), "retry"),
        Remedy::ReplaceKey => (words!(problem.act_key), "replace-key"),
        Remedy::OpenBilling => (words!(problem.act_billing), "open-billing"),
        Remedy::PickModel => (words!(problem.act_model), "pick-model"),
        Remedy::Shorten => (words!(problem.act_shorten), "shorten"),
        Remedy::OpenSettings => (words!(problem.act_settings), "open-settings"),
        Remedy::CheckConnection => (words!(problem.act_check), "check-connection"),
        Remedy::AllowOrigin => (words!(problem.act_allow_origin), "allow-origin"),
        Remedy::Continue => (words!(problem.act_continue), "continue"),
    }
}
