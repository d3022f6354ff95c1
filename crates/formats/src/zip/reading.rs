//! One entry, piece by piece.

use std::io::{self, Read};

use flate2::read::DeflateDecoder;
use rawzip::{ZipReader, ZipVerifier};

use super::problem::{ZipFault, ZipProblem};
use super::source::{ByteSource, Source, is_unreadable};
use super::{Zip, ZipEntry};

/// The most bytes a piece has.
pub const PIECE_BYTES: usize = 256 << 10;
/// Before so many bytes the ratio is not looked at: a short text of one letter is no bomb.
const RATIO_FROM: u64 = 1 << 20;

/// An entry being read.
pub struct ZipReading<'z, S> {
    pub(super) zip: &'z Zip<S>,
    pub(super) entry: &'z ZipEntry,
    pub(super) reader: ZipVerifier<Unpacking<'z, S>>,
    pub(super) read: u64,
}

impl<S: ByteSource> ZipReading<'_, S> {
    /// The next bytes, at most [`PIECE_BYTES`]; none when the entry has ended and is what its checksum says.
    pub fn next_piece(&mut self) -> Result<Option<Vec<u8>>, ZipProblem> {
        let mut piece = vec![0; PIECE_BYTES];
        let mut len = 0;
        while len < piece.len() {
            match self.reader.read(&mut piece[len..]) {
                Ok(0) => break,
                Ok(some) => len += some,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::Other && is_unreadable(&error) => {
                    return Err(self.problem(ZipFault::Unreadable));
                }
                Err(_) => return Err(self.problem(ZipFault::Damaged)),
            }
            self.check(len as u64)?;
        }
        self.read += len as u64;
        self.zip.spent.set(self.zip.spent.get() + len as u64);
        piece.truncate(len);
        Ok((len > 0).then_some(piece))
    }

    /// How many bytes were read so far, for the progress.
    pub fn read_bytes(&self) -> u64 {
        self.read
    }

    fn check(&self, more: u64) -> Result<(), ZipProblem> {
        let read = self.read + more;
        let bounds = &self.zip.bounds;
        let fault = if self.zip.spent.get() + more > bounds.total {
            ZipFault::TooLarge
        } else if read > RATIO_FROM && read / bounds.ratio.max(1) > self.entry.packed {
            ZipFault::Ratio
        } else if read > self.entry.bytes {
            ZipFault::Damaged
        } else {
            return Ok(());
        };
        Err(self.problem(fault))
    }

    fn problem(&self, fault: ZipFault) -> ZipProblem {
        ZipProblem {
            fault,
            entry: Some(self.entry.name.clone()),
        }
    }
}

pub(super) enum Unpacking<'z, S> {
    Stored(ZipReader<&'z Source<S>>),
    Deflated(DeflateDecoder<ZipReader<&'z Source<S>>>),
}

impl<S: ByteSource> Read for Unpacking<'_, S> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Unpacking::Stored(reader) => reader.read(into),
            Unpacking::Deflated(reader) => reader.read(into),
        }
    }
}
