//! A word or short phrase, looked up.

use serde_json::Value;

use super::answer::{as_text, items, object, text};
use super::question::{Question, put};
use super::{AskSettings, Unreadable, Wanted, schema};

/// What a dictionary says of a word or short phrase.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DictionaryEntry {
    /// The word as a dictionary lists it.
    pub lemma: String,
    /// How it is pronounced: IPA, pinyin, romaji …; may be empty.
    pub pronunciation: String,
    /// Its meanings, the most usual first.
    pub senses: Vec<Sense>,
    /// Its inflected forms; may be empty.
    pub forms: Vec<Form>,
}

/// One meaning. Any text but the translation may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sense {
    /// The word or words for it in the target language.
    pub translation: String,
    /// How the translation is pronounced, where its script does not say.
    pub pronunciation: String,
    /// Noun, verb …, in the language of explanations.
    pub part_of_speech: String,
    /// The translation's gender.
    pub gender: String,
    /// Formal, slang …, in the language of explanations.
    pub register: String,
    /// Which meaning it is, in the language of explanations.
    pub meaning: String,
    /// Sentences with it.
    pub examples: Vec<Example>,
}

/// A sentence with a word, in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Example {
    /// In the source's language.
    pub source: String,
    /// Its translation.
    pub target: String,
}

/// An inflected form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    /// Which: plural, past tense …; may be empty.
    pub label: String,
    /// The form.
    pub text: String,
}

/// Bounds of what is taken over.
const SENSES_MOST: usize = 12;
const EXAMPLES_MOST: usize = 4;
const FORMS_MOST: usize = 24;
const WORDS_MOST: usize = 200;
const SENTENCE_MOST: usize = 600;

const RULES: &str = "You are a bilingual dictionary, as careful as the best printed ones.

