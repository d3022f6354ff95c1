//! The interface's languages say the same things.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::assert_none;
use crate::sources::sources;

/// What each language is compared with.
const REFERENCE: &str = "en";

/// file and key → the names that the text leaves room for.
type Texts = BTreeMap<String, BTreeSet<String>>;

#[test]
fn every_language_has_the_same_files_keys_and_interpolations() {
    let mut languages: BTreeMap<String, Texts> = BTreeMap::new();
    for file in sources("locales", &[".json"]) {
        let mut parts = file.path.splitn(3, '/').skip(1);
        let (language, name) = (
            parts.next().unwrap(),
            parts.next().expect("locales/<language>/<file>.json"),
        );
        let json: Value = serde_json::from_str(&file.text)
            .unwrap_or_else(|e| panic!("{} is not JSON: {e}", file.path));
        collect(name, &json, languages.entry(language.into()).or_default());
    }
    let reference = languages.remove(REFERENCE).unwrap_or_default();
    let mut found = Vec::new();
    for (language, texts) in &languages {
        for key in reference.keys().filter(|key| !texts.contains_key(*key)) {
            found.push(format!("{language} lacks {key}"));
        }
        for (key, slots) in texts {
            match reference.get(key) {
                None => found.push(format!("{language} alone has {key}")),
                Some(wanted) if wanted != slots => found.push(format!(
                    "{language} {key} has {slots:?}, {REFERENCE} has {wanted:?}"
                )),
                Some(_) => {}
            }
        }
    }
    assert_none("All languages have the same texts.", &found);
}

#[test]
fn no_text_is_empty() {
    let mut found = Vec::new();
    for file in sources("locales", &[".json"]) {
        let json: Value = serde_json::from_str(&file.text).unwrap();
        let mut values = vec![&json];
        while let Some(value) = values.pop() {
            match value {
                Value::Object(map) => values.extend(map.values()),
                Value::String(text) if text.trim().is_empty() => {
                    found.push(format!("{} has an empty text", file.path))
                }
                _ => {}
            }
        }
    }
    assert_none("A text that is not there yet is the English one.", &found);
}

#[test]
fn every_text_is_used() {
    let code: String = sources("src", &[".rs"])
        .iter()
        .flat_map(|file| file.code().map(|(_, line)| line.to_owned() + "\n"))
        .collect();
    let mut used = BTreeSet::new();
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    for (at, _) in code.match_indices('.') {
        let file = code[..at]
            .rsplit(|c| !is_name(c))
            .next()
            .unwrap_or_default();
        let key = code[at + 1..].split(|c| !is_name(c)).next();
        used.insert((file, key.unwrap_or_default()));
    }
    let mut found = Vec::new();
    for file in sources("locales", &[".json"]) {
        let name = file.path.rsplit('/').next().unwrap();
        let name = name.trim_end_matches(".json");
        let json: Value = serde_json::from_str(&file.text).unwrap();
        for key in json.as_object().unwrap().keys() {
            if !used.contains(&(name, key.as_str())) && !used.contains(&(name, without_plural(key)))
            {
                found.push(format!("{} {key}", file.path));
            }
        }
    }
    assert_none("A text that nothing shows is taken away.", &found);
}

/// Takes all texts of a file. Plural forms count as one text: languages differ in how many they have.
fn collect(path: &str, value: &Value, texts: &mut Texts) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                collect(&format!("{path} {}", without_plural(key)), value, texts);
            }
        }
        Value::String(text) => texts
            .entry(path.to_owned())
            .or_default()
            .extend(slots(text)),
        other => panic!("{path} is neither a text nor a group of texts: {other}"),
    }
}

fn without_plural(key: &str) -> &str {
    ["zero", "one", "two", "few", "many", "other"]
        .iter()
        .find_map(|form| key.strip_suffix(form)?.strip_suffix('_'))
        .map_or(key, |stem| stem.strip_suffix("_ordinal").unwrap_or(stem))
}

/// `{{ name }}` and `<tag>`: what the code fills in. `count` may be left out where a form says it in words.
fn slots(text: &str) -> impl Iterator<Item = String> {
    let between = |open: &'static str, close: &'static str| {
        text.split(open)
            .skip(1)
            .filter_map(move |rest| rest.split_once(close).map(|(inside, _)| inside))
    };
    let variables =
        between("{{", "}}").map(|inside| inside.split(',').next().unwrap_or("").trim().to_owned());
    let tags = between("<", ">").filter(|inside| {
        !inside.is_empty()
            && inside
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "/_- ".contains(c))
    });
    let tags = tags.map(|inside| format!("<{}>", inside.trim_matches(['/', ' '])));
    variables
        .chain(tags)
        .filter(|name| name != "count")
        .collect::<Vec<_>>()
        .into_iter()
}

#[test]
fn plural_forms_and_slots_are_read() {
    assert_eq!(without_plural("words_few"), "words");
    assert_eq!(without_plural("place_ordinal_two"), "place");
    assert_eq!(without_plural("another"), "another");
    assert_eq!(
        slots("Hi {{ name }}, <b>see</b> {{ n, number }} < 3").collect::<BTreeSet<_>>(),
        ["<b>", "n", "name"].map(String::from).into()
    );
}
