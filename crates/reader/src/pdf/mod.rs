//! The text of a PDF.
//!
//! hayro interprets each page and says where it would draw which letter; [`Lines`] puts lines and words together from that. In the
//! order in which the file draws, which is the order of reading in most: to find columns would be to guess.

mod bidi;
mod lines;
mod row;

use chat::{AttachmentKind, MOST_DOCUMENT_BYTES, MOST_TEXT_CHARS, Read, ReadFile, ReadProblem};
use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Vec2};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, interpret_page,
};
use lines::{Lines, Placed};

/// More pages than any book that a model reads.
const MOST_PAGES: usize = 5_000;

/// Reads PDF files.
#[derive(Clone, Copy, Debug)]
pub struct Pdf;

impl ReadFile for Pdf {
    fn claims(&self, name: &str, mime: &str, head: &[u8]) -> Option<AttachmentKind> {
        chat::claim_pdf(name, mime, head)
    }

    fn read(&self, bytes: &[u8]) -> Result<Read, ReadProblem> {
        if bytes.len() as u64 > MOST_DOCUMENT_BYTES {
            return Err(ReadProblem::TooLarge);
        }
        let pdf = hayro_interpret::hayro_syntax::Pdf::new(bytes.to_vec()).map_err(problem)?;
        let pages = pdf.pages();
        if pages.is_empty() {
            return Err(ReadProblem::Broken);
        }
        if pages.len() > MOST_PAGES {
            return Err(ReadProblem::TooLong);
        }
        let cache = InterpreterCache::new();
        let mut read = Read {
            pages: u32::try_from(pages.len()).ok(),
            ..Read::default()
        };
        let mut letters = 0;
        for (at, page) in pages.iter().enumerate() {
            let mut context = Context::new(
                Affine::IDENTITY,
                // Nothing is drawn: how large the page is does not matter.
                Rect::new(0.0, 0.0, 1.0, 1.0),
                &cache,
                pdf.xref(),
                InterpreterSettings::default(),
            );
            let mut letters_of_page = Letters::default();
            interpret_page(page, &mut context, &mut letters_of_page);
            let text = letters_of_page.0.finish();
            letters += text.chars().count();
            if letters > MOST_TEXT_CHARS {
                return Err(ReadProblem::TooLong);
            }
            if text.is_empty() {
                read.without_text += 1;
            }
            if pages.len() > 1 {
                read.text.push_str(&format!("[Page {}]\n", at + 1));
            }
            read.text.push_str(&text);
            read.text.push_str("\n\n");
        }
        if letters == 0 {
            return Err(ReadProblem::NoText);
        }
        read.text.truncate(read.text.trim_end().len());
        Ok(read)
    }
}

fn problem(error: LoadPdfError) -> ReadProblem {
    match error {
        LoadPdfError::Decryption(DecryptionError::InvalidEncryption) => ReadProblem::Broken,
        LoadPdfError::Decryption(_) => ReadProblem::Encrypted,
        LoadPdfError::Invalid => ReadProblem::Broken,
    }
}

/// Takes the letters and nothing else of what would be drawn.
#[derive(Default)]
struct Letters(Lines);

impl Device<'_> for Letters {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        for glyph in run.glyphs() {
            let mut small = [0; 4];
            let unicode = glyph.as_unicode();
            let text: &str = match &unicode {
                Some(BfString::Char(c)) => c.encode_utf8(&mut small),
                Some(BfString::String(text)) => text,
                None => "\u{fffd}",
            };
            let placed = props.transform * glyph.transform();
            // A glyph is drawn on a square of 1,000.
            let along = placed * Point::new(1_000.0, 0.0) - placed * Point::ZERO;
            let width = match &**glyph {
                Glyph::Outline(glyph) => glyph.advance_width(),
                Glyph::Type3(glyph) => glyph.advance_width(),
            };
            self.0.push(Placed {
                width: width.map_or(0.5, |width| f64::from(width) / 1_000.0),
                text,
                at: (placed * Point::ZERO).to_vec2(),
                along,
            });
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// Nothing but numbers that can be reckoned with.
fn is_sane(vector: Vec2) -> bool {
    vector.x.is_finite() && vector.y.is_finite()
}
