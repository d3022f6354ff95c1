//! An image of a history, made into one that goes with a message: as those that are attached are (`src/browser/picture.rs`), drawn
//! anew by the browser, as large as it is sent, without what its file said besides (where it was taken, with what). So
//! what is stored is an image, whatever was in the file.

use chat::{ImageKind, ImageSize, image_size};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, ImageBitmap, ImageEncodeOptions, OffscreenCanvas,
    OffscreenCanvasRenderingContext2d,
};

use super::scope;

/// Letters keep clean edges at it.
const JPEG_QUALITY: f64 = 0.9;

/// An image as it is stored.
pub struct Drawn {
    /// A PNG or JPEG. It is not in the wasm's memory, and may be on the disk.
    pub blob: Blob,
    /// In pixels.
    pub size: ImageSize,
}

/// Draws it; none where the browser cannot decode it.
pub async fn drawn(bytes: &[u8], kind: ImageKind) -> Option<Drawn> {
    let bitmap = decoded(bytes, kind).await.ok()?;
    let drawn = encoded(&bitmap, kind).await;
    // What it takes is many times the file: it does not wait to be collected.
    bitmap.close();
    drawn.ok().flatten()
}

async fn decoded(bytes: &[u8], kind: ImageKind) -> Result<ImageBitmap, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind.mime());
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let decoded = scope().create_image_bitmap_with_blob(&blob)?;
    JsFuture::from(decoded).await?.dyn_into()
}

async fn encoded(image: &ImageBitmap, kind: ImageKind) -> Result<Option<Drawn>, JsValue> {
    let Some(size) = image_size(image.width(), image.height()) else {
        return Ok(None);
    };
    let canvas = OffscreenCanvas::new(size.width, size.height)?;
    let Some(context) = canvas.get_context("2d")? else {
        return Ok(None);
    };
    let context: OffscreenCanvasRenderingContext2d = context.dyn_into()?;
    let (width, height) = (f64::from(size.width), f64::from(size.height));
    context.draw_image_with_image_bitmap_and_dw_and_dh(image, 0.0, 0.0, width, height)?;
    let blob = match kind {
        // Nothing shines through a photograph, and as a PNG it would be larger.
        ImageKind::Jpeg => as_kind(&canvas, ImageKind::Jpeg).await?,
        _ if is_clear(&context, size)? => as_kind(&canvas, ImageKind::Png).await?,
        _ => {
            let png = as_kind(&canvas, ImageKind::Png).await?;
            let jpeg = as_kind(&canvas, ImageKind::Jpeg).await?;
            if jpeg.size() < png.size() { jpeg } else { png }
        }
    };
    Ok((blob.size() > 0.0).then_some(Drawn { blob, size }))
}

/// Whether something shines through it.
fn is_clear(context: &OffscreenCanvasRenderingContext2d, size: ImageSize) -> Result<bool, JsValue> {
    let (width, height) = (f64::from(size.width), f64::from(size.height));
    let pixels = context.get_image_data(0.0, 0.0, width, height)?;
    let pixels = pixels.data();
    let mut alphas = pixels.chunks_exact(4).filter_map(|pixel| pixel.last());
    Ok(alphas.any(|alpha| *alpha < 255))
}

async fn as_kind(canvas: &OffscreenCanvas, kind: ImageKind) -> Result<Blob, JsValue> {
    let options = ImageEncodeOptions::new();
    options.set_type(kind.mime());
    options.set_quality(JPEG_QUALITY);
    let made = canvas.convert_to_blob_with_options(&options)?;
    JsFuture::from(made).await?.dyn_into()
}
