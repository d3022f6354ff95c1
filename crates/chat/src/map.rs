//! A conversation's tree as a small map: what can be seen of it at once, however large it is.
//!
//! Messages that follow each other without a branch are one *chain*. At a branch one of the versions goes on at the same
//! level: the one on the path that is shown, or else the one with the most below it; the others stand before it, one level
//! deeper. So the path that is shown is a straight line, and no level is deeper than the logarithm of the messages.

use std::collections::{BTreeMap, BTreeSet};

use wire::Role;

use crate::record::Message;
use crate::title::auto_title;
use crate::tree::Tree;

/// The chains of a tree, in the order in which they are drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TreeMap {
    chains: Vec<Chain>,
    leaf: Option<String>,
}

/// Messages that follow each other without a branch between them.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Chain {
    messages: Vec<String>,
    level: usize,
    /// Which of how many versions its first message is, from 0.
    version: (usize, usize),
    /// How many of them, from the first, are on the path that is shown.
    on_path: usize,
    /// How many versions follow its last message.
    branches: usize,
}

/// A line of the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MapRow {
    /// A message.
    Message(MapMessage),
    /// Messages between the first and the last of a chain.
    Fold(MapFold),
}

/// A message on the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapMessage {
    /// Its id.
    pub id: String,
    /// Who speaks.
    pub role: Role,
    /// Its first words; may be empty.
    pub words: String,
    /// How deep it stands, from 0.
    pub level: usize,
    /// Which of how many versions it is, from 0.
    pub version: (usize, usize),
    /// How many versions follow it; 0 where it is one or none.
    pub branches: usize,
    /// Where it is, seen from the path that is shown.
    pub place: MapPlace,
}

/// Where a message is, seen from the path that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapPlace {
    /// Beside it.
    Beside,
    /// On it.
    OnPath,
    /// At its end.
    Here,
}

/// Messages that are folded away, or were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapFold {
    /// The first message of the chain, by which it is unfolded.
    pub chain: String,
    /// How many there are.
    pub messages: usize,
    /// How deep they stand, from 0.
    pub level: usize,
    /// The path that is shown goes through them.
    pub on_path: bool,
    /// They are shown.
    pub open: bool,
}

/// Chains up to this length are shown whole.
const WHOLE: usize = 4;

/// So much of a text is looked at for its first words, in bytes.
const LOOKED_AT: usize = 600;

impl TreeMap {
    /// The map of a tree, with the path to this leaf as the one that is shown. In time linear in the messages, but for
    /// looking them up.
    pub fn of(tree: &Tree, leaf: Option<&str>) -> TreeMap {
        let path: BTreeSet<&str> = leaf
            .map(|leaf| tree.path_to(leaf))
            .unwrap_or_default()
            .into_iter()
            .map(|message| message.id.as_str())
            .collect();
        let sizes = sizes(tree);
        let mut chains = Vec::new();
        // What is still to be drawn, the next one last.
        let mut open: Vec<(&str, usize, (usize, usize))> = Vec::new();
        let roots = tree.below(None);
        let main = main_of(roots, &path, &sizes);
        let versions = |all: &[String], at: usize| (at, all.len());
        // Nothing stands before a root: the main line comes first, the others after it.
        for (at, root) in roots.iter().enumerate().rev() {
            if Some(at) != main {
                open.push((root, 0, versions(roots, at)));
            }
        }
        if let Some(at) = main {
            open.push((&roots[at], 0, versions(roots, at)));
        }
        while let Some((first, level, version)) = open.pop() {
            let mut messages = vec![first.to_owned()];
            let mut last = first;
            let mut below = tree.below(Some(last));
            while let [only] = below {
                messages.push(only.clone());
                last = only;
                below = tree.below(Some(last));
            }
            let on_path = messages
                .iter()
                .take_while(|id| path.contains(id.as_str()))
                .count();
            chains.push(Chain {
                messages,
                level,
                version,
                on_path,
                branches: below.len(),
            });
            let main = main_of(below, &path, &sizes);
            if let Some(at) = main {
                open.push((&below[at], level, versions(below, at)));
            }
            for (at, side) in below.iter().enumerate().rev() {
                if Some(at) != main {
                    open.push((side, level + 1, versions(below, at)));
                }
            }
        }
        TreeMap {
            chains,
            leaf: leaf.map(str::to_owned),
        }
    }

