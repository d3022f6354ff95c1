//! Reading Parlance's translation prompt, as a model would.

use crate::ask::Message;

/// What a translation request asks for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Translation {
    /// The target's BCP 47 tag.
    pub to: String,
    /// The text between the boundary marks.
    pub source: String,
    /// What an earlier answer had already given, when it is to be continued.
    pub so_far: Option<String>,
}

/// Finds a translation request in the messages; none if this is a chat.
pub(crate) fn translation(messages: &[Message]) -> Option<Translation> {
    let to = target(messages)?;
    let user = messages
        .iter()
        .rev()
        .find(|message| message.role == "user")?;
    let (boundary, source, after) = marked(&user.text, "text")?;
    Some(Translation {
        to,
        source: source.to_owned(),
        so_far: block(after, "so-far", boundary).map(|(text, _)| text.to_owned()),
    })
}

/// The tag of `Target language: German (de)` in a system message.
pub(crate) fn target(messages: &[Message]) -> Option<String> {
    messages
        .iter()
        .filter(|message| message.role == "system" || message.role == "developer")
        .flat_map(|message| message.text.lines())
        .find_map(|line| {
            let (_, named) = line.split_once("Target language:")?;
            let (_, tag) = named.rsplit_once('(')?;
            let (tag, _) = tag.split_once(')')?;
            Some(tag.trim().to_owned())
        })
}

/// The boundary, the text that the marks of this `name` hold, and what follows.
pub(crate) fn marked<'a>(message: &'a str, name: &str) -> Option<(&'a str, &'a str, &'a str)> {
    let mark = format!("⟦{name} ");
    let mut inline = None;
    let mut from = 0;
    while let Some(found) = message[from..].find(&mark) {
        let at = from + found;
        let start = at + mark.len();
        let (boundary, rest) = message[start..].split_once('⟧')?;
        from = start;
        if boundary.is_empty() || !boundary.chars().all(char::is_alphanumeric) {
            continue;
        }
        // A mark that is not a line of its own is only talked about.
        if (at == 0 || message[..at].ends_with('\n')) && rest.starts_with(['\n', '\r']) {
            let (text, after) = block(&message[at..], name, boundary)?;
            return Some((boundary, text, after));
        }
        inline = inline.or(Some((at, boundary)));
    }
    let (at, boundary) = inline?;
    let (text, after) = block(&message[at..], name, boundary)?;
    Some((boundary, text, after))
}

/// Everything that stands between marks of lines of their own, `⟦name boundary⟧` … `⟦/name boundary⟧`, by name.
pub(crate) fn blocks(message: &str) -> Vec<(String, String)> {
    let names = message.lines().filter_map(|line| {
        let (name, boundary) = line.strip_prefix('⟦')?.strip_suffix('⟧')?.split_once(' ')?;
        let plain = |word: &str| word.chars().all(|c| c.is_alphanumeric() || c == '-');
        let (text, _) = block(message, name, boundary)?;
        (plain(name) && plain(boundary)).then(|| (name.to_owned(), text.to_owned()))
    });
    names.collect()
}

/// The texts of `⟦key boundary⟧` … `⟦/key boundary⟧`, each mark a line of its own, with their keys.
pub(crate) fn tagged(text: &str, boundary: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut open: Option<(&str, Vec<&str>)> = None;
    let mark = |line: &str| -> Option<(bool, usize)> {
        let inner = line
            .strip_prefix('⟦')?
            .strip_suffix(&format!(" {boundary}⟧"))?;
        Some((inner.starts_with('/'), inner.len()))
    };
    for line in text.split('\n') {
        let key = mark(line).map(|(closes, length)| (closes, &line['⟦'.len_utf8()..][..length]));
        match (key, open.take()) {
            (Some((true, key)), Some((opened, lines))) if key[1..] == *opened => {
                out.push((opened.to_owned(), lines.join("\n")));
            }
            (Some((false, key)), None) => open = Some((key, Vec::new())),
            (_, Some((opened, mut lines))) => {
                lines.push(line);
                open = Some((opened, lines));
            }
            (_, None) => {}
        }
    }
    out
}

/// What stands between the first `⟦name boundary⟧` and the last `⟦/name boundary⟧`, one line end trimmed at each
/// side. Marks that are lines of their own count before marks within a line.
fn block<'a>(message: &'a str, name: &str, boundary: &str) -> Option<(&'a str, &'a str)> {
    let open = format!("⟦{name} {boundary}⟧");
    let close = format!("⟦/{name} {boundary}⟧");
    let line_open = message
        .match_indices(&open)
        .find(|(at, _)| line_of_its_own(message, *at, open.len()));
    let (start, _) = line_open.or_else(|| message.match_indices(&open).next())?;
    let start = start + open.len();
    let line_close = message
        .rmatch_indices(&close)
        .find(|(at, _)| *at >= start && line_of_its_own(message, *at, close.len()));
    let (end, _) =
        line_close.or_else(|| message.rmatch_indices(&close).find(|(at, _)| *at >= start))?;
    let text = &message[start..end];
    let text = text
        .strip_prefix("\r\n")
        .or_else(|| text.strip_prefix('\n'))
        .unwrap_or(text);
    let text = text
        .strip_suffix("\r\n")
        .or_else(|| text.strip_suffix('\n'))
        .unwrap_or(text);
    Some((text, &message[end + close.len()..]))
}

fn line_of_its_own(message: &str, at: usize, length: usize) -> bool {
    let starts = at == 0 || message[..at].ends_with('\n');
    let after = &message[at + length..];
    starts && (after.is_empty() || after.starts_with(['\n', '\r']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(role: &str, text: &str) -> Message {
        Message {
            role: role.to_owned(),
            text: text.to_owned(),
            images: 0,
        }
    }

    #[test]
    fn tagged_lines_keep_their_lines() {
        let text = "⟦1 w⟧\none\n\ntwo ⟦/1 w⟧\n⟦/1 w⟧\n⟦2 w⟧\n⟦3 w⟧\n⟦/2 w⟧\nnothing\n⟦4 w⟧\nopen";
        let expected = [("1", "one\n\ntwo ⟦/1 w⟧"), ("2", "⟦3 w⟧")];
        let expected = expected.map(|(key, text)| (key.to_owned(), text.to_owned()));
        assert_eq!(tagged(text, "w"), expected);
    }

    #[test]
    fn finds_text_language_and_what_was_given() {
        let messages = [
            message(
                "system",
                "You translate.\nTarget language: Chinese (Traditional) (zh-Hant)\nBe good.",
            ),
            message(
                "user",
                "The source is between ⟦text k9X⟧ and ⟦/text k9X⟧.\n⟦text k9X⟧\nOne ⟦/text other⟧\n\nTwo\n⟦/text k9X⟧\nTranslate what ⟦text k9X⟧ to ⟦/text k9X⟧ holds.\n⟦so-far k9X⟧\nHalf a \n⟦/so-far k9X⟧",
            ),
        ];
        let found = translation(&messages);
        assert_eq!(
            found,
            Some(Translation {
                to: "zh-Hant".into(),
                source: "One ⟦/text other⟧\n\nTwo".into(),
                so_far: Some("Half a ".into()),
            })
        );
        assert_eq!(translation(&messages[1..]), None);
        assert_eq!(
            translation(&[
                message("system", "Target language: German (de)"),
                message("user", "hello")
            ]),
            None
        );
    }
}
