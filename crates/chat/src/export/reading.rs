//! Reading a file's JSON, with the place of what is wrong in it.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::ExportProblem;

pub(super) fn require(id: &str, place: &str) -> Result<(), ExportProblem> {
    if id.trim().is_empty() {
        Err(wrong(format!("{place}.id"), "is missing or empty"))
    } else {
        Ok(())
    }
}

pub(super) fn list(value: Option<Value>, place: &str) -> Result<Vec<Value>, ExportProblem> {
    match value {
        Some(Value::Array(list)) => Ok(list),
        _ => Err(wrong(place.to_owned(), "must be a list")),
    }
}

pub(super) fn record<T: DeserializeOwned>(
    value: Option<Value>,
    place: &str,
) -> Result<T, ExportProblem> {
    let Some(Value::Object(fields)) = value else {
        return Err(wrong(place.to_owned(), "must be an object"));
    };
    let copy = fields.clone();
    serde_json::from_value(Value::Object(fields)).map_err(|error| {
        // The error does not name its field; the one that fails alone is it.
        let guilty = copy.into_iter().find_map(|(name, value)| {
            let alone = Map::from_iter([(name.clone(), value)]);
            serde_json::from_value::<T>(Value::Object(alone))
                .err()
                .map(|error| (name, error))
        });
        match guilty {
            Some((name, error)) => wrong(format!("{place}.{name}"), &error.to_string()),
            None => wrong(place.to_owned(), &error.to_string()),
        }
    })
}

/// The list of this name, whose records each need an id; none in files of before there were any.
pub(super) fn records<T: DeserializeOwned>(
    root: &mut Map<String, Value>,
    name: &str,
    id: fn(&T) -> &String,
) -> Result<Vec<T>, ExportProblem> {
    let listed = match root.remove(name) {
        None => Vec::new(),
        some => list(some, name)?,
    };
    let read = listed.into_iter().enumerate().map(|(index, value)| {
        let place = format!("{name}[{index}]");
        let record: T = record(Some(value), &place)?;
        require(id(&record), &place)?;
        Ok(record)
    });
    read.collect()
}

pub(super) fn wrong(place: String, what: &str) -> ExportProblem {
    ExportProblem::Wrong {
        place,
        what: what.chars().take(200).collect(),
    }
}
