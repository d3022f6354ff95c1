//! What is wrong with a term or a file, in words.

use crate::i18n::*;
use crate::state::{TermRefused, TermsFault};
use crate::ui::memory::told::fault;
use crate::ui::parts::format::use_format;
use crate::ui::parts::text::{Words, words};
use formats::FormatFault;
use translation::{MOST_TERMS, Refused, SheetColumn, SheetFault};

/// Why a term was not taken.
pub(super) fn refused(why: TermRefused) -> String {
    let i18n = use_i18n();
    match why {
        TermRefused::Blank => said(words!(glossary.blank)),
        TermRefused::Known => said(words!(glossary.known)),
        TermRefused::Full => {
            let n = use_format().number(MOST_TERMS as u64);
            t_string!(i18n, glossary.full, n = n)
        }
    }
}

/// Why nothing of a file was taken in, and where.
pub(super) fn file_fault(why: &TermsFault) -> String {
    let i18n = use_i18n();
    let format = use_format();
    match why {
        TermsFault::Sheet(problem) if problem.line == 0 => sheet_fault(&problem.fault),
        TermsFault::Sheet(problem) => at_line(problem.line, 0, sheet_fault(&problem.fault)),
        TermsFault::Tbx(problem) => match &problem.fault {
            FormatFault::TooLarge => said(words!(glossary.fault_large)),
            FormatFault::OtherFormat(_) => said(words!(glossary.fault_tbx)),
            other => t_string!(
                i18n,
                glossary.line_character,
                line = format.number(problem.line as u64),
                column = format.number(problem.column as u64),
                why = fault(other)
            ),
        },
        TermsFault::NoPair => said(words!(glossary.fault_pair)),
        TermsFault::Unread => said(words!(glossary.fault_unread)),
        TermsFault::TooLarge => said(words!(glossary.fault_large)),
    }
}

/// Why a row is left out, and where it is.
pub(super) fn row_fault(refused: &Refused) -> String {
    at_line(refused.line, refused.column, sheet_fault(&refused.fault))
}

fn at_line(line: usize, column: usize, why: String) -> String {
    let i18n = use_i18n();
    let number = |n: usize| use_format().number(n as u64);
    match column {
        0 => t_string!(i18n, glossary.line, line = number(line), why = why),
        column => t_string!(
            i18n,
            glossary.line_column,
            line = number(line),
            column = number(column),
            why = why
        ),
    }
}

fn sheet_fault(fault: &SheetFault) -> String {
    let i18n = use_i18n();
    let format = use_format();
    let number = |n: &usize| format.number(*n as u64);
    let column = |column: &SheetColumn| format.isolated(column.name());
    match fault {
        SheetFault::TooLarge(_) => said(words!(glossary.fault_large)),
        SheetFault::TooManyTerms(most) => {
            t_string!(i18n, glossary.fault_many, n = number(most))
        }
        SheetFault::NotText => said(words!(glossary.fault_not_text)),
        SheetFault::NotUtf8 => said(words!(glossary.fault_utf8)),
        SheetFault::NotUtf16 => said(words!(glossary.fault_utf16)),
        SheetFault::Empty => said(words!(glossary.fault_empty)),
        SheetFault::OpenQuote => said(words!(glossary.fault_quote)),
        SheetFault::NoColumn(missing) => {
            t_string!(i18n, glossary.fault_no_column, column = column(missing))
        }
        SheetFault::TooFew { has, needs } => {
            t_string!(i18n, glossary.fault_few, n = number(has), m = number(needs))
        }
        SheetFault::TooMany { has, most } => {
            t_string!(i18n, glossary.fault_wide, n = number(has), m = number(most))
        }
        SheetFault::Blank(blank) => t_string!(i18n, glossary.fault_blank, column = column(blank)),
        SheetFault::TooLong(long, most) => t_string!(
            i18n,
            glossary.fault_long,
            column = column(long),
            n = number(most)
        ),
        SheetFault::Unclear(unclear, found) => t_string!(
            i18n,
            glossary.fault_unclear,
            column = column(unclear),
            found = format.isolated(found.clone())
        ),
    }
}

fn said(words: Words) -> String {
    words(use_i18n().get_locale()).to_string()
}
