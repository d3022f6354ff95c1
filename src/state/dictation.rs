//! The source dictated: recorded after a click and never before, turned into text by the endpoint, put in at the caret.

use super::audio_models::{hearing_model, no_path};
use super::wanted::Running;
use super::{App, Task, Trouble};
use crate::browser::caret;
use crate::browser::file::File;
use crate::browser::microphone::{self, MicrophoneFault, Recording};
use crate::browser::time::{self, Timer};
use leptos::prelude::*;
use wire::Millis;

/// The source's field.
const FIELD: &str = "tr-source";
/// A button that is down for so long is held, and not clicked, in milliseconds.
const HELD: Millis = 500;
/// A click is heard so soon after the pointer was let go, in milliseconds.
const CLICK_WITHIN: Millis = 100;
/// The longest recording, in milliseconds: nobody dictates longer without a pause, but a microphone is easily forgotten.
const LONGEST: Millis = 10 * 60 * 1_000;

/// How far the dictation is.
#[derive(Clone, Debug, PartialEq)]
pub enum DictationState {
    /// Nothing is recorded.
    Idle,
    /// What was said is in the source.
    Done,
    /// The browser asks the person for the microphone.
    Asking,
    /// What is said is recorded.
    Recording,
    /// It is being turned into text.
    Sending,
    /// Nothing was said.
    Nothing,
    /// The microphone cannot be had.
    Refused(MicrophoneFault),
    /// The endpoint does not do it.
    NoPath,
    /// The text could not be had.
    Failed(Trouble),
}

/// Where the text goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DictationInto {
    /// To the caret in the source.
    Source,
    /// To the caret in the chat's composer.
    Composer,
    /// To the end of what is typed on this side of a conversation.
    Talk(usize),
}

/// A pointer on the button that began a recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pointer {
    Away,
    Down(Millis),
    Up(Millis),
}

/// One dictation after the other. It ends with its reactive owner, and the use of the microphone with it.
#[derive(Clone, Copy)]
pub struct Dictation {
    /// How far it is.
    pub state: RwSignal<DictationState>,
    into: DictationInto,
    /// The conversation that was open when it began, and when that was.
    begun: StoredValue<(Option<String>, Millis)>,
    pointer: StoredValue<Pointer>,
    recording: StoredValue<Option<(Recording, Timer)>, LocalStorage>,
    file: StoredValue<Option<File>, LocalStorage>,
    running: StoredValue<Option<Running>, LocalStorage>,
}

impl Dictation {
    /// None yet.
    pub fn new(into: DictationInto) -> Dictation {
        Dictation {
            into,
            begun: StoredValue::new((None, 0)),
            pointer: StoredValue::new(Pointer::Away),
            state: RwSignal::new(DictationState::Idle),
            recording: StoredValue::new_local(None),
            file: StoredValue::new_local(None),
            running: StoredValue::new_local(None),
        }
    }

    /// Its button was clicked, by pointer, key or otherwise: begins to record, or ends that.
    pub fn click(self, app: App) {
        match self.pointer.get_value() {
            // What is done is done with the pointer.
            Pointer::Down(_) => return,
            Pointer::Up(at) if time::now().saturating_sub(at) < CLICK_WITHIN => return,
            Pointer::Up(_) | Pointer::Away => {}
        }
        match self.state.get_untracked() {
            DictationState::Recording => self.finish(app),
            DictationState::Asking | DictationState::Sending => {}
            _ => self.begin(app),
        }
    }

    /// A pointer went down on its button. It is not known yet whether it will be a click.
    pub fn press(self, app: App) {
        self.pointer.set_value(Pointer::Away);
        let under_way = matches!(
            self.state.get_untracked(),
            DictationState::Asking | DictationState::Recording | DictationState::Sending
        );
        if !under_way {
            self.pointer.set_value(Pointer::Down(time::now()));
            self.begin(app);
        }
    }

    /// The pointer was let go, wherever it is now. Where it had been held, what was said meanwhile is all.
    pub fn release(self, app: App) {
        if let Some(Pointer::Down(at)) = self.pointer.try_get_value() {
            let now = time::now();
            self.pointer.set_value(Pointer::Up(now));
            if now.saturating_sub(at) >= HELD {
                self.finish(app);
            }
        }
    }

    /// Begins to record, once the person allows it.
    pub fn begin(self, app: App) {
        // Without a key, all that is said would be in vain.
        if !app.ready_for_question() {
            return;
        }
        self.discard();
        self.begun
            .set_value((app.chat.open.get_untracked(), time::now()));
        self.state.set(DictationState::Asking);
        self.running.set_value(Some(Running::start(async move {
            match microphone::record().await {
                Ok(recording) => {
                    let timer = time::after(LONGEST, move || self.finish(app));
                    self.recording.try_set_value(Some((recording, timer)));
                    self.state.try_set(DictationState::Recording);
                }
                Err(fault) => {
                    self.state.try_set(DictationState::Refused(fault));
                }
            }
        })));
    }

