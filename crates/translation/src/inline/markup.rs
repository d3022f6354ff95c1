//! Tags and comments of HTML and XML. Entities stay: a model reads and keeps `&amp;`.

use super::addresses;
use super::next::Next;
use super::scan::{Kind, Mark, Name};

/// Elements whose content is code, with how they end.
const CODE: [(&str, &str); 7] = [
    ("code", "</code"),
    ("kbd", "</kbd"),
    ("samp", "</samp"),
    ("var", "</var"),
    ("script", "</script"),
    ("style", "</style"),
    ("math", "</math"),
];

/// Elements without an end (HTML, "void elements").
const VOID: &str = " area base br col embed hr img input link meta source track wbr ";

/// Elements that a model writes unasked.
const KNOWN: &str = " a abbr audio b big body br button canvas center cite code dd del details div dl dt em embed font footer \
    form frame h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label li link main mark meta nav object ol \
    option p pre q s samp script section select small source span strike strong style sub sup svg table tbody td \
    textarea th thead title tr tt u ul video ";

/// Whether there is a tag with such a name, or with attributes.
pub(super) fn has_tags(text: &str) -> bool {
    let mut markup = Markup::new(text);
    text.match_indices('<').any(|(at, _)| {
        markup.at(at).is_some_and(|mark| {
            let written = &text[mark.range];
            let inside = written.trim_start_matches(['<', '/']);
            let name = past(inside.as_bytes(), 0, is_name);
            let name = inside[..name].to_ascii_lowercase();
            let attributes = written.contains("=\"") || written.contains("='");
            !name.is_empty() && (attributes || KNOWN.contains(&format!(" {name} ")))
        })
    })
}

/// Finds tags in a text.
pub(super) struct Markup<'a> {
    text: &'a str,
    comment_end: Next<'a>,
    instruction_end: Next<'a>,
    cdata_end: Next<'a>,
    declaration_end: Next<'a>,
    single_quote: Next<'a>,
    double_quote: Next<'a>,
    code_ends: Vec<Next<'a>>,
}

impl<'a> Markup<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let next = |needle| Next::new(text, needle);
        Self {
            text,
            comment_end: next("-->"),
            instruction_end: next("?>"),
            cdata_end: next("]]>"),
            declaration_end: next(">"),
            single_quote: next("'"),
            double_quote: next("\""),
            code_ends: CODE.iter().map(|(_, end)| next(end)).collect(),
        }
    }

    /// The mark that begins with the `<` at this byte.
    pub(super) fn at(&mut self, at: usize) -> Option<Mark> {
        let rest = &self.text[at..];
        let single = |end: usize| Mark {
            range: at..end,
            kind: Kind::Single,
        };
        if rest.starts_with("<!--") {
            return self.comment_end.from(at + 4).map(|end| single(end + 3));
        }
        if rest.starts_with("<![CDATA[") {
            return self.cdata_end.from(at + 9).map(|end| single(end + 3));
        }
        if rest.starts_with("<?") {
            return self.instruction_end.from(at + 2).map(|end| single(end + 2));
        }
        let second = rest.as_bytes().get(1)?;
        if *second == b'!' {
            let named = rest[2..].starts_with(|c: char| c.is_ascii_alphabetic());
            let end = self.declaration_end.from(at + 2).filter(|_| named);
            return end.map(|end| single(end + 1));
        }
        if let Some(end) = addresses::in_angles(self.text, at) {
            return Some(single(end));
        }
        self.tag(at)
    }

    fn tag(&mut self, at: usize) -> Option<Mark> {
        let bytes = self.text.as_bytes();
        let closing = bytes.get(at + 1) == Some(&b'/');
        let start = at + 1 + usize::from(closing);
        if !bytes.get(start)?.is_ascii_alphabetic() {
            return None;
        }
        let after_name = past(bytes, start, is_name);
        let name = self.text[start..after_name].to_ascii_lowercase();
        let (end, empty) = self.attributes(after_name)?;
        let kind = if closing {
            Kind::Close(Name::Tag(name))
        } else if empty || VOID.contains(&format!(" {name} ")) {
            Kind::Single
        } else if let Some(end) = self.code_end(&name, end) {
            return Some(Mark {
                range: at..end,
                kind: Kind::Single,
            });
        } else {
            Kind::Open(Name::Tag(name))
        };
        Some(Mark {
            range: at..end,
            kind,
        })
    }

    /// Where the element ends, if its content is code.
    fn code_end(&mut self, name: &str, from: usize) -> Option<usize> {
        let index = CODE.iter().position(|(code, _)| *code == name)?;
        let end = self.code_ends[index].from(from)? + CODE[index].1.len();
        let end = past(self.text.as_bytes(), end, |byte| byte.is_ascii_whitespace());
        (self.text.as_bytes().get(end) == Some(&b'>')).then_some(end + 1)
    }

    /// Where the tag ends whose name ends here, and whether it ends with `/>`. As CommonMark 6.6 has attributes, and
    /// those of Vue and others: `@click`, `:href`, `#slot`.
    fn attributes(&mut self, mut at: usize) -> Option<(usize, bool)> {
        let bytes = self.text.as_bytes();
        loop {
            let spaced = past(bytes, at, |byte| byte.is_ascii_whitespace());
            match bytes.get(spaced)? {
                b'>' => return Some((spaced + 1, false)),
                b'/' if bytes.get(spaced + 1) == Some(&b'>') => return Some((spaced + 2, true)),
                _ if spaced == at => return None,
                _ => {}
            }
            let named = past(bytes, spaced, |byte| {
                is_name(byte) || matches!(byte, b'@' | b'#')
            });
            if named == spaced {
                return None;
            }
            at = named;
            let equals = past(bytes, named, |byte| byte.is_ascii_whitespace());
            if bytes.get(equals) == Some(&b'=') {
                at = self.value(past(bytes, equals + 1, |byte| byte.is_ascii_whitespace()))?;
            }
        }
    }

    fn value(&mut self, at: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        match bytes.get(at)? {
            b'"' => self.double_quote.from(at + 1).map(|end| end + 1),
            b'\'' => self.single_quote.from(at + 1).map(|end| end + 1),
            _ => {
                let plain = |byte: u8| {
                    !byte.is_ascii_whitespace()
                        && !matches!(byte, b'"' | b'\'' | b'=' | b'<' | b'>' | b'`')
                };
                Some(past(bytes, at, plain)).filter(|end| *end > at)
            }
        }
    }
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.')
}

/// The first byte from here on that is not such.
fn past(bytes: &[u8], at: usize, such: impl Fn(u8) -> bool) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().take_while(|byte| such(**byte)).count()
}
