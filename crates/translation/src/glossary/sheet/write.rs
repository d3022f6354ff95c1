//! Writing a table.

use super::{Separator, SheetColumn};
use crate::glossary::{Term, TermKind};

/// The terms as a table with a line that names its columns, lines ending in CR LF (RFC 4180). Of cleaned terms, all that
/// [`super::read_sheet`] reads from it. A cell that a spreadsheet would take for a formula gets an apostrophe before it.
pub fn write_sheet(terms: &[Term], separator: Separator) -> String {
    let mut text = String::new();
    line(&mut text, separator, COLUMNS.map(SheetColumn::name));
    for term in terms {
        line(
            &mut text,
            separator,
            COLUMNS.map(|column| cell(term, column)),
        );
    }
    text
}

const COLUMNS: [SheetColumn; 7] = [
    SheetColumn::Source,
    SheetColumn::Target,
    SheetColumn::Note,
    SheetColumn::Forbidden,
    SheetColumn::Keep,
    SheetColumn::Case,
    SheetColumn::Part,
];

fn cell(term: &Term, column: SheetColumn) -> &str {
    let yes = |is: bool| if is { "yes" } else { "" };
    match column {
        SheetColumn::Source => &term.source,
        SheetColumn::Target => &term.target,
        SheetColumn::Note => &term.note,
        SheetColumn::Forbidden => yes(term.kind == TermKind::Forbidden),
        SheetColumn::Keep => yes(term.kind == TermKind::Keep),
        SheetColumn::Case => yes(term.case_sensitive),
        SheetColumn::Part => &term.part_of_speech,
    }
}

fn line(text: &mut String, separator: Separator, cells: [&str; 7]) {
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            text.push(separator.char());
        }
        let guard = if needs_guard(cell) { "'" } else { "" };
        if cell.contains([separator.char(), '"', '\r', '\n']) || cell.trim() != cell {
            text.extend(["\"", guard, &cell.replace('"', "\"\""), "\""]);
        } else {
            text.extend([guard, cell]);
        }
    }
    text.push_str("\r\n");
}

/// What makes a spreadsheet take a cell for a formula.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

fn needs_guard(cell: &str) -> bool {
    cell.starts_with(FORMULA) || unguarded(cell) != cell
}

/// A cell without the apostrophe that kept it from being a formula.
pub(super) fn unguarded(cell: &str) -> &str {
    let guarded = cell.strip_prefix('\'');
    let guarded = guarded.filter(|rest| rest.starts_with(FORMULA) || rest.starts_with('\''));
    guarded.unwrap_or(cell)
}
