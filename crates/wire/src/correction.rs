//! Learning from a 400 what an endpoint and model refuse. No list of model names is kept: the endpoint says it.

use crate::body::{sent_limit, sent_parameters};
use crate::quirks::OPTIONAL_FORMAT;
use crate::refusal_words::refuses;
use crate::text::{has, has_word};
use crate::{ChatRequest, Problem, ProblemKind, Quirk, Quirks, Role};

/// What to change after this refusal of this request, sent with these quirks; none when the refusal is about
/// something else or everything it names was already changed. The quirk is new to `quirks`, so that correcting
/// ends.
pub fn correction(problem: &Problem, request: &ChatRequest, quirks: &Quirks) -> Option<Quirk> {
    if problem.kind != ProblemKind::BadRequest {
        return None;
    }
    let param = problem.param.as_deref().map(normal);
    let param = param.filter(|param| !param.is_empty());
    if let Some(limit) = smaller_limit(problem, param.as_deref(), request, quirks) {
        return Some(limit);
    }
    if is_about_the_value(problem) || is_about_the_schema(problem) {
        return None;
    }
    let quirk = match param {
        Some(param) if param.starts_with("messages") => role(problem, &param, request, quirks),
        Some(param) => parameter(&param, problem, request, quirks)
            .or_else(|| by_words(problem, request, quirks)),
        None => by_words(problem, request, quirks),
    };
    let quirk = quirk.map(
        |quirk| match quirk == without(FORMAT) && request.format_optional {
            true => without(OPTIONAL_FORMAT),
            false => quirk,
        },
    );
    quirk.filter(|quirk| !quirks.contains(quirk) && *quirk != without(FORMAT))
}

/// The shape wanted of the answer is dropped only where the asker can do without: else what is asked for changes with it,
/// so stepping down to another is the asker's.
const FORMAT: &str = "response_format";

/// Whether this quirk, learned from this refusal, is the model's for good, and not this request's alone: half of a
/// limit is a guess, and what is left beside a prompt changes with the prompt.
pub(crate) fn is_of_the_model(quirk: &Quirk, problem: &Problem) -> bool {
    let Quirk::OutputLimit(limit) = quirk else {
        return true;
    };
    let beside_prompt = ["prompt", "input", "messages"];
    numbers(&problem.message).contains(limit)
        && !beside_prompt.iter().any(|word| has(&problem.message, word))
}

/// A value out of range is the person's to change: dropping it would hide that, and remembering it would be wrong.
/// (OpenAI's codes: `decimal_above_max_value`, `string_above_max_length`, `integer_below_min_value` and so on.)
fn is_about_the_value(problem: &Problem) -> bool {
    let code = problem.code.as_deref().unwrap_or_default();
    ["_above_max", "_below_min"]
        .iter()
        .any(|part| has(code, part))
        || code.ends_with("_max_length")
        || code.ends_with("_min_length")
}

/// A schema that the endpoint cannot use is the person's to change, too: the model may well take another. (OpenAI: "Invalid
/// schema for response_format 'answer': …", without a code.)
fn is_about_the_schema(problem: &Problem) -> bool {
    has(&problem.message, "invalid schema")
}

/// Where the limit on output tokens is more than the model can give: the number that the endpoint says it takes, else
/// half of what was asked. It is not dropped: the gate reserves money by it, and a cap holds only with it.
fn smaller_limit(
    problem: &Problem,
    param: Option<&str>,
    request: &ChatRequest,
    quirks: &Quirks,
) -> Option<Quirk> {
    const NAMES: [&str; 2] = ["max_completion_tokens", "max_tokens"];
    const TOO_LARGE: [&str; 4] = ["too large", "too high", "too big", "exceed"];
    // What comes before the number that is allowed.
    const BEFORE: [&str; 11] = [
        "at most",
        "less than",
        "maximum",
        "range",
        "up to",
        "limit",
        "supports",
        "between",
        " > ",
        "<=",
        "≤",
    ];
    let message = problem.message.as_str();
    let about_limit = match param {
        Some(param) => NAMES.contains(&param),
        None => NAMES.iter().any(|name| has_word(message, name)),
    };
    if !about_limit || NAMES.iter().any(|name| refuses(message, name)) {
        return None;
    }
    let sent = sent_limit(request, quirks)?;
    let lower = message.to_lowercase();
    let said = BEFORE.iter().filter_map(|words| lower.find(words)).min();
    let allowed = said.and_then(|start| lower.get(start..)).and_then(|after| {
        numbers(after)
            .into_iter()
            .filter(|n| (1..sent).contains(n))
            .max()
    });
    let code = problem.code.as_deref().unwrap_or_default();
    let too_large = has(code, "_above_max") || TOO_LARGE.iter().any(|words| has(message, words));
    let limit = allowed.or_else(|| too_large.then_some(sent / 2))?;
    (limit > 0).then_some(Quirk::OutputLimit(limit))
}

/// The whole numbers in a text, with or without commas; those that are part of a name (`gpt-4`) or of a fraction are
/// none.
fn numbers(text: &str) -> Vec<u32> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ',');
    text.split(|c: char| !is_part(c))
        .filter_map(|word| word.trim_matches(['.', ',']).replace(',', "").parse().ok())
        .collect()
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

/// The limit on output tokens is not taken as a parameter: first it goes under the older name; not at all where that
/// is refused too.
fn limit(sent: &[&str], problem: &Problem) -> Option<Quirk> {
    if sent.contains(&"max_completion_tokens") && problem.param.as_deref() != Some("max_tokens") {
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

/// No parameter is named apart; the words may plainly refuse one.
fn by_words(problem: &Problem, request: &ChatRequest, quirks: &Quirks) -> Option<Quirk> {
    const REFUSALS: [&str; 4] = ["unsupported", "not support", "n't support", "not enabled"];
    let message = problem.message.as_str();
    let refused = REFUSALS.iter().any(|words| has(message, words));
    let has_system = request
        .messages
        .iter()
        .any(|message| message.role == Role::System);
    if has_system
        && refused
        && (has(message, "system role not supported") || has(message, "developer instruction"))
    {
        return Some(Quirk::NoSystemRole);
    }
    if has_system
        && (refused || has(message, "invalid value"))
        && has(message, "role")
        && (has(message, "'system'") || has(message, "'developer'"))
    {
        return role(problem, "", request, quirks);
    }
    let sent = sent_parameters(request, quirks);
    if refused && has(message, "support thinking") && sent.contains(&"reasoning_effort") {
        return Some(without("reasoning_effort"));
    }
    if refuses(message, "include_obfuscation") {
        return parameter("include_obfuscation", problem, request, quirks);
    }
    if refuses(message, "max_completion_tokens") || refuses(message, "max_tokens") {
        return limit(&sent, problem);
    }
    let named = sent.iter().find(|name| refuses(message, name))?;
    Some(without(named))
}

fn without(parameter: &str) -> Quirk {
    Quirk::Without(parameter.to_owned())
}
