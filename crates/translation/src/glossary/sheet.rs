//! Glossaries as tables: CSV and TSV, as spreadsheets and other tools write them.
//!
//! A file is read as a whole: what is wrong with all of it is a [`SheetProblem`], what is wrong with a row is told beside
//! the rows that are good. Nothing is taken in here; whoever asked decides whether a part will do.

mod cells;
mod columns;
mod decode;
mod row;
mod write;

use std::fmt;

use super::{MOST_TERMS, Term};

pub use write::write_sheet;

/// The most bytes a file may have: 20,000 terms with notes take about 2 MB.
const MOST_BYTES: usize = 16 << 20;

/// The most refused rows that are told one by one.
const MOST_REFUSED: usize = 1_000;

/// What stands between the columns of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separator {
    /// Tab-separated values.
    Tab,
    /// As spreadsheets write CSV where a comma stands in numbers.
    Semicolon,
    /// CSV (RFC 4180).
    Comma,
    /// Rare.
    Bar,
}

/// What a file has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The terms of its good rows, cleaned, none twice.
    pub terms: Vec<Term>,
    /// The rows that are not among them; of very many the first.
    pub refused: Vec<Refused>,
    /// How many those are in all.
    pub refused_rows: usize,
    /// Rows that say again what another said. No fault.
    pub repeated: usize,
    /// What stands between its columns.
    pub separator: Separator,
    /// Tag of the terms' language, where the file says it.
    pub from: Option<String>,
    /// Tag of the translations' language, where the file says it.
    pub to: Option<String>,
}

/// A row that is no term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The line of the file where it begins, from 1.
    pub line: usize,
    /// The column, from 1; 0 where it is the whole row.
    pub column: usize,
    /// What is wrong.
    pub fault: SheetFault,
}

/// Why a file could not be read at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetProblem {
    /// The line, from 1; 0 where it is the whole file.
    pub line: usize,
    /// What is wrong.
    pub fault: SheetFault,
}

/// What can be wrong with a file or a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetFault {
    /// The file has more bytes than are read: the most there may be.
    TooLarge(usize),
    /// The file has more terms than a glossary holds: the most there may be.
    TooManyTerms(usize),
    /// It is a workbook or some other file that is no text.
    NotText,
    /// The bytes are no UTF-8; the file is in an older encoding.
    NotUtf8,
    /// The file says it is UTF-16 and is not.
    NotUtf16,
    /// There is nothing in it.
    Empty,
    /// A quotation mark opens here and nothing closes it.
    OpenQuote,
    /// The first line names columns, but not this one.
    NoColumn(SheetColumn),
    /// The row has fewer columns than it needs.
    TooFew {
        /// How many it has.
        has: usize,
        /// How many it needs.
        needs: usize,
    },
    /// The row has more columns than the file: likely a separator inside a text without quotation marks.
    TooMany {
        /// How many it has.
        has: usize,
        /// How many there are.
        most: usize,
    },
    /// There is nothing in this column.
    Blank(SheetColumn),
    /// The text is longer than it may be: the most letters.
    TooLong(SheetColumn, usize),
    /// Neither yes nor no, in a column that says either: what is there.
    Unclear(SheetColumn, String),
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SheetColumn {
    /// The term.
    Source,
    /// Its translation.
    Target,
    /// A note or definition.
    Note,
    /// Whether the translation is forbidden; or other translations that are.
    Forbidden,
    /// Whether the term is kept as it is.
    Keep,
    /// Whether case counts.
    Case,
    /// The part of speech.
    Part,
}

