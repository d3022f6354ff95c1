//! Feeds the texts of messages to their nodes, a slice a frame, so that neither a burst nor a long history ever holds
//! the page up.

use super::{App, drawing};
use crate::browser::dom::TextTail;
pub use crate::browser::markdown_nodes::MarkdownLabels as NodeLabels;
use crate::browser::markdown_nodes::MarkdownNodes;
use crate::browser::time::{self, FrameRequest, Timer};
use leptos::html::Div;
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use wire::Millis;

/// How long one frame may spend on nodes, in milliseconds: well below what a person notices as a hitch (50 ms), with
/// room for the browser's own layout.
const FRAME_BUDGET: f64 = 14.0;
/// While an answer trickles in, the screen changes this often: each change costs a layout of the whole thread, and eyes
/// see no difference between 20 and 60 a second. In milliseconds.
const PACE: f64 = 50.0;
/// How much text goes to the parser at once, in bytes: small enough that the budget can be kept.
const SLICE: usize = 2_048;
/// Where the browser takes longer than that to lay out what was put in, each frame puts in as much as it takes as long to make,
/// up to this, in milliseconds: a paragraph or table that is laid out whole each time is then done in time that grows with
/// its length, not with the square of it.
const MOST_BUDGET: f64 = 100.0;
/// While an answer arrives, laying it out may take this part of the time.
const LAYOUT_SHARE: f64 = 0.25;

struct Body {
    nodes: MarkdownNodes,
    stream: markdown::Stream,
    /// Text that is not on the screen yet, behind `taken` bytes that are.
    pending: String,
    taken: usize,
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
    /// Finished answers that nobody looks at yet: their text comes when there is time, or when a reader comes near.
    far: Vec<String>,
    /// The far ones wait until the rows of the conversation are there.
    far_held: bool,
    next: Option<Next>,
    /// When a frame was painted last.
    painted: f64,
    /// How long the browser took for it after that, in milliseconds.
    layout: f64,
    measuring: Option<Timer>,
}

/// What brings the next painting about; dropping it calls it off.
enum Next {
    Frame { _request: FrameRequest },
    Later { _timer: Timer },
}

thread_local! {
    static PAINTER: RefCell<Painter> = RefCell::new(Painter::default());
}

fn painter<T>(work: impl FnOnce(&mut Painter) -> T) -> T {
    PAINTER.with(|painter| work(&mut painter.borrow_mut()))
}

impl Painter {
    fn enqueue(&mut self, id: &str) {
        self.queue(id);
        if self.next.is_none() {
            let pace = PACE.max(self.layout.min(MOST_BUDGET) / LAYOUT_SHARE);
            let early = pace - (time::elapsed() - self.painted);
            if early > 0.0 {
                let timer = time::after(early as Millis, || painter(Painter::at_next_frame));
                self.next = Some(Next::Later { _timer: timer });
            } else {
                self.at_next_frame();
            }
        }
    }

    /// For what is not to wait: the end of an answer, a text that is there already.
    fn enqueue_now(&mut self, id: &str) {
        self.queue(id);
        if !matches!(self.next, Some(Next::Frame { .. })) {
            self.at_next_frame();
        }
    }

    fn enqueue_far(&mut self, id: &str) {
        self.far.push(id.to_string());
        self.go_on();
    }

    /// There is more to do: in the next frame, unless that is settled.
    fn go_on(&mut self) {
        let far = !self.far_held && !self.far.is_empty();
        if self.next.is_none() && (far || !self.queue.is_empty()) {
            self.at_next_frame();
        }
    }

    /// Whose turn it is.
    fn next_body(&mut self) -> Option<String> {
        self.queue
            .pop_front()
            .or_else(|| (!self.far_held).then(|| self.far.pop()).flatten())
    }

    fn queue(&mut self, id: &str) {
        if !self.queue.iter().any(|queued| queued == id) {
            self.queue.push_back(id.to_string());
        }
    }

    /// A timer that is set in a frame runs once that frame is laid out and painted.
    fn measure(&mut self) {
        let ended = time::elapsed();
        self.measuring = Some(time::after(0, move || {
            painter(|painter| painter.layout = time::elapsed() - ended);
        }));
    }

    fn at_next_frame(&mut self) {
        self.next = Some(Next::Frame {
            _request: time::next_frame(paint),
        });
    }
}

