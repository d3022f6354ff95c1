//! The text of a picture put into the source: pasted, dropped or chosen by the person, read by the model once.

use super::wanted::Running;
use super::{App, Trouble, TroubleKind};
use crate::browser::file::{self, File};
use crate::browser::picture::{self, PictureFault};
use crate::browser::{Subscription, given};
use gate::WorkKind;
use leptos::html::Input;
use leptos::prelude::*;
use translation::asks;

/// How far the reading is.
#[derive(Clone, Debug, PartialEq)]
pub enum ImageState {
    /// Nothing is read.
    Idle,
    /// What was read is in the source.
    Done,
    /// It is being read.
    Reading,
    /// It has no text.
    Empty,
    /// The file cannot be read from.
    Refused(ImageFault),
    /// The text could not be had.
    Failed(Trouble),
}

/// Why a file cannot be read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageFault {
    /// It is no picture.
    NoImage,
    /// It is too large.
    TooLarge,
    /// It is damaged, or of a kind that this browser does not know.
    Broken,
}

/// The reading of one picture after the other. It ends with its reactive owner.
#[derive(Clone, Copy)]
pub struct ImageReading {
    /// How far it is.
    pub state: RwSignal<ImageState>,
    file: StoredValue<Option<File>, LocalStorage>,
    running: StoredValue<Option<Running>, LocalStorage>,
}

impl Default for ImageReading {
    fn default() -> ImageReading {
        ImageReading {
            state: RwSignal::new(ImageState::Idle),
            file: StoredValue::new_local(None),
            running: StoredValue::new_local(None),
        }
    }
}

impl ImageReading {
    /// Reads what is pasted or dropped, until the value is dropped.
    pub fn watch(self, app: App) -> Subscription {
        given::on_given(move |file| self.read(app, file))
    }

    /// Reads the file that was chosen in a file input.
    pub fn choose(self, app: App, input: NodeRef<Input>) {
        let chosen = input.get_untracked().and_then(|input| file::chosen(&input));
        if let Some(file) = chosen {
            self.read(app, file);
        }
    }

    /// Reads the same file again.
    pub fn again(self, app: App) {
        if let Some(file) = self.file.get_value() {
            self.read(app, file);
        }
    }

    /// Stops what is under way, and forgets the file.
    pub fn stop(self) {
        self.running.set_value(None);
        self.file.set_value(None);
        self.state.set(ImageState::Idle);
    }

    /// A file in the place of the one before.
    fn read(self, app: App, file: File) {
        self.file.set_value(Some(file.clone()));
        self.state.set(ImageState::Reading);
        self.running.set_value(Some(Running::start(async move {
            let state = app.image_into_source(&file).await;
            if state == ImageState::Done {
                self.file.try_set_value(None);
            }
            self.state.try_set(state);
        })));
    }
}

impl App {
    async fn image_into_source(self, file: &File) -> ImageState {
        let url = match picture::picture_url(file).await {
            Ok(url) if asks::image_fits(&url) => url,
            Ok(_) | Err(PictureFault::TooLarge) => {
                return ImageState::Refused(ImageFault::TooLarge);
            }
            Err(PictureFault::NoPicture) => return ImageState::Refused(ImageFault::NoImage),
            Err(PictureFault::Broken) => return ImageState::Refused(ImageFault::Broken),
        };
        if !self.ready_for_question() {
            return ImageState::Failed(Trouble::new(TroubleKind::NoKey, self.endpoint.preset()));
        }
        let settings = self.ask_settings();
        let wanted = asks::image_text(&settings.settings(), &url);
        let answer = match self.want(wanted, WorkKind::Translate).await {
            Ok(answer) => answer,
            Err(trouble) => return ImageState::Failed(trouble),
        };
        match asks::read_image_text(&answer.text) {
            Ok(lines) if lines.is_empty() => ImageState::Empty,
            Ok(lines) => {
                self.put_into_source(asks::image_layout(&lines));
                ImageState::Done
            }
            Err(_) => ImageState::Failed(self.not_understood(&answer)),
        }
    }

    /// Another text in the source. What stood there can be brought back.
    fn put_into_source(self, text: String) {
        self.translate_stop();
        self.keep_edit();
        self.put_aside_unless_kept(true);
        self.fill_source(text);
    }
}
