#![allow(clippy::unwrap_used, clippy::expect_used)]

use proptest::prelude::*;

use super::Stream;
use crate::{Block, Inline, Patch, parse};
use data::{TRICKY, fragments};

mod data;

/// The plainest renderer: what patches do to nodes, done to the tree itself.
#[derive(Default)]
struct Model(Vec<Block>, Made);

/// Whether the text node made last is the last one shown, as [`Patch::Text`] promises.
#[derive(Default)]
struct Made(bool);

impl Model {
    fn apply(&mut self, patches: Vec<Patch>) {
        for patch in patches {
            self.watch(&patch);
            match patch {
                Patch::Blocks { from, blocks } => {
                    assert!(from <= self.0.len(), "from {from} of {}", self.0.len());
                    self.0.truncate(from);
                    self.0.extend(blocks);
                }
                Patch::Items {
                    from,
                    tight: now,
                    items: more,
                } => {
                    let Some(Block::List { tight, items, .. }) = self.0.last_mut() else {
                        panic!("no list at the end")
                    };
                    assert!(from <= items.len());
                    *tight = now;
                    items.truncate(from);
                    items.extend(more);
                }
                Patch::Rows { from, rows: more } => {
                    let Some(Block::Table { rows, .. }) = self.0.last_mut() else {
                        panic!("no table at the end")
                    };
                    assert!(from <= rows.len());
                    rows.truncate(from);
                    rows.extend(more);
                }
                Patch::Text(more) => {
                    last_leaf(self.0.last_mut().expect("a node"))
                        .expect("a text")
                        .push_str(&more);
                }
                Patch::Block { index, block } => self.0[index] = block,
            }
        }
    }
}

impl Model {
    fn watch(&mut self, patch: &Patch) {
        let has_text = |blocks: &[Block]| {
            blocks
                .to_vec()
                .iter_mut()
                .rev()
                .find_map(last_leaf)
                .is_some()
        };
        self.1.0 = match patch {
            Patch::Blocks { blocks, .. } => has_text(blocks),
            Patch::Items { items, .. } => items.iter().any(|item| has_text(&item.blocks)),
            Patch::Rows { rows, .. } => rows
                .iter()
                .flatten()
                .any(|cell| inline_leaf(&mut cell.clone()).is_some()),
            Patch::Text(_) => {
                assert!(self.1.0, "no text was made last");
                true
            }
            Patch::Block { .. } => self.1.0,
        };
    }
}

fn last_leaf(block: &mut Block) -> Option<&mut String> {
    match block {
        Block::Paragraph(content) | Block::Heading { content, .. } => inline_leaf(content),
        Block::Code { text, .. } | Block::Html(text) => Some(text),
        Block::List { items, .. } => items
            .iter_mut()
            .rev()
            .flat_map(|item| item.blocks.iter_mut().rev())
            .find_map(last_leaf),
        Block::Quote(blocks) | Block::Footnote { blocks, .. } => {
            blocks.iter_mut().rev().find_map(last_leaf)
        }
        Block::Table { head, rows, .. } => {
            let cells = head.iter_mut().chain(rows.iter_mut().flatten());
            cells.rev().find_map(|cell| inline_leaf(cell))
        }
        Block::Rule => None,
    }
}

fn inline_leaf(content: &mut [Inline]) -> Option<&mut String> {
    content.iter_mut().rev().find_map(|inline| match inline {
        Inline::Text(text) => Some(text),
        Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strike(content) => {
            inline_leaf(content)
        }
        Inline::Link { content, .. } => inline_leaf(content),
        _ => None,
    })
}

/// What a fence holds back is not shown yet; definitions show their effect at the end.
fn comparable(source: &str) -> bool {
    let last = source.rsplit('\n').next().unwrap();
    !source.contains("]:") && !last.trim_matches(' ').chars().all(|c| c == '`' || c == '~')
}

/// Pushes the pieces and compares the end with [`parse`]; with nothing throttled, every step between too.
fn check<'a>(pieces: impl Iterator<Item = &'a str> + Clone, large: usize) {
    let mut stream = Stream::with_large(large);
    let mut model = Model::default();
    let mut whole = String::new();
    for piece in pieces {
        whole.push_str(piece);
        model.apply(stream.push(piece));
        assert!(stream.settled() <= model.0.len());
        if large == usize::MAX && !whole.ends_with('\r') && comparable(stream.source()) {
            assert_eq!(
                model.0,
                parse(stream.source()),
                "after {:?}",
                stream.source()
            );
        }
    }
    model.apply(stream.finish());
    assert_eq!(model.0, parse(&whole), "the whole of {whole:?}");
    assert_eq!(stream.settled(), model.0.len(), "settled of {whole:?}");
    assert!(stream.finish().is_empty() && stream.push("more").is_empty());
}

fn pieces_of(text: &str, size: usize) -> impl Iterator<Item = &str> + Clone {
    let mut from = 0;
    std::iter::from_fn(move || {
        let mut to = (from + size).min(text.len());
        while !text.is_char_boundary(to) {
            to += 1;
        }
        let piece = &text[from..to];
        from = to;
        (!piece.is_empty()).then_some(piece)
    })
}

#[test]
fn every_cut_of_the_tricky_texts_ends_in_the_same_tree() {
    for text in TRICKY {
        for text in [
            text.to_string(),
            text.replace('\n', "\r\n"),
            format!("{text}\n\nAfter.\n"),
        ] {
            for large in [usize::MAX, 1, 24] {
                check(std::iter::once(text.as_str()), large);
                for size in 1..8 {
                    check(pieces_of(&text, size), large);
                }
                for (at, _) in text.char_indices() {
                    check([&text[..at], &text[at..]].into_iter(), large);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_in_any_pieces(pieces in fragments(), large in prop::sample::select(vec![usize::MAX, usize::MAX, 1, 30, 200])) {
        check(pieces.iter().map(String::as_str), large);
        let whole = pieces.concat();
        check(pieces_of(&whole, 1), large);
        check(pieces_of(&whole, 5), large);
    }

    #[test]
    fn tricky_texts_joined(parts in prop::collection::vec(prop::sample::select(TRICKY), 1..4), size in 1..40usize, large in prop::sample::select(vec![usize::MAX, 1, 60])) {
        check(pieces_of(&parts.concat(), size), large);
    }
}

fn cases() -> u32 {
    std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok())
        .unwrap_or(400)
}
