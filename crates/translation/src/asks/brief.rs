//! What a text is about and for whom: what a translator would want to know before beginning.

use serde_json::Value;

use super::answer::{as_text, items, object, text};
use super::question::{Question, cut, cut_front, put};
use super::{AskSettings, Unreadable, Wanted, schema};

/// A brief. Any part may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Brief {
    /// What the text is and what it is about.
    pub subject: String,
    /// For whom it is.
    pub audience: String,
    /// Its register and tone.
    pub register: String,
    /// How readers and people in it are addressed, in the target language's own terms (tu or vous, du or Sie).
    pub address: String,
    /// Who is in it.
    pub people: Vec<Person>,
    /// Terms that recur, each with a translation.
    pub terms: Vec<(String, String)>,
}

/// Somebody in the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// Their name.
    pub name: String,
    /// Their gender as far as the text tells, or nothing.
    pub gender: String,
    /// What else a translator needs to know; may be empty.
    pub note: String,
}

/// About as much of a text is sent, in bytes.
const SAMPLE_MOST: usize = 12_000;
const PEOPLE_MOST: usize = 40;
const TERMS_MOST: usize = 60;
const WORDS_MOST: usize = 400;

const RULES: &str = "You are a senior translator who prepares a brief, so that several translators work alike.

Rules:
- Say only what the text shows. Leave empty (\"\" or an empty list) what it does not.
- Everything is short, and in the language of explanations, but for terms (source language) and their translations (target language), and for names.
- Address: how readers, and people among each other, are to be addressed in the target language, by its own words.
- Terms: those that recur or are technical, at most twenty, each with the translation to be used throughout.
";

impl Brief {
    /// As the lines that go into prompts, and that the person can edit.
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        let parts = [
            ("Subject: ", &self.subject),
            ("Audience: ", &self.audience),
            ("Register: ", &self.register),
            ("Address: ", &self.address),
        ];
        for (name, part) in parts.into_iter().filter(|(_, part)| !part.is_empty()) {
            out.extend([name, &one_line(part), "\n"]);
        }
        for person in &self.people {
            let about = [&person.gender, &person.note];
            let about: Vec<&str> = about
                .iter()
                .map(|text| text.as_str())
                .filter(|text| !text.is_empty())
                .collect();
            out.extend(["- ", &one_line(&person.name)]);
            if !about.is_empty() {
                out.extend([": ", &one_line(&about.join("; "))]);
            }
            out.push('\n');
        }
        for (term, translation) in &self.terms {
            out.extend(["- ", &one_line(term), " → ", &one_line(translation), "\n"]);
        }
        out
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is sent of a long text: its beginning, and something of its middle and end.
pub fn sample(text: &str) -> String {
    let text = text.trim();
    if text.len() <= SAMPLE_MOST {
        return text.to_owned();
    }
    let quarter = SAMPLE_MOST / 4;
    let middle = text.ceil_char_boundary(text.len() / 2);
    [
        cut(text, 2 * quarter),
        "\n[…]\n",
        cut(&text[middle..], quarter),
        "\n[…]\n",
        cut_front(text, quarter),
    ]
    .concat()
}

/// Asks for the brief of a text; of a long one, give its [`sample`].
pub fn brief(settings: &AskSettings, text: &str) -> Wanted {
    let person = schema::object([
        ("name", schema::text("Their name.")),
        (
            "gender",
            schema::text("As far as the text tells, or empty."),
        ),
        (
            "note",
            schema::text("Role, relation, way of speaking; or empty."),
        ),
    ]);
    let term = schema::object([
        ("term", schema::text("The term as the text has it.")),
        ("translation", schema::text("To be used throughout.")),
    ]);
    put(Question {
        name: "brief",
        settings,
        rules: RULES,
        task: "Write the brief for translating the text between the marks.".to_owned(),
        texts: vec![("text", sample(text))],
        schema: schema::object([
            (
                "subject",
                schema::text("What the text is and what it is about."),
            ),
            ("audience", schema::text("For whom it is.")),
            ("register", schema::text("Register and tone.")),
            ("address", schema::text("How people are addressed.")),
            ("people", schema::list("Who is in it.", person)),
            ("terms", schema::list("At most twenty.", term)),
        ]),
        answer: 8_000,
    })
}

/// The brief of an answer.
///
/// # Errors
///
/// Where all of it is empty: see [`Unreadable`].
pub fn read_brief(answer: &str) -> Result<Brief, Unreadable> {
    let keys = [
        "subject", "audience", "register", "address", "people", "terms",
    ];
    let map = object(answer, &keys)?;
    let get = |key: &str| text(&map, &[key], WORDS_MOST).unwrap_or_default();
    let people = items(&map, "people", PEOPLE_MOST);
    let terms = items(&map, "terms", TERMS_MOST);
    let brief = Brief {
        subject: get("subject"),
        audience: get("audience"),
        register: get("register"),
        address: get("address"),
        people: people.iter().filter_map(person).collect(),
        terms: terms.iter().filter_map(term).collect(),
    };
    if brief == Brief::default() {
        return Err(Unreadable::Missing);
    }
    Ok(brief)
}

fn person(value: &Value) -> Option<Person> {
    let Value::Object(map) = value else {
        return Some(Person {
            name: as_text(value)?,
            ..Person::default()
        });
    };
    Some(Person {
        name: text(map, &["name"], WORDS_MOST)?,
        gender: text(map, &["gender"], WORDS_MOST).unwrap_or_default(),
        note: text(map, &["note", "role"], WORDS_MOST).unwrap_or_default(),
    })
}

fn term(value: &Value) -> Option<(String, String)> {
    let map = value.as_object()?;
    let term = text(map, &["term", "source"], WORDS_MOST)?;
    Some((term, text(map, &["translation", "target"], WORDS_MOST)?))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn long_texts_are_sampled() {
        assert_eq!(sample(" short "), "short");
        let text = format!(
            "begin {} mid {} end",
            "ä".repeat(20_000),
            "ö".repeat(20_000)
        );
        let sample = sample(&text);
        assert!(sample.starts_with("begin ") && sample.ends_with(" end"));
        assert!(sample.contains("ä\n[…]\n") && sample.len() <= SAMPLE_MOST + 40);
    }

    #[test]
    fn answers() {
        let check = |answer: Value, expect: &str| {
            assert_eq!(read_brief(&answer.to_string()).unwrap().to_text(), expect);
        };
        check(
            json!({"subject": "A novel\nof ghosts", "audience": "adults", "register": "", "address": "du",
            "people": [{"name": "Eve", "gender": "f", "note": "aunt"}, {"name": "Kim", "gender": ""}, "Bo", {"gender": "m"}],
            "terms": [{"term": "ghost", "translation": "Geist"}, {"term": "x"}, 3]}),
            "Subject: A novel of ghosts\nAudience: adults\nAddress: du\n- Eve: f; aunt\n- Kim\n- Bo\n- ghost → Geist\n",
        );
        check(json!({"brief": {"subject": ["a", "b"]}}), "Subject: a, b\n");
        let many: Vec<_> = (0..500)
            .map(|n| json!({"term": n, "translation": n}))
            .collect();
        assert_eq!(
            read_brief(&json!({"terms": many}).to_string())
                .unwrap()
                .terms
                .len(),
            TERMS_MOST
        );
        let fault = |answer: &str| read_brief(answer).unwrap_err();
        assert_eq!(
            fault("{\"subject\": \"\", \"people\": []}"),
            Unreadable::Missing
        );
        assert_eq!(fault("{\"other\": 1}"), Unreadable::Missing);
        assert_eq!(fault("A novel."), Unreadable::NoObject);
    }
}
