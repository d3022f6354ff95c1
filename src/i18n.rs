//! The interface's texts, generated at build time from `locales/` by `build.rs`; keys are checked by the compiler.
// Generated code, used in part.
#![allow(
    missing_docs,
    unused_imports,
    dead_code,
    clippy::all,
    clippy::expect_used,
    clippy::unwrap_used
)]

include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));

pub use i18n::*;
