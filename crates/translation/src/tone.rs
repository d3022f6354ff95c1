//! How a translation is to sound: how formal, for whom, about what, and what else the person wishes.
//!
//! [`Tone::prompt_lines`] says it to a model in the target language's own terms: `Sie` and not `du`, `です・ます` and not
//! `だ・である`. The variety of a language is its tag (`pt-BR`, `zh-Hant`) and gets a line of its own.

mod address;
mod variety;

use serde::{Deserialize, Deserializer, Serialize};

use crate::glossary::one_line;
use crate::prompt::named;

pub use address::{FormalityWord, formality_words};

/// The most letters that say who reads it.
pub const MOST_AUDIENCE_LETTERS: usize = 200;
/// The most letters that say what it is about.
pub const MOST_DOMAIN_LETTERS: usize = 200;
/// The most letters of free instructions.
pub const MOST_INSTRUCTION_LETTERS: usize = 2_000;
/// The most letters of a style's name.
pub const MOST_STYLE_NAME_LETTERS: usize = 60;

/// How a translation is to sound.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tone {
    /// How formal.
    pub formality: Formality,
    /// Who reads it; may be empty.
    pub audience: String,
    /// What it is about: law, medicine, a game; may be empty.
    pub domain: String,
    /// Anything else; may be empty, may have several lines.
    pub instructions: String,
}

/// How formal a translation is to be. A language that has fewer steps takes the nearest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Formality {
    /// As the source is, or as is usual for such a text. Also what is not known here.
    #[default]
    Default,
    /// As among friends: du, tu, 你, だ・である, 해체.
    Informal,
    /// Polite to anyone: です・ます, 해요체. In languages of two steps the formal one.
    Polite,
    /// As among strangers and in offices: Sie, vous, 您, 敬語, 합니다체.
    Formal,
}

/// A tone that the person has named and kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Style {
    /// Its own, never shown.
    pub id: String,
    /// What the person calls it.
    pub name: String,
    /// What it says.
    #[serde(flatten)]
    pub tone: Tone,
}

impl Tone {
    /// The tone as it is kept and sent: no longer than it may be, one line each but for the instructions.
    pub fn bounded(&self) -> Tone {
        Tone {
            formality: self.formality,
            audience: one_line(&self.audience, MOST_AUDIENCE_LETTERS),
            domain: one_line(&self.domain, MOST_DOMAIN_LETTERS),
            instructions: cut(self.instructions.trim(), MOST_INSTRUCTION_LETTERS).to_owned(),
        }
    }

    /// Whether it says nothing.
    pub fn is_default(&self) -> bool {
        self.bounded() == Tone::default()
    }

    /// What a model is told of it, a line each, for a translation into this language (a tag): its formality, its variety,
    /// audience, domain, and last the person's own instructions. Empty where there is nothing to say; else with a line break
    /// at its end.
    pub fn prompt_lines(&self, to: &str) -> String {
        let tone = self.bounded();
        let mut text = String::new();
        let mut line = |name: &str, said: &str| {
            if !said.is_empty() {
                text.extend([name, said, "\n"]);
            }
        };
        line("Formality: ", &address::formality_line(to, tone.formality));
        line("Variety: ", variety::variety_line(to));
        line("Audience: ", &tone.audience);
        line("Domain: ", &tone.domain);
        line("", &tone.instructions);
        text
    }

    /// The same where it is not known yet which of these languages it will be: what is wished for each of them, then what
    /// is wished for all.
    pub fn prompt_lines_of(&self, languages: &[&str]) -> String {
        let each: Vec<String> = languages.iter().map(|to| self.prompt_lines(to)).collect();
        let for_all = |line: &&str| each.iter().all(|lines| lines.lines().any(|l| l == *line));
        let mut text = String::new();
        for (to, lines) in languages.iter().zip(&each) {
            let own = lines.lines().filter(|line| !for_all(line));
            for line in own {
                text.extend(["Into ", &named(to), " – ", line, "\n"]);
            }
        }
        let first = each.first().map(String::as_str).unwrap_or_default();
        for line in first.lines().filter(for_all) {
            text.extend([line, "\n"]);
        }
        text
    }
}

impl Style {
    /// The style as it is kept; `None` without a name.
    pub fn cleaned(&self) -> Option<Style> {
        let style = Style {
            id: self.id.clone(),
            name: one_line(&self.name, MOST_STYLE_NAME_LETTERS),
            tone: self.tone.bounded(),
        };
        (!style.name.is_empty()).then_some(style)
    }
}

/// Whatever it is, a formality is read: a record of a later version must not be lost over it.
impl<'de> Deserialize<'de> for Formality {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Formality, D::Error> {
        let value = serde_json::Value::deserialize(deserializer)?;
        Ok(match value.as_str() {
            Some("informal") => Formality::Informal,
            Some("polite") => Formality::Polite,
            Some("formal") => Formality::Formal,
            _ => Formality::Default,
        })
    }
}

fn cut(text: &str, most: usize) -> &str {
    let end = text.char_indices().nth(most);
    end.map_or(text, |(end, _)| text[..end].trim_end())
}

#[cfg(test)]
mod tests;
