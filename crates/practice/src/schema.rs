//! JSON schemas: what strict mode allows, and a value that satisfies one.

use serde_json::{Map, Value, json};

/// Checks the rules of strict mode; the error is worded as OpenAI's.
pub(crate) fn strict(schema: &Value) -> Result<(), String> {
    if schema.get("type") != Some(&json!("object")) {
        return Err(format!(
            "schema must be a JSON Schema of 'type: \"object\"', got 'type: {}'.",
            schema.get("type").unwrap_or(&Value::Null)
        ));
    }
    walk(schema, &mut Vec::new())
}

fn walk(schema: &Value, path: &mut Vec<String>) -> Result<(), String> {
    let context = |path: &[String]| {
        let quoted: Vec<String> = path.iter().map(|step| format!("'{step}'")).collect();
        format!("In context=({})", quoted.join(", "))
    };
    if schema.get("type") == Some(&json!("object")) {
        if schema.get("additionalProperties") != Some(&json!(false)) {
            return Err(format!(
                "{}, 'additionalProperties' is required to be supplied and to be false.",
                context(path)
            ));
        }
        let required: Vec<&str> = schema
            .get("required")
            .and_then(Value::as_array)
            .map(|list| list.iter().filter_map(Value::as_str).collect())
            .unwrap_or_default();
        if let Some(Value::Object(properties)) = schema.get("properties") {
            for (key, inner) in properties {
                if !required.contains(&key.as_str()) {
                    return Err(format!(
                        "{}, 'required' is required to be supplied and to be an array including every key in properties. Missing '{key}'.",
                        context(path)
                    ));
                }
                path.extend(["properties".to_owned(), key.clone()]);
                walk(inner, path)?;
                path.truncate(path.len() - 2);
            }
        }
    }
    if let Some(items) = schema.get("items") {
        path.push("items".to_owned());
        walk(items, path)?;
        path.pop();
    }
    if let Some(Value::Object(definitions)) = schema.get("$defs") {
        for (key, inner) in definitions {
            path.extend(["$defs".to_owned(), key.clone()]);
            walk(inner, path)?;
            path.truncate(path.len() - 2);
        }
    }
    if let Some(Value::Array(choices)) = schema.get("anyOf") {
        for (index, inner) in choices.iter().enumerate() {
            path.extend(["anyOf".to_owned(), index.to_string()]);
            walk(inner, path)?;
            path.truncate(path.len() - 2);
        }
    }
    Ok(())
}

/// What a value is filled with, each from the path of keys that leads to it.
pub(crate) struct Filling<'a> {
    /// The text of a string.
    pub words: &'a dyn Fn(&[String]) -> String,
    /// How many items an array has, where the schema leaves it open.
    pub items: &'a dyn Fn(&[String]) -> i64,
    /// Which of the values of an enum it is.
    pub choice: &'a dyn Fn(&[String], &[Value]) -> usize,
}

/// A value that satisfies `schema`: arrays as short as may be, the first of every enum.
pub(crate) fn example(schema: &Value, words: &dyn Fn(&[String]) -> String) -> Value {
    let filling = Filling {
        words,
        items: &|_| 1,
        choice: &|_, _| 0,
    };
    filled(schema, &filling)
}

/// A value that satisfies `schema`.
pub(crate) fn filled(schema: &Value, filling: &Filling<'_>) -> Value {
    fill(schema, schema, &mut Vec::new(), filling, 0)
}

/// Schemas that contain themselves stop growing here.
const DEEPEST: usize = 8;

