//! What goes wrong while driving a browser, as a sentence for the one who reads the test's output.

use std::fmt;

use thirtyfour::error::WebDriverError;

/// A sentence that says what was being done and what happened.
pub struct Error(String);

/// What everything here returns.
pub type Result<T = ()> = std::result::Result<T, Error>;

impl Error {
    /// An error that says `what`.
    pub fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }

    /// The same error, with what was being done before it.
    #[must_use]
    pub fn while_doing(self, what: &str) -> Self {
        Self(format!("{what}: {}", self.0))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// As [`fmt::Display`]: a test that returns an error is shown by its `Debug`.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

impl From<WebDriverError> for Error {
    fn from(error: WebDriverError) -> Self {
        // The driver adds its own stack, which helps nobody here.
        let text = error.to_string();
        Self(
            text.split("Stacktrace:")
                .next()
                .unwrap_or(&text)
                .trim()
                .to_owned(),
        )
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self(error.to_string())
    }
}
