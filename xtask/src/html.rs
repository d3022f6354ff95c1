//! What xtask needs to know of a page: its elements, and the text of its scripts and styles.

use std::collections::BTreeMap;

use html5gum::{DefaultEmitter, Token, Tokenizer};

/// A page, read.
#[derive(Debug, Default, PartialEq)]
pub struct Html {
    /// Every start tag, in order.
    pub elements: Vec<Element>,
    /// The text of every inline script, as a browser hashes it.
    pub scripts: Vec<String>,
    /// The text of every style element.
    pub styles: Vec<String>,
}

/// A start tag.
#[derive(Debug, PartialEq)]
pub struct Element {
    /// In lower case.
    pub name: String,
    /// Without their quotes and entities.
    pub attributes: BTreeMap<String, String>,
}

impl Element {
    /// An attribute's value; empty when it is not there.
    pub fn get(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }
}

impl Html {
    /// Reads a page. HTML has no errors that matter here: what a browser would make of it counts.
    pub fn read(text: &str) -> Self {
        let mut emitter = DefaultEmitter::<()>::default();
        emitter.naively_switch_states(true);
        let mut html = Self::default();
        let mut raw = RawText::None;
        let tokens = Tokenizer::new_with_emitter(text, emitter);
        for token in tokens {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => {
                    let attributes = tag
                        .attributes
                        .iter()
                        .map(|(name, value)| (utf8(name), utf8(&value.value)))
                        .collect();
                    let element = Element {
                        name: utf8(&tag.name),
                        attributes,
                    };
                    raw = RawText::opened_by(&element, &mut html);
                    html.elements.push(element);
                }
                Token::String(text) => raw.add(&utf8(&text.value), &mut html),
                Token::EndTag(_) => raw = RawText::None,
                _ => {}
            }
        }
        html
    }
}

fn utf8(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The element whose text is being read.
enum RawText {
    None,
    Script,
    Style,
}

impl RawText {
    fn opened_by(element: &Element, html: &mut Html) -> Self {
        match element.name.as_str() {
            // A script with a source, or one that holds data, is not run from its text.
            "script"
                if !element.attributes.contains_key("src")
                    && !element.get("type").contains("json") =>
            {
                html.scripts.push(String::new());
                Self::Script
            }
            "style" => {
                html.styles.push(String::new());
                Self::Style
            }
            _ => Self::None,
        }
    }

    fn add(&self, text: &str, html: &mut Html) {
        let last = match self {
            Self::None => None,
            Self::Script => html.scripts.last_mut(),
            Self::Style => html.styles.last_mut(),
        };
        if let Some(last) = last {
            last.push_str(text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Html;

    #[test]
    fn inline_scripts_are_read_exactly() {
        let html = Html::read(
            "<head><script src='a.js'></script><script type=module>\r\nif (1 < 2 && '<p>') {}\n</script><p title='a&amp;b'>",
        );
        assert_eq!(html.scripts, ["\nif (1 < 2 && '<p>') {}\n"]);
        assert_eq!(html.elements[1].get("src"), "a.js");
        assert_eq!(html.elements[3].get("title"), "a&b");
    }

    #[test]
    fn data_is_not_a_script() {
        let html = Html::read("<script type='application/ld+json'>{}</script><style>p{}</style>");
        assert!(html.scripts.is_empty());
        assert_eq!(html.styles, ["p{}"]);
    }
}
