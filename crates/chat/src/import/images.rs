//! Images in their messages: where one came in, its mark goes out of the text.

use super::Attachment;
use super::parts::image_mark;
use crate::attach::AttachmentRef;
use crate::record::Message;

/// What stands between the parts of a text.
const BETWEEN: &str = "\n\n";

/// Puts images into the message that they came with, in the order given, and takes their marks out of its text. A mark that is
/// not where the attachment says stays: the text is another by now.
pub fn place_images(message: &mut Message, images: Vec<(Attachment, AttachmentRef)>) {
    let mut marks: Vec<(usize, String)> = images
        .iter()
        .map(|(image, _)| (image.at, image_mark(&image.name)))
        .collect();
    // From the end, so that the places before stay true.
    marks.sort_unstable_by(|a, b| b.cmp(a));
    marks.dedup();
    for (at, mark) in marks {
        take_out(&mut message.text, at, &mark);
    }
    let refs = images.into_iter().map(|(_, image)| image);
    message.attachments.extend(refs);
}

/// Whether a message that is here is still as this text of the file made it when its images did not come: then they may be
/// put in now. One that was changed since, or has images, is left as it is.
pub fn lacks_images(here: &Message, conversation: &str, text: &str) -> bool {
    here.attachments.is_empty() && here.conversation == conversation && here.text == text
}

/// Takes a mark out of a text, and what parts it from the rest.
fn take_out(text: &mut String, at: usize, mark: &str) {
    let Some(after) = text.get(at..).and_then(|rest| rest.strip_prefix(mark)) else {
        return;
    };
    let (mut from, mut to) = (at, at + mark.len());
    if text[..at].ends_with(BETWEEN) {
        from -= BETWEEN.len();
    } else if after.starts_with(BETWEEN) {
        to += BETWEEN.len();
    }
    text.replace_range(from..to, "");
}
