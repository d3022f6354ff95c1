//! Other ways than typing to fill the source: a picture that is read. Fetched with the first sign of a person: see
//! `crate::ui::lazy`.

mod image;

use crate::state::ImageReading;
use image::{ImageButton, ImageTold};
use leptos::prelude::*;

/// The buttons in the source's foot, and below them how far it is.
#[component]
pub fn SourceTools() -> impl IntoView {
    let reading = ImageReading::default();
    view! {
        <span class="tools">
            <ImageButton reading=reading/>
        </span>
        <div class="given">
            <ImageTold reading=reading/>
        </div>
    }
}
