//! Files of other tools, in and out: translation memories (TMX) and terms (TBX), and the ZIP that files come in.
//!
//! Where to start reading: [`decode`] makes text of a file's bytes, [`TmxReader`] and [`read_tbx`] make records of the text, and
//! [`TmxWriter`] and [`write_tbx`] a file of records. [`Zip`] lists what is in an archive and reads it piece by piece, [`write_zip`] makes one. A file is read as a whole or not at all: what is wrong with it is a
//! [`FormatProblem`], which says where. No entity is expanded but the five of XML and numbers, so none can blow up, and nothing
//! that a file names is fetched.

mod date;
mod encoding;
mod loose;
mod problem;
mod tbx;
mod tmx;
mod xml;
mod zip;

pub use encoding::{MOST_BYTES, decode};
pub use loose::{Reading, decode_loosely};
pub use problem::{FormatFault, FormatProblem};
pub use tbx::{MOST_TERM_BYTES, Tbx, TbxConcept, TbxRecord, TbxTerm, read_tbx, write_tbx};
pub use tmx::{
    LeftOut, MOST_SEGMENT_BYTES, MOST_UNITS, Tmx, TmxReader, TmxStep, TmxUnit, TmxWriter,
    WhyLeftOut, read_tmx,
};
pub use zip::{
    ByteSource, NewEntry, PIECE_BYTES, Zip, ZipBounds, ZipEntry, ZipFault, ZipProblem, ZipReading,
    write_zip,
};
