//! An archive of files that were made here, whole in memory and not packed: texts that are saved once.

use std::io::{self, Write};

use rawzip::time::UtcDateTime;
use rawzip::{CompressionMethod, ZipArchiveWriter};

/// A file of an archive that is made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewEntry {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub text: String,
    /// When it was changed last, in milliseconds since 1970 (UTC); an archive knows none before 1980.
    pub at: u64,
}

/// The bytes of an archive of these files, in this order. Fails only where a name or the whole is larger than an archive takes.
pub fn write_zip(files: &[NewEntry]) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut archive = ZipArchiveWriter::new(&mut out);
    for NewEntry { name, text, at } in files {
        let seconds = i64::try_from(at / 1_000).unwrap_or(i64::MAX);
        let file = archive
            .new_file(name)
            .last_modified(UtcDateTime::from_unix(seconds))
            .compression_method(CompressionMethod::STORE);
        let (mut entry, config) = file.start().map_err(io::Error::other)?;
        let mut data = config.wrap(&mut entry);
        data.write_all(text.as_bytes())?;
        let (_, descriptor) = data.finish().map_err(io::Error::other)?;
        entry.finish(descriptor).map_err(io::Error::other)?;
    }
    archive.finish().map_err(io::Error::other)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::Zip;
    use super::{NewEntry, write_zip};

    #[test]
    fn what_is_written_is_read_again() {
        let files = [
            NewEntry {
                name: "Grüße مرحبا.md".to_owned(),
                text: "# Hello\n".repeat(9_000),
                at: 1_764_000_000_000,
            },
            NewEntry {
                name: "empty.md".to_owned(),
                ..NewEntry::default()
            },
        ];
        let bytes = write_zip(&files).unwrap();
        let zip = Zip::open(bytes.as_slice()).unwrap();
        // 2025-11-24T16:00:00Z as DOS has it (APPNOTE.TXT 4.4.6): seconds in twos, then years since 1980.
        let time: u16 = 16 << 11;
        let date: u16 = (2025 - 1980) << 9 | 11 << 5 | 24;
        assert_eq!(bytes[10..12], time.to_le_bytes());
        assert_eq!(bytes[12..14], date.to_le_bytes());
        for (index, NewEntry { name, text, .. }) in files.iter().enumerate() {
            assert_eq!(zip.entries()[index].name, *name);
            let mut reading = zip.read(index).unwrap();
            let mut all = Vec::new();
            while let Some(piece) = reading.next_piece().unwrap() {
                all.extend(piece);
            }
            assert_eq!(all, text.as_bytes());
        }
        assert!(
            Zip::open(write_zip(&[]).unwrap().as_slice())
                .unwrap()
                .entries()
                .is_empty()
        );
    }
}
