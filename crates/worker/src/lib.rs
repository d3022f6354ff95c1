//! What runs beside the page, in a web worker, so that the page never waits for it: the translation memory with its
//! index, and the files it is read from and written to.
//!
//! Start with [`Ask`] and [`Answer`], what page and worker say to each other, as JSON. [`Desk`] answers; it is pure. The
//! program (`main.rs`) is the worker's edge: it takes messages, reads and writes the database, and is the one part of the core
//! that names the browser.
//!
//! The database is the truth. The worker reads all units when it is first asked, and is told of every change after that.

mod desk;
mod import;
mod messages;

pub use desk::Desk;
pub use import::{Import, Step};
pub use messages::{Answer, Answered, Ask, Asked, ImportedUnits, Phase, Refusal};
