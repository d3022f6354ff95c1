//! Taking in a TMX file.

use std::collections::BTreeSet;

use formats::{FormatProblem, Tmx, TmxReader, TmxStep};
use translation::{Memory, TranslationUnit};
use wire::Millis;

use crate::messages::ImportedUnits;

/// How much is read between two words on how far it is, in bytes.
const STEP: usize = 1 << 20;

/// A file being read. Nothing is taken in before all of it was.
pub struct Import<'a> {
    reader: TmxReader<'a>,
    total: usize,
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// So many bytes of all have been read.
    Reading {
        /// Read.
        done: usize,
        /// All.
        total: usize,
    },
    /// All of it.
    Read,
}

impl<'a> Import<'a> {
    /// Of a text as [`formats::decode`] gives it.
    pub fn new(text: &'a str) -> Self {
        Import {
            reader: TmxReader::new(text),
            total: text.len(),
        }
    }

    /// Reads on.
    ///
    /// # Errors
    ///
    /// What is wrong with the file.
    pub fn step(&mut self) -> Result<Step, FormatProblem> {
        Ok(match self.reader.step(STEP)? {
            TmxStep::More => Step::Reading {
                done: self.reader.read().min(self.total),
                total: self.total,
            },
            TmxStep::Done => Step::Read,
        })
    }

    /// The units that the memory has not, each once, and what is to be told.
    pub fn finish(self, memory: &Memory, now: Millis) -> (Vec<TranslationUnit>, ImportedUnits) {
        let Tmx {
            units,
            left_out,
            why,
        } = self.reader.finish();
        let all = units.len();
        let mut ids = BTreeSet::new();
        let units = units.into_iter().map(|unit| {
            let (source, target) = (unit.source.trim(), unit.target.trim());
            let made = TranslationUnit::imported(&unit.from, &unit.to, source, target);
            TranslationUnit {
                at: unit.at.unwrap_or(now),
                ..made
            }
        });
        let new: Vec<TranslationUnit> = units
            .filter(|unit| !memory.has(unit) && ids.insert(unit.id.clone()))
            .collect();
        let told = ImportedUnits {
            new: new.len(),
            known: all - new.len(),
            left_out,
            why,
        };
        (new, told)
    }
}
