//! Which translations are being made just now, in all tabs of the browser: another tab must not take one for abandoned.

use crate::browser::locks::{self, Lock};
use crate::browser::time;
use std::cell::RefCell;
use std::collections::BTreeMap;
use wire::Millis;

/// How long a page that was loaded anew waits for the one before it to let go.
const LETS_GO: Millis = 1_000;

thread_local! {
    static HELD: RefCell<BTreeMap<String, Lock>> = const { RefCell::new(BTreeMap::new()) };
}

fn name(entry: &str) -> String {
    format!("parlance.translation.{entry}")
}

/// From now on other tabs know that this entry is being made here.
pub(super) fn hold(entry: &str) {
    let lock = locks::hold(&name(entry));
    let before = HELD.with(|held| held.borrow_mut().insert(entry.to_string(), lock));
    drop(before);
}

/// It is not any more, and what became of it is written.
pub(super) fn release(entry: &str) {
    let lock = HELD.with(|held| held.borrow_mut().remove(entry));
    drop(lock);
}

/// Is this entry, which was not begun here, being made in another tab? None where the browser cannot tell. The tab whose draft
/// names it (`mine`) may have been loaded anew this moment.
pub(super) async fn is_elsewhere(entry: &str, mine: bool) -> Option<bool> {
    let name = name(entry);
    if !locks::held().await?.contains(&name) {
        return Some(false);
    }
    let gone = mine && time::within(LETS_GO, locks::released(&name)).await == Some(true);
    Some(!gone)
}
