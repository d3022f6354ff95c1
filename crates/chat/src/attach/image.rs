//! How large an image is sent.
//!
//! Models read images in different sizes (see [`image_tokens`](super::image_tokens)), and which model will be asked is not known when
//! an image is attached: it goes with every turn from then on, whoever is asked. So one size has to do for all of them. It is the
//! largest that OpenAI's models of patches read, 1,536 patches of 32 by 32: a page of A4 is 1,055 by 1,491 pixels, on which small print
//! can be read. That is more than Claude reads before its version 4.7, and never less than the tiles of GPT-4o, whose largest
//! image, 2,048 by 768, has just as many pixels. Gemini would read up to four times as many, but what is sent anew with each turn should
//! be moderate.

/// A size in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImageSize {
    /// Across.
    pub width: u32,
    /// Down.
    pub height: u32,
}

/// The longest side, in pixels.
pub(super) const LONGEST: f64 = 2_048.0;
/// The most pixels.
const PIXELS: f64 = 1_536.0 * 32.0 * 32.0;

/// The size at which an image of this size is sent. None where there is nothing to see.
pub fn image_size(width: u32, height: u32) -> Option<ImageSize> {
    if width == 0 || height == 0 {
        return None;
    }
    let (across, down) = (f64::from(width), f64::from(height));
    let scale = (LONGEST / across.max(down))
        .min((PIXELS / (across * down)).sqrt())
        .min(1.0);
    let scaled = |side: f64| ((side * scale).round() as u32).max(1);
    Some(ImageSize {
        width: scaled(across),
        height: scaled(down),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sizes_that_are_sent() {
        for (width, height, size) in [
            (1, 1, (1, 1)),
            (1_024, 1_024, (1_024, 1_024)),
            (2_048, 768, (2_048, 768)),
            (2_048, 4_096, (887, 1_774)),
            (4_032, 3_024, (1_448, 1_086)),
            // A page of A4 at 300 dots an inch.
            (2_480, 3_508, (1_054, 1_492)),
            (8_000, 10, (2_048, 3)),
            (100_000, 1, (2_048, 1)),
        ] {
            let made = image_size(width, height).map(|size| (size.width, size.height));
            assert_eq!(made, Some(size), "{width}×{height}");
        }
        assert_eq!((image_size(0, 10), image_size(10, 0)), (None, None));
    }

    proptest! {
        #[test]
        fn never_larger_and_never_nothing(width in 1_u32.., height in 1_u32..) {
            let size = image_size(width, height).unwrap();
            prop_assert!(size.width >= 1 && size.height >= 1);
            prop_assert!(size.width <= width && size.height <= height);
            prop_assert!(size.width.max(size.height) <= 2_048);
            // Rounded to whole pixels.
            let pixels = f64::from(size.width) * f64::from(size.height);
            prop_assert!(pixels <= PIXELS + 2_048.0);
        }

        #[test]
        fn no_model_of_tiles_loses_by_it(width in 1_u32..20_000, height in 1_u32..20_000) {
            let (across, down) = (f64::from(width), f64::from(height));
            let read = (LONGEST / across.max(down)).min(768.0 / across.min(down)).min(1.0);
            let size = image_size(width, height).unwrap();
            prop_assert!(f64::from(size.width) >= (across * read).floor().max(1.0));
            prop_assert!(f64::from(size.height) >= (down * read).floor().max(1.0));
        }
    }
}
