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
            Ok(News::Everything) => *self = SearchDesk::default(),
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
            *self = SearchDesk::default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
