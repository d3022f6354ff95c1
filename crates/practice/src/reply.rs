//! What is sent back, as a value: status, headers, and the body as timed steps.

use std::time::Duration;

use axum::body::Bytes;
use serde_json::Value;

/// One step of a body.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Step {
    /// Wait until this long after the body began.
    At(Duration),
    /// Write these bytes.
    Write(Bytes),
    /// Write these bytes one at a time, each flushed.
    Trickle(Bytes),
    /// Write these bytes again and again, for as long as the socket takes them.
    Forever(Bytes),
    /// Write nothing more, and keep the connection open.
    Hang,
    /// Break the connection off.
    Cut,
}

/// An answer before it is put on the socket.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reply {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub steps: Vec<Step>,
}

impl Reply {
    pub fn json(status: u16, body: &Value) -> Reply {
        Reply::text(status, "application/json", body.to_string())
    }

    pub fn text(status: u16, content_type: &str, body: String) -> Reply {
        Reply::script(status, content_type, vec![Step::Write(Bytes::from(body))])
    }

    pub fn script(status: u16, content_type: &str, steps: Vec<Step>) -> Reply {
        Reply {
            status,
            headers: vec![("content-type", content_type.to_owned())],
            steps,
        }
    }

    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Reply {
        self.headers.push((name, value.into()));
        self
    }
}
