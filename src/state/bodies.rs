//! Feeds the texts of messages to their nodes, a slice a frame, so that neither a burst nor a long history ever holds
//! the page up.

use super::App;
use crate::browser::dom::{self, TextTail};
pub use crate::browser::markdown_nodes::MarkdownLabels as NodeLabels;
use crate::browser::markdown_nodes::MarkdownNodes;
use crate::browser::time::{self, FrameRequest};
use leptos::html::Div;
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};

/// How long one frame may spend on nodes, in milliseconds: well below what a person notices as a hitch (50 ms), with
/// room for the browser's own layout.
const FRAME_BUDGET: f64 = 14.0;
/// How much text goes to the parser at once, in bytes: small enough that the budget can be kept.
const SLICE: usize = 2_048;

struct Body {
    nodes: MarkdownNodes,
    stream: markdown::Stream,
    /// Text that is not on the screen yet.
    pending: String,
    /// How much text there is in all, in bytes as it came.
    total: usize,
    end: End,
    /// What is to be done once all of it is on the screen.
    then: Option<Box<dyn FnOnce()>>,
    reasoning: Option<TextTail>,
}

/// Whether more may come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// More may come.
    Open,
    /// Nothing more comes; the parser has yet to be told.
    Due,
    /// All is on the screen.
    Done,
}

#[derive(Default)]
struct Painter {
    bodies: BTreeMap<String, Body>,
    /// Those with something to do, in the order it came.
    queue: VecDeque<String>,
    frame: Option<FrameRequest>,
    app: Option<App>,
}

thread_local! {
    static PAINTER: RefCell<Painter> = RefCell::new(Painter::default());
}

fn painter<T>(work: impl FnOnce(&mut Painter) -> T) -> T {
    PAINTER.with(|painter| work(&mut painter.borrow_mut()))
}

impl Painter {
    fn enqueue(&mut self, id: &str) {
        if !self.queue.iter().any(|queued| queued == id) {
            self.queue.push_back(id.to_string());
        }
        if self.frame.is_none() {
            self.frame = Some(time::next_frame(paint));
        }
    }
}

impl App {
    /// Fills an answer's element with nodes, now and as text arrives. Call [`chat_detach`](Self::chat_detach) when it goes.
    pub fn chat_attach_body(self, id: &str, element: NodeRef<Div>, labels: NodeLabels) {
        let Some(element) = element.get_untracked() else {
            return;
        };
        let Some((text, streaming)) = self.with_message(id, |message| {
            (
                message.text.clone(),
                message.state == chat::MessageState::Streaming,
            )
        }) else {
            return;
        };
        let end = if streaming { End::Open } else { End::Due };
        let body = Body {
            nodes: MarkdownNodes::new(&element, id, &labels),
            stream: markdown::Stream::new(),
            total: text.len(),
            pending: text,
            end,
            then: None,
            reasoning: None,
        };
        painter(|painter| {
            painter.app = Some(self);
            painter.bodies.insert(id.to_string(), body);
            painter.enqueue(id);
        });
    }

    /// Fills an element with an answer's reasoning, as plain text, now and as it arrives.
    pub fn chat_attach_reasoning(self, id: &str, element: NodeRef<Div>) {
        let Some(element) = element.get_untracked() else {
            return;
        };
        let tail = TextTail::new(&element);
        tail.append(&self.chat_reasoning(id));
        painter(|painter| {
            if let Some(body) = painter.bodies.get_mut(id) {
                body.reasoning = Some(tail);
            }
        });
    }
}

impl App {
    /// The element that scrolls the thread. It is kept at its end until the reader leaves it.
    pub fn chat_attach_thread(self, node: NodeRef<Div>) {
        self.chat.thread.set_value(Some(node));
        self.chat_jump();
    }

    /// The reader's hand is on the thread: a wheel, a finger, a key, the scroll bar.
    pub fn chat_reader_moves(self) {
        self.chat.moved.set_value(time::now());
    }

