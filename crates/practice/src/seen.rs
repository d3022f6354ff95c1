//! The requests that arrived, for tests to look at.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::Value;
use tokio::sync::watch;

/// One request as it arrived.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// `GET`, `POST`, `OPTIONS` …
    pub method: String,
    /// Path and query, as sent.
    pub path: String,
    /// Names in lower case, in the order sent.
    pub headers: Vec<(String, String)>,
    /// The JSON sent; `Null` for an empty body, a string for anything that is not JSON.
    pub body: Value,
    /// When it had arrived whole, in milliseconds since the Unix epoch.
    pub at_ms: u64,
    /// The client went away before the answer was complete.
    pub aborted: bool,
}

impl Seen {
    /// The first header of that name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The `Authorization` header's `Bearer` key.
    pub fn bearer(&self) -> Option<&str> {
        self.header("authorization")?.strip_prefix("Bearer ")
    }
}

/// The list, shared between the server and whoever looks.
#[derive(Clone)]
pub(crate) struct Log {
    entries: Arc<Mutex<Vec<(u64, Seen)>>>,
    changed: watch::Sender<u64>,
}

impl Log {
    pub fn new() -> Log {
        Log {
            entries: Arc::default(),
            changed: watch::Sender::new(0),
        }
    }

    /// Writes a request down; dropping the guard before [`Guard::finish`] marks it aborted.
    pub fn add(&self, id: u64, seen: Seen) -> Guard {
        self.lock().push((id, seen));
        self.changed.send_modify(|n| *n += 1);
        Guard {
            log: self.clone(),
            id,
            finished: false,
        }
    }

    pub fn all(&self) -> Vec<Seen> {
        self.lock().iter().map(|(_, seen)| seen.clone()).collect()
    }

    pub fn clear(&self) {
        self.lock().clear();
        self.changed.send_modify(|n| *n += 1);
    }

    /// Waits until `wanted` says yes of the list, at most `patience`; gives the list as it then is.
    pub async fn wait(&self, patience: Duration, wanted: impl Fn(&[Seen]) -> bool) -> Vec<Seen> {
        let mut changed = self.changed.subscribe();
        let enough = async {
            while !wanted(&self.all()) {
                if changed.changed().await.is_err() {
                    break;
                }
            }
        };
        // A wait that ran out is not an error here: the caller sees it in the list it gets.
        let _ = tokio::time::timeout(patience, enough).await;
        self.all()
    }

    fn lock(&self) -> MutexGuard<'_, Vec<(u64, Seen)>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Held by the body of an answer.
pub(crate) struct Guard {
    log: Log,
    id: u64,
    finished: bool,
}

impl Guard {
    pub fn finish(&mut self) {
        self.finished = true;
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if self.finished {
            return;
        }
        if let Some((_, seen)) = self.log.lock().iter_mut().find(|(id, _)| *id == self.id) {
            seen.aborted = true;
        }
        self.log.changed.send_modify(|n| *n += 1);
    }
}

/// Milliseconds since the Unix epoch.
pub(crate) fn now_ms() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map(|since| since.as_millis() as u64)
        .unwrap_or_default()
}
