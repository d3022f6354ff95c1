//! The index of the search, and what of it is out of date.

use std::collections::BTreeSet;

use chat::SearchIndex;
use serde::Deserialize;

/// The index, once the database was read, and what has changed since.
#[derive(Debug, Default)]
pub struct SearchDesk {
    /// None before it was read, and when it has to be read anew.
    pub index: Option<SearchIndex>,
    /// Records of conversations have changed, are gone or new.
    pub list_changed: bool,
    /// Conversations whose messages have changed.
    pub changed: BTreeSet<String>,
    /// So much has changed that all has to be read anew, also where it is just being read.
    pub stale: bool,
    /// How often all that was known was let go of: what was begun to be read before is of no use.
    generation: u64,
}

/// So many conversations are read one by one; of more all are read.
const ONE_BY_ONE: usize = 200;

/// What the tabs tell each other (src/state/app.rs), as far as it is about conversations.
#[derive(Debug, Deserialize)]
enum News {
    Conversations,
    Messages { conversation: String },
    Imported,
    Everything,
}

impl SearchDesk {
    /// A tab tells something, maybe of this. Says whether it is.
    pub fn hear(&mut self, news: &str) -> bool {
        match serde_json::from_str(news) {
            Ok(News::Conversations) => self.list_changed = true,
            Ok(News::Messages { conversation }) => drop(self.changed.insert(conversation)),
            Ok(News::Imported) => self.stale = true,
            Ok(News::Everything) => self.forget(),
            Err(_) => return false,
        }
        true
    }

    /// Whether all has to be read.
    pub fn must_read_all(&self) -> bool {
        self.stale || self.index.is_none()
    }

    /// These conversations have to be read. Where there are too many, the index is to be made anew instead.
    pub fn must_read(&mut self, new: Vec<String>) {
        self.changed.extend(new);
        if self.changed.len() > ONE_BY_ONE {
            self.forget();
        }
    }

    /// Lets go of all that is known. Gives a token for [`SearchDesk::take`].
    pub fn begin(&mut self) -> u64 {
        self.forget();
        self.generation
    }

    /// Lets go of all that is known.
    pub fn forget(&mut self) {
        *self = SearchDesk {
            generation: self.generation.wrapping_add(1),
            ..SearchDesk::default()
        };
    }

    /// Takes the index that was read since; not where everything has changed meanwhile. Says whether it did.
    pub fn take(&mut self, index: SearchIndex, since: u64) -> bool {
        let fits = since == self.generation;
        if fits {
            self.index = Some(index);
        }
        fits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_before_everything_changed_is_not_taken() {
        let mut desk = SearchDesk::default();
        let since = desk.begin();
        assert!(desk.hear("\"Conversations\"") && desk.take(SearchIndex::default(), since));
        assert!(desk.list_changed && !desk.must_read_all());
        let since = desk.begin();
        assert!(desk.hear("\"Everything\""));
        assert!(!desk.take(SearchIndex::default(), since) && desk.must_read_all());
        let since = desk.begin();
        assert!(desk.take(SearchIndex::default(), since));
    }

    #[test]
    fn it_hears_what_is_about_conversations() {
        let mut desk = SearchDesk {
            index: Some(SearchIndex::default()),
            ..SearchDesk::default()
        };
        assert!(
            !desk.hear("\"Memory\"") && !desk.hear("{\"Ledger\":{\"at\":1}}") && !desk.hear("?")
        );
        assert!(desk.hear("\"Conversations\"") && desk.list_changed);
        assert!(desk.hear("{\"Messages\":{\"conversation\":\"c\"}}"));
        assert!(desk.changed.contains("c") && desk.index.is_some());
        assert!(!desk.must_read_all());
        assert!(desk.hear("\"Imported\"") && desk.must_read_all());
        desk.must_read((0..300).map(|id| id.to_string()).collect());
        assert!(desk.index.is_none() && desk.changed.is_empty());
    }
}
