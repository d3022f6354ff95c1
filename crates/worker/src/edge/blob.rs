//! A file's bytes, where they are asked for.

use std::cell::RefCell;
use std::io;

use formats::ByteSource;
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, FileReaderSync};

/// So much is read at once, in bytes.
const WINDOW: u64 = 1 << 20;

/// Some bytes of a file, from a place on.
pub async fn bytes(blob: &Blob, from: u64, most: u64) -> Result<Vec<u8>, JsValue> {
    let part = blob.slice_with_f64_and_f64(from as f64, (from + most) as f64)?;
    let buffer = JsFuture::from(part.array_buffer()).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// All of it as a `data:` address, at once: a transaction that waits for something else ends.
pub fn data_url(blob: &Blob) -> Result<String, JsValue> {
    FileReaderSync::new()?.read_as_data_url(blob)
}

/// A file that an archive is read from, with the window that was read last.
pub struct BlobSource {
    blob: Blob,
    reader: FileReaderSync,
    window: RefCell<(u64, Vec<u8>)>,
}

impl BlobSource {
    /// Of this file.
    pub fn new(blob: Blob) -> Result<Self, JsValue> {
        Ok(BlobSource {
            blob,
            reader: FileReaderSync::new()?,
            window: RefCell::default(),
        })
    }

    fn read(&self, from: u64) -> Result<Vec<u8>, JsValue> {
        let to = (from + WINDOW) as f64;
        let part = self.blob.slice_with_f64_and_f64(from as f64, to)?;
        let buffer = self.reader.read_as_array_buffer(&part)?;
        Ok(Uint8Array::new(&buffer).to_vec())
    }
}

impl ByteSource for BlobSource {
    fn bytes(&self) -> u64 {
        self.blob.size() as u64
    }

    fn read_at(&self, place: u64, into: &mut [u8]) -> io::Result<usize> {
        let mut window = self.window.borrow_mut();
        let held = window.0..window.0 + window.1.len() as u64;
        if !held.contains(&place) {
            let read = self.read(place);
            *window = (place, read.map_err(|_| io::Error::other("not read"))?);
        }
        let from = (place - window.0) as usize;
        let rest = window.1.get(from..).unwrap_or_default();
        let len = rest.len().min(into.len());
        into[..len].copy_from_slice(&rest[..len]);
        Ok(len)
    }
}