    /// The first `most` lines, with these chains unfolded (by their first messages), and whether there are more. Only
    /// their messages are looked at.
    pub fn rows(
        &self,
        tree: &Tree,
        unfolded: &BTreeSet<String>,
        most: usize,
    ) -> (Vec<MapRow>, bool) {
        let mut rows = Vec::new();
        for chain in &self.chains {
            let count = chain.messages.len();
            let folded = count > WHOLE;
            let open = folded && unfolded.contains(&chain.messages[0]);
            for (at, id) in chain.messages.iter().enumerate() {
                let inside = folded && at > 0 && at + 1 < count;
                if rows.len() >= most {
                    return (rows, true);
                }
                if inside && at == 1 {
                    rows.push(MapRow::Fold(MapFold {
                        chain: chain.messages[0].clone(),
                        messages: count - 2,
                        level: chain.level,
                        on_path: chain.on_path > 1,
                        open,
                    }));
                    if rows.len() >= most && open {
                        return (rows, true);
                    }
                }
                if inside && !open {
                    continue;
                }
                if let Some(message) = tree.get(id) {
                    rows.push(MapRow::Message(self.row(chain, at, message)));
                }
            }
        }
        (rows, false)
    }

    /// How many places there are where one message is followed by several, the beginning included.
    pub fn forks(&self) -> usize {
        let below = self
            .chains
            .iter()
            .filter(|chain| chain.branches > 1)
            .count();
        let roots = self.chains.iter().filter(|chain| chain.level == 0);
        let at_root = roots.map(|chain| chain.version.1).next().unwrap_or(0) > 1;
        below + usize::from(at_root)
    }

    fn row(&self, chain: &Chain, at: usize, message: &Message) -> MapMessage {
        let last = at + 1 == chain.messages.len();
        let looked_at = message.text.floor_char_boundary(LOOKED_AT);
        MapMessage {
            id: message.id.clone(),
            role: message.role,
            words: auto_title(&message.text[..looked_at]),
            level: chain.level,
            version: if at == 0 { chain.version } else { (0, 1) },
            branches: if last && chain.branches > 1 {
                chain.branches
            } else {
                0
            },
            place: match at < chain.on_path {
                true if self.leaf.as_ref() == Some(&message.id) => MapPlace::Here,
                true => MapPlace::OnPath,
                false => MapPlace::Beside,
            },
        }
    }
}

/// How many messages there are at and below each.
fn sizes(tree: &Tree) -> BTreeMap<&str, usize> {
    let mut order: Vec<(&str, Option<usize>)> = Vec::with_capacity(tree.len());
    let mut open: Vec<(&str, Option<usize>)> = tree
        .below(None)
        .iter()
        .map(|id| (id.as_str(), None))
        .collect();
    while let Some((id, above)) = open.pop() {
        let here = order.len();
        order.push((id, above));
        open.extend(
            tree.below(Some(id))
                .iter()
                .map(|id| (id.as_str(), Some(here))),
        );
    }
    let mut counts = vec![1_usize; order.len()];
    // Each stands after the one above it.
    for at in (0..order.len()).rev() {
        if let Some(above) = order[at].1 {
            counts[above] += counts[at];
        }
    }
    order
        .into_iter()
        .zip(counts)
        .map(|((id, _), count)| (id, count))
        .collect()
}

/// Which of several goes on at the same level.
fn main_of(
    versions: &[String],
    path: &BTreeSet<&str>,
    sizes: &BTreeMap<&str, usize>,
) -> Option<usize> {
    versions
        .iter()
        .position(|id| path.contains(id.as_str()))
        .or_else(|| {
            let size = |at: &usize| sizes.get(versions[*at].as_str()).copied().unwrap_or(0);
            (0..versions.len()).max_by_key(size)
        })
}
