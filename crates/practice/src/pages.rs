//! A static host for a folder: as little clever as the hosts the page is made for.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, Response, StatusCode, header};
use tokio::sync::watch;

use crate::page_file::{File, with_endpoint};
use crate::server::{Server, bind};

/// A folder to serve and where.
#[derive(Debug, Clone)]
pub struct Page {
    /// The folder, usually `dist/`.
    pub dir: PathBuf,
    /// The path it is served under: `/` or `/any/sub/folder/`.
    pub mount: String,
}

/// A running page; dropping it stops it.
pub struct RunningPage {
    /// Where it listens.
    pub addr: SocketAddr,
    mount: String,
    server: Server,
}

impl RunningPage {
    /// The page's address, with its mount: `http://127.0.0.1:PORT/any/sub/folder/`.
    pub fn url(&self) -> String {
        format!("http://{}{}", self.addr, self.mount)
    }

    /// Stops it.
    pub async fn stop(self) {
        self.server.stop().await;
    }
}

struct Site {
    root: PathBuf,
    mount: String,
    endpoint: Option<String>,
    files: Mutex<HashMap<PathBuf, Arc<File>>>,
}

/// Serves `dir` under `mount` on a port of its own (0 picks a free one): right MIME types, gzip for whoever accepts
/// it, `Cache-Control: no-cache` with an ETag, 404 outside the mount. Files are read again when they change.
///
/// With `default_endpoint`, the first `<meta name="parlance-endpoint" content="">` of each `index.html` is sent with
/// that URL in it; the folder itself is not changed.
///
/// # Errors
/// When the port is taken or `dir` is not a folder.
pub async fn serve_page(
    dir: impl Into<PathBuf>,
    mount: impl Into<String>,
    port: u16,
    default_endpoint: Option<&str>,
) -> io::Result<RunningPage> {
    let dir = dir.into();
    let missing = |error: io::Error| {
        io::Error::new(
            error.kind(),
            format!("cannot serve {}: {error}", dir.display()),
        )
    };
    let root = dir.canonicalize().map_err(missing)?;
    if !root.is_dir() {
        return Err(missing(io::Error::new(
            io::ErrorKind::NotADirectory,
            "it is not a folder",
        )));
    }
    let mount = mount.into();
    let inner = mount.trim_matches('/');
    let mount = if inner.is_empty() {
        "/".to_owned()
    } else {
        format!("/{inner}/")
    };
    let listener = bind(port).await?;
    let addr = listener.local_addr()?;
    let site = Arc::new(Site {
        root,
        mount: mount.clone(),
        endpoint: default_endpoint.map(str::to_owned),
        files: Mutex::default(),
    });
    let warm = site.clone();
    // Compressed before the first visit, so that the first visit is timed as any other.
    tokio::task::spawn_blocking(move || warm.preload(&warm.root)).await?;
    let (stopping, _) = watch::channel(false);
    let server = Server::spawn(
        listener,
        Router::new().fallback(handle).with_state(site),
        stopping,
    );
    Ok(RunningPage {
        addr,
        mount,
        server,
    })
}

async fn handle(State(site): State<Arc<Site>>, request: Request) -> Response<Body> {
    let answer = tokio::task::spawn_blocking(move || site.answer(&request)).await;
    answer.unwrap_or_else(|_| status(StatusCode::INTERNAL_SERVER_ERROR))
}

impl Site {
    fn preload(&self, folder: &Path) {
        let Ok(entries) = std::fs::read_dir(folder) else {
            return;
        };
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                self.preload(&path);
            } else {
                // A file that cannot be read is told of when it is asked for.
                let _ = self.load(&path);
            }
        }
    }

    fn answer(&self, request: &Request) -> Response<Body> {
        if request.method() != Method::GET && request.method() != Method::HEAD {
            return status(StatusCode::METHOD_NOT_ALLOWED);
        }
        let path = request.uri().path();
        if self.mount.strip_suffix('/') == Some(path) && !path.is_empty() {
            return redirect(&self.mount);
        }
        let Some(inside) = path.strip_prefix(self.mount.as_str()) else {
            return status(StatusCode::NOT_FOUND);
        };
        let Some(mut file) = self.resolve(inside) else {
            return status(StatusCode::NOT_FOUND);
        };
        if file.is_dir() {
            if !path.ends_with('/') {
                return redirect(&format!("{path}/"));
            }
            file.push("index.html");
        }
        match self.load(&file) {
            Ok(file) => file.response(request.headers(), request.method() == Method::HEAD),
            Err(_) => status(StatusCode::NOT_FOUND),
        }
    }

    /// The file a path names, if it is inside the folder, links followed.
    fn resolve(&self, inside: &str) -> Option<PathBuf> {
        let decoded = percent_decoded(inside)?;
        if decoded.contains(['\0', '\\']) {
            return None;
        }
        let relative = Path::new(&decoded);
        if !relative
            .components()
            .all(|part| matches!(part, Component::Normal(_)))
        {
            return None;
        }
        let found = self.root.join(relative).canonicalize().ok()?;
        found.starts_with(&self.root).then_some(found)
    }

    fn load(&self, path: &Path) -> io::Result<Arc<File>> {
        let about = std::fs::metadata(path)?;
        let modified = about.modified().ok();
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = files.get(path)
            && known.is_of(modified, about.len())
        {
            return Ok(known.clone());
        }
        let mut bytes = std::fs::read(path)?;
        if let (Some(endpoint), Some("index.html")) = (
            &self.endpoint,
            path.file_name().and_then(|name| name.to_str()),
        ) {
            bytes = with_endpoint(bytes, endpoint);
        }
        let file = Arc::new(File::new(path, modified, about.len(), bytes)?);
        files.insert(path.to_owned(), file.clone());
        Ok(file)
    }
}

fn status(code: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::from(code.to_string()));
    *response.status_mut() = code;
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/plain; charset=utf-8"),
    );
    response
}

fn redirect(to: &str) -> Response<Body> {
    let mut response = status(StatusCode::MOVED_PERMANENTLY);
    // Never an address of another host: `//evil` would be one.
    let to = format!("/{}", to.trim_start_matches('/'));
    if let Ok(to) = HeaderValue::from_str(&to) {
        response.headers_mut().insert(header::LOCATION, to);
    }
    response
}

fn percent_decoded(path: &str) -> Option<String> {
    let mut out = Vec::with_capacity(path.len());
    let mut bytes = path.bytes();
    while let Some(byte) = bytes.next() {
        if byte != b'%' {
            out.push(byte);
            continue;
        }
        let high = char::from(bytes.next()?).to_digit(16)?;
        let low = char::from(bytes.next()?).to_digit(16)?;
        out.push((high * 16 + low) as u8);
    }
    String::from_utf8(out).ok()
}
