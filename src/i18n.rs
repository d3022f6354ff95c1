//! The interface's texts, generated at build time from `locales/` by `build.rs`; keys are checked by the compiler.
#![allow(missing_docs, clippy::all)]

include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));

pub use i18n::*;
