//! One request over the network, its answer told piece by piece.

use tokio::task::JoinHandle;
use wire::{CallEvent, HttpRequest, ResponseHead};

/// A request in flight; dropping it aborts it.
pub struct Fetch(JoinHandle<()>);

impl Drop for Fetch {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Sends it, and tells what comes for as long as that is wanted.
pub fn fetch(
    client: &reqwest::Client,
    request: HttpRequest,
    mut told: impl FnMut(CallEvent) -> bool + Send + 'static,
) -> Fetch {
    let mut sending = client.post(&request.url);
    for (name, value) in &request.headers {
        sending = sending.header(name, value);
    }
    let sending = sending.body(request.body.unwrap_or_default());
    Fetch(tokio::spawn(async move {
        let failed = |problem: reqwest::Error| CallEvent::Failed {
            detail: problem.to_string(),
        };
        let mut response = match sending.send().await {
            Ok(response) => response,
            Err(problem) => {
                told(failed(problem));
                return;
            }
        };
        let mut wanted = told(CallEvent::Head(head(&response)));
        while wanted {
            wanted = match response.chunk().await {
                Ok(Some(bytes)) => told(CallEvent::Bytes(bytes.to_vec())),
                Ok(None) => {
                    told(CallEvent::Ended);
                    false
                }
                Err(problem) => {
                    told(failed(problem));
                    false
                }
            };
        }
    }))
}

fn head(response: &reqwest::Response) -> ResponseHead {
    let header = |name: &str| {
        let value = response.headers().get(name)?;
        Some(value.to_str().ok()?.to_owned())
    };
    ResponseHead {
        status: response.status().as_u16(),
        content_type: header("content-type"),
        request_id: header("x-request-id"),
        retry_after: header("retry-after"),
        retry_after_ms: header("retry-after-ms"),
    }
}