impl App {
    /// Fills an answer's element with nodes, now and as text arrives. Call [`chat_detach`](Self::chat_detach) when it goes.
    ///
    /// A finished answer that is not `near` gets its text when there is time.
    pub fn chat_attach_body(self, id: &str, element: NodeRef<Div>, labels: NodeLabels, near: bool) {
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
            taken: 0,
            end,
            then: None,
            reasoning: None,
        };
        painter(|painter| {
            let far = !near && body.end == End::Due;
            painter.bodies.insert(id.to_string(), body);
            if far {
                painter.enqueue_far(id);
            } else {
                painter.enqueue_now(id);
            }
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

/// Fills an element with the nodes of a text that is no message's, now and (where it is `open`) as more of it arrives.
pub(super) fn attach(
    id: &str,
    element: NodeRef<Div>,
    labels: &NodeLabels,
    text: String,
    open: bool,
) {
    let Some(element) = element.get_untracked() else {
        return;
    };
    let body = Body {
        nodes: MarkdownNodes::new(&element, id, labels),
        stream: markdown::Stream::new(),
        total: text.len(),
        pending: text,
        taken: 0,
        end: if open { End::Open } else { End::Due },
        then: None,
        reasoning: None,
    };
    painter(|painter| {
        painter.bodies.insert(id.to_string(), body);
        painter.enqueue_now(id);
    });
}

/// What is shown of it goes; another text comes in its place.
pub(super) fn restart(id: &str) {
    painter(|painter| {
        if let Some(body) = painter.bodies.get_mut(id) {
            body.nodes.clear();
            body.stream = markdown::Stream::new();
            body.pending.clear();
            body.taken = 0;
            body.total = 0;
            body.then = None;
            body.end = End::Open;
            painter.enqueue_now(id);
        }
    });
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
            painter.enqueue_now(id);
        }
    });
    if let Some(then) = then {
        then();
    }
}

/// Whether its text is on the screen, or about to be.
pub(super) fn is_shown(id: &str) -> bool {
    painter(|painter| painter.bodies.contains_key(id))
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
            body.taken = 0;
            body.total = text.len();
            body.end = End::Due;
            painter.enqueue_now(id);
        }
    });
}

/// An answer that was finished goes on: its nodes are made anew from a parser that can go on.
pub(super) fn reopen(id: &str) {
    painter(|painter| {
        if let Some(body) = painter.bodies.get_mut(id) {
            let text = body.stream.source().to_string() + &body.pending[body.taken..];
            body.nodes.clear();
            body.stream = markdown::Stream::new();
            body.pending = text;
            body.taken = 0;
            body.end = End::Open;
            painter.enqueue_now(id);
        }
    });
}

/// A reader comes near: its text is not to wait any longer.
pub(super) fn hurry(id: &str) {
    painter(|painter| {
        if let Some(at) = painter.far.iter().rposition(|far| far == id) {
            painter.far.remove(at);
            painter.enqueue_now(id);
        }
    });
}

/// Whether all texts are on the screen, as far as they have come.
pub(super) fn all_painted() -> bool {
    painter(|painter| painter.queue.is_empty() && painter.far.is_empty())
}

/// While a conversation's rows are being made, what nobody looks at waits.
pub(super) fn hold_far_ones(hold: bool) {
    painter(|painter| {
        painter.far_held = hold;
        painter.go_on();
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
        painter.next = None;
        painter.painted = began;
        let budget = FRAME_BUDGET.max(painter.layout.min(MOST_BUDGET));
        while let Some(id) = painter.next_body() {
            let Some(body) = painter.bodies.get_mut(&id) else {
                continue;
            };
            if work(body) {
                painter.queue.push_front(id);
            } else {
                done.extend(body.then.take_if(|_| body.end == End::Done));
            }
            if time::elapsed() - began > budget {
                break;
            }
        }
        painter.go_on();
        painter.measure();
    });
    done.into_iter().for_each(|then| then());
    drawing::after_painting();
}

/// Puts one slice on the screen. True when there is more to do.
fn work(body: &mut Body) -> bool {
    let pending = &body.pending[body.taken..];
    let end = (SLICE..pending.len())
        .find(|at| pending.is_char_boundary(*at))
        .unwrap_or(pending.len());
    if end > 0 {
        body.nodes.apply(body.stream.push(&pending[..end]));
        body.taken += end;
    }
    if body.taken < body.pending.len() {
        return true;
    }
    body.pending.clear();
    body.taken = 0;
    if body.end == End::Due {
        body.end = End::Done;
        body.nodes.apply(body.stream.finish());
    }
    false
}
