//! One file of the page as it is sent.

use std::io::{self, Write};
use std::path::Path;
use std::time::SystemTime;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use flate2::Compression;
use flate2::write::GzEncoder;

const EMPTY_META: &str = r#"<meta name="parlance-endpoint" content="">"#;

/// A file as it is sent.
pub(crate) struct File {
    modified: Option<SystemTime>,
    length: u64,
    etag: String,
    kind: &'static str,
    plain: Bytes,
    gzip: Option<Bytes>,
}

impl File {
    /// A file as read; compressed now, if such files get smaller.
    pub fn new(
        path: &Path,
        modified: Option<SystemTime>,
        length: u64,
        bytes: Vec<u8>,
    ) -> io::Result<File> {
        let (kind, compresses) = mime(path);
        let gzip = match compresses && bytes.len() > 200 {
            true => Some(Bytes::from(gzipped(&bytes)?)),
            false => None,
        };
        Ok(File {
            modified,
            length,
            etag: format!("W/\"{:016x}\"", crate::memory::hash(&bytes)),
            kind,
            plain: Bytes::from(bytes),
            gzip,
        })
    }

    /// Whether the file on disk is still this one.
    pub fn is_of(&self, modified: Option<SystemTime>, length: u64) -> bool {
        self.modified == modified && self.length == length
    }

    /// The answer to a request with the headers `asked`.
    pub fn response(&self, asked: &HeaderMap, head_only: bool) -> Response<Body> {
        let text = |name| {
            asked
                .get(name)
                .and_then(|value: &HeaderValue| value.to_str().ok())
        };
        let mut response = Response::new(Body::empty());
        let gzip = self
            .gzip
            .as_ref()
            .filter(|_| text(header::ACCEPT_ENCODING).is_some_and(accepts_gzip));
        let same = text(header::IF_NONE_MATCH)
            .is_some_and(|tags| tags.split(',').any(|tag| tag.trim() == self.etag));
        let body = gzip.unwrap_or(&self.plain);
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        headers.insert(
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        );
        if let Ok(etag) = HeaderValue::from_str(&self.etag) {
            headers.insert(header::ETAG, etag);
        }
        if same {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind));
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
        if gzip.is_some() {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        if !head_only {
            *response.body_mut() = Body::from(body.clone());
        }
        response
    }
}

/// Fills the page's empty endpoint in.
pub(crate) fn with_endpoint(bytes: Vec<u8>, endpoint: &str) -> Vec<u8> {
    let escaped = endpoint
        .replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;");
    let filled = format!(r#"<meta name="parlance-endpoint" content="{escaped}">"#);
    match String::from_utf8(bytes) {
        Ok(text) => text.replacen(EMPTY_META, &filled, 1).into_bytes(),
        Err(error) => error.into_bytes(),
    }
}

fn gzipped(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    encoder.finish()
}

fn accepts_gzip(encodings: &str) -> bool {
    encodings.split(',').any(|one| {
        let (name, weight) = one.split_once(';').unwrap_or((one, ""));
        let refused = weight
            .trim()
            .strip_prefix("q=")
            .and_then(|q| q.parse::<f32>().ok())
            == Some(0.0);
        matches!(name.trim(), "gzip" | "*") && !refused
    })
}

/// The MIME type, and whether such files get smaller.
fn mime(path: &Path) -> (&'static str, bool) {
    match path
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default()
    {
        "html" | "htm" => ("text/html; charset=utf-8", true),
        "js" | "mjs" => ("text/javascript; charset=utf-8", true),
        "css" => ("text/css; charset=utf-8", true),
        "wasm" => ("application/wasm", true),
        "json" | "map" => ("application/json", true),
        "webmanifest" => ("application/manifest+json", true),
        "svg" => ("image/svg+xml", true),
        "txt" | "md" => ("text/plain; charset=utf-8", true),
        "xml" => ("application/xml", true),
        "ico" => ("image/x-icon", false),
        "png" => ("image/png", false),
        "jpg" | "jpeg" => ("image/jpeg", false),
        "webp" => ("image/webp", false),
        "gif" => ("image/gif", false),
        "woff2" => ("font/woff2", false),
        "woff" => ("font/woff", false),
        "pdf" => ("application/pdf", false),
        _ => ("application/octet-stream", false),
    }
}
