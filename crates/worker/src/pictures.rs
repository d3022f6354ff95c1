//! The images of a history: where they are in its archive, and their bytes, which may be anything.

use std::collections::{HashMap, HashSet};

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use chat::{Attachment, ImageKind, MOST_IMAGE_BYTES, Note, image_header, image_kind};
use formats::{ByteSource, Zip, ZipEntry, ZipFault};

/// The most pixels an image has that is decoded: each is four bytes then. The largest of a telephone have 50 million.
const MOST_PIXELS: u64 = 50_000_000;
/// So many bytes tell what an image is.
const KIND_BYTES: usize = 12;
/// So many entries of an archive are looked at that begin with the same.
const MOST_ALIKE: usize = 16;

/// Other programs leave the padding out.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The images of each message, by its id. One that is there twice, since the file has its conversation twice, counts once.
pub fn by_message(images: Vec<Attachment>) -> HashMap<String, Vec<Attachment>> {
    let mut seen = HashSet::new();
    let mut all: HashMap<String, Vec<Attachment>> = HashMap::new();
    for image in images {
        if seen.insert(image.id.clone()) {
            all.entry(image.message.clone()).or_default().push(image);
        }
    }
    all
}

/// The entries of an archive by what their names begin with.
pub struct EntryIndex {
    /// Names without folders, sorted.
    names: Vec<(String, usize)>,
}

impl EntryIndex {
    /// Of these entries.
    pub fn new(entries: &[ZipEntry]) -> Self {
        let named = entries.iter().enumerate();
        let mut names: Vec<(String, usize)> = named
            .map(|(at, entry)| (base(&entry.name).to_owned(), at))
            .collect();
        names.sort_unstable();
        EntryIndex { names }
    }

    /// The number of the first entry that is named so, with anything after it that is no letter or digit: `file-Ab.png` and
    /// `file-Ab-garden.png` for `file-Ab`, and not `file-Abc.png`.
    pub fn find(&self, begins: &str) -> Option<usize> {
        if begins.is_empty() {
            return None;
        }
        let first = self
            .names
            .partition_point(|(name, _)| name.as_str() < begins);
        let alike = self.names[first..].iter().take(MOST_ALIKE);
        alike
            .map_while(|(name, at)| Some((name.strip_prefix(begins)?, *at)))
            .find(|(rest, _)| !rest.starts_with(char::is_alphanumeric))
            .map(|(_, at)| at)
    }
}

fn base(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or_default()
}

/// All bytes of an entry that begins like an image.
///
/// # Errors
///
/// Why it does not come.
pub fn entry_bytes<S: ByteSource>(zip: &Zip<S>, at: usize) -> Result<Vec<u8>, Note> {
    let entry = zip.entries().get(at).ok_or(Note::ImageMissing)?;
    if entry.bytes > MOST_IMAGE_BYTES {
        return Err(Note::ImageTooLarge);
    }
    let fault = |problem: formats::ZipProblem| match problem.fault {
        ZipFault::TooLarge | ZipFault::Ratio => Note::ImageTooLarge,
        _ => Note::Attachment,
    };
    let mut reading = zip.read(at).map_err(fault)?;
    let mut bytes = Vec::new();
    while let Some(piece) = reading.next_piece().map_err(fault)? {
        bytes.extend(piece);
        // What is none is not read to its end.
        if bytes.len() >= KIND_BYTES && image_kind(&bytes).is_none() {
            return Err(Note::Attachment);
        }
    }
    Ok(bytes)
}

/// The bytes of a `data:` address that says it holds an image (RFC 2397). What it says of it is not believed.
///
/// # Errors
///
/// Why it does not come.
pub fn inline_bytes(url: &str) -> Result<Vec<u8>, Note> {
    let data = url.split_once(',').and_then(|(head, data)| {
        let is_base64 = head.len() < 200 && head.ends_with(";base64");
        is_base64.then_some(data.trim())
    });
    let data = data.ok_or(Note::Attachment)?;
    if data.len() as u64 / 4 * 3 > MOST_IMAGE_BYTES {
        return Err(Note::ImageTooLarge);
    }
    BASE64.decode(data).map_err(|_| Note::Attachment)
}

/// What an image is, where it may be decoded.
///
/// # Errors
///
/// Why it may not.
pub fn decodable(bytes: &[u8]) -> Result<ImageKind, Note> {
    let header = image_header(bytes).ok_or(Note::Attachment)?;
    let pixels = u64::from(header.width) * u64::from(header.height);
    match bytes.len() as u64 > MOST_IMAGE_BYTES || pixels > MOST_PIXELS {
        true => Err(Note::ImageTooLarge),
        false => Ok(header.kind),
    }
}

/// What an image is called: as its entry is named after what it was found by, as the text names it, or for what it is.
pub fn picture_name(entry: Option<(&str, &str)>, named: &str, kind: ImageKind) -> String {
    let of_entry = entry.and_then(|(name, begins)| {
        let name = base(name);
        let rest = name.strip_prefix(begins)?.trim_start_matches(['-', '_']);
        // Where there is nothing but its kind, it is called as a whole.
        let chosen = match rest.is_empty() || rest.starts_with('.') {
            true => name,
            false => rest,
        };
        Some(plain(chosen))
    });
    let name = of_entry.unwrap_or_else(|| plain(named));
    match name.trim() {
        "" => format!("image.{}", kind.mime().trim_start_matches("image/")),
        name => name.to_owned(),
    }
}

/// A name of one line that does not turn round what stands beside it.
fn plain(name: &str) -> String {
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let kept = name.chars().filter(|c| !c.is_control() && !turns(*c));
    kept.take(100).collect()
}

#[cfg(test)]
mod tests;
