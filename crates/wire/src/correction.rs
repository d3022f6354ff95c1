//! Learning from a 400 what an endpoint and model refuse. No list of model names is kept: the endpoint says it.

use crate::body::sent_parameters;
use crate::text::{has, has_word};
use crate::{ChatRequest, Problem, ProblemKind, Quirk, Quirks, Role};

/// What to change after this refusal of this request, sent with these quirks; none when the refusal is about
/// something else or everything it names was already changed. The quirk is new to `quirks`, so that correcting
/// ends.
pub fn correction(problem: &Problem, request: &ChatRequest, quirks: &Quirks) -> Option<Quirk> {
    if problem.kind != ProblemKind::BadRequest || is_about_the_value(problem) {
        return None;
    }
    let quirk = match problem
        .param
        .as_deref()
        .map(normal)
        .filter(|param| !param.is_empty())
    {
        Some(param) if param.starts_with("messages") => role(problem, &param, request, quirks),
        Some(param) => parameter(&param, problem, request, quirks)
            .or_else(|| by_words(problem, request, quirks)),
        None => by_words(problem, request, quirks),
    };
    quirk.filter(|quirk| !quirks.contains(quirk))
}

/// A number out of range is the person's to change: dropping it would hide that, and remembering it would be wrong.
fn is_about_the_value(problem: &Problem) -> bool {
    let code = problem.code.as_deref().unwrap_or_default();
    code.ends_with("_above_max_value") || code.ends_with("_below_min_value")
}

/// `body.messages[0].role` → `messages.0.role`.
fn normal(param: &str) -> String {
    let param = param
        .trim()
        .trim_start_matches("body.")
        .trim_start_matches("$.");
    param.replace('[', ".").replace([']', '\'', '"'], "")
}

/// A parameter named outright.
fn parameter(
    param: &str,
    problem: &Problem,
    request: &ChatRequest,
    quirks: &Quirks,
) -> Option<Quirk> {
    let sent = sent_parameters(request, quirks);
    let root = param.split('.').next().unwrap_or(param);
    match root {
        "max_tokens" | "max_completion_tokens" => limit(&sent, problem),
        "stream_options" if sent.contains(&"stream_options") => {
            let part = Quirk::Without("stream_options.include_obfuscation".to_owned());
            let about_part = param.contains("include_obfuscation")
                || has(&problem.message, "include_obfuscation");
            if about_part && !quirks.contains(&part) {
                Some(part)
            } else {
                Some(without("stream_options"))
            }
        }
        "include_obfuscation" if sent.contains(&"stream_options") => {
            Some(without("stream_options.include_obfuscation"))
        }
        "reasoning" if sent.contains(&"reasoning_effort") => Some(without("reasoning_effort")),
        "tool_choice" | "functions" if sent.contains(&"tools") => Some(without("tools")),
        root if sent.contains(&root) => Some(without(root)),
        _ => None,
    }
}

/// The limit on output tokens: first under the older name; not at all where that is refused too or it is too large.
fn limit(sent: &[&str], problem: &Problem) -> Option<Quirk> {
    let too_large = ["too large", "at most", "less than or equal", "too many"];
    if sent.contains(&"max_completion_tokens")
        && !too_large.iter().any(|words| has(&problem.message, words))
        && problem.param.as_deref() != Some("max_tokens")
    {
        return Some(Quirk::OldMaxTokens);
    }
    let sends = sent.contains(&"max_completion_tokens") || sent.contains(&"max_tokens");
    sends.then(|| without("max_completion_tokens"))
}

/// A refusal of the system role.
fn role(problem: &Problem, param: &str, request: &ChatRequest, quirks: &Quirks) -> Option<Quirk> {
    let about_role = param.ends_with(".role") || has(&problem.message, "role");
    let has_system = request
        .messages
        .iter()
        .any(|message| message.role == Role::System);
    let speaks_of = |name| has(&problem.message, name);
    if !has_system || !about_role || !(speaks_of("system") || speaks_of("developer")) {
        return None;
    }
    let known = quirks.contains(&Quirk::DeveloperRole) || quirks.contains(&Quirk::NoSystemRole);
    Some(if known {
        Quirk::NoSystemRole
    } else {
        Quirk::DeveloperRole
    })
}

/// No parameter is named apart; the words may name one.
fn by_words(problem: &Problem, request: &ChatRequest, quirks: &Quirks) -> Option<Quirk> {
    const REFUSALS: [&str; 14] = [
        "unsupported",
        "not support",
        "n't support",
        "unavailable",
        "unrecognized",
        "unknown",
        "unexpected",
        "not permitted",
        "not allowed",
        "not enabled",
        "invalid",
        "extra inputs",
        "not implemented",
        "too large",
    ];
    let message = problem.message.as_str();
    if !REFUSALS.iter().any(|words| has(message, words)) {
        return None;
    }
    let has_system = request
        .messages
        .iter()
        .any(|message| message.role == Role::System);
    if has_system
        && (has(message, "system role not supported") || has(message, "developer instruction"))
    {
        return Some(Quirk::NoSystemRole);
    }
    if has_system
        && has(message, "role")
        && (has(message, "'system'") || has(message, "'developer'"))
    {
        return role(problem, "", request, quirks);
    }
    let sent = sent_parameters(request, quirks);
    if has(message, "support thinking") && sent.contains(&"reasoning_effort") {
        return Some(without("reasoning_effort"));
    }
    if has_word(message, "include_obfuscation") {
        return parameter("include_obfuscation", problem, request, quirks);
    }
    if has_word(message, "max_completion_tokens") || has_word(message, "max_tokens") {
        return limit(&sent, problem);
    }
    let named = sent.iter().find(|name| has_word(message, name))?;
    Some(without(named))
}

fn without(parameter: &str) -> Quirk {
    Quirk::Without(parameter.to_owned())
}
