//! What is put into a message from elsewhere: an earlier conversation, a file that is text. Each stands in a frame that its
//! own text cannot end.

use wire::Role;

use crate::record::Message;

/// What came of quoting a conversation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quoted {
    /// The text, in its frame.
    pub text: String,
    /// How many of its messages are in it.
    pub messages: usize,
    /// How many there are.
    pub of: usize,
    /// The first of those that are in it was too long and lacks its beginning.
    pub cut: bool,
}

/// A conversation as a text to be put into a message: the latest messages that fit into so many bytes. Every line of theirs is
/// marked as a quotation, so that none of them can be taken for the frame, or for what is said around it.
pub fn quote(title: &str, path: &[&Message], most: usize) -> Quoted {
    let said: Vec<&&Message> = path
        .iter()
        .filter(|message| !message.text.trim().is_empty())
        .collect();
    let mut kept: Vec<String> = Vec::new();
    let mut left = most;
    let mut cut = false;
    for message in said.iter().rev() {
        let who = who(message.role);
        let whole = quoted(who, message.text.trim());
        if whole.len() <= left {
            left -= whole.len();
            kept.push(whole);
            continue;
        }
        if kept.is_empty() {
            // Even the last message alone is too long: of what was said last, the end.
            let tail = tail(message.text.trim(), most / 2);
            kept.push(quoted(who, &format!("… {tail}")));
            cut = true;
        }
        break;
    }
    kept.reverse();
    let (messages, of) = (kept.len(), said.len());
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let count = if messages < of || cut {
        format!(", the last {messages} of {of} messages")
    } else {
        String::new()
    };
    let text = format!(
        "[Earlier conversation: {title}{count}]\n\n{}\n\n[End of the earlier conversation]\n",
        kept.join("\n>\n")
    );
    Quoted {
        text,
        messages,
        of,
        cut,
    }
}

fn who(role: Role) -> &'static str {
    match role {
        Role::User => "User",
        Role::Assistant => "Assistant",
        Role::System => "System",
        Role::Tool => "Tool",
    }
}

fn quoted(who: &str, text: &str) -> String {
    let mut out = format!("> **{who}:**");
    // Every break that anything takes for one begins a line of its own, and so gets its mark.
    for line in text.split([
        '\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}',
    ]) {
        out.push_str("\n> ");
        out.push_str(line);
    }
    out
}

/// The last so many bytes of a text, from a character's beginning.
fn tail(text: &str, most: usize) -> &str {
    let from = text.len().saturating_sub(most);
    let from = (from..=text.len()).find(|at| text.is_char_boundary(*at));
    from.and_then(|from| text.get(from..)).unwrap_or_default()
}

/// A file that is text, with its name, in a fence that is longer than any in it.
pub fn fence(name: &str, text: &str) -> String {
    let mut longest = 0;
    let mut run = 0;
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat((longest + 1).max(3));
    let name: String = name
        .chars()
        .map(|c| if c.is_control() || c == '`' { ' ' } else { c })
        .take(200)
        .collect();
    let name = name.trim();
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending)
        .unwrap_or_default();
    let plain = ending.len() <= 8 && ending.chars().all(|c| c.is_ascii_alphanumeric());
    let language = if plain { ending } else { "" };
    let text = text.trim_end_matches(['\n', '\r']);
    format!("{name}\n{fence}{language}\n{text}\n{fence}\n")
}
