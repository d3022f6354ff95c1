//! How large an image is sent, and what it counts for.
//!
//! OpenAI's rule for `detail: high` (platform.openai.com/docs/guides/images-vision): the image is made to fit a square of 2,048, then
//! its short side to fit 768; each tile of 512 counts for 170 tokens, and the whole for 85. Other models count otherwise, so
//! that what is shown is always marked as an estimate.

/// A size in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImageSize {
    /// Across.
    pub width: u32,
    /// Down.
    pub height: u32,
}

const LONGEST: f64 = 2_048.0;
const SHORTEST: f64 = 768.0;
const TILE: u32 = 512;
const BASE_TOKENS: u64 = 85;
const TILE_TOKENS: u64 = 170;

/// The size at which an image of this size is sent: more pixels would be thrown away at the other end. None where there is
/// nothing to see.
pub fn image_size(width: u32, height: u32) -> Option<ImageSize> {
    if width == 0 || height == 0 {
        return None;
    }
    let (across, down) = (f64::from(width), f64::from(height));
    let scale = (LONGEST / across.max(down))
        .min(SHORTEST / across.min(down))
        .min(1.0);
    let scaled = |side: f64| ((side * scale).round() as u32).max(1);
    Some(ImageSize {
        width: scaled(across),
        height: scaled(down),
    })
}

/// What an image of this size counts for, about.
pub fn image_tokens(width: u32, height: u32) -> u64 {
    image_size(width, height).map_or(0, |size| {
        let tiles = |side: u32| u64::from(side.div_ceil(TILE));
        BASE_TOKENS + TILE_TOKENS * tiles(size.width) * tiles(size.height)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn as_the_guide_reckons() {
        // The two examples of the guide, and the edges.
        for (width, height, size, tokens) in [
            (1_024, 1_024, (768, 768), 765),
            (2_048, 4_096, (768, 1_536), 1_105),
            (512, 512, (512, 512), 255),
            (513, 512, (513, 512), 425),
            (1, 1, (1, 1), 255),
            (8_000, 10, (2_048, 3), 765),
            (3_000, 10, (2_048, 7), 765),
            (4_032, 3_024, (1_024, 768), 765),
        ] {
            let made = image_size(width, height).map(|size| (size.width, size.height));
            assert_eq!(made, Some(size), "{width}×{height}");
            assert_eq!(image_tokens(width, height), tokens, "{width}×{height}");
        }
        assert_eq!((image_size(0, 10), image_tokens(10, 0)), (None, 0));
    }

    proptest! {
        #[test]
        fn never_larger_and_never_nothing(width in 1_u32.., height in 1_u32..) {
            let size = image_size(width, height).unwrap();
            prop_assert!(size.width >= 1 && size.height >= 1);
            prop_assert!(size.width <= width && size.height <= height);
            prop_assert!(size.width.max(size.height) <= 2_048);
            prop_assert!(size.width.min(size.height) <= 768);
            prop_assert!((255..=1_445).contains(&image_tokens(width, height)));
        }
    }
}
