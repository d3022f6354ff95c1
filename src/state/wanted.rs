//! Small questions to the model: asked through the gate, stopped when nobody waits any more.

use super::calls::{self, Ask, CallEnd, CallUpdate, HowEnded};
use super::{App, Task, Trouble, TroubleKind, quirk_book};
use gate::{CallId, WorkKind};
use leptos::prelude::*;
use std::cell::RefCell;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Poll, Waker};
use translation::asks::{Unreadable, Wanted};
use translation::{Rung, Taken};
use wire::{ChatMessage, ChatRequest, Problem, ProblemKind, ResponseFormat};

/// How far a question is.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked<T> {
    /// Nobody has asked.
    Idle,
    /// It is under way.
    Asking,
    /// The answer.
    Here(T),
    /// There was an answer, and it was what stands there already.
    Same,
    /// It could not be had.
    Failed(Trouble),
}

/// A question that can be asked again and again: a new one takes the place of the one before. It ends with its reactive
/// owner.
pub struct Question<T: Send + Sync + 'static> {
    /// How far it is.
    pub state: RwSignal<Asked<T>>,
    /// The answer was cut for its length: there may be more than is here.
    pub cut: RwSignal<bool>,
    running: StoredValue<Option<Running>, LocalStorage>,
}

impl<T: Send + Sync + 'static> Clone for Question<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Question<T> {}

impl<T: Send + Sync + 'static> Default for Question<T> {
    fn default() -> Self {
        Question {
            state: RwSignal::new(Asked::Idle),
            cut: RwSignal::new(false),
            running: StoredValue::new_local(None),
        }
    }
}

impl<T: Send + Sync + 'static> Question<T> {
    /// Stops what is under way; nothing is asked and nothing answered.
    pub fn stop(self) {
        self.running.set_value(None);
        self.state.set(Asked::Idle);
    }

    /// Asks, and makes something of the answer.
    pub(super) fn ask(
        self,
        app: App,
        wanted: impl Future<Output = Wanted> + 'static,
        read: impl FnOnce(&str) -> Result<T, Unreadable> + 'static,
    ) {
        self.cut.set(false);
        self.state.set(Asked::Asking);
        self.running.set_value(Some(Running::start(async move {
            let asked = match app.want(wanted.await, WorkKind::Translate).await {
                Ok(answer) => match read(&answer.text) {
                    Ok(found) => {
                        self.cut.try_set(answer.cut);
                        Asked::Here(found)
                    }
                    Err(Unreadable::Same) if !answer.cut => Asked::Same,
                    Err(_) => Asked::Failed(app.not_understood(&answer)),
                },
                Err(trouble) => Asked::Failed(trouble),
            };
            self.state.try_set(asked);
        })));
    }
}

/// An answer that came.
pub(super) struct Heard {
    pub(super) text: String,
    /// The limit on length cut it.
    pub(super) cut: bool,
}

/// Work that ends when this is dropped.
pub(super) struct Running(Work);

type Work = Rc<RefCell<Option<Pin<Box<dyn Future<Output = ()>>>>>>;

impl Running {
    pub(super) fn start(work: impl Future<Output = ()> + 'static) -> Running {
        let work: Work = Rc::new(RefCell::new(Some(Box::pin(work))));
        let running = Running(work.clone());
        leptos::task::spawn_local(poll_fn(move |context| {
            // Taken out while it is at work: what it does may drop the handle.
            let Some(mut now) = work.borrow_mut().take() else {
                return Poll::Ready(());
            };
            let poll = now.as_mut().poll(context);
            if poll.is_pending() && Rc::strong_count(&work) > 1 {
                *work.borrow_mut() = Some(now);
                return Poll::Pending;
            }
            Poll::Ready(())
        }));
        running
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let work = self.0.borrow_mut().take();
        drop(work);
    }
}

impl App {
    /// Asks for an answer and gives its text. An endpoint that refuses schemas is asked in words, and that is remembered.
    /// Dropping the future stops the call.
    ///
    /// # Errors
    ///
    /// What kept the answer from being had.
    pub(super) async fn want(self, wanted: Wanted, kind: WorkKind) -> Result<Heard, Trouble> {
        self.want_counted(wanted, kind, &mut (None, None)).await
    }

    /// The same; adds what it took, by the endpoint's own numbers, to `taken`.
    ///
    /// # Errors
    ///
    /// As [`want`](Self::want).
    pub(super) async fn want_counted(
        self,
        wanted: Wanted,
        kind: WorkKind,
        taken: &mut Taken,
    ) -> Result<Heard, Trouble> {
        let model = untrack(|| self.model_for(Task::Translate));
        self.want_of(model, wanted, kind, taken).await
    }

