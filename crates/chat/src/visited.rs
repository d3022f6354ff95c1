//! Where a reader was last below each version of a message, so that the arrows lead back there.

use std::collections::BTreeMap;

use crate::tree::Tree;

/// The ends of the branches that were looked at, by each of the versions they went through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visited {
    /// By message: the leaf that was shown with it last.
    leaves: BTreeMap<String, String>,
}

impl Visited {
    /// The branch that ends here is left.
    pub fn leave(&mut self, tree: &Tree, leaf: &str) {
        for message in tree.path_to(leaf) {
            if tree.siblings(&message.id).0.len() > 1 {
                self.leaves.insert(message.id.clone(), leaf.to_string());
            }
        }
    }

    /// The leaf to show with this message: where the reader was last below it, with what was said there since; else the latest.
    /// None where there is no such message.
    pub fn leaf_below(&self, tree: &Tree, message: &str) -> Option<String> {
        let was = self.leaves.get(message).filter(|leaf| {
            let path = tree.path_to(leaf);
            path.iter().any(|one| one.id == message)
        });
        tree.latest_leaf(Some(was.map_or(message, String::as_str)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Message;

    fn tree(messages: &[(&str, &str)]) -> Tree {
        let messages = messages.iter().zip(1..);
        Tree::from_messages(
            messages
                .map(|((id, parent), created)| Message {
                    id: id.to_string(),
                    parent: (!parent.is_empty()).then(|| parent.to_string()),
                    created,
                    ..Message::default()
                })
                .collect(),
        )
    }

    /// Two answers to a question; below the first, two more questions.
    const BRANCHES: [(&str, &str); 5] =
        [("q", ""), ("a", "q"), ("a1", "a"), ("a2", "a"), ("b", "q")];

    #[test]
    fn the_way_back_leads_to_where_one_was() {
        let tree = tree(&BRANCHES);
        let mut visited = Visited::default();
        assert_eq!(visited.leaf_below(&tree, "a").as_deref(), Some("a2"));
        visited.leave(&tree, "a1");
        assert_eq!(visited.leaf_below(&tree, "a").as_deref(), Some("a1"));
        assert_eq!(visited.leaf_below(&tree, "b").as_deref(), Some("b"));
        visited.leave(&tree, "a2");
        assert_eq!(visited.leaf_below(&tree, "a").as_deref(), Some("a2"));
    }

    #[test]
    fn what_was_said_there_since_is_shown_and_what_is_gone_is_not() {
        let mut visited = Visited::default();
        visited.leave(&tree(&BRANCHES), "a1");
        let mut more = BRANCHES.to_vec();
        more.push(("a1-more", "a1"));
        let mut tree = tree(&more);
        assert_eq!(visited.leaf_below(&tree, "a").as_deref(), Some("a1-more"));
        tree.remove_subtree("a1");
        assert_eq!(visited.leaf_below(&tree, "a").as_deref(), Some("a2"));
        tree.remove_subtree("a");
        assert_eq!(visited.leaf_below(&tree, "a"), None);
    }
}
