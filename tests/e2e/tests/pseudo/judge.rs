//! What counts as hard-coded in the page's pseudo-locale, and the list of what was found.

use std::collections::BTreeMap;

use e2e::{Error, Result, Text};

use crate::common::Stage;

/// Where data stands: code and commands, names of keys, proper names, what a person or an endpoint wrote (`bdi`), and what
/// always runs from left to right (addresses, models, masked keys, durations).
const DATA: &str = "code, pre, kbd, bdi, [translate=no], body [dir=ltr], option[lang], \
     [data-testid=tr-further-language] > option, [role=option][data-value] > *, [data-testid=message-text], [data-testid=search-hit], [data-testid=message-reasoning], [data-testid=problem-details] dd";

/// What is called the same in every language.
const NAMES: [&str; 15] = [
    "OpenAI",
    "OpenRouter",
    "Groq",
    "Together",
    "Mistral",
    "DeepSeek",
    "Gemini",
    "Anthropic",
    "Ollama",
    "LM Studio",
    "llama.cpp",
    "curl",
    "Python",
    "Rust",
    // As the practice endpoint calls one of its models.
    "Practice: as",
];

/// Of dates and times, which the browser writes in English for en-XA; and of the conversations' titles in these tests.
const WORDS: [&str; 17] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec",
    "AM", "PM", "markdown", "say",
];

/// The languages that texts of the page are marked with, by the names that the browser has for them.
const LANGUAGES: &str = "
    const names = new Intl.DisplayNames(['en-XA'], { type: 'language' });
    const tags = new Set(Array.from(document.querySelectorAll('[lang]'), e => e.lang).filter(Boolean));
    return Array.from(tags, tag => names.of(tag) ?? tag);";

/// Texts without the mark, by where they stand, with the screen on which they were seen first.
#[derive(Default)]
pub struct Found(BTreeMap<Text, String>);

impl Found {
    /// Looks at all texts of the page as it is now.
    pub async fn look(&mut self, stage: &Stage, screen: &str) -> Result {
        let languages: Vec<String> = stage.browser.eval(LANGUAGES, &[]).await?;
        let texts = stage.browser.texts(DATA).await?;
        let marked = texts.iter().filter(|text| text.text.contains('['));
        if marked.count() < 10 {
            return Err(Error::new(format!(
                "{screen}: the page does not speak its pseudo-locale: {texts:?}"
            )));
        }
        for text in texts {
            if is_hard_coded(&text.text, &languages) {
                self.0.entry(text).or_insert_with(|| screen.to_owned());
            }
        }
        Ok(())
    }

    /// Fails with the list, if there is anything in it.
    pub fn verdict(&self) -> Result {
        if self.0.is_empty() {
            return Ok(());
        }
        let list: Vec<String> = self
            .0
            .iter()
            .map(|(Text { text, place }, screen)| format!("{text:?} at {place} ({screen})"))
            .collect();
        Err(Error::new(format!(
            "not from locales/, and not known as data (tests/pseudo/judge.rs):\n  {}",
            list.join("\n  ")
        )))
    }
}

/// Whether words are left of a text once what came from `locales/` and what is known as data is taken out of it.
fn is_hard_coded(text: &str, languages: &[String]) -> bool {
    let mut left = outside_brackets(text);
    for name in languages.iter().map(String::as_str).chain(NAMES) {
        left = left.replace(name, " ");
    }
    left.split_whitespace().any(|word| !is_data(word))
}

/// What is not in brackets: these may be in each other, where a text is filled into another.
fn outside_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

fn is_data(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    !bare.contains(char::is_alphabetic)
        || WORDS.contains(&bare)
        || word.contains("://")
        || word.contains('…')
        // The practice endpoint's models, and keys.
        || bare.starts_with("practice")
        || bare.starts_with("sk-")
}

#[cfg(test)]
mod tests {
    use super::is_hard_coded;

    fn check(text: &str, expect: bool) {
        assert_eq!(is_hard_coded(text, &["German".into()]), expect, "{text:?}");
    }

    #[test]
    fn what_is_marked_is_not_hard_coded() {
        check("[Tráñšláté]", false);
        check("[[Tráñšláté] · Párláñçé]", false);
        check("[Çháráçtérš: 12] · ≈ $0.02", false);
    }

    #[test]
    fn data_is_not_hard_coded() {
        for data in [
            "·",
            "1,204",
            "Nov 23, 2026, 8:32\u{202f}PM",
            "German ([détéçtéd])",
            "→ German",
            "practice-burst · [Tókéñš: 12] · $0.1",
            "LM Studio",
            "https://example.org/v1",
            "sk-p…cdef",
            "127.0.0.1:4000",
        ] {
            check(data, false);
        }
    }

    #[test]
    fn words_without_a_mark_are() {
        for words in [
            "Translate",
            "[Tókéñš: 12] used",
            "no [Tráñšláté]",
            "Maybe",
            "Trust",
            "8 tokens",
        ] {
            check(words, true);
        }
    }
}
