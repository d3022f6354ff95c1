//! What goes with a message besides its text: images and files.
//!
//! A message names its attachments ([`AttachmentRef`]); their contents are kept apart, each once ([`StoredAttachment`]), since they
//! are large and a message is read and written often. [`ReadFile`] makes a content of a file's bytes, [`put_in`] puts contents
//! into what is sent, [`image_tokens`] reckons what an image counts for by the model that is asked, [`image_header`] tells what an image is.

mod frame;
mod header;
mod image;
mod image_tokens;
mod plain;
mod read;
mod record;
mod send;

pub use frame::framed;
pub use header::{ImageHeader, ImageKind, image_header, image_kind};
pub use image::{ImageSize, image_size};
pub use image_tokens::{image_tokens, image_url_tokens, most_image_tokens};
pub use plain::{MOST_TEXT_BYTES, MOST_TEXT_CHARS, Plain};
pub use read::{
    CLAIMS, Claim, Document, HEAD_BYTES, MOST_DOCUMENT_BYTES, Read, ReadFile, ReadProblem,
    claim_pdf, document_kind,
};
pub use record::{
    AttachmentContent, AttachmentKind, AttachmentRef, DRAFT, MOST_ATTACHED, MOST_IMAGE_BYTES,
    StoredAttachment, attachment_tokens, attachments_of_messages, attachments_that_travel,
    tokens_of_all,
};
pub(crate) use send::with_names;
pub use send::{ImagesWanted, as_shown, held_ids, put_in};
