//! Rate limits in earnest: token buckets, refused with OpenAI's 429.

use crate::errors::ApiError;
use crate::reply::Reply;

/// The limits of the whole endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Requests a minute; the bucket holds as many. 0 is read as 1.
    pub requests_per_minute: u32,
    /// Tokens a minute (0 is read as 1), counted as input plus the output asked for; the bucket holds as many.
    pub tokens_per_minute: u32,
}

/// The state of both buckets.
#[derive(Debug)]
pub(crate) struct Buckets {
    limits: Limits,
    requests: f64,
    tokens: f64,
    at_ms: u64,
}

impl Buckets {
    pub fn new(limits: Limits, now_ms: u64) -> Buckets {
        let limits = Limits {
            requests_per_minute: limits.requests_per_minute.max(1),
            tokens_per_minute: limits.tokens_per_minute.max(1),
        };
        Buckets {
            limits,
            requests: f64::from(limits.requests_per_minute),
            tokens: f64::from(limits.tokens_per_minute),
            at_ms: now_ms,
        }
    }

    /// Takes one request of `tokens` tokens out of the buckets, or says when to come back.
    pub fn take(&mut self, tokens: u64, model: &str, now_ms: u64) -> Result<(), Reply> {
        let minutes = now_ms.saturating_sub(self.at_ms) as f64 / 60_000.0;
        self.at_ms = now_ms;
        let most_requests = f64::from(self.limits.requests_per_minute);
        let most_tokens = f64::from(self.limits.tokens_per_minute);
        self.requests = (self.requests + minutes * most_requests).min(most_requests);
        self.tokens = (self.tokens + minutes * most_tokens).min(most_tokens);
        let wanted = tokens as f64;
        if wanted > most_tokens {
            return Err(refusal(
                model,
                "tokens",
                "tokens per min (TPM)",
                most_tokens,
                most_tokens - self.tokens,
                wanted,
                None,
            ));
        }
        if self.requests < 1.0 {
            let wait = (1.0 - self.requests) / most_requests * 60.0;
            return Err(refusal(
                model,
                "requests",
                "requests per min (RPM)",
                most_requests,
                most_requests - self.requests,
                1.0,
                Some(wait),
            ));
        }
        if self.tokens < wanted {
            let wait = (wanted - self.tokens) / most_tokens * 60.0;
            return Err(refusal(
                model,
                "tokens",
                "tokens per min (TPM)",
                most_tokens,
                most_tokens - self.tokens,
                wanted,
                Some(wait),
            ));
        }
        self.requests -= 1.0;
        self.tokens -= wanted;
        Ok(())
    }
}

/// OpenAI's 429; `wait` is in seconds, none when waiting cannot help.
pub(crate) fn refusal(
    model: &str,
    kind: &'static str,
    what: &str,
    limit: f64,
    used: f64,
    requested: f64,
    wait: Option<f64>,
) -> Reply {
    let start = if wait.is_some() {
        "Rate limit reached"
    } else {
        "Request too large"
    };
    let mut message = format!(
        "{start} for {model} in organization org-practice on {what}: Limit {limit:.0}, Used {used:.0}, Requested {requested:.0}."
    );
    if let Some(wait) = wait {
        message.push_str(&format!(" Please try again in {wait:.3}s."));
    }
    let reply = ApiError::of(429, kind, Some("rate_limit_exceeded"), message).reply();
    match wait {
        Some(wait) => reply
            .with("retry-after", format!("{:.0}", wait.ceil().max(1.0)))
            .with("retry-after-ms", format!("{:.0}", (wait * 1000.0).ceil())),
        None => reply,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits {
        requests_per_minute: 2,
        tokens_per_minute: 100,
    };

    #[test]
    fn refills_with_time() {
        let mut buckets = Buckets::new(LIMITS, 0);
        assert!(buckets.take(10, "m", 0).is_ok());
        assert!(buckets.take(10, "m", 0).is_ok());
        let refused = buckets.take(10, "m", 0).map_err(|reply| reply.status);
        assert_eq!(refused, Err(429));
        assert!(buckets.take(10, "m", 30_000).is_ok());
    }

    #[test]
    fn tokens_count_too_and_waiting_is_told() {
        let mut buckets = Buckets::new(LIMITS, 0);
        assert!(buckets.take(90, "m", 0).is_ok());
        let headers = buckets.take(60, "m", 0).map_err(|reply| reply.headers);
        assert!(headers.is_err_and(|headers| headers.contains(&("retry-after", "30".to_owned()))));
        let headers = buckets.take(101, "m", 0).map_err(|reply| reply.headers);
        assert!(
            headers.is_err_and(|headers| headers.iter().all(|(name, _)| *name != "retry-after"))
        );
    }
}