Rules:
- Senses: the usual ones first, at most eight, each with its translation into the target language, and one or two short example sentences in the source language with their translations.
- Part of speech, register (neutral, formal, colloquial, slang, dated, technical), meaning and labels of forms are in the language of explanations, and short. Gender is that of the translation, where its language has genders: m, f, n, c.
- Pronunciation in the way that serves: IPA between slashes, pinyin with tone marks, romaji, or the usual romanisation. That of a translation only where its script does not show it.
- Forms: those that one needs to use the word (plural, genitive, principal parts, comparative), not a whole table.
- Leave empty (\"\" or an empty list) what does not apply. Never make up a word: where the word does not exist, give the meaning that a reader would take it for, and say so in the meaning.
";

/// Whether a text is what one looks up: a single word or a short phrase, no sentence, number or address.
pub fn is_lookup(source: &str) -> bool {
    const WORDS: usize = 4;
    const LETTERS: usize = 40;
    // Where words are written together, so many characters are a phrase.
    const TOGETHER: usize = 8;
    let text = source.trim();
    let words = text.split_whitespace().count();
    let bare = text.trim_end_matches(['.', '!', '?', '。', '！', '？', '؟', '…']);
    let ends = bare.len() < text.len();
    let together = text.chars().filter(|c| is_written_together(*c)).count();
    let strange =
        |c: char| !(c.is_alphanumeric() || c.is_whitespace() || is_of_a_word(c) || is_mark(c));
    bare.contains(char::is_alphabetic)
        && !text.contains(['\n', '\r', '\t'])
        && words <= WORDS
        && !(ends && words > 1)
        && text.chars().count() <= LETTERS
        && together <= TOGETHER
        && !bare.contains(strange)
        && !bare.contains(|c: char| c.is_numeric())
}

fn is_of_a_word(c: char) -> bool {
    matches!(
        c,
        '\'' | '’'
            | 'ʼ'
            | '-'
            | '‐'
            | '·'
            | '\u{200c}'
            | '\u{200d}'
            | '\u{ad}'
            | '.'
            | ','
            | '('
            | ')'
            | '־'
            | '׳'
            | '״'
    )
}

/// Combining marks that are no letters by themselves: accents, vowel signs and tones of most scripts.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{670}' | '\u{900}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

/// Scripts that put no spaces between words: Thai, Lao, Khmer, Burmese, Kana, Han.
pub(super) fn is_written_together(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// Asks for what a dictionary says of a phrase that [`is_lookup`].
pub fn dictionary(settings: &AskSettings, phrase: &str) -> Wanted {
    let example = schema::object([
        ("source", schema::text("The sentence.")),
        ("target", schema::text("Its translation.")),
    ]);
    let sense = schema::object([
        ("translation", schema::text("The word for it.")),
        (
            "pronunciation",
            schema::text("Of the translation, or empty."),
        ),
        ("part_of_speech", schema::text("Noun, verb and so on.")),
        ("gender", schema::text("Of the translation, or empty.")),
        ("register", schema::text("Empty where it is neutral.")),
        (
            "meaning",
            schema::text("Which sense it is, in a few words."),
        ),
        ("examples", schema::list("One or two sentences.", example)),
    ]);
    let form = schema::object([
        ("label", schema::text("Which form.")),
        ("text", schema::text("The form.")),
    ]);
    put(Question {
        name: "dictionary",
        settings,
        rules: RULES,
        task: "Look up the word or phrase between the marks.".to_owned(),
        texts: vec![("word", phrase.trim().to_owned())],
        schema: schema::object([
            ("lemma", schema::text("The word as a dictionary lists it.")),
            ("pronunciation", schema::text("Of the word looked up.")),
            ("senses", schema::list("The usual ones first.", sense)),
            ("forms", schema::list("Its inflected forms.", form)),
        ]),
        answer: 8_000,
    })
}

/// The entry of an answer. What has no translation is left out.
///
/// # Errors
///
/// Where there is no sense: see [`Unreadable`].
pub fn read_dictionary(answer: &str) -> Result<DictionaryEntry, Unreadable> {
    let map = object(answer, &["senses", "translation", "translations"])?;
    let mut listed = items(&map, "senses", 4 * SENSES_MOST);
    if listed.is_empty() {
        listed = items(&map, "translations", 4 * SENSES_MOST);
    }
    if listed.is_empty() {
        listed.push(Value::Object(map.clone()));
    }
    let mut senses: Vec<Sense> = Vec::new();
    for one in listed.iter().filter_map(sense) {
        let same = |other: &Sense| {
            (&other.translation, &other.part_of_speech, &other.meaning)
                == (&one.translation, &one.part_of_speech, &one.meaning)
        };
        if senses.len() < SENSES_MOST && !senses.iter().any(same) {
            senses.push(one);
        }
    }
    if senses.is_empty() {
        return Err(Unreadable::Missing);
    }
    let forms = items(&map, "forms", 4 * FORMS_MOST);
    Ok(DictionaryEntry {
        lemma: text(&map, &["lemma", "word", "headword"], WORDS_MOST).unwrap_or_default(),
        pronunciation: text(&map, &["pronunciation", "ipa"], WORDS_MOST).unwrap_or_default(),
        senses,
        forms: forms.iter().filter_map(form).take(FORMS_MOST).collect(),
    })
}

fn sense(value: &Value) -> Option<Sense> {
    let Value::Object(map) = value else {
        return Some(Sense {
            translation: as_text(value)?,
            ..Sense::default()
        });
    };
    let short = |keys: &[&str]| text(map, keys, WORDS_MOST).unwrap_or_default();
    let examples = items(map, "examples", 4 * EXAMPLES_MOST);
    Some(Sense {
        translation: text(map, &["translation", "translations", "text"], WORDS_MOST)?,
        pronunciation: short(&["pronunciation", "ipa"]),
        part_of_speech: short(&["part_of_speech", "pos"]),
        gender: short(&["gender"]),
        register: short(&["register"]),
        meaning: text(
            map,
            &["meaning", "explanation", "definition"],
            SENTENCE_MOST,
        )
        .unwrap_or_default(),
        examples: examples
            .iter()
            .filter_map(example)
            .take(EXAMPLES_MOST)
            .collect(),
    })
}

fn example(value: &Value) -> Option<Example> {
    let map = value.as_object()?;
    Some(Example {
        source: text(map, &["source", "original"], SENTENCE_MOST)?,
        target: text(map, &["target", "translation"], SENTENCE_MOST).unwrap_or_default(),
    })
}

fn form(value: &Value) -> Option<Form> {
    let Value::Object(map) = value else {
        return Some(Form {
            label: String::new(),
            text: as_text(value)?,
        });
    };
    Some(Form {
        label: text(map, &["label", "name"], WORDS_MOST).unwrap_or_default(),
        text: text(map, &["text", "form", "value"], WORDS_MOST)?,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
