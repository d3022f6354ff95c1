//! A list too large to be held as one text, element by element.

/// The largest element that is kept, in bytes. The longest conversations known are some ten megabytes.
pub const MOST_ELEMENT_BYTES: usize = 64 << 20;

/// Takes the bytes of a JSON list as they come and gives its elements, each as a text of its own.
///
/// It looks at brackets and strings alone: whether an element is JSON is found when it is read. Nothing but the element
/// under way is held.
#[derive(Clone, Debug, Default)]
pub struct Splitter {
    state: State,
    depth: usize,
    index: usize,
    bytes: Vec<u8>,
    too_large: bool,
    most: Option<usize>,
}

/// One element of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// From 0.
    pub index: usize,
    /// The element, as it stands in the file; empty where it is too large.
    pub text: String,
    /// It is larger than [`MOST_ELEMENT_BYTES`], and was passed over.
    pub too_large: bool,
    /// It held bytes that are not UTF-8; each became U+FFFD.
    pub mended: bool,
}

/// The bytes are not a list: what comes first is no `[`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAList;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// Before the list's bracket; so many bytes of a byte order mark were seen.
    #[default]
    Start,
    Mark(u8),
    Between,
    /// In an element, outside of strings.
    Inside,
    Text,
    /// After a backslash.
    Escape,
    Done,
}

impl Splitter {
    /// At the beginning of a file.
    pub fn new() -> Self {
        Splitter::default()
    }

    /// The same with another bound for an element, in bytes.
    pub fn with_most(most: usize) -> Self {
        Splitter {
            most: Some(most),
            ..Splitter::default()
        }
    }

    /// The elements that are complete with these bytes. What follows the list's end is ignored.
    pub fn push(&mut self, bytes: &[u8]) -> Result<Vec<Element>, NotAList> {
        let mut elements = Vec::new();
        // From where on the bytes are not yet kept.
        let mut from = 0;
        for (at, byte) in bytes.iter().copied().enumerate() {
            match self.state {
                State::Done => break,
                State::Start | State::Mark(_) => self.begin(byte)?,
                State::Escape => self.state = State::Text,
                State::Text => match byte {
                    b'"' => self.state = State::Inside,
                    b'\\' => self.state = State::Escape,
                    _ => {}
                },
                State::Between if byte.is_ascii_whitespace() || byte == b',' => {}
                State::Between if byte == b']' => self.state = State::Done,
                State::Between => {
                    from = at;
                    self.state = State::Inside;
                    self.step(byte);
                }
                // A number or a word ends with what follows it.
                State::Inside if self.depth == 0 && matches!(byte, b',' | b']') => {
                    self.keep(&bytes[from..at]);
                    elements.push(self.element());
                    from = at + 1;
                    self.state = if byte == b']' {
                        State::Done
                    } else {
                        State::Between
                    };
                }
                State::Inside => self.step(byte),
            }
            if matches!(self.state, State::Start | State::Mark(_) | State::Between) {
                from = at + 1;
            }
        }
        if matches!(self.state, State::Inside | State::Text | State::Escape) {
            self.keep(&bytes[from.min(bytes.len())..]);
        }
        Ok(elements)
    }

    /// Whether the list has ended. A file that ends before is cut off.
    pub fn is_done(&self) -> bool {
        self.state == State::Done
    }

    fn begin(&mut self, byte: u8) -> Result<(), NotAList> {
        self.state = match (self.state, byte) {
            (State::Start, 0xef) => State::Mark(1),
            (State::Mark(1), 0xbb) => State::Mark(2),
            (State::Mark(2), 0xbf) => State::Start,
            (State::Start, b'[') => State::Between,
            (State::Start, byte) if byte.is_ascii_whitespace() => State::Start,
            _ => return Err(NotAList),
        };
        Ok(())
    }

    fn step(&mut self, byte: u8) {
        match byte {
            b'"' => self.state = State::Text,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }

    fn keep(&mut self, bytes: &[u8]) {
        let most = self.most.unwrap_or(MOST_ELEMENT_BYTES);
        if self.too_large || self.bytes.len().saturating_add(bytes.len()) > most {
            self.too_large = true;
            self.bytes = Vec::new();
        } else {
            self.bytes.extend_from_slice(bytes);
        }
    }

    fn element(&mut self) -> Element {
        let bytes = std::mem::take(&mut self.bytes);
        let (text, mended) = match String::from_utf8(bytes) {
            Ok(text) => (text, false),
            Err(wrong) => (String::from_utf8_lossy(wrong.as_bytes()).into_owned(), true),
        };
        self.index += 1;
        Element {
            index: self.index - 1,
            text: text.trim_end().to_owned(),
            too_large: std::mem::take(&mut self.too_large),
            mended,
        }
    }
}
