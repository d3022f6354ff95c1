//! The error an endpoint wrote, in whichever of the usual shapes.

use serde_json::Value;

/// What an error says, as far as it says it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ErrorBody {
    pub(crate) message: String,
    /// `code`, a number as text; else none.
    pub(crate) code: Option<String>,
    /// `type`.
    pub(crate) r#type: Option<String>,
    /// Google's `status`, a word.
    pub(crate) status_word: Option<String>,
    pub(crate) param: Option<String>,
    pub(crate) request_id: Option<String>,
    /// llama.cpp's `n_ctx`.
    pub(crate) context: Option<u64>,
    /// Google's `RetryInfo.retryDelay` (`"23s"`).
    pub(crate) retry_delay: Option<String>,
    /// OpenRouter's `metadata.flagged_input`, or `reasons` for a flag.
    pub(crate) flagged: bool,
}

impl ErrorBody {
    /// Reads a whole body; none when it is not JSON or says nothing of an error.
    pub(crate) fn read(body: &[u8]) -> Option<Self> {
        Self::of_root(&serde_json::from_slice(body).ok()?)
    }

    /// Reads the root of a body: the error in it, or itself where it is one.
    pub(crate) fn of_root(root: &Value) -> Option<Self> {
        let root = first(root);
        let mut read = match root.get("error").or_else(|| root.get("errors")) {
            Some(error) if !error.is_null() => Self::of_error(error),
            _ => Self::of_error(root),
        };
        // OpenAI-likes built on other frameworks put words beside a bare `error: "Not Found"`.
        if let (Value::Object(_), Some(Value::String(_))) = (root, root.get("error"))
            && let Some(words) = text(root, "message").or_else(|| text(root, "detail"))
        {
            read.message = words;
        }
        if read.request_id.is_none() {
            read.request_id = text(root, "request_id");
        }
        let says = !read.message.is_empty() || read.code.is_some() || root.get("error").is_some();
        says.then_some(read)
    }

    /// Reads an error: an object, a string, or either in an array.
    pub(crate) fn of_error(error: &Value) -> Self {
        let error = first(error);
        if let Value::String(message) = error {
            return ErrorBody {
                message: message.clone(),
                ..ErrorBody::default()
            };
        }
        let mut read = ErrorBody {
            message: text(error, "message")
                .or_else(|| text(error, "msg"))
                .unwrap_or_default(),
            code: text(error, "code"),
            r#type: text(error, "type"),
            status_word: error
                .get("status")
                .and_then(Value::as_str)
                .map(str::to_owned),
            param: text(error, "param"),
            request_id: text(error, "request_id"),
            context: error.get("n_ctx").and_then(Value::as_u64),
            retry_delay: None,
            flagged: false,
        };
        read.read_details(error);
        read.read_metadata(error.get("metadata").unwrap_or(&Value::Null));
        read
    }

    /// FastAPI's `detail` (text, or a list with `loc` and `msg`) and Google's `details`.
    fn read_details(&mut self, error: &Value) {
        let detail = error.get("detail").map_or(&Value::Null, first);
        match detail {
            Value::String(words) if self.message.is_empty() => self.message.clone_from(words),
            Value::Object(_) => {
                if self.message.is_empty() {
                    self.message = text(detail, "msg")
                        .or_else(|| text(detail, "message"))
                        .unwrap_or_default();
                }
                if let (None, Some(Value::Array(steps))) = (&self.param, detail.get("loc")) {
                    let steps: Vec<String> = steps
                        .iter()
                        .filter_map(as_text)
                        .filter(|step| step != "body")
                        .collect();
                    self.param = Some(steps.join("."));
                }
            }
            _ => {}
        }
        for detail in error
            .get("details")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            if self.retry_delay.is_none() {
                self.retry_delay = text(detail, "retryDelay");
            }
            if text(detail, "reason").as_deref() == Some("API_KEY_INVALID") {
                self.code = Some("invalid_api_key".to_owned());
            }
        }
    }

    /// OpenRouter: what the provider behind it said, and whether it is a moderation.
    fn read_metadata(&mut self, metadata: &Value) {
        self.flagged = metadata.get("flagged_input").is_some();
        if let Some(Value::String(raw)) = metadata.get("raw")
            && (self.message.is_empty() || self.message == "Provider returned error")
        {
            let inner = serde_json::from_str::<Value>(raw)
                .ok()
                .and_then(|raw| Self::of_root(&raw));
            self.message = inner
                .map(|inner| inner.message)
                .filter(|m| !m.is_empty())
                .unwrap_or_else(|| raw.clone());
        }
    }
}

fn first(value: &Value) -> &Value {
    match value {
        Value::Array(list) => list.first().unwrap_or(&Value::Null),
        value => value,
    }
}

fn text(value: &Value, key: &str) -> Option<String> {
    value
        .get(key)
        .and_then(as_text)
        .filter(|text| !text.is_empty())
}

fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
