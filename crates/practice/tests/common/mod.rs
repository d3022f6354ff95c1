//! A tiny HTTP client on a bare socket, so that the tests see every byte and every write.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

pub mod batch;

use std::time::{Duration, Instant};

use practice::{Options, Running, start};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// Each chunk of a chunked body, with when it had been read since the request was sent.
    pub chunks: Vec<(Duration, Vec<u8>)>,
    /// The body ended as HTTP says it should.
    pub complete: bool,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The data of each event, `[DONE]` included, comments left out.
    pub fn data(&self) -> Vec<String> {
        let text = self.text().replace("\r\n", "\n").replace('\r', "\n");
        let text = text.trim_start_matches('\u{FEFF}');
        text.lines()
            .filter_map(|line| line.strip_prefix("data: "))
            .map(str::to_owned)
            .collect()
    }

    pub fn events(&self) -> Vec<Value> {
        self.data()
            .iter()
            .filter_map(|data| serde_json::from_str(data).ok())
            .collect()
    }

    pub fn done(&self) -> bool {
        self.data().last().is_some_and(|data| data == "[DONE]")
    }

    /// All of one string field of the deltas.
    pub fn gathered(&self, field: &str) -> String {
        let pointer = format!("/choices/0/delta/{field}");
        self.events()
            .iter()
            .filter_map(|event| event.pointer(&pointer)?.as_str().map(str::to_owned))
            .collect()
    }

    pub fn content(&self) -> String {
        self.gathered("content")
    }

    pub fn finish(&self) -> Option<String> {
        self.events().iter().rev().find_map(|event| {
            let finish = event.pointer("/choices/0/finish_reason")?.as_str()?;
            (!finish.is_empty()).then(|| finish.to_owned())
        })
    }

    pub fn usage(&self) -> Option<Value> {
        self.events().iter().find_map(|event| {
            event
                .get("usage")
                .filter(|usage| usage.is_object())
                .cloned()
        })
    }
}

/// Sends a request and gives the open socket.
pub async fn open(
    base: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> TcpStream {
    let host = base
        .strip_prefix("http://")
        .unwrap()
        .split('/')
        .next()
        .unwrap();
    let mut socket = TcpStream::connect(host).await.unwrap();
    let mut request = format!("{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n");
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    if !body.is_empty() {
        request.push_str(&format!("content-length: {}\r\n", body.len()));
    }
    request.push_str("\r\n");
    request.push_str(body);
    socket.write_all(request.as_bytes()).await.unwrap();
    socket
}

pub async fn send(
    base: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Answer {
    read(
        &mut open(base, method, path, headers, body).await,
        Duration::from_secs(20),
    )
    .await
}

/// Reads an answer until the server closes or `patience` runs out.
pub async fn read(socket: &mut TcpStream, patience: Duration) -> Answer {
    let started = Instant::now();
    let mut all = Vec::new();
    let mut arrivals = Vec::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let left = patience.saturating_sub(started.elapsed());
        match tokio::time::timeout(left, socket.read(&mut buffer)).await {
            Ok(Ok(count)) if count > 0 => {
                all.extend_from_slice(&buffer[..count]);
                arrivals.push((all.len(), started.elapsed()));
            }
            _ => break,
        }
    }
    let split = all
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .expect("a head")
        + 4;
    let head = String::from_utf8(all[..split].to_vec()).unwrap();
    let mut lines = head.lines();
    let status = lines
        .next()
        .unwrap()
        .split(' ')
        .nth(1)
        .unwrap()
        .parse()
        .unwrap();
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let mut answer = Answer {
        status,
        headers,
        body: Vec::new(),
        chunks: Vec::new(),
        complete: false,
    };
    if answer.header("transfer-encoding") != Some("chunked") {
        answer.body = all[split..].to_vec();
        let length = answer
            .header("content-length")
            .and_then(|length| length.parse().ok());
        answer.complete = length.is_none_or(|length: usize| length == answer.body.len());
        return answer;
    }
    let mut at = split;
    while let Some(line) = all[at..].windows(2).position(|two| two == b"\r\n") {
        let size = std::str::from_utf8(&all[at..at + line]).unwrap();
        let size = usize::from_str_radix(size, 16).unwrap();
        at += line + 2;
        if size == 0 {
            answer.complete = true;
            break;
        }
        let end = (at + size).min(all.len());
        let when = arrivals
            .iter()
            .find(|(upto, _)| *upto >= end)
            .map(|(_, when)| *when)
            .unwrap_or_default();
        answer.chunks.push((when, all[at..end].to_vec()));
        answer.body.extend_from_slice(&all[at..end]);
        at = (end + 2).min(all.len());
    }
    answer
}

pub const JSON: (&str, &str) = ("content-type", "application/json");

/// POSTs a chat request.
pub async fn post(base: &str, body: &Value) -> Answer {
    send(
        base,
        "POST",
        "/v1/chat/completions",
        &[JSON],
        &body.to_string(),
    )
    .await
}

/// A streamed request with one user message, with usage asked for.
pub fn streamed(model: &str, text: &str) -> Value {
    json!({"model": model, "stream": true, "stream_options": {"include_usage": true, "include_obfuscation": false},
        "messages": [{"role": "user", "content": text}]})
}

pub async fn ask(base: &str, model: &str, text: &str) -> Answer {
    post(base, &streamed(model, text)).await
}

/// As the app asks for a translation.
pub fn translation(model: &str, source: &str, so_far: Option<&str>) -> Value {
    let so_far = so_far.map_or(String::new(), |text| {
        format!("\n⟦so-far b7K2⟧\n{text}\n⟦/so-far b7K2⟧")
    });
    json!({"model": model, "stream": true, "messages": [
        {"role": "system", "content": "You are a translator.\nTarget language: German (de)"},
        {"role": "user", "content": format!("⟦text b7K2⟧\n{source}\n⟦/text b7K2⟧\nTranslate what stands between the marks.{so_far}")}]})
}

pub const SAID: &str = "One two three — four 五六七 🦜 eight, nine; ten eleven twelve.";

pub async fn server() -> Running {
    start(Options::default()).await.unwrap()
}

pub async fn say(model: &str) -> Answer {
    let server = server().await;
    ask(&server.base_url(), model, &format!("say: {SAID}")).await
}

/// What every stream that ends well has.
pub fn well(answer: &Answer) {
    assert_eq!(answer.status, 200);
    assert!(answer.complete && answer.done());
    assert_eq!(answer.content(), SAID);
    assert_eq!(answer.finish().as_deref(), Some("stop"));
}

pub fn error(answer: &Answer) -> Value {
    answer.json()["error"].clone()
}
