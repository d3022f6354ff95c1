//! What a translation is going to take. A long text is counted when the keys rest: counting it takes longer the longer it
//! is, and a key must not.

use super::{App, Task};
use crate::browser::time::{self, Timer};
use gate::Cost;
use leptos::prelude::*;
use wire::{Millis, Usage};

/// A text of so many bytes is counted at each key, in less than half a millisecond.
const AT_ONCE: usize = 16 * 1024;
/// A longer one is counted after a rest of so many milliseconds.
const REST: Millis = 300;

/// What a translation is going to take: an estimate, always shown with ≈.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EstimateView {
    /// Characters of the source
    pub characters: usize,
    /// Tokens in
    pub tokens: u64,
    /// Cost, from and to; none where the price is not known
    pub cost: Option<(Cost, Cost)>,
}

/// Characters, and tokens of the text alone.
type Counted = (usize, u64);

impl App {
    /// Characters, tokens and cost to expect of the source as it stands; of a long one a moment later.
    pub fn translate_estimate(self) -> Memo<EstimateView> {
        let source = self.translate.source;
        let counted = RwSignal::new(Counted::default());
        let waits = StoredValue::new_local(None::<Timer>);
        Effect::new(move || {
            let count = move || {
                counted.try_set(source.with_untracked(|source| count(source)));
            };
            let long = source.with(String::len) > AT_ONCE;
            // What waited before is called off.
            waits.set_value(long.then(|| time::after(REST, count)));
            if !long {
                count();
            }
        });
        Memo::new(move |_| self.estimate_of(counted.get()))
    }

    fn estimate_of(self, (characters, text): Counted) -> EstimateView {
        const PROMPT_TOKENS: u64 = 260;
        let model = self.model_for(Task::Translate);
        let price = self.price_of(&model).map(|(price, _)| price);
        if text == 0 {
            return EstimateView::default();
        }
        // Each language is a run of its own.
        let runs = 1 + self.translate.further.get() as u64;
        let text = text * runs;
        let tokens = text + PROMPT_TOKENS * runs;
        // Translations run from somewhat shorter than their source to twice its tokens (other scripts).
        let cost = price.map(|price| {
            let of = |output: u64| {
                price.cost(Usage {
                    input: tokens,
                    output,
                    ..Usage::default()
                })
            };
            (of(text * 8 / 10), of(text * 2))
        });
        EstimateView {
            characters,
            tokens,
            cost,
        }
    }
}

fn count(text: &str) -> Counted {
    (text.chars().count(), gate::estimate_tokens(text))
}
