//! One question to several models: who is asked next time, the answers that stand side by side, and going on with one of them.
//! Which answers those are is worked out in `chat::side_by_side`; that they are looked at so is in the conversation's record.

use super::chat::{Answer, RowLive, desk};
use super::chat_actions::focus_composer;
use super::chat_answer::Answering;
use super::chat_edit::Wanted;
use super::{App, Row, calls};
use chat::{Conversation, FEWEST_COMPARED, Message, Took, compared_models};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// The signals. They live as long as the page.
#[derive(Clone, Default)]
pub struct Comparing {
    /// The dialog in which models are chosen is open.
    pub choosing: ArcRwSignal<bool>,
    /// The answers that stand side by side in the open conversation; the rows then end with the current one of them.
    pub columns: ArcRwSignal<Vec<Row>>,
    /// Who is compared with the next message: of each conversation, of a new one under the empty id.
    chosen: ArcRwSignal<BTreeMap<String, ChosenModels>>,
}

/// Models that were chosen, and where: a name means nothing at another endpoint.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct ChosenModels {
    origin: String,
    models: Vec<String>,
}

/// A new answer beside others.
pub(super) struct Beside {
    /// The message it answers
    pub question: String,
    /// Who is asked
    pub model: String,
    /// Images are left out
    pub without_images: bool,
}

/// The clock of an answer that is arriving, in milliseconds of [`elapsed`](crate::browser::time::elapsed).
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Clock {
    sent: Option<f64>,
    first: Option<f64>,
}

impl Clock {
    /// It was sent (again).
    pub fn sent(&mut self, now: f64) {
        *self = Clock {
            sent: Some(now),
            first: None,
        };
    }

    /// Some of it arrived.
    pub fn arrived(&mut self, now: f64) {
        self.first = self.first.or(Some(now));
    }

    /// It is over. Before it was continued, it had taken so long.
    pub fn ended(self, now: f64, before: Option<Took>) -> Option<Took> {
        let since = |from: f64, to: f64| (to - from).max(0.0).round() as u64;
        let Some(sent) = self.sent else { return before };
        let before = before.unwrap_or_default();
        Some(Took {
            first: before.first.or(self.first.map(|first| since(sent, first))),
            total: before.total + since(sent, now),
        })
    }
}

thread_local! {
    static STATE: OnceCell<Comparing> = const { OnceCell::new() };
}

impl App {
    /// The signals.
    pub fn comparing(self) -> Comparing {
        STATE.with(|state| state.get_or_init(Comparing::default).clone())
    }

    /// Who is compared with the next message of the open conversation; empty where one model alone is asked.
    pub fn compare_models(self) -> Vec<String> {
        let open = self.chat.open.get().unwrap_or_default();
        let origin = self.endpoint.choice.with(|choice| choice.origin());
        self.comparing().chosen.with(|chosen| {
            let of = chosen.get(&open).filter(|of| of.origin == origin);
            of.map(|of| of.models.clone()).unwrap_or_default()
        })
    }

    /// Compares these with the next message; fewer than two are none.
    pub fn compare_choose(self, models: &[String]) {
        let models = compared_models(models);
        let open = self.chat.open.get_untracked().unwrap_or_default();
        let origin = self
            .endpoint
            .choice
            .with_untracked(|choice| choice.origin());
        let state = self.comparing();
        state.chosen.update(|chosen| {
            if models.len() < FEWEST_COMPARED {
                chosen.remove(&open);
            } else {
                chosen.insert(open, ChosenModels { origin, models });
            }
        });
        let kept = state.chosen.get_untracked();
        self.keep_under_way(|under_way| under_way.comparing = kept);
    }

    /// Leaves one out.
    pub fn compare_without(self, model: &str) {
        let mut models = untrack(|| self.compare_models());
        models.retain(|known| known != model);
        self.compare_choose(&models);
    }

    /// What was chosen before the page was loaded anew.
    pub(super) fn take_back_compared(self, kept: BTreeMap<String, ChosenModels>) {
        self.comparing().chosen.set(kept);
    }

    /// Who is asked now. Each message is compared once: the next one goes to the conversation's model again.
    pub(super) fn take_compared(self) -> Vec<String> {
        let models = untrack(|| self.compare_models());
        if !models.is_empty() {
            self.compare_choose(&[]);
        }
        models
    }

    /// Asks all of them at once; each answer is a call of its own, and none waits for another.
    pub(super) fn answer_compared(
        self,
        conversation: String,
        question: String,
        models: Vec<String>,
    ) {
        let missing = self.contents_missing(&conversation, &question);
        let ask = move || {
            if desk(|desk| desk.stopped.remove(&conversation)) {
                return self.answering_over(&conversation);
            }
            for model in models {
                let beside = Beside {
                    question: question.clone(),
                    model,
                    without_images: false,
                };
                self.answer_now(conversation.clone(), Answering::Beside(beside));
            }
        };
        if missing.is_empty() {
            return ask();
        }
        leptos::task::spawn_local(async move {
            self.load_contents(missing).await;
            ask();
        });
    }

