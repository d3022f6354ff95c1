//! Messages within messages within messages, as a list.
//!
//! LibreChat writes a conversation "recursively": an answer is in the `children` of its question. A thread of a hundred
//! messages is nested two hundred levels deep, which no JSON reader takes that guards its stack. So the text is taken
//! apart first: each object of a list named `messages`, `messagesTree` or `children` becomes a text of its own, without
//! those lists. In time linear in the text, with no stack but one on the heap.

use super::shape::string_end;

/// What the lists are called whose objects are messages.
const LISTS: [&[u8]; 3] = [b"messages", b"messagesTree", b"children"];

/// What a text is taken apart into.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Flat {
    /// The outermost object, with its lists of messages empty.
    pub head: String,
    /// The messages, each after the one it is in.
    pub messages: Vec<Piece>,
}

/// One message.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Piece {
    /// As JSON, with its list of messages empty.
    pub text: String,
    /// The one it is in.
    pub over: Option<usize>,
}

/// A bracket that is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// An object or a list that stays where it is.
    Plain,
    /// A list of messages.
    List,
    /// A message of such a list.
    Message,
}

/// Takes it apart. Text that is not JSON gives pieces that are not.
pub(super) fn flatten(text: &str) -> Flat {
    let bytes = text.as_bytes();
    let mut flat = Flat::default();
    let mut open: Vec<Open> = Vec::new();
    // The messages that are open.
    let mut within: Vec<usize> = Vec::new();
    // The last string: a key, where a colon follows.
    let mut last: &[u8] = b"";
    let mut is_key = false;
    // What is not copied yet begins here.
    let mut from = 0;
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        match byte {
            b'"' => {
                let Some(end) = string_end(bytes, at) else {
                    break;
                };
                last = &bytes[at + 1..end];
                at = end;
            }
            b'[' if is_key && takes_lists(&open) && LISTS.contains(&last) => {
                copy(&mut flat, &within, text, from, at + 1);
                open.push(Open::List);
            }
            b'{' if open.last() == Some(&Open::List) => {
                flat.messages.push(Piece {
                    text: String::new(),
                    over: within.last().copied(),
                });
                within.push(flat.messages.len() - 1);
                open.push(Open::Message);
                from = at;
            }
            b'[' | b'{' => open.push(Open::Plain),
            b'}' | b']' => match open.pop() {
                Some(Open::Message) => {
                    copy(&mut flat, &within, text, from, at + 1);
                    within.pop();
                }
                Some(Open::List) => from = at,
                _ => {}
            },
            _ => {}
        }
        is_key = byte == b':' || (is_key && byte.is_ascii_whitespace());
        at += 1;
    }
    // In a text that is cut off the head is not JSON, and says where.
    if within.is_empty() && open.last() != Some(&Open::List) {
        copy(&mut flat, &within, text, from, bytes.len());
    }
    flat
}

/// Whether a list that begins here would be one of the outermost object's or of a message's own.
fn takes_lists(open: &[Open]) -> bool {
    open.last() == Some(&Open::Message) || open == [Open::Plain]
}

fn copy(flat: &mut Flat, within: &[usize], text: &str, from: usize, to: usize) {
    let piece = text.get(from..to).unwrap_or_default();
    match within.last() {
        Some(at) => flat.messages[*at].text.push_str(piece),
        None => flat.head.push_str(piece),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, head: &str, messages: &[(&str, Option<usize>)]) {
        let flat = flatten(text);
        assert_eq!(flat.head, head);
        let pieces: Vec<_> = flat
            .messages
            .iter()
            .map(|piece| (piece.text.as_str(), piece.over))
            .collect();
        assert_eq!(pieces, messages);
    }

    #[test]
    fn nested_messages_become_a_list() {
        check(
            r#"{"a":[{"children":[1]}],"messages" : [ {"t":"[{","children":[{"t":2},{"t":3}],"z":{"children":[4]}}, {"t":5} ],"b":1}"#,
            r#"{"a":[{"children":[1]}],"messages" : [],"b":1}"#,
            &[
                (r#"{"t":"[{","children":[],"z":{"children":[4]}}"#, None),
                (r#"{"t":2}"#, Some(0)),
                (r#"{"t":3}"#, Some(0)),
                (r#"{"t":5}"#, None),
            ],
        );
        check(r#"{"messages":["\"","#, r#"{"messages":["#, &[]);
        check(
            r#"{"x":"messages","y":[{}]}"#,
            r#"{"x":"messages","y":[{}]}"#,
            &[],
        );
    }

    #[test]
    fn depth_costs_no_stack() {
        let deep = format!("{{\"messages\":{}", "[{\"children\":".repeat(200_000));
        assert_eq!(flatten(&deep).messages.len(), 200_000);
    }
}
