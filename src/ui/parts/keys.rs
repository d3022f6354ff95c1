//! What keys mean before they mean anything to us.

use leptos::ev::KeyboardEvent;

/// Whether an input method is at work: its keys are its own, above all the Enter that takes what was composed.
///
/// Safari reports that Enter after the composition has ended, and then only by the code 229 (UI Events, "keyCode during
/// composition").
pub fn composing(event: &KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == 229
}
