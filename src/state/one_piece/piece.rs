//! An answer in one piece, waited for.

use super::{NoPiece, OnePiece, ask, drop_call};
use crate::browser::slot::{Slot, slot};
use crate::state::App;
use gate::CallId;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use wire::{Problem, ResponseHead};

/// An answer to wait for. Dropping it calls the call off.
pub(in crate::state) struct Piece<T> {
    id: CallId,
    slot: Slot<Result<T, NoPiece>>,
}

/// Asks at once; the answer may be waited for later.
pub(in crate::state) fn asked<T: 'static>(
    app: App,
    call: OnePiece,
    read: impl Fn(&ResponseHead, Vec<u8>) -> Result<T, Problem> + 'static,
) -> Piece<T> {
    let (done, slot) = slot();
    let id = ask(app, call, read, move |ended| done.fill(ended));
    Piece { id, slot }
}

impl<T> Piece<T> {
    /// The answer.
    pub(in crate::state) async fn wait(mut self) -> Result<T, NoPiece> {
        poll_fn(|context| Pin::new(&mut self.slot).poll(context)).await
    }
}

impl<T> Drop for Piece<T> {
    fn drop(&mut self) {
        drop_call(self.id);
    }
}