/// The terms of a CSV or TSV file. UTF-8, with or without a byte order mark, or UTF-16 with one. The separator is found by
/// how well the rows agree. A first line that names columns is recognised (English, German, French, Spanish and a few more; or
/// two languages); without one the columns are source, target and, where there is a third, note.
///
/// # Errors
///
/// What is wrong with the whole file: see [`SheetFault`]. Rows that are no terms are in [`Sheet::refused`].
pub fn read_sheet(bytes: &[u8]) -> Result<Sheet, SheetProblem> {
    let text = decode::decode(bytes)?;
    let (separator, rows) = cells::rows(&text)?;
    let mut rows = rows.into_iter().peekable();
    let Some(first) = rows.peek() else {
        return Err(SheetProblem::whole(SheetFault::Empty));
    };
    let columns = match columns::named(&first.cells) {
        Some(columns) => {
            let line = first.line;
            rows.next();
            columns.map_err(|missing| SheetProblem {
                line,
                fault: SheetFault::NoColumn(missing),
            })?
        }
        None => columns::plain(rows.clone().map(|row| row.cells)),
    };
    let mut sheet = Sheet {
        terms: Vec::new(),
        refused: Vec::new(),
        refused_rows: 0,
        repeated: 0,
        separator,
        from: columns.from.clone(),
        to: columns.to.clone(),
    };
    let mut seen = std::collections::BTreeSet::new();
    for row in rows {
        match row::terms(&row, &columns) {
            Ok(terms) => {
                for term in terms {
                    let key = (
                        term.source.clone(),
                        term.target.clone(),
                        term.kind as u8,
                        term.case_sensitive,
                    );
                    if !seen.insert(key) {
                        sheet.repeated += 1;
                    } else if sheet.terms.len() == MOST_TERMS {
                        let fault = SheetFault::TooManyTerms(MOST_TERMS);
                        return Err(SheetProblem {
                            line: row.line,
                            fault,
                        });
                    } else {
                        sheet.terms.push(term);
                    }
                }
            }
            Err(refused) => {
                sheet.refused_rows += 1;
                if sheet.refused.len() < MOST_REFUSED {
                    sheet.refused.push(refused);
                }
            }
        }
    }
    Ok(sheet)
}

impl SheetProblem {
    fn whole(fault: SheetFault) -> SheetProblem {
        SheetProblem { line: 0, fault }
    }
}

impl Separator {
    /// The character itself.
    pub fn char(self) -> char {
        match self {
            Separator::Tab => '\t',
            Separator::Semicolon => ';',
            Separator::Comma => ',',
            Separator::Bar => '|',
        }
    }
}

impl SheetColumn {
    /// How it is named in a file that is written here.
    pub fn name(self) -> &'static str {
        match self {
            SheetColumn::Source => "source",
            SheetColumn::Target => "target",
            SheetColumn::Note => "note",
            SheetColumn::Forbidden => "forbidden",
            SheetColumn::Keep => "dnt",
            SheetColumn::Case => "case",
            SheetColumn::Part => "pos",
        }
    }
}

/// In English, for logs and tests; the interface has words of its own.
impl fmt::Display for SheetFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns = |n: usize| {
            if n == 1 {
                "1 column".to_owned()
            } else {
                format!("{n} columns")
            }
        };
        match self {
            SheetFault::TooLarge(most) => write!(f, "more than {most} bytes"),
            SheetFault::TooManyTerms(most) => write!(f, "more than {most} terms"),
            SheetFault::NotText => write!(f, "no text file; save the table as CSV or TSV"),
            SheetFault::NotUtf8 => write!(f, "not UTF-8; save the file as UTF-8"),
            SheetFault::NotUtf16 => write!(f, "not UTF-16, though the file begins so"),
            SheetFault::Empty => write!(f, "there is nothing in it"),
            SheetFault::OpenQuote => write!(f, "a quotation mark is opened and never closed"),
            SheetFault::NoColumn(column) => write!(f, "no column is named {}", column.name()),
            SheetFault::TooFew { has, needs } => {
                write!(f, "{} where at least {needs} are needed", columns(*has))
            }
            SheetFault::TooMany { has, most } => {
                write!(f, "{} where there are {most}", columns(*has))
            }
            SheetFault::Blank(column) => write!(f, "{} is empty", column.name()),
            SheetFault::TooLong(column, most) => {
                write!(f, "{} is longer than {most} characters", column.name())
            }
            SheetFault::Unclear(column, found) => {
                write!(f, "{} is neither yes nor no: {found}", column.name())
            }
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.column {
            0 => write!(f, "line {}: {}", self.line, self.fault),
            column => write!(f, "line {}, column {column}: {}", self.line, self.fault),
        }
    }
}

impl fmt::Display for SheetProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}", self.fault),
            line => write!(f, "line {line}: {}", self.fault),
        }
    }
}

impl std::error::Error for SheetProblem {}

#[cfg(test)]
mod tests;
