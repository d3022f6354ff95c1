//! A conversation between two people in two languages: each turn is translated with the turns before it, one after the
//! other, so that each knows what the one before came to. What is kept of it is in `talk_kept`, what leaves it in `talk_out`.

use super::wanted::Running;
use super::{App, Listening, TalkDesk, Trouble, hooks, talk_kept};
use crate::browser::{random, time};
use gate::WorkKind;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::cell::{OnceCell, RefCell};
use translation::asks::{self, SEGMENT_MOST, Turn, TurnRequest};
use wire::Millis;

/// A turn, as it is shown and kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TalkTurn {
    /// Its own.
    pub id: String,
    /// When it was said.
    pub at: Millis,
    /// What was said.
    pub said: String,
    /// Tag of the language it was said in: as the person says, or as it was found. None where neither is known yet.
    pub from: Option<String>,
    /// Tags of the two languages then.
    pub languages: [String; 2],
    /// The translation; empty where there is none.
    pub translation: String,
    /// How far it is.
    #[serde(skip)]
    pub far: TalkFar,
}

impl TalkTurn {
    /// Which of the two people said it.
    pub fn side(&self) -> Option<usize> {
        let from = self.from.as_ref()?;
        self.languages.iter().position(|tag| tag == from)
    }

    /// Tag of the language it is translated into.
    pub fn to(&self) -> Option<&str> {
        let [one, other] = &self.languages;
        self.side()
            .map(|side| if side == 0 { other } else { one }.as_str())
    }

    /// The turn in this language, where it is there.
    pub fn in_language(&self, tag: &str) -> Option<&str> {
        if self.from.as_deref() == Some(tag) {
            return Some(&self.said);
        }
        (self.far == TalkFar::Done && self.to() == Some(tag)).then_some(&self.translation)
    }

    fn translated(&self) -> Option<Turn> {
        (self.far == TalkFar::Done).then_some(())?;
        Some(Turn {
            from: self.from.clone()?,
            to: self.to()?.to_string(),
            said: self.said.clone(),
            translation: self.translation.clone(),
        })
    }
}

/// How far a turn is.
#[derive(Clone, Debug, PartialEq)]
pub enum TalkFar {
    /// It waits for its translation.
    Asking,
    /// It is translated.
    Done,
    /// It could not be translated; with the reason, unless the page went away meanwhile.
    Failed(Option<Trouble>),
}

impl Default for TalkFar {
    fn default() -> TalkFar {
        TalkFar::Failed(None)
    }
}

impl TalkFar {
    /// A stable name, for `data-state`.
    pub fn name(&self) -> &'static str {
        match self {
            TalkFar::Asking => "asking",
            TalkFar::Done => "done",
            TalkFar::Failed(_) => "failed",
        }
    }
}

/// Why something was not taken as a turn. It stays where it was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TalkRefused {
    /// Nothing was said.
    Empty,
    /// It is too long for a turn.
    Long,
    /// There is no key; its dialog is open.
    NoKey,
}

/// The signals. They live as long as the page.
#[derive(Clone)]
pub struct TalkState {
    /// The turns, the oldest first.
    pub turns: ArcRwSignal<Vec<TalkTurn>>,
    /// What is under way in this tab.
    pub desk: ArcRwSignal<TalkDesk>,
    /// What was deleted last, for undo.
    pub deleted: ArcRwSignal<Vec<TalkTurn>>,
    /// The turn that ended last, for screen readers.
    pub ended: ArcRwSignal<Option<TalkTurn>>,
    /// The id of the turn that is or was read aloud last, and how far that is.
    pub read_aloud: ArcRwSignal<Option<(String, ArcRwSignal<Listening>)>>,
}

thread_local! {
    static STATE: OnceCell<TalkState> = const { OnceCell::new() };
    /// The turn that is asked for, and the asking.
    static RUNNING: RefCell<Option<(String, Running)>> = const { RefCell::new(None) };
}

