//! Glossaries from files and into files: CSV, TSV and TBX.
//!
//! What can be read of a file is shown before it is taken in, unless all of it can: nothing comes in by halves unasked.

use super::{App, page};
use crate::browser::{self, file};
use formats::{FormatProblem, TbxRecord};
use leptos::html::Input;
use leptos::prelude::*;
use translation::{Refused, Separator, SheetProblem, Term, TermKind};

/// The largest file that is read, in bytes.
const MOST_BYTES: f64 = (32 << 20) as f64;

/// What becomes of a file of terms.
#[derive(Clone, Debug, PartialEq)]
pub enum TermsImport {
    /// No file was chosen.
    Nothing,
    /// It is being read.
    Reading {
        /// Its name
        file: String,
    },
    /// Some of it cannot be read: the rest waits to be asked for.
    Asking(TermsFile),
    /// It was taken in.
    Done {
        /// Its name
        file: String,
        /// The glossary's id
        glossary: String,
        /// Terms that are new
        new: usize,
        /// Terms that were there already, or twice in the file
        known: usize,
        /// Rows left out, and terms there was no room for
        left_out: usize,
    },
    /// Nothing of it could be read.
    Failed {
        /// Its name
        file: String,
        /// Why
        why: TermsFault,
    },
}

/// A file of terms that was read, and not taken in yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TermsFile {
    /// Its name
    pub file: String,
    /// The glossary that they are for; none for one of their own
    into: Option<String>,
    /// The terms of its good rows
    pub terms: Vec<Term>,
    /// Its languages, where it says them
    languages: Option<(String, String)>,
    /// The first rows that cannot be read
    pub refused: Vec<Refused>,
    /// How many rows cannot be read
    pub refused_rows: usize,
    /// Rows that say again what another said
    repeated: usize,
}

/// Why nothing of a file was taken in.
#[derive(Clone, Debug, PartialEq)]
pub enum TermsFault {
    /// A table, and what is wrong with it
    Sheet(SheetProblem),
    /// A TBX file, and what is wrong with it
    Tbx(FormatProblem),
    /// It has no terms in two languages
    NoPair,
    /// The browser could not read it
    Unread,
    /// It is too large
    TooLarge,
}

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermsFormat {
    /// Comma-separated
    Csv,
    /// Tab-separated
    Tsv,
    /// TBX-Basic
    Tbx,
}

impl App {
    /// Reads the file chosen in this input, for a glossary or for one of its own.
    pub fn import_terms(self, input: NodeRef<Input>, into: Option<String>) {
        let chosen = input.get_untracked().and_then(|input| file::chosen(&input));
        let Some(chosen) = chosen else { return };
        let import = self.glossaries().import;
        let name = chosen.name();
        import.set(TermsImport::Reading { file: name.clone() });
        leptos::task::spawn_local(async move {
            let read = match chosen.size() > MOST_BYTES {
                true => Err(TermsFault::TooLarge),
                false => match chosen.bytes().await {
                    Some(bytes) => self.read_terms(&name, &bytes, into),
                    None => Err(TermsFault::Unread),
                },
            };
            match read {
                Ok(read) if read.refused_rows == 0 => self.take_terms(read),
                Ok(read) => import.set(TermsImport::Asking(read)),
                Err(why) => import.set(TermsImport::Failed { file: name, why }),
            }
            page::focus_if_lost("glossary-import-told");
        });
    }

    /// Takes in what can be read of the file that waits for it.
    pub fn take_asked_terms(self) {
        if let TermsImport::Asking(read) = self.glossaries().import.get_untracked() {
            self.take_terms(read);
        }
    }

    /// Lets the file be.
    pub fn forget_import(self) {
        self.glossaries().import.set(TermsImport::Nothing);
    }

    /// Downloads a glossary.
    pub fn export_terms(self, id: &str, format: TermsFormat) {
        let all = self.glossaries().all;
        let found = all.with_untracked(|all| all.iter().find(|kept| kept.id == id).cloned());
        let Some(kept) = found else { return };
        let terms = kept.terms();
        let name = file_name(&kept.name);
        // Spreadsheets take a file without the mark for one in the system's old encoding.
        let marked = |text: String| format!("\u{feff}{text}");
        let (ending, mime, text) = match format {
            TermsFormat::Csv => {
                let text = translation::write_sheet(&terms, Separator::Comma);
                ("csv", "text/csv;charset=utf-8", marked(text))
            }
            TermsFormat::Tsv => {
                let text = translation::write_sheet(&terms, Separator::Tab);
                let mime = "text/tab-separated-values;charset=utf-8";
                ("tsv", mime, marked(text))
            }
            TermsFormat::Tbx => {
                let records: Vec<TbxRecord> = terms.iter().map(to_tbx).collect();
                let tag = |tag: &String| {
                    if tag.is_empty() {
                        "und".into()
                    } else {
                        tag.clone()
                    }
                };
                let (from, to) = (tag(&kept.from), tag(&kept.to));
                let text = formats::write_tbx(&kept.name, &from, &to, &records);
                ("tbx", "application/xml", text)
            }
        };
        browser::page::download(&format!("{name}.{ending}"), mime, &text);
    }

