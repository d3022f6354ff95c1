//! Folders and tags: what names may be, and which there are.

use std::collections::BTreeMap;

use crate::record::Conversation;

/// How many characters the name of a folder or tag has at most.
pub const NAME_CHARS: usize = 40;

/// How many tags a conversation has at most.
pub const MOST_TAGS: usize = 20;

/// A name as it is kept: single spaces, nothing that cannot be seen, not too long. May be empty.
pub fn clean_name(text: &str) -> String {
    let seen: String = text
        .chars()
        .take(4 * NAME_CHARS)
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control() && !turns_around(*c))
        .collect();
    let words: Vec<&str> = seen.split(' ').filter(|word| !word.is_empty()).collect();
    let name: String = words.join(" ").chars().take(NAME_CHARS).collect();
    name.trim_end().to_owned()
}

/// Marks that change the direction of what follows them, beyond the name.
fn turns_around(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Tags as they are kept: clean, without the sign before them, each once (whatever its case), not too many.
pub fn clean_tags<'a>(tags: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for tag in tags {
        let tag = clean_name(tag.trim().trim_start_matches('#'));
        let known = out.iter().any(|other| same(other, &tag));
        if !tag.is_empty() && !known && out.len() < MOST_TAGS {
            out.push(tag);
        }
    }
    out
}

impl Conversation {
    /// Whether it has this tag, whatever its case.
    pub fn has_tag(&self, tag: &str) -> bool {
        self.tags.iter().any(|own| same(own, tag))
    }

    /// Gives it a tag, or takes it away.
    pub fn set_tag(&mut self, tag: &str, on: bool) {
        match on {
            true => {
                let all = self.tags.iter().map(String::as_str).chain([tag]);
                self.tags = clean_tags(all);
            }
            false => self.tags.retain(|own| !same(own, tag)),
        }
    }

    /// Makes folder and tags what they may be, whoever wrote them.
    pub(crate) fn clean(&mut self) {
        self.folder = clean_name(&self.folder);
        self.tags = clean_tags(self.tags.iter().map(String::as_str));
    }
}

/// The folders that these conversations are in, each with how many, by name.
pub fn folders(all: &[Conversation]) -> Vec<(String, usize)> {
    let named = all.iter().map(|one| one.folder.as_str());
    counted(named.filter(|name| !name.is_empty()))
}

/// The tags that these conversations have, each with how many, by name. Of two that differ in case the first is meant.
pub fn tags(all: &[Conversation]) -> Vec<(String, usize)> {
    counted(all.iter().flat_map(|one| &one.tags).map(String::as_str))
}

fn counted<'a>(names: impl Iterator<Item = &'a str>) -> Vec<(String, usize)> {
    let mut found: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for name in names {
        found
            .entry(name.to_lowercase())
            .or_insert_with(|| (name.to_owned(), 0))
            .1 += 1;
    }
    found.into_values().collect()
}

fn same(a: &str, b: &str) -> bool {
    a == b || a.to_lowercase() == b.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_what_can_be_seen() {
        let check = |text: &str, expect: &str| assert_eq!(clean_name(text), expect, "{text:?}");
        check("  Work  \n notes ", "Work notes");
        check("a\u{0}b\u{202e}c", "abc");
        check("\u{2066}\t", "");
        check("سفر وعمل", "سفر وعمل");
        check(&"x".repeat(5_000), &"x".repeat(NAME_CHARS));
        check(
            &format!("{} y", "x".repeat(NAME_CHARS - 1)),
            &"x".repeat(NAME_CHARS - 1),
        );
    }

    #[test]
    fn tags_are_there_once() {
        let check = |tags: &[&str], expect: &[&str]| {
            assert_eq!(clean_tags(tags.iter().copied()), expect, "{tags:?}");
        };
        check(&["#Work", "work", " ", "#", "trip "], &["Work", "trip"]);
        let many: Vec<String> = (0..50).map(|n| format!("t{n}")).collect();
        let kept = clean_tags(many.iter().map(String::as_str));
        assert_eq!(kept.len(), MOST_TAGS);
    }

    #[test]
    fn tags_come_and_go() {
        let mut one = Conversation::default();
        one.set_tag("Work", true);
        one.set_tag("WORK", true);
        one.set_tag("b", true);
        assert_eq!(one.tags, ["Work", "b"]);
        assert!(one.has_tag("work"));
        one.set_tag("wORK", false);
        assert_eq!(one.tags, ["b"]);
    }

    #[test]
    fn what_there_is_is_counted_by_name() {
        let one = |folder: &str, tags: &[&str]| Conversation {
            folder: folder.to_owned(),
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            ..Conversation::default()
        };
        let all = [
            one("b", &["x", "Y"]),
            one("A", &["y"]),
            one("b", &[]),
            one("", &[]),
        ];
        assert_eq!(folders(&all), [("A".to_owned(), 1), ("b".to_owned(), 2)]);
        assert_eq!(tags(&all), [("x".to_owned(), 1), ("Y".to_owned(), 2)]);
    }
}
