//! The key: the only module that reads or writes it.
//!
//! It has one home, this tab's session storage under one name, or (when asked, or where session storage is
//! blocked) the memory of this page. It belongs to one origin: [`open`] and [`super::endpoint::choose`] drop it
//! when the endpoint is another. It leaves through [`authorization_for`] alone, which only [`super::http`] calls.

use super::{StorageProblem, storage};
use serde::{Deserialize, Serialize};
use std::{cell::RefCell, fmt};

const NAME: &str = "parlance.key";
/// Shorter keys are masked altogether, and questioned when they go to a host on the internet.
const USUAL_LENGTH: usize = 20;

/// A key as typed or stored. It cannot be printed, compared, copied or serialised.
pub struct ApiKey(String);

/// Where the key is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// This tab's session storage: it survives a reload and ends with the tab.
    Tab,
    /// Memory only: a reload forgets it.
    Memory,
}

/// What the page may show about the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyState {
    /// No key for this endpoint.
    None,
    /// A key is held.
    Held {
        /// The key as it may be shown ("sk-…4f2a").
        masked: String,
        /// Where it is kept.
        home: Home,
    },
}

/// Why a key looks wrong. It is asked about, not refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyDoubt {
    /// Shorter than any known provider's keys.
    TooShort,
    /// There is a space or a line break inside.
    HasSpaces,
    /// A character that no header can carry.
    NonAscii,
    /// It is an address.
    LooksLikeUrl,
    /// It has the form of another provider's keys; with that provider's name.
    OtherProvider(&'static str),
}

#[derive(Serialize, Deserialize)]
struct Stored {
    origin: String,
    key: String,
}

thread_local! {
    static MEMORY: RefCell<Option<Stored>> = const { RefCell::new(None) };
}

/// How keys begin, whose they are, and the domain they go to. Longer beginnings first.
const BEGINNINGS: &[(&str, &str, &str)] = &[
    ("sk-or-", "OpenRouter", "openrouter.ai"),
    ("sk-ant-", "Anthropic", "anthropic.com"),
    ("sk-proj-", "OpenAI", "openai.com"),
    ("sk-svcacct-", "OpenAI", "openai.com"),
    ("gsk_", "Groq", "groq.com"),
    ("AIza", "Google", "googleapis.com"),
    ("xai-", "xAI", "x.ai"),
    ("tgp_", "Together", "together.xyz"),
    ("hf_", "Hugging Face", "huggingface.co"),
    ("ghp_", "GitHub", "github.com"),
    ("github_pat_", "GitHub", "github.com"),
];

impl ApiKey {
    /// The key in what was typed or pasted: without white space, invisible characters and quotes around it and
    /// without a "Bearer " before it. `None` when nothing is left.
    pub fn from_typed(typed: String) -> Option<Self> {
        let mut key = bare(&typed);
        if let Some((word, rest)) = key.split_at_checked(6)
            && word.eq_ignore_ascii_case("bearer")
            && (rest.is_empty() || rest.starts_with(char::is_whitespace))
        {
            key = bare(rest);
        }
        (!key.is_empty()).then(|| Self(key.to_owned()))
    }

    /// What is odd about sending this key to `origin`, the gravest first.
    pub fn suspicious(&self, origin: &str) -> Option<KeyDoubt> {
        let key = self.0.as_str();
        if key.contains("://") || key.starts_with("www.") {
            return Some(KeyDoubt::LooksLikeUrl);
        }
        if key.contains(char::is_whitespace) {
            return Some(KeyDoubt::HasSpaces);
        }
        if !sendable(key) {
            return Some(KeyDoubt::NonAscii);
        }
        let host = host_of(origin);
        for (beginning, provider, domain) in BEGINNINGS {
            if key.starts_with(beginning) {
                let theirs =
                    host == *domain || host.strip_suffix(domain).is_some_and(|h| h.ends_with('.'));
                return (!theirs).then_some(KeyDoubt::OtherProvider(provider));
            }
        }
        // Local servers take anything for a key.
        let remote = origin.starts_with("https://") && host.contains('.') && !is_ipv4(host);
        (remote && key.len() < USUAL_LENGTH).then_some(KeyDoubt::TooShort)
    }

    /// The key as it may be shown: "sk-…4f2a"; a short one not at all.
    pub fn masked(&self) -> String {
        masked(&self.0)
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ApiKey(***)")
    }
}

