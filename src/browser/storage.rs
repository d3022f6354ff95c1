//! Small things that outlive the page: local storage for the site, session storage for the tab. Never the key
//! (that is [`super::session`]'s alone).

use gloo_storage::{LocalStorage, SessionStorage, Storage, errors::StorageError};
use serde::{Serialize, de::DeserializeOwned};

/// Why something could not be kept or read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageProblem {
    /// Another tab with an older Parlance holds the database; closing that tab helps.
    Blocked,
    /// A newer Parlance in another tab has the database; loading this one anew helps.
    Outdated,
    /// The disk or the site's share of it is full.
    Quota,
    /// The browser offers no storage here (a privacy mode, blocked site data); with the browser's words.
    Unavailable(String),
    /// What is stored, or was to be stored, is not of the expected shape; with the details.
    Broken(String),
}

/// What is kept in local storage. One list, so that nothing is stored under a name no one knows of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    /// Pace, cap, deadlines and the rest of the settings.
    Settings,
    /// What endpoints refuse (`wire::Quirks`), per endpoint and model.
    Quirks,
    /// How answers in segments are asked for (`translation::Rung`), per endpoint and model.
    Rungs,
    /// Languages used lately, newest first.
    Recents,
    /// The pair of languages used last.
    Languages,
    /// How translations are to sound, and the styles that are kept (`translation::Style`).
    Tone,
    /// The folders of conversations that are closed in the list.
    Folders,
    /// Ids of the pinned translations: those that are too old to be listed are read by them.
    Pinned,
    /// `"light"` or `"dark"`; absent: as the system has it. Read by boot.js too.
    Appearance,
    /// The interface's language tag. Read by boot.js too.
    Locale,
    /// `true` once a call was wanted: from then on there may be something in the database.
    Used,
    /// When there was last a copy of all conversations (`chat::Backup`).
    Backup,
    /// The latest source text, for a new tab. A JSON string. Read by early.js too.
    SourceDraft,
    /// What is typed for a new conversation, for a new tab. A JSON string. Read by early.js too.
    ChatDraft,
    /// Whether long lines of code go on in the next.
    CodeWraps,
    /// What is typed and not sent in conversations that have begun.
    ChatDrafts,
}

impl Name {
    /// The name as it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Settings => "parlance.settings",
            Self::Quirks => "parlance.quirks",
            Self::Rungs => "parlance.rungs",
            Self::Recents => "parlance.recents",
            Self::Languages => "parlance.languages",
            Self::Tone => "parlance.tone",
            Self::Folders => "parlance.folders",
            Self::Pinned => "parlance.pinned",
            Self::Appearance => "parlance.appearance",
            Self::Locale => "parlance.locale",
            Self::Used => "parlance.used",
            Self::Backup => "parlance.backup",
            Self::SourceDraft => "parlance.draft.source",
            Self::ChatDraft => "parlance.draft.chat",
            Self::CodeWraps => "parlance.code-wraps",
            Self::ChatDrafts => "parlance.drafts",
        }
    }
}

/// What is kept in session storage: this tab's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TabName {
    /// The source pane's text: a JSON string. Read and written by early.js too.
    SourceDraft,
    /// The target pane's text and state.
    TargetDraft,
    /// The chat composer's text: a JSON string. Read and written by early.js too.
    ChatDraft,
    /// The conversation that is open.
    Conversation,
    /// Languages chosen in this tab.
    Languages,
    /// Journal pieces that the database had no time for when the page went away.
    JournalTail,
    /// What to do after a reload that an endpoint's change asked for.
    Resume,
    /// What is under way in the chat: messages being edited, instructions not yet kept elsewhere, what waits for a key.
    ChatUnderWay,
    /// The conversation between two people: whether it is open, its languages, what is typed.
    Talk,
    /// The further languages of the Translate page, and the entries that show in them.
    Further,
}

impl TabName {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::SourceDraft,
        Self::TargetDraft,
        Self::ChatDraft,
        Self::Conversation,
        Self::Languages,
        Self::JournalTail,
        Self::Resume,
        Self::ChatUnderWay,
        Self::Talk,
        Self::Further,
    ];

    /// The name as it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SourceDraft => "parlance.draft.source",
            Self::TargetDraft => "parlance.draft.target",
            Self::ChatDraft => "parlance.draft.chat",
            Self::Conversation => "parlance.conversation",
            Self::Languages => "parlance.languages",
            Self::JournalTail => "parlance.journal",
            Self::Resume => "parlance.resume",
            Self::ChatUnderWay => "parlance.chat",
            Self::Talk => "parlance.talk",
            Self::Further => "parlance.further",
        }
    }
}

