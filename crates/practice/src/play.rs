//! Performs a reply's steps on the socket.

use std::collections::VecDeque;
use std::io;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use futures_util::stream;
use tokio::sync::watch;
use tokio::time::Instant;

use crate::reply::{Reply, Step};
use crate::seen::Guard;

struct Playing {
    steps: VecDeque<Step>,
    started: Instant,
    guard: Guard,
    stopping: watch::Receiver<bool>,
}

/// Turns a reply into a response whose body follows its steps.
pub(crate) fn play(reply: Reply, guard: Guard, stopping: watch::Receiver<bool>) -> Response {
    let playing = Playing {
        steps: reply.steps.into(),
        started: Instant::now(),
        guard,
        stopping,
    };
    let body = Body::from_stream(stream::unfold(playing, next));
    let mut response = Response::new(body);
    *response.status_mut() =
        StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in reply.headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response
                .headers_mut()
                .append(HeaderName::from_static(name), value);
        }
    }
    response
}

async fn next(mut playing: Playing) -> Option<(io::Result<Bytes>, Playing)> {
    loop {
        match playing.steps.pop_front() {
            None => {
                playing.guard.finish();
                return None;
            }
            Some(Step::Write(bytes)) => return Some((Ok(bytes), playing)),
            Some(Step::Trickle(mut bytes)) => {
                // Pending once, so that what was written before goes out by itself.
                tokio::task::yield_now().await;
                if bytes.is_empty() {
                    continue;
                }
                let one = bytes.split_to(1);
                playing.steps.push_front(Step::Trickle(bytes));
                return Some((Ok(one), playing));
            }
            Some(Step::Forever(bytes)) => {
                // The others get a turn, and a stop is heard: the socket may never be the one to wait for.
                tokio::task::yield_now().await;
                if *playing.stopping.borrow() {
                    return Some(cut(playing));
                }
                playing.steps.push_front(Step::Forever(bytes.clone()));
                return Some((Ok(bytes), playing));
            }
            Some(Step::At(when)) => {
                let until = playing.started + when;
                if stopped_before(&mut playing.stopping, Some(until)).await {
                    return Some(cut(playing));
                }
            }
            Some(Step::Hang) => {
                stopped_before(&mut playing.stopping, None).await;
                return Some(cut(playing));
            }
            Some(Step::Cut) => {
                // What was written must arrive before the connection breaks.
                tokio::time::sleep(Duration::from_millis(100)).await;
                return Some(cut(playing));
            }
        }
    }
}

fn cut(mut playing: Playing) -> (io::Result<Bytes>, Playing) {
    playing.steps.clear();
    playing.guard.finish();
    (
        Err(io::Error::new(
            io::ErrorKind::ConnectionAborted,
            "cut on purpose",
        )),
        playing,
    )
}

/// Waits for `until` (for ever if none); true when the server stopped first.
async fn stopped_before(stopping: &mut watch::Receiver<bool>, until: Option<Instant>) -> bool {
    let stop = async {
        // An error means that the server's handle is gone, which is a stop too.
        let _ = stopping.wait_for(|stop| *stop).await;
    };
    match until {
        None => {
            stop.await;
            true
        }
        Some(until) => tokio::time::timeout_at(until, stop).await.is_ok(),
    }
}
