//! Recording what is said. The microphone is asked for when a recording begins, and its tracks are ended with it, so that the
//! browser's own sign of it goes too.

use super::file::File;
use super::slot::{Slot, slot};
use super::subscription::listen;
use super::{Subscription, js};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobEvent, BlobPropertyBag, MediaRecorder, MediaStream, MediaStreamConstraints,
    MediaStreamTrack,
};

/// Why nothing is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MicrophoneFault {
    /// This browser cannot, or not on a page like this (plain http).
    Unsupported,
    /// The person or a policy does not allow it.
    Refused,
    /// There is none.
    Missing,
    /// It cannot be had now.
    Busy,
}

/// A recording under way. Dropping it throws it away and ends its use of the microphone.
pub struct Recording {
    recorder: MediaRecorder,
    pieces: Rc<RefCell<Vec<Blob>>>,
    ended: Slot<()>,
    _heard: [Subscription; 2],
    _microphone: Microphone,
}

struct Microphone(MediaStream);

impl Drop for Microphone {
    fn drop(&mut self) {
        for track in self.0.get_tracks().iter() {
            track.unchecked_into::<MediaStreamTrack>().stop();
        }
    }
}

/// Asks for the microphone and begins to record.
///
/// # Errors
///
/// See [`MicrophoneFault`].
pub async fn record() -> Result<Recording, MicrophoneFault> {
    let microphone = microphone().await?;
    let unsupported = |_| MicrophoneFault::Unsupported;
    let recorder = MediaRecorder::new_with_media_stream(&microphone.0).map_err(unsupported)?;
    let pieces = Rc::new(RefCell::new(Vec::new()));
    let into = Rc::clone(&pieces);
    let came = listen(&recorder, "dataavailable", move |event| {
        let piece = event.dyn_ref().and_then(BlobEvent::data);
        into.borrow_mut().extend(piece);
    });
    let (filler, ended) = slot();
    let over = listen(&recorder, "stop", move |_| filler.fill(()));
    recorder.start().map_err(unsupported)?;
    Ok(Recording {
        recorder,
        pieces,
        ended,
        _heard: [came, over],
        _microphone: microphone,
    })
}

impl Recording {
    /// Ends it, and gives what was recorded; none where that is nothing.
    pub async fn finish(self) -> Option<File> {
        // It may have ended by itself, with the microphone unplugged.
        if js::get(&self.recorder, "state").as_string().as_deref() != Some("inactive") {
            self.recorder.stop().ok()?;
        }
        self.ended.await;
        let parts = js_sys::Array::new();
        for piece in self.pieces.borrow().iter() {
            parts.push(piece);
        }
        let options = BlobPropertyBag::new();
        options.set_type(&self.recorder.mime_type());
        let whole = Blob::new_with_blob_sequence_and_options(&parts, &options).ok()?;
        (whole.size() > 0.0)
            .then(|| File::of(whole.into()))
            .flatten()
    }
}

/// Endpoints tell the format by the name of the file.
pub fn name_of(recording: &File) -> &'static str {
    let kind = recording.kind();
    let known = [
        ("mp4", "speech.mp4"),
        ("ogg", "speech.ogg"),
        ("wav", "speech.wav"),
    ];
    known
        .into_iter()
        .find(|(part, _)| kind.contains(part))
        .map_or("speech.webm", |(_, name)| name)
}

async fn microphone() -> Result<Microphone, MicrophoneFault> {
    let navigator = web_sys::window()
        .ok_or(MicrophoneFault::Unsupported)?
        .navigator();
    // Absent on plain http pages.
    let devices = js::get(&navigator, "mediaDevices");
    let devices: web_sys::MediaDevices = devices
        .dyn_into()
        .map_err(|_| MicrophoneFault::Unsupported)?;
    let wish = MediaStreamConstraints::new();
    wish.set_audio(&JsValue::TRUE);
    let asked = devices
        .get_user_media_with_constraints(&wish)
        .map_err(fault)?;
    // On its own: where nobody waits any more when the person allows it, the microphone is let go at once.
    let (filler, given) = slot();
    wasm_bindgen_futures::spawn_local(async move {
        let stream = JsFuture::from(asked).await;
        filler.fill(stream.map(|stream| Microphone(stream.unchecked_into())));
    });
    given.await.map_err(fault)
}

fn fault(error: JsValue) -> MicrophoneFault {
    match js::get(&error, "name").as_string().as_deref() {
        Some("NotAllowedError" | "SecurityError") => MicrophoneFault::Refused,
        Some("NotFoundError" | "OverconstrainedError") => MicrophoneFault::Missing,
        Some("NotReadableError" | "AbortError") => MicrophoneFault::Busy,
        _ => MicrophoneFault::Unsupported,
    }
}
