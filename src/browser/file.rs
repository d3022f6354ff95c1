//! Files that a person chooses, and files that are made here: held; large ones are read by the worker.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, HtmlInputElement};

/// A file, or what can become one.
#[derive(Clone, Debug)]
pub struct File(Blob);

impl File {
    /// What a message brought, if that is a file.
    pub(super) fn of(value: JsValue) -> Option<File> {
        value.dyn_into().ok().map(File)
    }

    /// What it says it holds, as a MIME type; empty where that is not known.
    pub fn kind(&self) -> String {
        self.0.type_()
    }

    pub(super) fn blob(&self) -> &Blob {
        &self.0
    }

    /// Its name; empty for what was made here.
    pub fn name(&self) -> String {
        let file: Option<&web_sys::File> = self.0.dyn_ref();
        file.map(web_sys::File::name).unwrap_or_default()
    }
}

impl File {
    /// All of its bytes; `None` where it cannot be read (any more).
    pub async fn bytes(&self) -> Option<Vec<u8>> {
        let buffer = JsFuture::from(self.0.array_buffer()).await.ok()?;
        Some(js_sys::Uint8Array::new(&buffer).to_vec())
    }

    /// Its first bytes, at most so many.
    pub async fn head(&self, most: u32) -> Option<Vec<u8>> {
        let head = self.0.slice_with_i32_and_i32(0, most as i32).ok()?;
        File(head).bytes().await
    }

    /// Its size in bytes.
    pub fn size(&self) -> f64 {
        self.0.size()
    }
}

impl AsRef<JsValue> for File {
    fn as_ref(&self) -> &JsValue {
        self.0.as_ref()
    }
}

/// The file chosen in a file input, and the input made ready to choose the same file again.
pub fn chosen(input: &HtmlInputElement) -> Option<File> {
    let file = input.files()?.get(0)?;
    input.set_value("");
    Some(File(file.into()))
}

/// The files that were dropped.
pub fn dropped(event: &web_sys::DragEvent) -> Vec<File> {
    let files = event.data_transfer().and_then(|data| data.files());
    files.map(|files| all_of(&files)).unwrap_or_default()
}

/// All files chosen in a file input, and the input made ready to choose them again.
pub fn all_chosen(input: &HtmlInputElement) -> Vec<File> {
    let files = input.files().map(|files| all_of(&files));
    input.set_value("");
    files.unwrap_or_default()
}

pub(super) fn all_of(files: &web_sys::FileList) -> Vec<File> {
    (0..files.length())
        .filter_map(|at| files.get(at))
        .map(|file| File(file.into()))
        .collect()
}

/// The file in a `data:` URL in Base64.
pub fn of_data_url(url: &str) -> Option<File> {
    let (head, data) = url.split_once(',')?;
    let kind = head.strip_prefix("data:")?.strip_suffix(";base64")?;
    let binary = web_sys::window()?.atob(data).ok()?;
    let bytes: Vec<u8> = binary.chars().map(|c| c as u8).collect();
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes.as_slice()));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options);
    blob.ok().map(File)
}

/// Saves it under a name.
pub fn download(name: &str, file: &File) {
    let _ = super::page::download_blob(name, &file.0);
}

/// Saves bytes as a file of this name and kind.
pub fn download_bytes(name: &str, mime: &str, bytes: &[u8]) {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(mime);
    if let Ok(blob) = Blob::new_with_u8_array_sequence_and_options(&parts, &options) {
        let _ = super::page::download_blob(name, &blob);
    }
}
