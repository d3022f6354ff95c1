//! From text to rows of cells (RFC 4180, read as leniently as files are written).

use super::{Separator, SheetFault, SheetProblem};

/// A row of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// The line where it begins, from 1. A cell in quotation marks may hold more lines.
    pub(super) line: usize,
    /// Its cells, without quotation marks and white space around them.
    pub(super) cells: Vec<String>,
}

/// So many rows are looked at to find the separator.
const SAMPLE: usize = 100;

/// The separator and the rows, blank ones left out.
pub(super) fn rows(text: &str) -> Result<(Separator, Vec<Row>), SheetProblem> {
    let (separator, text, skipped) = match said(text) {
        Some((separator, rest)) => (separator, rest, 1),
        None => (found(text), text, 0),
    };
    let mut rows = read(text, separator, usize::MAX)?;
    for row in &mut rows {
        row.line += skipped;
    }
    Ok((separator, rows))
}

/// What a first line `sep=;` says, which spreadsheets understand.
fn said(text: &str) -> Option<(Separator, &str)> {
    let rest = text.strip_prefix("sep=")?;
    let separator = ALL.into_iter().find(|one| rest.starts_with(one.char()))?;
    let rest = &rest[separator.char().len_utf8()..];
    let rest = rest
        .strip_prefix("\r\n")
        .or_else(|| rest.strip_prefix(['\r', '\n']))?;
    Some((separator, rest))
}

/// In the order in which they are believed where rows agree equally well.
const ALL: [Separator; 4] = [
    Separator::Tab,
    Separator::Semicolon,
    Separator::Comma,
    Separator::Bar,
];

/// The separator by which most rows have the same number of columns, two or more.
fn found(text: &str) -> Separator {
    let agreeing = |separator: Separator| {
        // A quotation mark that this separator leaves open may be none with another.
        let rows = read(text, separator, SAMPLE).unwrap_or_default();
        let counts: Vec<usize> = rows.iter().map(|row| row.cells.len()).collect();
        let same = |wanted: &usize| counts.iter().filter(|count| *count == wanted).count();
        let most = counts.iter().filter(|count| **count > 1).map(same).max();
        most.unwrap_or(0)
    };
    let mut best = (Separator::Comma, 0);
    for separator in ALL {
        let rows = agreeing(separator);
        if rows > best.1 {
            best = (separator, rows);
        }
    }
    best.0
}

fn read(text: &str, separator: Separator, most: usize) -> Result<Vec<Row>, SheetProblem> {
    let mut rows = Vec::new();
    let mut rest = text;
    let mut line = 1;
    while !rest.is_empty() && rows.len() < most {
        let mut row = Row {
            line,
            cells: Vec::new(),
        };
        loop {
            let cell = cell(rest, separator).ok_or(SheetProblem {
                line,
                fault: SheetFault::OpenQuote,
            })?;
            line += cell.lines;
            row.cells.push(cell.text.trim().to_owned());
            rest = &rest[cell.length..];
            if let Some(next) = rest.strip_prefix(separator.char()) {
                rest = next;
                continue;
            }
            rest = rest
                .strip_prefix("\r\n")
                .or_else(|| rest.strip_prefix(['\r', '\n']))
                .unwrap_or(rest);
            break;
        }
        line += 1;
        if row.cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(row);
        }
    }
    Ok(rows)
}

struct Cell {
    text: String,
    /// Its bytes in the file.
    length: usize,
    /// The line breaks inside.
    lines: usize,
}

/// The cell that a text begins with; `None` for a quotation mark that nothing closes.
fn cell(text: &str, separator: Separator) -> Option<Cell> {
    let ends = |c: char| c == separator.char() || c == '\n' || c == '\r';
    let plain = || {
        let length = text.find(ends).unwrap_or(text.len());
        Some(Cell {
            text: text[..length].to_owned(),
            length,
            lines: 0,
        })
    };
    let Some(inside) = text.strip_prefix('"') else {
        return plain();
    };
    let mut unquoted = String::new();
    let mut at = 0;
    loop {
        let Some(quote) = inside[at..].find('"').map(|quote| at + quote) else {
            // In tab-separated files quotation marks are often just that.
            return if separator == Separator::Tab {
                plain()
            } else {
                None
            };
        };
        unquoted.push_str(&inside[at..quote]);
        let rest = &inside[quote + 1..];
        if rest.starts_with('"') {
            unquoted.push('"');
            at = quote + 2;
        } else if rest.is_empty() || rest.starts_with(ends) {
            let crlf = unquoted.matches("\r\n").count();
            return Some(Cell {
                lines: unquoted.matches(['\r', '\n']).count() - crlf,
                text: unquoted,
                length: quote + 2,
            });
        } else {
            // `"Big" data` is a text with quotation marks in it.
            return plain();
        }
    }
}
