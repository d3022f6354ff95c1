//! Files and images that go with a message: chosen, pasted, dropped, photographed; shown before and after they are sent.

mod button;
mod chips;
mod message;
mod refused;
mod view;
mod words;

pub use button::AttachButton;
pub use chips::AttachedFiles;
pub use message::MessageFiles;
pub use refused::WithoutImages;
