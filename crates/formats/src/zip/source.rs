//! Where an archive's bytes come from.

use std::fmt;
use std::io;

use rawzip::ReaderAt;

/// Where an archive's bytes are.
pub trait ByteSource {
    /// How many there are.
    fn bytes(&self) -> u64;
    /// Reads from this place on into the buffer, as many as fit or fewer; none at the end.
    fn read_at(&self, place: u64, into: &mut [u8]) -> io::Result<usize>;
}

/// A source as the library wants it.
pub(super) struct Source<S>(pub S);

impl<S: ByteSource> ReaderAt for Source<S> {
    fn read_at(&self, into: &mut [u8], place: u64) -> io::Result<usize> {
        self.0
            .read_at(place, into)
            .map_err(|_| io::Error::other(Unreadable))
    }
}

/// What a source's own error becomes on its way through the library.
#[derive(Debug)]
struct Unreadable;

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the bytes could not be read")
    }
}

impl std::error::Error for Unreadable {}

pub(super) fn is_unreadable(error: &io::Error) -> bool {
    error
        .get_ref()
        .is_some_and(|inner| inner.is::<Unreadable>())
}

impl ByteSource for &[u8] {
    fn bytes(&self) -> u64 {
        self.len() as u64
    }

    fn read_at(&self, place: u64, into: &mut [u8]) -> io::Result<usize> {
        let rest = usize::try_from(place)
            .ok()
            .and_then(|place| self.get(place..));
        let rest = rest.unwrap_or_default();
        let len = rest.len().min(into.len());
        into[..len].copy_from_slice(&rest[..len]);
        Ok(len)
    }
}
