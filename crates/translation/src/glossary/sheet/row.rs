//! From a row to its terms.

use super::cells::Row;
use super::columns::Columns;
use super::write::unguarded;
use super::{Refused, SheetColumn, SheetFault};
use crate::glossary::{MOST_NAME_LETTERS, MOST_NOTE_LETTERS, MOST_TERM_LETTERS, Term, TermKind};

/// The terms that a row says: one, and one for each other translation that it forbids.
pub(super) fn terms(row: &Row, columns: &Columns) -> Result<Vec<Term>, Refused> {
    count(row, columns).map_err(|fault| Refused {
        line: row.line,
        column: 0,
        fault,
    })?;
    let refused = |column: SheetColumn, fault: SheetFault| Refused {
        line: row.line,
        column: columns.at(column).map_or(0, |at| at + 1),
        fault,
    };
    let cell = |column: SheetColumn| {
        let cell = columns.at(column).and_then(|at| row.cells.get(at));
        cell.map_or("", |cell| unguarded(cell))
    };
    let short = |column: SheetColumn, most: usize| {
        let text = cell(column);
        if text.chars().count() > most {
            return Err(refused(column, SheetFault::TooLong(column, most)));
        }
        Ok(text.to_owned())
    };
    let unclear =
        |column: SheetColumn| refused(column, SheetFault::Unclear(column, cell(column).to_owned()));

    let keep = match answer(cell(SheetColumn::Keep)) {
        Some(keep) => keep,
        None => return Err(unclear(SheetColumn::Keep)),
    };
    let case_sensitive = match answer(cell(SheetColumn::Case)) {
        Some(case) => case,
        None => return Err(unclear(SheetColumn::Case)),
    };
    let forbidden = cell(SheetColumn::Forbidden);
    let said = answer(forbidden);
    let kind = match said {
        _ if keep => TermKind::Keep,
        Some(true) => TermKind::Forbidden,
        Some(false) | None => TermKind::Use,
    };
    let term = Term {
        source: short(SheetColumn::Source, MOST_TERM_LETTERS)?,
        target: short(SheetColumn::Target, MOST_TERM_LETTERS)?,
        note: short(SheetColumn::Note, MOST_NOTE_LETTERS)?,
        part_of_speech: short(SheetColumn::Part, MOST_NAME_LETTERS)?,
        kind,
        case_sensitive,
    };
    // Neither yes nor no: these are the forbidden words themselves.
    let others = forbidden.split([';', '|', '\n']).map(str::trim);
    let others = others.filter(|word| said.is_none() && !word.is_empty());
    let mut found: Vec<Term> = Vec::new();
    for word in others {
        if word.chars().count() > MOST_TERM_LETTERS {
            let fault = SheetFault::TooLong(SheetColumn::Forbidden, MOST_TERM_LETTERS);
            return Err(refused(SheetColumn::Forbidden, fault));
        }
        found.push(Term {
            target: word.to_owned(),
            kind: TermKind::Forbidden,
            note: String::new(),
            ..term.clone()
        });
    }
    let needed = [
        (SheetColumn::Source, term.source.is_empty()),
        (
            SheetColumn::Target,
            term.target.is_empty() && !keep && found.is_empty(),
        ),
    ];
    if let Some((column, _)) = needed.into_iter().find(|(_, blank)| *blank) {
        return Err(refused(column, SheetFault::Blank(column)));
    }
    found.insert(0, term);
    let cleaned = found.iter().filter_map(Term::cleaned).collect::<Vec<_>>();
    if cleaned.is_empty() {
        let column = SheetColumn::Source;
        return Err(refused(column, SheetFault::Blank(column)));
    }
    Ok(cleaned)
}

/// Whether the row has as many columns as it may.
fn count(row: &Row, columns: &Columns) -> Result<(), SheetFault> {
    let needed = [
        columns.at(SheetColumn::Source),
        columns.at(SheetColumn::Target),
    ];
    let needs = needed.into_iter().flatten().max().map_or(1, |at| at + 1);
    let has = row.cells.len();
    // A name that is kept needs no translation.
    if has < needs && !(columns.named && columns.at(SheetColumn::Keep).is_some()) {
        return Err(SheetFault::TooFew { has, needs });
    }
    let most = columns.of.len();
    let filled = row.cells.iter().rposition(|cell| !cell.is_empty());
    let filled = filled.map_or(0, |at| at + 1);
    if filled > most {
        return Err(SheetFault::TooMany { has: filled, most });
    }
    Ok(())
}

/// Yes or no, in several languages; nothing is no.
fn answer(cell: &str) -> Option<bool> {
    let cell = cell.to_lowercase();
    if cell.is_empty() || NO.split(' ').any(|no| no == cell) {
        Some(false)
    } else if YES.split(' ').any(|yes| yes == cell) {
        Some(true)
    } else {
        None
    }
}

const YES: &str = "yes y true 1 x ✓ ✔ ja j wahr oui o vrai sí si s sim sì vero da да д نعم 是 はい 예 on forbidden deprecated dnt keep sensitive case-sensitive";
const NO: &str = "no n false 0 - – nein falsch non faux não nao falso net нет لا 否 いいえ 아니요 off preferred allowed approved translate insensitive case-insensitive";
