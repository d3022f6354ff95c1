//! What a screen reader hears without the focus moving.

use leptos::prelude::*;

/// The page's live region, as a context.
#[derive(Clone, Copy)]
pub struct Announcer(RwSignal<String>);

impl Announcer {
    /// Makes it and provides it. Called once, by the shell.
    pub fn provide() -> Announcer {
        let announcer = Announcer(RwSignal::new(String::new()));
        provide_context(announcer);
        announcer
    }

    /// Says something politely.
    pub fn say(self, what: impl Into<String>) {
        self.0.set(what.into());
    }
}

/// The announcer, from anywhere under the shell.
pub fn use_announcer() -> Announcer {
    expect_context::<Announcer>()
}

/// The live region itself.
#[component]
pub fn LiveRegion(
    /// What is said in it
    announcer: Announcer,
) -> impl IntoView {
    view! { <div class="vh" aria-live="polite" data-testid="live">{move || announcer.0.get()}</div> }
}
