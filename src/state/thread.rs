//! The thread on the screen: how much of it is there, and where the reader is in it.

use super::{App, bodies};
use crate::browser::near::NearWatch;
use crate::browser::reading::{self, Place};
use crate::browser::{Subscription, dom, keys, time};
use leptos::html::{Article, Div};
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use std::cell::{Cell, OnceCell, RefCell};
use wire::Millis;

/// So many messages are there at once when a conversation is opened: more than a window shows.
pub(super) const FIRST: usize = 12;
/// So many older ones join them in the first frame after; later ones take as many as their budget lets them.
const MORE: usize = 16;
/// So many are there soon after. Older ones join when the reader scrolls up to them, looks for something in the page, or is
/// shown one: a thread of thousands costs what is near its end.
const ROOM: usize = 32;
/// How near the first row that is there may come to what is seen, in pixels, before more join.
const AHEAD: i32 = 2_400;
/// How long one frame may spend on older messages, in milliseconds: with the browser's own work it stays a short task.
const LOT_BUDGET: f64 = 24.0;
/// So long a reader who comes back to the page is kept where they were, while rows and texts are made anew around it.
const HOLD: Millis = 4_000;
/// Who is so near the end, in pixels, is at it.
const NEAR_END: i32 = 48;

thread_local! {
    static NEAR: RefCell<Option<(NearWatch, Subscription)>> = const { RefCell::new(None) };
    /// Where the reader was when they left the page, and of which conversation.
    static LEFT: RefCell<Option<(Option<String>, Place)>> = const { RefCell::new(None) };
    /// Where the reader is kept, and since when.
    static HELD: RefCell<Option<(Place, Millis)>> = const { RefCell::new(None) };
    /// Down to which row older ones are joining now.
    static JOINING: Cell<Option<usize>> = const { Cell::new(None) };
    /// The thread's end is seen, whether it is followed or not: there is nowhere to jump to.
    static AT_END: OnceCell<ArcRwSignal<bool>> = const { OnceCell::new() };
    /// The reader wants to be at the beginning, and is kept there while rows join above.
    static TO_TOP: Cell<bool> = const { Cell::new(false) };
}

impl App {
    /// The element that scrolls the thread, and the one in it that holds the messages; called by the view that makes them.
    /// Whatever changes the size of either (text that arrives, a row that opens, a window made smaller), the end stays in
    /// view until the reader leaves it. Who had left it comes back to where they were.
    pub fn chat_thread(self, thread: NodeRef<Div>, messages: NodeRef<Div>) {
        self.chat.thread.set_value(Some(thread));
        self.open_at_end(self.chat.rows.with_untracked(Vec::len));
        let left = LEFT.take();
        let back = left.filter(|(of, _)| self.chat.open.with_untracked(|open| open == of));
        self.chat.follow.set(back.is_none());
        if let Some((_, place)) = &back {
            self.join_to_message(place.message());
        }
        HELD.set(back.map(|(_, place)| (place, time::now())));
        // What a reader looks for in the page is to be found wherever it is.
        let finds = keys::on_find(move || self.join_to(0));
        let finds = SendWrapper::new(finds);
        on_cleanup(move || drop(finds));
        Effect::new(move || {
            if let (Some(thread), Some(messages)) = (thread.get(), messages.get()) {
                let both = SendWrapper::new((thread.clone(), messages.clone()));
                let keep = move || {
                    match held() {
                        Some(place) => reading::show(&both.0, &both.1, &place),
                        None => self.keep_at_end(),
                    }
                    self.note_end();
                };
                keep();
                let sizes = dom::on_resize(&[&thread, &messages], keep);
                let both = SendWrapper::new((thread, messages));
                on_cleanup(move || {
                    drop(sizes);
                    let place = held().or_else(|| reading::place(&both.0, &both.1));
                    let place = place.filter(|_| !self.chat.follow.get_untracked());
                    LEFT.set(place.map(|place| (self.chat.open.get_untracked(), place)));
                });
            }
        });
        on_cleanup(|| NEAR.with(|near| near.take()).map_or((), drop));
    }

    /// Whether the end of the thread is seen, or nearly.
    pub fn chat_at_end(self) -> ArcRwSignal<bool> {
        AT_END.with(|at_end| at_end.get_or_init(|| ArcRwSignal::new(true)).clone())
    }

    fn note_end(self) {
        let Some(thread) = self.thread_element() else {
            return;
        };
        let (at_end, now) = (self.chat_at_end(), dom::near_bottom(&thread, NEAR_END));
        if at_end.get_untracked() != now {
            at_end.set(now);
        }
    }