    /// The question that this answer stands beside others under, on the screen.
    pub(super) fn question_beside(self, answer: &str) -> Option<String> {
        let (conversation, question) = self.with_message(answer, |message| {
            (message.conversation.clone(), message.parent.clone())
        })?;
        let record = self.conversation(&conversation)?;
        (record.side_by_side == question)
            .then_some(question)
            .flatten()
    }

    /// Whether what is wanted of an answer has to wait. Of those side by side none waits for another.
    pub(super) fn must_wait_for(self, wanted: &Wanted) -> bool {
        let id = match wanted {
            Wanted::Again(id) | Wanted::WithoutImages(id) | Wanted::Continue(id) => id,
            Wanted::Edit(_) => return self.must_wait(),
        };
        let Some(question) = self.question_beside(id) else {
            return self.must_wait();
        };
        let held = desk(|desk| {
            desk.answers.contains_key(id)
                || desk.answers.values().any(|answer| {
                    Some(&answer.message.conversation) == self.chat.open.get_untracked().as_ref()
                        && answer.message.parent.as_ref() != Some(&question)
                })
        });
        held || self.chat.busy_elsewhere.get_untracked()
    }

    /// How another answer in place of this one is asked for: of the same model, where it stands beside others.
    pub(super) fn again(self, answer: &str, parent: String, without_images: bool) -> Answering {
        let model = self
            .question_beside(answer)
            .and_then(|_| self.with_message(answer, |message| message.model.clone())?);
        match (model, without_images) {
            (Some(model), _) => Answering::Beside(Beside {
                question: parent,
                model,
                without_images,
            }),
            (None, true) => Answering::WithoutImages(parent),
            (None, false) => Answering::To(parent),
        }
    }

    /// The question and the model of an answer that stands beside others, and is asked for or continued.
    pub(super) fn beside_of(self, answering: &Answering) -> Option<(String, String)> {
        match answering {
            Answering::Beside(beside) => Some((beside.question.clone(), beside.model.clone())),
            Answering::On(id) => {
                let question = self.question_beside(id)?;
                let model = self.with_message(id, |message| message.model.clone())??;
                Some((question, model))
            }
            Answering::To(_) | Answering::WithoutImages(_) => None,
        }
    }

    /// An answer is being asked for: the path leads to it, except where it stands beside others.
    pub(super) fn lead_to(self, record: &mut Conversation, question: Option<&str>, answer: &str) {
        let leaf = question.and_then(|question| {
            desk(|desk| {
                let tree = desk.trees.get(&record.id)?;
                Some(chat::leaf_beside(
                    tree,
                    question,
                    record.leaf.as_deref(),
                    answer,
                ))
            })
        });
        record.leaf = Some(leaf.unwrap_or_else(|| answer.to_string()));
        if let Some(question) = question {
            record.side_by_side = Some(question.to_string());
        }
    }

    /// Stops one answer; those beside it go on.
    pub fn chat_stop_answer(self, id: &str) {
        let call = desk(|desk| desk.answers.get(id).map(|answer| answer.call));
        call.into_iter().for_each(calls::stop);
    }

    /// Stops the answers to a question that are arriving beside this one.
    fn stop_beside(self, question: &str, id: &str) {
        let running: Vec<_> = desk(|desk| {
            let beside = desk.answers.values().filter(|answer| {
                let message = &answer.message;
                message.parent.as_deref() == Some(question) && message.id != id
            });
            beside.map(|answer| answer.call).collect()
        });
        running.into_iter().for_each(calls::stop);
    }

    /// Stops the answers that are arriving at or below a message; those beside it go on.
    pub(super) fn stop_answers_below(self, conversation: &str, id: &str) {
        let running: Vec<_> = desk(|desk| {
            let Some(tree) = desk.trees.get(conversation) else {
                return Vec::new();
            };
            let below = |answer: &&Answer| {
                let path = tree.path_to(&answer.message.id);
                path.iter().any(|message| message.id == id)
            };
            let answers = desk.answers.values().filter(below);
            answers.map(|answer| answer.call).collect()
        });
        running.into_iter().for_each(calls::stop);
    }

