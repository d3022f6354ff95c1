//! What is in a ZIP archive, and one entry of it piece by piece (APPNOTE.TXT 6.3, with ZIP64; stored or deflated).
//!
//! The archive is never held: a [`ByteSource`] gives the bytes that are asked for, so one of gigabytes costs its directory
//! and a piece. What an archive says of itself is not believed: every entry is counted as it comes, and ends with an error
//! where it grows beyond the [`ZipBounds`] or is not what its checksum says. Names are only names; nothing is written.

mod problem;
mod reading;
mod source;
#[cfg(test)]
mod tests;
mod writing;

use std::cell::Cell;

use flate2::read::DeflateDecoder;
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipLocator};
use serde::{Deserialize, Serialize};

pub use problem::{ZipFault, ZipProblem};
pub use reading::{PIECE_BYTES, ZipReading};
pub use source::ByteSource;
pub use writing::{NewEntry, write_zip};

use problem::{fault, whole};
use reading::Unpacking;
use source::Source;

/// The longest record of the directory: three texts of 64 kB after what is fixed.
const RECORD_BYTES: usize = 46 + 3 * 0xffff;

/// How much is read of an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ZipBounds {
    /// Entries.
    pub entries: usize,
    /// How many times as large an entry is than it is packed. (Deflate itself ends at some 1030.)
    pub ratio: u64,
    /// Bytes of all that is read together.
    pub total: u64,
}

impl Default for ZipBounds {
    fn default() -> Self {
        ZipBounds {
            entries: 100_000,
            ratio: 200,
            total: 4 << 30,
        }
    }
}

/// One file of an archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZipEntry {
    /// With its folders, as it stands there; what is not UTF-8 became U+FFFD.
    pub name: String,
    /// How large it says it is.
    pub bytes: u64,
    /// How large it is as packed.
    pub packed: u64,
}

/// An archive, with its directory read.
pub struct Zip<S> {
    archive: ZipArchive<Source<S>>,
    entries: Vec<ZipEntry>,
    ways: Vec<Way>,
    bounds: ZipBounds,
    spent: Cell<u64>,
}

struct Way {
    wayfinder: ZipArchiveEntryWayfinder,
    method: CompressionMethod,
    encrypted: bool,
}

impl<S: ByteSource> Zip<S> {
    /// Reads the directory.
    pub fn open(source: S) -> Result<Self, ZipProblem> {
        Zip::open_within(source, ZipBounds::default())
    }

    /// The same with other bounds.
    pub fn open_within(source: S, bounds: ZipBounds) -> Result<Self, ZipProblem> {
        let mut buffer = vec![0; RECORD_BYTES];
        let end = source.bytes();
        let archive = ZipLocator::new()
            .locate_in_reader(Source(source), &mut buffer, end)
            .map_err(|(_, error)| whole(fault(&error, ZipFault::NotZip)))?;
        let (mut entries, mut ways, mut spans) = (Vec::new(), Vec::new(), Vec::new());
        let mut directory = archive.entries(&mut buffer);
        loop {
            let next = directory.next_entry();
            let Some(record) = next.map_err(|error| whole(fault(&error, ZipFault::NotZip)))? else {
                break;
            };
            if spans.len() == bounds.entries {
                return Err(whole(ZipFault::TooMany));
            }
            let packed = record.compressed_size_hint();
            spans.push((record.local_header_offset(), packed));
            if record.is_dir() {
                continue;
            }
            entries.push(ZipEntry {
                name: String::from_utf8_lossy(record.file_path().as_bytes()).into_owned(),
                bytes: record.uncompressed_size_hint(),
                packed,
            });
            ways.push(Way {
                wayfinder: record.wayfinder(),
                method: record.compression_method(),
                encrypted: record.flags().is_encrypted(),
            });
        }
        spans.sort_unstable();
        if spans
            .windows(2)
            .any(|two| two[0].0.saturating_add(two[0].1) > two[1].0)
        {
            return Err(whole(ZipFault::Overlap));
        }
        Ok(Zip {
            archive,
            entries,
            ways,
            bounds,
            spent: Cell::new(0),
        })
    }

    /// The files, in the order of the directory. Folders are left out.
    pub fn entries(&self) -> &[ZipEntry] {
        &self.entries
    }

    /// Begins to read the entry of this number in [`Zip::entries`].
    pub fn read(&self, index: usize) -> Result<ZipReading<'_, S>, ZipProblem> {
        let (Some(entry), Some(way)) = (self.entries.get(index), self.ways.get(index)) else {
            return Err(whole(ZipFault::Missing));
        };
        let of = |fault| ZipProblem {
            fault,
            entry: Some(entry.name.clone()),
        };
        if way.encrypted {
            return Err(of(ZipFault::Encrypted));
        }
        let found = self.archive.get_entry(way.wayfinder);
        let found = found.map_err(|error| of(fault(&error, ZipFault::Damaged)))?;
        let unpacking = match way.method {
            CompressionMethod::STORE => Unpacking::Stored(found.reader()),
            CompressionMethod::DEFLATE => Unpacking::Deflated(DeflateDecoder::new(found.reader())),
            other => return Err(of(ZipFault::Method(other.as_u16()))),
        };
        Ok(ZipReading {
            zip: self,
            entry,
            reader: found.verifying_reader(unpacking),
            read: 0,
        })
    }
}
