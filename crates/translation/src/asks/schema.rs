//! The shapes of answers: strict JSON schemas, and the same in words.

use serde_json::{Map, Value, json};

/// An object with exactly these keys.
pub(super) fn object<const N: usize>(fields: [(&str, Value); N]) -> Value {
    of_fields(fields.map(|(key, value)| (key.to_owned(), value)))
}

/// The same for keys that are made.
pub(super) fn of_fields(fields: impl IntoIterator<Item = (String, Value)>) -> Value {
    let properties: Map<String, Value> = fields.into_iter().collect();
    let required: Vec<&String> = properties.keys().collect();
    json!({
        "type": "object",
        "required": required,
        "additionalProperties": false,
        "properties": properties,
    })
}

/// A text; the description says which.
pub(super) fn text(description: &str) -> Value {
    json!({"type": "string", "description": description})
}

/// One of these words.
pub(super) fn one_of(words: &[&str]) -> Value {
    json!({"type": "string", "enum": words})
}

/// Yes or no.
pub(super) fn flag(description: &str) -> Value {
    json!({"type": "boolean", "description": description})
}

/// Any number of these.
pub(super) fn list(description: &str, items: Value) -> Value {
    json!({"type": "array", "description": description, "items": items})
}

/// What a schema asks for, told to a model whose endpoint takes none.
pub(super) fn in_words(schema: &Value) -> String {
    let mut fields = String::new();
    let shape = shape(schema, "", &mut fields);
    [
        "\nThe JSON object has exactly this form, with texts in place of \"…\" and lists as long as they need to be:\n",
        &shape.to_string(),
        "\nIn it:\n",
        &fields,
        "Write the JSON object alone: no code fence, nothing before it, nothing after it.",
    ]
    .concat()
}

/// A value of the schema's form; what its fields mean is added to `told`, a line each.
fn shape(schema: &Value, name: &str, told: &mut String) -> Value {
    if let Some(description) = schema.get("description").and_then(Value::as_str) {
        told.extend(["- ", name, ": ", description, "\n"]);
    }
    if let Some(Value::Object(properties)) = schema.get("properties") {
        let fields = properties
            .iter()
            .map(|(key, inner)| (key.clone(), shape(inner, key, told)));
        return Value::Object(fields.collect());
    }
    if let Some(items) = schema.get("items") {
        return json!([shape(items, name, told)]);
    }
    if let Some(Value::Array(words)) = schema.get("enum") {
        let words: Vec<&str> = words.iter().filter_map(Value::as_str).collect();
        told.extend(["- ", name, ": one of ", &words.join(", "), "\n"]);
    }
    match schema.get("type").and_then(Value::as_str) {
        Some("boolean") => json!(false),
        _ => json!("…"),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_strict() {
        let schema = object([("b", text("B.")), ("a", flag("A."))]);
        let expected = json!({"type": "object", "required": ["a", "b"], "additionalProperties": false, "properties": {
            "a": {"type": "boolean", "description": "A."}, "b": {"type": "string", "description": "B."}}});
        assert_eq!(schema, expected);
    }

    #[test]
    fn the_words_name_every_field() {
        let item = object([
            ("text", text("What it says.")),
            ("kind", one_of(&["x", "y"])),
        ]);
        let words = in_words(&object([
            ("lines", list("In order.", item)),
            ("all", flag("Is that all?")),
        ]));
        let expected = "\n{\"all\":false,\"lines\":[{\"kind\":\"…\",\"text\":\"…\"}]}\nIn it:\n- all: Is that all?\n- lines: In order.\n- kind: one of x, y\n- text: What it says.\nWrite";
        assert!(words.contains(expected), "{words}");
    }
}
