//! A value that arrives later, for callback APIs that an `async fn` waits on.

use std::{
    cell::RefCell,
    future::Future,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

struct State<T> {
    value: Option<T>,
    waker: Option<Waker>,
}

/// The waiting side: resolves once [`Filler::fill`] was called.
pub struct Slot<T>(Rc<RefCell<State<T>>>);

/// The giving side. When it is dropped unfilled, the slot stays pending.
pub struct Filler<T>(Rc<RefCell<State<T>>>);

impl<T> Clone for Filler<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

/// A slot and what fills it.
pub fn slot<T>() -> (Filler<T>, Slot<T>) {
    let state = Rc::new(RefCell::new(State {
        value: None,
        waker: None,
    }));
    (Filler(Rc::clone(&state)), Slot(state))
}

impl<T> Slot<T> {
    /// A slot that is filled already.
    pub fn filled(value: T) -> Self {
        let (filler, slot) = slot();
        filler.fill(value);
        slot
    }
}

impl<T> Filler<T> {
    /// Gives the value; later calls change nothing.
    pub fn fill(&self, value: T) {
        let waker = {
            let mut state = self.0.borrow_mut();
            if state.value.is_none() {
                state.value = Some(value);
            }
            state.waker.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl<T> Future for Slot<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        let mut state = self.0.borrow_mut();
        match state.value.take() {
            Some(value) => Poll::Ready(value),
            None => {
                state.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }
}
