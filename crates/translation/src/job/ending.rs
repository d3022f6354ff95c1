//! What follows when an ask ends, or the job is stopped.

use super::guards::Taken;
use super::item::{Place, Step};
use super::judge::{Court, Verdict, judge};
use super::next::{self, MOST_ASKS, Why};
use super::outcome::{JobEnd, Outcome, Reason, Status};
use super::plan::{Batch, Slot};
use super::words::{AskEnd, JobEffect, Purpose, Rung};
use super::{Flight, Job, Phase, restart};

impl Job {
    pub(super) fn ended(&mut self, flight: Flight, end: AskEnd, effects: &mut Vec<JobEffect>) {
        match end {
            AskEnd::Complete => self.answered(flight, Why::Faults, true, effects),
            AskEnd::Truncated => self.answered(flight, Why::Cut, false, effects),
            AskEnd::Refused => self.answered(flight, Why::Declined, false, effects),
            AskEnd::Incapable if flight.rung < Rung::Lines => self.step_down(flight, effects),
            // On the lower rungs there is nothing to be incapable of: it is some other refusal, and would come again.
            AskEnd::Failed | AskEnd::Cancelled | AskEnd::Incapable => {
                self.salvage(flight, effects);
                self.break_off(effects);
            }
        }
    }

    pub(super) fn stop(&mut self, effects: &mut Vec<JobEffect>) {
        if self.phase == Phase::Over {
            return;
        }
        for (id, flight) in std::mem::take(&mut self.flying) {
            effects.push(JobEffect::Cancel(id));
            self.salvage(flight, effects);
        }
        self.break_off(effects);
        self.over(JobEnd::Stopped, effects);
    }

    /// The endpoint does not take this form.
    fn step_down(&mut self, flight: Flight, effects: &mut Vec<JobEffect>) {
        // Others in flight will learn the same, but it is learned once.
        if self.rung == flight.rung {
            self.rung = lower(flight.rung);
            self.formless = Some(0);
            effects.push(JobEffect::RungLearned(self.rung));
        }
        for slot in &flight.batch.slots {
            let item = &mut self.items[slot.segment];
            item.tries.asks = item.tries.asks.saturating_sub(1);
            restart(item, slot.segment, effects);
        }
        self.put_back(vec![flight.batch], effects);
    }

    /// Judges an answer, settles what is taken and asks again for the rest.
    fn answered(&mut self, flight: Flight, why: Why, whole: bool, effects: &mut Vec<JobEffect>) {
        let of = flight.batch.slots.len();
        let alone = flight.rung == Rung::Alone;
        let verdicts = self.judge(&flight, whole);
        self.note_form(&flight, &verdicts, whole);
        let declined = verdicts.iter().all(is_declined);
        let why = if declined { Why::Declined } else { why };
        let mut again: Vec<Slot> = Vec::new();
        let mut strict: Vec<Slot> = Vec::new();
        for (slot, verdict) in flight.batch.slots.iter().zip(verdicts) {
            let at = slot.segment;
            match verdict {
                Verdict::Good(taken) => self.settle_good(at, taken, effects),
                Verdict::Weak(taken, remark) => {
                    let item = &mut self.items[at];
                    item.tries.strict = true;
                    item.tries.remark = Some(remark);
                    item.tries.kept = Some(taken.clone());
                    if self.phase == Phase::Running && item.tries.asks < MOST_ASKS {
                        restart(&mut self.items[at], at, effects);
                        strict.push(*slot);
                    } else {
                        self.settle_good(at, taken, effects);
                    }
                }
                Verdict::Bad {
                    reason,
                    remark,
                    doubted,
                } => {
                    let reason = match why {
                        Why::Declined => Reason::Refused,
                        _ => reason,
                    };
                    let most = self.most_asks();
                    let item = &mut self.items[at];
                    item.tries.remark = remark.or(item.tries.remark.take());
                    item.tries.doubted |= doubted;
                    item.tries.last = Some(reason);
                    restart(item, at, effects);
                    if next::step(item, why, of, alone, most) {
                        again.push(*slot);
                    } else {
                        self.settle_failed(at, effects);
                    }
                }
            }
        }
        let mut batches = next::batches(&self.items, &again, of);
        if !strict.is_empty() {
            batches.push(Batch {
                slots: strict,
                purpose: Purpose::Strict,
                alone,
                after: 3,
            });
        }
        self.put_back(batches, effects);
    }

    /// What is taken of an answer.
    fn judge(&self, flight: &Flight, whole: bool) -> Vec<Verdict> {
        let harvest = flight.reader.clone().finish(whole);
        let court = Court {
            languages: self.languages(),
            terms: &self.terms,
            items: &self.items,
        };
        judge(court, &flight.batch, &flight.word, harvest, whole)
    }