fn fill(
    root: &Value,
    schema: &Value,
    path: &mut Vec<String>,
    filling: &Filling<'_>,
    depth: usize,
) -> Value {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let target = reference
            .strip_prefix('#')
            .and_then(|pointer| root.pointer(pointer));
        return match target {
            Some(target) if depth < DEEPEST => fill(root, target, path, filling, depth + 1),
            _ => Value::Null,
        };
    }
    if let Some(value) = schema.get("const") {
        return value.clone();
    }
    if let Some(Value::Array(values)) = schema.get("enum")
        && !values.is_empty()
    {
        return values[(filling.choice)(path, values) % values.len()].clone();
    }
    for choice in ["anyOf", "oneOf"] {
        if let Some(Value::Array(choices)) = schema.get(choice) {
            // Null is a way out of a schema that contains itself.
            let way_out = choices
                .iter()
                .find(|inner| inner.get("type") == Some(&json!("null")));
            let picked = if depth >= DEEPEST {
                way_out.or(choices.first())
            } else {
                choices.first()
            };
            return picked.map_or(Value::Null, |inner| {
                fill(root, inner, path, filling, depth + 1)
            });
        }
    }
    let kind = match schema.get("type") {
        Some(Value::String(kind)) => kind.as_str(),
        Some(Value::Array(kinds)) => kinds.first().and_then(Value::as_str).unwrap_or("string"),
        _ if schema.get("properties").is_some() => "object",
        _ if schema.get("items").is_some() => "array",
        _ => "string",
    };
    let number = |key: &str| schema.get(key).and_then(Value::as_i64);
    match kind {
        "object" => {
            let mut out = Map::new();
            if let Some(Value::Object(properties)) = schema.get("properties") {
                for (key, inner) in properties {
                    path.push(key.clone());
                    out.insert(key.clone(), fill(root, inner, path, filling, depth + 1));
                    path.pop();
                }
            }
            Value::Object(out)
        }
        "array" => {
            let least = number("minItems").unwrap_or(0).max(0);
            let most = number("maxItems")
                .unwrap_or(100)
                .clamp(least, least.max(100));
            let count = (filling.items)(path).clamp(least, most);
            let count = if depth >= DEEPEST { 0 } else { count.min(100) };
            let empty = json!({"type": "string"});
            let items = schema.get("items").unwrap_or(&empty);
            (0..count)
                .map(|index| {
                    path.push(index.to_string());
                    let value = fill(root, items, path, filling, depth + 1);
                    path.pop();
                    value
                })
                .collect()
        }
        "integer" | "number" => {
            let exclusive = number("exclusiveMinimum").map(|least| least + 1);
            let low = number("minimum").or(exclusive);
            let high = number("maximum");
            json!(low.or(high.filter(|high| *high < 1)).unwrap_or(1))
        }
        "boolean" => json!(true),
        "null" => Value::Null,
        _ => {
            let mut text = (filling.words)(path);
            let least = number("minLength").unwrap_or(0).clamp(0, 10_000) as usize;
            while text.chars().count() < least {
                text.push('.');
            }
            if let Some(most) = number("maxLength") {
                text = text.chars().take(most.max(0) as usize).collect();
            }
            Value::String(text)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strict_mode_wants_every_key_and_no_others() {
        let good = json!({"type": "object", "properties": {"1": {"type": "string"}}, "required": ["1"], "additionalProperties": false});
        assert_eq!(strict(&good), Ok(()));
        let open = json!({"type": "object", "properties": {}});
        assert!(strict(&open).is_err_and(|e| e.contains("'additionalProperties'")));
        let optional = json!({"type": "object", "properties": {"a": {"type": "string"}}, "required": [], "additionalProperties": false});
        assert!(strict(&optional).is_err_and(|e| e.contains("Missing 'a'")));
    }

    #[test]
    fn examples_satisfy() {
        let schema = json!({"type": "object", "properties": {
            "id": {"type": "integer", "minimum": 5}, "kind": {"enum": ["a", "b"]}, "list": {"type": "array", "minItems": 2, "items": {"$ref": "#/$defs/t"}},
            "maybe": {"anyOf": [{"type": "boolean"}, {"type": "null"}]}}, "$defs": {"t": {"type": "string", "maxLength": 6}}});
        let value = example(&schema, &|path| path.join("/"));
        assert_eq!(
            value,
            json!({"id": 5, "kind": "a", "list": ["list/0", "list/1"], "maybe": true})
        );
        let filling = Filling {
            words: &|_| "w".to_owned(),
            items: &|_| 3,
            choice: &|path, _| path.len(),
        };
        let value = filled(&schema, &filling);
        assert_eq!(value["kind"], json!("b"));
        assert_eq!(value["list"], json!(["w", "w", "w"]));
    }
}
