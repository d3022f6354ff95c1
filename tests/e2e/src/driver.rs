//! A chromedriver of our own, ended when dropped.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use crate::{Error, Result};

/// A running chromedriver.
pub struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    /// Starts one on a port the system picks: a high one, which no browser refuses.
    pub fn start() -> Result<Self> {
        let program = std::env::var_os("CHROMEDRIVER").unwrap_or_else(|| "chromedriver".into());
        let mut child = Command::new(&program)
            .args(["--port=0", "--allowed-ips=127.0.0.1"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|e| {
                Error::new(format!(
                    "{} did not start: {e}. `cargo xtask setup --browser` sets it up.",
                    program.display()
                ))
            })?;
        let stdout = child.stdout.take();
        let mut driver = Self { child, port: 0 };
        let (send, receive) = mpsc::channel();
        // Reads to the end, so that the driver never blocks on a full pipe.
        std::thread::spawn(move || {
            for line in stdout
                .into_iter()
                .flat_map(|out| BufReader::new(out).lines())
                .map_while(std::result::Result::ok)
            {
                if let Some(port) = port_in(&line) {
                    let _ = send.send(port);
                }
            }
        });
        driver.port = receive.recv_timeout(Duration::from_secs(20)).map_err(|_| {
            Error::new(format!(
                "{} did not say on which port it listens.",
                program.display()
            ))
        })?;
        Ok(driver)
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Ends a session, without an async runtime and in a few seconds at most: for `Drop`.
    pub fn end_session(&self, session: &str) {
        let _ = self.try_end_session(session);
    }

    fn try_end_session(&self, session: &str) -> std::io::Result<()> {
        let mut connection = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        connection.set_read_timeout(Some(Duration::from_secs(10)))?;
        write!(
            connection,
            "DELETE /session/{session} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n",
            self.port
        )?;
        // The answer's first bytes come when the browser has ended.
        connection.read(&mut [0; 64]).map(drop)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// From `ChromeDriver was started successfully on port 43817.`
fn port_in(line: &str) -> Option<u16> {
    let (_, rest) = line.split_once("started successfully on port ")?;
    rest.trim_end_matches('.').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::port_in;

    #[test]
    fn the_port_is_read_from_what_the_driver_says() {
        assert_eq!(
            port_in("ChromeDriver was started successfully on port 43817."),
            Some(43_817)
        );
        assert_eq!(port_in("Starting ChromeDriver 156.0 on port 0"), None);
    }
}
