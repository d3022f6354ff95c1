#![allow(clippy::unwrap_used, clippy::expect_used)]
use std::io::{self, Write};

use proptest::prelude::*;

use super::*;

/// Written by Python's zipfile: in place, to a pipe (sizes after the data), with ZIP64, and packed by another method.
const EXPORT: &[u8] = include_bytes!("../../tests/data/export.zip");
const STREAMED: &[u8] = include_bytes!("../../tests/data/streamed.zip");
const ZIP64: &[u8] = include_bytes!("../../tests/data/zip64.zip");
const BZIP2: &[u8] = include_bytes!("../../tests/data/bzip2.zip");

fn read<S: ByteSource>(zip: &Zip<S>, index: usize) -> Result<Vec<u8>, ZipProblem> {
    let mut reading = zip.read(index)?;
    let mut all = Vec::new();
    while let Some(piece) = reading.next_piece()? {
        assert!(!piece.is_empty() && piece.len() <= PIECE_BYTES);
        all.extend(piece);
        assert_eq!(reading.read_bytes(), all.len() as u64);
    }
    Ok(all)
}

fn fault_of<T>(result: Result<T, ZipProblem>) -> ZipFault {
    result.err().expect("a problem").fault
}

/// An archive of these files, deflated.
fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut writer = rawzip::ZipArchiveWriter::new(&mut out);
    for (name, bytes) in files {
        let file = writer
            .new_file(name)
            .compression_method(CompressionMethod::DEFLATE);
        let (mut entry, config) = file.start().unwrap();
        let encoder = flate2::write::DeflateEncoder::new(&mut entry, flate2::Compression::best());
        let mut data = config.wrap(encoder);
        data.write_all(bytes).unwrap();
        let (encoder, descriptor) = data.finish().unwrap();
        encoder.finish().unwrap();
        entry.finish(descriptor).unwrap();
    }
    writer.finish().unwrap();
    out
}

#[test]
fn an_export_as_others_write_it() {
    for bytes in [EXPORT, STREAMED] {
        let zip = Zip::open(bytes).unwrap();
        let names: Vec<&str> = zip
            .entries()
            .iter()
            .map(|entry| entry.name.as_str())
            .collect();
        assert_eq!(
            names,
            [
                "export/conversations.json",
                "export/file-Ab12Cd34-garden.png",
                "export/Bäckerei/ünï.txt",
                "empty.json"
            ]
        );
        let json = r#"[{"title":"T","mapping":{}}]"#.repeat(100);
        assert_eq!(read(&zip, 0).unwrap(), json.as_bytes());
        assert_eq!(zip.entries()[0].bytes, json.len() as u64);
        assert_eq!(read(&zip, 1).unwrap(), (0..=255).collect::<Vec<u8>>());
        assert_eq!(read(&zip, 2).unwrap(), "süß".as_bytes());
        assert_eq!(read(&zip, 3).unwrap(), b"");
        assert_eq!(fault_of(zip.read(4)), ZipFault::Missing);
    }
    assert_eq!(read(&Zip::open(ZIP64).unwrap(), 0).unwrap(), b"[1,2]");
}

#[test]
fn what_is_not_read_is_said() {
    assert_eq!(fault_of(Zip::open(b"".as_slice())), ZipFault::NotZip);
    assert_eq!(fault_of(Zip::open([7; 5000].as_slice())), ZipFault::NotZip);
    let problem = read(&Zip::open(BZIP2).unwrap(), 0).unwrap_err();
    assert_eq!(problem.to_string(), "a.txt: packed by method 12");
    // The flag of encryption, in the directory's record.
    let mut locked = EXPORT.to_vec();
    let record = locked
        .windows(4)
        .enumerate()
        .filter(|(_, four)| four == b"PK\x01\x02")
        .nth(1)
        .unwrap()
        .0;
    locked[record + 8] |= 1;
    assert_eq!(
        fault_of(read(&Zip::open(locked.as_slice()).unwrap(), 0)),
        ZipFault::Encrypted
    );
}