    fn read_terms(
        self,
        name: &str,
        bytes: &[u8],
        into: Option<String>,
    ) -> Result<TermsFile, TermsFault> {
        let ending = name.rsplit('.').next().unwrap_or_default().to_lowercase();
        let mut read = match ending.as_str() {
            "tbx" | "xml" | "tbxm" => self.read_tbx_terms(bytes, into.as_deref())?,
            _ => {
                let sheet = translation::read_sheet(bytes).map_err(TermsFault::Sheet)?;
                TermsFile {
                    terms: sheet.terms,
                    languages: sheet.from.zip(sheet.to),
                    refused: sheet.refused,
                    refused_rows: sheet.refused_rows,
                    repeated: sheet.repeated,
                    ..TermsFile::default()
                }
            }
        };
        read.file = name.to_string();
        read.into = into;
        Ok(read)
    }

    fn read_tbx_terms(self, bytes: &[u8], into: Option<&str>) -> Result<TermsFile, TermsFault> {
        let text = formats::decode(bytes).map_err(TermsFault::Tbx)?;
        let tbx = formats::read_tbx(&text).map_err(TermsFault::Tbx)?;
        let languages = tbx.languages();
        let has = |tag: &String| languages.iter().any(|other| same_language(other, tag));
        let all = self.glossaries().all;
        // Those of the glossary, else those of the panes, else the first two of the file.
        let own = all.with_untracked(|all| {
            let kept = all.iter().find(|kept| Some(&*kept.id) == into)?;
            Some((kept.from.clone(), kept.to.clone()))
        });
        let elsewhere = |tag: &String| !tag.is_empty() && !has(tag);
        if own
            .as_ref()
            .is_some_and(|(from, to)| elsewhere(from) || elsewhere(to))
        {
            // Terms of other languages do not belong into this glossary.
            return Err(TermsFault::NoPair);
        }
        let shown = self.languages_shown();
        let wanted = [own, Some(shown)].into_iter().flatten();
        let first = languages.iter().zip(languages.iter().skip(1)).next();
        let first = first.map(|(from, to)| (from.to_string(), to.to_string()));
        let pair = wanted
            .into_iter()
            .find(|(from, to)| has(from) && has(to))
            .or(first)
            .ok_or(TermsFault::NoPair)?;
        let records = tbx.records(&pair.0, &pair.1);
        let found = records.len();
        let terms: Vec<Term> = records.into_iter().filter_map(of_tbx).collect();
        if terms.is_empty() {
            return Err(TermsFault::NoPair);
        }
        Ok(TermsFile {
            refused_rows: tbx.left_out + found - terms.len(),
            languages: Some(pair),
            terms,
            ..TermsFile::default()
        })
    }

    fn take_terms(self, read: TermsFile) {
        let import = self.glossaries().import;
        let TermsFile {
            file,
            into,
            terms,
            languages,
            refused_rows,
            repeated,
            ..
        } = read;
        let all = self.glossaries().all;
        let there = |id: &String| all.with_untracked(|all| all.iter().any(|kept| kept.id == *id));
        let glossary = into.filter(there).unwrap_or_else(|| {
            let (from, to) = languages.unwrap_or_else(|| self.languages_shown());
            let name = file
                .rsplit_once('.')
                .map_or(file.as_str(), |(name, _)| name);
            self.new_glossary(name, &from, &to)
        });
        let (new, known, too_many) = self.add_terms(&glossary, terms);
        import.set(TermsImport::Done {
            file,
            glossary,
            new,
            known: known + repeated,
            left_out: refused_rows + too_many,
        });
    }

    /// The languages of the panes: the source's empty where it is not known.
    pub fn languages_shown(self) -> (String, String) {
        let translate = self.translate;
        let from = translate.from.get_untracked();
        let from = from.or_else(|| translate.detected.get_untracked());
        (from.unwrap_or_default(), translate.to.get_untracked())
    }
}

fn same_language(one: &str, other: &str) -> bool {
    let primary = |tag: &str| tag.split(['-', '_']).next().map(str::to_lowercase);
    !other.is_empty() && primary(one) == primary(other)
}

fn of_tbx(record: TbxRecord) -> Option<Term> {
    let kind = match record.forbidden {
        true => TermKind::Forbidden,
        false if record.source == record.target => TermKind::Keep,
        false => TermKind::Use,
    };
    let term = Term {
        source: record.source,
        target: record.target,
        note: record.note,
        kind,
        case_sensitive: false,
        part_of_speech: record.part_of_speech,
    };
    term.cleaned()
}

fn to_tbx(term: &Term) -> TbxRecord {
    TbxRecord {
        source: term.source.clone(),
        target: term.wanted().to_string(),
        note: term.note.clone(),
        forbidden: term.kind == TermKind::Forbidden,
        part_of_speech: term.part_of_speech.clone(),
    }
}

/// A name for a file: what is a letter, a digit or a space stays.
fn file_name(name: &str) -> String {
    let fits = |c: char| c.is_alphanumeric() || " -_".contains(c);
    let name: String = name
        .chars()
        .map(|c| if fits(c) { c } else { '-' })
        .collect();
    match name.trim() {
        "" => "glossary".to_string(),
        name => name.to_string(),
    }
}
