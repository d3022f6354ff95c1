//! Finding.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use wire::{Millis, Role};

use super::index::{Indexed, SearchIndex};
use super::query::{Clause, clauses};
use super::shown::{How, Piece, Shown, whole};

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchFound {
    /// Titles first, then messages, then files; each the latest first.
    pub hits: Vec<SearchHit>,
    /// How many there are in all.
    pub total: usize,
    /// How many messages were searched.
    pub searched: usize,
}

/// A place where it was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchHit {
    /// The conversation's id.
    pub conversation: String,
    /// The message's id; none where it is the title.
    pub message: Option<String>,
    /// Who says it.
    pub role: Role,
    /// When it was said; of a title, when the conversation last changed.
    pub at: Millis,
    /// The conversation's title, where that is it with the places.
    pub title: Vec<Piece>,
    /// The surroundings of what was found.
    pub snippet: Vec<Piece>,
    /// What was found, as it is written there, each once: to be lit where the message is shown. Nothing of a file.
    pub written: Vec<String>,
    /// It is in this file of the message's, or in its name.
    pub file: Option<FoundFile>,
}

/// A file in which something was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundFile {
    /// That of its [`crate::AttachmentRef`].
    pub id: String,
    /// Its name, with the places.
    pub name: Vec<Piece>,
}

/// The same places, those of one conversation together, where the first of them stood.
pub fn by_conversation(hits: Vec<SearchHit>) -> Vec<SearchHit> {
    let mut order: Vec<String> = Vec::new();
    let mut placed: Vec<(usize, SearchHit)> = hits
        .into_iter()
        .map(|hit| {
            let known = order.iter().position(|id| *id == hit.conversation);
            let place = known.unwrap_or_else(|| {
                order.push(hit.conversation.clone());
                order.len() - 1
            });
            (place, hit)
        })
        .collect();
    // Within a conversation they stay in their order.
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, hit)| hit).collect()
}

impl SearchIndex {
    /// Where all that is looked for is found: every word, and words in quotes beside each other. The last word may go on.
    pub fn find(&self, query: &str, most: usize) -> SearchFound {
        let clauses = clauses(query);
        let mut found = SearchFound {
            searched: self.messages(),
            ..SearchFound::default()
        };
        if clauses.is_empty() {
            return found;
        }
        let mut met = vec![0_u8; self.texts.len()];
        // Where the first clause stands in a file, which is too long to look for it again.
        let mut firsts: HashMap<usize, u32> = HashMap::new();
        for (at, clause) in clauses.iter().take(usize::from(u8::MAX)).enumerate() {
            let at = at as u8;
            self.meet(clause, |text, place| {
                if met[text] == at {
                    met[text] = at + 1;
                    if at == 0 && self.texts[text].file.is_some() {
                        firsts.insert(text, place);
                    }
                }
            });
        }
        let all = clauses.len().min(usize::from(u8::MAX)) as u8;
        let texts = self.texts.iter().zip(&met).enumerate();
        let mut texts: Vec<_> = texts
            .filter(|(_, (text, met))| {
                **met == all && !text.gone && self.conversations[text.conversation as usize].there
            })
            .map(|(number, (text, _))| (number, text))
            .collect();
        found.total = texts.len();
        texts.sort_by_key(|(_, text)| {
            let rank = (text.message.is_some(), text.file.is_some());
            (rank, std::cmp::Reverse(text.at))
        });
        texts.truncate(most);
        found.hits = texts
            .into_iter()
            .map(|(number, text)| {
                let first = firsts.get(&number).copied().unwrap_or_default();
                self.hit(text, &clauses, first)
            })
            .collect();
        found
    }

    fn hit(&self, text: &Indexed, clauses: &[Clause], first: u32) -> SearchHit {
        let known = &self.conversations[text.conversation as usize];
        let mut hit = SearchHit {
            conversation: known.id.clone(),
            message: text.message.clone(),
            role: text.role,
            at: text.at,
            ..SearchHit::default()
        };
        match (&text.file, &text.message) {
            (Some(file), _) => {
                hit.title = whole(&known.title);
                hit.snippet = file.snippet(&text.text, clauses, first);
                hit.file = Some(FoundFile {
                    id: file.id.clone(),
                    name: Shown::of(file.name(&text.text), clauses, How::Name).pieces,
                });
            }
            (None, None) => {
                let shown = Shown::of(&text.text, clauses, How::Whole);
                (hit.title, hit.written) = (shown.pieces, shown.written);
            }
            (None, Some(_)) => {
                let shown = Shown::of(&text.text, clauses, How::Message);
                hit.title = whole(&known.title);
                (hit.snippet, hit.written) = (shown.pieces, shown.written);
            }
        }
        hit
    }

    /// Calls `each` with every text that has this clause and the place where that begins, some of them more than once.
    fn meet(&self, clause: &Clause, mut each: impl FnMut(usize, u32)) {
        let Some(((open_word, open_at), closed)) = clause.words.split_last() else {
            return;
        };
        let mut each_of = |places: &[u64]| {
            for place in places {
                each((place >> 32) as usize, *place as u32);
            }
        };
        // Where all but the last stand beside each other: where the first would stand.
        let mut begins: Option<Vec<u64>> = None;
        for (word, at) in closed {
            let places = self.places_of(word);
            begins = Some(both(begins, places, *at));
        }
        if !clause.open {
            match begins {
                None => each_of(self.places_of(open_word)),
                begins => each_of(&both(begins, self.places_of(open_word), *open_at)),
            }
            return;
        }
        let from = open_word.as_str();
        let words = self
            .in_order
            .range::<str, _>((std::ops::Bound::Included(from), std::ops::Bound::Unbounded));
        for (_, number) in words.take_while(|(word, _)| word.starts_with(from)) {
            let places = &self.places[*number as usize];
            match &begins {
                None => each_of(places),
                Some(begins) => {
                    for place in places {
                        let begin = place.checked_sub(u64::from(*open_at));
                        if let Some(begin) = begin
                            && begins.binary_search(&begin).is_ok()
                        {
                            each_of(&[begin]);
                        }
                    }
                }
            }
        }
    }

    fn places_of(&self, word: &str) -> &[u64] {
        let number = self.in_order.get(word);
        number.map_or(&[], |number| &self.places[*number as usize])
    }
}

/// Those beginnings that have a place so far behind them; all places where there are no beginnings yet.
fn both(begins: Option<Vec<u64>>, places: &[u64], at: u32) -> Vec<u64> {
    let at = u64::from(at);
    let here = places.iter().filter_map(|place| {
        // Within the same text.
        (place & 0xffff_ffff).checked_sub(at)?;
        Some(place - at)
    });
    let Some(begins) = begins else {
        return here.collect();
    };
    let mut here = here.peekable();
    begins
        .into_iter()
        .filter(|begin| {
            while here.next_if(|place| place < begin).is_some() {}
            here.peek() == Some(begin)
        })
        .collect()
}
