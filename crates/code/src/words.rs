//! A language's words, ready to be looked up.

use crate::class::Class;
use crate::describe::{Habit, Language};

/// Sorted by their bytes.
pub(crate) struct Words {
    known: Vec<(&'static str, Class)>,
    ignores_case: bool,
    longest: usize,
}

impl Words {
    pub(crate) fn new(language: &Language, ignores_case: bool) -> Words {
        let types = if language.habits.contains(&Habit::Builtins) {
            Class::Function
        } else {
            Class::Type
        };
        let lists = [
            (language.keywords, Class::Keyword),
            (language.types, types),
            (language.literals, Class::Literal),
        ];
        let mut known: Vec<(&'static str, Class)> = lists
            .into_iter()
            .flat_map(|(list, class)| list.split_whitespace().map(move |word| (word, class)))
            .collect();
        // Stable: a word in two lists is what the first says.
        known.sort_by_key(|(word, _)| *word);
        known.dedup_by_key(|(word, _)| *word);
        let longest = known.iter().map(|(word, _)| word.len()).max().unwrap_or(0);
        Words {
            known,
            ignores_case,
            longest,
        }
    }

    pub(crate) fn class(&self, word: &str) -> Option<Class> {
        if word.len() > self.longest {
            return None;
        }
        if self.ignores_case {
            return self.find(&word.to_ascii_lowercase());
        }
        self.find(word)
    }

    fn find(&self, word: &str) -> Option<Class> {
        let found = self
            .known
            .binary_search_by_key(&word, |(known, _)| known)
            .ok()?;
        self.known.get(found).map(|(_, class)| *class)
    }
}
