//! Pictures that a person gives: decoded by the browser, made small, and written into a `data:` URL.

use super::file::File;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement, Url};

/// The longest side of what is sent, in pixels: small print of a page is still read, and no model looks at more.
const LONGEST_SIDE: f64 = 2_000.0;
/// The largest file that is looked at, in bytes. To decode what is larger may take the page down.
const LARGEST_FILE: f64 = 64_000_000.0;
/// So many pixels every browser decodes ahead.
const DECODED_AHEAD: f64 = 50_000_000.0;
/// The longest PNG that is sent, in characters of its URL; a photograph is sent as JPEG.
const LONGEST_PNG: usize = 3_000_000;
/// Letters keep clean edges at it.
const JPEG_QUALITY: f64 = 0.9;

/// Why a file was not made into a picture to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureFault {
    /// It is something else.
    NoPicture,
    /// It is too large to be looked at.
    TooLarge,
    /// It is damaged, or of a kind that this browser does not know.
    Broken,
}

/// The picture in a file as a `data:` URL of a PNG or JPEG, its longest side no longer than 2,000 px.
///
/// # Errors
///
/// Where there is no picture, or it cannot be had.
pub async fn picture_url(file: &File) -> Result<String, PictureFault> {
    if !file.kind().starts_with("image/") {
        return Err(PictureFault::NoPicture);
    }
    if file.size() > LARGEST_FILE {
        return Err(PictureFault::TooLarge);
    }
    let image = decoded(file).await.ok_or(PictureFault::Broken)?;
    drawn(&image).ok_or(PictureFault::Broken)
}

/// A picture made as large as it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scaled {
    /// As a `data:` URL of a PNG or JPEG.
    pub url: String,
    /// Across, in pixels.
    pub width: u32,
    /// Down.
    pub height: u32,
}

/// The picture in a file, as large as `size` wants it for what it is. Turned as its EXIF says, which the browser does as it draws, and
/// rid of all that the file said besides: where it was taken, with what. Where something shines through it stays a PNG, else it
/// is the smaller of PNG and JPEG. No WebP: local endpoints do not read it.
///
/// # Errors
///
/// Where there is no picture, or it cannot be had.
pub async fn scaled_picture(
    file: &File,
    size: impl Fn(u32, u32) -> Option<(u32, u32)>,
) -> Result<Scaled, PictureFault> {
    if !file.kind().starts_with("image/") {
        return Err(PictureFault::NoPicture);
    }
    if file.size() > LARGEST_FILE {
        return Err(PictureFault::TooLarge);
    }
    let image = decoded(file).await.ok_or(PictureFault::Broken)?;
    let natural = (image.natural_width(), image.natural_height());
    let (width, height) = size(natural.0, natural.1).ok_or(PictureFault::Broken)?;
    let url = encoded(&image, width, height).ok_or(PictureFault::Broken)?;
    Ok(Scaled { url, width, height })
}

fn encoded(image: &HtmlImageElement, width: u32, height: u32) -> Option<String> {
    let (canvas, context) = canvas(width, height)?;
    context
        .draw_image_with_html_image_element_and_dw_and_dh(
            image,
            0.0,
            0.0,
            f64::from(width),
            f64::from(height),
        )
        .ok()?;
    let png = canvas.to_data_url_with_type("image/png").ok()?;
    let pixels = context
        .get_image_data(0.0, 0.0, f64::from(width), f64::from(height))
        .ok()?;
    let clear = pixels
        .data()
        .chunks_exact(4)
        .any(|pixel| pixel.last().is_some_and(|alpha| *alpha < 255));
    if clear {
        return png.starts_with("data:image/png").then_some(png);
    }
    let quality = JsValue::from_f64(JPEG_QUALITY);
    let jpeg = canvas
        .to_data_url_with_type_and_encoder_options("image/jpeg", &quality)
        .ok()?;
    let smaller = if jpeg.len() < png.len() { jpeg } else { png };
    // A canvas that is too large for the browser gives "data:,".
    smaller.starts_with("data:image/").then_some(smaller)
}

fn canvas(width: u32, height: u32) -> Option<(HtmlCanvasElement, CanvasRenderingContext2d)> {
    let document = web_sys::window()?.document()?;
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width);
    canvas.set_height(height);
    let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    Some((canvas, context))
}

/// Revokes the address when it is dropped: also where nobody waits for the picture any more.
struct Address(String);

impl Drop for Address {
    fn drop(&mut self) {
        let _ = Url::revoke_object_url(&self.0);
    }
}

async fn decoded(file: &File) -> Option<HtmlImageElement> {
    let address = Address(Url::create_object_url_with_blob(file.blob()).ok()?);
    let image = HtmlImageElement::new().ok()?;
    image.set_src(&address.0);
    let decoded = JsFuture::from(image.decode()).await.is_ok();
    // One of a hundred megapixels the browser does not decode ahead, but draws.
    let pixels = f64::from(image.natural_width()) * f64::from(image.natural_height());
    (decoded || (image.complete() && pixels > DECODED_AHEAD)).then_some(image)
}

fn drawn(image: &HtmlImageElement) -> Option<String> {
    let (width, height) = (
        f64::from(image.natural_width()),
        f64::from(image.natural_height()),
    );
    // A drawing (SVG) may have no size of its own.
    if width < 1.0 || height < 1.0 {
        return None;
    }
    let scale = (LONGEST_SIDE / width.max(height)).min(1.0);
    let (width, height) = (
        (width * scale).round().max(1.0),
        (height * scale).round().max(1.0),
    );
    let (canvas, context) = canvas(width as u32, height as u32)?;
    // What is transparent would be black in a JPEG, and black letters on it lost.
    context.set_fill_style_str("white");
    context.fill_rect(0.0, 0.0, width, height);
    context
        .draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, width, height)
        .ok()?;
    let png = canvas.to_data_url_with_type("image/png").ok()?;
    if png.starts_with("data:image/png") && png.len() <= LONGEST_PNG {
        return Some(png);
    }
    let quality = JsValue::from_f64(JPEG_QUALITY);
    let jpeg = canvas
        .to_data_url_with_type_and_encoder_options("image/jpeg", &quality)
        .ok()?;
    // A canvas that is too large for the browser gives "data:,".
    jpeg.starts_with("data:image/").then_some(jpeg)
}
