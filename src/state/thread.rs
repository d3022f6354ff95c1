//! The thread on the screen: how much of it is there, and where the reader is in it.

use super::App;
use crate::browser::{dom, time};
use leptos::html::{Article, Div};
use leptos::prelude::*;
use wire::Millis;

/// So many messages are there at once when a conversation is opened: more than a window shows.
pub(super) const FIRST: usize = 12;
/// So many older ones join them in each frame, until all are there.
const MORE: usize = 24;

impl App {
    /// The element that scrolls the thread, and the one in it that holds the messages. Whatever changes the size of either
    /// (text that arrives, a row that opens, a window made smaller), the end stays in view until the reader leaves it.
    pub fn chat_attach_thread(self, thread: NodeRef<Div>, messages: NodeRef<Div>) {
        self.chat.thread.set_value(Some(thread));
        if let (Some(thread), Some(messages)) = (thread.get_untracked(), messages.get_untracked()) {
            let sizes = dom::on_resize(&[&thread, &messages], move || self.keep_at_end());
            on_cleanup(move || drop(sizes));
        }
        self.chat_jump();
    }

    /// True once a message has come near what is seen of the thread. Far ones go without all that stands around their
    /// text: hundreds of them cost more than everything else on the page.
    pub fn chat_near(self, message: NodeRef<Article>, already: bool) -> RwSignal<bool> {
        const MARGIN: u32 = 1_500;
        let near = RwSignal::new(already);
        Effect::new(move || {
            if near.get_untracked() {
                return;
            }
            if let Some(message) = message.get() {
                match self.thread_element() {
                    Some(thread) => {
                        let watch = dom::when_near(&message, &thread, MARGIN, move || {
                            near.try_set(true);
                        });
                        on_cleanup(move || drop(watch));
                    }
                    None => near.set(true),
                }
            }
        });
        near
    }

    /// The reader's hand is on the thread: a wheel, a finger, a key, the scroll bar.
    pub fn chat_reader_moves(self) {
        self.chat.moved.set_value(time::now());
    }

    /// The thread scrolled. Only the reader's own hand ends the following: text that arrives, and blocks that are
    /// measured for the first time, scroll it too.
    pub fn chat_scrolled(self) {
        const NEAR: i32 = 48;
        const BY_HAND: Millis = 1_000;
        let Some(thread) = self.thread_element() else {
            return;
        };
        let near = dom::near_bottom(&thread, NEAR);
        let by_hand = time::now().saturating_sub(self.chat.moved.get_value()) < BY_HAND;
        if near != self.chat.follow.get_untracked() && (near || by_hand) {
            self.chat.follow.set(near);
        }
    }

    /// Goes to the latest message and follows from there.
    pub fn chat_jump(self) {
        self.chat.follow.set(true);
        self.keep_at_end();
    }

    fn keep_at_end(self) {
        if self.chat.follow.get_untracked()
            && let Some(thread) = self.thread_element()
        {
            dom::scroll_to_bottom(&thread);
        }
    }

    fn thread_element(self) -> Option<<Div as leptos::html::ElementType>::Output> {
        self.chat.thread.get_value()?.try_get_untracked().flatten()
    }

    /// A conversation was opened: its end is shown at once, what came before joins frame by frame.
    pub(super) fn open_at_end(self, messages: usize) {
        self.chat.from.set(messages.saturating_sub(FIRST));
        self.show_older();
    }

    fn show_older(self) {
        if self.chat.from.get_untracked() == 0 {
            return;
        }
        time::next_frame(move || {
            let before = self.thread_element().map(|thread| dom::below(&thread));
            self.chat
                .from
                .update(|from| *from = from.saturating_sub(MORE));
            leptos::task::spawn_local(async move {
                // By then the new rows are in the page, and not yet painted.
                leptos::task::tick().await;
                if let (Some(thread), Some(before)) = (self.thread_element(), before) {
                    dom::set_below(&thread, before);
                }
                self.show_older();
            });
        })
        .keep();
    }
}
