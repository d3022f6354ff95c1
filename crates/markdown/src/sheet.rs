//! Rows of cells as text that spreadsheets take: with commas (RFC 4180), or with tabs.
//!
//! A spreadsheet runs a cell that begins with a sign of a formula, and what a model writes may ask it for an address. Such
//! a cell gets an apostrophe in front, which makes it text; a number with its sign is left alone.

/// Comma-separated, a line a row, each ended by CR LF.
pub fn csv(rows: &[Vec<String>]) -> String {
    written(rows, ",", "\r\n", |cell| {
        if cell.contains(['"', ',', '\n', '\r']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell
        }
    })
}

/// Tab-separated: what is in a cell stays in one.
pub fn tsv(rows: &[Vec<String>]) -> String {
    written(rows, "\t", "\n", |cell| {
        cell.replace(['\t', '\n', '\r'], " ")
    })
}

fn written(rows: &[Vec<String>], between: &str, end: &str, cell: fn(String) -> String) -> String {
    let mut out = String::new();
    for row in rows {
        let cells: Vec<String> = row.iter().map(|text| cell(inert(text.trim()))).collect();
        out.push_str(&cells.join(between));
        out.push_str(end);
    }
    out
}

fn inert(text: &str) -> String {
    let number = |text: &str| {
        text.chars().any(|c| c.is_ascii_digit())
            && text
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | ' ' | '\'' | '\u{a0}'))
    };
    let runs = match text.chars().next() {
        Some('=' | '@') => true,
        Some(sign @ ('+' | '-')) => text.len() > 1 && !number(&text[sign.len_utf8()..]),
        _ => false,
    };
    if runs {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{csv, tsv};

    fn rows(cells: &[&[&str]]) -> Vec<Vec<String>> {
        cells
            .iter()
            .map(|row| row.iter().map(|&cell| cell.to_owned()).collect())
            .collect()
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let table = rows(&[&["a", "b,c", ""], &["say \"x\"", "two\nlines", " d "]]);
        assert_eq!(
            csv(&table),
            "a,\"b,c\",\r\n\"say \"\"x\"\"\",\"two\nlines\",d\r\n"
        );
        assert_eq!(tsv(&table), "a\tb,c\t\nsay \"x\"\ttwo lines\td\n");
        assert_eq!((csv(&[]), tsv(&[])), (String::new(), String::new()));
    }

    #[test]
    fn nothing_in_a_cell_is_run() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            (
                "=HYPERLINK(\"https://a.example\")",
                "'=HYPERLINK(\"https://a.example\")",
            ),
            ("@sum", "'@sum"),
            ("+cmd", "'+cmd"),
            ("-a", "'-a"),
            ("-", "-"),
            ("-5", "-5"),
            ("+1,234.50 %", "+1,234.50 %"),
            ("-1+cmd", "'-1+cmd"),
            ("5-3", "5-3"),
        ] {
            assert_eq!(tsv(&rows(&[&[cell]])), format!("{written}\n"), "{cell}");
        }
    }
}
