//! A title for a conversation, made from its first message.

/// How many characters a title has at most.
pub const TITLE_CHARS: usize = 48;

/// The first line that says something, without Markdown marks, cut at a word where it is too long. Empty when the text
/// says nothing.
pub fn auto_title(text: &str) -> String {
    let mut in_code = false;
    let mut code = String::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~") {
            in_code = !in_code;
            continue;
        }
        let plain = plain(line);
        if !in_code && plain.chars().any(char::is_alphanumeric) {
            return cut(&plain);
        }
        if code.is_empty() {
            code = plain;
        }
    }
    cut(&code)
}

/// How many characters a title that a model wrote has at most.
pub const MODEL_TITLE_CHARS: usize = 60;

/// What a model wrote when it was asked for a title, as one: its first line that says something, without quotes around
/// it, marks, a label before it or a full stop after it. None where nothing is left, or where it is no title at all.
pub fn model_title(text: &str) -> Option<String> {
    let line = text
        .lines()
        .map(plain)
        .find(|line| line.chars().any(char::is_alphanumeric))?;
    let mut title: &str = line.trim();
    loop {
        let bare = without_label(title)
            .trim_matches(|c: char| c.is_whitespace() || is_quote(c))
            .trim_end_matches(['.', '。', '،', ',', ';', ':']);
        if bare == title {
            break;
        }
        title = bare;
    }
    // What goes on and on is an answer, not a title.
    let length = title.chars().count();
    (title.chars().any(char::is_alphanumeric) && length <= 4 * MODEL_TITLE_CHARS)
        .then(|| cut_at(title, MODEL_TITLE_CHARS))
}

fn without_label(title: &str) -> &str {
    const LABELS: [&str; 6] = ["title", "titel", "العنوان", "titre", "título", "titolo"];
    let Some((label, rest)) = title.split_once([':', '：']) else {
        return title;
    };
    match LABELS.contains(&label.trim().to_lowercase().as_str()) && !rest.trim().is_empty() {
        true => rest.trim(),
        false => title,
    }
}

fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '`'
            | '“'
            | '”'
            | '„'
            | '‟'
            | '‘'
            | '’'
            | '‚'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '「'
            | '」'
            | '『'
            | '』'
            | '《'
            | '》'
            | '*'
            | '_'
    )
}

/// The line without marks, with single spaces.
fn plain(line: &str) -> String {
    let line = without_marker(line.trim());
    let mut out = String::with_capacity(line.len());
    let mut rest = line.chars().peekable();
    let mut before = ' ';
    while let Some(c) = rest.next() {
        let next = rest.peek().copied().unwrap_or(' ');
        match c {
            '`' => {}
            '*' | '~'
                if next == c || before == c || !next.is_whitespace() || !before.is_whitespace() => {
            }
            // Inside a word it is a part of it: snake_case.
            '_' if !(before.is_alphanumeric() && next.is_alphanumeric()) => {}
            '!' if next == '[' => {}
            '[' => {}
            ']' if next == '(' => {
                // The address of a link.
                let mut depth = 0_u32;
                for c in rest.by_ref() {
                    match c {
                        '(' => depth += 1,
                        ')' => depth = depth.saturating_sub(1),
                        _ => {}
                    }
                    if depth == 0 {
                        break;
                    }
                }
            }
            ']' => {}
            c if c.is_whitespace() || c.is_control() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            // They would turn the words around it, or be all there is of it.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            c => out.push(c),
        }
        before = c;
    }
    out.trim().to_owned()
}

