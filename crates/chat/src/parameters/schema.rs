//! The JSON schema of an answer, as the person wrote it.

use super::ParameterProblem;
use serde_json::Value;

/// The most letters of a schema.
pub const MOST_SCHEMA_LETTERS: usize = 50_000;

/// A schema is an object.
///
/// # Errors
///
/// It is too long, not JSON, or not an object.
pub(super) fn read_schema(text: &str) -> Result<Value, ParameterProblem> {
    if text.chars().count() > MOST_SCHEMA_LETTERS {
        return Err(ParameterProblem::SchemaTooLong);
    }
    let schema: Value = serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line().max(1), error.column());
        ParameterProblem::NotJson(line, character(text, line, column))
    })?;
    match schema.is_object() {
        true => Ok(schema),
        false => Err(ParameterProblem::NotAnObject),
    }
}

/// Which character of its line stands at this byte of it; both counted from one.
fn character(text: &str, line: usize, byte: usize) -> usize {
    let line = text.split('\n').nth(line - 1).unwrap_or_default();
    let before = line.char_indices().take_while(|(at, _)| *at < byte);
    before.count().max(1)
}

/// Whether an answer can be held to it to the letter: each object in it requires all that it names and forbids the rest, and
/// the whole is an object. (OpenAI: Structured Outputs, supported schemas.)
pub(super) fn is_strict(schema: &Value) -> bool {
    let is_object = schema.get("type").and_then(Value::as_str) == Some("object");
    is_object && schema.get("anyOf").is_none() && is_closed(schema)
}

fn is_closed(schema: &Value) -> bool {
    let Some(map) = schema.as_object() else {
        return false;
    };
    let kind = map.get("type");
    let is_object = match kind {
        Some(Value::Array(kinds)) => kinds.iter().any(|kind| kind == "object"),
        kind => kind.is_some_and(|kind| kind == "object"),
    } || ["properties", "additionalProperties"]
        .iter()
        .any(|word| map.contains_key(*word));
    let names = map.get("properties").and_then(Value::as_object);
    let required = map.get("required").and_then(Value::as_array);
    let requires = |name: &String| {
        required.is_some_and(|all| all.iter().any(|one| one.as_str() == Some(name)))
    };
    let closed = map.get("additionalProperties") == Some(&Value::Bool(false))
        && names.is_none_or(|names| names.keys().all(requires));
    // Other ways to join schemas are refused in strict mode.
    let joined = ["allOf", "oneOf", "not", "if", "patternProperties"];
    if (is_object && !closed) || joined.iter().any(|word| map.contains_key(*word)) {
        return false;
    }
    let inner = ["$defs", "definitions", "properties"]
        .iter()
        .filter_map(|part| map.get(*part)?.as_object())
        .flat_map(|part| part.values());
    let choices = map.get("anyOf").and_then(Value::as_array);
    let choices = choices.into_iter().flatten();
    inner.chain(choices).chain(map.get("items")).all(is_closed)
}
