//! Both texts side by side, to be pasted elsewhere: a table for spreadsheets, one in Markdown.

use crate::Pairs;

/// The two texts segment by segment. Where no segments are known, or their places do not fit the texts, both as wholes.
pub fn side_by_side<'a>(
    source: &'a str,
    target: &'a str,
    pairs: &Pairs,
) -> Vec<(&'a str, &'a str)> {
    let rows = pairs.0.iter().map(|pair| {
        Some((
            source.get(pair.source.clone())?,
            target.get(pair.target.clone())?,
        ))
    });
    match rows.collect::<Option<Vec<_>>>() {
        Some(rows) if !rows.is_empty() => rows,
        _ => vec![(source.trim(), target.trim())],
    }
}

/// Tab-separated values: what spreadsheets take from the clipboard. A cell with tabs, line breaks or quotation marks stands in
/// quotation marks (as RFC 4180 has it for commas). Cells that a spreadsheet would run as formulas begin with an apostrophe.
pub fn to_tsv(rows: &[(&str, &str)]) -> String {
    let mut out = String::new();
    for (source, target) in rows {
        push_cell(&mut out, source);
        out.push('\t');
        push_cell(&mut out, target);
        out.push_str("\r\n");
    }
    out
}

fn push_cell(out: &mut String, text: &str) {
    let formula = text.starts_with(['=', '+', '-', '@']);
    let guard = if formula { "'" } else { "" };
    if text.contains(['\t', '\n', '\r', '"']) {
        out.push('"');
        out.push_str(guard);
        out.push_str(&text.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(guard);
        out.push_str(text);
    }
}

/// A table in GitHub Flavored Markdown under these two heads. What would end a cell or a row is escaped.
pub fn to_markdown_table(heads: (&str, &str), rows: &[(&str, &str)]) -> String {
    let mut out = String::new();
    push_row(&mut out, heads);
    out.push_str("| --- | --- |\n");
    for row in rows {
        push_row(&mut out, *row);
    }
    out
}

fn push_row(out: &mut String, (source, target): (&str, &str)) {
    for text in [source, target] {
        out.push_str("| ");
        let lines = text.lines().map(|line| line.replace('|', "\\|"));
        out.push_str(&lines.collect::<Vec<_>>().join("<br>"));
        out.push(' ');
    }
    out.push_str("|\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Pair, PairState};

    fn pairs(ranges: &[(std::ops::Range<usize>, std::ops::Range<usize>)]) -> Pairs {
        let pair = |(source, target): &(std::ops::Range<usize>, std::ops::Range<usize>)| Pair {
            source: source.clone(),
            target: target.clone(),
            state: PairState::Translated,
        };
        Pairs(ranges.iter().map(pair).collect())
    }

    #[test]
    fn segments_stand_side_by_side() {
        let (source, target) = ("One. Two.", "Eins. Zwei.");
        let found = side_by_side(source, target, &pairs(&[(0..4, 0..5), (5..9, 6..11)]));
        assert_eq!(found, [("One.", "Eins."), ("Two.", "Zwei.")]);
    }

    #[test]
    fn without_places_that_fit_both_are_wholes() {
        let whole = [("é One.", "Eins.")];
        assert_eq!(
            side_by_side(" é One.\n", "Eins. ", &Pairs::default()),
            whole
        );
        // Beyond the end; inside a character.
        for wrong in [pairs(&[(0..99, 0..1)]), pairs(&[(0..2, 0..1)])] {
            assert_eq!(side_by_side(" é One.\n", "Eins. ", &wrong), whole);
        }
    }

    #[test]
    fn cells_stay_cells() {
        assert_eq!(to_tsv(&[("a", "b"), ("c", "d")]), "a\tb\r\nc\td\r\n");
        assert_eq!(
            to_tsv(&[("a\tb", "say \"x\"\ny")]),
            "\"a\tb\"\t\"say \"\"x\"\"\ny\"\r\n"
        );
        assert_eq!(to_tsv(&[("=1+1", "-x\t")]), "'=1+1\t\"'-x\t\"\r\n");
    }

    #[test]
    fn a_table_in_markdown() {
        assert_eq!(
            to_markdown_table(("English", "German"), &[("a | b", "c\nd"), ("", "e")]),
            "| English | German |\n| --- | --- |\n| a \\| b | c<br>d |\n|  | e |\n"
        );
    }
}
