//! The images of a history, one at a time: found in its file or its archive, drawn, and held outside the wasm's memory.

use chat::{Attachment, AttachmentKind, AttachmentRef, AttachmentSource, Note, image_tokens};
use formats::{Zip, ZipBounds};
use web_sys::Blob;
use worker::{EntryIndex, decodable, entry_bytes, inline_bytes, picture_name};

use super::blob::BlobSource;
use super::picture::drawn;
use super::records::Picture;

/// How much is read of all images of an archive together, in bytes. What a history is read by has a bound of its own, so that
/// images never take from it.
const MOST_OF_ALL: u64 = 16 << 30;

/// Where the images of a history are.
#[derive(Default)]
pub struct Images {
    archive: Option<Archive>,
}

struct Archive {
    zip: Zip<BlobSource>,
    index: EntryIndex,
}

impl Images {
    /// Those in this archive too.
    pub fn of_archive(file: Blob) -> Self {
        let bounds = ZipBounds {
            total: MOST_OF_ALL,
            ..ZipBounds::default()
        };
        let zip = BlobSource::new(file).ok();
        let zip = zip.and_then(|source| Zip::open_within(source, bounds).ok());
        let archive = zip.map(|zip| Archive {
            index: EntryIndex::new(zip.entries()),
            zip,
        });
        Images { archive }
    }

    /// An image as it can be put; else the reason why it cannot.
    pub async fn picture(&self, mut from: Attachment) -> Result<Picture, (Attachment, Note)> {
        let (bytes, entry) = match self.bytes(&from.source) {
            Ok(found) => found,
            Err(why) => return Err((from, why)),
        };
        let kind = match decodable(&bytes) {
            Ok(kind) => kind,
            Err(why) => return Err((from, why)),
        };
        let Some(drawn) = drawn(&bytes, kind).await else {
            return Err((from, Note::Attachment));
        };
        let entry = match (&from.source, entry) {
            (AttachmentSource::Zip(begins), Some(name)) => Some((name, begins.as_str())),
            _ => None,
        };
        let named = AttachmentRef {
            id: from.id.clone(),
            kind: AttachmentKind::Image,
            name: picture_name(entry, &from.name, kind),
            bytes: drawn.blob.size() as u64,
            tokens: image_tokens("", drawn.size.width, drawn.size.height),
            size: Some((drawn.size.width, drawn.size.height)),
            ..AttachmentRef::default()
        };
        // It may be as long as the image.
        from.source = AttachmentSource::Inline(String::new());
        Ok(Picture {
            from,
            named,
            blob: drawn.blob,
        })
    }

    /// The bytes, and the name of the entry that has them.
    fn bytes(&self, source: &AttachmentSource) -> Result<(Vec<u8>, Option<&str>), Note> {
        match source {
            AttachmentSource::Inline(url) => Ok((inline_bytes(url)?, None)),
            AttachmentSource::Zip(begins) => {
                let archive = self.archive.as_ref().ok_or(Note::ImageMissing)?;
                let at = archive.index.find(begins).ok_or(Note::ImageMissing)?;
                let name = archive.zip.entries().get(at).map(|entry| &*entry.name);
                Ok((entry_bytes(&archive.zip, at)?, name))
            }
        }
    }
}
