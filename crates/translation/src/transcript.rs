//! A conversation between two people as a text in Markdown, to keep or to pass on.

use std::borrow::Cow;

/// A turn, in words for a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TranscriptTurn<'a> {
    /// The name of the language it was said in; empty where that is not known.
    pub from: &'a str,
    /// When it was said.
    pub at: &'a str,
    /// What was said.
    pub said: &'a str,
    /// Its translation; empty where there is none.
    pub translation: &'a str,
}

/// One section a turn: who (by the language) and when, what was said, and as a quotation its translation. What is said is
/// text: nothing in it is a mark of Markdown or HTML.
pub fn transcript(title: &str, turns: &[TranscriptTurn]) -> String {
    let mut out = format!("# {}\n", one_line(title));
    for turn in turns {
        out.push_str("\n## ");
        let heading = [turn.from, turn.at].map(one_line);
        let known: Vec<&str> = heading
            .iter()
            .map(Cow::as_ref)
            .filter(|part| !part.is_empty())
            .collect();
        out.push_str(&known.join(", "));
        out.push_str("\n\n");
        push_lines(&mut out, "", turn.said);
        if !turn.translation.trim().is_empty() {
            out.push('\n');
            push_lines(&mut out, "> ", turn.translation);
        }
    }
    out
}

/// Lines stay lines: each but the last of a paragraph ends in a backslash.
fn push_lines(out: &mut String, before: &str, text: &str) {
    let lines: Vec<&str> = text.trim().lines().map(str::trim).collect();
    for (index, line) in lines.iter().enumerate() {
        let goes_on = lines.get(index + 1).is_some_and(|next| !next.is_empty());
        out.push_str(if line.is_empty() {
            before.trim_end()
        } else {
            before
        });
        push_escaped(out, line);
        if goes_on && !line.is_empty() {
            out.push('\\');
        }
        out.push('\n');
    }
}

fn one_line(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        push_escaped(&mut out, word);
    }
    Cow::Owned(out)
}

/// With a backslash before what would be a mark anywhere, and before what would be one at the start of a line
/// (CommonMark 2.4: a backslash before any ASCII punctuation is allowed).
fn push_escaped(out: &mut String, line: &str) {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    for (at, c) in line.char_indices() {
        let starts = (at == 0 && matches!(c, '#' | '+' | '-' | '='))
            || (at == digits && digits > 0 && matches!(c, '.' | ')'));
        if starts
            || matches!(
                c,
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|'
            )
        {
            out.push('\\');
        }
        out.push(c);
    }
}

#[cfg(test)]
mod tests;