    /// Goes on with this answer: the path leads to it and to what was said after it before, and its model is the
    /// conversation's. The others stay beside it.
    pub fn chat_go_on_with(self, id: &str) {
        let Some((conversation, model)) = self.with_message(id, |message| {
            (message.conversation.clone(), message.model.clone())
        }) else {
            return;
        };
        let leaf = desk(|desk| desk.trees.get(&conversation)?.latest_leaf(Some(id)));
        let origin = self
            .endpoint
            .choice
            .with_untracked(|choice| choice.origin());
        let here = desk(|desk| {
            let tree = desk.trees.get(&conversation)?;
            Some(asked_at(tree, tree.get(id)?, &origin))
        });
        let here = here.unwrap_or_default();
        // Nobody waits for the others any more; what came of them stays, and can be continued.
        if let Some(question) = self.question_beside(id) {
            self.stop_beside(&question, id);
        }
        self.change_conversation(&conversation, |record| {
            record.leaf = leaf;
            record.side_by_side = None;
            if let Some(model) = model.filter(|model| here && !model.is_empty()) {
                record.model = Some(model);
                record.model_origin = Some(origin);
            }
        });
        self.rebuild_rows(&conversation);
        focus_composer();
    }

    /// Whose answers to this question stand side by side on the screen: they are asked again where it is changed. None where
    /// one model alone is.
    pub(super) fn models_beside(self, question: &str) -> Vec<String> {
        let of = self.with_message(question, |message| message.conversation.clone());
        let record = of.and_then(|of| self.conversation(&of));
        let Some(record) = record.filter(|it| it.side_by_side.as_deref() == Some(question)) else {
            return Vec::new();
        };
        let origin = self
            .endpoint
            .choice
            .with_untracked(|choice| choice.origin());
        let models: Option<Vec<String>> = desk(|desk| {
            let tree = desk.trees.get(&record.id)?;
            let columns = chat::side_by_side(tree, question, record.leaf.as_deref()?)?;
            let here = columns
                .iter()
                .filter(|column| asked_at(tree, column, &origin));
            Some(here.filter_map(|column| column.model.clone()).collect())
        });
        let models = compared_models(&models.unwrap_or_default());
        match models.len() < FEWEST_COMPARED {
            true => Vec::new(),
            false => models,
        }
    }

    /// Whether there are answers of other models beside this one.
    pub fn chat_is_comparable(self, id: &str) -> bool {
        desk(|desk| {
            let mut trees = desk.trees.values();
            trees.any(|tree| chat::comparable(tree, id).is_some())
        })
    }

    /// Shows the answers to the question of this one side by side; it is the current one.
    pub fn chat_side_by_side(self, id: &str) {
        let found = self.with_message(id, |message| {
            (message.conversation.clone(), message.parent.clone())
        });
        if let Some((conversation, Some(question))) = found {
            self.change_conversation(&conversation, |record| {
                record.leaf = Some(id.to_string());
                record.side_by_side = Some(question);
            });
            self.rebuild_rows(&conversation);
        }
    }
}

/// A clock for what is arriving.
pub(super) fn with_clock(id: &str, f: impl FnOnce(&mut Clock)) {
    desk(|desk| {
        if let Some(answer) = desk.answers.get_mut(id) {
            f(&mut answer.clock);
        }
    });
}

impl RowLive {
    /// Tokens in and out, as the endpoint counted them.
    pub fn counted(&self) -> Option<(u64, u64)> {
        self.usage.map(|usage| (usage.input, usage.output))
    }
}

/// Whether an answer was asked for at this endpoint: elsewhere its model's name means something else.
fn asked_at(tree: &chat::Tree, answer: &Message, origin: &str) -> bool {
    let sent_there = |one: &Message| {
        let sent = one.sent.as_ref();
        sent.and_then(|sent| wire::BaseUrl::parse(&sent.base).ok())
            .is_some_and(|base| base.origin() == origin)
    };
    // A version in the person's words was not asked for: the one that it was made of was.
    let versions = tree.siblings(&answer.id).0.into_iter();
    let made_of = |id: &str| {
        let one = tree.get(id);
        one.is_some_and(|one| one.model == answer.model && sent_there(one))
    };
    sent_there(answer) || (answer.edited && versions.into_iter().any(made_of))
}

#[cfg(test)]
mod tests {
    use super::{Clock, Took};

    #[test]
    fn how_long_it_took() {
        let took = |first, total| Some(Took { first, total });
        let mut clock = Clock::default();
        // It never went out.
        assert_eq!(clock.ended(50.0, None), None);
        assert_eq!(clock.ended(50.0, took(Some(1), 2)), took(Some(1), 2));
        clock.sent(100.0);
        assert_eq!(clock.ended(350.4, None), took(None, 250));
        clock.arrived(180.2);
        clock.arrived(200.0);
        assert_eq!(clock.ended(350.4, None), took(Some(80), 250));
        // What was continued: the first words are those of the first time.
        assert_eq!(
            clock.ended(350.4, took(Some(7), 1_000)),
            took(Some(7), 1_250)
        );
        // Sent once more, it begins anew.
        clock.sent(300.0);
        assert_eq!(clock.ended(310.0, None), took(None, 10));
    }
}
