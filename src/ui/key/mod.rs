//! The key: its form, the doctor, the first call, the guide. In a dialog from anywhere, and on the Settings page.

mod chip;
mod dialog;
mod doctor;
mod fields;
mod form;
mod guide;
mod hints;
mod leak;
mod panel;

pub use chip::KeyChip;
pub use dialog::KeyDialog;
pub use panel::KeyPanel;
