//! What an image is and how large, by its first bytes: whatever a name or a MIME type says of it.
//!
//! PNG: W3C PNG, 5.2 and 11.2.1 (IHDR). JPEG: ITU-T T.81, B.2.2 (frame header). GIF: GIF89a, 17 and 18. WebP: RFC 9649, 2.5 to 2.7
//! (lossy, its key frame as RFC 6386, 9.1; lossless; extended).

/// The kinds of images that every browser shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageKind {
    /// PNG, animated or not.
    Png,
    /// JPEG.
    Jpeg,
    /// GIF.
    Gif,
    /// WebP.
    Webp,
}

impl ImageKind {
    /// Its MIME type.
    pub fn mime(self) -> &'static str {
        match self {
            ImageKind::Png => "image/png",
            ImageKind::Jpeg => "image/jpeg",
            ImageKind::Gif => "image/gif",
            ImageKind::Webp => "image/webp",
        }
    }
}

/// What an image says of itself at its beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImageHeader {
    /// What it is.
    pub kind: ImageKind,
    /// Across, in pixels, before it is turned as its EXIF may say. Never 0.
    pub width: u32,
    /// Down. Never 0.
    pub height: u32,
}

/// The header of an image of a kind that is known; none where it is anything else, or has nothing to see. Of a JPEG as much is
/// needed as stands before its frame: a large preview in it may come first.
pub fn image_header(bytes: &[u8]) -> Option<ImageHeader> {
    let (kind, size) = match image_kind(bytes)? {
        ImageKind::Png => (ImageKind::Png, png(bytes)),
        ImageKind::Jpeg => (ImageKind::Jpeg, jpeg(bytes)),
        ImageKind::Gif => (ImageKind::Gif, gif(bytes)),
        ImageKind::Webp => (ImageKind::Webp, webp(bytes)),
    };
    let (width, height) = size?;
    (width > 0 && height > 0).then_some(ImageHeader {
        kind,
        width,
        height,
    })
}

/// Which kind it begins like: 12 bytes tell.
pub fn image_kind(bytes: &[u8]) -> Option<ImageKind> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some(ImageKind::Png)
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        Some(ImageKind::Jpeg)
    } else if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
        Some(ImageKind::Gif)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Some(ImageKind::Webp)
    } else {
        None
    }
}

type Size = Option<(u32, u32)>;

fn png(bytes: &[u8]) -> Size {
    if bytes.get(12..16)? != b"IHDR" {
        return None;
    }
    let side = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    Some((side(16)?, side(20)?))
}

fn gif(bytes: &[u8]) -> Size {
    Some((little(bytes, 6, 2)?, little(bytes, 8, 2)?))
}

fn jpeg(bytes: &[u8]) -> Size {
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xff {
            return None;
        }
        let marker = *bytes.get(at + 1)?;
        at += match marker {
            // Filled up before the marker itself.
            0xff => 1,
            // Those that stand alone.
            0x01 | 0xd0..=0xd8 => 2,
            // A frame: length, precision, lines, samples a line.
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                return Some((big(bytes, at + 7)?, big(bytes, at + 5)?));
            }
            // The scan or the end, without a frame before it.
            0xd9 | 0xda => return None,
            _ => 2 + (big(bytes, at + 2)?.max(2) as usize),
        };
    }
}

