//! A message translated beside itself: one call through the gate, streamed into nodes of its own. It is kept as long as the
//! page is there, in memory alone: the message is the person's, its translation can be had again.

use super::calls::{self, CallEnd, CallUpdate, HowEnded};
use super::translate_run::fresh_boundary;
use super::{App, NodeLabels, SpentView, Task, TrStatus, Trouble, TroubleKind, WaitView, bodies};
use gate::CallId;
use leptos::html::Div;
use leptos::prelude::*;
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use translation::{Certain, Runaway, TargetFilter, TranslateRequest};
use wire::{Problem, ProblemKind};

/// A translation beside its message.
#[derive(Clone)]
pub struct Beside {
    /// It is shown.
    pub open: ArcRwSignal<bool>,
    /// Tag of the language it is in.
    pub to: ArcRwSignal<String>,
    /// How far it is.
    pub status: ArcRwSignal<TrStatus>,
    /// What its call waits for.
    pub waiting: ArcRwSignal<Option<WaitView>>,
    /// What went wrong.
    pub trouble: ArcRwSignal<Option<Trouble>>,
    /// What it took.
    pub spent: ArcRwSignal<Option<SpentView>>,
}

/// The text of one, and what is under way for it.
#[derive(Default)]
struct Kept {
    /// What was translated: the message may have gone on since.
    source: String,
    text: String,
    /// Counts its runs: what comes of an earlier one is passed over.
    run: u64,
    call: Option<CallId>,
    way: Option<Way>,
}

struct Way {
    filter: TargetFilter,
    runaway: Runaway,
    ran_away: bool,
    model: String,
    instructions: String,
}

type All = ArcRwSignal<BTreeMap<String, Beside>>;

thread_local! {
    static ALL: OnceCell<All> = const { OnceCell::new() };
    static KEPT: RefCell<BTreeMap<String, Kept>> = const { RefCell::new(BTreeMap::new()) };
}

fn all() -> All {
    ALL.with(|all| all.get_or_init(All::default).clone())
}

fn kept<T>(id: &str, work: impl FnOnce(&mut Kept) -> T) -> T {
    KEPT.with(|kept| work(kept.borrow_mut().entry(id.to_string()).or_default()))
}

/// The name of its nodes among those of the messages.
fn body(id: &str) -> String {
    format!("{id}-beside")
}

impl App {
    /// The translation beside a message, where there was ever one; tracked.
    pub fn beside(self, id: &str) -> Option<Beside> {
        all().with(|all| all.get(id).cloned())
    }

    /// Shows a message's translation, and asks for it unless it is there.
    pub fn beside_open(self, id: &str) {
        let there = all().with_untracked(|all| all.get(id).cloned());
        let beside = there.unwrap_or_else(|| {
            let beside = Beside {
                open: ArcRwSignal::new(true),
                to: ArcRwSignal::new(self.translate.to.get_untracked()),
                status: ArcRwSignal::new(TrStatus::Idle),
                waiting: ArcRwSignal::new(None),
                trouble: ArcRwSignal::new(None),
                spent: ArcRwSignal::new(None),
            };
            all().update(|all| {
                all.insert(id.to_string(), beside.clone());
            });
            beside
        });
        beside.open.set(true);
        let same = kept(id, |kept| kept.source == self.chat_text(id));
        let ended = matches!(
            beside.status.get_untracked(),
            TrStatus::Done | TrStatus::Running
        );
        if !(same && ended) {
            self.beside_run(id);
        }
    }

    /// Shows it no more. What is asked for is stopped; what is there is kept.
    pub fn beside_close(self, id: &str) {
        self.beside_stop(id);
        if let Some(beside) = all().with_untracked(|all| all.get(id).cloned()) {
            beside.open.set(false);
        }
    }

    /// Another language: asked for at once.
    pub fn beside_set_to(self, id: &str, to: String) {
        if let Some(beside) = all().with_untracked(|all| all.get(id).cloned()) {
            self.use_language(to.clone());
            beside.to.set(to);
            self.beside_run(id);
        }
    }

    /// Stops it; what arrived stays.
    pub fn beside_stop(self, id: &str) {
        if let Some(call) = kept(id, |kept| kept.call) {
            calls::stop(call);
        }
    }

    /// Its text, as it is so far.
    pub fn beside_text(self, id: &str) -> String {
        kept(id, |kept| kept.text.clone())
    }

    /// Fills its element with nodes, now and as it arrives. Call [`beside_detach`](Self::beside_detach) when it goes.
    pub fn beside_attach(self, id: &str, element: NodeRef<Div>, labels: NodeLabels) {
        let open = all().with_untracked(|all| {
            all.get(id)
                .is_some_and(|beside| beside.status.get_untracked() == TrStatus::Running)
        });
        bodies::attach(&body(id), element, &labels, self.beside_text(id), open);
    }

    /// Its element is gone.
    pub fn beside_detach(self, id: &str) {
        bodies::detach(&body(id));
    }

