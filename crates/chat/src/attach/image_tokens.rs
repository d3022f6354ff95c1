//! What an image counts for, by who is asked.
//!
//! Providers reckon by rules of their own, and none tells the count before it is billed: what is shown is always marked as an
//! estimate. Whatever is not in the table is reckoned like GPT-4o, whose rule most servers took over.

use super::header::image_header;
use super::image::LONGEST;

/// How a family of models counts an image.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Rule {
    /// Made to fit a square of 2,048, then its short side to fit 768; each tile of 512 counts, and the whole once.
    Tiles { base: u64, tile: u64 },
    /// Patches of 32 by 32, made to be no more than 1,536; each counts for so many hundredths of a token.
    Patches { hundredths: u64 },
    /// A token for 750 pixels, made to fit the longest side and the most tokens.
    Pixels { longest: f64, most: u64 },
    /// 258 for an image of at most 384 by 384, and for each tile of a larger one.
    Crops,
    /// The same for all.
    Flat(u64),
}

const GPT_4O: Rule = Rule::Tiles {
    base: 85,
    tile: 170,
};
const O: Rule = Rule::Tiles {
    base: 75,
    tile: 150,
};
const GPT_5: Rule = Rule::Tiles {
    base: 70,
    tile: 140,
};
const MINI: Rule = Rule::Patches { hundredths: 162 };
const NANO: Rule = Rule::Patches { hundredths: 246 };
const CLAUDE: Rule = Rule::Pixels {
    longest: 1_568.0,
    most: 1_600,
};
const CLAUDE_LARGE: Rule = Rule::Pixels {
    longest: 2_576.0,
    most: 4_784,
};

/// OpenAI, `detail: high`: platform.openai.com/docs/guides/images-vision ("Calculating costs"); of GPT-5.2 what is billed,
/// community.openai.com/t/1372291. Claude: platform.claude.com/docs/en/build-with-claude/vision. Gemini:
/// ai.google.dev/gemini-api/docs/image-understanding ("Token calculation"), and of Gemini 3 its default in
/// ai.google.dev/gemini-api/docs/media-resolution.
#[rustfmt::skip]
static RULES: [(&str, Rule); 27] = [
    ("gpt-4o", GPT_4O),
    ("chatgpt-4o", GPT_4O),
    ("gpt-4o-mini", Rule::Tiles { base: 2_833, tile: 5_667 }),
    ("gpt-4.1", GPT_4O),
    ("gpt-4.1-mini", MINI),
    ("gpt-4.1-nano", NANO),
    ("gpt-4.5", GPT_4O),
    ("o1", O),
    ("o1-pro", O),
    ("o3", O),
    ("o3-pro", O),
    ("o4-mini", Rule::Patches { hundredths: 172 }),
    ("gpt-5", GPT_5),
    ("gpt-5-chat", GPT_5),
    ("gpt-5-mini", MINI),
    ("gpt-5-nano", NANO),
    ("gpt-5.1", GPT_5),
    ("gpt-5.2", Rule::Patches { hundredths: 120 }),
    ("computer-use-preview", Rule::Tiles { base: 65, tile: 129 }),
    ("claude", CLAUDE),
    ("claude-opus-4-7", CLAUDE_LARGE),
    ("claude-opus-4.7", CLAUDE_LARGE),
    ("claude-sonnet-4-7", CLAUDE_LARGE),
    ("claude-sonnet-4.7", CLAUDE_LARGE),
    ("gemini", Rule::Crops),
    ("gemini-3", Rule::Flat(1_120)),
    ("gemini-3.1", Rule::Flat(1_120)),
];

/// What an image of this size counts for, about, for this model. A family also covers its dated versions
/// (`gpt-4o-mini-2024-07-18`), wherever they are had (`openai/gpt-4o`, `us.anthropic.claude-…`). Nothing where there is nothing to see.
pub fn image_tokens(model: &str, width: u32, height: u32) -> u64 {
    if width == 0 || height == 0 {
        return 0;
    }
    rule_of(model).tokens(f64::from(width), f64::from(height))
}

/// The most that an image counts for, about, for this model: for one whose size is not known.
pub fn most_image_tokens(model: &str) -> u64 {
    match rule_of(model) {
        Rule::Tiles { base, tile } => base + 8 * tile,
        Rule::Patches { hundredths } => (PATCHES * hundredths).div_ceil(100),
        Rule::Pixels { most, .. } => most,
        Rule::Crops => CROPS * CROP_TOKENS,
        Rule::Flat(tokens) => tokens,
    }
}

