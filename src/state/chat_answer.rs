//! An answer: asked for, fed to the screen and the journal as it arrives, ended, written down.

use super::calls::{self, Ask, CallEnd, CallUpdate, HowEnded};
use super::chat::{Answer, RowLive, desk};
use super::chat_compare::{Beside, Clock, with_clock};
use super::chat_facts::cut_at;
use super::chat_reading::lock_name;
use super::chat_trouble::failure_of;
use super::{
    App, Trouble, TroubleKind, attach_contents, attach_refused, bodies, journal, quirk_book,
};
use crate::browser::{db, locks, random, time};
use chat::{ANSWER_BOUND, Apart, Message, MessageState, Parameters, Selection, Sent, Thoughts};
use gate::WorkKind;
use leptos::prelude::*;
use wire::{BaseUrl, ChatMessage, ChatRequest, Delta, Role};

/// Where an answer goes: below which message, or on from which.
pub(super) enum Answering {
    /// A new answer to this message.
    To(String),
    /// On from where this answer ended.
    On(String),
    /// A new answer to this message, images left out.
    WithoutImages(String),
    /// A new answer beside those of other models.
    Beside(Beside),
}

impl Answering {
    /// The message that the path to it ends with.
    fn upto(&self) -> &str {
        match self {
            Answering::To(id) | Answering::On(id) | Answering::WithoutImages(id) => id,
            Answering::Beside(beside) => &beside.question,
        }
    }

    fn without_images(&self) -> bool {
        match self {
            Answering::To(_) | Answering::On(_) => false,
            Answering::WithoutImages(_) => true,
            Answering::Beside(beside) => beside.without_images,
        }
    }
}

impl App {
    /// Asks for an answer, as soon as what is attached on the way to it is at hand.
    pub(super) fn answer(self, conversation: String, answering: Answering) {
        let missing = self.contents_missing(&conversation, answering.upto());
        if missing.is_empty() {
            return self.answer_now(conversation, answering);
        }
        // It can be stopped from here on.
        self.chat.streaming.update(|streaming| {
            streaming.insert(conversation.clone());
        });
        leptos::task::spawn_local(async move {
            self.load_contents(missing).await;
            self.answer_now(conversation, answering);
        });
    }

    pub(super) fn answer_now(self, conversation: String, answering: Answering) {
        let stopped = desk(|desk| desk.stopped.remove(&conversation));
        let record = self.conversation(&conversation).filter(|_| !stopped);
        let Some(record) = record else {
            return self.answering_over(&conversation);
        };
        let (question, model) = match self.beside_of(&answering) {
            Some((question, model)) => (Some(question), model),
            None => (None, self.model_of(&conversation)),
        };
        let base = self
            .endpoint
            .choice
            .with_untracked(|choice| choice.base.clone());
        let mut parameters = record.parameters.clone();
        if matches!(answering, Answering::On(_)) {
            // The rest of an object is none: an endpoint that holds to the shape would begin anew.
            parameters.format = None;
        }
        parameters.drop_unsent();
        let bound = self.answer_bound_in(&record, &model);
        let effort = self
            .settings
            .with_untracked(|settings| settings.effort.clone());
        let effort = parameters.effort.clone().or(effort);
        let sent = Sent {
            system: record.system.clone(),
            quirks: quirks_at(&base, &model),
            base,
            max_output_tokens: bound,
            cut_at: None,
            effort: effort.clone(),
            model: Some(model.clone()),
            continued_at: None,
            parameters: parameters.clone(),
            selection: Selection::default(),
            without_images: answering.without_images(),
        };
        let Some((message, mut messages)) = desk(|desk| {
            let tree = desk.trees.get_mut(&conversation)?;
            match answering {
                Answering::To(parent)
                | Answering::WithoutImages(parent)
                | Answering::Beside(Beside {
                    question: parent, ..
                }) => {
                    let selection = self.selection(tree, &parent, &record, &model);
                    let messages =
                        chat::request_messages(tree, &parent, &record.system, &selection);
                    let created = chat::begun_beside(tree, &parent, time::now());
                    let message = Message {
                        id: random::id(),
                        conversation: conversation.clone(),
                        parent: Some(parent),
                        role: Role::Assistant,
                        state: MessageState::Streaming,
                        model: Some(model.clone()),
                        created,
                        sent: Some(Sent { selection, ..sent }),
                        ..Message::default()
                    };
                    tree.insert(message.clone());
                    Some((message, messages))
                }
                Answering::On(id) => {
                    let selection = self.selection(tree, &id, &record, &model);
                    let messages = chat::continue_messages(tree, &id, &record.system, &selection);
                    let before = tree.get(&id)?.clone();
                    let message = Message {
                        state: MessageState::Streaming,
                        model: Some(model.clone()),
                        problem: None,
                        failure: None,
                        sent: Some(Sent {
                            continued_at: Some(before.text.len()),
                            selection,
                            without_images: before
                                .sent
                                .as_ref()
                                .is_some_and(|sent| sent.without_images),
                            ..sent
                        }),
                        ..before
                    };
                    tree.insert(message.clone());
                    Some((message, messages))
                }
            }
        }) else {
            return self.answering_over(&conversation);
        };
        let wanted = message.sent.as_ref().map(attach_refused::wanted);
        attach_contents::put_in(&mut messages, wanted.unwrap_or(chat::ImagesWanted::Sent));
        let id = message.id.clone();
        self.chat.ended.set(None);
        self.chat.streaming.update(|streaming| {
            streaming.insert(conversation.clone());
        });
        // In this order: the lock first, so that no other tab takes the record for one whose tab is gone; then the record
        // (with all that had arrived before), so that a journal always has one to add to.
        let lock = locks::hold(&lock_name(&id));
        self.save_message(message.clone(), None);
        let live = RowLive::of(&message);
        let thoughts = match message.text.is_empty() {
            true => Thoughts::default(),
            false => Thoughts::behind_text(),
        };
        desk(|desk| {
            if let Some(signal) = desk.lives.get(&id) {
                signal.set(live);
            }
            let answer = Answer {
                call: 0,
                message,
                lock,
                clock: Clock::default(),
                thoughts,
            };
            desk.answers.insert(id.clone(), answer);
        });
        self.change_conversation(&conversation, |record| {
            self.lead_to(record, question.as_deref(), &id);
            record.updated = time::now();
        });
        bodies::reopen(&id);
        self.rebuild_rows(&conversation);
        if model.is_empty() {
            let trouble = Trouble::new(TroubleKind::NoModel, self.endpoint.preset());
            return self.answer_ended(
                &id,
                CallEnd {
                    how: HowEnded::Failed(trouble),
                    completion: wire::Completion::default(),
                    cost: None,
                },
            );
        }
        let request = chat_request(model, messages, bound, effort, &parameters);
        let mine = id.clone();
        let ask = Ask {
            request,
            kind: WorkKind::Chat,
            output_tokens: u64::from(bound.unwrap_or(ANSWER_BOUND)),
        };
        let call = calls::ask(self, ask, move |update| self.answer_update(&mine, update));
        desk(|desk| desk.answers.get_mut(&id).map(|answer| answer.call = call));
    }

