//! What the page sent: every request of the tab, with its headers as they went out.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::Result;
use crate::browser::Browser;

/// One request. A redirect is a request of its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Request {
    /// The browser's name for it; a preflight has one of its own.
    pub id: String,
    /// The address, without its hash.
    pub url: String,
    /// `GET`, `POST`, `OPTIONS`; `WEBSOCKET` for the opening of one.
    pub method: String,
    /// As sent, with names in lower case.
    pub headers: BTreeMap<String, String>,
    /// The body, where it is text.
    pub body: Option<String>,
    /// `Document`, `Script`, `Fetch`, `Preflight`, `Ping`, `Image`, …
    pub kind: String,
    /// The answer's status, once there.
    pub status: Option<u16>,
    /// Bytes that came over the network, headers included, once all are there.
    pub bytes: Option<u64>,
    /// Why it never left the browser: `csp`, `mixed-content`, … .
    pub blocked: Option<String>,
}

impl Request {
    /// Scheme, host and port.
    pub fn origin(&self) -> &str {
        let host_at = self.url.find("://").map_or(0, |at| at + 3);
        let end = self.url[host_at..]
            .find(['/', '?', '#'])
            .map_or(self.url.len(), |at| host_at + at);
        &self.url[..end]
    }
}

impl Browser {
    /// Every request so far, since the browser started. Those that stay in the browser (`data:`,
    /// `blob:`, its own pages) are left out, and so are those that workers make.
    pub async fn requests(&self) -> Result<Vec<Request>> {
        let new = self.driver.get_log("performance").await?;
        let mut requests = Self::lock(&self.requests);
        for entry in new {
            if let Ok(message) = serde_json::from_str::<Value>(&entry.message) {
                note(&mut requests, &message["message"]);
            }
        }
        Ok(requests
            .iter()
            .filter(|r| !INSIDE.iter().any(|scheme| r.url.starts_with(scheme)))
            .cloned()
            .collect())
    }

    /// The requests so far whose URL contains `part`.
    pub async fn requests_to(&self, part: &str) -> Result<Vec<Request>> {
        Ok(self
            .requests()
            .await?
            .into_iter()
            .filter(|r| r.url.contains(part))
            .collect())
    }

    /// Forgets the requests so far.
    pub async fn forget_requests(&self) -> Result {
        self.requests().await?;
        Self::lock(&self.requests).clear();
        Ok(())
    }
}

/// What the browser asks itself: its own pages, and URLs that hold their content.
const INSIDE: [&str; 6] = [
    "data:",
    "blob:",
    "chrome:",
    "chrome-untrusted:",
    "chrome-extension:",
    "about:",
];

/// Takes one event of the DevTools protocol's Network domain into account.
fn note(requests: &mut Vec<Request>, event: &Value) {
    let params = &event["params"];
    let id = params["requestId"].as_str().unwrap_or_default();
    match event["method"].as_str().unwrap_or_default() {
        "Network.requestWillBeSent" => {
            // Headers as they went out may be told before the request itself: under an empty URL.
            let early = requests.iter().position(|r| r.id == id && r.url.is_empty());
            let mut request = early.map_or_else(Request::default, |at| requests.remove(at));
            let sent = &params["request"];
            request.id = id.to_owned();
            request.url = text(&sent["url"]);
            request.method = text(&sent["method"]);
            request.body = sent["postData"].as_str().map(str::to_owned);
            request.kind = text(&params["type"]);
            for (name, value) in headers(sent) {
                request.headers.entry(name).or_insert(value);
            }
            requests.push(request);
        }
        "Network.requestWillBeSentExtraInfo" => {
            let last = requests.iter().rposition(|r| r.id == id);
            let at = last.unwrap_or_else(|| {
                requests.push(Request {
                    id: id.to_owned(),
                    ..Request::default()
                });
                requests.len() - 1
            });
            requests[at].headers.extend(headers(params));
        }
        "Network.webSocketCreated" => {
            let url = text(&params["url"]);
            requests.push(Request {
                id: id.to_owned(),
                url,
                method: "WEBSOCKET".into(),
                kind: "WebSocket".into(),
                ..Request::default()
            });
        }
        "Network.responseReceived" => {
            let status = params["response"]["status"]
                .as_u64()
                .and_then(|s| u16::try_from(s).ok());
            update(requests, id, |r| r.status = status);
        }
        "Network.loadingFinished" => {
            let bytes = params["encodedDataLength"].as_f64().map(|b| b as u64);
            update(requests, id, |r| r.bytes = bytes);
        }
        "Network.loadingFailed" => {
            let reason = params["blockedReason"].as_str().map(str::to_owned);
            update(requests, id, |r| r.blocked = reason);
        }
        _ => {}
    }
}

fn update(requests: &mut [Request], id: &str, change: impl FnOnce(&mut Request)) {
    if let Some(request) = requests.iter_mut().rfind(|r| r.id == id) {
        change(request);
    }
}

fn headers(holder: &Value) -> Vec<(String, String)> {
    let all = holder["headers"].as_object();
    all.into_iter()
        .flatten()
        .map(|(name, value)| (name.to_lowercase(), text(value)))
        .collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Request, note};
    use serde_json::json;

    #[test]
    fn headers_may_come_before_their_request() {
        let mut requests = Vec::new();
        for event in [
            json!({ "method": "Network.requestWillBeSentExtraInfo", "params": { "requestId": "1", "headers": { "Authorization": "a" } } }),
            json!({ "method": "Network.requestWillBeSent", "params": { "requestId": "1", "type": "Fetch",
                "request": { "url": "http://127.0.0.1:1/v1", "method": "POST", "headers": {}, "postData": "{}" } } }),
            json!({ "method": "Network.responseReceived", "params": { "requestId": "1", "response": { "status": 200 } } }),
        ] {
            note(&mut requests, &event);
        }
        assert_eq!(requests.len(), 1);
        assert_eq!(requests[0].headers["authorization"], "a");
        assert_eq!(
            (requests[0].status, requests[0].body.as_deref()),
            (Some(200), Some("{}"))
        );
    }

    #[test]
    fn origins_are_cut_from_urls() {
        let origin = |url: &str| {
            Request {
                url: url.into(),
                ..Request::default()
            }
            .origin()
            .to_owned()
        };
        assert_eq!(origin("http://127.0.0.1:1/v1?x"), "http://127.0.0.1:1");
        assert_eq!(origin("https://a.example"), "https://a.example");
    }
}
