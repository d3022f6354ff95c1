//! Other ways than typing to fill the source: a picture that is read, a voice. Fetched with the first sign of a person: see
//! `crate::ui::lazy`.

pub(in crate::ui) mod dictate;
mod image;
mod listen;

use crate::state::{Dictation, DictationInto, ImageReading, Listening};
use crate::ui::parts::text::words;
use crate::ui::shortcuts::host::ShortcutsHost;
use dictate::{DictateButton, DictateTold};
use image::{ImageButton, ImageTold};
use leptos::prelude::*;
use listen::{SourceListen, SourceListenTold};

/// The buttons in the source's foot, and below them how far it is.
#[component]
pub fn SourceTools() -> impl IntoView {
    let reading = ImageReading::default();
    let dictation = Dictation::new(DictationInto::Source);
    let listening = RwSignal::new(Listening::Silent);
    view! {
        <ShortcutsHost/>
        <span class="tools">
            <ImageButton reading=reading/>
            <DictateButton dictation=dictation testid="tr-dictate" label=words!(input.dictate)/>
            <SourceListen listening=listening/>
        </span>
        <div class="given">
            <ImageTold reading=reading/>
            <DictateTold dictation=dictation testid="tr-dictate" field="tr-source"/>
            <SourceListenTold listening=listening/>
        </div>
    }
}