    fn answer_update(self, id: &str, update: CallUpdate) {
        match update {
            CallUpdate::Waiting(wait) => live(id, |live| live.waiting = Some(wait)),
            CallUpdate::Sent(_, quirks) => {
                self.answer_sent(id, quirks);
                live(id, |live| live.waiting = None);
            }
            CallUpdate::Arrived(delta) => self.answer_arrived(id, &delta),
            CallUpdate::Ended(end) => self.answer_ended(id, *end),
        }
    }

    /// What is kept of what was sent is as it really was: quirks may have been learned only now, from a refusal.
    fn answer_sent(self, id: &str, quirks: wire::Quirks) {
        with_clock(id, |clock| clock.sent(time::elapsed()));
        let base = self
            .endpoint
            .choice
            .with_untracked(|choice| choice.base.clone());
        desk(|desk| {
            let message = &mut desk.answers.get_mut(id)?.message;
            let sent = message.sent.as_mut()?;
            sent.quirks = quirks;
            sent.base = base;
            Some(())
        });
    }

    /// No answer is arriving in a conversation any more, unless others are beside the one that was.
    pub(super) fn answering_over(self, conversation: &str) {
        let others = desk(|desk| {
            let mut answers = desk.answers.values();
            answers.any(|answer| answer.message.conversation == conversation)
        });
        if others {
            return;
        }
        self.chat.streaming.update(|streaming| {
            streaming.remove(conversation);
        });
        if desk(|desk| desk.missed.remove(conversation)) {
            leptos::task::spawn_local(self.reload_messages(conversation.to_string()));
        }
    }

    fn answer_arrived(self, id: &str, delta: &Delta) {
        let text = if delta.text.is_empty() {
            &delta.refusal
        } else {
            &delta.text
        };
        let apart = desk(|desk| Some(desk.answers.get_mut(id)?.thoughts.push(text)));
        if let Some(Apart { text, thoughts }) = apart {
            self.answer_grows(id, &text, &(delta.reasoning.clone() + &thoughts));
        }
    }

    fn answer_grows(self, id: &str, text: &str, reasoning: &str) {
        if text.is_empty() && reasoning.is_empty() {
            return;
        }
        let firsts = desk(|desk| {
            let message = &mut desk.answers.get_mut(id)?.message;
            let firsts = (
                message.text.trim().is_empty() && !text.trim().is_empty(),
                message.reasoning.is_empty() && !reasoning.is_empty(),
            );
            message.text.push_str(text);
            message.reasoning.push_str(reasoning);
            Some(firsts)
        });
        let Some((first_text, first_reasoning)) = firsts else {
            return;
        };
        if first_text || first_reasoning {
            with_clock(id, |clock| clock.arrived(time::elapsed()));
            live(id, |live| {
                live.has_text |= first_text;
                live.has_reasoning |= first_reasoning;
            });
        }
        bodies::feed(id, text, reasoning);
        journal::append(self, id, text, reasoning);
    }

