//! What a JSON text is at its top, found without reading it as JSON: it may be large, cut off, or nested without end.

/// The top of a JSON text, as far as it goes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// It is a list; the keys are those of its first objects.
    pub is_list: bool,
    /// The keys of the object, in their order, once each list entry.
    pub keys: Vec<String>,
}

/// How many objects of a list are looked at.
const OBJECTS: usize = 3;
/// How many keys are.
const KEYS: usize = 200;

/// None when it is neither an object nor a list.
pub(super) fn shape(text: &str) -> Option<Shape> {
    let bytes = text.as_bytes();
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let is_list = match bytes[start] {
        b'[' => true,
        b'{' => false,
        _ => return None,
    };
    let mut shape = Shape {
        is_list,
        keys: Vec::new(),
    };
    // The depth at which the keys are: within the object, or within an object of the list.
    let level = if is_list { 2 } else { 1 };
    let (mut depth, mut objects, mut at) = (0_usize, 0, start);
    let mut key_next = false;
    while at < bytes.len() && shape.keys.len() < KEYS {
        match bytes[at] {
            b'"' => {
                let Some(end) = string_end(bytes, at) else {
                    // The beginning of a larger file.
                    break;
                };
                if depth == level && key_next {
                    shape.keys.push(text.get(at + 1..end)?.to_owned());
                    key_next = false;
                }
                at = end;
            }
            b'{' => {
                depth += 1;
                key_next = depth == level;
            }
            b'[' => depth += 1,
            b'}' | b']' => {
                if depth == level && bytes[at] == b'}' {
                    objects += 1;
                }
                depth = depth.saturating_sub(1);
                if depth == 0 || objects == OBJECTS {
                    break;
                }
            }
            b',' if depth == level => key_next = true,
            _ => {}
        }
        at += 1;
    }
    Some(shape)
}

/// Where the string that begins here ends: the place of its closing quote, or of the text's end.
pub(super) fn string_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

impl Shape {
    /// Whether all of these keys are there.
    pub(super) fn has(&self, keys: &[&str]) -> bool {
        keys.iter()
            .all(|key| self.keys.iter().any(|known| known == key))
    }
}
