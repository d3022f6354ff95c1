//! The DevTools protocol without chromedriver between: for what must not wait until a page has loaded.

use std::net::{Ipv4Addr, TcpListener};
use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::browser::Browser;
use crate::options::BrowserOptions;
use crate::{Error, Result};

/// Longer than anything a page is asked for here.
const PATIENCE: Duration = Duration::from_secs(30);

/// A connection to the tab beside chromedriver's. Chromedriver holds commands back while a page loads; this one does not.
pub struct DevTools {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    last: u64,
}

impl DevTools {
    /// Starts a browser and connects to its tab.
    pub async fn start(mut options: BrowserOptions) -> Result<(Browser, Self)> {
        // Free now; chromedriver hands it to the browser in a moment.
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
            .local_addr()?
            .port();
        options.args.push(format!("--remote-debugging-port={port}"));
        let browser = Browser::start(options).await?;
        let about = browser.cdp("Target.getTargetInfo", json!({})).await?;
        let tab = about["targetInfo"]["targetId"].as_str().unwrap_or_default();
        let (socket, _) = connect_async(format!("ws://127.0.0.1:{port}/devtools/page/{tab}"))
            .await
            .map_err(|e| Error::new(format!("connecting to the browser's DevTools: {e}")))?;
        Ok((browser, Self { socket, last: 0 }))
    }

    /// Sends a command and waits for its answer.
    pub async fn send(&mut self, method: &str, params: Value) -> Result<Value> {
        self.last += 1;
        let id = self.last;
        let command = json!({ "id": id, "method": method, "params": params }).to_string();
        self.socket
            .send(Message::text(command))
            .await
            .map_err(|e| Error::new(format!("{method}: {e}")))?;
        tokio::time::timeout(PATIENCE, self.answer(id))
            .await
            .map_err(|_| Error::new(format!("{method}: no answer in {PATIENCE:?}")))?
            .map_err(|e| e.while_doing(method))
    }

    /// Evaluates an expression in the page, as JSON.
    pub async fn evaluate(&mut self, expression: &str) -> Result<Value> {
        let params = json!({ "expression": expression, "returnByValue": true });
        let answer = self.send("Runtime.evaluate", params).await?;
        match answer["exceptionDetails"]["exception"]["description"].as_str() {
            Some(error) => Err(Error::new(error)),
            None => Ok(answer["result"]["value"].clone()),
        }
    }

    /// Presses and releases the key of a letter from a to z.
    pub async fn press_letter(&mut self, letter: char) -> Result {
        let upper = letter.to_ascii_uppercase();
        let mut key = json!({ "type": "keyUp", "key": letter, "code": format!("Key{upper}"), "windowsVirtualKeyCode": u32::from(upper) });
        let up = key.clone();
        key["type"] = "keyDown".into();
        key["text"] = letter.to_string().into();
        self.send("Input.dispatchKeyEvent", key).await?;
        self.send("Input.dispatchKeyEvent", up).await.map(drop)
    }

    /// The answer to a command; events and late answers are passed over.
    async fn answer(&mut self, id: u64) -> Result<Value> {
        while let Some(message) = self.socket.next().await {
            let message = message.map_err(|e| Error::new(e.to_string()))?;
            let Message::Text(text) = message else {
                continue;
            };
            let mut message: Value = serde_json::from_str(&text)?;
            if message["id"] != json!(id) {
                continue;
            }
            return match message["error"]["message"].as_str() {
                Some(error) => Err(Error::new(error)),
                None => Ok(message["result"].take()),
            };
        }
        Err(Error::new("the browser closed the connection"))
    }
}