#[test]
fn bombs_are_put_out() {
    let zeros = vec![0; 40 << 20];
    let bytes = archive(&[("bomb", &zeros)]);
    assert!(bytes.len() < 60_000);
    let zip = Zip::open(bytes.as_slice()).unwrap();
    let mut reading = zip.read(0).unwrap();
    let fault = loop {
        match reading.next_piece() {
            Ok(piece) => assert!(piece.is_some()),
            Err(problem) => break problem.fault,
        }
    };
    assert_eq!(fault, ZipFault::Ratio);
    assert!(reading.read_bytes() < 12 << 20);
    // In all: entries that are each within bounds.
    let text = "some words to pack ".repeat(1000);
    let bytes = archive(&[("a", text.as_bytes()), ("b", text.as_bytes())]);
    let bounds = ZipBounds {
        total: 30_000,
        ..ZipBounds::default()
    };
    let zip = Zip::open_within(bytes.as_slice(), bounds).unwrap();
    assert!(read(&zip, 0).is_ok());
    assert_eq!(fault_of(read(&zip, 1)), ZipFault::TooLarge);
    let bounds = ZipBounds {
        entries: 1,
        ..ZipBounds::default()
    };
    assert_eq!(
        fault_of(Zip::open_within(bytes.as_slice(), bounds)),
        ZipFault::TooMany
    );
}

#[test]
fn entries_within_one_another_are_refused() {
    let mut bytes = archive(&[("a", b"one two three four five six"), ("b", b"x")]);
    // The second record of the directory is made to name the place of the first file.
    let records: Vec<usize> = bytes
        .windows(4)
        .enumerate()
        .filter(|(_, four)| four == b"PK\x01\x02")
        .map(|(at, _)| at)
        .collect();
    let first: [u8; 4] = bytes[records[0] + 42..records[0] + 46].try_into().unwrap();
    bytes[records[1] + 42..records[1] + 46].copy_from_slice(&first);
    assert_eq!(fault_of(Zip::open(bytes.as_slice())), ZipFault::Overlap);
}

/// Any byte changed, or cut off anywhere: what was packed, or a problem; never something else, never a panic.
#[test]
fn damage_never_passes() {
    let bytes = archive(&[("a.json", br#"[{"title":"The quick brown fox"}]"#)]);
    let whole = read(&Zip::open(bytes.as_slice()).unwrap(), 0).unwrap();
    let check = |bytes: &[u8]| {
        if let Ok(zip) = Zip::open(bytes) {
            for index in 0..zip.entries().len() {
                if let Ok(read) = read(&zip, index) {
                    assert_eq!(read, whole);
                }
            }
        }
    };
    for at in 0..bytes.len() {
        check(&bytes[..at]);
        for change in [1, 0x80, 0xff] {
            let mut changed = bytes.clone();
            changed[at] ^= change;
            // A checksum, size or method that is changed in the directory is damage as well; an empty entry is its own.
            check(&changed);
        }
    }
}

/// Fails once the flag is set.
struct Failing<'f>(&'static [u8], &'f Cell<bool>);

impl ByteSource for Failing<'_> {
    fn bytes(&self) -> u64 {
        self.0.len() as u64
    }

    fn read_at(&self, place: u64, into: &mut [u8]) -> io::Result<usize> {
        if self.1.get() {
            return Err(io::Error::other("the file was moved away"));
        }
        // In small pieces: a source may give less than is asked for.
        let len = into.len().min(7);
        self.0.read_at(place, &mut into[..len])
    }
}

#[test]
fn a_source_that_fails_is_not_the_archives_fault() {
    let gone = Cell::new(false);
    let zip = Zip::open(Failing(EXPORT, &gone)).unwrap();
    assert_eq!(read(&zip, 2).unwrap(), "süß".as_bytes());
    let mut begun = zip.read(0).unwrap();
    gone.set(true);
    assert_eq!(fault_of(begun.next_piece()), ZipFault::Unreadable);
    assert_eq!(fault_of(zip.read(0)), ZipFault::Unreadable);
    assert_eq!(
        fault_of(Zip::open(Failing(EXPORT, &gone))),
        ZipFault::Unreadable
    );
}

proptest! {
    #[test]
    fn any_bytes_are_no_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), at in 0_usize..1000) {
        let mut mixed = EXPORT.to_vec();
        let at = at.min(mixed.len());
        let end = (at + bytes.len()).min(mixed.len());
        mixed[at..end].copy_from_slice(&bytes[..end - at]);
        for bytes in [bytes.as_slice(), &mixed] {
            if let Ok(zip) = Zip::open(bytes) {
                for index in 0..zip.entries().len() {
                    let _ = read(&zip, index);
                }
            }
        }
    }
}
