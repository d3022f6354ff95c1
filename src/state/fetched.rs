//! Code that is not in the first load.
//!
//! `cargo xtask dist` builds with the feature `split`; then every function marked with `wasm_split` becomes the entry of a
//! wasm file of its own, fetched at its first call (see xtask/src/split.rs). Every other build has it all in one, and the
//! same functions are plain calls. The pages are in `crate::ui::lazy`, what runs behind them in [`super::engine`].

/// The code could not be fetched: offline, or the page was replaced by a newer one meanwhile. A later call tries again.
pub struct NotFetched;

#[cfg(feature = "split")]
impl From<leptos::wasm_split::SplitLoaderError> for NotFetched {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> NotFetched {
        NotFetched
    }
}

/// The call of a marked function: its code is fetched first where the wasm is split. Only in `async` code.
macro_rules! fetched {
    ($function:ident ( $($argument:expr),* )) => {{
        #[cfg(feature = "split")]
        {
            $function($($argument),*).await
        }
        #[cfg(not(feature = "split"))]
        {
            $function($($argument),*)
        }
    }};
}

pub(crate) use fetched;