    /// The thread scrolled. Only the reader's own hand ends the following: text that arrives, and blocks that are
    /// measured for the first time, scroll it too.
    pub fn chat_scrolled(self) {
        const NEAR: i32 = 48;
        const BY_HAND: wire::Millis = 1_000;
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

    pub(super) fn keep_at_end(self) {
        if self.chat.follow.get_untracked()
            && let Some(thread) = self.thread_element()
        {
            dom::scroll_to_bottom(&thread);
        }
    }

    fn thread_element(self) -> Option<<Div as leptos::html::ElementType>::Output> {
        self.chat.thread.get_value()?.try_get_untracked().flatten()
    }
}

/// More has arrived of an answer.
pub(super) fn feed(id: &str, text: &str, reasoning: &str) {
    painter(|painter| {
        let Some(body) = painter.bodies.get_mut(id) else {
            return;
        };
        if let Some(tail) = body.reasoning.as_ref().filter(|_| !reasoning.is_empty()) {
            tail.append(reasoning);
        }
        if !text.is_empty() {
            body.pending.push_str(text);
            body.total += text.len();
            painter.enqueue(id);
        }
    });
}

/// Nothing more comes.
///
/// `then` is done once all of it is on the screen; at once where it is not shown at all.
pub(super) fn finish(id: &str, then: impl FnOnce() + 'static) {
    let mut then = Some(Box::new(then) as Box<dyn FnOnce()>);
    painter(|painter| {
        if let Some(body) = painter.bodies.get_mut(id) {
            body.end = End::Due;
            body.then = then.take();
            painter.enqueue(id);
        }
    });
    if let Some(then) = then {
        then();
    }
}

/// A finished answer has this text: where something else is shown (another tab went on with it), it is shown anew.
pub(super) fn refresh(id: &str, text: &str) {
    painter(|painter| {
        if let Some(body) = painter
            .bodies
            .get_mut(id)
            .filter(|body| body.total != text.len())
        {
            body.nodes.clear();
            body.stream = markdown::Stream::new();
            body.pending = text.to_string();
            body.total = text.len();
            body.end = End::Due;
            painter.enqueue(id);
        }
    });
}

/// An answer that was finished goes on: its nodes are made anew from a parser that can go on.
pub(super) fn reopen(id: &str) {
    painter(|painter| {
        if let Some(body) = painter.bodies.get_mut(id) {
            let text = body.stream.source().to_string() + &body.pending;
            body.nodes.clear();
            body.stream = markdown::Stream::new();
            body.pending = text;
            body.end = End::Open;
            painter.enqueue(id);
        }
    });
}

pub(super) fn detach(id: &str) {
    let gone = painter(|painter| {
        painter.queue.retain(|queued| queued != id);
        painter.bodies.remove(id)
    });
    if let Some(then) = gone.and_then(|body| body.then) {
        then();
    }
}

/// One frame's work: slices in turn until the budget is spent; what is left waits for the next frame.
fn paint() {
    let began = time::elapsed();
    let mut done = Vec::new();
    painter(|painter| {
        painter.frame = None;
        while let Some(id) = painter.queue.pop_front() {
            let Some(body) = painter.bodies.get_mut(&id) else {
                continue;
            };
            if work(body) {
                painter.queue.push_front(id);
            } else {
                done.extend(body.then.take_if(|_| body.end == End::Done));
            }
            if time::elapsed() - began > FRAME_BUDGET && !painter.queue.is_empty() {
                painter.frame = Some(time::next_frame(paint));
                break;
            }
        }
    });
    done.into_iter().for_each(|then| then());
    if let Some(app) = painter(|painter| painter.app) {
        app.keep_at_end();
    }
}

/// Puts one slice on the screen. True when there is more to do.
fn work(body: &mut Body) -> bool {
    let end = (SLICE..body.pending.len())
        .find(|at| body.pending.is_char_boundary(*at))
        .unwrap_or(body.pending.len());
    let slice: String = body.pending.drain(..end).collect();
    if !slice.is_empty() {
        body.nodes.apply(body.stream.push(&slice));
    }
    if !body.pending.is_empty() {
        return true;
    }
    if body.end == End::Due {
        body.end = End::Done;
        body.nodes.apply(body.stream.finish());
    }
    false
}