    /// The end is followed from here on. What the reader's hand did just now was to ask for that: where rows that go scroll
    /// the thread, it is not theirs.
    pub(super) fn follow_end(self) {
        self.chat.moved.set_value(0);
        self.chat.follow.set(true);
    }

    /// What opens in the thread is looked at: the end is not followed, and the focus goes there, which brings it into view.
    pub fn chat_look_at(self, id: String) {
        self.chat_reader_moves();
        self.chat.follow.set(false);
        super::page::focus_first(vec![id]);
    }

    /// True once a message has come near what is seen of the thread. Far ones go without all that stands around their
    /// text, and their text waits: hundreds of them cost more than everything else on the page.
    pub fn chat_near(self, id: &str, message: NodeRef<Article>, already: bool) -> RwSignal<bool> {
        let near = RwSignal::new(already);
        if already {
            return near;
        }
        let id = id.to_string();
        Effect::new(move || {
            let Some(message) = message.get() else { return };
            match self.near_watch() {
                Some(watch) => {
                    let hurried = id.clone();
                    let waits = watch.add(&message, &id, move || {
                        near.try_set(true);
                        bodies::hurry(&hurried);
                    });
                    on_cleanup(move || drop(waits));
                }
                None => near.set(true),
            }
        });
        near
    }

    fn near_watch(self) -> Option<NearWatch> {
        const MARGIN: u32 = 1_500;
        let thread = self.thread_element()?;
        NEAR.with(|near| {
            let mut near = near.borrow_mut();
            if near.is_none() {
                *near = NearWatch::new(&thread, MARGIN);
            }
            near.as_ref().map(|(watch, _)| watch.clone())
        })
    }

    /// The reader's hand is on the thread: a wheel, a finger, a key, the scroll bar.
    pub fn chat_reader_moves(self) {
        HELD.set(None);
        TO_TOP.set(false);
        self.chat.moved.set_value(time::now());
    }

    /// The reader wants to see the first message.
    pub fn chat_to_top(self) {
        self.chat_reader_moves();
        if self.chat.from.get_untracked() > 0 {
            self.chat.follow.set(false);
            TO_TOP.set(true);
            self.join_to(0);
        }
    }

    /// The thread scrolled. Only the reader's own hand ends the following, and a small movement is enough: text that
    /// arrives, and blocks that are measured for the first time, scroll it too.
    pub fn chat_scrolled(self) {
        const BY_HAND: Millis = 1_000;
        let Some(thread) = self.thread_element() else {
            return;
        };
        self.note_end();
        let top = dom::scroll_top(&thread);
        let from = self.chat.from.get_untracked();
        if from > 0 && top < AHEAD {
            self.join_to(from.saturating_sub(MORE));
        }
        let before = self.chat.scrolled.get_value();
        self.chat.scrolled.set_value(top);
        // On the way to the beginning nothing is a sign of following the end: what was asked for before may still be done.
        if TO_TOP.get() {
            return;
        }
        let by_hand = time::now().saturating_sub(self.chat.moved.get_value()) < BY_HAND;
        if !by_hand && held().is_some() {
            return;
        }
        let follow = match (by_hand, top < before) {
            (true, true) => dom::near_bottom(&thread, 1),
            (false, true) => self.chat.follow.get_untracked(),
            (_, false) => self.chat.follow.get_untracked() || dom::near_bottom(&thread, NEAR_END),
        };
        if follow != self.chat.follow.get_untracked() {
            self.chat.follow.set(follow);
        }
    }

    /// Goes to the latest message and follows from there.
    pub fn chat_jump(self) {
        HELD.set(None);
        TO_TOP.set(false);
        self.chat.follow.set(true);
        // What joined for a look further up is not needed any more.
        let room = self.room();
        if JOINING.get().is_none() && self.chat.from.get_untracked() < room {
            self.chat.from.set(room);
        }
        self.keep_at_end();
    }

    /// Shows a message of the open conversation where it stands: makes its row if it has none, and scrolls to it. Where
    /// another branch is shown, goes to that of the message. False where the conversation has no such message, or its
    /// messages are not here yet.
    pub fn chat_show_message(self, id: &str) -> bool {
        let at = |app: App| {
            app.chat
                .rows
                .with_untracked(|rows| rows.iter().position(|row| row.id == id))
        };
        if at(self).is_none() && !self.chat_show_branch(id) {
            return false;
        }
        if at(self).is_none() {
            return false;
        }
        self.chat.follow.set(false);
        TO_TOP.set(false);
        self.join_to_message(id);
        let place = Place::start_of(id);
        HELD.set(Some((place.clone(), time::now())));
        leptos::task::spawn_local(async move {
            leptos::task::tick().await;
            if let Some(thread) = self.thread_element() {
                reading::show_in(&thread, &place);
            }
        });
        true
    }