/// The same for an image as it is sent: by its own header where that can be read, else the most it may be.
pub fn image_url_tokens(model: &str, url: &str) -> u64 {
    let data = url
        .strip_prefix("data:")
        .and_then(|rest| rest.split_once(";base64,"));
    let header = data.and_then(|(_, data)| image_header(&beginning(data)));
    header.map_or_else(
        || most_image_tokens(model),
        // One that is turned as its EXIF says counts the same, or nearly.
        |header| image_tokens(model, header.width, header.height),
    )
}

/// The rule of the longest family that the name has in it as a word of its own: `gpt-5` is not in `gpt-5.4`.
fn rule_of(model: &str) -> Rule {
    let name = model.to_ascii_lowercase();
    let has = |family: &str| {
        let inside = |c: char| c.is_ascii_alphanumeric() || c == '.';
        name.match_indices(family).any(|(at, _)| {
            let before = name.get(..at).unwrap_or_default();
            let after = name.get(at + family.len()..).unwrap_or_default();
            !before.ends_with(|c: char| c.is_ascii_alphanumeric()) && !after.starts_with(inside)
        })
    };
    let fit = RULES.iter().filter(|(family, _)| has(family));
    fit.max_by_key(|(family, _)| family.len())
        .map_or(GPT_4O, |(_, rule)| *rule)
}

const SHORTEST: f64 = 768.0;
const TILE: f64 = 512.0;
const PATCH: f64 = 32.0;
const PATCHES: u64 = 1_536;
const PIXELS_A_TOKEN: f64 = 750.0;
/// The largest image that is one crop.
const ONE_CROP: f64 = 384.0;
/// Four by four of the largest.
const CROPS: u64 = 16;
const CROP_TOKENS: u64 = 258;

impl Rule {
    fn tokens(self, width: f64, height: f64) -> u64 {
        match self {
            Rule::Tiles { base, tile } => {
                let scale = (LONGEST / width.max(height))
                    .min(SHORTEST / width.min(height))
                    .min(1.0);
                let tiles = |side: f64| ((side * scale).round().max(1.0) / TILE).ceil() as u64;
                base + tile * tiles(width) * tiles(height)
            }
            Rule::Patches { hundredths } => (patches(width, height) * hundredths).div_ceil(100),
            Rule::Pixels { longest, most } => {
                let scale = (longest / width.max(height)).min(1.0);
                let pixels = width * scale * (height * scale);
                ((pixels / PIXELS_A_TOKEN).ceil() as u64).clamp(1, most)
            }
            Rule::Crops if width.max(height) <= ONE_CROP => CROP_TOKENS,
            Rule::Crops => {
                let crop = (width.min(height) / 1.5).floor().clamp(256.0, 768.0);
                let crops = (width / crop).ceil() * (height / crop).ceil();
                CROP_TOKENS * (crops as u64).min(CROPS)
            }
            Rule::Flat(tokens) => tokens,
        }
    }
}

/// Patches that cover an image, made smaller where they would be too many: to whole patches along one side, so that they are not.
fn patches(width: f64, height: f64) -> u64 {
    // What is whole but for the machine's rounding is whole.
    let along = |side: f64| ((side / PATCH - 1e-6).ceil() as u64).max(1);
    let all = along(width).saturating_mul(along(height));
    if all <= PATCHES {
        return all;
    }
    let scale = (PATCHES as f64 * PATCH * PATCH / (width * height)).sqrt();
    let whole = |side: f64| {
        let patches = side * scale / PATCH;
        (patches + 1e-6).floor() / patches
    };
    let scale = scale * whole(width).min(whole(height));
    (along(width * scale) * along(height * scale)).min(PATCHES)
}

