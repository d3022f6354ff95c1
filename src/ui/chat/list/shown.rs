//! What is listed: worked out from all conversations, made only as far as it is near.

use chat::{Conversation, Period};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct View {
    /// One tag; empty for all
    pub tag: String,
    /// Which of them
    pub place: Place,
}

/// What can be looked at in the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Place {
    /// All that is neither put away nor deleted
    #[default]
    List,
    /// What is put away
    Archive,
    /// What is deleted and can be brought back: `deleted` shows it
    Deleted,
}

impl View {
    /// Whether not all is wanted.
    pub fn looks_for_some(&self) -> bool {
        !self.tag.is_empty()
    }
}

/// What stands together under a heading.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Kept at the top
    Pinned,
    /// Of this folder
    Folder(String),
    /// Of the others, those last touched then
    Of(Period),
}

/// By what it is told how long ago something was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Now {
    pub at: wire::Millis,
    /// Minutes that local time is ahead of UTC.
    pub offset: i32,
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
    /// How many of those that match are put away.
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

/// In this order groups stand. Folders whose names differ in case alone are one.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Order {
    Pinned,
    Folder(String),
    Of(Period),
}

/// What is listed of these conversations, with at most so many rows.
pub(super) fn shown(
    all: &[Conversation],
    view: &View,
    closed: &BTreeSet<String>,
    now: Now,
    most: usize,
) -> Shown {
    let tags: Vec<String> = chat::tags(all).into_iter().map(|(tag, _)| tag).collect();
    let tag = Some(&view.tag).filter(|tag| tags.contains(tag));
    let mut kinds: BTreeMap<Order, (Kind, Vec<&Conversation>)> = BTreeMap::new();
    let mut archived = 0;
    for one in all {
        let tagged = tag.is_none_or(|tag| one.has_tag(tag));
        archived += usize::from(one.archived && tagged);
        let there = match view.place {
            Place::List => !one.archived,
            Place::Archive => one.archived,
            Place::Deleted => false,
        };
        if !there || !tagged {
            continue;
        }
        let (order, kind) = match one {
            one if one.pinned => (Order::Pinned, Kind::Pinned),
            one if !one.folder.is_empty() => (
                Order::Folder(one.folder.to_lowercase()),
                Kind::Folder(one.folder.clone()),
            ),
            one => {
                let period = chat::period(now.at, now.offset, one.updated);
                (Order::Of(period), Kind::Of(period))
            }
        };
        kinds
            .entry(order)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn one(id: &str, folder: &str, tags: &[&str]) -> Conversation {
        Conversation {
            id: id.to_string(),
            title: format!("Title {id}"),
            folder: folder.to_string(),
            tags: tags.iter().map(ToString::to_string).collect(),
            ..Conversation::default()
        }
    }

    /// The groups with their rows, `+` after a number where it is closed.
    fn drawn(shown: &Shown) -> Vec<String> {
        let group = |group: &Group| {
            let kind = match &group.kind {
                Kind::Pinned => "pinned",
                Kind::Of(Period::Month(_)) => "month",
                Kind::Of(period) => &format!("{period:?}"),
                Kind::Folder(name) => name.as_str(),
            };
            let closed = if group.closed { "+" } else { "" };
            format!("{kind} {}{closed}: {}", group.count, group.ids.join(" "))
        };
        shown.groups.iter().map(group).collect()
    }

    fn all() -> Vec<Conversation> {
        vec![
            Conversation {
                pinned: true,
                ..one("a", "Work", &[])
            },
            one("b", "Work", &["x"]),
            one("c", "", &["Y"]),
            one("d", "art", &[]),
            Conversation {
                archived: true,
                ..one("e", "Work", &[])
            },
        ]
    }

    #[test]
    fn pinned_then_folders_by_name_then_by_time() {
        let closed = BTreeSet::from(["art".to_string()]);
        let shown = shown(&all(), &View::default(), &closed, Now::default(), 99);
        assert_eq!(
            drawn(&shown),
            ["pinned 1: a", "art 1+: ", "Work 1: b", "Today 1: c"]
        );
        assert_eq!((shown.archived, shown.more), (1, false));
        assert_eq!(shown.all, ["a", "d", "b", "c"]);
        assert_eq!(shown.tags, ["x", "Y"]);
        assert_eq!(shown.between("b", "d"), ["d", "b"]);
        assert_eq!(shown.between("gone", "d"), ["d"]);
    }

    #[test]
    fn others_stand_under_the_time_they_are_of() {
        const DAY: u64 = 86_400_000;
        let now = Now {
            at: 100 * DAY + 1,
            offset: 0,
        };
        let touched = |id: &str, days_ago: u64| Conversation {
            updated: (100 - days_ago) * DAY,
            ..one(id, "", &[])
        };
        let all = [
            touched("a", 0),
            touched("b", 0),
            touched("c", 1),
            touched("d", 20),
            touched("e", 60),
            touched("f", 95),
        ];
        let shown = shown(&all, &View::default(), &BTreeSet::new(), now, 99);
        assert_eq!(
            drawn(&shown),
            [
                "Today 2: a b",
                "Yesterday 1: c",
                "ThirtyDays 1: d",
                "month 1: e",
                "month 1: f"
            ]
        );
    }

    #[test]
    fn what_is_looked_for_is_seen_in_closed_folders_too() {
        let closed = BTreeSet::from(["art".to_string(), "Work".to_string()]);
        let check = |tag: &str, place: Place, expect: &[&str]| {
            let view = View {
                tag: tag.to_string(),
                place,
            };
            let found = drawn(&shown(&all(), &view, &closed, Now::default(), 99));
            assert_eq!(found, expect, "{tag:?}");
        };
        check("Y", Place::List, &["Today 1: c"]);
        check("x", Place::List, &["Work 1: b"]);
        check("", Place::Archive, &["Work 1+: "]);
        check("", Place::Deleted, &[]);
    }

    #[test]
    fn no_more_rows_than_are_asked_for() {
        let many: Vec<Conversation> = (0..5_000)
            .map(|n| one(&n.to_string(), ["", "f"][n % 2], &[]))
            .collect();
        let shown = shown(
            &many,
            &View::default(),
            &BTreeSet::new(),
            Now::default(),
            120,
        );
        assert_eq!((shown.facts.len(), shown.all.len()), (120, 5_000));
        assert!(shown.more);
        assert_eq!(shown.groups[0].ids.len(), 120);
        assert_eq!(
            (shown.groups[1].count, shown.groups[1].ids.len()),
            (2_500, 0)
        );
    }
}