    /// From which row on they are there when nobody looks further up.
    fn room(self) -> usize {
        let rows = self.chat.rows.with_untracked(Vec::len);
        rows.saturating_sub(ROOM)
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

    /// A message is looked for: the reader is brought to it, and kept there while rows are made around it.
    pub(super) fn hold_at_message(self, id: &str) {
        self.chat.follow.set(false);
        TO_TOP.set(false);
        self.join_to_message(id);
        HELD.set(Some((Place::start_of(id), time::now())));
    }

    /// The reader is kept where they are, while rows and texts are made around it.
    pub(super) fn hold_here(self) {
        let messages = self.thread_element().and_then(|thread| {
            let rows = dom::first_child(&thread)?;
            reading::place(&thread, &rows)
        });
        if let Some(place) = messages {
            HELD.set(Some((place, time::now())));
        }
    }

    /// A conversation was opened: its end is shown at once, some of what came before joins frame by frame.
    pub(super) fn open_at_end(self, messages: usize) {
        HELD.set(None);
        TO_TOP.set(false);
        JOINING.set(None);
        self.chat.from.set(messages.saturating_sub(FIRST));
        self.join_to(messages.saturating_sub(ROOM));
    }

    /// There are so many rows now; another branch may have far fewer.
    pub(super) fn fit_rows(self, rows: usize) {
        let most = rows.saturating_sub(FIRST);
        if self.chat.from.get_untracked() > most {
            self.chat.from.set(rows.saturating_sub(ROOM));
        }
    }

    /// Has this message's row made, and a few before it.
    fn join_to_message(self, id: &str) {
        const BEFORE: usize = 6;
        let at = self
            .chat
            .rows
            .with_untracked(|rows| rows.iter().position(|row| row.id == id));
        if let Some(at) = at {
            self.join_to(at.saturating_sub(BEFORE));
        }
    }

    /// Has rows made down to this one, frame by frame. Far texts wait meanwhile.
    pub(super) fn join_to(self, row: usize) {
        if self.chat.from.get_untracked() <= row {
            if JOINING.get().is_none() {
                bodies::hold_far_ones(false);
            }
            return;
        }
        match JOINING.get() {
            Some(now) => JOINING.set(Some(now.min(row))),
            None => {
                JOINING.set(Some(row));
                bodies::hold_far_ones(true);
                self.join_lot(MORE);
            }
        }
    }

    fn join_lot(self, lot: usize) {
        time::next_frame(move || {
            let from = self.chat.from.get_untracked();
            let goal = JOINING.get().unwrap_or(from);
            if from <= goal {
                JOINING.set(None);
                TO_TOP.set(false);
                return bodies::hold_far_ones(false);
            }
            let began = time::elapsed();
            // Who follows the end is kept there anyway, and who goes to the beginning is there.
            let before = self
                .thread_element()
                .filter(|_| !self.chat.follow.get_untracked() && !TO_TOP.get())
                .map(|thread| dom::below(&thread));
            self.chat.from.set(from.saturating_sub(lot).max(goal));
            leptos::task::spawn_local(async move {
                // By then the new rows are in the page, and not yet painted.
                leptos::task::tick().await;
                if let Some(thread) = self.thread_element() {
                    match before {
                        Some(before) if held().is_none() => dom::set_below(&thread, before),
                        _ if TO_TOP.get() => dom::set_top(&thread, 0),
                        _ => {}
                    }
                }
                let one = (time::elapsed() - began) / lot as f64;
                let fit = (LOT_BUDGET / one.max(0.01)) as usize;
                // All that are there are looked at with each lot: small ones would never get through thousands.
                let rows = self.chat.rows.with_untracked(Vec::len);
                let least = MORE.max(rows.saturating_sub(from) / 8);
                self.join_lot(fit.clamp(least, least.max(lot * 4)));
            });
        })
        .keep();
    }
}

/// Whether older rows are joining now.
pub(super) fn is_joining() -> bool {
    JOINING.get().is_some()
}

/// Where the reader is kept now, if anywhere. While rows still join, and while texts are drawn around it, what they were led
/// to may not be there yet.
fn held() -> Option<Place> {
    HELD.with_borrow_mut(|held| {
        let now = time::now();
        if let Some((_, since)) = held
            && (JOINING.get().is_some() || !bodies::all_painted())
        {
            *since = now;
        }
        held.take_if(|(_, since)| now.saturating_sub(*since) > HOLD);
        held.as_ref().map(|(place, _)| place.clone())
    })
}