impl App {
    /// The signals.
    pub fn talk(self) -> TalkState {
        let new = || {
            hooks::hear(talk_kept::happened);
            TalkState {
                turns: ArcRwSignal::default(),
                desk: ArcRwSignal::new(self.talk_desk_of_tab()),
                deleted: ArcRwSignal::default(),
                ended: ArcRwSignal::default(),
                read_aloud: ArcRwSignal::default(),
            }
        };
        STATE.with(|state| state.get_or_init(new).clone())
    }

    /// It is shown.
    pub fn talk_open(self) {
        self.talk_change(|desk| desk.open = true);
        self.talk_read();
    }

    /// It is shown no more. What is asked for goes on.
    pub fn talk_close(self) {
        self.talk_hush();
        self.talk_change(|desk| desk.open = false);
    }

    /// Changes what is under way, and keeps it.
    pub fn talk_change(self, change: impl FnOnce(&mut TalkDesk)) {
        let desk = self.talk().desk;
        desk.update(change);
        self.talk_keep_desk(&desk.read_untracked());
    }

    /// Another language on one side. The other person's on this side: they change sides.
    pub fn talk_set_language(self, side: usize, tag: String) {
        self.talk_change(|desk| {
            let before = std::mem::replace(&mut desk.languages[side], tag);
            if desk.languages[0] == desk.languages[1] {
                desk.languages[1 - side] = before;
            }
        });
    }

    /// Takes what is typed on a side as a turn. Opposite there is but one language; here it may be detected.
    ///
    /// # Errors
    ///
    /// Why it was not taken; then it stays typed.
    pub fn talk_say(self, side: usize) -> Result<(), TalkRefused> {
        let desk = self.talk().desk.get_untracked();
        let said = desk.drafts[side].trim().to_string();
        let speaks = if side == 1 { Some(1) } else { desk.speaks };
        let turn = TalkTurn {
            id: random::id(),
            at: time::now(),
            from: speaks.map(|side| desk.languages[side].clone()),
            languages: desk.languages,
            translation: String::new(),
            far: TalkFar::Asking,
            said,
        };
        if !request(&turn, &[]).fits() {
            let long = turn.said.len() > SEGMENT_MOST;
            return Err(if long {
                TalkRefused::Long
            } else {
                TalkRefused::Empty
            });
        }
        if !self.ready_for_question() {
            return Err(TalkRefused::NoKey);
        }
        self.talk_change(|desk| desk.drafts[side].clear());
        self.talk_keep(std::slice::from_ref(&turn));
        self.talk().turns.update(|turns| turns.push(turn));
        self.talk_go_on();
        Ok(())
    }

    /// Asks for a turn again.
    pub fn talk_retry(self, id: &str) {
        if self.ready_for_question() {
            self.talk_alter(id, |turn| turn.far = TalkFar::Asking);
            self.talk_go_on();
        }
    }

    /// A turn was in the other language than was found: asks for it again.
    pub fn talk_correct(self, id: &str) {
        if !self.ready_for_question() {
            return;
        }
        self.talk_alter(id, |turn| {
            turn.from = turn.to().map(str::to_string);
            turn.translation.clear();
            turn.far = TalkFar::Asking;
        });
        self.talk_go_on();
    }

    /// Deletes a turn, or all of them.
    pub fn talk_delete(self, id: Option<&str>) {
        let gone = self.talk_take_out(|turn| id.is_none_or(|id| turn.id == id));
        self.talk_unkeep(&gone);
        self.talk().deleted.set(gone);
        self.talk_go_on();
    }

