//! Answers questions.

use formats::{TmxUnit, TmxWriter};
use translation::{Memory, TranslationUnit, Wanted};

use crate::messages::{Answer, Ask};

/// The memory, once its units have been read.
#[derive(Debug, Default)]
pub struct Desk {
    memory: Option<Memory>,
}

impl Desk {
    /// Whether the units have to be read from the database before this can be answered.
    pub fn must_read_for(&self, ask: &Ask) -> bool {
        let of_the_units = !matches!(ask, Ask::Changed { .. } | Ask::Stale);
        of_the_units && self.memory.is_none()
    }

    /// These were read from the database: all units, or a part of them.
    pub fn read(&mut self, units: Vec<TranslationUnit>) {
        let memory = self.memory.get_or_insert_default();
        units.into_iter().for_each(|unit| memory.add(unit));
    }

    /// The memory; empty before it was read.
    pub fn memory(&mut self) -> &mut Memory {
        self.memory.get_or_insert_default()
    }

    /// The answer to what needs neither file nor database.
    pub fn answer(&mut self, ask: Ask) -> Answer {
        match ask {
            Ask::LookUp {
                sources,
                from,
                to,
                most,
                at_least,
            } => {
                let wanted = Wanted { most, at_least };
                let memory = self.memory();
                let near = |source: &String| memory.look_up(source, from.as_deref(), &to, wanted);
                Answer::Matches(sources.iter().map(near).collect())
            }
            Ask::Search { words, skip, most } => {
                let memory = self.memory();
                let (units, total) = memory.search(&words, skip, most);
                Answer::Found {
                    units: units.into_iter().cloned().collect(),
                    total,
                    all: memory.len(),
                }
            }
            // What has not been read will be read with this in it.
            Ask::Changed { put, deleted } => {
                if let Some(memory) = &mut self.memory {
                    for id in deleted {
                        memory.remove(&id);
                    }
                    put.into_iter().for_each(|unit| memory.add(unit));
                }
                Answer::Done
            }
            Ask::Stale => {
                self.memory = None;
                Answer::Done
            }
            Ask::Import { .. } | Ask::Export { .. } => Answer::Done,
        }
    }

    /// All units as a TMX file, the oldest first.
    pub fn export(&mut self, version: &str) -> String {
        let mut units: Vec<&TranslationUnit> = self.memory().units().collect();
        units.sort_unstable_by_key(|unit| (unit.at, &unit.id));
        let mut writer = TmxWriter::new(version);
        for unit in units {
            writer.push(&TmxUnit {
                from: unit.from.clone(),
                to: unit.to.clone(),
                source: unit.source.clone(),
                target: unit.target.clone(),
                at: (unit.at > 0).then_some(unit.at),
            });
        }
        writer.finish()
    }
}

#[cfg(test)]
mod tests;