    /// The same, of this model.
    ///
    /// # Errors
    ///
    /// As [`want`](Self::want).
    pub(super) async fn want_of(
        self,
        model: String,
        wanted: Wanted,
        kind: WorkKind,
        taken: &mut Taken,
    ) -> Result<Heard, Trouble> {
        if model.is_empty() {
            self.list_models_once();
            return Err(Trouble::new(TroubleKind::NoModel, self.endpoint.preset()));
        }
        let choice = self.endpoint.choice;
        let origin = choice.with_untracked(|choice| choice.origin());
        let known = quirk_book::known_rung(&origin, &model);
        if known == Rung::Schema {
            let (messages, format) = (wanted.messages.clone(), wanted.format.clone());
            let asked = self.small_ask(&model, messages, format, wanted.output_bound, kind);
            match heard(self, asked, taken).await {
                // Not every endpoint names what it finds fault with.
                Err(trouble) if trouble.kind == TroubleKind::Wire(ProblemKind::BadRequest) => {}
                other => return other,
            }
        }
        let plain = wanted.without_schema();
        let asked = self.small_ask(&model, plain.messages, None, plain.output_bound, kind);
        let answer = heard(self, asked, taken).await?;
        if known == Rung::Schema {
            let learned = quirk_book::remember_rung(&origin, &model, Rung::JsonObject);
            self.note_storage(learned);
        }
        Ok(answer)
    }

    /// An answer came, and nothing could be made of it.
    pub(super) fn not_understood(self, answer: &Heard) -> Trouble {
        let kind = match answer {
            Heard { cut: true, .. } => ProblemKind::OutputLimit,
            Heard { text, .. } if text.trim().is_empty() => ProblemKind::Empty,
            Heard { .. } => ProblemKind::Formless,
        };
        self.trouble_of(Problem::new(kind))
    }

    fn small_ask(
        self,
        model: &str,
        messages: Vec<ChatMessage>,
        response_format: Option<ResponseFormat>,
        output_bound: u32,
        kind: WorkKind,
    ) -> Ask {
        let (capped, effort) = self
            .settings
            .with_untracked(|settings| (settings.has_cap(), settings.effort.clone()));
        Ask {
            request: ChatRequest {
                model: model.to_string(),
                messages,
                stream: true,
                temperature: Some(0.3),
                reasoning_effort: effort,
                // A hard cap holds only when the answer's length is bounded too.
                max_output_tokens: capped.then_some(output_bound),
                response_format,
                ..ChatRequest::default()
            },
            kind,
            output_tokens: u64::from(output_bound),
        }
    }
}

/// What is heard of a call.
#[derive(Default)]
struct Ear {
    end: Option<Box<CallEnd>>,
    waker: Option<Waker>,
}

/// Stops its call, unless it has ended.
struct Call {
    id: CallId,
    ended: bool,
}

impl Drop for Call {
    fn drop(&mut self) {
        if !self.ended {
            calls::stop(self.id);
        }
    }
}

pub(super) async fn heard(app: App, ask: Ask, taken: &mut Taken) -> Result<Heard, Trouble> {
    let ear = Rc::new(RefCell::new(Ear::default()));
    let hears = ear.clone();
    let id = calls::ask(app, ask, move |update| {
        if let CallUpdate::Ended(end) = update {
            let mut ear = hears.borrow_mut();
            ear.end = Some(end);
            if let Some(waker) = ear.waker.take() {
                waker.wake();
            }
        }
    });
    let mut call = Call { id, ended: false };
    let end = poll_fn(|context| {
        let mut ear = ear.borrow_mut();
        match ear.end.take() {
            Some(end) => Poll::Ready(end),
            None => {
                ear.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    })
    .await;
    call.ended = true;
    let took = (end.completion.usage, end.cost.map(|cost| cost.0));
    *taken = translation::taken_together(*taken, took);
    let cut = matches!(end.how, HowEnded::Truncated);
    match end.how {
        // What was cut off may be enough to be read.
        HowEnded::Complete | HowEnded::Truncated => Ok(Heard {
            text: end.completion.text,
            cut,
        }),
        // By someone else: the key was forgotten.
        HowEnded::Stopped => Err(Trouble::new(TroubleKind::NoKey, app.endpoint.preset())),
        HowEnded::Failed(trouble) => Err(trouble),
    }
}