    /// Where the first batches of a rung have nothing of the form, this model cannot do it, whatever the endpoint says.
    /// One that has done it once only slips.
    fn note_form(&mut self, flight: &Flight, verdicts: &[Verdict], whole: bool) {
        if flight.rung == Rung::Alone || flight.rung != self.rung || !whole {
            return;
        }
        self.formless = match self.formless {
            Some(so_far) if verdicts.iter().all(is_formless) => Some(so_far + 1),
            _ => None,
        };
        // The last step costs most.
        let most = if self.rung == Rung::Lines { 3 } else { 2 };
        if self.formless >= Some(most) {
            self.rung = lower(self.rung);
            self.formless = Some(0);
        }
    }

    /// How often a segment may be asked for. A model that nothing can be had from is not asked twelve times for each of
    /// thousands.
    fn most_asks(&self) -> u8 {
        if self.failed >= 10 && self.failed > 2 * self.translated {
            2
        } else {
            MOST_ASKS
        }
    }

    /// The job breaks off: what was complete is taken, the rest is open. A translation that had begun to arrive stays on the
    /// screen until its segment is asked for again: the person has read it.
    fn salvage(&mut self, flight: Flight, effects: &mut Vec<JobEffect>) {
        let verdicts = self.judge(&flight, false);
        for (slot, verdict) in flight.batch.slots.iter().zip(verdicts) {
            match verdict {
                Verdict::Good(taken) | Verdict::Weak(taken, _) => {
                    self.settle_good(slot.segment, taken, effects);
                }
                Verdict::Bad { reason, .. } => {
                    let item = &mut self.items[slot.segment];
                    item.place = Place::Open;
                    if !matches!(reason, Reason::Cut | Reason::Missing) {
                        restart(item, slot.segment, effects);
                    }
                }
            }
        }
    }

    /// No more asks; what waits is open.
    fn break_off(&mut self, effects: &mut Vec<JobEffect>) {
        self.phase = Phase::Breaking;
        for batch in std::mem::take(&mut self.waiting) {
            self.leave_open(&batch, effects);
        }
    }

    /// These are asked for next, unless the job breaks off.
    fn put_back(&mut self, batches: Vec<Batch>, effects: &mut Vec<JobEffect>) {
        for batch in batches.into_iter().rev() {
            if self.phase == Phase::Running {
                self.waiting.push_front(batch);
            } else {
                self.leave_open(&batch, effects);
            }
        }
    }

    /// What was good but for a term is not paid for again.
    fn leave_open(&mut self, batch: &Batch, effects: &mut Vec<JobEffect>) {
        for slot in &batch.slots {
            let item = &mut self.items[slot.segment];
            item.place = Place::Open;
            if let Some(kept) = item.tries.kept.take() {
                self.settle_good(slot.segment, kept, effects);
            }
        }
    }

    /// Translated: the segment and its twins.
    pub(super) fn settle_good(&mut self, at: usize, taken: Taken, effects: &mut Vec<JobEffect>) {
        let outcome = Outcome::Translated {
            text: taken.text,
            flags: taken.flags,
        };
        self.items[at].coded = Some(taken.coded);
        self.settle(at, Status::Translated, outcome, effects);
    }

    fn settle_failed(&mut self, at: usize, effects: &mut Vec<JobEffect>) {
        let reason = next::reason(&self.items[at]);
        self.settle(at, Status::Failed(reason), Outcome::Failed(reason), effects);
    }

    fn settle(
        &mut self,
        at: usize,
        status: Status,
        outcome: Outcome,
        effects: &mut Vec<JobEffect>,
    ) {
        let twins = std::mem::take(&mut self.items[at].twins);
        let coded = self.items[at].coded.clone();
        for segment in std::iter::once(at).chain(twins.iter().copied()) {
            let item = &mut self.items[segment];
            item.place = Place::Settled(status);
            item.coded.clone_from(&coded);
            match status {
                Status::Failed(_) => self.failed += 1,
                _ => self.translated += 1,
            }
            effects.push(JobEffect::Settled {
                segment,
                outcome: outcome.clone(),
            });
        }
        self.items[at].twins = twins;
        // What was kept for another try is not needed any more.
        self.items[at].tries.kept = None;
        self.items[at].tries.step = Step::Batch;
    }
}

fn is_declined(verdict: &Verdict) -> bool {
    matches!(
        verdict,
        Verdict::Bad {
            reason: Reason::Refused,
            ..
        }
    )
}

/// The model did not keep to the form.
fn is_formless(verdict: &Verdict) -> bool {
    matches!(
        verdict,
        Verdict::Bad {
            reason: Reason::Unreadable | Reason::SchemaEcho | Reason::Renumbered,
            ..
        }
    )
}

fn lower(rung: Rung) -> Rung {
    match rung {
        Rung::Schema => Rung::JsonObject,
        Rung::JsonObject => Rung::Lines,
        Rung::Lines | Rung::Alone => Rung::Alone,
    }
}
