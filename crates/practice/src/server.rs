//! Starting and stopping.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::serve::ListenerExt;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::cors::Cors;
use crate::limits::Limits;
use crate::memory::Memory;
use crate::pages::{Page, RunningPage, serve_page};
use crate::router::{Shared, handle};
use crate::seen::{Log, Seen, now_ms};

/// How long [`Running::wait_for`] and [`Running::wait_until`] wait at most.
const PATIENCE: Duration = Duration::from_secs(30);

/// How to run the endpoint; the default is any free port, any key, no limits, CORS as api.openai.com.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The port on 127.0.0.1; 0 picks a free one above 10,080.
    pub port: u16,
    /// The only key accepted; none accepts any key, and none at all.
    pub key: Option<String>,
    /// Rate limits, if any.
    pub limits: Option<Limits>,
    /// How pages of other origins are treated.
    pub cors: Cors,
    /// A folder to serve as well, on a free port of its own, with this endpoint as its default.
    pub page: Option<Page>,
}

/// A running endpoint; dropping it stops it.
pub struct Running {
    /// Where it listens.
    pub addr: SocketAddr,
    log: Log,
    page: Option<RunningPage>,
    server: Server,
}

impl Running {
    /// What to give as the endpoint's base URL: `http://127.0.0.1:PORT/v1`.
    pub fn base_url(&self) -> String {
        format!("http://{}/v1", self.addr)
    }

    /// The page asked for with [`Options::page`].
    pub fn page(&self) -> Option<&RunningPage> {
        self.page.as_ref()
    }

    /// The requests so far in the order they arrived, preflights left out.
    pub fn requests(&self) -> Vec<Seen> {
        without_preflights(self.log.all())
    }

    /// The preflights (`OPTIONS`) so far.
    pub fn preflights(&self) -> Vec<Seen> {
        let mut all = self.log.all();
        all.retain(|seen| seen.method == "OPTIONS");
        all
    }

    /// Forgets the requests seen so far. Those still being answered are not put back when they end.
    pub fn clear(&self) {
        self.log.clear();
    }

    /// Waits until `count` requests have arrived since the last [`Running::clear`], preflights not counted; gives all
    /// of them, which are fewer if that took more than 30 s.
    pub async fn wait_for(&self, count: usize) -> Vec<Seen> {
        self.wait_until(|seen| seen.len() >= count).await
    }

    /// Waits, at most 30 s, until the requests are as `wanted` says (one aborted, say); gives them as they then are.
    pub async fn wait_until(&self, wanted: impl Fn(&[Seen]) -> bool) -> Vec<Seen> {
        let all = self
            .log
            .wait(PATIENCE, |all| wanted(&without_preflights(all.to_vec())));
        without_preflights(all.await)
    }

    /// Stops listening and breaks off the answers under way.
    pub async fn stop(self) {
        if let Some(page) = self.page {
            page.stop().await;
        }
        self.server.stop().await;
    }
}

fn without_preflights(mut all: Vec<Seen>) -> Vec<Seen> {
    all.retain(|seen| seen.method != "OPTIONS");
    all
}

/// Starts the endpoint on 127.0.0.1; on return it accepts connections.
///
/// # Errors
/// When the port is taken (the message names it and says what to do) or the page's folder cannot be read.
pub async fn start(options: Options) -> io::Result<Running> {
    let listener = bind(options.port).await?;
    let addr = listener.local_addr()?;
    let (stopping, _) = watch::channel(false);
    let log = Log::new();
    let shared = Arc::new(Shared {
        key: options.key,
        cors: options.cors,
        memory: Mutex::new(Memory::new(options.limits, now_ms())),
        log: log.clone(),
        count: AtomicU64::new(1),
        stopping: stopping.clone(),
    });
    let router = Router::new().fallback(handle).with_state(shared);
    let server = Server::spawn(listener, router, stopping);
    let page = match options.page {
        Some(page) => {
            let endpoint = format!("http://{addr}/v1");
            Some(serve_page(page.dir, page.mount, 0, Some(&endpoint)).await?)
        }
        None => None,
    };
    Ok(Running {
        addr,
        log,
        page,
        server,
    })
}

/// A server task and the way to end it.
pub(crate) struct Server {
    stopping: watch::Sender<bool>,
    task: Option<JoinHandle<()>>,
}

impl Server {
    pub fn spawn(listener: TcpListener, router: Router, stopping: watch::Sender<bool>) -> Server {
        let mut stop = stopping.subscribe();
        let listener = listener.tap_io(|stream| {
            // Each write is a packet of its own; that it could not be set so only makes pieces arrive together.
            let _ = stream.set_nodelay(true);
        });
        let task = tokio::spawn(async move {
            let stopped = async move {
                // An error means that the handle is gone, which is a stop too.
                let _ = stop.wait_for(|stop| *stop).await;
            };
            // axum's serve does not return errors: it keeps accepting.
            let _ = axum::serve(listener, router)
                .with_graceful_shutdown(stopped)
                .await;
        });
        Server {
            stopping,
            task: Some(task),
        }
    }

    pub async fn stop(mut self) {
        self.stopping.send_replace(true);
        if let Some(mut task) = self.task.take()
            && tokio::time::timeout(Duration::from_secs(1), &mut task)
                .await
                .is_err()
        {
            // A connection that does not close by itself.
            task.abort();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stopping.send_replace(true);
    }
}

/// Listens on 127.0.0.1; 0 picks a free port that no browser refuses.
pub(crate) async fn bind(port: u16) -> io::Result<TcpListener> {
    let address = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    if port != 0 {
        return TcpListener::bind(address(port)).await.map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => io::Error::new(
                error.kind(),
                format!("port {port} is taken by another program: stop that program, or choose another port (0 picks a free one)"),
            ),
            kind => io::Error::new(kind, format!("cannot listen on port {port}: {error}")),
        });
    }
    // 10,080 is the highest port that browsers refuse.
    let mut low = Vec::new();
    loop {
        let listener = TcpListener::bind(address(0)).await?;
        if listener.local_addr()?.port() > 10_080 {
            return Ok(listener);
        }
        // Held, so that the next one is another port.
        low.push(listener);
        if low.len() > 50 {
            return Err(io::Error::other(
                "the system gives no free port above 10,080",
            ));
        }
    }
}
