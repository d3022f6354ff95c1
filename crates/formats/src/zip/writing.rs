//! An archive of files that were made here, whole in memory and not packed: texts that are saved once.

use std::io::{self, Write};

use rawzip::{CompressionMethod, ZipArchiveWriter};

/// The bytes of an archive of these files, in this order. Fails only where a name or the whole is larger than an archive takes.
pub fn write_zip(files: &[(String, String)]) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut archive = ZipArchiveWriter::new(&mut out);
    for (name, text) in files {
        let file = archive
            .new_file(name)
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
    use super::write_zip;

    #[test]
    fn what_is_written_is_read_again() {
        let files = [
            ("Grüße مرحبا.md".to_owned(), "# Hello\n".repeat(9_000)),
            ("empty.md".to_owned(), String::new()),
        ];
        let bytes = write_zip(&files).unwrap();
        let zip = Zip::open(bytes.as_slice()).unwrap();
        for (index, (name, text)) in files.iter().enumerate() {
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
