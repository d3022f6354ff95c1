//! The history of other programs: what is read of it, what is not, and what a hostile file can do.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;
mod files;
mod formats;
mod hostile;
mod images;
mod keys;
mod markdown;
mod splitting;
mod time;
mod trees;
