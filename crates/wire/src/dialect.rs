//! The few endpoints that need something of their own.

use crate::BaseUrl;

/// How an endpoint wants to be spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// As OpenAI does it.
    OpenAi,
    /// api.anthropic.com, which answers 401 to a browser without a header of its own.
    Anthropic,
}

impl Dialect {
    /// By the parsed host alone, so that no other host can pass for one of these.
    pub fn of(base: &BaseUrl) -> Self {
        if base.host() == "api.anthropic.com" {
            Dialect::Anthropic
        } else {
            Dialect::OpenAi
        }
    }

    /// The headers it needs besides `Content-Type` and `Authorization`.
    pub fn headers(self) -> Vec<(String, String)> {
        match self {
            Dialect::OpenAi => Vec::new(),
            Dialect::Anthropic => {
                vec![(
                    "anthropic-dangerous-direct-browser-access".to_owned(),
                    "true".to_owned(),
                )]
            }
        }
    }
}