    /// Takes turns off the list, and stops asking for them.
    pub(super) fn talk_take_out(self, goes: impl Fn(&TalkTurn) -> bool) -> Vec<TalkTurn> {
        let turns = self.talk().turns;
        if !turns.with_untracked(|turns| turns.iter().any(&goes)) {
            return Vec::new();
        }
        let mut gone = Vec::new();
        turns.update(|turns| {
            let all = std::mem::take(turns);
            (gone, *turns) = all.into_iter().partition(goes);
        });
        let stopped = RUNNING.with(|running| {
            let is_gone = |(id, _): &mut (String, Running)| gone.iter().any(|turn| turn.id == *id);
            running.borrow_mut().take_if(is_gone)
        });
        drop(stopped);
        gone
    }

    /// Brings back what was deleted last.
    pub fn talk_undo(self) {
        let deleted = self.talk().deleted;
        let back = deleted.try_update(std::mem::take).unwrap_or_default();
        self.talk_keep(&back);
        self.talk_put_in(back);
        self.talk_go_on();
    }

    /// Puts turns in their places by the time when they were said.
    pub(super) fn talk_put_in(self, more: Vec<TalkTurn>) {
        self.talk().turns.update(|turns| {
            for turn in more {
                if turns.iter().all(|there| there.id != turn.id) {
                    turns.push(turn);
                }
            }
            turns.sort_by(|one, other| (one.at, &one.id).cmp(&(other.at, &other.id)));
        });
    }

    /// Asks for the first turn that waits, unless one is asked for.
    pub(super) fn talk_go_on(self) {
        if RUNNING.with(|running| running.borrow().is_some()) {
            return;
        }
        let turns = self.talk().turns.get_untracked();
        let Some(place) = turns.iter().position(|turn| turn.far == TalkFar::Asking) else {
            return;
        };
        let turn = turns[place].clone();
        let before: Vec<Turn> = turns[..place]
            .iter()
            .filter_map(TalkTurn::translated)
            .collect();
        let id = turn.id.clone();
        let running = Running::start(async move {
            self.glossaries_ready().await;
            let settings = self.talk_settings(&request(&turn, &[]));
            let wanted = asks::turn(&settings.settings(), &request(&turn, &before));
            let outcome = match self.want(wanted, WorkKind::Translate).await {
                Ok(answer) => asks::read_turn(&request(&turn, &[]), &answer.text)
                    .map_err(|_| self.not_understood(&answer)),
                Err(trouble) => Err(trouble),
            };
            self.talk_ended(&turn.id, outcome);
        });
        RUNNING.with(|held| *held.borrow_mut() = Some((id, running)));
    }

    fn talk_ended(self, id: &str, outcome: Result<Turn, Trouble>) {
        let over = RUNNING.with(|running| running.borrow_mut().take());
        drop(over);
        self.talk_alter(id, |turn| match outcome {
            Ok(found) => {
                turn.from = Some(found.from);
                turn.translation = found.translation;
                turn.far = TalkFar::Done;
            }
            Err(trouble) => turn.far = TalkFar::Failed(Some(trouble)),
        });
        let TalkState {
            turns, ended, desk, ..
        } = self.talk();
        let turn = turns.with_untracked(|turns| turns.iter().find(|turn| turn.id == id).cloned());
        let aloud = desk.with_untracked(|desk| desk.open && desk.aloud);
        if let Some(turn) = turn
            .as_ref()
            .filter(|turn| aloud && turn.far == TalkFar::Done)
        {
            self.talk_listen(turn);
        }
        ended.set(turn);
        self.talk_go_on();
    }

    fn talk_alter(self, id: &str, alter: impl FnOnce(&mut TalkTurn)) {
        let altered = self.talk().turns.try_update(|turns| {
            let turn = turns.iter_mut().find(|turn| turn.id == id)?;
            alter(turn);
            Some(turn.clone())
        });
        if let Some(turn) = altered.flatten() {
            self.talk_keep(&[turn]);
        }
    }
}

fn request<'a>(turn: &'a TalkTurn, before: &'a [Turn]) -> TurnRequest<'a> {
    let [one, other] = &turn.languages;
    TurnRequest {
        said: &turn.said,
        languages: [one, other],
        from: turn.from.as_deref(),
        before,
    }
}
