//! Names of files that every system takes.

/// The longest part of a title that goes into a name, in characters: with its id in Arabic it is still under 255 bytes.
const TITLE_CHARS: usize = 60;

/// A name for the file of a conversation, without its ending: the title, as far as a file system takes it, and the first
/// characters of the id, so that two of one title are two files.
pub fn file_name(title: &str, id: &str) -> String {
    let mut name = String::new();
    for c in title.chars().take(TITLE_CHARS) {
        let refused = c.is_control()
            || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
        let c = if refused { ' ' } else { c };
        if c != ' ' || !name.ends_with(' ') {
            name.push(c);
        }
    }
    // Neither hidden, nor ending as Windows takes off; its reserved names are none with something behind them.
    let name = name.trim_matches([' ', '.']);
    let short: String = id
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(8)
        .collect();
    match (name.is_empty(), short.is_empty()) {
        (false, false) => format!("{name} {short}"),
        (false, true) => name.to_owned(),
        (true, _) => format!("conversation {short}").trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn what_no_system_takes_is_not_in_a_name() {
        let check = |title: &str, name: &str| assert_eq!(file_name(title, "0a-1b2c3d4e5f"), name);
        check("Tea and cake", "Tea and cake 0a1b2c3d");
        check("../../etc/passwd", "etc passwd 0a1b2c3d");
        check("a\0b\nc: d?", "a b c d 0a1b2c3d");
        check("...", "conversation 0a1b2c3d");
        check("  ", "conversation 0a1b2c3d");
        check("CON", "CON 0a1b2c3d");
        check("مرحبا", "مرحبا 0a1b2c3d");
        check("fdp.\u{202e}txt", "fdp. txt 0a1b2c3d");
        assert!(file_name(&"ش".repeat(500), "0a1b2c3d").len() < 200);
        assert_eq!(file_name("", ""), "conversation");
    }
}