fn webp(bytes: &[u8]) -> Size {
    match bytes.get(12..16)? {
        b"VP8X" => Some((little(bytes, 24, 3)? + 1, little(bytes, 27, 3)? + 1)),
        b"VP8L" if *bytes.get(20)? == 0x2f => {
            let bits = little(bytes, 21, 4)?;
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        b"VP8 " if bytes.get(23..26)? == b"\x9d\x01\x2a" => {
            let side = |at| Some(little(bytes, at, 2)? & 0x3fff);
            Some((side(26)?, side(28)?))
        }
        _ => None,
    }
}

/// A number of two bytes, the greater first.
fn big(bytes: &[u8], at: usize) -> Option<u32> {
    let two = bytes.get(at..at + 2)?;
    Some(u32::from(two[0]) << 8 | u32::from(two[1]))
}

/// A number of at most four bytes, the lesser first.
fn little(bytes: &[u8], at: usize, len: usize) -> Option<u32> {
    let bytes = bytes.get(at..at + len)?.iter().rev();
    Some(bytes.fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use ImageKind::*;
    use proptest::prelude::*;

    fn bytes(parts: &[&[u8]]) -> Vec<u8> {
        parts.concat()
    }

    /// The beginnings of images of 258 × 3 pixels.
    fn begun() -> Vec<(ImageKind, Vec<u8>)> {
        let riff = b"RIFF\x40\0\0\0WEBP".as_slice();
        let exif = bytes(&[b"\xff\xe1\0\x08", b"Exif\0\0"]);
        let tables = b"\xff\xc4\0\x03\0\xff\xff\xdb\0\x03\0";
        vec![
            (
                Png,
                bytes(&[
                    b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR",
                    b"\0\0\x01\x02\0\0\0\x03\x08\x06",
                ]),
            ),
            (
                Jpeg,
                bytes(&[
                    b"\xff\xd8",
                    &exif,
                    tables,
                    b"\xff\xc2\0\x11\x08\0\x03\x01\x02\x03",
                ]),
            ),
            (Gif, b"GIF89a\x02\x01\x03\0\xf7".to_vec()),
            (Gif, b"GIF87a\x02\x01\x03\0\xf7".to_vec()),
            (
                Webp,
                bytes(&[
                    riff,
                    b"VP8 \x30\0\0\0\x10\0\0\x9d\x01\x2a",
                    b"\x02\x41\x03\0\0",
                ]),
            ),
            // Width less one in 14 bits, then height less one in 14.
            (
                Webp,
                bytes(&[riff, b"VP8L\x30\0\0\0\x2f", b"\x01\x81\0\0\0"]),
            ),
            (
                Webp,
                bytes(&[riff, b"VP8X\x0a\0\0\0\x10\0\0\0", b"\x01\x01\0\x02\0\0"]),
            ),
        ]
    }

    #[test]
    fn kind_and_size_are_read_from_the_beginning() {
        for (kind, image) in begun() {
            let header = image_header(&image).map(|it| (it.kind, it.width, it.height));
            assert_eq!(header, Some((kind, 258, 3)), "{image:x?}");
        }
    }

    #[test]
    fn what_is_no_image_has_no_header() {
        for other in [
            b"".as_slice(),
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            b"<?xml version=\"1.0\"?><svg/>",
            b"%PDF-1.7",
            b"BM\x3a\0\0\0\0\0\0\0",
            b"\0\0\0\x18ftypheic",
            b"RIFF\x40\0\0\0WAVEfmt ",
            b"\xff\xd8\xff\xd9",
            b"GIF89a\0\0\x03\0",
            b"\x89PNG\r\n\x1a\n\0\0\0\x0dIDAT\0\0\x01\x02\0\0\0\x03",
        ] {
            assert_eq!(image_header(other), None, "{other:x?}");
        }
    }

    /// Cut off anywhere there is no header, and never a panic.
    #[test]
    fn half_a_header_is_none() {
        for (_, image) in begun() {
            let needed = (0..=image.len()).find(|len| image_header(&image[..*len]).is_some());
            let needed = needed.unwrap();
            for len in 0..needed {
                assert_eq!(image_header(&image[..len]), None);
            }
        }
    }

    proptest! {
        /// A JPEG of markers without end is walked once, and anything at all is no panic.
        #[test]
        fn any_bytes_are_no_panic(which in 0_usize..7, at in 0_usize..30, more in prop::collection::vec(any::<u8>(), 0..60)) {
            let mut image = begun().swap_remove(which).1;
            let at = at.min(image.len());
            image.truncate(at);
            image.extend(more);
            if let Some(header) = image_header(&image) {
                prop_assert!(header.width > 0 && header.height > 0);
                prop_assert_eq!(Some(header.kind), image_kind(&image));
            }
        }
    }
}
