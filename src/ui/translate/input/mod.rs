//! Other ways than typing to fill the source: a picture that is read, a voice. Fetched with the first sign of a person: see
//! `crate::ui::lazy`.

mod dictate;
mod image;

use crate::state::{Dictation, ImageReading};
use dictate::{DictateButton, DictateTold};
use image::{ImageButton, ImageTold};
use leptos::prelude::*;

/// The buttons in the source's foot, and below them how far it is.
#[component]
pub fn SourceTools() -> impl IntoView {
    let reading = ImageReading::default();
    let dictation = Dictation::default();
    view! {
        <span class="tools">
            <ImageButton reading=reading/>
            <DictateButton dictation=dictation/>
        </span>
        <div class="given">
            <ImageTold reading=reading/>
            <DictateTold dictation=dictation/>
        </div>
    }
}