    /// Ends the recording and has it turned into text.
    pub fn finish(self, app: App) {
        let Some((recording, _)) = self.recording.try_update_value(Option::take).flatten() else {
            return;
        };
        self.state.set(DictationState::Sending);
        self.running.set_value(Some(Running::start(async move {
            match recording.finish().await {
                Some(file) => {
                    self.file.try_set_value(Some(file.clone()));
                    self.have_written(app, file).await;
                }
                None => {
                    self.state.try_set(DictationState::Nothing);
                }
            }
        })));
    }

    /// Has the same recording turned into text again.
    pub fn again(self, app: App) {
        if let Some(file) = self.file.get_value().filter(|_| app.ready_for_question()) {
            self.state.set(DictationState::Sending);
            self.running
                .set_value(Some(Running::start(self.have_written(app, file))));
        }
    }

    /// Stops whatever is under way, and throws away what was recorded.
    pub fn discard(self) {
        self.running.set_value(None);
        self.recording.set_value(None);
        self.file.set_value(None);
        self.state.set(DictationState::Idle);
    }

    async fn have_written(self, app: App, file: File) {
        let state = match app.transcribe(file, app.transcription_model()).await {
            Ok(text) if text.is_empty() => DictationState::Nothing,
            Ok(text) => {
                let begun = self.begun.try_get_value().unwrap_or_default();
                app.insert_dictated(self.into, begun, &text);
                DictationState::Done
            }
            Err(trouble) if no_path(&trouble) => DictationState::NoPath,
            Err(trouble) => DictationState::Failed(trouble),
        };
        if !matches!(state, DictationState::Failed(_)) {
            self.file.try_set_value(None);
        }
        self.state.try_set(state);
    }
}

impl App {
    fn transcription_model(self) -> String {
        let preset = self.endpoint.preset();
        let chosen = untrack(|| self.model_for(Task::Translate));
        self.endpoint
            .models
            .with_untracked(|models| hearing_model(preset, &models.list, chosen))
    }

    fn insert_dictated(self, into: DictationInto, begun: (Option<String>, Millis), text: &str) {
        if let DictationInto::Talk(side) = into {
            return self.talk_change(|desk| {
                let draft = &mut desk.drafts[side];
                let text = spaced(draft, text, "");
                draft.push_str(&text);
            });
        }
        let field = match into {
            DictationInto::Composer => "chat-input",
            _ => FIELD,
        };
        let around = caret::around(field);
        if into == DictationInto::Composer {
            let (of, at) = begun;
            // The new conversation may have become one of the list meanwhile: that is the same.
            let open = self.chat.open.get_untracked();
            let record = open.as_ref().and_then(|open| self.conversation(open));
            let same = of == open || (of.is_none() && record.is_some_and(|it| it.created >= at));
            if !same || around.is_none() {
                let of = if same { open } else { of };
                return self.add_to_draft(of, |before| spaced(before, text, ""));
            }
        }
        let Some((before, after)) = around else {
            return;
        };
        let whole = caret::insert(field, &spaced(&before, text, &after));
        match (whole, into) {
            (Some(whole), DictationInto::Composer) => self.chat_draft_changed(whole),
            (Some(whole), _) => self.translate.source.set(whole),
            (None, _) => {}
        }
    }
}

/// The text with a space before and after it where letters would touch, in scripts that have spaces.
fn spaced(before: &str, text: &str, after: &str) -> String {
    // From here on: Chinese, Japanese, and others without.
    const EAST: char = '\u{2e80}';
    let spaces = |a: Option<char>, b: Option<char>| match (a, b) {
        (Some(a), Some(b)) => a < EAST && b < EAST && !a.is_whitespace() && b.is_alphanumeric(),
        _ => false,
    };
    let mut out = String::new();
    if spaces(before.chars().next_back(), text.chars().next()) {
        out.push(' ');
    }
    out.push_str(text);
    if spaces(text.chars().next_back(), after.chars().next()) {
        out.push(' ');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_where_letters_would_touch() {
        let check = |before: &str, text: &str, after: &str, expect: &str| {
            assert_eq!(spaced(before, text, after), expect, "{before}|{after}");
        };
        check("", "Hello.", "", "Hello.");
        check("Hello.", "There.", "", " There.");
        check("Hello. ", "There.", "", "There.");
        check("Hello\n", "there", "", "there");
        check("a", "b", "c", " b ");
        check("a ", "b.", "\n", "b.");
        check("你好", "世界", "们", "世界");
        check("(", "b", ")", " b");
    }
}
