//! What the browser holds for this page, and whether it keeps it: told in Settings.

use super::App;
use crate::browser::storage_kept;
use leptos::prelude::*;

/// What the browser holds for this page's origin.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct StorageUse {
    /// In megabytes (10⁶ bytes), to a tenth, rounded up; none where the browser does not say
    pub megabytes: Option<f64>,
    /// How much it may hold, in the same way
    pub most: Option<f64>,
    /// Does it keep it?
    pub kept: StorageKept,
}

/// Whether the browser keeps what it holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StorageKept {
    /// It does not say
    #[default]
    Unknown,
    /// It may clear it when space runs short
    MayGo,
    /// It was asked to keep it, and did not agree
    Refused,
    /// It keeps it until the person deletes it
    Kept,
}

impl StorageKept {
    /// The value of `data-state`.
    pub fn name(self) -> &'static str {
        match self {
            StorageKept::Unknown => "unknown",
            StorageKept::MayGo => "may-go",
            StorageKept::Refused => "refused",
            StorageKept::Kept => "kept",
        }
    }
}

impl App {
    /// Looks at what the browser holds, and puts it into `told` once that is known.
    pub fn look_at_storage(self, told: RwSignal<StorageUse>) {
        leptos::task::spawn_local(async move {
            let kept = match storage_kept::is_kept().await {
                Some(true) => StorageKept::Kept,
                Some(false) => StorageKept::MayGo,
                None => StorageKept::Unknown,
            };
            tell(told, kept).await;
        });
    }

    /// Asks the browser to keep what it holds, and puts its decision into `told`.
    pub fn keep_storage(self, told: RwSignal<StorageUse>) {
        leptos::task::spawn_local(async move {
            let kept = match storage_kept::keep().await {
                Some(true) => StorageKept::Kept,
                _ => StorageKept::Refused,
            };
            tell(told, kept).await;
        });
    }
}

async fn tell(told: RwSignal<StorageUse>, kept: StorageKept) {
    let megabytes = storage_kept::used()
        .await
        .map(|bytes| (bytes / 1e5).ceil() / 10.0);
    let most = storage_kept::quota()
        .await
        .map(|bytes| (bytes / 1e6).floor());
    // The page that shows it may be gone.
    told.try_set(StorageUse {
        megabytes,
        most,
        kept,
    });
}
