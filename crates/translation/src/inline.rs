//! Inline codes: what stands in a segment and is not text.

/// A segment with its codes taken out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Protected {
    /// The text, a mark where each code was.
    pub text: String,
    /// What the marks stand for.
    pub codes: Vec<InlineCode>,
}

/// What one mark stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InlineCode {
    mark: String,
    code: String,
}

/// How an answer's marks differ from its source's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodeFault {
    /// This one is not there.
    Lost(usize),
    /// This was never there.
    Invented(String),
    /// This one is there more than once.
    Repeated(usize),
    /// This pair is crossed with another or the wrong way round.
    Nesting(usize),
}

/// Takes tags and placeholders out.
pub fn protect(source: &str) -> Protected {
    let mut out = Protected::default();
    let mut open: Vec<usize> = Vec::new();
    let mut count = 0;
    let mut rest = source;
    while let Some(at) = rest.find(['<', '{']) {
        let close = if rest[at..].starts_with('<') {
            '>'
        } else {
            '}'
        };
        let Some(end) = rest[at..].find(close).map(|end| at + end + 1) else {
            break;
        };
        let code = &rest[at..end];
        let mark = match open.pop() {
            Some(number) if code.starts_with("</") => format!("⟦/{number}⟧"),
            popped => {
                open.extend(popped);
                count += 1;
                if code.starts_with('<') && source.contains("</") {
                    open.push(count);
                }
                format!("⟦{count}⟧")
            }
        };
        out.text.push_str(&rest[..at]);
        out.text.push_str(&mark);
        out.codes.push(InlineCode {
            mark,
            code: code.to_owned(),
        });
        rest = &rest[end..];
    }
    out.text.push_str(rest);
    out
}

/// Puts the codes back.
pub fn restore(protected: &Protected, answer: &str) -> Result<String, CodeFault> {
    let mut text = answer.to_owned();
    for (index, code) in protected.codes.iter().enumerate() {
        match text.matches(&code.mark).count() {
            0 => return Err(CodeFault::Lost(index + 1)),
            1 => text = text.replace(&code.mark, &code.code),
            _ => return Err(CodeFault::Repeated(index + 1)),
        }
    }
    match text.find('⟦') {
        Some(at) if !protected.text.is_empty() => Err(CodeFault::Invented(text[at..].to_owned())),
        _ => Ok(text),
    }
}