/// Keeps the key for the endpoint whose base URL or origin is `origin`, instead of any key before it.
///
/// Gives where it is kept: `Home::Memory` though `Home::Tab` was wished when the browser blocks session storage,
/// which the page then says.
pub fn keep(key: ApiKey, origin: &str, home: Home) -> Result<Home, StorageProblem> {
    forget();
    let Some(origin) = origin_of(origin) else {
        return Err(StorageProblem::Broken(origin.to_owned()));
    };
    let stored = Stored { origin, key: key.0 };
    if home == Home::Tab && storage::tab_set(NAME, &stored).is_ok() {
        return Ok(Home::Tab);
    }
    MEMORY.with(|memory| *memory.borrow_mut() = Some(stored));
    Ok(Home::Memory)
}

/// What the page may show about the key for `origin` (a base URL or an origin).
pub fn state(origin: &str) -> KeyState {
    match held() {
        Some((stored, home)) if origin_of(origin).as_deref() == Some(&stored.origin) => {
            KeyState::Held {
                masked: masked(&stored.key),
                home,
            }
        }
        _ => KeyState::None,
    }
}

/// Called with the endpoint in use when the page opens: a key for another origin is dropped.
pub fn open(origin: &str) {
    let origin = origin_of(origin);
    if held().is_some_and(|(stored, _)| Some(stored.origin) != origin) {
        forget();
    }
}

/// Forgets the key, wherever it is.
pub fn forget() {
    MEMORY.with(|memory| memory.borrow_mut().take());
    storage::tab_delete(NAME);
}

/// `text` with every occurrence of the key replaced by "•••": for whatever comes from outside and is shown or
/// stored (an endpoint that repeats the key in its error, say).
pub fn scrub(text: &str) -> String {
    match held() {
        // A very short key would tear words apart and is no secret worth it.
        Some((stored, _)) if stored.key.len() >= 6 => text.replace(&stored.key, "•••"),
        _ => text.to_owned(),
    }
}

/// The Authorization header for a request to `url`: only when the URL's origin is both the one allowed and the one
/// the key belongs to. Origins are those of the browser's own parser, the one `fetch` goes by.
pub(super) fn authorization_for(url: &str, allowed_origin: &str) -> Option<Authorization> {
    let (stored, _) = held()?;
    let origin = origin_of(url)?;
    if origin != stored.origin || Some(origin) != origin_of(allowed_origin) {
        return None;
    }
    Some(if sendable(&stored.key) {
        Authorization::Header(format!("Bearer {}", stored.key))
    } else {
        Authorization::Unsendable
    })
}

/// What to send as Authorization.
pub(super) enum Authorization {
    /// The header's value.
    Header(String),
    /// The key holds characters that a header cannot carry (`fetch` would throw).
    Unsendable,
}

/// The origin of an absolute http(s) URL as the browser reads it.
pub(super) fn origin_of(url: &str) -> Option<String> {
    let parsed = web_sys::Url::new(url).ok()?;
    matches!(parsed.protocol().as_str(), "http:" | "https:").then(|| parsed.origin())
}

fn held() -> Option<(Stored, Home)> {
    let in_memory = MEMORY.with(|memory| {
        memory.borrow().as_ref().map(|stored| Stored {
            origin: stored.origin.clone(),
            key: stored.key.clone(),
        })
    });
    match in_memory {
        Some(stored) => Some((stored, Home::Memory)),
        None => storage::tab_get(NAME).map(|stored| (stored, Home::Tab)),
    }
}

fn masked(key: &str) -> String {
    let count = key.chars().count();
    if count < USUAL_LENGTH {
        return "••••".to_owned();
    }
    let start: String = key.chars().take(3).collect();
    let end: String = key.chars().skip(count - 4).collect();
    format!("{start}…{end}")
}

fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
            || matches!(c, '"' | '\'' | '`' | '“' | '”' | '‘' | '’' | '„' | '«' | '»')
    })
}

fn sendable(key: &str) -> bool {
    key.bytes().all(|byte| (0x21..=0x7e).contains(&byte))
}

fn host_of(origin: &str) -> &str {
    let rest = origin.split_once("://").map_or(origin, |(_, rest)| rest);
    rest.split(['/', ':', '?', '#']).next().unwrap_or_default()
}

fn is_ipv4(host: &str) -> bool {
    host.bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.')
}
