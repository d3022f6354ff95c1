//! What the app knows, and the small loops that perform what the core's machines ask for.
//!
//! Start at [`app`]: the one [`App`] value every view gets by [`use_app`]. [`calls`] is the only way out of the page:
//! it drives `gate::Gate` and `wire::Call` with `crate::browser`. The rest is one file a concern.

mod app;
mod bodies;
mod call_update;
mod calls;
mod chat;
mod chat_actions;
mod chat_answer;
mod chat_edit;
mod chat_reading;
mod chat_trouble;
mod data;
mod deep_link;
mod default_model;
mod detect;
mod doctor;
mod endpoint;
mod engine;
mod fetched;
mod history;
mod hooks;
mod job_recovered;
mod job_screen;
mod journal;
mod listen;
mod listing;
mod live;
pub mod page;
mod pair_lights;
mod preset;
mod quirk_book;
mod sent;
mod settings;
mod storage_kept;
mod target_edit;
mod thread;
mod translate;
mod translate_job;
mod translate_run;
mod translate_whole;
mod trouble;
mod usage;

pub use crate::browser::session::KeyDoubt;
pub use app::{App, KeyReason, Route, start, use_app, when_ready};
pub use bodies::NodeLabels;
pub use calls::WaitView;
pub use chat::{ChatState, Deleted, Row, RowLive};
pub use data::ImportReport;
pub use doctor::{DoctorKind, DoctorStep, StepState};
pub use endpoint::{EndpointState, KeyFormView, KeyStatus, Models, ModelsState};
pub(crate) use fetched::{NotFetched, fetched};
pub use history::HistoryEntry;
pub use listen::Listening;
pub use preset::Preset;
pub use sent::SentView;
pub use settings::{Settings, Task, Theme};
pub use storage_kept::{StorageKept, StorageUse};
pub use translate::{SpentView, TrStatus, TranslateState};
pub use trouble::{StorageTrouble, Trouble, TroubleKind};
pub use usage::UsageState;
