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

pub(crate) use {tx, words};
