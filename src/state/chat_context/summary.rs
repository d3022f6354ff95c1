//! A summary in place of the oldest messages: made by a call through the gate when the person asks for it, kept with the
//! conversation, changed and taken away by hand.

use super::super::calls::Ask;
use super::super::wanted::{Running, heard};
use super::super::{App, Asked, Trouble, TroubleKind};
use crate::browser::time;
use chat::{ContextRule, LineOf, Summary};
use gate::WorkKind;
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::BTreeMap;
use wire::{ChatMessage, ChatRequest};

/// The longest summary to reckon with, in tokens.
const BOUND: u32 = 2_048;

thread_local! {
    /// By conversation.
    static RUNNING: RefCell<BTreeMap<String, Running>> = const { RefCell::new(BTreeMap::new()) };
}

/// What is asked for, and of which conversation.
struct Task {
    conversation: String,
    messages: Vec<ChatMessage>,
    upto: String,
    count: usize,
}

impl App {
    /// Has the oldest messages of the open conversation summarised. An earlier summary goes into the new one.
    pub fn summarise(self) {
        let Some(task) = untrack(|| self.summary_task()) else {
            return;
        };
        // Not the way of what is sent: with the key there, the draft would go.
        if !self.ready_for_question() {
            return;
        }
        let of = task.conversation.clone();
        let model = self.model_of(&of);
        if model.is_empty() {
            let trouble = Trouble::new(TroubleKind::NoModel, self.endpoint.preset());
            return self.set_summarising(of, Asked::Failed(trouble));
        }
        self.set_summarising(of.clone(), Asked::Asking);
        let fares = of.clone();
        let running = Running::start(async move {
            let outcome = self.ask_for_summary(task, model).await;
            let fared = match outcome {
                Ok(()) => Asked::Here(()),
                Err(trouble) => Asked::Failed(trouble),
            };
            self.set_summarising(fares, fared);
        });
        RUNNING.with_borrow_mut(|all| all.insert(of, running));
    }

    /// How the summary of the open conversation that was asked for fares. Tracked.
    pub fn summarising(self) -> Asked<()> {
        let open = self.chat.open.get().unwrap_or_default();
        self.context()
            .summarising
            .with(|all| all.get(&open).cloned())
            .unwrap_or(Asked::Idle)
    }

    fn set_summarising(self, of: String, fares: Asked<()>) {
        self.context().summarising.update(|all| {
            all.insert(of, fares);
        });
    }

    /// Stops what was asked for in the open conversation.
    pub fn stop_summarising(self) {
        let Some(open) = self.chat.open.get_untracked() else {
            return;
        };
        drop(RUNNING.with_borrow_mut(|all| all.remove(&open)));
        self.set_summarising(open, Asked::Idle);
    }

    /// How they ended was read.
    pub fn summary_trouble_seen(self) {
        let all = self.context().summarising;
        all.update(|all| all.retain(|_, fares| matches!(fares, Asked::Asking)));
    }

    fn summary_task(self) -> Option<Task> {
        let conversation = self.open_conversation()?;
        let settings = self.context_settings();
        let model = self.chat_model();
        self.with_plan(0, &model, |tree, plan| {
            let wanted = chat::to_summarise(&plan)?;
            let counts = plan.lines.iter().any(|line| line.of == LineOf::Summary);
            let earlier = settings.summary.filter(|_| counts);
            let (text, before) = earlier.map_or((String::new(), 0), |summary| {
                (summary.text, summary.messages)
            });
            Some(Task {
                conversation,
                messages: chat::summary_messages(tree, &wanted.ids, &text),
                upto: wanted.upto,
                count: before + wanted.ids.len(),
            })
        })
    }

    async fn ask_for_summary(self, task: Task, model: String) -> Result<(), Trouble> {
        let (capped, effort) = self
            .settings
            .with_untracked(|settings| (settings.has_cap(), settings.effort.clone()));
        let ask = Ask {
            request: ChatRequest {
                model: model.clone(),
                messages: task.messages,
                stream: true,
                reasoning_effort: effort,
                max_output_tokens: capped.then_some(BOUND),
                ..ChatRequest::default()
            },
            kind: WorkKind::Chat,
            output_tokens: u64::from(BOUND),
        };
        let mut taken = (None, None);
        let answer = heard(self, ask, &mut taken).await?;
        if answer.text.trim().is_empty() {
            return Err(self.not_understood(&answer));
        }
        let summary = Summary {
            text: answer.text.trim().to_string(),
            upto: task.upto,
            messages: task.count,
            model: Some(model),
            usage: taken.0,
            cost: taken.1,
            at: time::now(),
            edited: false,
        };
        let mut before = None;
        self.change_conversation(&task.conversation, |record| {
            record.context.rule = ContextRule::Summarise;
            before = record.context.summary.replace(summary);
        });
        // The person's own words are not lost in the new ones.
        if let Some(before) = before.filter(|summary| summary.edited) {
            let removed = self.context().removed;
            removed.set(Some((task.conversation, before)));
        }
        Ok(())
    }

    /// Changes the summary's words.
    pub fn change_summary(self, text: String) {
        self.change_context(|context| {
            if let Some(summary) = context
                .summary
                .as_mut()
                .filter(|summary| summary.text != text)
            {
                summary.text = text;
                summary.edited = true;
            }
        });
    }

    /// Takes the summary away: the messages that it stood for go again, as far as they fit.
    pub fn remove_summary(self) {
        let Some(open) = self.open_conversation() else {
            return;
        };
        let removed = self
            .conversation(&open)
            .and_then(|record| record.context.summary);
        self.change_context(|context| context.summary = None);
        self.context()
            .removed
            .set(removed.map(|summary| (open, summary)));
    }

    /// Brings back the summary that was taken away last.
    pub fn undo_summary(self) {
        let removed = self.context().removed;
        if let Some((conversation, summary)) = removed.get_untracked() {
            removed.set(None);
            self.change_conversation(&conversation, |record| {
                record.context.summary = Some(summary)
            });
        }
    }

    /// The last message that the open conversation's summary stands for, and the summary.
    pub fn summary_shown(self) -> Option<(String, String)> {
        let settings = self.context_settings();
        settings
            .summary
            .filter(|_| settings.rule == ContextRule::Summarise)
            .filter(|summary| !summary.text.trim().is_empty())
            .map(|summary| (summary.upto, summary.text))
    }
}