/// What local storage holds under `name`; `None` when nothing, something unreadable, or no storage at all.
pub fn load<T: DeserializeOwned>(name: Name) -> Option<T> {
    serde_json::from_str(&raw_local(name.as_str())?).ok()
}

/// Keeps `value` in local storage.
pub fn save<T: Serialize + ?Sized>(name: Name, value: &T) -> Result<(), StorageProblem> {
    local_available()?;
    LocalStorage::set(name.as_str(), value).map_err(problem)
}

/// Forgets what local storage holds under `name`.
pub fn remove(name: Name) {
    if local_available().is_ok() {
        LocalStorage::delete(name.as_str());
    }
}

/// What this tab holds under `name`.
pub fn tab_load<T: DeserializeOwned>(name: TabName) -> Option<T> {
    tab_get(name.as_str())
}

/// Keeps `value` for this tab.
pub fn tab_save<T: Serialize + ?Sized>(name: TabName, value: &T) -> Result<(), StorageProblem> {
    tab_set(name.as_str(), value)
}

/// Forgets what this tab holds under `name`.
pub fn tab_remove(name: TabName) {
    tab_delete(name.as_str());
}

/// Everything Parlance holds in local storage: names and JSON texts, for an export.
pub fn export_local() -> Vec<(String, String)> {
    let mut everything = Vec::new();
    if local_available().is_ok() {
        let storage = LocalStorage::raw();
        for index in 0..LocalStorage::length() {
            if let Ok(Some(name)) = storage.key(index)
                && name.starts_with("parlance.")
                && let Ok(Some(value)) = storage.get_item(&name)
            {
                everything.push((name, value));
            }
        }
    }
    everything
}

/// Forgets everything Parlance holds in local storage.
pub fn clear_local() {
    for (name, _) in export_local() {
        LocalStorage::delete(name);
    }
}

/// Forgets everything this tab holds, the key and the endpoint excepted: those are not this module's.
pub fn clear_tab() {
    for name in TabName::ALL {
        tab_remove(name);
    }
}

// gloo-storage panics where the browser forbids storage, so each access asks first.
fn local_available() -> Result<(), StorageProblem> {
    available(web_sys::window().map(|window| window.local_storage()))
}

pub(super) fn tab_available() -> Result<(), StorageProblem> {
    available(web_sys::window().map(|window| window.session_storage()))
}

fn available(
    storage: Option<Result<Option<web_sys::Storage>, wasm_bindgen::JsValue>>,
) -> Result<(), StorageProblem> {
    match storage {
        Some(Ok(Some(_))) => Ok(()),
        Some(Err(error)) => Err(StorageProblem::Unavailable(super::js::error_text(&error))),
        _ => Err(StorageProblem::Unavailable(String::new())),
    }
}

pub(super) fn raw_local(name: &str) -> Option<String> {
    local_available().ok()?;
    LocalStorage::raw().get_item(name).ok().flatten()
}

pub(super) fn local_set<T: Serialize + ?Sized>(
    name: &str,
    value: &T,
) -> Result<(), StorageProblem> {
    local_available()?;
    LocalStorage::set(name, value).map_err(problem)
}

pub(super) fn tab_get<T: DeserializeOwned>(name: &str) -> Option<T> {
    tab_available().ok()?;
    let text = SessionStorage::raw().get_item(name).ok().flatten()?;
    serde_json::from_str(&text).ok()
}

pub(super) fn tab_set<T: Serialize + ?Sized>(name: &str, value: &T) -> Result<(), StorageProblem> {
    tab_available()?;
    SessionStorage::set(name, value).map_err(problem)
}

pub(super) fn tab_delete(name: &str) {
    if tab_available().is_ok() {
        SessionStorage::delete(name);
    }
}

fn problem(error: StorageError) -> StorageProblem {
    match error {
        StorageError::JsError(error) if error.name.contains("Quota") => StorageProblem::Quota,
        StorageError::JsError(error) => StorageProblem::Unavailable(error.message),
        other => StorageProblem::Broken(other.to_string()),
    }
}