/// The line without what marks it as a heading, a quote or an item.
fn without_marker(mut line: &str) -> &str {
    loop {
        let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let rest = match line.as_bytes() {
            [b'#', ..] => line.trim_start_matches('#'),
            [b'>', ..] => &line[1..],
            [b'-' | b'+' | b'*' | b'|', b' ', ..] => &line[1..],
            bytes
                if digits > 0
                    && digits < 4
                    && matches!(bytes.get(digits..digits + 2), Some([b'.' | b')', b' '])) =>
            {
                &line[digits + 1..]
            }
            _ => return line,
        };
        if line.starts_with('#') && !rest.starts_with(' ') && !rest.is_empty() {
            // `#tag` is not a heading.
            return line;
        }
        line = rest.trim_start();
    }
}

fn cut(line: &str) -> String {
    cut_at(line, TITLE_CHARS)
}

fn cut_at(line: &str, most: usize) -> String {
    if line.chars().count() <= most {
        return line.to_owned();
    }
    let chars: Vec<(usize, char)> = line.char_indices().collect();
    // One is left for the ellipsis.
    let mut end = most - 1;
    let word = (end / 2..=end).rev().find(|at| chars[*at].1 == ' ');
    if let Some(word) = word {
        end = word;
    } else {
        while end > 0 && joined(chars[end - 1].1, chars[end].1, &chars[..end]) {
            end -= 1;
        }
        if end == 0 {
            // One endless cluster: better cut than shown whole.
            end = most - 1;
        }
    }
    let kept = line[..chars[end].0]
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '-' | '('));
    format!("{kept}…")
}

/// Whether the two are shown as one character, near enough (UAX 29 without its tables).
fn joined(before: char, after: char, until: &[(usize, char)]) -> bool {
    let regional = |c: &char| ('\u{1f1e6}'..='\u{1f1ff}').contains(c);
    if regional(&before) && regional(&after) {
        // Flags are pairs, counted from the start of the run.
        return until.iter().rev().take_while(|(_, c)| regional(c)).count() % 2 == 1;
    }
    extends(after) || before == '\u{200d}' || is_virama(before)
}

/// The sign that joins the consonants of the Indic scripts.
fn is_virama(c: char) -> bool {
    let at = u32::from(c);
    (0x900..0xe00).contains(&at) && at % 0x80 == 0x4d
}

/// Marks that belong to the character before them.
fn extends(c: char) -> bool {
    let at = u32::from(c);
    match at {
        // Devanagari to Malayalam are laid out alike in blocks of 128.
        0x900..0xd80 => {
            matches!(at % 0x80, 0x00..=0x03 | 0x3a..=0x3c | 0x3e..=0x4f | 0x51..=0x57 | 0x62..=0x63)
        }
        _ => matches!(at,
            0x300..=0x36f | 0x483..=0x489 | 0x591..=0x5c7 | 0x610..=0x61a | 0x64b..=0x65f | 0x670 | 0x6d6..=0x6dc | 0x6df..=0x6e4
            | 0x6e7..=0x6e8 | 0x6ea..=0x6ed | 0x711 | 0x730..=0x74a | 0x7a6..=0x7b0 | 0x816..=0x82d | 0x8d3..=0x8ff | 0xd81..=0xd83
            | 0xdca..=0xddf | 0xe31 | 0xe33..=0xe3a | 0xe47..=0xe4e | 0xeb1 | 0xeb3..=0xebc | 0xec8..=0xece | 0xf18..=0xf19 | 0xf35..=0xf39
            | 0xf71..=0xf84 | 0xf8d..=0xfbc | 0x102b..=0x103e | 0x1056..=0x1059 | 0x1160..=0x11ff | 0x135d..=0x135f | 0x17b4..=0x17d3
            | 0x1ab0..=0x1aff | 0x1dc0..=0x1dff | 0x200c..=0x200d | 0x20d0..=0x20ff | 0x302a..=0x302f | 0x3099..=0x309a | 0xa69e..=0xa69f
            | 0xa980..=0xa983 | 0xa9b3..=0xa9c0 | 0xfe00..=0xfe0f | 0xfe20..=0xfe2f | 0x1f3fb..=0x1f3ff | 0xe0020..=0xe007f | 0xe0100..=0xe01ef),
    }
}
