//! The rules of this repository that no compiler holds: see ARCHITECTURE.md.
//!
//! Each test is a rule; what it prints names every file and line that breaks it.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod layers;
mod locales;
mod sources;
mod text;

/// Fails with all that was found.
fn assert_none(rule: &str, found: &[String]) {
    assert!(found.is_empty(), "{rule}\n  {}", found.join("\n  "));
}
