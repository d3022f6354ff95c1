//! At whatever moment the page goes away, what had been written down comes back.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;

use chat::{
    FLUSH_AFTER, FLUSH_BYTES, JournalPiece, Message, MessageState, Turn, TurnEffect, TurnEvent,
    recover,
};
use proptest::prelude::*;
use wire::{Problem, ProblemKind, Role, Usage};

/// A store that does what the effects say, as a database would.
#[derive(Clone, Default)]
struct Store {
    messages: BTreeMap<String, Message>,
    journal: BTreeMap<(String, u32), JournalPiece>,
}

impl Store {
    fn perform(&mut self, effect: &TurnEffect) {
        match effect {
            TurnEffect::SaveMessage(message) => {
                self.messages.insert(message.id.clone(), message.clone());
            }
            TurnEffect::AppendJournal(piece) => {
                self.journal
                    .insert((piece.message.clone(), piece.seq), piece.clone());
            }
            TurnEffect::ClearJournal { message } => self.journal.retain(|(id, _), _| id != message),
        }
    }

    fn after_a_reload(&self, id: &str) -> Option<Message> {
        let pieces = self.journal.values().rev().cloned().collect();
        self.messages
            .get(id)
            .map(|message| recover(message.clone(), pieces))
    }
}

fn answer(text: &str) -> Message {
    Message {
        id: "a".into(),
        role: Role::Assistant,
        text: text.into(),
        ..Message::default()
    }
}

fn arrived(text: &str) -> TurnEvent {
    TurnEvent::Arrived {
        text: text.into(),
        reasoning: String::new(),
    }
}

fn ended(state: MessageState) -> TurnEvent {
    TurnEvent::Ended {
        state,
        usage: Some(Usage {
            output: 3,
            ..Usage::default()
        }),
        cost: Some(7),
        problem: None,
    }
}

#[test]
fn the_question_and_the_empty_answer_are_saved_before_anything_is_sent() {
    let user = Message {
        id: "u".into(),
        text: "Hello".into(),
        ..Message::default()
    };
    let mut turn = Turn::new(answer(""), 1000);
    let effects = turn.begin(Some(user.clone()));
    let streaming = Message {
        state: MessageState::Streaming,
        ..answer("")
    };
    let clear = TurnEffect::ClearJournal {
        message: "a".into(),
    };
    assert_eq!(
        effects,
        [
            TurnEffect::SaveMessage(user),
            clear,
            TurnEffect::SaveMessage(streaming)
        ]
    );
    assert_eq!(turn.begin(None), []);
}

#[test]
fn the_record_is_saved_before_the_first_delta_even_without_begin() {
    let mut turn = Turn::new(answer(""), 0);
    let effects = turn.handle(0, arrived("x"));
    assert!(
        matches!(&effects[1], TurnEffect::SaveMessage(message) if message.state == MessageState::Streaming && message.text.is_empty())
    );
}

#[test]
fn batches_by_time_and_by_size() {
    let mut turn = Turn::new(answer(""), 1000);
    turn.begin(None);
    assert_eq!(turn.wake_at(), None);
    assert_eq!(turn.handle(1010, arrived("one ")), []);
    assert_eq!(turn.wake_at(), Some(1000 + FLUSH_AFTER));
    assert_eq!(turn.handle(1020, TurnEvent::Tick), []);
    let piece = |seq, text: &str| {
        TurnEffect::AppendJournal(JournalPiece {
            message: "a".into(),
            seq,
            text: text.into(),
            reasoning: String::new(),
        })
    };
    assert_eq!(turn.handle(1250, TurnEvent::Tick), [piece(0, "one ")]);
    assert_eq!(turn.wake_at(), None);
    assert_eq!(turn.handle(1600, TurnEvent::Tick), []);
    let long = "x".repeat(FLUSH_BYTES);
    assert_eq!(turn.handle(1251, arrived(&long)), [piece(1, &long)]);
    // The clock is set back an hour: the next batch waits 250 ms, not an hour.
    turn.handle(100, arrived("late"));
    assert_eq!(turn.wake_at(), Some(100 + FLUSH_AFTER));
    assert_eq!(turn.handle(350, TurnEvent::Tick), [piece(2, "late")]);
}

#[test]
fn the_end_saves_everything_then_clears_the_journal() {
    let mut turn = Turn::new(answer(""), 0);
    turn.begin(None);
    turn.handle(1, arrived("text"));
    let problem = Some(Problem::new(ProblemKind::Interrupted));
    let over = TurnEvent::Ended {
        state: MessageState::Failed,
        usage: None,
        cost: None,
        problem: problem.clone(),
    };
    let effects = turn.handle(2, over);
    let saved = Message {
        state: MessageState::Failed,
        problem,
        ..answer("text")
    };
    assert_eq!(
        effects,
        [
            TurnEffect::SaveMessage(saved.clone()),
            TurnEffect::ClearJournal {
                message: "a".into()
            }
        ]
    );
    assert_eq!(turn.answer(), &saved);
    assert_eq!(turn.handle(900, arrived("more")), []);
    assert_eq!(turn.handle(900, ended(MessageState::Done)), []);
    assert_eq!(turn.begin(None), []);
    assert_eq!(turn.wake_at(), None);
}