    fn answer_ended(self, id: &str, end: CallEnd) {
        let held = desk(|desk| Some(desk.answers.get_mut(id)?.thoughts.finish()));
        if let Some(Apart { text, thoughts }) = held {
            self.answer_grows(id, &text, &thoughts);
        }
        let Some(Answer {
            mut message,
            lock,
            clock,
            ..
        }) = desk(|desk| desk.answers.remove(id))
        else {
            return;
        };
        let begun = message.sent.as_ref().and_then(|sent| sent.continued_at);
        if message.reasoning.is_empty()
            && let Some((before, arrived)) = message.text.split_at_checked(begun.unwrap_or(0))
            && let Some((thoughts, answer)) = chat::closed_thoughts(arrived)
        {
            (message.reasoning, message.text) = (thoughts.to_string(), format!("{before}{answer}"));
            bodies::refresh(id, &message.text);
        }
        let (state, trouble) = match end.how {
            // Tool calls nobody asked for, or nothing at all.
            HowEnded::Complete if message.text.trim().is_empty() => {
                let problem = wire::Problem::new(wire::ProblemKind::Empty);
                (MessageState::Failed, Some(self.trouble_of(problem)))
            }
            HowEnded::Complete => (MessageState::Done, None),
            HowEnded::Truncated => (MessageState::Truncated, None),
            HowEnded::Stopped => (MessageState::Stopped, None),
            HowEnded::Failed(trouble) => (MessageState::Failed, Some(trouble)),
        };
        message.state = state;
        message.took = clock.ended(time::elapsed(), message.took);
        message.problem = trouble.as_ref().and_then(|trouble| trouble.problem.clone());
        message.failure = trouble.as_ref().and_then(failure_of);
        let finish = end.completion.finish.as_ref();
        if let Some(sent) = message
            .sent
            .as_mut()
            .filter(|_| state == MessageState::Truncated)
        {
            let output = end.completion.usage.map(|usage| usage.output);
            sent.cut_at = cut_at(finish, sent.max_output_tokens, output);
        }
        // A continued answer cost what both calls cost.
        message.usage = match (message.usage, end.completion.usage) {
            (Some(a), Some(b)) => Some(a + b),
            (a, b) => b.or(a),
        };
        message.cost = match (message.cost, end.cost) {
            (Some(a), Some(b)) => Some(a + b.0),
            (a, b) => b.map(|cost| cost.0).or(a),
        };
        let conversation = message.conversation.clone();
        let ended = RowLive {
            trouble,
            ..RowLive::of(&message)
        };
        let kept = desk(|desk| {
            desk.trees
                .get_mut(&conversation)
                .is_some_and(|tree| tree.update(message.clone()))
        });
        // Another tab may have deleted all of it for good.
        let kept = kept
            && (self.conversation(&conversation).is_some() || self.is_kept_deleted(&conversation));
        // Only when all of it is on the screen does the row say so.
        let (shown, of) = (id.to_string(), conversation.clone());
        let beside = self.question_beside(id);
        let model = beside.and_then(|_| message.model.clone());
        bodies::finish(id, move || {
            live(&shown, |live| {
                *live = RowLive {
                    editing: live.editing,
                    ..ended
                }
            });
            if self.chat.open.get_untracked() == Some(of) {
                self.chat.ended.set(Some((state, model)));
            }
        });
        if kept {
            self.save_message(message, Some(lock));
        } else {
            // It was deleted while it arrived: only its journal is left of it.
            let gone = db::Batch::new().delete_journal(id).commit();
            let gone = journal::close(id, gone);
            leptos::task::spawn_local(async move {
                self.note_storage(gone.await);
                drop(lock);
            });
        }
        self.answering_over(&conversation);
        // Of several side by side, the current one.
        if state == MessageState::Done && self.leaf_of(&conversation).as_deref() == Some(id) {
            self.title_after_answer(&conversation);
        }
    }
}

/// What this endpoint's model is known to refuse.
pub(super) fn quirks_at(base: &str, model: &str) -> wire::Quirks {
    let origin = BaseUrl::parse(base)
        .map(|base| base.origin())
        .unwrap_or_default();
    quirk_book::known_quirks(&origin, model)
}

/// Without an effort chosen the parameter is left out, so that plain models never refuse it; so are all others that the
/// conversation does not set.
pub(super) fn chat_request(
    model: String,
    messages: Vec<ChatMessage>,
    max_output_tokens: Option<u32>,
    reasoning_effort: Option<String>,
    parameters: &Parameters,
) -> ChatRequest {
    ChatRequest {
        model,
        messages,
        stream: true,
        max_output_tokens,
        reasoning_effort,
        temperature: parameters.temperature,
        top_p: parameters.top_p,
        seed: parameters.seed,
        stop: parameters.stop.clone(),
        response_format: parameters.response_format(),
        // An answer in another shape is better than none; the page says so.
        format_optional: true,
        ..ChatRequest::default()
    }
}

fn live(id: &str, change: impl FnOnce(&mut RowLive)) {
    if let Some(signal) = desk(|desk| desk.lives.get(id).cloned()) {
        signal.update(change);
    }
}