    /// Asks for it, anew.
    pub fn beside_run(self, id: &str) {
        self.beside_stop(id);
        let Some(beside) = all().with_untracked(|all| all.get(id).cloned()) else {
            return;
        };
        if !self.ready_for_question() {
            return;
        }
        let source = self.chat_text(id);
        let run = kept(id, |kept| {
            kept.run += 1;
            kept.call = None;
            kept.text.clear();
            kept.source = source.clone();
            kept.run
        });
        bodies::restart(&body(id));
        beside.trouble.set(None);
        beside.spent.set(None);
        beside.status.set(TrStatus::Running);
        let model = untrack(|| self.model_for(Task::Translate));
        if model.is_empty() {
            self.list_models_once();
            let trouble = Trouble::new(TroubleKind::NoModel, self.endpoint.preset());
            return self.beside_over(id, TrStatus::Failed, Some(trouble));
        }
        let id = id.to_string();
        leptos::task::spawn_local(async move {
            self.glossaries_ready().await;
            if kept(&id, |kept| kept.run) == run {
                self.beside_ask(id, run, source, model, beside.to.get_untracked());
            }
        });
    }

    fn beside_ask(self, id: String, run: u64, source: String, model: String, to: String) {
        let boundary = fresh_boundary(&source, "");
        let wishes = [self.tone_lines(&to), self.term_lines(&source, None, &to)];
        let instructions = wishes
            .iter()
            .map(|lines| lines.trim())
            .filter(|lines| !lines.is_empty())
            .collect::<Vec<_>>()
            .join("\n");
        let messages = translation::prompt(&TranslateRequest {
            source: &source,
            from: None,
            to: &to,
            boundary: &boundary,
            instructions: &instructions,
        });
        let bound = translation::output_token_bound(gate::estimate_tokens(&source));
        let ask = self.translation_ask(&model, messages, bound, None);
        kept(&id, |kept| {
            kept.way = Some(Way {
                filter: TargetFilter::new(&boundary, &source),
                runaway: Runaway::of(&source),
                ran_away: false,
                model,
                instructions,
            });
        });
        let of = id.clone();
        let call = calls::ask(self, ask, move |update| {
            self.beside_update(&of, run, update)
        });
        kept(&id, |kept| {
            if kept.run == run && kept.way.is_some() {
                kept.call = Some(call);
            }
        });
    }

    fn beside_update(self, id: &str, run: u64, update: CallUpdate) {
        let beside = all().with_untracked(|all| all.get(id).cloned());
        let Some(beside) = beside.filter(|_| kept(id, |kept| kept.run) == run) else {
            return;
        };
        match update {
            CallUpdate::Waiting(wait) => beside.waiting.set(Some(wait)),
            CallUpdate::Sent(..) => beside.waiting.set(None),
            CallUpdate::Arrived(delta) => {
                let hopeless = kept(id, |kept| {
                    let way = kept.way.as_mut()?;
                    let Certain { discard, text } = way.filter.push(&delta.text);
                    if discard {
                        // It was thoughts.
                        way.runaway.discard();
                        kept.text.clear();
                        bodies::restart(&body(id));
                    }
                    way.ran_away |= way.runaway.push(&text);
                    kept.text.push_str(&text);
                    bodies::feed(&body(id), &text, "");
                    kept.call.filter(|_| way.ran_away)
                });
                if let Some(call) = hopeless {
                    calls::stop(call);
                }
            }
            CallUpdate::Ended(end) => self.beside_ended(id, &beside, *end),
        }
    }

    fn beside_ended(self, id: &str, beside: &Beside, end: CallEnd) {
        let Some(mut way) = kept(id, |kept| kept.way.take()) else {
            return;
        };
        let rest = way.filter.finish();
        bodies::feed(&body(id), &rest, "");
        let (source, text) = kept(id, |kept| {
            kept.text.push_str(&rest);
            (kept.source.clone(), kept.text.clone())
        });
        beside.waiting.set(None);
        beside
            .spent
            .set(end.completion.usage.map(|usage| SpentView {
                usage,
                cost: end.cost,
                model: way.model,
            }));
        let to = beside.to.get_untracked();
        let asked = TranslateRequest {
            source: &source,
            from: None,
            to: &to,
            boundary: "",
            instructions: &way.instructions,
        };
        let unusable = |reason: &str| {
            let kind = TroubleKind::Unusable(reason.to_string());
            Some(Trouble::new(kind, self.endpoint.preset()))
        };
        let (status, trouble) = match end.how {
            _ if way.ran_away => (
                TrStatus::Failed,
                unusable(translation::Reason::Length.name()),
            ),
            HowEnded::Complete if text.trim().is_empty() => {
                let empty = Problem::new(ProblemKind::Empty);
                (TrStatus::Failed, Some(self.trouble_of(empty)))
            }
            HowEnded::Complete => match translation::judge_whole(&asked, &text) {
                Ok(()) => (TrStatus::Done, None),
                Err(reason) => (TrStatus::Failed, unusable(reason.name())),
            },
            HowEnded::Truncated => (TrStatus::Truncated, None),
            HowEnded::Stopped => (TrStatus::Stopped, None),
            HowEnded::Failed(trouble) => (TrStatus::Failed, Some(trouble)),
        };
        self.beside_over(id, status, trouble);
    }

    fn beside_over(self, id: &str, status: TrStatus, trouble: Option<Trouble>) {
        kept(id, |kept| kept.call = None);
        let Some(beside) = all().with_untracked(|all| all.get(id).cloned()) else {
            return;
        };
        // Only when all of it is on the screen.
        bodies::finish(&body(id), move || {
            beside.trouble.set(trouble);
            beside.status.set(status);
        });
    }
}
