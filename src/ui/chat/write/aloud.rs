//! A message read aloud.

use crate::state::{App, Listening, use_app};
use crate::ui::parts::listen::{ListenButton, ListenTold};
use crate::ui::parts::text::words;
use leptos::prelude::*;

/// How far the reading of one message is.
#[derive(Clone, Copy)]
pub struct Aloud {
    state: RwSignal<Listening>,
    language: RwSignal<String>,
    /// It was ever asked for: until then there is nothing to show.
    asked: RwSignal<bool>,
}

impl Aloud {
    /// Not read.
    pub fn new() -> Aloud {
        Aloud {
            state: RwSignal::new(Listening::Silent),
            language: RwSignal::new(String::new()),
            asked: RwSignal::new(false),
        }
    }

    /// Reads this message.
    pub fn begin(self, app: App, id: &str) {
        self.asked.set(true);
        app.chat_listen(id, self.state, self.language);
    }
}

/// The button that ends it, and what there is to say of it. There once it was asked for.
#[component]
pub fn AloudPlace(
    /// The message
    id: StoredValue<String>,
    /// Its reading
    aloud: Aloud,
) -> impl IntoView {
    let app = use_app();
    let listen = Callback::new(move |()| id.with_value(|id| aloud.begin(app, id)));
    let hush = move |()| {
        app.translate_hush();
        aloud.state.set(Listening::Silent);
    };
    on_cleanup(move || {
        if aloud.state.try_with_untracked(Listening::goes_on) == Some(true) {
            app.translate_hush();
        }
    });
    move || {
        aloud.asked.get().then(|| {
            view! {
                <div class="aloud">
                    <ListenButton state=aloud.state label=words!(write.listen) on_listen=listen on_hush=hush testid="message-listen-stop"/>
                    <ListenTold state=aloud.state language=aloud.language on_listen=listen testid="message-listen-said"/>
                </div>
            }
            .into_any()
        })
    }
}
