//! The model of the tests.

use translation::JobAsk;
use wire::ResponseFormat;

/// A request as the model understands it.
#[derive(Debug, Clone)]
pub struct Question {
    pub form: Form,
    pub word: String,
    /// Key and source.
    pub segments: Vec<(String, String)>,
    /// Terms of the glossary: source and translation.
    pub terms: Vec<(String, String)>,
    /// All of the user's message.
    pub user: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Json,
    Lines,
    Alone,
}

/// A key and what is answered for it; none where it is left out.
pub type Line = (String, Option<String>);

/// Reads a request, which has to be written as agreed.
pub fn question(ask: &JobAsk) -> Question {
    let system = ask.messages[0].content.to_text();
    let user = ask.messages[1].content.to_text();
    assert!(system.contains("\nTarget language: German (de)\n"));
    let terms = system.lines().filter_map(|line| {
        let (source, rest) = line.strip_prefix("- ")?.split_once(" → ")?;
        let target = rest.split(" (").next().unwrap();
        Some((source.to_owned(), target.to_owned()))
    });
    let terms = terms.collect();
    let (form, word, segments) = match marked(&user, "segments") {
        None => {
            let (word, text) = marked(&user, "text").expect("a text");
            (Form::Alone, word, vec![("1".into(), text)])
        }
        Some((word, inside)) if inside.starts_with('{') => {
            let object: serde_json::Map<String, serde_json::Value> =
                serde_json::from_str(&inside).expect("JSON");
            let pairs = object.into_iter();
            let pairs = pairs.map(|(key, text)| (key, text.as_str().unwrap().to_owned()));
            (Form::Json, word, pairs.collect())
        }
        Some((word, inside)) => {
            let (open, close) = (format!(" {word}⟧\n"), format!(" {word}⟧"));
            let mut pairs = Vec::new();
            let mut rest = inside.as_str();
            while let Some((tag, after)) = rest.split_once(&open) {
                let key = tag.trim_start().strip_prefix('⟦').unwrap();
                let end = format!("\n⟦/{key}{close}");
                let (text, after) = after.split_once(&end).unwrap();
                pairs.push((key.to_owned(), text.to_owned()));
                rest = after;
            }
            (Form::Lines, word, pairs)
        }
    };
    assert_eq!(segments.len(), ask.segments.len(), "all are there");
    let expected = match ask.response_format {
        Some(_) => form == Form::Json,
        None => form != Form::Json,
    };
    assert!(expected, "the form is that of the rung");
    if let Some(ResponseFormat::JsonSchema { schema, .. }) = &ask.response_format {
        let properties = schema["properties"].as_object().unwrap();
        assert!(properties.keys().eq(segments.iter().map(|(key, _)| key)));
    }
    Question {
        form,
        word,
        segments,
        terms,
        user,
    }
}

fn marked(user: &str, name: &str) -> Option<(String, String)> {
    let (_, rest) = user.split_once(&format!("⟦{name} "))?;
    let (word, rest) = rest.split_once("⟧\n")?;
    let (inside, _) = rest.split_once(&format!("\n⟦/{name} {word}⟧"))?;
    assert!(word.chars().all(|c| c.is_ascii_alphanumeric()));
    assert_eq!(
        user.matches(&format!("{name} {word}⟧")).count(),
        2,
        "marks are unique"
    );
    Some((word.to_owned(), inside.to_owned()))
}

/// The translation: letters in another order of the alphabet, terms as the glossary has them, marks and numbers as they
/// are.
pub fn cipher(source: &str, terms: &[(String, String)]) -> String {
    let mut out = String::new();
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let term = terms
            .iter()
            .find(|(term, _)| rest.starts_with(term.as_str()));
        if let Some((term, target)) = term {
            out.push_str(target);
            rest = &rest[term.len()..];
            continue;
        }
        out.push(match c {
            'a'..='z' => char::from(b'a' + (c as u8 - b'a' + 9) % 26),
            'A'..='Z' => char::from(b'A' + (c as u8 - b'A' + 9) % 26),
            c => c,
        });
        rest = &rest[c.len_utf8()..];
    }
    out
}

impl Question {
    /// A good answer, line for line.
    pub fn lines(&self) -> Vec<Line> {
        let good =
            |(key, source): &(String, String)| (key.clone(), Some(cipher(source, &self.terms)));
        self.segments.iter().map(good).collect()
    }

    /// Lines written in the form that was asked for.
    pub fn write(&self, lines: &[Line]) -> String {
        let given = lines
            .iter()
            .filter_map(|(key, text)| Some((key, text.as_ref()?)));
        match self.form {
            Form::Alone => given.map(|(_, text)| text.as_str()).collect(),
            Form::Lines => given
                .map(|(key, text)| {
                    format!(
                        "⟦{key} {word}⟧\n{text}\n⟦/{key} {word}⟧\n",
                        word = self.word
                    )
                })
                .collect(),
            Form::Json => {
                let pairs = given.map(|(key, text)| {
                    let (key, text) = (serde_json::json!(key), serde_json::json!(text));
                    format!("{key}: {text}")
                });
                format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
            }
        }
    }
}