#[test]
fn an_end_that_is_none_is_a_cut() {
    let mut turn = Turn::new(answer(""), 0);
    turn.handle(2, ended(MessageState::Streaming));
    assert_eq!(turn.answer().state, MessageState::Truncated);
}

#[test]
fn a_continued_answer_keeps_what_it_had_and_no_old_piece() {
    let mut store = Store::default();
    // A crash between the last save and the clearing left a piece behind.
    store.perform(&TurnEffect::AppendJournal(JournalPiece {
        message: "a".into(),
        seq: 0,
        text: "begun ".into(),
        reasoning: String::new(),
    }));
    store.perform(&TurnEffect::SaveMessage(Message {
        state: MessageState::Truncated,
        ..answer("begun ")
    }));
    assert_eq!(store.after_a_reload("a").unwrap().text, "begun ");
    let mut turn = Turn::new(answer("begun "), 0);
    for effect in turn
        .begin(None)
        .iter()
        .chain(&turn.handle(500, arrived("and more")))
    {
        store.perform(effect);
    }
    assert_eq!(store.after_a_reload("a").unwrap().text, "begun and more");
}

#[test]
fn recovery_takes_what_there_is() {
    let piece = |seq, text: &str| JournalPiece {
        message: "a".into(),
        seq,
        text: text.into(),
        reasoning: text.to_uppercase(),
    };
    let other = JournalPiece {
        message: "b".into(),
        ..piece(1, "not mine")
    };
    let streaming = Message {
        state: MessageState::Streaming,
        ..answer("0")
    };
    let back = recover(
        streaming.clone(),
        vec![
            piece(7, "c"),
            piece(0, "a"),
            other,
            piece(2, "b"),
            piece(0, "a"),
        ],
    );
    assert_eq!(
        (back.text.as_str(), back.reasoning.as_str(), back.state),
        ("0abc", "ABC", MessageState::Truncated)
    );
    assert_eq!(recover(streaming, vec![]).state, MessageState::Truncated);
    let done = answer("whole");
    assert_eq!(recover(done.clone(), vec![piece(0, "whole")]), done);
}

fn events() -> impl Strategy<Value = Vec<(u64, TurnEvent)>> {
    let arrived =
        ("[a-z中🎉]{0,20}", "[A-Z]{0,5}", 0..80_usize).prop_map(|(text, reasoning, times)| {
            TurnEvent::Arrived {
                text: text.repeat(times),
                reasoning,
            }
        });
    let event = prop_oneof![4 => arrived, 1 => Just(TurnEvent::Tick)];
    prop::collection::vec((0..400_u64, event), 0..30)
}

proptest! {
    #[test]
    fn any_cut_brings_back_all_that_was_written(events in events(), base in "[0-9]{0,4}", finish in any::<bool>(), ticks in any::<bool>()) {
        let mut turn = Turn::new(answer(&base), 0);
        let mut store = Store::default();
        let mut now = 0;
        let (mut text, mut reasoning) = (base.clone(), String::new());
        // What must come back at least: everything up to the last batch.
        let mut sure = (base.clone(), String::new());
        let mut all: Vec<TurnEffect> = turn.begin(None);
        for effect in &all { store.perform(effect); }
        let mut timeline: Vec<(u64, TurnEvent)> = events;
        if finish { timeline.push((1, ended(MessageState::Done))); }
        for (later, event) in timeline {
            now += later;
            if let TurnEvent::Arrived { text: more, reasoning: thought } = &event {
                text.push_str(more);
                reasoning.push_str(thought);
            }
            let over = matches!(event, TurnEvent::Ended { .. });
            let mut effects = turn.handle(now, event);
            if ticks && let Some(at) = turn.wake_at() {
                now = now.max(at);
                effects.extend(turn.handle(now, TurnEvent::Tick));
                prop_assert_eq!(turn.wake_at(), None);
            }
            // The page may go away after any single effect.
            for effect in &effects {
                store.perform(effect);
                if matches!(effect, TurnEffect::AppendJournal(_) | TurnEffect::SaveMessage(_)) {
                    sure = (text.clone(), reasoning.clone());
                }
                let back = store.after_a_reload("a").unwrap();
                prop_assert_eq!((&back.text, &back.reasoning), (&sure.0, &sure.1));
                prop_assert_eq!(back.state, if over { MessageState::Done } else { MessageState::Truncated });
            }
            let waiting = text.len() - sure.0.len() + reasoning.len() - sure.1.len();
            prop_assert!(waiting < FLUSH_BYTES);
            all.extend(effects);
        }
        prop_assert_eq!(&turn.answer().text, &text);
        if finish { prop_assert!(store.journal.is_empty()); }
        let seqs: Vec<u32> = all.iter().filter_map(|effect| match effect { TurnEffect::AppendJournal(piece) => Some(piece.seq), _ => None }).collect();
        prop_assert_eq!(seqs, (0..).take(all.iter().filter(|effect| matches!(effect, TurnEffect::AppendJournal(_))).count()).collect::<Vec<u32>>());
    }
}
