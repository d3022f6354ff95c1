//! Interface texts as plain function pointers.
//!
//! `t!` makes a view type for every text, and the compiler a copy of the rendering code for every view type. A page has
//! hundreds of fixed texts; here they all are one type, so that the wasm holds that code once.

use crate::i18n::{Locale, use_i18n};

/// A fixed text: what it is in each language. Made by [`words!`].
pub type Words = fn(Locale) -> &'static str;

/// A fixed text that follows the interface's language, for element text and attributes alike. Made by [`tx!`].
pub fn text(words: Words) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let i18n = use_i18n();
    move || words(i18n.get_locale())
}

/// A fixed text as it is now. For rows that are made anew when the language changes: hundreds of rows with a dozen texts
/// each are too many to follow it one by one. Written by [`tx_now!`].
pub fn text_now(words: Words) -> &'static str {
    words(use_i18n().get_locale_untracked())
}

/// The [`Words`] of a key: `words!(common.copy)`. The compiler knows every key.
macro_rules! words {
    ($($key:tt)+) => {{
        let words: $crate::ui::parts::text::Words = |locale| leptos_i18n::td_string!(locale, $($key)+);
        words
    }};
}

/// The text of a key, following the interface's language: `tx!(common.copy)`.
macro_rules! tx {
    ($($key:tt)+) => {
        $crate::ui::parts::text::text($crate::ui::parts::text::words!($($key)+))
    };
}

/// The text of a key as it is now: `tx_now!(chat.again)`. See [`text_now`].
macro_rules! tx_now {
    ($($key:tt)+) => {
        $crate::ui::parts::text::text_now($crate::ui::parts::text::words!($($key)+))
    };
}

pub(crate) use {tx, tx_now, words};