/// The bytes that a Base64 text begins with: as many as have the header of any image that a browser made. What is none ends them.
fn beginning(data: &str) -> Vec<u8> {
    const MOST: usize = 1 << 17;
    let mut bytes = Vec::new();
    let (mut bits, mut held) = (0_u32, 0_u32);
    for byte in data.bytes().take(MOST) {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => break,
        };
        bits = (bits << 6 | u32::from(six)) & 0xffff;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held & 0xff) as u8);
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn as_the_guides_reckon() {
        for (model, width, height, tokens) in [
            // The two examples of OpenAI's guide, and the edges.
            ("gpt-4o", 1_024, 1_024, 765),
            ("gpt-4o", 2_048, 4_096, 1_105),
            ("gpt-4o", 512, 512, 255),
            ("gpt-4o", 513, 512, 425),
            ("gpt-4o", 1, 1, 255),
            ("gpt-4o", 8_000, 10, 765),
            ("gpt-4o", 0, 10, 0),
            // What is sent of those counts as they do.
            ("gpt-4o", 887, 1_774, 1_105),
            ("gpt-4o", 1_448, 1_086, 765),
            ("gpt-4.1", 1_024, 1_024, 765),
            ("gpt-4o-mini", 1_024, 1_024, 25_501),
            ("o1", 1_024, 1_024, 675),
            ("gpt-5", 1_024, 1_024, 630),
            // The guide's patches: 1,024 and 1,452 of them.
            ("gpt-4.1-mini", 1_024, 1_024, 1_659),
            ("gpt-4.1-mini", 1_800, 2_400, 2_353),
            ("gpt-4.1-nano", 1_800, 2_400, 3_572),
            ("o4-mini", 1_024, 1_024, 1_762),
            ("gpt-5-mini", 32, 33, 4),
            ("gpt-5.2", 1_024, 1_024, 1_229),
            // Claude's guide: 1,092 by 1,092 is about 1,590.
            ("claude-sonnet-4-5", 1_092, 1_092, 1_590),
            ("claude-sonnet-4-5", 200, 200, 54),
            ("claude-sonnet-4-5", 4_000, 3_000, 1_600),
            ("claude-sonnet-4-5", 3_136, 100, 105),
            ("claude-opus-4-7", 1_448, 1_086, 2_097),
            // Gemini's: 960 by 540 is six crops of 360.
            ("gemini-2.5-flash", 384, 384, 258),
            ("gemini-2.5-flash", 385, 384, 4 * 258),
            ("gemini-2.5-flash", 960, 540, 6 * 258),
            ("gemini-2.5-flash", 1_448, 1_086, 4 * 258),
            ("gemini-2.5-flash", 9_000, 9_000, 16 * 258),
            ("gemini-3-pro-preview", 10, 10, 1_120),
        ] {
            let made = image_tokens(model, width, height);
            assert_eq!(made, tokens, "{model} {width}×{height}");
        }
    }

    #[test]
    fn families_by_name() {
        for (model, family) in [
            ("gpt-4o-2024-08-06", "gpt-4o"),
            ("openai/gpt-4o-mini-2024-07-18", "gpt-4o-mini"),
            ("ft:gpt-4o-mini-2024-07-18:mine::1", "gpt-4o-mini"),
            ("GPT-4.1-Mini", "gpt-4.1-mini"),
            ("gpt-4.1-2025-04-14", "gpt-4.1"),
            ("o1-pro-2025-03-19", "o1"),
            ("o3", "o3"),
            ("gpt-5-chat-latest", "gpt-5"),
            ("openai/gpt-5-nano:free", "gpt-5-nano"),
            ("us.anthropic.claude-3-5-sonnet-20241022-v2:0", "claude"),
            ("anthropic/claude-opus-4.7", "claude-opus-4-7"),
            ("models/gemini-2.5-flash", "gemini"),
            // Not gpt-5, not o1: nothing that is known.
            ("gpt-5.4", "other"),
            ("llama-pro1", "other"),
            ("gpt-4o1", "other"),
            ("", "other"),
        ] {
            assert_eq!(rule_of(model), rule_of(family), "{model}");
        }
        assert_eq!(rule_of("other"), GPT_4O);
        // Each family is found by its own name.
        for (family, rule) in RULES {
            assert_eq!(rule_of(family), rule, "{family}");
        }
    }

    #[test]
    fn as_it_is_sent() {
        // A PNG's header: 1,024 by 768.
        let png = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAABAAAAAMACAYAAAC6uhUN";
        assert_eq!(image_url_tokens("gpt-4o", png), 765);
        assert_eq!(image_url_tokens("gpt-4o-mini", png), 25_501);
        // Nothing to tell its size by: the most it may be.
        for url in [
            "data:image/png;base64,AAAA",
            "https://elsewhere.example/a.png",
            "data:image/png;base64,",
            "",
        ] {
            assert_eq!(image_url_tokens("gpt-4o", url), 1_445, "{url}");
            assert_eq!(image_url_tokens("gpt-4o-mini", url), 48_169, "{url}");
            assert_eq!(image_url_tokens("gpt-4.1-mini", url), 2_489, "{url}");
            assert_eq!(image_url_tokens("gemini-2.5-pro", url), 4_128, "{url}");
        }
    }

    proptest! {
        #[test]
        fn never_nothing_and_never_more_than_the_most(at in 0..RULES.len(), width in 1_u32.., height in 1_u32..) {
            let model = RULES[at].0;
            let tokens = image_tokens(model, width, height);
            prop_assert!((1..=most_image_tokens(model)).contains(&tokens), "{model}: {tokens}");
        }

        #[test]
        fn any_name_and_any_address_count_for_something(model in ".*", url in "(data:image/png;base64,)?.*") {
            prop_assert!(image_url_tokens(&model, &url) > 0);
        }
    }
}
