//! Answers as JSON: by a schema, or any object.

use serde_json::{Map, Value, json};

use crate::answer::last_user;
use crate::ask::Ask;
use crate::prompt;
use crate::pseudo::pseudo;
use crate::questions::{self, Question};
use crate::schema::{self, Filling};

/// The text to translate by its id, from the JSON in the user's message: `{"1": "…"}`, or a list of `{id, text}`.
fn segments(ask: &Ask) -> Map<String, Value> {
    let asked = last_user(&ask.messages);
    let inside = prompt::marked(asked, "text").map_or(asked, |(_, text, _)| text);
    for (open, close) in [('{', '}'), ('[', ']')] {
        let (Some(start), Some(end)) = (inside.find(open), inside.rfind(close)) else {
            continue;
        };
        if start > end {
            continue;
        }
        match serde_json::from_str(&inside[start..=end]) {
            Ok(Value::Object(map)) => return map,
            Ok(Value::Array(list)) => {
                let pairs = list.iter().filter_map(|item| {
                    let id = item.get("id")?;
                    let id = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
                    let text = item.get("text").or_else(|| item.get("source"))?;
                    Some((id, text.clone()))
                });
                return pairs.collect();
            }
            _ => {}
        }
    }
    Map::new()
}

pub(crate) fn by_schema(ask: &Ask, name: &str, schema: &Value) -> Value {
    let segments = segments(ask);
    let to = prompt::target(&ask.messages);
    let tag = to.as_deref().unwrap_or("practice");
    let question = questions::question(name, ask);
    let words = |path: &[String]| {
        let source = path
            .iter()
            .rev()
            .find_map(|key| segments.get(key))
            .and_then(Value::as_str);
        match (source, &question) {
            (_, Some(question)) => question.words(path),
            (Some(source), None) => pseudo(source, tag, &[]),
            (None, None) => format!("[{tag}] {}", path.last().map_or("text", String::as_str)),
        }
    };
    let filling = Filling {
        words: &words,
        items: &|_| question.as_ref().map_or(3, Question::items),
        // The items of a list differ.
        choice: &|path, values| match &question {
            Some(question) => question.choice(path, values),
            None => 0,
        },
    };
    schema::filled(schema, &filling)
}

pub(crate) fn object(ask: &Ask) -> Value {
    let to = prompt::target(&ask.messages);
    let segments = segments(ask);
    match to {
        Some(to) if !segments.is_empty() => {
            let pairs = segments.into_iter().map(|(id, text)| {
                let text = text
                    .as_str()
                    .map_or(text.clone(), |text| Value::String(pseudo(text, &to, &[])));
                (id, text)
            });
            Value::Object(pairs.collect())
        }
        _ => {
            json!({"practice": true, "answer": "This is the practice endpoint; it only pretends to answer."})
        }
    }
}
