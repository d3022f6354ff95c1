//! Everything about the key, in order: the form, the doctor, the first call, the guide.

use super::doctor::Doctor;
use super::form::KeyForm;
use super::guide::Guide;
use crate::state::{page, use_app};
use crate::ui::parts::sent_panel::SentPanel;
use crate::ui::parts::text::tx;
use leptos::prelude::*;

/// Everything about the key: the form, the doctor, the first call, the guide. At most one is on the page at a time.
#[component]
pub fn KeyPanel() -> impl IntoView {
    let app = use_app();
    let preset = RwSignal::new(app.endpoint.choice.with_untracked(|choice| choice.preset));
    let called = Memo::new(move |_| app.endpoint.first_call.with(Option::is_some));
    // Asked for from elsewhere, or before a reload: it runs once it can be seen.
    Effect::new(move || {
        if app.endpoint.doctor_wanted.get() {
            app.endpoint.doctor_wanted.set(false);
            app.run_doctor();
        }
    });
    if app.key_dialog.get_untracked().is_some() {
        page::focus("key-input");
    }
    view! {
        <div class="key-panel">
            <p class="lead">{tx!(key.intro)}</p>
            <KeyForm preset=preset/>
            <Guide preset=preset/>
            <Doctor/>
            {move || {
                called
                    .get()
                    .then(|| {
                        view! {
                            <section class="first-call" aria-labelledby="first-call-title">
                                <h3 id="first-call-title">{tx!(key.first_call)}</h3>
                                <p class="hint">{tx!(key.first_call_hint)}</p>
                                <SentPanel sent=app.endpoint.first_call/>
                            </section>
                        }
                            .into_any()
                    })
            }}
        </div>
    }
}
