//! What went wrong, by what the person can do next.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Millis;
use crate::text::has_word;

/// A failure, with all that a person or a bug report needs. Never contains the key: the wire never sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Problem {
    /// What it is.
    pub kind: ProblemKind,
    /// The HTTP status, where there was one.
    #[serde(default)]
    pub status: Option<u16>,
    /// The endpoint's own words; may be empty. One line, at most 300 characters.
    #[serde(default)]
    pub message: String,
    /// The endpoint's code (or its type, where it gives no code).
    #[serde(default)]
    pub code: Option<String>,
    /// The parameter the endpoint names.
    #[serde(default)]
    pub param: Option<String>,
    /// The endpoint's id of the request.
    #[serde(default)]
    pub request_id: Option<String>,
    /// How long the endpoint asks to wait; 0 to 60 s.
    #[serde(default)]
    pub retry_after: Option<Millis>,
    /// What arrived, at most 2,000 characters. Show as text, never as markup.
    #[serde(default)]
    pub body: String,
}

/// Kinds of failure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", from = "Value")]
pub enum ProblemKind {
    /// No answer at all: offline, DNS, CORS, mixed content, a permission, a policy. A browser does not say which.
    Unreachable,
    /// The endpoint does not take this key.
    KeyRefused,
    /// The account is out of money or at its limit. Never retried.
    NoMoney,
    /// The endpoint refuses: country, permission.
    Forbidden,
    /// The endpoint refuses the page's origin (Ollama without `OLLAMA_ORIGINS`).
    OriginRefused,
    /// No such model, or not for this key.
    ModelNotFound,
    /// More than the model's context holds.
    TooLong {
        /// The limit in tokens, where the endpoint tells.
        #[serde(default)]
        limit: Option<u64>,
    },
    /// Too many requests or tokens for now.
    RateLimited,
    /// The endpoint is in trouble.
    ServerTrouble,
    /// Nothing arrived for longer than the idle deadline.
    Timeout,
    /// The endpoint finds fault with the request.
    BadRequest,
    /// The model or the endpoint's filter declined.
    Refused,
    /// The answer is not what this protocol has: HTML, no JSON, nothing. Also what a stored kind is read as that this
    /// build does not know, so that one new word does not make a whole record unreadable.
    NotUnderstood,
    /// The API answered, and has nothing at this address: a wrong base URL, or something it does not offer.
    NotFound,
    /// An answer had begun, and then came something that is no JSON.
    Garbled,
    /// The answer went on past [`crate::ANSWER_LIMIT`]. Never retried: it would do so again.
    Endless,
    /// The model answered, and not in the form that was asked for.
    Formless,
    /// The model came to its end and had said nothing.
    Empty,
    /// The limit on the answer's length cut it, and what came is of no use.
    OutputLimit,
    /// The answer broke off, or an error came after its start.
    Interrupted,
}

/// What the person can do; each is a button.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Remedy {
    /// Ask again.
    Retry,
    /// Enter another key.
    ReplaceKey,
    /// Go to the endpoint's billing page.
    OpenBilling,
    /// Choose another model.
    PickModel,
    /// Trim or split what is sent.
    Shorten,
    /// Look at the endpoint's address and settings.
    OpenSettings,
    /// Run the doctor.
    CheckConnection,
    /// Let the page's origin in at the endpoint.
    AllowOrigin,
    /// Have the answer continued from where it broke off.
    Continue,
}

impl Problem {
    /// A problem of this kind, with nothing else known.
    pub fn new(kind: ProblemKind) -> Self {
        Problem {
            kind,
            status: None,
            message: String::new(),
            code: None,
            param: None,
            request_id: None,
            retry_after: None,
            body: String::new(),
        }
    }

    /// Whether asking again, unchanged, may well succeed.
    pub fn is_transient(&self) -> bool {
        self.kind.is_transient()
    }

    /// What the person can do, best first.
    pub fn remedies(&self) -> &'static [Remedy] {
        self.kind.remedies()
    }

    /// Whether it is images that the endpoint or the model does not take, as far as its words tell.
    pub fn refuses_images(&self) -> bool {
        let kind = matches!(
            self.kind,
            ProblemKind::BadRequest | ProblemKind::ModelNotFound | ProblemKind::ServerTrouble
        );
        // The body is all that arrived, and may name images for any reason: it counts where nothing else is said.
        let body = Some(&self.body).filter(|_| self.message.trim().is_empty());
        let said = [
            Some(&self.message),
            self.code.as_ref(),
            self.param.as_ref(),
            body,
        ];
        let about_images = [
            "image",
            "images",
            "imageurl",
            "vision",
            "multimodal",
            "mmproj",
        ];
        kind && said.into_iter().flatten().any(|words| {
            let words = words.to_ascii_lowercase();
            let words = words.replace("multi-modal", "multimodal").replace('_', " ");
            about_images.iter().any(|word| has_word(&words, word))
        })
    }
}

