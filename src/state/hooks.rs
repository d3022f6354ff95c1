//! What happens to the page as a whole, told to those parts of the state whose code has been fetched.
//!
//! The first load must not name them, or their code would be in it: they hang themselves in here when they begin.

use super::App;
use super::app::{AfterKey, Change};
use std::cell::RefCell;

/// Something that happened.
pub(super) enum Happening<'a> {
    /// Settings were changed, here or in another tab.
    SettingsChanged,
    /// What stands in the target is about to be replaced, or was edited a while ago.
    TargetMayGo,
    /// The person changed the target, which the state has as it was before.
    TargetEdited {
        /// As it is now.
        now: &'a str,
    },
    /// The page goes away or to the background.
    PageHides,
    /// Another tab changed what is stored.
    Heard(Change),
    /// The running translation is to stop.
    StopTranslation,
    /// The key was forgotten: nothing may go on with it.
    KeyForgotten,
    /// The key is there and good; this waited for it.
    KeyReady(AfterKey),
}

type Hook = fn(App, &Happening<'_>);

thread_local! {
    static HOOKS: RefCell<Vec<Hook>> = const { RefCell::new(Vec::new()) };
}

/// From now on `hook` hears of everything.
pub(super) fn hear(hook: Hook) {
    HOOKS.with(|hooks| hooks.borrow_mut().push(hook));
}

/// Tells everyone, at once and in turn.
pub(super) fn tell(app: App, happening: &Happening<'_>) {
    let hooks = HOOKS.with(|hooks| hooks.borrow().clone());
    for hook in hooks {
        hook(app, happening);
    }
}
