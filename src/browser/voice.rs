//! Reading aloud with the voices of this device (Web Speech API). Voices that a browser has read elsewhere (`localService` is
//! false) are never used: what is translated goes to the chosen endpoint and nowhere else.

use super::{Subscription, slot::slot, subscription::listen, time};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{SpeechSynthesis, SpeechSynthesisUtterance, SpeechSynthesisVoice};

/// How long to wait for a browser that lists its voices late, in milliseconds.
const VOICES_WITHIN: u64 = 1_500;

/// What a speech tells last.
const ENDS: [&str; 2] = ["end", "error"];

/// Reads texts aloud, one after the other, in this language; then calls `done`, also when it is stopped by other speech.
/// Dropping what it gives ends it. None where this device has no voice of its own for the language.
pub async fn speak(
    texts: Vec<String>,
    language: &str,
    done: impl FnOnce() + 'static,
) -> Option<Subscription> {
    let speech = speech()?;
    let voice = voice(&speech, language).await?;
    speech.cancel();
    let last = texts.len().checked_sub(1)?;
    let mut ended = None;
    for (index, text) in texts.iter().enumerate() {
        let utterance = SpeechSynthesisUtterance::new_with_text(text).ok()?;
        utterance.set_voice(Some(&voice));
        utterance.set_lang(&voice.lang());
        if index == last {
            ended = Some(utterance.clone());
        }
        speech.speak(&utterance);
    }
    let ended = ended?;
    let mut done = Some(done);
    let over = Closure::<dyn FnMut()>::new(move || {
        if let Some(done) = done.take() {
            done();
        }
    });
    for name in ENDS {
        let _ = ended.add_event_listener_with_callback(name, over.as_ref().unchecked_ref());
    }
    let held = SendWrapper::new((speech, ended, over));
    Some(Subscription::ending_with(move || {
        let (speech, ended, over) = held.take();
        for name in ENDS {
            let _ = ended.remove_event_listener_with_callback(name, over.as_ref().unchecked_ref());
        }
        speech.cancel();
    }))
}

fn speech() -> Option<SpeechSynthesis> {
    web_sys::window()?.speech_synthesis().ok()
}

/// The device's best voice for a language: of the very tag, else of its primary language.
async fn voice(speech: &SpeechSynthesis, language: &str) -> Option<SpeechSynthesisVoice> {
    if speech.get_voices().length() == 0 {
        // Chromium begins to look for them with the first question.
        let (filled, listed) = slot::<()>();
        let late = filled.clone();
        let _heard = listen(speech, "voiceschanged", move |_| filled.fill(()));
        let _timer = time::after(VOICES_WITHIN, move || late.fill(()));
        listed.await;
    }
    let primary = |tag: &str| -> String {
        let part = tag.split(['-', '_']).next().unwrap_or_default();
        part.to_lowercase()
    };
    let own = |voice: &SpeechSynthesisVoice| {
        voice.local_service() && primary(&voice.lang()) == primary(language)
    };
    let all = speech.get_voices();
    let all = all.iter().map(JsValue::unchecked_into);
    let mut voices: Vec<SpeechSynthesisVoice> = all.filter(own).collect();
    let exact = |voice: &SpeechSynthesisVoice| {
        voice
            .lang()
            .replace('_', "-")
            .eq_ignore_ascii_case(language)
    };
    let best = voices.iter().position(exact).unwrap_or(0);
    (!voices.is_empty()).then(|| voices.swap_remove(best))
}
