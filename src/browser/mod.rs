//! The browser edge: the only place that names `web_sys`, `js_sys`, `gloo_*`, `wasm_bindgen` or `idb`.
//!
//! Everything here is thin: it turns browser callbacks into Rust values and back, and decides nothing about
//! translation or chat. Start with [`session`] (where the key lives), [`http`] (the only way out of the page)
//! and [`db`] (where words are kept). What a listener, a timer or a request needs to stay alive is a value:
//! dropping the value ends it.

// A small library of its own: a few functions have only their tests as users, and the linker drops them.
#![cfg_attr(not(test), allow(dead_code))]

pub mod caret;
pub mod crash;
pub mod db;
pub mod dom;
pub mod early;
pub mod endpoint;
pub mod file;
pub mod floating;
pub mod folder;
pub mod given;
pub mod handed;
pub mod hits;
pub mod http;
pub mod intl;
mod js;
pub mod keys;
pub mod locks;
pub mod markdown_nodes;
pub mod microphone;
pub mod mirror;
pub mod near;
pub mod page;
pub mod picked;
pub mod picture;
pub mod preview;
pub mod random;
pub mod reading;
mod runs;
pub mod selecting;
pub mod session;
pub mod slot;
pub mod sound;
pub mod storage;
pub mod storage_kept;
pub mod style;
mod subscription;
pub mod tabs;
pub mod time;
pub mod typing;
pub mod voice;
pub mod worker;

#[cfg(test)]
mod tests;

pub use storage::StorageProblem;
pub use subscription::Subscription;