impl From<Value> for ProblemKind {
    fn from(stored: Value) -> Self {
        use ProblemKind::*;
        if let Some(fields) = stored.get("too-long") {
            let limit = fields.get("limit").and_then(Value::as_u64);
            return TooLong { limit };
        }
        let known = [
            Unreachable,
            KeyRefused,
            NoMoney,
            Forbidden,
            OriginRefused,
            ModelNotFound,
            TooLong { limit: None },
            RateLimited,
            ServerTrouble,
            Timeout,
            BadRequest,
            Refused,
            NotFound,
            Garbled,
            Endless,
            Formless,
            Empty,
            OutputLimit,
            Interrupted,
        ];
        known
            .into_iter()
            .find(|kind| stored == kind.name())
            .unwrap_or(NotUnderstood)
    }
}

impl ProblemKind {
    /// A stable name in kebab-case.
    pub fn name(&self) -> &'static str {
        match self {
            ProblemKind::Unreachable => "unreachable",
            ProblemKind::KeyRefused => "key-refused",
            ProblemKind::NoMoney => "no-money",
            ProblemKind::Forbidden => "forbidden",
            ProblemKind::OriginRefused => "origin-refused",
            ProblemKind::ModelNotFound => "model-not-found",
            ProblemKind::TooLong { .. } => "too-long",
            ProblemKind::RateLimited => "rate-limited",
            ProblemKind::ServerTrouble => "server-trouble",
            ProblemKind::Timeout => "timeout",
            ProblemKind::BadRequest => "bad-request",
            ProblemKind::Refused => "refused",
            ProblemKind::NotUnderstood => "not-understood",
            ProblemKind::NotFound => "not-found",
            ProblemKind::Garbled => "garbled",
            ProblemKind::Endless => "endless",
            ProblemKind::Formless => "formless",
            ProblemKind::Empty => "empty",
            ProblemKind::OutputLimit => "output-limit",
            ProblemKind::Interrupted => "interrupted",
        }
    }

    /// Whether asking again, unchanged, may well succeed: what the official SDKs retry (connection errors,
    /// time-outs, 408, 409, 429, ≥ 500). Whether anything was already shown is the gate's to weigh.
    pub fn is_transient(&self) -> bool {
        matches!(
            self,
            ProblemKind::Unreachable
                | ProblemKind::RateLimited
                | ProblemKind::ServerTrouble
                | ProblemKind::Timeout
                | ProblemKind::Interrupted
        )
    }

    /// What the person can do, best first; never empty.
    pub fn remedies(&self) -> &'static [Remedy] {
        use Remedy::*;
        match self {
            ProblemKind::Unreachable => &[CheckConnection, Retry, OpenSettings],
            ProblemKind::KeyRefused => &[ReplaceKey, OpenSettings],
            ProblemKind::NoMoney => &[OpenBilling, ReplaceKey],
            ProblemKind::Forbidden => &[OpenSettings, ReplaceKey, PickModel],
            ProblemKind::OriginRefused => &[AllowOrigin, Retry],
            ProblemKind::ModelNotFound => &[PickModel, OpenSettings],
            ProblemKind::TooLong { .. } => &[Shorten, PickModel],
            ProblemKind::RateLimited => &[Retry, OpenSettings],
            ProblemKind::ServerTrouble => &[Retry],
            ProblemKind::Timeout => &[Retry, Continue, CheckConnection],
            ProblemKind::BadRequest => &[PickModel, OpenSettings],
            ProblemKind::Refused => &[PickModel, Retry],
            ProblemKind::NotUnderstood => &[OpenSettings, CheckConnection, Retry],
            ProblemKind::NotFound => &[OpenSettings, PickModel],
            ProblemKind::Garbled => &[Retry, PickModel, CheckConnection],
            ProblemKind::Endless => &[PickModel, OpenSettings],
            ProblemKind::Formless | ProblemKind::Empty => &[Retry, PickModel],
            ProblemKind::OutputLimit => &[PickModel, Shorten, Retry],
            ProblemKind::Interrupted => &[Continue, Retry],
        }
    }
}
