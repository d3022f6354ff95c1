//! From what the library writes to values; strictly.

use crate::allowed::{attributes, element};
use crate::{DEEPEST, MathNode, Unreadable};

/// An element that is open.
struct Open {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    children: Vec<MathNode>,
}

impl Open {
    fn close(self) -> MathNode {
        MathNode::Element {
            name: self.name,
            attributes: self.attributes,
            children: self.children,
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(MathNode::Text(last)) = self.children.last_mut() {
            last.push_str(text);
        } else {
            self.children.push(MathNode::Text(text.to_owned()));
        }
    }
}

/// Reads one `math` element. Anything that is not known is an error, never a node.
pub(crate) fn read(written: &str) -> Result<MathNode, Unreadable> {
    let mut stack: Vec<Open> = Vec::new();
    let mut rest = written;
    while !rest.is_empty() {
        let (piece, after) = next(rest).ok_or_else(unknown)?;
        rest = after;
        match piece {
            Piece::Open(tag, alone) => {
                let open = opened(tag)?;
                if alone {
                    add(&mut stack, open)?;
                } else if stack.len() < DEEPEST {
                    stack.push(open);
                } else {
                    return Err(Unreadable::TooDeep);
                }
            }
            Piece::Close(name) => {
                let open = stack
                    .pop()
                    .filter(|open| open.name == name)
                    .ok_or_else(unknown)?;
                if !stack.is_empty() {
                    add(&mut stack, open)?;
                } else if rest.is_empty() && open.name == "math" {
                    return Ok(open.close());
                } else {
                    return Err(unknown());
                }
            }
            Piece::Text(text) => stack.last_mut().ok_or_else(unknown)?.text(text),
        }
    }
    Err(unknown())
}

fn unknown() -> Unreadable {
    Unreadable::Syntax("not known".to_owned())
}

fn add(stack: &mut [Open], open: Open) -> Result<(), Unreadable> {
    let parent = stack.last_mut().ok_or_else(unknown)?;
    parent.children.push(open.close());
    Ok(())
}

enum Piece<'t> {
    /// What stands in the tag, and whether nothing follows in the element.
    Open(&'t str, bool),
    Close(&'t str),
    Text(&'t str),
}

fn next(text: &str) -> Option<(Piece<'_>, &str)> {
    let bytes = text.as_bytes();
    let follows = bytes.get(1).copied().unwrap_or_default();
    if bytes[0] == b'<' && follows == b'/' {
        let end = text.find('>')?;
        return Some((Piece::Close(&text[2..end]), &text[end + 1..]));
    }
    if bytes[0] == b'<' && follows.is_ascii_alphabetic() {
        let end = text.find('>')?;
        let tag = &text[1..end];
        let (tag, alone) = tag
            .strip_suffix('/')
            .map_or((tag, false), |tag| (tag, true));
        return Some((Piece::Open(tag, alone), &text[end + 1..]));
    }
    for (entity, sign) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
        ("&nbsp;", "\u{a0}"),
    ] {
        if let Some(rest) = text.strip_prefix(entity) {
            return Some((Piece::Text(sign), rest));
        }
    }
    // A sign that means itself: the writer leaves a lone `<` or `&` as it is.
    let first = text.chars().next().map_or(1, char::len_utf8);
    let end = text[first..]
        .find(['<', '&'])
        .map_or(text.len(), |found| first + found);
    Some((Piece::Text(&text[..end]), &text[end..]))
}

fn opened(tag: &str) -> Result<Open, Unreadable> {
    let name = tag.split(' ').next().unwrap_or_default();
    let known = element(name).ok_or_else(unknown)?;
    let mut rest = tag[name.len()..].trim();
    let mut read = Vec::new();
    while !rest.is_empty() {
        let (name, after) = rest.split_once("=\"").ok_or_else(unknown)?;
        let (value, after) = after.split_once('"').ok_or_else(unknown)?;
        attributes(name, value, &mut read);
        rest = after.trim();
    }
    Ok(Open {
        name: known,
        attributes: read,
        children: Vec::new(),
    })
}
