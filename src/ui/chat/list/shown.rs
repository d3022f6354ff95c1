//! What is listed: worked out from all conversations, made only as far as it is near.

use chat::Conversation;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct View {
    /// Words of the title, of a tag or of the folder
    pub query: String,
    /// One tag; empty for all
    pub tag: String,
    /// What is put away, instead of what is not
    pub archive: bool,
}

impl View {
    /// Whether not all is wanted.
    pub fn looks_for_some(&self) -> bool {
        !self.query.trim().is_empty() || !self.tag.is_empty()
    }
}

/// What stands together under a heading.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Kept at the top
    Pinned,
    /// Of this folder
    Folder(String),
    /// All others
    Others,
}

/// A group of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    pub kind: Kind,
    /// How many it has, shown or not.
    pub count: usize,
    /// It is a folder whose rows are not wanted.
    pub closed: bool,
    /// The conversations of its rows, as far as they are made.
    pub ids: Vec<String>,
}

/// What a row shows of a conversation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Facts {
    pub title: String,
    pub pinned: bool,
    pub archived: bool,
    pub tags: Vec<String>,
}

/// All that is listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Shown {
    pub groups: Vec<Group>,
    /// Of those whose rows are made.
    pub facts: HashMap<String, Facts>,
    /// All that match, in their order; those in closed folders too.
    pub all: Vec<String>,
    /// There are more rows than are made.
    pub more: bool,
    /// All tags that there are.
    pub tags: Vec<String>,
    /// How many are put away.
    pub archived: usize,
}

impl Shown {
    /// Those from one to the other, in the order of the list; the second alone where the first is not listed.
    pub fn between(&self, from: &str, to: &str) -> Vec<String> {
        let place = |id: &str| self.all.iter().position(|one| one == id);
        match (place(from), place(to)) {
            (Some(from), Some(to)) => self.all[from.min(to)..=from.max(to)].to_vec(),
            _ => vec![to.to_string()],
        }
    }
}

/// What is listed of these conversations, with at most so many rows.
pub(super) fn shown(
    all: &[Conversation],
    view: &View,
    closed: &BTreeSet<String>,
    most: usize,
) -> Shown {
    let tags: Vec<String> = chat::tags(all).into_iter().map(|(tag, _)| tag).collect();
    let query = view.query.trim().to_lowercase();
    let tag = Some(&view.tag).filter(|tag| tags.contains(tag));
    let mut kinds: BTreeMap<(u8, String), (Kind, Vec<&Conversation>)> = BTreeMap::new();
    let mut archived = 0;
    for one in all {
        archived += usize::from(one.archived);
        let wanted = one.archived == view.archive
            && tag.is_none_or(|tag| one.has_tag(tag))
            && (query.is_empty() || matches(one, &query));
        if !wanted {
            continue;
        }
        let (rank, kind) = match one {
            one if one.pinned => (0, Kind::Pinned),
            one if !one.folder.is_empty() => (1, Kind::Folder(one.folder.clone())),
            _ => (2, Kind::Others),
        };
        let name = if rank == 1 {
            one.folder.to_lowercase()
        } else {
            String::new()
        };
        kinds
            .entry((rank, name))
            .or_insert_with(|| (kind, Vec::new()))
            .1
            .push(one);
    }
    let mut out = Shown {
        tags,
        archived,
        ..Shown::default()
    };
    let mut left = most;
    for (kind, members) in kinds.into_values() {
        // What is looked for is seen, wherever it is.
        let closed = match &kind {
            Kind::Folder(name) => !view.looks_for_some() && closed.contains(name),
            _ => false,
        };
        out.all.extend(members.iter().map(|one| one.id.clone()));
        let rows = if closed { 0 } else { members.len().min(left) };
        out.more |= !closed && rows < members.len();
        left -= rows;
        let ids = members[..rows].iter().map(|one| {
            let facts = Facts {
                title: one.title.clone(),
                pinned: one.pinned,
                archived: one.archived,
                tags: one.tags.clone(),
            };
            out.facts.insert(one.id.clone(), facts);
            one.id.clone()
        });
        let ids = ids.collect();
        out.groups.push(Group {
            kind,
            count: members.len(),
            closed,
            ids,
        });
    }
    out
}

fn matches(one: &Conversation, query: &str) -> bool {
    let has = |text: &str| text.to_lowercase().contains(query);
    let tag = query.strip_prefix('#').unwrap_or(query);
    has(&one.title)
        || has(&one.folder)
        || one.tags.iter().any(|own| own.to_lowercase().contains(tag))
}
