//! What of an answer is taken.

use super::guards::{
    Fault, Languages, Side, Taken, bare, check, clean, is_refusal, plain, unreliable,
};
use super::item::Item;
use super::outcome::{Flag, Reason};
use super::plan::Batch;
use super::read::Harvest;
use crate::glossary::{TermIndex, TermKind, Violation};

/// What becomes of one segment of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    Good(Taken),
    /// It would do, but a term was not followed: once more, with this said.
    Weak(Taken, String),
    Bad {
        reason: Reason,
        /// What to tell the model when it is asked again.
        remark: Option<String>,
        /// It may be right: then it comes so again.
        doubted: bool,
    },
}

/// What an answer is judged by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Court<'a> {
    pub(super) languages: Languages<'a>,
    pub(super) terms: &'a TermIndex<'static>,
    pub(super) items: &'a [Item],
}

/// Judges each segment of the batch, in its order. `word` is that of the request's marks; `whole` tells that the model
/// came to its end by itself.
pub(super) fn judge(
    court: Court,
    batch: &Batch,
    word: &str,
    harvest: Harvest,
    whole: bool,
) -> Vec<Verdict> {
    let item = |at: usize| &court.items[batch.slots[at].segment];
    let declined = !harvest.prose.is_empty()
        && !harvest.readable
        && is_refusal(court.languages.from, "", &harvest.prose);
    let sources = around(court.items, batch);
    let checked: Vec<Result<Taken, Fault>> = harvest
        .values
        .into_iter()
        .enumerate()
        .map(|(at, value)| {
            let value = value.map_err(|reason| match reason {
                Reason::Unreadable | Reason::Missing if declined => Fault::of(Reason::Refused),
                reason => Fault::of(reason),
            })?;
            let source = &item(at).protected;
            check(
                court.languages,
                source,
                &sources,
                clean(word, source, &value),
            )
        })
        .collect();
    let sides: Vec<Side> = checked
        .iter()
        .enumerate()
        .map(|(at, checked)| side(item(at), checked))
        .collect();
    let doubts = unreliable(&sides, whole);
    let judged = checked.into_iter().zip(doubts).enumerate();
    judged
        .map(|(at, (checked, doubt))| match (checked, doubt) {
            (Ok(_), Some(reason)) => Verdict::Bad {
                reason,
                remark: None,
                doubted: false,
            },
            (Ok(taken), None) => by_terms(court, item(at), taken),
            (Err(fault), None) => excused(item(at), fault),
            (Err(fault), Some(_)) => {
                let perhaps = None;
                excused(item(at), Fault { perhaps, ..fault })
            }
        })
        .collect()
}

/// The sources that the model saw, in the batch and around it.
fn around(items: &[Item], batch: &Batch) -> Vec<String> {
    let first = batch.slots.first().map_or(0, |slot| slot.segment);
    let last = batch.slots.last().map_or(0, |slot| slot.segment);
    let near = first.saturating_sub(3)..(last + 4).min(items.len());
    // A batch of segments that failed may reach far; only its own and the nearest count.
    let inside = batch.slots.iter().map(|slot| slot.segment);
    let mut all: Vec<usize> = if last - first < 64 {
        near.collect()
    } else {
        inside.collect()
    };
    all.dedup();
    let texts = all.into_iter().map(|at| &items[at].protected.text);
    texts.map(|text| plain(&bare(text))).collect()
}

fn side(item: &Item, checked: &Result<Taken, Fault>) -> Side {
    let target = match checked {
        Ok(taken) => Some(bare(&taken.coded)),
        Err(fault) => fault.coded.as_deref().map(bare),
    };
    Side {
        source: bare(&item.protected.text),
        target,
        failed: checked.is_err(),
    }
}

fn by_terms(court: Court, item: &Item, mut taken: Taken) -> Verdict {
    let missed = court.terms.violations(&item.source, &taken.text);
    if missed.is_empty() {
        return Verdict::Good(taken);
    }
    taken
        .flags
        .extend(missed.iter().map(|violation| Flag::Term {
            source: violation.term.source.clone(),
            target: violation.term.wanted().to_owned(),
        }));
    if item.tries.strict {
        return Verdict::Good(better(item.tries.kept.clone(), taken));
    }
    let said: Vec<String> = missed.iter().map(strictly).collect();
    Verdict::Weak(taken, said.join("; "))
}

/// The one with fewer flags; the later one of equals.
fn better(earlier: Option<Taken>, later: Taken) -> Taken {
    match earlier {
        Some(earlier) if earlier.flags.len() < later.flags.len() => earlier,
        _ => later,
    }
}

fn strictly(violation: &Violation) -> String {
    let term = &violation.term;
    match term.kind {
        TermKind::Use => ["translate “", &term.source, "” as “", &term.target, "”"].concat(),
        TermKind::Forbidden => ["never use “", &term.target, "” for “", &term.source, "”"].concat(),
        TermKind::Keep => ["keep “", &term.source, "” as it is"].concat(),
    }
}

/// What did not pass may still have to do: what was kept before, or the same answer twice.
fn excused(item: &Item, fault: Fault) -> Verdict {
    if let Some(kept) = &item.tries.kept {
        return Verdict::Good(kept.clone());
    }
    let doubted = fault.perhaps.is_some();
    match fault.perhaps {
        Some(taken) if item.tries.doubted => Verdict::Good(taken),
        _ => Verdict::Bad {
            reason: fault.reason,
            remark: fault.remark,
            doubted,
        },
    }
}
